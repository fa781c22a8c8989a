// The LAN between the nodes of a site: who is connected to whom, dials and their retries, messages with their delays. A lost packet is a
// late message, as TCP makes it; a broken connection loses what was under way. Messages on one link keep their order.

import type { SwarmEvent } from '../../agent/swarm/swarm-state.ts'
import { limits } from '../../core/limits.ts'
import type { Random } from '../../core/random.ts'
import type { EventQueue } from './queue.ts'
import { reaches, type SimNode } from './sim-node.ts'

export interface LinksOptions {
  nodes: ReadonlyMap<string, SimNode>
  queue: EventQueue
  random: Random
  give(node: SimNode, event: SwarmEvent): void
  /** What was under way between two nodes ends with their connection. */
  onBroken(a: SimNode, b: SimNode): void
  onJoined(a: SimNode, b: SimNode): void
}

const retransmitMs = 200
/** A keep-alive notices a link that carries nothing; here sooner than in an agent, so that short faults meet it. */
const noticeMs = { least: 2000, most: 8000 }

export class Links {
  /** The share of messages of which a packet is lost. */
  loss = 0
  readonly #options: LinksOptions
  #nextLink = 1
  /** When the last message of a link arrives, while packets are lost. */
  readonly #lastArrival = new Map<string, number>()

  constructor(options: LinksOptions) {
    this.#options = options
  }

