// `patchmesh schedule create|plan`: drafts a schedule from objects that it verifies itself, shows it, signs it here and
// hands it over. `plan` stops before signing.

import { randomBytes } from 'node:crypto'
import { type Command, Option } from 'commander'
import { isId } from '../../core/check.ts'
import { systemClock } from '../../core/clock.ts'
import { exitCodes, printNote, printResult, wholeNumber } from '../../core/command-line.ts'
import { CodedError } from '../../core/errors.ts'
import { encodeSchedule, type RebootPolicy, rebootPolicies, type Schedule } from '../../core/schedule.ts'
import type { TrustAnchor } from '../../core/verify.ts'
import { parseTime, parseWindowText } from '../../core/window.ts'
import { checkTimes, type PlannedSchedule, planSchedule, type ScheduleTerms } from '../schedule/plan-schedule.ts'
import type { ScheduleDetails } from '../schedule/schedule-handlers.ts'
import { adminKeyPath, findAdminKey, openAdminKey, signerHelp } from './admin-key.ts'
import { confirmSigning, requireYes } from './confirm.ts'
import { addHomeCommand, askCoordinator } from './coordinator-command.ts'
import { addOutOption, type OrderOptions, signAndHandIn, waitingNote } from './hand-in.ts'
import { askDraft } from './schedule-draft.ts'
import { renderPlan } from './schedule-words.ts'
import { adminKeyHelp } from './sign-order.ts'
import { waitForSchedule } from './wait-for-schedule.ts'

interface CreateOptions extends OrderOptions {
  patch: string[]
  site?: string[]
  group?: string[]
  node?: string[]
  all?: boolean
  includeLater?: boolean
  start: string
  window?: string
  deadline?: string
  reboot: RebootPolicy
  priority: number
  emergency?: boolean
  id?: string
  wait?: boolean
}

export function registerCreate(schedule: Command): void {
  const create = addHomeCommand(schedule, 'create', {
    description: 'Orders approved patches onto machines: drafts a schedule, shows it, signs it and hands it over.',
    exits: {
      [exitCodes.failed]: 'failed; with --wait also: a machine ended without its patch',
      [exitCodes.interrupted]: 'Ctrl-C: nothing was signed; or with --wait, the waiting ended and the schedule goes on',
    },
    example:
      'patchmesh schedule create --patch vpn-2.4 --site berlin --start now --window "Sat 22:00 PT6H Europe/Berlin"',
  })
  addTerms(addOutOption(create).option('--yes', 'do not ask before signing; without a terminal it is needed'))
    .option('--signer <command>', signerHelp)
    .option('--passphrase-fd <n>', 'read the passphrase from this file descriptor', wholeNumber('--passphrase-fd'))
    .option('--wait', 'stay until each machine has ended with each patch; Ctrl-C ends the waiting, not the schedule')
    .action(createSchedule)
  addTerms(
    addHomeCommand(schedule, 'plan', {
      description: 'Shows what "schedule create" with the same options would order. Signs nothing.',
      example: 'patchmesh schedule plan --patch vpn-2.4 --all --start 2026-11-28T22:00+01:00',
    }),
  ).action(showPlan)
}

function addTerms(command: Command): Command {
  return command
    .requiredOption('--patch <id...>', 'approved patches')
    .option('--site <name...>', 'all machines of these sites')
    .option('--group <name...>', 'all machines of these groups')
    .option('--node <id...>', 'these machines: an id, its last 6 or more characters, or a host name')
    .option('--all', 'all machines')
    .option('--include-later', 'also machines that join the selected sites or groups later')
    .requiredOption('--start <time>', '"now", or a time with its zone such as 2026-11-28T22:00+01:00')
    .option('--window <text>', 'install only then: "Sat 22:00 PT6H Europe/Berlin", zone also "local" or "UTC"')
    .option('--deadline <time>', 'when it should be done')
    .addOption(
      new Option(
        '--reboot <when>',
        'what the order says about restarts (agents report them as due, and do not restart yet)',
      )
        .choices(rebootPolicies)
        .default('never'),
    )
    .option('--priority <n>', 'from 0 to 100; higher goes first', wholeNumber('--priority'), 50)
    .option(
      '--emergency',
      'before everything else, also on machines that have not heard of the coordinator for long; ends within 72 hours',
    )
    .option('--id <id>', 'name of the schedule (default: made up)')
    .option('--key <file>', adminKeyHelp)
}

