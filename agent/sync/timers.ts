// Timers by name, one a name: setting one anew replaces it. Nothing fires after `stop`.

import type { Clock } from '../../core/clock.ts'
import type { Random } from '../../core/random.ts'

export class Timers {
  readonly #clock: Clock
  readonly #random: Random
  readonly #timers = new Map<string, { at: number; cancel: () => unknown }>()
  #isStopped = false

  constructor(clock: Clock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  has(name: string): boolean {
    return this.#timers.has(name)
  }

  /** How long it has still to run (ms). */
  leftMs(name: string): number {
    const at = this.#timers.get(name)?.at
    return at === undefined ? Number.POSITIVE_INFINITY : at - this.#clock.monotonic()
  }

  after(name: string, delayMs: number, run: () => void): void {
    if (this.#isStopped) return
    this.#timers.get(name)?.cancel()
    const cancel = this.#clock.after(delayMs, () => {
      this.#timers.delete(name)
      run()
    })
    this.#timers.set(name, { at: this.#clock.monotonic() + delayMs, cancel })
  }

  /** At a random moment of every period. */
  repeat(name: string, periodMs: number, run: () => void): void {
    const momentMs = this.#random() * periodMs
    this.after(name, momentMs, () => {
      run()
      this.after(name, periodMs - momentMs, () => this.repeat(name, periodMs, run))
    })
  }

  stop(): void {
    this.#isStopped = true
    for (const { cancel } of this.#timers.values()) cancel()
  }
}
