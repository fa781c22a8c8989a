// What becomes of a node's outcomes: the agents' own report book, and the steps of agent/report/reporter.ts: soon after a change, through
// the site's contacts, or else to the coordinator itself; again with growing waits until it is acknowledged. Not covered: sealing and
// signatures; the waits are the limits' numbers.

import { isOfTheWay } from '../../agent/report/judge-receipts.ts'
import type { QueuedReport } from '../../agent/report/relay-queue.ts'
import { ReportBook } from '../../agent/report/report-book.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Random } from '../../core/random.ts'
import type { ReasonCode } from '../../core/reasons.ts'
import type { Outcome, PatchState, Traffic } from '../../core/report.ts'
import { memoryTable } from '../../test/kit/memory-table.ts'
import { type Answer, SimCoordinator, SimReport } from './coordinator.ts'
import type { Fact } from './facts.ts'
import type { Links } from './links.ts'
import type { EventQueue } from './queue.ts'
import { Relays, type SimReceipt } from './relays.ts'
import type { SimNode } from './sim-node.ts'

export interface ReportsOptions {
  queue: EventQueue
  random: Random
  links: () => Links
  /** Whether the coordinator's roster names a node. */
  names: (node: string) => boolean
  onFact(fact: Fact): void
}

export interface SimReporter {
  book: ReportBook
  tables: Parameters<typeof ReportBook.open>[0]
  failures: number
  isPlanned: boolean
  isSending: boolean
}

export class Reports {
  readonly coordinator: SimCoordinator
  readonly relays: Relays
  readonly #options: ReportsOptions

  constructor(options: ReportsOptions) {
    this.#options = options
    this.coordinator = new SimCoordinator(options)
    this.relays = new Relays({ ...options, coordinator: this.coordinator })
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
    this.#plan(node, limits.reportStartMs)
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
    const { reporter } = node
    if (!reporter || reporter.isPlanned || reporter.isSending || reporter.book.pending === 0) return
    reporter.isPlanned = true
    this.relays.after(node, inMs, () => {
      reporter.isPlanned = false
      void this.#attempt(node, reporter)
    })
  }

  async #attempt(node: SimNode, reporter: SimReporter): Promise<void> {
    reporter.isSending = true
    try {
      if (!(await this.#send(node, reporter, 'contacts'))) await this.#send(node, reporter, 'itself')
      reporter.failures = 0
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      reporter.failures++
    }
    reporter.isSending = false
    this.#plan(node, this.#wait(reporter))
  }

  /** As many reports as there is news. False: the contacts were no way for what is left. */
  async #send(node: SimNode, { book }: SimReporter, through: 'contacts' | 'itself'): Promise<boolean> {
    const { onFact, queue } = this.#options
    for (let batch = book.nextBatch(); batch; batch = book.nextBatch()) {
      const version = await book.nextVersion(Math.floor(queue.now / 1000))
      const report = {
        node: node.id,
        version,
        digest: `${node.id}/${version}`,
        envelope: new SimReport(batch.outcomes),
        settled: book.isSettled,
        until: queue.now + limits.relayWaitMs,
      }
      const receipt = through === 'contacts' ? await this.relays.submit(node, report) : await this.#bring(node, report)
      if (through === 'contacts' && (!receipt || isOfTheWay(receipt))) return false
      if (receipt?.refused !== '') throw new CodedError('refused', `refused: ${receipt?.refused}`)
      await book.acknowledge(batch)
      for (const { patch, state } of batch.outcomes)
        onFact({ type: 'outcome-acknowledged', at: queue.now, node: node.id, patch, state })
    }
    return true
  }

  /** To the coordinator itself. */
  #bring(node: SimNode, report: QueuedReport): Promise<SimReceipt | undefined> {
    const coming = Promise.withResolvers<SimReceipt | undefined>()
    this.coordinator.counts.direct++
    const { life } = node
    this.coordinator.carry(node, [report], ({ receipts }: Answer) => {
      if (node.life !== life) return
      this.relays.after(node, 0, () => {
        const receipt = receipts.get(report.digest)
        if (receipt) coming.resolve(receipt)
        else coming.reject(new CodedError('not-reachable', 'the coordinator did not answer'))
      })
    })
    return coming.promise
  }

  #wait({ failures }: SimReporter): number {
    if (failures === 0) return limits.reportIntervalMs
    const fullMs = Math.min(limits.reportRetryMs * 2 ** (failures - 1), limits.reportRetryMaxMs)
    return fullMs / 2 + (fullMs / 2) * this.#options.random()
  }
}

function newReporter(tables: SimReporter['tables']): Omit<SimReporter, 'book'> {
  return { tables, failures: 0, isPlanned: false, isSending: false }
}

function outcome(patch: string, state: PatchState, now: number): Outcome {
  const reason: ReasonCode | '' = state === 'installed' ? '' : 'fetching'
  return { schedule: 's', patch, manifest: '0'.repeat(64), state, reason, detail: '', at: Math.floor(now / 1000) }
}
