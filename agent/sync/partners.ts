// When the next exchange with each node is due: one at a time with a node, never sooner after the last one than its faults allow, and
// none that would bring nothing. What an exchange does is the caller's.

import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import type { Faults } from './faults.ts'
import type { Bodies } from './guarded-sinks.ts'

/** What we know of one node's state, and the exchange with it. */
interface Partner {
  isRunning: boolean
  /** When the next one is due, on the monotonic clock. */
  dueAt: number | undefined
  cancel: () => unknown
  endedAt: number
  /** Its summary when it last told. */
  summary: Digest | undefined
  /** The two summaries of the last pull that brought nothing: while both are the same, another would bring nothing either. */
  inVain: string | undefined
}

export interface PartnersOptions {
  faults: Pick<Faults, 'gapMs'>
  /** Ours. */
  summary: () => Digest
  /** One exchange; never throws. */
  exchange: (node: string, bodies: Bodies) => Promise<void>
  clock: Clock
}

export class Partners {
  readonly #options: PartnersOptions
  readonly #partners = new Map<string, Partner>()
  #isStopped = false

  constructor(options: PartnersOptions) {
    this.#options = options
  }

  /** Asked for while one runs, one more follows. */
  exchangeSoon(node: string, delayMs = 0, bodies: Bodies = 'all'): void {
    const { clock, faults } = this.#options
    const partner = this.#of(node)
    const dueAt = Math.max(clock.monotonic() + delayMs, partner.endedAt + faults.gapMs(node))
    if (partner.dueAt !== undefined && partner.dueAt <= dueAt) return
    partner.cancel()
    partner.dueAt = dueAt
    const run = () => void this.#run(node, partner, bodies)
    if (!partner.isRunning) partner.cancel = clock.after(Math.max(0, dueAt - clock.monotonic()), run)
  }

  /** Whether it said in an exchange what it has; and whether that is what we have now. */
  isKnown(node: string): boolean {
    return this.#of(node).summary !== undefined
  }

  agrees(node: string): boolean {
    return this.#of(node).summary === this.#options.summary()
  }

  /** It said what it has, and that is not what we have now. */
  differs(node: string): boolean {
    return this.isKnown(node) && !this.agrees(node)
  }

  noteSummary(node: string, summary: Digest): void {
    this.#of(node).summary = summary
  }

  /** After a pull: whether there was a difference and nothing came of it. */
  notePull(node: string, { broughtNothing }: { broughtNothing: boolean }): void {
    this.#of(node).inVain = broughtNothing ? this.#difference(node) : undefined
  }

  /** Two that hold what the other may not take (one is stale, or knows no such key) would otherwise pull from each other for ever. */
  isInVain(node: string): boolean {
    return this.#of(node).inVain === this.#difference(node)
  }

  forget(node: string): void {
    this.#partners.get(node)?.cancel()
    this.#partners.delete(node)
  }

  stop(): void {
    this.#isStopped = true
    for (const { cancel } of this.#partners.values()) cancel()
  }

  async #run(node: string, partner: Partner, bodies: Bodies): Promise<void> {
    const { clock, exchange } = this.#options
    partner.isRunning = true
    partner.dueAt = undefined
    await exchange(node, bodies)
    partner.isRunning = false
    partner.endedAt = clock.monotonic()
    const dueAt = partner.dueAt
    partner.dueAt = undefined
    if (dueAt !== undefined && !this.#isStopped) this.exchangeSoon(node, Math.max(0, dueAt - partner.endedAt))
  }

  #difference(node: string): string {
    return `${this.#options.summary()}/${this.#of(node).summary}`
  }

  #of(node: string): Partner {
    const known = this.#partners.get(node)
    if (known) return known
    const partner: Partner = {
      isRunning: false,
      dueAt: undefined,
      cancel: () => undefined,
      endedAt: Number.NEGATIVE_INFINITY,
      summary: undefined,
      inVain: undefined,
    }
    this.#partners.set(node, partner)
    return partner
  }
}
