// Paces this node's requests outside: each waits for its turn and is told how many bytes to ask for, so that the site's budget is kept.
// What was asked for is paid for at once: then the rate holds whatever a kernel buffers.

import type { Clock } from '../../core/clock.ts'
import { KIB, MIB, SECOND_MS } from '../../core/limits.ts'
import { Pacer } from './pacer.ts'

export const outsidePaceNumbers = {
  /** A request asks for so many ms of the rate: a second's window then holds a quarter more than the rate at most. */
  requestMs: 250,
  /** Smaller requests cost more in headers (measured: 1 KB each) than they gain. */
  requestBytesMin: 32 * KIB,
  requestBytesMax: 4 * MIB,
  /** Saved up while nothing is asked for, in ms. */
  burstMs: 50,
  /** Headers of TCP, IP and Ethernet: 66 bytes to 1,448. */
  overhead: 1.046,
  /** Request and answer head. */
  exchangeBytes: 700,
} as const

export class OutsidePace {
  readonly #pacer: Pacer

  constructor(clock: Clock) {
    this.#pacer = new Pacer({ clock, burstMs: outsidePaceNumbers.burstMs })
  }

  /** Bytes a second on the line; infinity: no limit. */
  get rate(): number {
    return this.#pacer.rate
  }

  set rate(bytesPerSecond: number) {
    this.#pacer.rate = bytesPerSecond
  }

  /** Resolves when a request may go out, with the most bytes it may ask for of the `wanted`. */
  async turn(wanted: number, signal: AbortSignal): Promise<number> {
    const bytes = Math.min(wanted, this.#requestBytes())
    await this.#pacer.take(onTheLine(bytes) + outsidePaceNumbers.exchangeBytes, signal)
    return bytes
  }

  /** For an answer that cannot be asked for in parts: resolves when as much has been paid for. */
  async received(bytes: number, signal: AbortSignal): Promise<void> {
    await this.#pacer.take(onTheLine(bytes), signal)
  }

  close(): void {
    this.#pacer.close()
  }

  #requestBytes(): number {
    const { requestMs, requestBytesMin, requestBytesMax } = outsidePaceNumbers
    const bytes = (this.rate * requestMs) / SECOND_MS
    return Math.floor(Math.min(Math.max(bytes, requestBytesMin), requestBytesMax))
  }
}

function onTheLine(bytes: number): number {
  return bytes * outsidePaceNumbers.overhead
}
