// A look at something of the machine, at the start and every so often. What a look throws is logged, and the next one comes.

import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'

export interface WatchOptions {
  everyMs: number
  /** What is said where a look fails. */
  unknown: string
  clock: Clock
  log: Log
}

/** Returns what ends it. */
export function watch(look: () => Promise<void>, { everyMs, unknown, clock, log }: WatchOptions): () => void {
  let cancel: () => void = () => undefined
  let isClosed = false
  const next = async () => {
    await look().catch(error => log.warn({ err: error }, unknown))
    if (!isClosed) cancel = clock.after(everyMs, () => void next())
  }
  void next()
  return () => {
    isClosed = true
    cancel()
  }
}
