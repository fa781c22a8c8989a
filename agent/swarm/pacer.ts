// A rate kept by waiting: who takes bytes waits until what was taken before is paid for. In the order asked; a change of the rate counts
// for those who wait already.

import type { Clock } from '../../core/clock.ts'
import { SECOND_MS } from '../../core/limits.ts'

interface Waiting {
  bytes: number
  go(): void
}

export interface PacerOptions {
  clock: Clock
  /** What may be saved up while nothing is taken, in ms of the rate. */
  burstMs: number
}

export class Pacer {
  readonly #clock: Clock
  readonly #burstMs: number
  readonly #queue = new Set<Waiting>()
  #rate = Number.POSITIVE_INFINITY
  /** Bytes that may go now; below zero: debt. */
  #tokens = 0
  #at: number
  #cancel: (() => void) | undefined

  constructor({ clock, burstMs }: PacerOptions) {
    this.#clock = clock
    this.#burstMs = burstMs
    this.#at = clock.monotonic()
  }

  /** Bytes a second; infinity: no limit; 0: nothing goes. */
  get rate(): number {
    return this.#rate
  }

  set rate(bytesPerSecond: number) {
    if (bytesPerSecond === this.#rate) return
    this.#earn()
    this.#rate = bytesPerSecond
    this.#serve()
  }

  get isLimited(): boolean {
    return this.#rate < Number.POSITIVE_INFINITY
  }

  /** How long who asks now would wait (ms). */
  get delayMs(): number {
    this.#earn()
    const ahead = [...this.#queue].reduce((sum, { bytes }) => sum + bytes, 0)
    return this.#rate === Number.POSITIVE_INFINITY ? 0 : (Math.max(0, ahead - this.#tokens) * SECOND_MS) / this.#rate
  }

  /** Resolves when the bytes may go; also, having taken nothing, when `signal` is aborted. */
  take(bytes: number, signal: AbortSignal): Promise<void> {
    this.#earn()
    if (signal.aborted) return Promise.resolve()
    if (this.#queue.size === 0 && this.#mayGo()) {
      this.#pay(bytes)
      return Promise.resolve()
    }
    return new Promise(resolve => {
      const leave = () => {
        this.#queue.delete(waiting)
        resolve()
      }
      const go = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const waiting = { bytes, go }
      this.#queue.add(waiting)
      signal.addEventListener('abort', leave, { once: true })
      this.#serve()
    })
  }

  close(): void {
    this.#cancel?.()
  }

  #mayGo(): boolean {
    return this.#rate === Number.POSITIVE_INFINITY || (this.#rate > 0 && this.#tokens >= 0)
  }

  #pay(bytes: number): void {
    if (this.#rate < Number.POSITIVE_INFINITY) this.#tokens -= bytes
  }

  #earn(): void {
    const now = this.#clock.monotonic()
    const elapsedMs = now - this.#at
    this.#at = now
    if (this.#rate === Number.POSITIVE_INFINITY) this.#tokens = 0
    else {
      const most = Math.max(this.#tokens, (this.#rate * this.#burstMs) / SECOND_MS)
      this.#tokens = Math.min(most, this.#tokens + (this.#rate * elapsedMs) / SECOND_MS)
    }
  }

  #serve(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#earn()
    for (const waiting of this.#queue) {
      if (!this.#mayGo()) break
      this.#queue.delete(waiting)
      this.#pay(waiting.bytes)
      waiting.go()
    }
    if (this.#queue.size === 0 || this.#rate === 0) return
    const delayMs = Math.ceil((-this.#tokens * SECOND_MS) / this.#rate)
    this.#cancel = this.#clock.after(Math.max(1, delayMs), () => this.#serve())
  }
}
