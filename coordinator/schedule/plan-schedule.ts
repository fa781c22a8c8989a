// Drafts a schedule from verified objects, on the admin's side: what will be ordered, for whom, when. Pure.
// Nothing of the coordinator's word is used but the estimate of bytes, which orders nothing.

import { isInScope } from '../../core/approval.ts'
import { toSeconds } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import type { Protection } from '../../core/group.ts'
import { specVersion } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import { indexRecall } from '../../core/recall.ts'
import type { Member } from '../../core/roster.ts'
import {
  isAddedLater,
  isSelected,
  isTarget,
  memberMark,
  type RebootPolicy,
  type Schedule,
  type Window,
} from '../../core/schedule.ts'
import type { Signed, TrustAnchor } from '../../core/verify.ts'
import { nextOpening, windowText } from '../../core/window.ts'
import { effectiveRosters } from './effective-rosters.ts'
import { checkSelection, nameNodes, type Selection } from './selection.ts'

/** What the admin asks for; times in ms since 1970. */
export interface ScheduleTerms {
  id: string
  selection: Selection
  includeLater: boolean
  startMs: number
  window: Window | undefined
  /** 0: none. */
  deadlineMs: number
  reboot: RebootPolicy
  priority: number
  emergency: boolean
}

export interface VerifiedParts {
  anchor: TrustAnchor
  /** Each with the approval beside it. */
  patches: { manifest: Signed<'manifest'>; approval: Signed<'approval'> }[]
  rosters: Signed<'roster'>[]
  /** Of the policy and groups that the admins signed. */
  protection: Protection
  recall: Signed<'recall'> | undefined
}

/** What is shown before it is signed. */
export interface PlannedSchedule {
  id: string
  patches: {
    patch: string
    product: string
    version: string
    title: string
    severity: string
    cves: string[]
    sizeBytes: number
    manifest: string
  }[]
  sites: { site: string; nodes: number; bytes: number | null }[]
  nodes: number
  /** Nodes that an approval's scope leaves out: they will not install. */
  outOfScope: number
  /** Machines that join the selected sites or groups later get it too. */
  includesLater: boolean
  /** Nodes that the selectors mean by now, but not the schedule. */
  addedLater: number
  startAt: string
  window: string | null
  /** When installs can first begin; ISO 8601, UTC. For the zone `local` by this machine's. */
  firstInstall: string
  firstInstallEnds: string | null
  deadline: string | null
  reboot: RebootPolicy
  priority: number
  /** It goes before everything else, also on nodes that know little else, and ends within 72 hours. */
  emergency: boolean
  expiresAt: string
}

/** Throws `not-found`, `wrong-state` or `bad-argument`; see the sentences. */
export function planSchedule(
  asked: ScheduleTerms,
  parts: VerifiedParts,
  { now, localZone, needed }: { now: number; localZone: string; needed: readonly { site: string; bytes: number }[] },
): { schedule: Schedule; planned: PlannedSchedule } {
  const rosters = effectiveRosters(
    parts.rosters.map(({ body }) => body),
    { protection: parts.protection, recall: indexRecall(parts.recall?.body) },
  )
  const terms = { ...asked, selection: nameNodes(asked.selection, rosters) }
  checkSelection(terms.selection, rosters)
  const opening = checkTimes(terms, now, localZone)
  for (const patch of parts.patches) checkApproval(patch, opening.startMs)
  const chosen = parts.rosters
    .map((roster, index) => ({
      roster,
      members: rosters[index]!.members.filter(member =>
        isSelected(terms.selection, { ...member, site: roster.header.name }),
      ),
    }))
    .filter(({ members }) => members.length > 0)
  if (chosen.length === 0)
    throw new CodedError('not-found', 'nobody is selected: a seed is a target only by its own id (--node)')
  const schedule = composeSchedule(terms, parts, { now, chosen })
  return { schedule, planned: describeSchedule(schedule, parts, { now, localZone, needed }) }
}

