// The site's roster as it changes: the coordinator retires members and takes new ones in, contacts hear it from there, and it spreads from
// neighbour to neighbour. Who is a contact is agent/sync/contacts.ts's decision, what a roster means for a node agent/own-roster.ts's. Not
// covered: hashes, signatures, and members that keep a roster to themselves.

import type { SwarmEvent } from '../../agent/swarm/swarm-state.ts'
import { isContact, isFirstContact, presumedDead } from '../../agent/sync/contacts.ts'
import { HOUR_MS, limits, SECOND_MS } from '../../core/limits.ts'
import type { Random } from '../../core/random.ts'
import type { Fact } from './facts.ts'
import type { Links } from './links.ts'
import type { EventQueue } from './queue.ts'
import type { SimNode } from './sim-node.ts'
import { makeRoster, type SimMember, type SiteView, SiteViews } from './site-view.ts'

export interface SiteRosterOptions {
  site: string
  members: readonly SimMember[]
  nodes: ReadonlyMap<string, SimNode>
  queue: EventQueue
  random: Random
  roundTripMs: number
  links: () => Links
  give(node: SimNode, event: SwarmEvent): void
  onFact(fact: Fact): void
}

/** As agent/sync/sync.ts has them: it keeps them to itself. */
const timing = { passOnMs: 150, secondMs: 2 * SECOND_MS, aloneMs: 2 * SECOND_MS, lookMs: 30 * SECOND_MS }
/** Before a contact that could not reach the coordinator tries again (ms). */
const againMs = 5 * SECOND_MS

export class SiteRoster {
  readonly #options: SiteRosterOptions
  #views: SiteViews
  #members: readonly SimMember[]
  readonly #retired = new Set<string>()

  constructor(options: SiteRosterOptions) {
    this.#options = options
    this.#members = options.members
    this.#views = new SiteViews(makeRoster({ ...options, version: 1 }))
  }

  get views(): SiteViews {
    return this.#views
  }

  get newest(): SiteView {
    return this.#views.newest
  }

  /** Whether the coordinator counts it as a member. */
  names(node: string): boolean {
    return this.newest.ranking.of.has(node)
  }

  retire(node: SimNode): void {
    const { onFact, queue } = this.#options
    node.isRetired = true
    this.#retired.add(node.id)
    this.#members = this.#members.filter(member => member.node !== node.id)
    onFact({ type: 'retired', at: queue.now, node: node.id })
    this.#publish()
  }

  /** Its node is to be started with the roster that names it: it joined there. */
  admit(member: SimMember): SiteViews {
    this.#members = [...this.#members, member]
    this.#publish()
    return this.#views
  }

  /** Its process has begun, or begun anew: it looks every now and then whether it is a contact, and asks the coordinator itself each hour. */
  watch(node: SimNode): void {
    const { queue, random } = this.#options
    const { life } = node
    const look = () => {
      if (node.life !== life || node.status === 'down') return
      this.reconsider(node)
      const { links, nodes } = this.#options
      if (node.isContact)
        for (const other of presumedDead(this.#viewOf(node)).slice(0, limits.placeProbes))
          links().probe(node, nodes.get(other)!)
      queue.after(timing.lookMs, look)
    }
    queue.after(timing.aloneMs, () => {
      if (node.life === life) this.reconsider(node)
    })
    queue.after(timing.aloneMs + random() * timing.lookMs, look)
    const ask = () => {
      if (node.life !== life || node.status === 'down') return
      if (this.names(node.id) && node.status === 'up' && !node.isCutOff && !node.isUnplugged)
        this.#take(node, this.#views)
      queue.after(HOUR_MS, ask)
    }
    queue.after(random() * HOUR_MS, ask)
  }

  /** Whether it is to be connected to the coordinator, now that something may have changed. */
  reconsider(node: SimNode): void {
    const was = node.isContact
    const isYoung = this.#isYoung(node)
    node.isContact = node.status !== 'down' && ((!isYoung && node.links.size === 0) || isContact(this.#viewOf(node)))
    if (node.isContact && !was) this.#greet(node, this.#options.roundTripMs)
  }

  /** Two are connected: who has the older roster takes the other's. */
  meet(a: SimNode, b: SimNode): void {
    this.#pass(a, b)
    this.#pass(b, a)
    this.reconsider(a)
    this.reconsider(b)
  }

  #isYoung(node: SimNode): boolean {
    return this.#options.queue.now - node.startedAt < timing.aloneMs
  }

  #viewOf(node: SimNode) {
    const isYoung = this.#isYoung(node)
    const isUnreachable = (other: string) => !isYoung && !node.links.has(other) && node.unanswered.has(other)
    return { self: node.id, ranked: node.view.ranked, connected: new Set(node.links.keys()), isUnreachable }
  }

  #publish(): void {
    const { nodes, roundTripMs } = this.#options
    const version = this.newest.version + 1
    this.#views = new SiteViews(makeRoster({ site: this.#options.site, version, members: this.#members }))
    for (const node of nodes.values()) {
      if (!node.isContact) continue
      const isFirst = isFirstContact(this.#viewOf(node))
      this.#greet(node, isFirst ? roundTripMs : roundTripMs + timing.secondMs)
    }
  }

  /** The coordinator serves nobody whom the roster does not name. */
  #greet(node: SimNode, inMs: number): void {
    const { queue, random } = this.#options
    const { life } = node
    queue.after(inMs, () => {
      if (node.life !== life || !node.isContact || !this.names(node.id) || node.roster === this.#views) return
      if (node.isCutOff || node.isUnplugged || node.status === 'frozen')
        this.#greet(node, againMs * (0.5 + random() / 2))
      else this.#take(node, this.#views)
    })
  }

  #take(node: SimNode, views: SiteViews): void {
    const { give, links, nodes, onFact, queue, random } = this.#options
    if (views.newest.version <= node.roster.newest.version || node.status === 'down') return
    node.roster = views
    node.view = views.of(node.id)
    const { view } = node
    const without = [...this.#retired].filter(each => !view.ranking.of.has(each))
    onFact({ type: 'roster-taken', at: queue.now, node: node.id, without })
    give(node, { type: 'roster-changed', ranking: view.ranking })
    for (const other of [...node.links.keys()])
      if (!view.ranking.of.has(other)) links().disconnect(node, nodes.get(other)!)
    links().keep(node, random() * limits.dialStaggerMs)
    this.reconsider(node)
    const { life } = node
    queue.after(node.isContact ? 0 : timing.passOnMs * (0.5 + random() / 2), () => {
      if (node.life !== life) return
      for (const other of node.links.keys()) this.#pass(node, nodes.get(other)!)
    })
  }

  /** An exchange: who has the newer roster gives it. A frozen process answers when it runs again. */
  #pass(from: SimNode, to: SimNode): void {
    const { roster } = from
    if (from.status !== 'up' || to.roster.newest.version >= roster.newest.version) return
    this.#options.links().deliver(from, to.id, () => {
      if (to.status === 'up') this.#take(to, roster)
      else if (to.status === 'frozen') this.#options.queue.after(SECOND_MS, () => this.#pass(from, to))
    })
  }
}
