// A clock that only moves when nothing else does: no call of a watched part is under way, and no message between two nodes in this
// process. So a slow disk or a machine that stands still lets no time-out of the product pass, and what comes of a run is exact.

import { type ManualClock, manualClock } from './manual-clock.ts'

export class PatientClock {
  readonly clock: ManualClock
  #pending = 0
  /** Turns since anything was under way. */
  #quiet = 0

  constructor(startMs: number) {
    this.clock = manualClock(startMs)
  }

  /** The same object; while one of its methods has not settled, the clock stands. */
  watch<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (_, name) => {
        const value = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          const result: unknown = value.apply(target, args)
          if (!(result instanceof Promise)) return result
          this.#pending++
          return result.finally(() => this.#pending--)
        }
      },
    })
  }

  /** One turn; the clock moves when the last ones were quiet. */
  async turn(): Promise<void> {
    await this.#look()
    if (this.#quiet < quietTurns) return
    this.#quiet = 0
    await this.clock.advance(stepMs)
  }

  /** Turns until nothing is under way; the clock stands. */
  async rest(): Promise<void> {
    this.#quiet = 0
    while (this.#quiet < quietTurns) await this.#look()
  }

  async #look(): Promise<void> {
    await new Promise(resolve => setTimeout(resolve, 0))
    this.#quiet = this.#pending > 0 ? 0 : this.#quiet + 1
  }

  async runUntil(done: Promise<unknown>): Promise<void> {
    let isDone = false
    const ended = done.finally(() => {
      isDone = true
    })
    ended.catch(() => undefined) // the caller hears of it below
    while (!isDone) await this.turn()
    await ended
  }
}

/**
 * Turns in which a message between two nodes arrives, is judged and answered. The streams in memory hand every message on by a few timers
 * of no delay, one after another; such timers run in the order they were set, so turns made of the same kind cannot overtake them,
 * however slow the machine.
 */
const quietTurns = 16
const stepMs = 50
