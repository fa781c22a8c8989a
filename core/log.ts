// The one door to pino: JSON lines on stderr or in a file, facts with fields. What the log does not do: print anything on stdout.

import { destination, type Logger, pino } from 'pino'
import { CodedError } from './errors.ts'
import { limits } from './limits.ts'
import { cutStrings, plainJson } from './plain-text.ts'

export type Log = Logger

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** Level from `level` or `PATCHMESH_LOG_LEVEL`, else `info`. Throws `bad-argument` for another level or a file that cannot be opened. */
export function createLog({ name, level, file }: { name: string; level?: string; file?: string | undefined }): Log {
  const chosen = checkLevel(level || process.env.PATCHMESH_LOG_LEVEL || 'info', 'PATCHMESH_LOG_LEVEL')
  const hooks = { streamWrite: harmless }
  const to = file === undefined ? destination({ fd: 2, sync: true }) : openFile(file)
  return pino({ name, level: chosen, base: { pid: process.pid }, hooks }, to)
}

/** Throws `bad-argument`. */
export function checkLevel(level: unknown, at: string): LogLevel {
  const found = logLevels.find(each => each === level)
  if (found) return found
  throw new CodedError('bad-argument', `${at}: expected one of ${logLevels.join(', ')}, found ${JSON.stringify(level)}`)
}

/** Opened anew at SIGHUP, as logrotate wants it. */
function openFile(path: string): ReturnType<typeof destination> {
  let to: ReturnType<typeof destination>
  try {
    to = destination({ dest: path, append: true, sync: true, mode: 0o640, maxLength: limits.logWaitingBytes })
  } catch (cause) {
    throw new CodedError('bad-argument', `--log-file: cannot write ${path}: ${(cause as Error).message}`, { cause })
  }
  let isTold = false
  to.on('error', error => {
    // A full disk must not end the daemon; the lines are lost, and that is said once.
    if (!isTold) process.stderr.write(`the log ${path} cannot be written: ${(error as Error).message}\n`)
    isTold = true
  })
  process.on('SIGHUP', () => to.reopen())
  return to
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
