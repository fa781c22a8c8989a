// What a pull from one node may bring: objects for trust, until too many of them are refused. Then the exchange ends, and for a
// while nothing is fetched from that node. What an object is worth is trust's decision.

import type { Clock } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import type { Head } from '../../core/header.ts'
import type { Kind } from '../../core/kinds.ts'
import { limits } from '../../core/limits.ts'
import type { SyncSink } from '../../core/sync-exchange.ts'
import type { Trust } from '../trust/trust.ts'

/** What an exchange may bring: nothing, when it only compares; what stops things and whom to believe; everything. */
export type Bodies = 'none' | 'urgent' | 'all'

export interface GuardedSink extends SyncSink {
  /** How many envelopes came, right or wrong. */
  delivered(): number
}

/** Nobody is to hold these up, least of all the member that they are about. */
export const urgentKinds: ReadonlySet<Kind> = new Set(['root', 'recall', 'pause'])

/** Of exchanges that only compare, and of nodes that sent much of no worth. */
const nothing: GuardedSink = { wants: () => [], deliver: async () => undefined, delivered: () => 0 }

export class GuardedSinks {
  readonly #trust: Pick<Trust, 'wants' | 'offer'>
  readonly #clock: Clock
  /** Nodes that sent much of no worth, and until when nothing is fetched from them, on the monotonic clock. */
  readonly #paused = new Map<string, number>()

  constructor(trust: Pick<Trust, 'wants' | 'offer'>, clock: Clock) {
    this.#trust = trust
    this.#clock = clock
  }

  /** For one exchange. Its `deliver` throws `refused`, which ends the exchange, when most of what comes is refused. */
  sinkFor(node: string, bodies: Bodies): GuardedSink {
    if (bodies === 'none' || this.#isPaused(node)) return nothing
    const isMeant = ({ kind }: Head) => bodies === 'all' || urgentKinds.has(kind)
    let delivered = 0
    let refused = 0
    return {
      wants: heads => this.#trust.wants(heads.filter(isMeant), node), // what else it has makes no difference
      delivered: () => delivered,
      deliver: async envelopes => {
        delivered += envelopes.length
        refused += (await this.#trust.offer(envelopes, node)).refused.length
        if (refused < limits.refusedPerExchange) return
        this.#paused.set(node, this.#clock.monotonic() + limits.refusedPauseMs)
        throw new CodedError('refused', `${refused} objects of ${node} were refused: no more is fetched from it now`)
      },
    }
  }

  #isPaused(node: string): boolean {
    const now = this.#clock.monotonic()
    for (const [each, until] of this.#paused) if (until <= now) this.#paused.delete(each)
    return this.#paused.has(node)
  }
}

/** Tells when the other side has another site's roster for us: the coordinator gives a member what its own site is to know. */
export function watchedSink(sink: SyncSink, site: string, onMisplaced: () => void = () => undefined): SyncSink {
  return {
    ...sink,
    wants: heads => {
      if (heads.some(({ kind, name }) => kind === 'roster' && name !== site)) onMisplaced()
      return sink.wants(heads)
    },
  }
}