  start(): void {
    for (const node of this.#options.nodes.values()) this.keep(node, this.#options.random() * 300)
  }

  /** Looks after so many ms whether the node should dial somebody. */
  keep(node: SimNode, inMs: number): void {
    const { life } = node
    this.#options.queue.after(inMs, () => {
      if (node.life === life) this.#dialMore(node)
    })
  }

  /** Dials it now, though there may be neighbours enough. */
  probe(node: SimNode, other: SimNode): void {
    if (node.status === 'up' && !node.dialling.has(other.id)) this.#dial(node, other)
  }

  #dialMore(node: SimNode): void {
    if (node.status !== 'up') return
    const wanted = Math.min(limits.neighboursWanted, node.view.members.length - 1)
    const room = Math.min(wanted - node.links.size, limits.neighbourDials) - node.dialling.size
    for (let dial = 0; dial < room; dial++) {
      const other = this.#choose(node)
      if (other) this.#dial(node, other)
    }
  }

  #choose(node: SimNode): SimNode | undefined {
    const fits = (other: string) => other !== node.id && !node.links.has(other) && !node.dialling.has(other)
    const { random, nodes } = this.#options
    const { members } = node.view
    for (let attempt = 0; attempt < 8 && members.length > 0; attempt++) {
      const other = members[Math.floor(random() * members.length)]!
      if (fits(other)) return nodes.get(other)
    }
    const other = members.length <= 64 ? members.find(fits) : undefined
    return other === undefined ? undefined : nodes.get(other)
  }

  #dial(node: SimNode, other: SimNode): void {
    const { queue, random } = this.#options
    const { life } = node
    node.dialling.add(other.id)
    const answers = other.status === 'up' && reaches(node, other) && !node.undiallable.has(other.id)
    queue.after(answers ? 5 + random() * 20 : limits.addressDialMs, () => {
      node.dialling.delete(other.id)
      if (node.life !== life || node.status !== 'up') return
      const isUp = answers && other.status === 'up' && reaches(node, other)
      if (isUp) node.unanswered.delete(other.id)
      else node.unanswered.add(other.id)
      const isTaken = other.links.size < limits.neighbours && admits(node, other) && admits(other, node)
      if (isUp && isTaken && !node.links.has(other.id)) this.connect(node, other)
      else node.dialFailures++
      const backoffMs = Math.min(8000, 250 * 2 ** Math.min(node.dialFailures, 5)) * (0.5 + random())
      this.keep(node, node.dialFailures > 0 ? backoffMs : limits.dialStaggerMs)
    })
  }

  connect(a: SimNode, b: SimNode): void {
    const { queue, give, onJoined } = this.#options
    if (a.links.has(b.id)) return
    const link = this.#nextLink++
    a.links.set(b.id, link)
    b.links.set(a.id, link)
    a.dialFailures = 0
    a.unanswered.delete(b.id)
    b.unanswered.delete(a.id)
    for (const [node, other] of [
      [a, b],
      [b, a],
    ] as const)
      queue.after(2, () => {
        if (node.links.get(other.id) === link) give(node, { type: 'neighbour-joined', node: other.id })
      })
    queue.after(3, () => {
      if (a.links.get(b.id) === link && b.links.get(a.id) === link) onJoined(a, b)
    })
  }

  /** Both notice at once. */
  disconnect(a: SimNode, b: SimNode): void {
    if (a.links.get(b.id) === undefined) return
    this.#forget(a, b)
    this.#forget(b, a)
  }

  #forget(node: SimNode, other: SimNode): void {
    const { give, onBroken } = this.#options
    if (!node.links.delete(other.id)) return
    onBroken(node, other)
    give(node, { type: 'neighbour-left', node: other.id })
    this.keep(node, limits.linkRetryMs * (0.5 + this.#options.random()))
  }

  /** kill -9, or a goodbye: the kernel resets what the process had open. */
  reset(node: SimNode): void {
    for (const id of [...node.links.keys()]) {
      const other = this.#options.nodes.get(id)!
      const link = node.links.get(id)
      node.links.delete(id)
      this.#options.onBroken(node, other)
      this.#options.queue.after(2, () => {
        if (other.links.get(node.id) === link) this.#forget(other, node)
      })
    }
    node.dialling.clear()
  }

  /** To be called after reachability changed: what carries nothing is noticed by its ends after some seconds, each for itself. */
  noticeCuts(): void {
    const { queue, random, nodes } = this.#options
    for (const node of nodes.values())
      for (const [id, link] of node.links) {
        const other = nodes.get(id)!
        if (reaches(node, other)) continue
        queue.after(noticeMs.least + random() * (noticeMs.most - noticeMs.least), () => {
          if (node.links.get(id) === link) this.#forget(node, other)
        })
      }
  }

  /** To be called after a cut healed: what was lost under way meanwhile breaks the connection. */
  breakStale(wasCut: (a: SimNode, b: SimNode) => boolean): void {
    for (const node of this.#options.nodes.values())
      for (const id of [...node.links.keys()]) {
        const other = this.#options.nodes.get(id)!
        if (reaches(node, other) && (wasCut(node, other) || !other.links.has(node.id))) {
          this.#forget(node, other)
          this.#forget(other, node)
        }
      }
    for (const node of this.#options.nodes.values()) this.keep(node, this.#options.random() * 500)
  }

  send(from: SimNode, to: string, event: SwarmEvent): void {
    this.deliver(from, to, other => this.#options.give(other, event))
  }

  /** Runs it when a message is there, if that is while their connection lasts. */
  deliver(from: SimNode, to: string, run: (to: SimNode) => void | Promise<void>): void {
    const link = from.links.get(to)
    const other = this.#options.nodes.get(to)
    if (link === undefined || !other || !reaches(from, other)) return
    this.#options.queue.after(this.#delayFrom(from, other), () => {
      return other.links.get(from.id) === link ? run(other) : undefined
    })
  }

  #delayFrom(from: SimNode, to: SimNode): number {
    const { random, queue } = this.#options
    let delay = linkDelay(from, to)
    if (this.loss === 0) return delay
    for (let sent = 0; sent < 5 && random() < this.loss; sent++) delay += retransmitMs * 2 ** sent
    const key = `${from.id}>${to.id}`
    const arrival = Math.max(queue.now + delay, this.#lastArrival.get(key) ?? 0)
    this.#lastArrival.set(key, arrival)
    return arrival - queue.now
  }
}

/** The gate: who is no member by this node's roster is let in by nobody, and dialled by nobody. */
function admits(node: SimNode, other: SimNode): boolean {
  return node.view.ranking.of.has(other.id)
}

/** 0.3 to 2.3 ms, the same for each message of a link. */
export function linkDelay(a: SimNode, b: SimNode): number {
  return 0.3 + ((Math.imul(a.index * 7919 + 13, b.index * 104_729 + 7) >>> 0) % 2000) / 1000
}
