// The install rule (proto/README.md §3.6): nothing is installed unless a manifest, an approval naming its digest and a schedule covering it
// all hold and this node is a target. Pure: it lists what is lacking. The objects it gets are verified and current already (trust/);
// the file's hash is judged by the installer, on its private copy, at the moment of installing.

import { type Approval, isInScope } from '../../core/approval.ts'
import type { Digest } from '../../core/digest.ts'
import type { Manifest } from '../../core/manifest.ts'
import type { ReasonCode } from '../../core/reasons.ts'
import { isTarget, type Place, type Schedule } from '../../core/schedule.ts'

/** What the roster says of a node. */
export interface Self extends Place {
  sinceVersion: number
}

export interface Evidence {
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
>

/** Everything that is lacking, the most telling first; empty: the rule holds at `now` (ms). */
export function installRule({ schedule, manifest, digest, approval }: Evidence, self: Self, now: number): Lack[] {
  const expired = ({ header }: { header: { notAfter: number } }) => header.notAfter * 1000 <= now
  const lacks: Lack[] = []
  if (!isTarget(schedule.targets, self)) lacks.push('not-a-target')
  if (approval?.decision === 'decline') lacks.push('declined')
  if (!manifest) lacks.push('manifest-missing')
  else if (expired(manifest)) lacks.push('manifest-expired')
  if (!isCovered(schedule, manifest, digest)) lacks.push('not-in-schedule')
  if (expired(schedule)) lacks.push('schedule-expired')
  if (!approval?.manifests.includes(digest)) lacks.push('approval-missing')
  else if (expired(approval)) lacks.push('approval-expired')
  else if (!isInScope(approval.scope, self)) lacks.push('out-of-scope')
  return lacks
}

/** The schedule must name this digest, under this patch's own id. */
function isCovered(schedule: Schedule, manifest: Manifest | undefined, digest: Digest): boolean {
  return schedule.patches.some(
    entry => entry.manifest === digest && (!manifest || entry.patch === manifest.header.name),
  )
}
