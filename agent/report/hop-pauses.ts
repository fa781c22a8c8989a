// Neighbours that gave no receipt for reports, and until when they are passed over as the way to the coordinator. Pure: it takes the time as
// an argument, on one monotonic clock.

import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'

export class HopPauses {
  /** How often in a row, and until when. */
  readonly #paused = new Map<string, { failures: number; until: number }>()

  isPaused(hop: string, now: number): boolean {
    return (this.#paused.get(hop)?.until ?? now) > now
  }

  /** It gave every receipt. */
  clear(hop: string): void {
    this.#paused.delete(hop)
  }

  /** A neighbour that says that it cannot reach the coordinator is not held to have lost anything. Returns its failures in a row. */
  pause(hop: string, error: unknown, now: number): number {
    const isHonest = error instanceof CodedError && error.code === 'not-reachable'
    const failures = isHonest ? 1 : (this.#paused.get(hop)?.failures ?? 0) + 1
    const pauseMs = Math.min(limits.relayPauseMaxMs, limits.relayPauseMs * 2 ** (failures - 1))
    if (this.#paused.size >= limits.members) this.#paused.clear()
    this.#paused.set(hop, { failures, until: now + pauseMs })
    return failures
  }
}
