// `patchmesh schedule create|plan`: drafts a schedule from objects that it verifies itself, shows it, signs it here and
// hands it over. `plan` stops before signing.

import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { type Command, Option } from 'commander'
import { isId } from '../../core/check.ts'
import { systemClock } from '../../core/clock.ts'
import { printNote, printResult, wholeNumber } from '../../core/command-line.ts'
import { CodedError } from '../../core/errors.ts'
import { formatBytes, formatTime, renderTable, someOf, terminal } from '../../core/present.ts'
import { encodeSchedule, type RebootPolicy, rebootPolicies, type Schedule } from '../../core/schedule.ts'
import { type Signed, type TrustAnchor, verifyObject } from '../../core/verify.ts'
import { parseTime, parseWindowText } from '../../core/window.ts'
import { signEnvelope } from '../../keys/sign.ts'
import {
  checkTimes,
  type PlannedSchedule,
  planSchedule,
  type ScheduleTerms,
  type VerifiedParts,
} from '../schedule/plan-schedule.ts'
import type { ScheduleDraft } from '../schedule/schedule-handlers.ts'
import { type AdminOptions, adminKeyPath, findAdminKey, openAdminKey, signerHelp, trustRoots } from './admin-key.ts'
import { addHomeCommand, askCoordinator } from './coordinator-command.ts'

interface CreateOptions extends AdminOptions {
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
  id?: string
  yes?: boolean
}

export function registerCreate(schedule: Command): void {
  const create = addHomeCommand(schedule, 'create', {
    description: 'Orders approved patches onto machines: drafts a schedule, shows it, signs it and hands it over.',
    example:
      'patchmesh schedule create --patch vpn-2.4 --site berlin --start now --window "Sat 22:00 PT6H Europe/Berlin"',
  })
  addTerms(create)
    .option('--signer <command>', signerHelp)
    .option('--passphrase-fd <n>', 'read the passphrase from this file descriptor', wholeNumber('--passphrase-fd'))
    .option('--yes', 'do not ask before signing (nothing is asked without a terminal either)')
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
    .option('--id <id>', 'name of the schedule (default: made up)')
    .option('--key <file>', "the admin's key (default: PATCHMESH_KEY, else as the home says)")
}

async function showPlan(options: CreateOptions): Promise<void> {
  const { planned } = await draftSchedule(options, await findAdminKey(options))
  printResult(planned, { json: options.json, render: renderPlan })
}

async function createSchedule(options: CreateOptions): Promise<void> {
  const keyPath = await adminKeyPath(options)
  const { schedule, planned, anchor } = await draftSchedule(options, keyPath)
  const isAsked = !options.yes && !options.json && process.stdin.isTTY
  if (!options.json) printNote(renderPlan(planned))
  if (isAsked && !(await confirm('Sign this schedule and hand it over? [y/N] ')))
    throw new CodedError('refused', 'nothing was signed')
  const signer = await openAdminKey(keyPath, options, anchor)
  const envelope = await signEnvelope('schedule', encodeSchedule(schedule), [signer])
  await askCoordinator(options, 'schedule-submit', { envelope: Buffer.from(envelope).toString('base64') })
  printResult(planned, { json: options.json, render: ({ id }) => id })
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
  const draft = await askCoordinator<ScheduleDraft>(options, 'schedule-draft', {
    patches,
    selection: terms.selection,
    id: options.id ?? '',
  })
  const parts = await verifyDraft(draft, { patches, keyPath, now })
  return { ...planSchedule(terms, parts, { now, localZone, needed: draft.needed }), anchor: parts.anchor }
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
  }
}

/** `S20261128-3f9a1c`: sorts by day, and two admins do not meet. */
function newScheduleId(now: number): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '')
  return `S${day}-${randomBytes(3).toString('hex')}`
}

/** What the coordinator sent is believed only with the fleet's signatures, and only if it is what was asked for. */
async function verifyDraft(
  draft: ScheduleDraft,
  asked: { patches: readonly string[]; keyPath: string | undefined; now: number },
): Promise<VerifiedParts> {
  const bytes = (text: string) => Buffer.from(text, 'base64')
  const { now } = asked
  const anchor = await trustRoots(draft.roots.map(bytes), asked.keyPath)
  const verified = <K extends 'manifest' | 'approval' | 'roster'>(kind: K, list: string[]) =>
    list.map(text => verifyObject(bytes(text), { anchor, now, allowed: [kind] }) as Signed<K>)
  const approvals = verified('approval', draft.approvals)
  const manifests = verified('manifest', draft.manifests)
  const patches = asked.patches.map((patch, index) => {
    const [manifest, approval] = [manifests[index], approvals[index]]
    if (manifest?.header.name !== patch || !approval)
      throw new CodedError('bad-proof', `the coordinator did not send manifest and approval of patch ${patch}`)
    return { manifest, approval }
  })
  return { anchor, patches, rosters: verified('roster', draft.rosters) }
}

function renderPlan(planned: PlannedSchedule): string {
  const { width, colour } = terminal(process.stderr)
  const patches = renderTable(
    planned.patches,
    [
      { title: 'patch', value: row => row.patch },
      { title: 'version', value: row => row.version },
      { title: 'severity', value: row => row.severity },
      { title: 'size', value: row => formatBytes(row.sizeBytes), align: 'right' },
      { title: 'cves', value: row => someOf(row.cves), shrinks: true },
      { title: 'title', value: row => row.title, shrinks: true },
    ],
    { width, colour },
  )
  const sites = renderTable(
    planned.sites,
    [
      { title: 'site', value: row => row.site },
      { title: 'nodes', value: row => row.nodes, align: 'right' },
      { title: 'over its WAN', value: row => (row.bytes === null ? null : formatBytes(row.bytes)), align: 'right' },
    ],
    { width, colour },
  )
  const inWindow = planned.window
    ? `${both(planned.firstInstall)}, in the window "${planned.window}"`
    : both(planned.firstInstall)
  const lines = [
    ['start', both(planned.startAt)],
    ['first install', inWindow],
    ['deadline', planned.deadline ? both(planned.deadline) : 'none'],
    ['restart', planned.reboot],
    ['holds until', both(planned.expiresAt)],
  ]
  const warning =
    planned.outOfScope > 0
      ? `\n${planned.outOfScope} of ${planned.nodes} nodes are outside the scope of an approval: they will not install that patch\n`
      : ''
  return `Schedule ${planned.id}\n\n${patches}\n${sites}\n${lines.map(([name, value]) => `${name!.padEnd(15)}${value}`).join('\n')}\n${warning}`
}

function both(time: string): string {
  const [local, utc] = [formatTime(Date.parse(time)), formatTime(Date.parse(time), 'UTC')]
  return local === utc ? utc : `${local} (${utc})`
}

async function confirm(question: string): Promise<boolean> {
  const terminalLines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await terminalLines.question(question)).trim())
  } finally {
    terminalLines.close()
  }
}
