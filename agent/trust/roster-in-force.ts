// The site's roster as it counts here: without recalled members, and with the groups that admins protect as the admins say. Pure.

import type { Digest } from '../../core/digest.ts'
import { effectiveGroups, type Group } from '../../core/group.ts'
import { headKey } from '../../core/header.ts'
import { epochOf } from '../../core/root.ts'
import type { Roster } from '../../core/roster.ts'
import type { Restrictions } from './restrictions.ts'
import type { Trusted } from './take.ts'

/** Undefined without a roster. `now` in ms. */
export function rosterInForce(trusted: Trusted, { recall, isFrozen }: Restrictions, now: number): Roster | undefined {
  const { held, site } = trusted
  const roster = held.get('roster', site)?.body
  if (!roster) return undefined
  const groups: Group[] = []
  for (const { kind, header, body } of held.all())
    if (kind === 'group' && header.notAfter * 1000 > now && !isFrozen('group', header.name)) groups.push(body)
  const protectedGroups = protectedGroupsOf(trusted, roster, groups)
  const members = roster.members
    .filter(({ node }) => !recall.hasMember(node))
    .map(member => ({ ...member, groups: effectiveGroups(member, { protectedGroups, groups }) }))
  return { ...roster, members }
}

/** A policy that was accepted and is not here may protect any group: then only what admins sign of a group counts. */
function protectedGroupsOf({ anchor, heads, held }: Trusted, roster: Roster, groups: readonly Group[]): string[] {
  const policy = held.get('policy', '')?.body
  if (policy) return policy.protectedGroups
  const isLost = heads.get(headKey({ kind: 'policy', name: '' }))?.epoch === epochOf(anchor.root, 'policy')
  if (!isLost) return []
  return [...new Set([...roster.members.flatMap(member => member.groups), ...groups.map(({ header }) => header.name)])]
}

/** What the roster in force is made of, to tell whether it must be made again, and until when that holds in any case (ms). */
export function rosterSources(trusted: Trusted, now: number): { digests: Digest[]; until: number } {
  const { held, site, frozen, heads } = trusted
  const groups: Digest[] = []
  let until = Number.POSITIVE_INFINITY
  for (const { kind, header, digest } of held.all()) {
    if (kind !== 'group' || header.notAfter * 1000 <= now) continue
    groups.push(digest)
    until = Math.min(until, header.notAfter * 1000)
  }
  const single = [held.get('roster', site), held.get('policy', ''), held.get('recall', ''), held.other('recall', '')]
  const unclear = [...frozen.keys()].filter(key => key.startsWith('group/'))
  const policy = heads.get(headKey({ kind: 'policy', name: '' }))?.epoch === epochOf(trusted.anchor.root, 'policy')
  return { digests: [...single.map(each => each?.digest ?? ''), ...groups.sort(), ...unclear, String(policy)], until }
}
