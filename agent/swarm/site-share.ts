// One site, one budget: which part of the site's rate this node may take. Pure. Every holder counts whom it hears fetch, so that nobody
// has to hand parts out; who begins takes no more than a slot's part until the others can have heard of it.

import { isFetcher } from './live.ts'
import { compareRank } from './rank.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import type { SwarmState } from './swarm-state.ts'

/** Bytes a second for this node of `rateBytesPerSecond` for all. */
export function shareOf(state: SwarmState, rateBytesPerSecond: number, now: number): number {
  const others = othersFetching(state, now)
  const isHeard = state.fetchingSince > 0 && now - state.fetchingSince >= swarmNumbers.shareAloneMs
  return rateBytesPerSecond / (1 + (isHeard ? others : Math.max(others, state.slots - 1)))
}

/** Whether a better-ranked member fetches now: the two then yield to each other in one order. */
export function comesSecond(state: SwarmState, now: number): boolean {
  const { self, peers } = state
  if (!self) return false
  for (const peer of peers.values()) {
    if (peer.announced?.body.doing === 'source-wait' || now - peer.heardAt >= swarmNumbers.silenceMs) continue
    if (isFetcher(state, peer, now) && compareRank(peer.member, self) < 0) return true
  }
  return false
}

/**
 * Members that say they fetch, also those this node doubts: honest ones among them do fetch. More than twice the slots would be lies: they
 * take no more than that from the others' part.
 */
function othersFetching(state: SwarmState, now: number): number {
  let others = 0
  for (const { announced, heardAt } of state.peers.values())
    if (announced && announced.body.leases.length > 0 && now - heardAt < swarmNumbers.liveMs) others++
  return Math.min(others, 2 * state.slots - 1)
}
