// Drafts a schedule from verified objects, on the admin's side: what will be ordered, for whom, when. Pure.
// Nothing of the coordinator's word is used but the estimate of bytes, which orders nothing.

import { isInScope } from '../../core/approval.ts'
import { toSeconds } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { specVersion } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import type { Member } from '../../core/roster.ts'
import { isSelected, memberMark, type RebootPolicy, type Schedule, type Window } from '../../core/schedule.ts'
import type { Signed, TrustAnchor } from '../../core/verify.ts'
import { nextOpening, windowText } from '../../core/window.ts'
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
}

export interface VerifiedParts {
  anchor: TrustAnchor
  /** Each with the approval beside it. */
  patches: { manifest: Signed<'manifest'>; approval: Signed<'approval'> }[]
  rosters: Signed<'roster'>[]
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
  startAt: string
  window: string | null
  /** When installs can first begin; ISO 8601, UTC. For the zone `local` by this machine's. */
  firstInstall: string
  firstInstallEnds: string | null
  deadline: string | null
  reboot: RebootPolicy
  priority: number
  expiresAt: string
}

/** Throws `not-found`, `wrong-state` or `bad-argument`; see the sentences. */
export function planSchedule(
  asked: ScheduleTerms,
  parts: VerifiedParts,
  { now, localZone, needed }: { now: number; localZone: string; needed: readonly { site: string; bytes: number }[] },
): { schedule: Schedule; planned: PlannedSchedule } {
  const rosters = parts.rosters.map(roster => roster.body)
  const terms = { ...asked, selection: nameNodes(asked.selection, rosters) }
  checkSelection(terms.selection, rosters)
  const opening = checkTimes(terms, now, localZone)
  for (const patch of parts.patches) checkApproval(patch, opening.startMs)
  const chosen = parts.rosters
    .map(roster => ({
      roster,
      members: roster.body.members.filter(member =>
        isSelected(terms.selection, { ...member, site: roster.header.name }),
      ),
    }))
    .filter(({ members }) => members.length > 0)
  if (chosen.length === 0)
    throw new CodedError('not-found', 'nobody is selected: a seed is a target only by its own id (--node)')
  const schedule = composeSchedule(terms, parts, { now, chosen })
  const outOfScope = chosen.flatMap(({ roster, members }) =>
    members.filter(member =>
      parts.patches.some(
        ({ approval }) => !isInScope(approval.body.scope, { site: roster.header.name, groups: member.groups }),
      ),
    ),
  ).length
  const planned: PlannedSchedule = {
    id: terms.id,
    patches: parts.patches.map(describePatch),
    sites: chosen.map(({ roster, members }) => ({
      site: roster.header.name,
      nodes: members.length,
      bytes: needed.find(({ site }) => site === roster.header.name)?.bytes ?? null,
    })),
    nodes: chosen.reduce((total, { members }) => total + members.length, 0),
    outOfScope,
    startAt: iso(terms.startMs),
    window: terms.window ? windowText(terms.window) : null,
    firstInstall: iso(Math.max(opening.startMs, terms.startMs)),
    firstInstallEnds: opening.endMs === undefined ? null : iso(opening.endMs),
    deadline: terms.deadlineMs > 0 ? iso(terms.deadlineMs) : null,
    reboot: terms.reboot,
    priority: terms.priority,
    expiresAt: iso(schedule.header.notAfter * 1000),
  }
  return { schedule, planned }
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
  { startMs, deadlineMs, window }: ScheduleTerms,
  now: number,
  localZone: string,
): { startMs: number; endMs?: number } {
  if (startMs < now - limits.startSlackMs)
    throw new CodedError('bad-argument', `--start ${iso(startMs)} is in the past: give "now" or a later time`)
  if (startMs > now + limits.scheduleAheadMs)
    throw new CodedError('bad-argument', `--start ${iso(startMs)} is more than a year ahead: schedule it later`)
  if (deadlineMs > 0 && deadlineMs <= startMs)
    throw new CodedError('bad-argument', `--deadline ${iso(deadlineMs)} is not after the start ${iso(startMs)}`)
  if (!window) return { startMs }
  const opening = nextOpening(window, Math.max(startMs, now), localZone)
  if (!opening)
    throw new CodedError('bad-argument', `--window "${windowText(window)}" never opens: give another window`)
  if (deadlineMs > 0 && opening.startMs >= deadlineMs)
    throw new CodedError(
      'bad-argument',
      `--window "${windowText(window)}" first opens ${iso(opening.startMs)}, not before the deadline ${iso(deadlineMs)}`,
    )
  return opening
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
      notAfter: toSeconds(Math.max(terms.startMs, terms.deadlineMs) + limits.scheduleValidMs),
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
    emergency: false,
    priority: terms.priority,
  }
  if (terms.window) schedule.window = terms.window
  return schedule
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
