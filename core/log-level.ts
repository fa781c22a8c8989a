// The level of a running daemon's log, asked and changed on its control socket. It lasts until the daemon ends.

import { type Help, printResult } from './command-line.ts'
import type { ControlHandlers } from './control.ts'
import { checkLevel, type Log } from './log.ts'

export interface LevelView {
  level: string
  /** The level before. */
  was: string
}

/** `log-level`. */
export function logHandlers(log: Log): ControlHandlers {
  return {
    'log-level': async ({ level }: { level?: unknown }): Promise<LevelView> => {
      const was = log.level
      if (level !== undefined) {
        log.level = checkLevel(level, 'level')
        log.info({ was, level }, 'log level changed')
      }
      return { level: log.level, was }
    },
  }
}

export function levelHelp(name: string): Help {
  return {
    description:
      "Shows the level of the running daemon's log, or changes it until the daemon ends. What is audited is always logged.",
    args: { level: 'trace, debug, info, warn or error (default: show it)' },
    example: `${name} log level debug`,
  }
}

/** Throws `bad-argument` before anything is asked. */
export function checkAsked(level: string | undefined): { level?: string } {
  return level === undefined ? {} : { level: checkLevel(level, 'level') }
}

export function printLevel({ level, was }: LevelView, json: boolean | undefined): void {
  const render = () =>
    level === was ? `the level of the log is ${level}` : `the level of the log was ${was} and is ${level}`
  printResult({ level, was }, { json, render })
}
