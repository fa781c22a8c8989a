// The one door to pino: JSON lines on stderr, facts with fields. What the log does not do: print anything on stdout.

import { destination, type Logger, pino } from 'pino'

export type Log = Logger

/** Level from `level` or `PATCHMESH_LOG_LEVEL`, else `info`. */
export function createLog({ name, level }: { name: string; level?: string }): Log {
  const chosen = level ?? process.env.PATCHMESH_LOG_LEVEL ?? 'info'
  return pino({ name, level: chosen, base: { pid: process.pid } }, destination({ fd: 2, sync: true }))
}

/** A log that says nothing, for tests. */
export const silentLog: Log = pino({ level: 'silent' })
