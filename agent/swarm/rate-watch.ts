// Notices a source that sends, but so slowly that nothing comes of it: fewer bytes in a span of time than any line brings. Silence is
// the connection's own business; this is for the byte now and then that keeps it alive.

import type { Clock } from '../../core/clock.ts'

export interface LeastRate {
  bytes: number
  ms: number
}

export class RateWatch {
  readonly #clock: Clock
  readonly #least: LeastRate
  readonly #onSlow: () => void
  #cancel: (() => void) | undefined
  #bytes = 0
  isSlow = false

  constructor(options: { clock: Clock; least: LeastRate; onSlow: () => void }) {
    this.#clock = options.clock
    this.#least = options.least
    this.#onSlow = options.onSlow
  }

  /** A span begins: the source has the turn. */
  start(): void {
    this.stop()
    this.#bytes = 0
    this.#cancel = this.#clock.after(this.#least.ms, () => this.#judge())
  }

  count(bytes: number): void {
    this.#bytes += bytes
  }

  /** Nothing is expected of the source: we have the turn, or it is over. */
  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  /** Something is expected of the source. */
  get isRunning(): boolean {
    return this.#cancel !== undefined
  }

  #judge(): void {
    this.isSlow = this.#bytes < this.#least.bytes
    this.#cancel = undefined
    if (this.isSlow) this.#onSlow()
    else this.start()
  }
}
