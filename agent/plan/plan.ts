// What this node does about each ordered patch, and why: state, reason, files to fetch, when to install. Pure: everything it knows
// comes in as arguments, it is asked again whenever something changed or its `wakeAt` has come. It performs nothing.

import type { Approval } from '../../core/approval.ts'
import type { Digest } from '../../core/digest.ts'
import { limits } from '../../core/limits.ts'
import type { Artifact, Manifest } from '../../core/manifest.ts'
import { type ReasonCode, reasons } from '../../core/reasons.ts'
import type { PatchState } from '../../core/report.ts'
import type { Schedule } from '../../core/schedule.ts'
import type { Assessment } from '../assess/assess.ts'
import type { InstallKey } from '../installer/journal.ts'
import type { InstallOutcome } from '../installer/outcome.ts'
import { type Due, due } from './due.ts'
import { installRule, isOnHold, type Lack, type Self, type Stops } from './install-rule.ts'
import { type InstalledProduct, isNewer } from './supersede.ts'

/** How the last run under a key ended. */
export interface InstallRecord {
  outcome: InstallOutcome
  /** Milliseconds since 1970. */
  at: number
  /** Runs in a row that a passing cause ended. */
  runs: number
}

/** Why a wanted artifact does not come. */
export interface HoldUp {
  reason: Extract<
    ReasonCode,
    | 'no-space'
    | 'quota-exceeded'
    | 'io-failed'
    | 'wrong-piece-list'
    | 'source-wait'
    | 'source-failed'
    | 'site-paused'
    | 'budget-hours'
    | 'node-paused'
    | 'nobody-reachable'
    | 'isolated'
    | 'roaming'
    | 'left-to-others'
    | 'not-given'
    | 'line-in-use'
  >
  /** When it ends, as far as that is known; 0: it is not. */
  untilMs: number
  /** What was found, in words; may be empty. */
  found: string
}

export interface PlanInput {
  /** Milliseconds since 1970. */
  now: number
  /** The machine's clock is behind what root or the admins have signed: what time of day it is cannot be told. */
  isClockBehind?: boolean
  /** IANA name of the machine's own zone. */
  localZone: string
  self: Self
  stops: Stops
  schedules: readonly Schedule[]
  manifest: (digest: Digest) => Manifest | undefined
  /** The current approval, by patch id. */
  approval: (patch: string) => Approval | undefined
  hasPieceList: (artifact: Digest) => boolean
  /** As it counts for one order: what a kill cut off there is not installed. */
  assessment: (manifest: Digest, schedule: string) => Assessment | undefined
  /** What this node itself installed and still detects, whether or not anything orders it any more. */
  installedBefore: readonly InstalledProduct[]
  isHeld: (artifact: Digest) => boolean
  /** What keeps a wanted artifact from coming; undefined while it comes. */
  holdUp: (artifact: Digest) => HoldUp | undefined
  record: (key: InstallKey) => InstallRecord | undefined
  installing: InstallKey | undefined
  onlineSince: number
  seenAt: (schedule: string) => number
  /** When the machine itself was last started, in ms. */
  bootedAt: number
}

export interface PlannedPatch {
  schedule: string
  patch: string
  manifest: Digest
  state: PatchState
  /** Empty only for `installed`. */
  reason: ReasonCode | ''
  /** One sentence. */
  detail: string
  /** What this machine needs of the patch; empty unless it is to be installed. */
  artifacts: Artifact[]
  /** From when it may be installed, in ms; 0 when it will not be. */
  dueAt: number
  /** When the window closes again, in ms; 0 without one. */
  dueUntil: number
  /** Its deadline has passed and it is not installed. */
  overdue: boolean
  priority: number
  /** Seconds since 1970; 0: none. */
  deadline: number
}

export interface Plan {
  patches: PlannedPatch[]
  /** What to install now; undefined while an install runs. */
  install: PlannedPatch | undefined
  /** When the plan changes by the passing of time alone, in ms. */
  wakeAt: number | undefined
}

export function plan(input: PlanInput): Plan {
  const orders = collectOrders(input)
  const rivals = {
    ordered: Map.groupBy(orders, ({ manifest }) => manifest?.product ?? ''),
    installed: Map.groupBy(input.installedBefore, ({ product }) => product),
  }
  const patches = orders.map(order => planned(order, judge(order, rivals, input), input))
  const ready = patches.filter(patch => patch.state === 'ready').sort(byTurn)
  return {
    patches,
    install: input.installing ? undefined : ready[0],
    wakeAt: earliestChange(orders, patches, input.now),
  }
}

