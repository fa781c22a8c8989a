// What was offered in vain and is not fetched again for a while. Pure but for the clock.

import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import type { ErrorCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { digestOf, isUntimely } from './refusal.ts'

export class Refusals {
  readonly #clock: Pick<Clock, 'monotonic'>
  /** By sender, others may hold the same object with better signatures: until when, on the monotonic clock. */
  readonly #bySender = new Map<string, number>()
  /** What was not current, or came while stale: not fetched again before a heartbeat or a root says otherwise. */
  readonly #notCurrent = new Set<Digest>()

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock
  }

  has(digest: Digest, from: string): boolean {
    return this.#notCurrent.has(digest) || (this.#bySender.get(`${from}/${digest}`) ?? 0) > this.#clock.monotonic()
  }

  note(bytes: Uint8Array, from: string, code: ErrorCode): void {
    const digest = digestOf(bytes)
    if (digest === undefined) return
    if (isUntimely(code)) {
      if (this.#notCurrent.size >= limits.refusedEnvelopes) this.#notCurrent.clear()
      this.#notCurrent.add(digest)
      return
    }
    if (this.#bySender.size >= limits.refusedEnvelopes) this.#bySender.delete(this.#bySender.keys().next().value!)
    this.#bySender.set(`${from}/${digest}`, this.#clock.monotonic() + limits.refusedMs)
  }

  /** A heartbeat or root came that may name what was not current. */
  currentChanged(): void {
    this.#notCurrent.clear()
  }

  /** The clock was set: what was refused for its dates may be right now. */
  clear(): void {
    this.#bySender.clear()
    this.#notCurrent.clear()
  }
}
