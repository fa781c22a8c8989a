// Gives memory back to the machine when the agent has come to rest. V8 collects only when it allocates, so an idle process would keep
// what its start and its last transfer left behind (measured: 25 MB) for weeks.

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Clock } from '../core/clock.ts'
import { systemCode } from '../core/errors.ts'
import { limits } from '../core/limits.ts'

export interface IdleMemoryOptions {
  /** Whether files are on their way or an install runs: then a pause of 0.1 s would be felt. */
  isBusy: () => boolean
  /** Bytes this process takes. */
  residentBytes?: () => number
  /** Collects and compacts; takes about 0.1 s. */
  release?: () => void
  clock: Clock
}

/** Looks now and then; returns what ends it. */
export function watchIdleMemory({
  isBusy,
  residentBytes = ownBytes,
  release = releaseMemory,
  clock,
}: IdleMemoryOptions): () => void {
  let floorBytes = 0
  let cancel: () => void = () => undefined
  const next = () => {
    cancel = clock.after(limits.idleMemoryMs, () => {
      if (!isBusy() && residentBytes() > floorBytes + limits.idleMemoryBytes) {
        release()
        floorBytes = residentBytes()
      }
      next()
    })
  }
  next()
  return () => cancel()
}

/** Nothing while the process may open no file: the system tells it in one. */
function ownBytes(): number {
  try {
    return process.memoryUsage.rss()
  } catch (error) {
    if (systemCode(error) !== 'EMFILE') throw error
    return 0
  }
}

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void

function releaseMemory(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as Collect
  setFlagsFromString('--no-expose-gc')
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
