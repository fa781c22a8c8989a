// `patchmesh schedule pause|resume|cancel`: stopping takes any one admin key and works at once; going on, and withdrawing for good, take
// the threshold.

import type { Command } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { printNote, printResult } from '../../core/command-line.ts'
import { CodedError } from '../../core/errors.ts'
import type { Header } from '../../core/header.ts'
import { encodePause } from '../../core/pause.ts'
import type { Signed } from '../../core/verify.ts'
import { adminKeyPath } from './admin-key.ts'
import { addHomeCommand } from './coordinator-command.ts'
import { nothingChanged, type OrderOptions, type OrderOutcome, waitingNote } from './hand-in.ts'
import { addRecallOptions, checkReason, recallThings } from './recall.ts'
import { addOrderOptions, signOrder } from './sign-order.ts'
import { askFleet } from './verify-fleet.ts'

interface PauseOptions extends OrderOptions {
  reason?: string
}

export interface PauseOutcome extends OrderOutcome {
  id: string
  paused: boolean
  /** False: it was so already. */
  changed: boolean
}

export function registerPause(schedule: Command): void {
  const pause = addHomeCommand(schedule, 'pause <id>', {
    description: 'Holds a schedule back at once: what has not begun does not begin. One admin is enough.',
    args: { id: 'of the schedule' },
    example: 'patchmesh schedule pause S20261128-3f9a1c --reason "printers fail"',
  }).requiredOption('--reason <text>', 'why, for the records')
  addOrderOptions(pause).action((id, options) => setPaused(id, true, options))
  const resume = addHomeCommand(schedule, 'resume <id>', {
    description: 'Lets a paused schedule go on. It takes as many admins as ordering it did.',
    args: { id: 'of the schedule' },
    example: 'patchmesh schedule resume S20261128-3f9a1c --reason "printers work again"',
  }).option('--reason <text>', 'why, for the records')
  addOrderOptions(resume).action((id, options) => setPaused(id, false, options))
  const cancel = addHomeCommand(schedule, 'cancel <id...>', {
    description: 'Withdraws schedules for good: the same as "patchmesh recall schedule".',
    args: { id: 'of the schedules' },
    example: 'patchmesh schedule cancel S20261128-3f9a1c --reason "wrong site"',
  })
  addRecallOptions(cancel).action((ids: string[], options) => recallThings('schedule', ids, options))
}

async function setPaused(id: string, paused: boolean, options: PauseOptions): Promise<void> {
  const { reason = '' } = options
  checkReason(reason)
  const keyPath = await adminKeyPath(options)
  const now = systemClock.now()
  const { anchor, objects } = await askFleet(options, { keyPath, kinds: ['schedule', 'pause'], name: id })
  const schedule = objects.find((object): object is Signed<'schedule'> => object.kind === 'schedule')
  const current = objects.find((object): object is Signed<'pause'> => object.kind === 'pause')
  if (!schedule) throw new CodedError('not-found', `there is no current schedule ${id}: see "patchmesh schedule list"`)
  const needed = paused ? 1 : anchor.root.roles.admin.threshold
  if ((current?.body.paused ?? false) === paused) {
    const outcome = nothingChanged(needed)
    return printOutcome({ id, paused, changed: false, ...outcome }, options)
  }
  const verb = paused ? 'hold back' : 'let go on'
  if (!options.json) printNote(`${verb} schedule ${id}: ${schedule.body.patches.map(({ patch }) => patch).join(', ')}`)
  const version = { anchor, current, now, notAfterMs: schedule.header.notAfter * 1000 }
  const encode = (header: Header<'pause'>) => encodePause({ header, paused, reason })
  const order = { kind: 'pause' as const, name: id, question: 'Sign it?', encode, ...version }
  const outcome = await signOrder(order, keyPath, options)
  printOutcome({ id, paused, changed: true, ...outcome }, options)
}

function printOutcome(outcome: PauseOutcome, { json }: PauseOptions): void {
  const { id, paused, changed, published } = outcome
  const state = paused ? 'paused' : 'not paused'
  const done = paused ? `schedule ${id} is paused` : `schedule ${id} goes on`
  printResult(outcome, {
    json,
    render: () => {
      if (!changed) return `schedule ${id} is ${state}: nothing changed`
      return published ? done : `schedule ${id} to be ${paused ? 'paused' : 'resumed'}: ${waitingNote(outcome)}`
    },
  })
}