async function showPlan(options: CreateOptions): Promise<void> {
  const { planned } = await draftSchedule(options, await findAdminKey(options))
  printResult(planned, { json: options.json, render: renderPlan })
}

async function createSchedule(options: CreateOptions): Promise<void> {
  requireYes(options)
  const keyPath = await adminKeyPath(options)
  const { schedule, planned, anchor } = await draftSchedule(options, keyPath)
  if (!options.json) printNote(renderPlan(planned))
  await confirmSigning('Sign this schedule and hand it over?', options)
  const signer = await openAdminKey(keyPath, options, anchor)
  const order = { kind: 'schedule', payload: encodeSchedule(schedule) } as const
  const { notReady: _, ...outcome } = await signAndHandIn(order, { signer, anchor, options })
  const waiting = waitingNote(outcome)
  if (waiting !== '' && !options.json) printNote(waiting)
  printResult({ ...planned, ...outcome }, { json: options.json, render: ({ id }) => id })
  if (!options.wait || !outcome.published) return
  await waitForSchedule(planned.id, () => askCoordinator<ScheduleDetails>(options, 'schedule-show', { id: planned.id }))
}

/** Without a key nothing is signed, and the fleet is whichever the coordinator says. */
async function draftSchedule(
  options: CreateOptions,
  keyPath: string | undefined,
): Promise<{ schedule: Schedule; planned: PlannedSchedule; anchor: TrustAnchor }> {
  const now = systemClock.now()
  const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const terms = readTerms(options, now)
  checkTimes(terms, now, localZone) // before anything is asked
  const patches = [...new Set(options.patch)]
  const asked = { patches, selection: terms.selection, id: options.id ?? '' }
  const { parts, needed } = await askDraft(options, asked, { keyPath, now })
  return { ...planSchedule(terms, parts, { now, localZone, needed }), anchor: parts.anchor }
}

/** Throws `bad-argument`. */
function readTerms(options: CreateOptions, now: number): ScheduleTerms {
  const { site = [], group = [], node = [], all = false } = options
  const selected = site.length + group.length + node.length
  if (!all && selected === 0)
    throw new CodedError('bad-argument', 'expected the machines: give --site, --group, --node or --all')
  if (all && selected > 0) throw new CodedError('bad-argument', 'expected --all or a selection, found both')
  if (options.priority > 100)
    throw new CodedError('bad-argument', `--priority: expected 0 to 100, found ${options.priority}`)
  if (options.id !== undefined && !isId(options.id))
    throw new CodedError(
      'bad-argument',
      `--id: expected letters, digits and :+.~_-, found ${JSON.stringify(options.id)}`,
    )
  return {
    id: options.id ?? newScheduleId(now),
    selection: { all, sites: [...new Set(site)], groups: [...new Set(group)], nodes: [...new Set(node)] },
    includeLater: options.includeLater ?? false,
    startMs: parseTime(options.start, now),
    window: options.window === undefined ? undefined : parseWindowText(options.window),
    deadlineMs: options.deadline === undefined ? 0 : parseTime(options.deadline, now),
    reboot: options.reboot,
    priority: options.priority,
    emergency: options.emergency ?? false,
  }
}

/** `S20261128-3f9a1c`: sorts by day, and two admins do not meet. */
function newScheduleId(now: number): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '')
  return `S${day}-${randomBytes(3).toString('hex')}`
}
