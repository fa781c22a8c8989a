// Which artifacts the swarm is to bring here and keep: what this machine needs, and on a seed whatever a member of its site may need.
// Pure. What is here already stays on the list while a schedule names it, so that it is served and not evicted.

import { type Approval, isInScope } from '../../core/approval.ts'
import type { Digest } from '../../core/digest.ts'
import type { Artifact, Manifest } from '../../core/manifest.ts'
import type { PieceList } from '../../core/piece-list.ts'
import { isTarget, type Schedule } from '../../core/schedule.ts'
import { nextOpening } from '../../core/window.ts'
import type { Wanted } from '../swarm/wanted.ts'
import { installRule, isOnHold, type Self, type Stops } from './install-rule.ts'
import { type PlannedPatch, schedulePriority } from './plan.ts'

export interface WantedInput {
  now: number
  /** IANA name of the machine's own zone. */
  localZone: string
  stops: Stops
  patches: readonly PlannedPatch[]
  schedules: readonly Schedule[]
  manifest: (digest: Digest) => Manifest | undefined
  approval: (patch: string) => Approval | undefined
  pieceList: (artifact: Digest) => PieceList | undefined
  isHeld: (artifact: Digest) => boolean
  /** Every member of the site; only a seed looks at them. */
  members: readonly Self[]
  isSeed: boolean
}

export function wantedArtifacts(input: WantedInput): Wanted[] {
  const list = new Map<Digest, Wanted>()
  const want = (artifact: Artifact, how: Pick<Wanted, 'priority' | 'deadline' | 'needed'>) => {
    const pieces = input.pieceList(artifact.digest)
    if (!pieces || pieces.sizeBytes !== artifact.sizeBytes) return
    const { hashes, sources, sizeBytes } = pieces
    const each = { artifact: artifact.digest, sizeBytes, hashes, sources, ...how }
    list.set(artifact.digest, merge(list.get(artifact.digest), each))
  }
  for (const patch of input.patches) {
    const isDue = patch.dueAt > 0 && patch.dueAt <= input.now
    const how = { priority: turn(patch.priority, isDue), deadline: deadlineOf(patch, input.now), needed: true }
    for (const artifact of patch.artifacts) want(artifact, how)
  }
  for (const { schedule, artifact, isOnHold } of currentArtifacts(input)) {
    if ((!input.isSeed || isOnHold) && !input.isHeld(artifact.digest)) continue
    const priority = turn(schedulePriority(schedule), isOpen(schedule, input))
    want(artifact, { priority, deadline: schedule.deadline, needed: false })
  }
  return [...list.values()]
}

/** Every artifact of a patch whose install rule holds for some member of the site, or would but for a pause: that one is not fetched. */
function currentArtifacts(input: WantedInput): { schedule: Schedule; artifact: Artifact; isOnHold: boolean }[] {
  return input.schedules.flatMap(schedule => {
    const targets = input.members.filter(member => isTarget(schedule.targets, member))
    return schedule.patches.flatMap(({ patch, manifest: digest }) => {
      const manifest = input.manifest(digest)
      const approval = input.approval(patch)
      // What the rule asks of a member is to be a target, and in the approval's scope: who is both stands for all that are.
      const someone = targets.find(member => !approval || isInScope(approval.scope, member))
      if (!someone) return []
      const lacks = installRule({ stops: input.stops, schedule, manifest, digest, approval }, someone, input.now)
      if (!isOnHold(lacks)) return []
      return manifest!.artifacts.map(artifact => ({ schedule, artifact, isOnHold: lacks.length > 0 }))
    })
  })
}

/**
 * A schedule's higher priority goes first, the swarm's smaller one. Priorities are whole numbers: among equal ones what may be installed already goes
 * before what is due later, however near that is.
 */
function turn(priority: number, isDue: boolean): number {
  return -priority - (isDue ? 0.5 : 0)
}

/** What a machine that was there all the time may install now: others' own waits are not known here. */
function isOpen({ startAt, window }: Schedule, { now, localZone }: WantedInput): boolean {
  if (startAt * 1000 > now) return false
  const opening = window && nextOpening(window, now, localZone)
  return !window || (opening !== undefined && opening.startMs <= now)
}

/** It has to be here when it is due; what is due already goes by the schedule's deadline. */
function deadlineOf({ dueAt, deadline }: PlannedPatch, now: number): number {
  return dueAt > now ? Math.ceil(dueAt / 1000) : deadline
}

function merge(before: Wanted | undefined, each: Wanted): Wanted {
  if (!before) return each
  const deadlines = [before.deadline, each.deadline].filter(deadline => deadline > 0)
  return {
    ...before,
    priority: Math.min(before.priority, each.priority),
    deadline: deadlines.length > 0 ? Math.min(...deadlines) : 0,
    needed: before.needed || each.needed,
  }
}