/** One patch of one schedule that means this node. */
interface Order {
  schedule: Schedule
  patch: string
  digest: Digest
  manifest: Manifest | undefined
  approval: Approval | undefined
  lacks: Lack[]
  due: Due
  assessment: Assessment | undefined
  record: InstallRecord | undefined
  isInstalling: boolean
}

function collectOrders(input: PlanInput): Order[] {
  const { self, stops, now, installing } = input
  return input.schedules.flatMap(schedule => {
    const id = schedule.header.name
    const when = due(schedule, { ...input, node: self.node, seenAt: input.seenAt(id) })
    return schedule.patches.flatMap(({ patch, manifest: digest }) => {
      const manifest = input.manifest(digest)
      const approval = input.approval(patch)
      const lacks = installRule({ stops, schedule, manifest, digest, approval }, self, now)
      if (lacks.includes('not-a-target')) return []
      const assessment = input.assessment(digest, id)
      const record = input.record({ schedule: id, manifest: digest })
      const isInstalling = installing?.schedule === id && installing.manifest === digest
      return [{ schedule, patch, digest, manifest, approval, lacks, due: when, assessment, record, isInstalling }]
    })
  })
}

/** What may be newer than an order, by product. */
interface Rivals {
  ordered: Map<string, Order[]>
  installed: Map<string, InstalledProduct[]>
}

/** State and its reason, with a sentence where the reason's own words do not say enough. */
interface Verdict {
  state: PatchState
  reason: ReasonCode | ''
  detail?: string
  /** Not before this time, in ms. */
  notBefore?: number
}

function judge(order: Order, rivals: Rivals, input: PlanInput): Verdict {
  const { assessment, record, lacks, manifest } = order
  if (order.isInstalling) return { state: 'installing', reason: 'installing' }
  if (!manifest) return { state: 'unknown', reason: lacks.includes('recalled') ? 'recalled' : 'manifest-missing' }
  if (record?.outcome.state === 'pending-reboot' && record.at > input.bootedAt) return pendingReboot(order)
  if (!assessment) return { state: 'unknown', reason: 'not-assessed' }
  switch (assessment.state) {
    case 'installed':
      return { state: 'installed', reason: '', detail: assessment.detail }
    case 'not-applicable':
    case 'superseded':
    case 'unknown':
      return assessment as Verdict
    case 'missing':
      break
  }
  if (lacks.includes('recalled')) return { state: 'missing', reason: 'recalled' }
  if (lacks.includes('declined')) return { state: 'declined', reason: 'declined', detail: declineReason(order) }
  const newer = supersededBy(order, rivals)
  if (newer) return { state: 'superseded', ...newer }
  if (lacks[0]) return { state: isOnHold(lacks) ? 'waiting' : 'missing', reason: lacks[0] }
  if (assessment.artifacts.length === 0) return { ...assessment, state: 'missing' } // nothing of it would help
  return judgeRecord(order, input) ?? judgeFiles(order, input) ?? judgeTime(order, input)
}

function declineReason({ approval }: Order): string {
  return approval?.reason ? `declined: ${approval.reason}` : reasons.declined
}

function pendingReboot({ schedule, due: when }: Order): Verdict {
  if (schedule.reboot === 'never') return { state: 'pending-reboot', reason: 'reboot-never' }
  if (!schedule.window && !when.never && when.catchingUp)
    return { state: 'pending-reboot', reason: 'reboot-catching-up' }
  return { state: 'pending-reboot', reason: 'reboot-required' }
}

/** A newer version that is installed, or ordered for no later a time and not failed. */
function supersededBy(order: Order, rivals: Rivals): { reason: ReasonCode; detail: string } | undefined {
  const { manifest } = order
  if (!manifest || manifest.product === '') return undefined
  const ordered = rivals.ordered.get(manifest.product) ?? []
  const newer = ordered.filter(other => other.manifest && isNewer(other.manifest, manifest))
  const name = ({ patch }: { patch: string }) => `by ${patch}`
  const installed =
    newer.find(other => other.assessment?.state === 'installed') ??
    rivals.installed.get(manifest.product)?.find(other => isNewer(other, manifest))
  if (installed) return { reason: 'newer-installed', detail: `${reasons['newer-installed']}: ${name(installed)}` }
  const next = newer.find(
    other =>
      other.lacks.length === 0 &&
      other.assessment?.state === 'missing' &&
      other.record?.outcome.state !== 'failed' &&
      dueAt(other) <= dueAt(order),
  )
  return next && { reason: 'newer-ordered', detail: `${reasons['newer-ordered']}: ${name(next)}` }
}

function dueAt({ due: when }: Order): number {
  return when.never ? Number.POSITIVE_INFINITY : when.atMs
}

