// Which objects one site is to know: pure selection, the coordinator's half of "metadata crosses the WAN once per site".

import { indexRecall } from '../../core/recall.ts'
import type { Roster } from '../../core/roster.ts'
import { memberMark, type Schedule } from '../../core/schedule.ts'
import type { Signed, SignedKind } from '../../core/verify.ts'
import { effectiveRosters, protectionOf } from '../schedule/effective-rosters.ts'

/** Whether a schedule can have a target among the members of the site: a roster as it counts. */
export function concernsSite({ targets }: Schedule, roster: Roster): boolean {
  if (targets.all || targets.sites.includes(roster.header.name)) return true
  const nodes = new Set(targets.nodes)
  const marks = new Set(targets.members)
  return roster.members.some(
    member =>
      nodes.has(member.node) ||
      member.groups.some(group => targets.groups.includes(group)) ||
      (marks.size > 0 && marks.has(memberMark(member.node))),
  )
}

/** Recall, policy, groups, roster, schedules that can concern the site with their pauses, and the approvals, manifests and piece lists these name. No heartbeat. */
export function objectsForSite(objects: readonly Signed[], roster: Signed<'roster'>): Signed[] {
  const counted = asCounted(objects, roster)
  const schedules = objects.filter(
    object => object.kind === 'schedule' && concernsSite(object.body, counted),
  ) as Signed<'schedule'>[]
  const patches = new Set(schedules.flatMap(schedule => schedule.body.patches.map(item => item.patch)))
  const ordered = new Set(schedules.map(({ header }) => header.name))
  const artifacts = new Set<string>()
  for (const object of objects) {
    if (object.kind !== 'manifest' || !patches.has(object.header.name)) continue
    for (const artifact of object.body.artifacts) artifacts.add(artifact.digest)
  }
  const named = objects.filter(({ kind, header }) => {
    if (kind === 'policy' || kind === 'group' || kind === 'recall') return true
    if (kind === 'pause') return ordered.has(header.name)
    if (kind === 'approval' || kind === 'manifest') return patches.has(header.name)
    return kind === 'piece-list' && artifacts.has(header.name)
  })
  return [roster, ...schedules, ...named]
}

function asCounted(objects: readonly Signed[], { body }: Signed<'roster'>): Roster {
  const ofKind = <K extends SignedKind>(kind: K) => objects.filter(object => object.kind === kind) as Signed<K>[]
  const protection = protectionOf({ all: () => ofKind('group'), current: () => ofKind('policy')[0] })
  const recall = indexRecall(ofKind('recall')[0]?.body)
  return effectiveRosters([body], { protection, recall })[0]!
}
