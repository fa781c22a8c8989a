// Cleaning up however a script ends: SIGINT, SIGTERM, SIGHUP, an exception nobody caught, or process.exit().
// Does not help against SIGKILL; a lab's own processes die with it all the same (see host.ts), and the next lab sweeps the rest.

import { constants } from 'node:os'

export interface Closer {
  close(): Promise<void>
  /** The same without waiting, for when the event loop is over. */
  closeNow?(): void
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** A terminal and a launcher may both pass on one Ctrl-C; a later one means "now". */
const SAME_SIGNAL_MS = 1_000

const closers = new Set<Closer>()
let installed = false
let ending: { since: number } | undefined

/** What closes a script's things, for its end and for Ctrl-C, which may come at the same time: it is done once, and both wait for it. */
export function closeOnce(closeAll: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined
  return () => {
    closing ??= closeAll()
    return closing
  }
}

/** Closes `closer` when the process ends, last registered first. Gives the function that takes it back. */
export function onExit(closer: Closer): () => void {
  if (!installed) install()
  closers.add(closer)
  return () => closers.delete(closer)
}

/** The script was interrupted, or something broke: all is being closed. */
export function isEnding(): boolean {
  return ending !== undefined
}

function install(): void {
  installed = true
  for (const signal of SIGNALS) process.on(signal, () => end(128 + constants.signals[signal]))
  process.on('uncaughtException', error => {
    // While all is being closed, whoever still used it fails: that is no news, and no reason to leave things behind.
    if (ending) return
    process.stderr.write(`${error.stack ?? error}\n`)
    end(1)
  })
  process.on('exit', closeAllNow)
}

function end(code: number): void {
  if (ending) {
    if (performance.now() - ending.since > SAME_SIGNAL_MS) process.exit(code)
    return
  }
  ending = { since: performance.now() }
  void closeAll().finally(() => process.exit(code))
}

async function closeAll(): Promise<void> {
  for (const closer of [...closers].reverse()) {
    try {
      await closer.close()
      closers.delete(closer)
    } catch (error) {
      process.stderr.write(`cleaning up failed: ${error instanceof Error ? error.message : error}\n`)
    }
  }
}

function closeAllNow(): void {
  for (const closer of [...closers].reverse()) closer.closeNow?.()
  closers.clear()
}
