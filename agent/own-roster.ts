// The roster as it concerns a node: one that the roster does not name, or that is recalled, has no fellow members. So it closes its own
// gate, and serves and fetches nothing, whether the others have heard or not. The coordinators stay reachable: they can take it in again.

import type { Digest } from '../core/digest.ts'
import type { Member, Roster } from '../core/roster.ts'

/** Without a roster nothing says that it is no member. */
export function isDropped(roster: Roster | undefined, node: string): boolean {
  return roster !== undefined && !roster.members.some(member => member.node === node)
}

/** Level was lost, and the roster with it: until it comes again nobody is a member. */
export function emptyRoster({ fleet, site }: { fleet: Digest; site: string }): Roster {
  const header = {
    fleet,
    kind: 'roster' as const,
    name: site,
    epoch: 0,
    version: 1,
    issuedAt: 0,
    notAfter: 0,
    minSpec: 1,
  }
  return { header, prefixes: [], members: [] }
}

/** Members as this node may deal with them. */
export function fellowsOf(roster: Roster | undefined, node: string): readonly Member[] {
  return roster === undefined || isDropped(roster, node) ? [] : roster.members
}

/** In words, with what to do; null of a member. `refusal`: the coordinator's word, if it said so. */
export function whyNoMember({
  isRecalled,
  isDropped,
  refusal,
}: {
  isRecalled: boolean
  isDropped: boolean
  refusal: string
}): string | null {
  if (isRecalled)
    return 'the admins have withdrawn this machine: it serves and fetches nothing, and joins again only with a new key, in a new state folder'
  if (refusal !== '') return refusal
  if (!isDropped) return null
  return 'the roster of its site does not name this node: it serves and fetches nothing until a roster names it again; ask an admin, or join again with a new token'
}
