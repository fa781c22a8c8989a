// The coordinator as a site's nodes see it over their line: it judges each report as coordinator/reports/serve-batches.ts does (a member's,
// none older than what rests there), stores it and signs that. The line loses reports and answers.

import type { QueuedReport } from '../../agent/report/relay-queue.ts'
import type { Digest } from '../../core/digest.ts'
import type { Random } from '../../core/random.ts'
import type { Outcome } from '../../core/report.ts'
import type { Fact } from './facts.ts'
import type { EventQueue } from './queue.ts'
import type { SimReceipt } from './relays.ts'
import type { SimNode } from './sim-node.ts'

/** Receipts by report, and why there may be some missing. */
export interface Answer {
  refused: string
  receipts: Map<Digest, SimReceipt>
}

/** Stands for the signed bytes; its length is about that of a report of one outcome. */
export class SimReport extends Uint8Array {
  readonly outcomes: readonly Outcome[]
  constructor(outcomes: readonly Outcome[]) {
    super(sameBytes)
    this.outcomes = outcomes
  }
}
const sameBytes = new ArrayBuffer(400)

export interface CoordinatorOptions {
  queue: EventQueue
  random: Random
  /** Whether its roster names a node. */
  names: (node: string) => boolean
  onFact(fact: Fact): void
}

const roundTripMs = 60
/** Until who cannot reach it gives up (ms). */
const giveUpMs = 5000

export class SimCoordinator {
  /** The share of messages to it, and of answers, that are lost. */
  loss = 0
  /** It is dead, or the site's line is. */
  isDown = false
  /** What crossed the line for reports. */
  readonly counts = { batches: 0, reports: 0, direct: 0 }
  readonly #options: CoordinatorOptions
  /** Of the newest report of each node. */
  readonly #newest = new Map<string, number>()

  constructor(options: CoordinatorOptions) {
    this.#options = options
  }

  /** A batch that a node brings; it may be its own report alone. */
  carry(carrier: SimNode, reports: readonly QueuedReport[], answered: (answer: Answer) => void): void {
    const { queue, random } = this.#options
    const { life } = carrier
    const isThere = () => !this.isDown && !carrier.isCutOff && !carrier.isUnplugged && carrier.life === life
    const arrives = isThere() && random() >= this.loss
    const answer: Answer = { refused: '', receipts: new Map() }
    if (arrives) {
      this.counts.batches++
      this.counts.reports += reports.length
      queue.after(roundTripMs / 2, () => {
        for (const report of reports) answer.receipts.set(report.digest, { refused: this.#judge(carrier, report) })
      })
    }
    const returns = arrives && random() >= this.loss
    queue.after(returns ? roundTripMs : giveUpMs, () => {
      const isBack = returns && isThere()
      answered(isBack ? answer : { refused: 'not-reachable', receipts: new Map() })
    })
  }

  #judge(carrier: SimNode, { node, version, envelope }: QueuedReport): string {
    const { names, onFact, queue } = this.#options
    if (!names(node) || !names(carrier.id)) return 'not-a-member'
    const newest = this.#newest.get(node) ?? 0
    if (version < newest) return 'rollback'
    if (version === newest) return '' // it came before; its receipt was lost
    this.#newest.set(node, version)
    for (const { patch, state } of (envelope as SimReport).outcomes)
      onFact({ type: 'outcome-taken', at: queue.now, node, patch, state, version })
    return ''
  }
}
