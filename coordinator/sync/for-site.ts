// Which objects one site is to know: pure selection, the coordinator's half of "metadata crosses the WAN once per site".

import type { Roster } from '../../core/roster.ts'
import type { Schedule } from '../../core/schedule.ts'
import type { Signed } from '../../core/verify.ts'

/** Whether a schedule can have a target among the members of the site. */
export function concernsSite({ targets }: Schedule, roster: Roster): boolean {
  if (targets.all || targets.sites.includes(roster.header.name)) return true
  return roster.members.some(
    member => targets.nodes.includes(member.node) || member.groups.some(group => targets.groups.includes(group)),
  )
}

/** Policy, roster, schedules that can concern the site, and the approvals, manifests and piece lists these name. No heartbeat. */
export function objectsForSite(objects: readonly Signed[], roster: Signed<'roster'>): Signed[] {
  const schedules = objects.filter(
    object => object.kind === 'schedule' && concernsSite(object.body, roster.body),
  ) as Signed<'schedule'>[]
  const patches = new Set(schedules.flatMap(schedule => schedule.body.patches.map(item => item.patch)))
  const artifacts = new Set<string>()
  for (const object of objects) {
    if (object.kind !== 'manifest' || !patches.has(object.header.name)) continue
    for (const artifact of object.body.artifacts) artifacts.add(artifact.digest)
  }
  const named = objects.filter(({ kind, header }) => {
    if (kind === 'policy') return true
    if (kind === 'approval' || kind === 'manifest') return patches.has(header.name)
    return kind === 'piece-list' && artifacts.has(header.name)
  })
  return [roster, ...schedules, ...named]
}
