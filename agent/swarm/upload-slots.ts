// A bounded number of permits, given out in the order asked: how many pieces one node sends at a time.

import type { Clock } from '../../core/clock.ts'

export class UploadSlots {
  #free: number
  readonly #maxWaiting: number
  readonly #clock: Clock
  readonly #waiting = new Set<(granted: boolean) => void>()

  constructor({ slots, maxWaiting, clock }: { slots: number; maxWaiting: number; clock: Clock }) {
    this.#free = slots
    this.#maxWaiting = maxWaiting
    this.#clock = clock
  }

  /** Whether a slot was granted within `waitMs`. Each granted one is given back with `release`. */
  async acquire(waitMs: number): Promise<boolean> {
    if (this.#free > 0) {
      this.#free--
      return true
    }
    if (this.#waiting.size >= this.#maxWaiting) return false
    return await new Promise(resolve => {
      const settle = (granted: boolean) => {
        this.#waiting.delete(settle)
        cancel()
        resolve(granted)
      }
      const cancel = this.#clock.after(waitMs, () => settle(false))
      this.#waiting.add(settle)
    })
  }

  release(): void {
    const [next] = this.#waiting
    if (next) next(true)
    else this.#free++
  }
}
