// Which members answer no exchange though they are connected. A connection proves nothing: who holds it can keep a site's orders to itself, so
// such a member is passed over as a contact. A single failure is a restart or a bad moment; what ends it is an exchange that succeeds.

import { limits } from '../../core/limits.ts'

export class Silence {
  /** Exchanges that failed since the last that succeeded. Outlives connections: a new one must not be a new beginning. */
  readonly #failures = new Map<string, number>()

  has(node: string): boolean {
    return (this.#failures.get(node) ?? 0) >= limits.silentExchanges
  }

  /** After an exchange that we began. Whether that made the member silent, or ended its silence. */
  note(node: string, { isAnswered }: { isAnswered: boolean }): boolean {
    const was = this.has(node)
    if (isAnswered) this.#failures.delete(node)
    else this.#failures.set(node, Math.min(limits.silentExchanges, (this.#failures.get(node) ?? 0) + 1))
    return this.has(node) !== was
  }
}