/** What earlier runs of this order mean for the next. */
function judgeRecord({ record, assessment }: Order, { now }: PlanInput): Verdict | undefined {
  if (assessment?.reason === 'package-held')
    return { state: 'missing', reason: 'package-held', detail: assessment.detail }
  if (!record) return undefined
  const { state, reason, detail, final } = record.outcome
  if (state !== 'failed') return { state: 'missing', reason: 'removed-since' }
  if (final) return { state: 'failed', reason, detail }
  // what lies ahead was written when the clock was wrong
  const notBefore = (record.at > now ? 0 : record.at) + retryDelay(record.runs)
  if (notBefore <= now) return undefined
  return { state: 'waiting', reason, detail: `${detail}; next try ${isoTime(notBefore)}`, notBefore }
}

function retryDelay(runs: number): number {
  return Math.min(limits.installRetryMs * 2 ** Math.max(0, runs - 1), limits.installRetryMaxMs)
}

function judgeFiles({ assessment }: Order, { isHeld, hasPieceList, holdUp }: PlanInput): Verdict | undefined {
  const lacking = assessment!.artifacts.filter(artifact => !isHeld(artifact.digest))
  if (lacking.length === 0) return undefined
  const unlisted = lacking.find(artifact => !hasPieceList(artifact.digest))
  if (unlisted)
    return {
      state: 'waiting',
      reason: 'piece-list-missing',
      detail: `${reasons['piece-list-missing']}: ${unlisted.fileName}`.slice(0, limits.lineLength),
    }
  const heldUp = lacking.map(artifact => holdUp(artifact.digest)).find(each => each !== undefined)
  if (!heldUp) return { state: 'fetching', reason: 'fetching' }
  const { reason, untilMs, found } = heldUp
  const until = untilMs > 0 ? `, until ${isoTime(untilMs)}` : ''
  return { state: 'fetching', reason, detail: `${reasons[reason]}${until}${found === '' ? '' : `: ${found}`}` }
}

function judgeTime({ due: when }: Order, { now, isClockBehind, installing }: PlanInput): Verdict {
  if (when.never) return { state: 'waiting', reason: 'window-never-opens' }
  if (when.untilMs !== undefined && isClockBehind) return { state: 'waiting', reason: 'clock-behind' }
  if (when.atMs > now)
    return { state: 'waiting', reason: when.reason, detail: `${reasons[when.reason]}: ${isoTime(when.atMs)}` }
  return { state: 'ready', reason: 'not-started', ...(!installing && { detail: 'it is next' }) }
}

function planned(order: Order, verdict: Verdict, { now }: PlanInput): PlannedPatch {
  const { schedule, patch, digest, assessment, due: when } = order
  const isStopped = order.lacks.length > 0 && verdict.state !== 'installing'
  const underWay = ['fetching', 'waiting', 'ready', 'installing'].includes(verdict.state) && !isStopped
  const { state, reason } = verdict
  return {
    schedule: schedule.header.name,
    patch,
    manifest: digest,
    state,
    reason,
    detail: oneLine(verdict.detail ?? (reason === '' ? '' : reasons[reason])),
    artifacts: underWay ? (assessment?.artifacts ?? []) : [],
    dueAt: underWay && !when.never ? Math.max(when.atMs, verdict.notBefore ?? 0) : 0,
    dueUntil: underWay && !when.never ? (when.untilMs ?? 0) : 0,
    overdue:
      schedule.deadline > 0 &&
      schedule.deadline * 1000 <= now &&
      (underWay || state === 'missing' || state === 'waiting'),
    priority: schedulePriority(schedule),
    deadline: schedule.deadline,
  }
}

/** Higher goes first; an emergency before everything else. */
export function schedulePriority({ priority, emergency }: Schedule): number {
  return priority + (emergency ? limits.emergencyPriority : 0)
}

/** Program output becomes one line that a report can carry. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, limits.lineLength)
}

function byTurn(a: PlannedPatch, b: PlannedPatch): number {
  return b.priority - a.priority || a.dueAt - b.dueAt || compareText(a.schedule, b.schedule)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Starts, window ends, retries and expiries that lie ahead. */
function earliestChange(orders: readonly Order[], patches: readonly PlannedPatch[], now: number): number | undefined {
  const expiries = orders.flatMap(({ schedule, manifest, approval }) =>
    [schedule, manifest, approval].map(object => (object?.header.notAfter ?? 0) * 1000),
  )
  const deadlines = orders.map(({ schedule }) => schedule.deadline * 1000)
  const times = [...expiries, ...deadlines, ...patches.flatMap(({ dueAt, dueUntil }) => [dueAt, dueUntil])]
  return times.reduce<number | undefined>(
    (earliest, time) => (time > now && (earliest === undefined || time < earliest) ? time : earliest),
    undefined,
  )
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}
