// What becomes of a node's outcomes: the agents' own report book, and a coordinator that stores what comes and acknowledges it, over a line
// that loses reports and acknowledgements. Not covered: sealing, signatures, batching by a contact; the waits are the limits' numbers.

import { ReportBook } from '../../agent/report/report-book.ts'
import { limits } from '../../core/limits.ts'
import type { Random } from '../../core/random.ts'
import type { ReasonCode } from '../../core/reasons.ts'
import type { Outcome, PatchState, Traffic } from '../../core/report.ts'
import { memoryTable } from '../../test/kit/memory-table.ts'
import type { Fact } from './facts.ts'
import type { EventQueue } from './queue.ts'
import type { SimNode } from './sim-node.ts'

export interface ReportsOptions {
  queue: EventQueue
  random: Random
  onFact(fact: Fact): void
}

export interface SimReporter {
  book: ReportBook
  tables: Parameters<typeof ReportBook.open>[0]
  failures: number
  isPlanned: boolean
  isSending: boolean
}

const roundTripMs = 60

export class Reports {
  /** The share of reports, and of acknowledgements, that are lost. */
  loss = 0
  /** The coordinator is dead, or the site's line is. */
  isDown = false
  readonly #options: ReportsOptions
  /** What the coordinator holds, by node and patch, with the version of the report it came in. */
  readonly #held = new Map<string, number>()

  constructor(options: ReportsOptions) {
    this.#options = options
  }

  async note(node: SimNode, states: readonly { patch: string; state: PatchState }[]): Promise<void> {
    const reporter = await this.#of(node)
    const { now } = this.#options.queue
    const orders = states.map(({ patch, state }) => outcome(patch, state, now))
    for (const { patch, state } of orders)
      this.#options.onFact({ type: 'outcome', at: now, node: node.id, patch, state })
    await reporter.book.noteOrders(orders, Math.floor(now / 1000))
    this.#plan(node, limits.reportCoalesceMs)
  }

  /** Its process was killed; its tables were not. */
  async restart(node: SimNode): Promise<void> {
    if (!node.reporter) return
    const { tables } = node.reporter
    node.reporter = { ...newReporter(tables), book: await ReportBook.open(tables) }
    this.#plan(node, limits.reportCoalesceMs)
  }

  isSettled(node: SimNode): boolean {
    return !node.reporter || node.reporter.book.pending === 0
  }

  async #of(node: SimNode): Promise<SimReporter> {
    if (node.reporter) return node.reporter
    const tables = {
      outcomes: memoryTable<{ value: Outcome; acknowledged: boolean }>(),
      traffic: memoryTable<{ value: Traffic; acknowledged: boolean }>(),
      meta: memoryTable<unknown>(),
    }
    node.reporter = { ...newReporter(tables), book: await ReportBook.open(tables) }
    return node.reporter
  }

  #plan(node: SimNode, inMs: number): void {
    const { reporter, life } = node
    if (!reporter || reporter.isPlanned) return
    reporter.isPlanned = true
    this.#options.queue.after(inMs, () => {
      reporter.isPlanned = false
      if (node.life === life && node.reporter === reporter && !reporter.isSending) return this.#send(node, reporter)
      return undefined
    })
  }

  async #send(node: SimNode, reporter: SimReporter): Promise<void> {
    const { queue, random, onFact } = this.#options
    const batch = reporter.book.nextBatch()
    if (!batch) return
    reporter.isSending = true
    const version = await reporter.book.nextVersion(Math.floor(queue.now / 1000))
    const { life } = node
    const reachable = () => !this.isDown && !node.isCutOff && !node.isUnplugged && node.status === 'up'
    const arrives = reachable() && random() >= this.loss
    queue.after(roundTripMs / 2, () => {
      if (arrives) for (const one of batch.outcomes) this.#take(node, one, version)
    })
    const acknowledged = arrives && random() >= this.loss
    queue.after(acknowledged ? roundTripMs : 5000, async () => {
      if (node.life !== life) return
      reporter.isSending = false
      if (acknowledged && reachable()) {
        await reporter.book.acknowledge(batch)
        reporter.failures = 0
        for (const { patch, state } of batch.outcomes)
          onFact({ type: 'outcome-acknowledged', at: queue.now, node: node.id, patch, state })
      } else reporter.failures++
      if (reporter.book.pending > 0) this.#plan(node, this.#wait(reporter))
    })
  }

  #wait({ failures }: SimReporter): number {
    if (failures === 0) return limits.reportIntervalMs
    const fullMs = Math.min(limits.reportRetryMs * 2 ** (failures - 1), limits.reportRetryMaxMs)
    return fullMs / 2 + (fullMs / 2) * this.#options.random()
  }

  /** Older reports change nothing: versions are one order. */
  #take(node: SimNode, { patch, state }: Outcome, version: number): void {
    const key = `${node.id}/${patch}`
    if ((this.#held.get(key) ?? 0) >= version) return
    this.#held.set(key, version)
    this.#options.onFact({
      type: 'outcome-taken',
      at: this.#options.queue.now,
      node: node.id,
      patch,
      state,
      version,
    })
  }
}

function newReporter(tables: SimReporter['tables']): Omit<SimReporter, 'book'> {
  return { tables, failures: 0, isPlanned: false, isSending: false }
}

function outcome(patch: string, state: PatchState, now: number): Outcome {
  const reason: ReasonCode | '' = state === 'installed' ? '' : 'fetching'
  return { schedule: 's', patch, manifest: '0'.repeat(64), state, reason, detail: '', at: Math.floor(now / 1000) }
}
