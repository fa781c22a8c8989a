// Names the member that sent what no honest one sends, or speaks another version: in the log, once a minute for each kind, so that no member
// fills the disk of another with what is said of it; and, the newest, to whoever looks at the members.

import type { Clock } from '../../core/clock.ts'
import { CodedError, type ErrorCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'

const breaches: readonly ErrorCode[] = ['bad-message', 'wrong-size', 'wrong-fleet']

/** What ended a stream with a member. */
export interface Fault {
  /** In words. */
  found: string
  /** Wall time in ms. */
  at: number
}

interface Noted extends Fault {
  /** No stream was ever open: once one is, it is over. */
  isAtDoor: boolean
}

export class BreachLog {
  readonly #clock: Clock
  readonly #log: Log
  readonly #warnedAt = new Map<string, number>()
  readonly #faults = new Map<string, Noted>()

  constructor({ clock, log }: { clock: Clock; log: Log }) {
    this.#clock = clock
    this.#log = log
  }

  /** A stream that was open has ended. */
  ended(node: string, error: unknown, message: string): void {
    this.#name(node, error, { message, isAtDoor: false })
  }

  /** A stream could not be opened, or was refused at its hello. */
  refused(node: string, error: unknown, message: string): void {
    this.#name(node, error, { message, isAtDoor: true })
  }

  /** Its hello was right. */
  welcomed(node: string): void {
    if (this.#faults.get(node)?.isAtDoor) this.#faults.delete(node)
  }

  /** The newest of the last hour. */
  faultOf(node: string): Fault | undefined {
    const fault = this.#faults.get(node)
    return fault && this.#clock.now() - fault.at < limits.faultShownMs ? fault : undefined
  }

  #name(node: string, error: unknown, { message, isAtDoor }: { message: string; isAtDoor: boolean }): void {
    const found = describe(error)
    if (found !== undefined) this.#note(node, { found, at: this.#clock.now(), isAtDoor })
    if (isBreach(error) && this.#isDue(`${node} ${message}`))
      this.#log.warn({ node, code: error.code, why: error.message }, message)
    else this.#log.debug({ node, err: error }, message)
  }

  #note(node: string, fault: Noted): void {
    if (!this.#faults.has(node) && this.#faults.size >= limits.members)
      this.#faults.delete(this.#faults.keys().next().value!)
    this.#faults.set(node, fault)
  }

  #isDue(what: string): boolean {
    const now = this.#clock.monotonic()
    for (const [each, at] of this.#warnedAt) if (now - at >= limits.aliveMs) this.#warnedAt.delete(each)
    if (this.#warnedAt.has(what) || this.#warnedAt.size >= limits.members) return false
    this.#warnedAt.set(what, now)
    return true
  }
}

/** Undefined: it went away, or was slow. A node that has not begun to serve yet is taken for one of another version, until it has. */
function describe(error: unknown): string | undefined {
  if (isBreach(error)) return error.message.slice(0, limits.lineLength)
  const isOtherVersion = error instanceof Error && error.name === 'UnsupportedProtocolError'
  return isOtherVersion ? 'it speaks no version of the protocol that this node speaks' : undefined
}

function isBreach(error: unknown): error is CodedError {
  return error instanceof CodedError && breaches.includes(error.code)
}
