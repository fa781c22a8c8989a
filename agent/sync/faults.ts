// How long a node waits before it begins another exchange with one that broke the protocol: each such exchange may cost megabytes, and a
// hostile neighbour can ask for the next one at once. What objects are worth is no matter of this (guarded-sinks.ts).

import { CodedError, type ErrorCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'

/** Of these no honest node is guilty. A connection that breaks off, or a roster not yet known there, is nobody's fault. */
const faults: readonly ErrorCode[] = ['bad-message', 'bad-object', 'wrong-fleet', 'limit-exceeded']

export class Faults {
  /** Outlives connections: a new one must not be a new beginning. */
  readonly #weights = new Map<string, number>()

  /** Least time between the end of one exchange and the next, in ms. */
  gapMs(node: string): number {
    return Math.min(limits.refusedPauseMs, limits.syncGapMs * 2 ** (this.#weights.get(node) ?? 0))
  }

  failed(node: string, error: unknown): void {
    if (error instanceof CodedError && faults.includes(error.code)) this.#add(node, 2)
  }

  /** Weighs half: who breaks every second exchange waits longer, too. */
  succeeded(node: string): void {
    if (this.#weights.has(node)) this.#add(node, -1)
  }

  #add(node: string, change: number): void {
    const weight = Math.min(limits.faultWeight, (this.#weights.get(node) ?? 0) + change)
    if (weight > 0) this.#weights.set(node, weight)
    else this.#weights.delete(node)
  }
}
