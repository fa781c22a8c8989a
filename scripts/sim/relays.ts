// The way of reports through the site, as agent/report/relay.ts goes it: each node passes what it and its neighbours have to the best-ranked
// neighbour before it, the last one takes the batch to the coordinator, and receipts come back the same way. Queue, choice of the next hop
// and pauses are the agents' own. Not covered: signatures (who signs a receipt cannot lie about it here) and the rates of neighbours.

import { HopPauses } from '../../agent/report/hop-pauses.ts'
import { nextHop } from '../../agent/report/next-hop.ts'
import { type QueuedReport, RelayQueue, type Waiting } from '../../agent/report/relay-queue.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Answer, SimCoordinator } from './coordinator.ts'
import type { Links } from './links.ts'
import { drained, type EventQueue } from './queue.ts'
import type { SimNode } from './sim-node.ts'

/** What the coordinator signed of one report. */
export interface SimReceipt {
  refused: string
}

interface Exchange {
  to: string
  isOver: boolean
  settle: PromiseWithResolvers<Map<Digest, SimReceipt>>
}

/** One process's part. */
export interface SimRelay {
  queue: RelayQueue<SimReceipt | undefined>
  pauses: HopPauses
  exchanges: Set<Exchange>
  isSending: boolean
  /** Neighbours' batches that it has not answered yet. */
  serving: number
  lastSentAt: number
  /** Counts the plans: only the newest is carried out. */
  plan: number
}

export interface RelaysOptions {
  queue: EventQueue
  coordinator: SimCoordinator
  links: () => Links
}

/** Before a frozen process is looked at again (ms). */
const frozenMs = 500

export class Relays {
  readonly #options: RelaysOptions

  constructor(options: RelaysOptions) {
    this.#options = options
  }

  /** Undefined: no neighbour got it there. Throws when this node itself could not. */
  submit(node: SimNode, report: QueuedReport): Promise<SimReceipt | undefined> {
    const coming = this.#of(node).queue.add(report, this.#options.queue.now)
    this.#plan(node)
    return coming
  }

  /** Whether reports of others are in its hands at this moment. */
  isCarrying({ relay }: SimNode): boolean {
    return relay !== undefined && relay.serving > 0
  }

  /** What was under way between two ends with their connection. */
  break(a: SimNode, b: SimNode): void {
    for (const [node, other] of [
      [a, b],
      [b, a],
    ] as const)
      for (const exchange of node.relay?.exchanges ?? [])
        if (exchange.to === other.id)
          this.after(node, 0, () => fail(exchange, new CodedError('not-reachable', 'hung up')))
  }

