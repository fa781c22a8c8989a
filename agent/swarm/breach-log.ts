// Names in the log the member that sent what no honest one sends, and how its stream ended else. One warning a minute for each, so that
// no member fills the disk of another with what is said of it.

import type { Clock } from '../../core/clock.ts'
import { CodedError, type ErrorCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'

const breaches: readonly ErrorCode[] = ['bad-message', 'wrong-size', 'wrong-fleet']

export class BreachLog {
  readonly #clock: Clock
  readonly #log: Log
  readonly #warnedAt = new Map<string, number>()

  constructor({ clock, log }: { clock: Clock; log: Log }) {
    this.#clock = clock
    this.#log = log
  }

  ended(node: string, error: unknown, message: string): void {
    if (isBreach(error) && this.#isDue(node)) this.#log.warn({ node, code: error.code, why: error.message }, message)
    else this.#log.debug({ node, err: error }, message)
  }

  #isDue(node: string): boolean {
    const now = this.#clock.monotonic()
    for (const [each, at] of this.#warnedAt) if (now - at >= limits.aliveMs) this.#warnedAt.delete(each)
    if (this.#warnedAt.has(node) || this.#warnedAt.size >= limits.members) return false
    this.#warnedAt.set(node, now)
    return true
  }
}

function isBreach(error: unknown): error is CodedError {
  return error instanceof CodedError && breaches.includes(error.code)
}
