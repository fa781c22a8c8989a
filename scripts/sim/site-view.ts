// A roster as one node deals with it: who is a member, in the roster's order and by rank. Made once a roster for all whom it names; one
// that it does not name deals with nobody (agent/own-roster.ts).

import { emptyRoster, fellowsOf, isDropped } from '../../agent/own-roster.ts'
import { type Ranking, rankMembers } from '../../agent/swarm/rank.ts'
import type { MemberClass, Roster } from '../../core/roster.ts'

export interface SiteView {
  version: number
  /** In the roster's order. */
  members: readonly string[]
  ranking: Ranking
  /** Best first. */
  ranked: readonly string[]
}

export interface SimMember {
  node: string
  class: MemberClass
}

export function makeRoster({
  site,
  version,
  members,
}: {
  site: string
  version: number
  members: readonly SimMember[]
}): Roster {
  const empty = emptyRoster({ fleet: 'f'.repeat(64), site })
  const header = { ...empty.header, version }
  return { ...empty, header, members: members.map(each => ({ ...each, groups: [], hostName: '', sinceVersion: 1 })) }
}

export class SiteViews {
  readonly #shared: SiteView
  readonly #roster: Roster

  constructor(roster: Roster) {
    this.#roster = roster
    this.#shared = viewAs(roster, undefined)
  }

  get newest(): SiteView {
    return this.#shared
  }

  of(node: string): SiteView {
    if (this.#shared.ranking.of.has(node)) return this.#shared
    return isDropped(this.#roster, node) ? viewAs(this.#roster, node) : this.#shared
  }
}

function viewAs(roster: Roster, node: string | undefined): SiteView {
  const members = node === undefined ? roster.members : fellowsOf(roster, node)
  const ranking = rankMembers(roster.header.name, members)
  return {
    version: roster.header.version,
    members: members.map(each => each.node),
    ranking,
    ranked: ranking.order.map(each => each.node),
  }
}