/**
 * A schedule in full, from what was verified: also one that another admin drafted. Throws `not-current` when it names other manifests than
 * those given, and `wrong-state` when they are not approved for long enough.
 */
export function describeSchedule(
  { header, targets, ...schedule }: Schedule,
  parts: VerifiedParts,
  { now, localZone, needed }: { now: number; localZone: string; needed: readonly { site: string; bytes: number }[] },
): PlannedSchedule {
  const startMs = schedule.startAt * 1000
  const { window } = schedule
  const opening = window ? nextOpening(window, Math.max(startMs, now), localZone) : { startMs, endMs: undefined }
  if (!opening) throw new CodedError('bad-object', 'window: it never opens')
  for (const patch of parts.patches) checkNamed(patch, schedule.patches)
  for (const patch of parts.patches) checkApproval(patch, opening.startMs)
  const places = placesOf(parts)
  const meant = places.filter(place => isTarget(targets, place))
  const bySite = Map.groupBy(meant, ({ site }) => site)
  return {
    id: header.name,
    patches: parts.patches.map(describePatch),
    sites: [...bySite].map(([site, { length }]) => ({
      site,
      nodes: length,
      bytes: needed.find(each => each.site === site)?.bytes ?? null,
    })),
    nodes: meant.length,
    outOfScope: meant.filter(place => parts.patches.some(({ approval }) => !isInScope(approval.body.scope, place)))
      .length,
    includesLater: targets.includesLaterMembers,
    addedLater: places.filter(place => isAddedLater(targets, place)).length,
    startAt: iso(startMs),
    window: window ? windowText(window) : null,
    firstInstall: iso(Math.max(opening.startMs, startMs)),
    firstInstallEnds: opening.endMs === undefined ? null : iso(opening.endMs),
    deadline: schedule.deadline > 0 ? iso(schedule.deadline * 1000) : null,
    reboot: schedule.reboot,
    priority: schedule.priority,
    emergency: schedule.emergency,
    expiresAt: iso(header.notAfter * 1000),
  }
}

function placesOf({ rosters, protection, recall }: VerifiedParts): (Member & { site: string })[] {
  const bodies = rosters.map(({ body }) => body)
  const counted = effectiveRosters(bodies, { protection, recall: indexRecall(recall?.body) })
  return counted.flatMap(({ header, members }) => members.map(member => ({ ...member, site: header.name })))
}

function checkNamed({ manifest }: VerifiedParts['patches'][number], patches: Schedule['patches']): void {
  const patch = manifest.header.name
  if (patches.some(named => named.patch === patch && named.manifest === manifest.digest)) return
  throw new CodedError(
    'not-current',
    `patch ${patch} is not what the schedule orders any more: its manifest changed since; schedule it again`,
  )
}

function checkApproval({ manifest, approval }: VerifiedParts['patches'][number], firstInstallMs: number): void {
  const patch = manifest.header.name
  const holds =
    approval.header.name === patch &&
    approval.body.decision === 'approve' &&
    approval.body.manifests.includes(manifest.digest)
  if (!holds) throw new CodedError('wrong-state', `patch ${patch} is not approved as it is now: approve it first`)
  const endMs = Math.min(approval.header.notAfter, manifest.header.notAfter) * 1000
  if (endMs <= firstInstallMs)
    throw new CodedError(
      'wrong-state',
      `the approval of patch ${patch} ends ${iso(endMs)}, before the first install ${iso(firstInstallMs)}: approve it again`,
    )
}

