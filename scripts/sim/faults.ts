// What goes wrong: verbs on a site. Each counts what it injected; none knows what should come of it.

import type { MemberClass } from '../../core/roster.ts'
import { connectedGroups } from './looks.ts'
import { reaches, type SimNode } from './sim-node.ts'
import type { SiteSim } from './site-sim.ts'

export function count(sim: SiteSim, fault: string, by = 1): void {
  sim.injected.set(fault, (sim.injected.get(fault) ?? 0) + by)
}

/** When about this share of the payload has crossed the WAN. */
export function atShare(sim: SiteSim, share: number, run: () => void | Promise<void>): void {
  const atMs = sim.options.idleMs + 700 + (share * sim.payload * 1000) / sim.options.wanBytesPerSecond
  sim.faultsUntil = Math.max(sim.faultsUntil, sim.startedAt + atMs)
  sim.at(atMs, run)
}

/** Who leases at this moment, best rank first. */
export function fetchers(sim: SiteSim): SimNode[] {
  return sim.ranked.filter(node => [...node.state.artifacts.values()].some(artifact => artifact.leased.size > 0))
}

/** kill -9: its connections break at once. */
export function crash(sim: SiteSim, node: SimNode): void {
  if (node.status === 'down') return
  count(sim, 'crash')
  node.status = 'down'
  node.life++
  node.isContact = false
  node.relay = undefined
  node.inbox.length = 0
  sim.wan.forget(node)
  sim.streams.forget(node)
  sim.links.reset(node)
  sim.options.onFact({ type: 'crashed', at: sim.now, node: node.id })
}

export function restart(sim: SiteSim, node: SimNode): void | Promise<void> {
  return node.status === 'down' ? sim.start(node) : undefined
}

/** kill -9, and so many ms later a new process with what the disk holds. */
export function bounce(sim: SiteSim, node: SimNode, afterMs: number): void {
  crash(sim, node)
  sim.faultsUntil = Math.max(sim.faultsUntil, sim.now + afterMs + 1)
  sim.at(afterMs, () => restart(sim, node))
}

/** SIGSTOP: its connections stay, nothing comes out of it. */
export function freeze(sim: SiteSim, node: SimNode, forMs: number): void {
  if (node.status !== 'up') return
  count(sim, 'freeze')
  node.status = 'frozen'
  node.frozenAt = sim.now
  const { life } = node
  sim.at(forMs, () => {
    if (node.status !== 'frozen' || node.life !== life) return
    node.status = 'up'
    if (sim.now - node.frozenAt > 2000) sim.give(node, { type: 'loop-paused' })
    for (const event of node.inbox.splice(0)) sim.give(node, event)
    sim.give(node, { type: 'tick' })
    sim.links.keep(node, 0)
    sim.streams.resume(node, sim.nodes.values())
    sim.wan.resume()
  })
}

/** The cable is out. */
export function unplug(sim: SiteSim, node: SimNode): void {
  count(sim, 'unplug')
  node.isUnplugged = true
  sim.links.noticeCuts()
}

export function plugIn(sim: SiteSim, node: SimNode): void {
  if (!node.isUnplugged) return
  node.isUnplugged = false
  sim.links.breakStale((a, b) => a === node || b === node)
  sim.wan.resume()
}

/** Its way outside is gone; the LAN is not. */
export function cutWan(sim: SiteSim, node: SimNode, forMs: number): void {
  count(sim, 'wan-cut')
  node.isCutOff = true
  sim.at(forMs, () => {
    node.isCutOff = false
    sim.wan.resume()
  })
}

/** The site falls into parts, by `partOf`, for so long; where few links ran within one, it begins as islands that find each other later. */
export function partition(sim: SiteSim, partOf: (node: SimNode) => number, forMs: number): void {
  count(sim, 'partition')
  const before = new Map([...sim.nodes.values()].map(node => [node, node.part]))
  for (const node of sim.nodes.values()) node.part = partOf(node)
  const up = [...sim.nodes.values()].filter(node => node.status === 'up' && !node.isUnplugged && node.links.size > 0)
  const groups = connectedGroups(sim)
  const islands = new Set(up.map(({ id }) => groups.get(id))).size - new Set(up.map(node => node.part)).size
  if (islands > 0) count(sim, 'island', islands)
  sim.links.noticeCuts()
  sim.at(forMs, () => {
    const parts = new Map([...sim.nodes.values()].map(node => [node, node.part]))
    for (const node of sim.nodes.values()) node.part = before.get(node) ?? 0
    sim.links.breakStale((a, b) => parts.get(a) !== parts.get(b))
  })
}

/** One connection breaks. */
export function breakLink(sim: SiteSim, node: SimNode, random: () => number): void {
  const others = [...node.links.keys()]
  const other = others[Math.floor(random() * others.length)]
  if (!other) return
  count(sim, 'broken-link')
  sim.links.disconnect(node, sim.nodes.get(other)!)
}

/** A cannot dial B; B can dial A. Where B cannot already, nothing is changed: neither could, and they would be apart without a cut. */
export function hinderDial(sim: SiteSim, a: SimNode, b: SimNode): void {
  if (a === b || b.undiallable.has(a.id)) return
  count(sim, 'one-way')
  a.undiallable.add(b.id)
}

/** The admins retire a member: it goes on as it did, as if it had not heard. */
export function retire(sim: SiteSim, node: SimNode): void {
  if (node.isRetired) return
  count(sim, 'retired')
  sim.roster.retire(node)
}

/** A new machine joins the site. */
export function join(sim: SiteSim, memberClass: MemberClass): void {
  count(sim, 'joined')
  sim.join(memberClass)
}

/** The next node seen to pass others' reports on is killed with them in hand, and started again; none within `withinMs`: nobody is. */
export function bounceCarrier(sim: SiteSim, { withinMs, afterMs }: { withinMs: number; afterMs: number }): void {
  const until = sim.now + withinMs
  const look = () => {
    const carrier = sim.ranked.find(node => node.status === 'up' && sim.reports.relays.isCarrying(node))
    if (carrier) {
      count(sim, 'carrier-crash')
      bounce(sim, carrier, afterMs)
    } else if (sim.now < until) sim.at(carrierLookMs, look)
  }
  look()
}
const carrierLookMs = 25

export function canTalk(a: SimNode, b: SimNode): boolean {
  return reaches(a, b) && a.status === 'up' && b.status === 'up'
}
