// Looks at a site for the checkers: who leases what, ten times a second, and what became of everyone at the end; and whom a run waits for.

import { isPoisoner } from '../../agent/swarm/blame.ts'
import type { HeldLease, LastLook, Mode } from './facts.ts'
import type { SimNode } from './sim-node.ts'
import type { SiteSim } from './site-sim.ts'

const leaseLookMs = 100

/** Who sent another of them bad pieces is counted on by that one for nothing: both fetch, and that is as it should be. */
export function watchLeases(sim: SiteSim): void {
  const held: HeldLease[] = []
  const groups = connectedGroups(sim)
  const holders = [...sim.nodes.values()].filter(
    node => node.status === 'up' && !node.lie && !node.isUnplugged && !node.isRetired && node.state.outside.size > 0,
  )
  const isDistrusted = ({ id }: SimNode) =>
    holders.some(({ state }) => {
      const peer = state.peers.get(id)
      return peer !== undefined && isPoisoner(peer.conduct, sim.now)
    })
  for (const node of holders) {
    if (node.corrupts > 0 && isDistrusted(node)) continue
    for (const [artifact, { leased }] of node.state.artifacts)
      for (const piece of leased.keys()) held.push({ node: node.id, artifact, piece, group: groups.get(node.id)! })
  }
  if (held.length > 0) sim.options.onFact({ type: 'leases', at: sim.now, held })
  sim.at(leaseLookMs, () => watchLeases(sim))
}

/** Which nodes hear of each other, directly or relayed, by node: who has lost all its connections cannot know what others lease. */
export function connectedGroups(sim: SiteSim): Map<string, number> {
  const groups = new Map<string, number>()
  for (const { id } of sim.nodes.values()) {
    const open = groups.has(id) ? [] : [id]
    const group = groups.size
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (groups.has(next)) continue
      groups.set(next, group)
      const node = sim.nodes.get(next)!
      if (node.status !== 'up' || node.isUnplugged) continue
      open.push(...[...node.links.keys()].filter(other => sim.nodes.get(other)?.part === node.part))
    }
  }
  return groups
}

/** Whether it has something to finish, or to report. */
export function isAwaited(sim: SiteSim, node: SimNode): boolean {
  if (node.status === 'down' || node.lie || node.isRetired || isCastaway(node)) return false
  if (node.doneAt === undefined || node.roster !== sim.roster.views) return true
  return !(node.isCutOff || sim.reports.isSettled(node))
}

export function over(sim: SiteSim, mode: Mode, wanBound: number): void {
  const { payload } = sim
  sim.options.onFact({ type: 'over', at: sim.now, nodes: lastLook(sim), payload, wanBound, mode })
}

function lastLook(sim: SiteSim): LastLook[] {
  return [...sim.nodes.values()].map(node => ({
    node: node.id,
    isUp: node.status !== 'down',
    isLiar: node.lie !== undefined,
    isRetired: node.isRetired,
    isReachable: !isCastaway(node),
    isComplete: node.doneAt !== undefined,
    reachesOutside: !node.isCutOff && !isCastaway(node),
    isContact: node.isContact,
    isHindered: node.undiallable.size > 0,
    hasNewestRoster: node.roster === sim.roster.views,
    group: node.part,
  }))
}

/** Nothing reaches it: nobody waits for it. */
function isCastaway(node: SimNode): boolean {
  return node.isUnplugged || node.status === 'frozen'
}
