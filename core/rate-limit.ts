// How often one node may ask for work: a token bucket a node, so that a burst passes and a steady stream does not. Pure but
// for the counts it keeps; what is refused is the caller's to say.

export interface Rate {
  /** How many at once. */
  burst: number
  /** How many more with each second. */
  perSecond: number
}

export class RateLimit {
  readonly #rate: Rate
  readonly #buckets = new Map<string, { left: number; at: number }>()

  constructor(rate: Rate) {
    this.#rate = rate
  }

  /** Whether `key` may once more, at `now` (ms, monotonic). */
  take(key: string, now: number): boolean {
    const { burst, perSecond } = this.#rate
    const held = this.#buckets.get(key) ?? { left: burst, at: now }
    const left = Math.min(burst, held.left + ((now - held.at) / 1000) * perSecond)
    if (!this.#buckets.has(key)) this.#sweep(now)
    this.#buckets.set(key, { left: left < 1 ? left : left - 1, at: now })
    return left >= 1
  }

  /** Full buckets are as good as none. */
  #sweep(now: number): void {
    const { burst, perSecond } = this.#rate
    for (const [key, { left, at }] of this.#buckets)
      if (left + ((now - at) / 1000) * perSecond >= burst) this.#buckets.delete(key)
  }
}
