// Of a coordinator that has just started: the sites of which no member has told yet what the fleet holds. Nothing on a disk says that it is an
// old copy, and a heartbeat signed from an old list takes orders out of force that nodes hold. So the first heartbeat of a run waits for one
// member's word; but for no member longer than a minute, and with nobody there nobody lacks it.

import type { Clock } from '../../core/clock.ts'
import { limits } from '../../core/limits.ts'

export class FirstWord {
  readonly #awaited: Set<string>
  readonly #waits = new Map<string, () => void>()
  readonly #clock: Clock
  readonly #onHeard: () => void

  /** `sites`: known at the start. `onHeard`: one of them may be signed for. */
  constructor(sites: Iterable<string>, { clock, onHeard }: { clock: Clock; onHeard: () => void }) {
    this.#awaited = new Set(sites)
    this.#clock = clock
    this.#onHeard = onHeard
  }

  isAwaited(site: string): boolean {
    return this.#awaited.has(site)
  }

  awaited(): string[] {
    return [...this.#awaited]
  }

  /** A member of the site is there, and is asked. */
  noteAsked(site: string): void {
    if (!this.#awaited.has(site) || this.#waits.has(site)) return
    this.#waits.set(
      site,
      this.#clock.after(limits.hearingMs, () => this.noteHeard(site)),
    )
  }

  noteHeard(site: string): void {
    this.#waits.get(site)?.()
    this.#waits.delete(site)
    if (this.#awaited.delete(site)) this.#onHeard()
  }

  close(): void {
    for (const cancel of this.#waits.values()) cancel()
  }
}