/** The first time installs may run. Throws `bad-argument`. A start of `now` was a moment ago; a minute of typing and clock difference is allowed. */
export function checkTimes(
  { startMs, deadlineMs, window, emergency }: ScheduleTerms,
  now: number,
  localZone: string,
): { startMs: number; endMs?: number } {
  if (startMs < now - limits.startSlackMs)
    throw new CodedError('bad-argument', `--start ${iso(startMs)} is in the past: give "now" or a later time`)
  if (startMs > now + limits.scheduleAheadMs)
    throw new CodedError(
      'bad-argument',
      `--start ${iso(startMs)} is more than a year ahead: give an earlier time, or schedule it later`,
    )
  if (deadlineMs > 0 && deadlineMs <= startMs)
    throw new CodedError(
      'bad-argument',
      `--deadline ${iso(deadlineMs)} is not after the start ${iso(startMs)}: give a later one`,
    )
  if (emergency) checkEmergency({ startMs, deadlineMs }, now)
  if (!window) return { startMs }
  const opening = nextOpening(window, Math.max(startMs, now), localZone)
  if (!opening)
    throw new CodedError('bad-argument', `--window "${windowText(window)}" never opens: give another window`)
  if (emergency && opening.startMs >= now + limits.emergencyMs)
    throw new CodedError(
      'bad-argument',
      `--window "${windowText(window)}" first opens ${iso(opening.startMs)}, after the 72 hours of an emergency schedule: give another window, or leave --emergency out`,
    )
  if (deadlineMs > 0 && opening.startMs >= deadlineMs)
    throw new CodedError(
      'bad-argument',
      `--window "${windowText(window)}" first opens ${iso(opening.startMs)}, not before the deadline ${iso(deadlineMs)}: give a later deadline or another window`,
    )
  return opening
}

function checkEmergency({ startMs, deadlineMs }: Pick<ScheduleTerms, 'startMs' | 'deadlineMs'>, now: number): void {
  const endMs = now + limits.emergencyMs
  const late = startMs >= endMs ? `--start ${iso(startMs)}` : deadlineMs > endMs ? `--deadline ${iso(deadlineMs)}` : ''
  if (late !== '')
    throw new CodedError(
      'bad-argument',
      `${late}: an emergency schedule ends within 72 hours, ${iso(endMs)}: give an earlier time, or leave --emergency out`,
    )
}

function composeSchedule(
  terms: ScheduleTerms,
  { anchor, patches }: VerifiedParts,
  { now, chosen }: { now: number; chosen: { roster: Signed<'roster'>; members: Member[] }[] },
): Schedule {
  const marks = chosen.flatMap(({ members }) => members.map(({ node }) => memberMark(node)))
  const schedule: Schedule = {
    header: {
      fleet: anchor.fleet,
      kind: 'schedule',
      name: terms.id,
      epoch: anchor.root.roles.admin.epoch,
      version: toSeconds(now),
      issuedAt: toSeconds(now),
      notAfter: toSeconds(endOf(terms, now)),
      minSpec: specVersion,
    },
    patches: patches.map(({ manifest }) => ({ patch: manifest.header.name, manifest: manifest.digest })),
    targets: {
      ...terms.selection,
      rosters: chosen.map(({ roster: { header, digest } }) => ({ site: header.name, version: header.version, digest })),
      includesLaterMembers: terms.includeLater,
      members: terms.includeLater ? [] : marks.sort(),
    },
    startAt: toSeconds(terms.startMs),
    deadline: toSeconds(terms.deadlineMs),
    reboot: terms.reboot,
    rings: [],
    emergency: terms.emergency,
    priority: terms.priority,
  }
  if (terms.window) schedule.window = terms.window
  return schedule
}

/** What a node takes without knowing what else is current must end soon. */
function endOf({ startMs, deadlineMs, emergency }: ScheduleTerms, now: number): number {
  return emergency ? now + limits.emergencyMs : Math.max(startMs, deadlineMs) + limits.scheduleValidMs
}

function describePatch({ manifest: { header, body, digest } }: VerifiedParts['patches'][number]) {
  return {
    patch: header.name,
    product: body.product,
    version: body.productVersion,
    title: body.title,
    severity: body.severity,
    cves: body.cves,
    sizeBytes: body.artifacts.reduce((total, artifact) => total + artifact.sizeBytes, 0),
    manifest: digest,
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
