// Offices with members that lie, or whose hardware does.

import { atShare, count, fetchers } from '../faults.ts'
import { type LieName, lieOf } from '../liars.ts'
import type { Scenario } from '../scenario.ts'
import type { SiteSim } from '../site-sim.ts'
import { large, small } from './offices.ts'

/** From the start, by rank. */
function lying(lie: LieName, ranks: readonly number[]): (sim: SiteSim) => void {
  return sim => {
    for (const rank of ranks) {
      const node = sim.ranked[rank]
      if (!node) continue
      node.lie = lieOf(lie)
      count(sim, lie)
    }
  }
}

function among48(name: string, lie: LieName, about: string): Scenario {
  return {
    ...large,
    name,
    about: `L, ${about}`,
    plan: lying(lie, [20]),
    bounds: { wan: 1.01, timeToClean: 1.1 },
    clean: () => large,
  }
}

export const oneOf48: Scenario[] = [
  among48('poisoner', 'poisoner', 'one agent sends only bad pieces'),
  among48('boaster', 'boaster', 'one agent says it has everything and sends nothing'),
  among48('trickler', 'trickler', 'one agent says it has everything and sends a byte a second'),
]

export const corrupting: Scenario = {
  ...small,
  name: 'corrupting',
  about: 'S, every agent damages 1 % of what it sends',
  plan: sim => {
    for (const node of sim.nodes.values()) node.corrupts = 0.01
  },
  bounds: { wan: 1.02, timeToClean: 1.1, wasted: 0.02 },
  clean: () => small,
}

function inSmall(name: string, lie: LieName, about: string, ranks: readonly number[] = [0]): Scenario {
  return {
    ...small,
    name,
    about: `S, ${about}`,
    plan: lying(lie, ranks),
    bounds: { wan: 1.05, timeToClean: 1.1 },
    clean: () => small,
  }
}

export const liarInSmall: Scenario[] = [
  inSmall('poisoner-holds', 'poisoner', 'the best-ranked agent sends only bad pieces'),
  inSmall('boaster-holds', 'boaster', 'the best-ranked agent says it has everything, sends and fetches nothing'),
  inSmall('boaster-beside', 'boaster', 'one agent that does not fetch says it has everything and sends nothing', [7]),
  inSmall(
    'trickler-beside',
    'trickler',
    'one agent that does not fetch says it has everything and sends a byte a second',
    [7],
  ),
  inSmall('claimer-holds', 'claimer', 'the best-ranked agent leases, seems to make progress, and fetches nothing'),
]

/** Both slots at once: nobody else brings anything meanwhile, so that belief ends by its own bound. */
export const liarsHoldBoth: Scenario[] = (['claimer', 'yielder', 'spender'] as const).map(lie => ({
  ...inSmall(`two-${lie}s-hold`, lie, `the two best-ranked agents are ${lie}s`, [0, 1]),
  bounds: { wan: 1.05, stallMs: 3500 },
}))

/** A member that turns liar when it already holds a slot. */
export const turns: Scenario = {
  ...small,
  name: 'holder-turns-claimer',
  about: 'S, a lease holder begins to lie about its progress at 30 %',
  plan: sim =>
    atShare(sim, 0.3, () => {
      const [holder] = fetchers(sim)
      if (!holder) return
      holder.lie = lieOf('claimer')
      sim.wan.forget(holder)
      count(sim, 'claimer')
    }),
  bounds: { wan: 1.05, stallMs: 3500, laterMs: 3000 },
  clean: () => small,
}
