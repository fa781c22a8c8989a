// The order in which a site's members are asked to do what costs the site something: fetching from outside, keeping contact.
// Every node computes the same order from the same roster, so nobody is elected. Who is alive is live.ts's business.

import { createHash } from 'node:crypto'
import { type MemberClass, memberClasses } from '../../core/roster.ts'

export interface RankedMember {
  node: string
  class: MemberClass
  /** Rendezvous hash of site and node: the order within one class, different for each site. */
  score: number
}

/** With its place in the roster's order. */
export interface PlacedMember extends RankedMember {
  index: number
}

/** Best first. */
export interface Ranking {
  readonly order: readonly RankedMember[]
  readonly of: ReadonlyMap<string, PlacedMember>
}

/**
 * Rendezvous hashing (Thaler and Ravishankar, 1998) on the site's id. The class weighs more than any hash: a seed comes before every
 * wired member, that before every wireless one, that before every one on battery. Adding or removing a member moves no other.
 */
export function rankMembers(site: string, members: readonly { node: string; class: MemberClass }[]): Ranking {
  const order = members
    .map(member => ({ node: member.node, class: member.class, score: score(site, member.node) }))
    .sort(compareRank)
  return { order, of: new Map(order.map((member, index) => [member.node, { ...member, index }])) }
}

/** Negative when `a` comes before `b`. */
export function compareRank(a: RankedMember, b: RankedMember): number {
  return (
    memberClasses.indexOf(a.class) - memberClasses.indexOf(b.class) ||
    b.score - a.score ||
    (a.node < b.node ? -1 : a.node > b.node ? 1 : 0)
  )
}

/** The class a node says it has, unless it would raise itself above what the roster gives it. */
export function lowerClass(given: MemberClass, said: MemberClass): MemberClass {
  return memberClasses.indexOf(said) > memberClasses.indexOf(given) ? said : given
}

function score(site: string, node: string): number {
  return createHash('sha256').update(`${site}\0${node}`).digest().readUIntBE(0, 6)
}
