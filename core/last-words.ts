// An error that nobody caught ends a daemon: what it did half is unknown, and a start is safe. Here it is logged, with its stack, as one line
// like all others, so that whoever reads the log finds it.

import type { Log } from './log.ts'

/** From now on; an unhandled rejection is one too. */
export function logLastWords(log: Log): void {
  process.on('uncaughtException', (error, origin) => {
    log.fatal({ err: error, origin }, 'ended by an error that nobody caught')
    process.exit(1)
  })
}
