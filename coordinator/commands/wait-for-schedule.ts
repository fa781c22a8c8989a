// `schedule create --wait`: follows a schedule until each target has ended with each patch. Ctrl-C ends the waiting, never the schedule.

import { once } from 'node:events'
import { sleep, systemClock } from '../../core/clock.ts'
import { exitCodes, exitWith, printNote } from '../../core/command-line.ts'
import { limits } from '../../core/limits.ts'
import { createProgress } from '../../core/progress.ts'
import type { PatchState } from '../../core/report.ts'
import type { ComplianceRow } from '../reports/compliance.ts'
import type { ScheduleDetails } from '../schedule/schedule-handlers.ts'
import { countStates } from './count-states.ts'

/** Nothing more happens by itself. */
const endStates: readonly PatchState[] = [
  'not-applicable',
  'superseded',
  'declined',
  'installed',
  'pending-restart',
  'pending-reboot',
  'failed',
  'rolled-back',
]
const endReasons: readonly string[] = ['recalled', 'not-a-member', 'package-held']

export function hasEnded({ state, reason }: Pick<ComplianceRow, 'state' | 'reason'>): boolean {
  return endStates.includes(state) || endReasons.includes(reason)
}

/** Sets the exit code: 0 when nothing is left to do, 1 when a target ended without its patch, 130 after Ctrl-C. `ask` as `schedule-show`. */
export async function waitForSchedule(id: string, ask: () => Promise<ScheduleDetails>): Promise<void> {
  const interrupt = new AbortController()
  const onInterrupt = () => interrupt.abort()
  process.once('SIGINT', onInterrupt)
  try {
    const found = await follow(ask, interrupt.signal)
    if (found) {
      conclude(found)
      return
    }
    printNote(`stopped waiting; schedule ${id} goes on: see "patchmesh schedule show ${id}"`)
    exitWith(exitCodes.interrupted)
  } finally {
    process.off('SIGINT', onInterrupt)
  }
}

/** Undefined: interrupted. */
async function follow(ask: () => Promise<ScheduleDetails>, signal: AbortSignal): Promise<ScheduleDetails | undefined> {
  const interrupted = once(signal, 'abort').then(() => undefined)
  const progress = createProgress()
  let said = ''
  try {
    for (;;) {
      const found = await Promise.race([ask(), interrupted])
      if (!found) return undefined
      const ended = found.rows.filter(hasEnded).length
      const states = `${found.state}: ${countStates(found.states)}`
      progress.show(ended, found.rows.length, states)
      if (!process.stderr.isTTY && states !== said) printNote(`${ended}/${found.rows.length}  ${states}`)
      said = states
      if (ended === found.rows.length || found.state === 'recalled') return found
      await sleep(systemClock, limits.waitAskMs, signal)
    }
  } finally {
    progress.end()
  }
}

function conclude({ id, rows, state }: ScheduleDetails): void {
  const left = rows.filter(row => !row.compliant).length
  if (left === 0) {
    printNote(`schedule ${id} is done: ${rows.length} of ${rows.length}`)
    return
  }
  const why = state === 'recalled' ? 'it was withdrawn' : `see "patchmesh report missing --schedule ${id}"`
  printNote(`schedule ${id} has ended with ${left} of ${rows.length} not done: ${why}`)
  exitWith(exitCodes.failed)
}
