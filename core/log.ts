// The one door to pino: JSON lines on stderr, facts with fields. What the log does not do: print anything on stdout.

import { destination, type Logger, pino } from 'pino'
import { limits } from './limits.ts'
import { cutStrings, plainJson } from './plain-text.ts'

export type Log = Logger

/** Level from `level` or `PATCHMESH_LOG_LEVEL`, else `info`. */
export function createLog({ name, level }: { name: string; level?: string }): Log {
  const chosen = level ?? process.env.PATCHMESH_LOG_LEVEL ?? 'info'
  const hooks = { streamWrite: harmless }
  return pino({ name, level: chosen, base: { pid: process.pid }, hooks }, destination({ fd: 2, sync: true }))
}

/** Peers choose some of what is logged: no line is longer than a few screens, none steers the terminal it is read on. */
function harmless(line: string): string {
  if (line.length <= limits.logLineLength) return plainJson(line)
  const cut = cutStrings(line, limits.lineLength)
  if (cut.length <= limits.logLineLength) return `${plainJson(cut)}\n`
  const { level, time, pid, name, msg } = JSON.parse(cut)
  return `${plainJson(JSON.stringify({ level, time, pid, name, cut: line.length, msg }))}\n`
}

/** A log that says nothing, for tests. */
export const silentLog: Log = pino({ level: 'silent' })
