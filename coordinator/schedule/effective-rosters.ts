// Rosters as they count: protected groups as the admins signed them, whatever the enrol key says, and where a recall is given without the members it
// shuts out. Pure.

import type { Group, Protection } from '../../core/group.ts'
import type { RecallIndex } from '../../core/recall.ts'
import type { Member, Roster } from '../../core/roster.ts'
import type { Signed } from '../../core/verify.ts'

export interface CurrentSettings {
  all(kind: 'group'): Signed<'group'>[]
  current(kind: 'policy', name: string): Signed<'policy'> | undefined
}

export function protectionOf(objects: CurrentSettings): Protection {
  return {
    protectedGroups: objects.current('policy', '')?.body.protectedGroups ?? [],
    groups: objects.all('group').map(({ body }) => body),
  }
}

/** As `effectiveGroups` for each member: what a node finds for itself. */
export function effectiveRosters(
  rosters: readonly Roster[],
  { protection, recall }: { protection: Protection; recall?: Pick<RecallIndex, 'hasMember'> },
): Roster[] {
  const isProtected = new Set(protection.protectedGroups)
  const signed = groupsByNode(protection.groups.filter(({ header }) => isProtected.has(header.name)))
  const groupsOf = ({ node, groups }: Member) => [
    ...groups.filter(group => !isProtected.has(group)),
    ...(signed.get(node) ?? []),
  ]
  return rosters.map(roster => ({
    ...roster,
    members: roster.members
      .filter(({ node }) => !recall?.hasMember(node))
      .map(member => (isProtected.size === 0 ? member : { ...member, groups: groupsOf(member) })),
  }))
}

function groupsByNode(groups: readonly Group[]): Map<string, string[]> {
  const byNode = new Map<string, string[]>()
  for (const { header, nodes } of groups)
    for (const node of nodes) byNode.set(node, [...(byNode.get(node) ?? []), header.name])
  return byNode
}
