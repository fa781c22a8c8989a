// The install rule (proto/README.md §3.6): nothing is installed unless a manifest, an approval naming its digest and a schedule covering it
// all hold, none is recalled, paused or frozen, and this node is a target. Pure: it lists what is lacking. The objects it gets are verified and current already (trust/);
// the file's hash is judged by the installer, on its private copy, at the moment of installing.

import { type Approval, isInScope } from '../../core/approval.ts'
import type { Digest } from '../../core/digest.ts'
import type { Kind } from '../../core/kinds.ts'
import type { Manifest } from '../../core/manifest.ts'
import type { ReasonCode } from '../../core/reasons.ts'
import { isAddedLater, isTarget, type Place, type Schedule } from '../../core/schedule.ts'

/** What the roster says of a node. */
export interface Self extends Place {
  sinceVersion: number
}

/** What was stopped, and what of that is not known. */
export interface Stops {
  recall: { hasManifest(digest: Digest): boolean; hasSchedule(id: string): boolean }
  isRecallMissing: boolean
  pauseOf(schedule: string): 'none' | 'paused' | 'missing'
  isFrozen(kind: Kind, name: string): boolean
}

export interface Evidence {
  stops: Stops
  schedule: Schedule
  /** The manifest with `digest`, if this node has it. */
  manifest: Manifest | undefined
  digest: Digest
  /** The current approval of the patch. */
  approval: Approval | undefined
}

export type Lack = Extract<
  ReasonCode,
  | 'manifest-missing'
  | 'manifest-expired'
  | 'declined'
  | 'approval-missing'
  | 'approval-expired'
  | 'out-of-scope'
  | 'not-in-schedule'
  | 'schedule-expired'
  | 'not-a-target'
  | 'target-added-later'
  | 'recalled'
  | 'equivocation'
  | 'paused'
  | 'recall-missing'
  | 'pause-missing'
>

/** Everything that is lacking, the most telling first; empty: the rule holds at `now` (ms). */
export function installRule(evidence: Evidence, self: Self, now: number): Lack[] {
  const { stops, schedule, manifest, digest, approval } = evidence
  const expired = ({ header }: { header: { notAfter: number } }) => header.notAfter * 1000 <= now
  const lacks: Lack[] = []
  if (!isTarget(schedule.targets, self))
    lacks.push(isAddedLater(schedule.targets, self) ? 'target-added-later' : 'not-a-target')
  if (stops.recall.hasManifest(digest) || stops.recall.hasSchedule(schedule.header.name)) lacks.push('recalled')
  if (approval?.decision === 'decline') lacks.push('declined')
  if (!manifest) lacks.push('manifest-missing')
  else if (expired(manifest)) lacks.push('manifest-expired')
  if (!isCovered(schedule, manifest, digest)) lacks.push('not-in-schedule')
  if (expired(schedule)) lacks.push('schedule-expired')
  if (!approval?.manifests.includes(digest)) lacks.push('approval-missing')
  else if (expired(approval)) lacks.push('approval-expired')
  else if (!isInScope(approval.scope, self)) lacks.push('out-of-scope')
  if (isAmbiguous(evidence)) lacks.push('equivocation')
  return [...lacks, ...held(stops, schedule.header.name)]
}

/** Two contents of one version exist of any of the three. */
function isAmbiguous({ stops, schedule, manifest, approval }: Evidence): boolean {
  const all = [schedule.header, manifest?.header, approval?.header]
  return all.some(header => header !== undefined && stops.isFrozen(header.kind, header.name))
}

/** What passes: it is resumed, or what is not known comes. */
function held({ isRecallMissing, pauseOf }: Stops, schedule: string): Lack[] {
  const pause = pauseOf(schedule)
  const lacks: Lack[] = pause === 'none' ? [] : [pause === 'paused' ? 'paused' : 'pause-missing']
  return isRecallMissing ? [...lacks, 'recall-missing'] : lacks
}

/** Only a pause, or not knowing of one, keeps it: what is here stays here. */
export function isOnHold(lacks: readonly Lack[]): boolean {
  return lacks.every(lack => lack === 'paused' || lack === 'pause-missing' || lack === 'recall-missing')
}

/** The schedule must name this digest, under this patch's own id. */
function isCovered(schedule: Schedule, manifest: Manifest | undefined, digest: Digest): boolean {
  const entries = entriesOf(schedule).get(digest) ?? []
  return entries.some(entry => !manifest || entry.patch === manifest.header.name)
}

type Entries = Map<Digest, Schedule['patches']>
const indexed = new WeakMap<Schedule, Entries>()

/** By manifest: a schedule may name hundreds, and each is looked for. */
function entriesOf(schedule: Schedule): Entries {
  const known = indexed.get(schedule)
  if (known) return known
  const entries = Map.groupBy(schedule.patches, ({ manifest }) => manifest)
  indexed.set(schedule, entries)
  return entries
}
