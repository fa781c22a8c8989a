// Timers by name, one a name: setting one anew replaces it. Nothing fires after `stop`.

import type { Clock } from '../../core/clock.ts'
import type { Random } from '../../core/random.ts'

export class Timers {
  readonly #clock: Clock
  readonly #random: Random
  readonly #cancels = new Map<string, () => unknown>()
  #isStopped = false

  constructor(clock: Clock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  has(name: string): boolean {
    return this.#cancels.has(name)
  }

  after(name: string, delayMs: number, run: () => void): void {
    if (this.#isStopped) return
    this.#cancels.get(name)?.()
    const cancel = this.#clock.after(delayMs, () => {
      this.#cancels.delete(name)
      run()
    })
    this.#cancels.set(name, cancel)
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
    for (const cancel of this.#cancels.values()) cancel()
  }
}
