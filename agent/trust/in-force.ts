// The roster and the restrictions in force, and what others are told of, made once for each state of trust and not once a question: the gate
// asks at every connection, and each exchange several times. Holds no more than the last answer.

import type { Head } from '../../core/header.ts'
import type { Roster } from '../../core/roster.ts'
import { type Restrictions, restrictionsOf } from './restrictions.ts'
import { rosterInForce, rosterSources } from './roster-in-force.ts'
import type { Trusted } from './take.ts'
import { toldHeads } from './told-heads.ts'

export class InForce {
  #restricted: { of: Trusted; restrictions: Restrictions } | undefined
  #made: { of: Trusted; until: number; sources: string; roster: Roster | undefined } | undefined
  #told: { of: Trusted; since: number; until: number; heads: readonly Head[] } | undefined

  restrictions(trusted: Trusted): Restrictions {
    if (this.#restricted?.of !== trusted) this.#restricted = { of: trusted, restrictions: restrictionsOf(trusted) }
    return this.#restricted.restrictions
  }

  /** The same object as before while what it is made of is the same: others tell by that whether members changed. */
  roster(trusted: Trusted, now: number): Roster | undefined {
    const before = this.#made
    if (before?.of === trusted && now < before.until) return before.roster
    const { digests, until } = rosterSources(trusted, now)
    const sources = digests.join()
    const roster = before?.sources === sources ? before.roster : rosterInForce(trusted, this.restrictions(trusted), now)
    this.#made = { of: trusted, until, sources, roster }
    return roster
  }

  /** The same list while it tells the same. */
  heads(trusted: Trusted, now: number): readonly Head[] {
    const before = this.#told
    // a clock that was set back brings back what had expired
    if (before?.of === trusted && before.since <= now && now < before.until) return before.heads
    this.#told = { of: trusted, since: now, ...toldHeads(trusted, now) }
    return this.#told.heads
  }
}