  /** Runs it when the process does: of a frozen one later, of a dead one never. */
  after(node: SimNode, inMs: number, run: () => unknown): void {
    const { life } = node
    this.#options.queue.after(inMs, () => {
      if (node.life !== life || node.status === 'down') return undefined
      if (node.status === 'frozen') {
        this.after(node, frozenMs, run)
        return undefined
      }
      run()
      return drained()
    })
  }

  #of(node: SimNode): SimRelay {
    node.relay ??= {
      queue: new RelayQueue(),
      pauses: new HopPauses(),
      exchanges: new Set(),
      isSending: false,
      serving: 0,
      lastSentAt: Number.NEGATIVE_INFINITY,
      plan: 0,
    }
    return node.relay
  }

  #hop(node: SimNode, { pauses }: SimRelay): string | undefined {
    const { now } = this.#options.queue
    const isPaused = (other: string) => pauses.isPaused(other, now)
    return nextHop({ self: node.id, ranked: node.view.ranked, connected: new Set(node.links.keys()), isPaused })
  }

  #plan(node: SimNode): void {
    const relay = this.#of(node)
    const mine = ++relay.plan
    if (relay.isSending || relay.queue.size === 0) return
    const { now } = this.#options.queue
    const dueAt = this.#hop(node, relay) === undefined ? relay.queue.dueAt(relay.lastSentAt)! : now + limits.relayHopMs
    this.after(node, Math.max(0, dueAt - now), () => {
      if (relay.plan === mine) void this.#flush(node, relay)
    })
  }

  async #flush(node: SimNode, relay: SimRelay): Promise<void> {
    const { queue } = this.#options
    const batch = relay.queue.take(queue.now)
    if (batch.length === 0) return this.#plan(node)
    const hop = this.#hop(node, relay)
    relay.isSending = true
    try {
      const receipts = await this.#exchange(node, relay, { batch, hop })
      for (const waiting of batch) {
        const receipt = receipts.get(waiting.report.digest)
        if (!receipt) continue
        waiting.isSettled = true
        waiting.settle.resolve(receipt)
      }
      if (receipts.size < batch.length) throw new CodedError('refused', 'no receipt came')
      if (hop !== undefined) relay.pauses.clear(hop)
    } catch (error) {
      if (hop !== undefined) relay.pauses.pause(hop, error, queue.now)
      for (const waiting of batch) this.#failed(relay, waiting, { hop, error })
    }
    relay.isSending = false
    if (hop === undefined) relay.lastSentAt = queue.now
    this.#plan(node)
  }

  #failed(
    relay: SimRelay,
    waiting: Waiting<SimReceipt | undefined>,
    { hop, error }: { hop: string | undefined; error: unknown },
  ): void {
    if (waiting.isSettled) return
    if (hop === undefined) {
      waiting.settle.reject(error)
      return
    }
    const isTime = waiting.report.until - limits.relayStepMs > this.#options.queue.now
    const isAgain = isTime && waiting.failures + 1 < limits.relayTries && relay.queue.putBack(waiting)
    if (!isAgain) waiting.settle.resolve(undefined)
  }

  #exchange(
    node: SimNode,
    relay: SimRelay,
    { batch, hop }: { batch: readonly Waiting<SimReceipt | undefined>[]; hop: string | undefined },
  ): Promise<Map<Digest, SimReceipt>> {
    const { queue, coordinator, links } = this.#options
    const leftMs = Math.max(...batch.map(({ report }) => report.until)) - queue.now - limits.relayStepMs
    const waitMs = hop === undefined ? leftMs : leftMs / 2
    const exchange: Exchange = { to: hop ?? '', isOver: false, settle: Promise.withResolvers() }
    relay.exchanges.add(exchange)
    const reports = batch.map(({ report }) => report)
    const { life } = node
    const answered = (answer: Answer) => {
      if (node.life === life) this.after(node, 0, () => settle(exchange, answer))
    }
    if (hop === undefined) coordinator.carry(node, reports, answered)
    else
      links().deliver(node, hop, other =>
        this.after(other, 0, () => void this.#serve(other, node, { reports, waitMs, answered })),
      )
    this.after(node, waitMs, () => fail(exchange, new CodedError('timed-out', 'no answer came in time')))
    return exchange.settle.promise.finally(() => relay.exchanges.delete(exchange))
  }

  async #serve(
    node: SimNode,
    neighbour: SimNode,
    {
      reports,
      waitMs,
      answered,
    }: { reports: readonly QueuedReport[]; waitMs: number; answered: (answer: Answer) => void },
  ): Promise<void> {
    const { queue, links } = this.#options
    const { life } = node
    const relay = this.#of(node)
    relay.serving++
    const answer: Answer = { refused: '', receipts: new Map() }
    if (reports.every(report => node.view.ranking.of.has(report.node))) {
      const until = queue.now + Math.min(waitMs, limits.relayWaitMs)
      const outcomes = await Promise.allSettled(reports.map(report => this.submit(node, { ...report, until })))
      for (const [index, outcome] of outcomes.entries())
        if (outcome.status === 'fulfilled' && outcome.value) answer.receipts.set(reports[index]!.digest, outcome.value)
      const failed = outcomes.find(outcome => outcome.status === 'rejected')
      if (failed) answer.refused = failed.reason instanceof CodedError ? failed.reason.code : 'not-reachable'
      else if (answer.receipts.size < reports.length) answer.refused = 'not-reachable'
    } else answer.refused = 'not-a-member'
    relay.serving--
    if (node.life === life) links().deliver(node, neighbour.id, () => answered(answer))
  }
}

/** Receipts count also when others are missing; what a neighbour says of itself is taken for no more than that. */
function settle(exchange: Exchange, { refused, receipts }: Answer): void {
  if (exchange.isOver) return
  if (receipts.size === 0 && refused !== '') {
    fail(exchange, new CodedError(refused === 'not-reachable' ? refused : 'refused', refused))
    return
  }
  exchange.isOver = true
  exchange.settle.resolve(receipts)
}

function fail(exchange: Exchange, error: CodedError): void {
  if (exchange.isOver) return
  exchange.isOver = true
  exchange.settle.reject(error)
}
