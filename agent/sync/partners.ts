// When the next exchange with each node is due: one at a time with a node, never sooner after the last one than its faults allow, and
// none that would bring nothing. What an exchange does is the caller's.

import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import type { Faults } from './faults.ts'
import type { Bodies } from './guarded-sinks.ts'

export interface Ask {
  /** Default: at once. */
  delayMs?: number
  /** Default: all. */
  bodies?: Bodies
  /** For what we or it have that the other lacks: when its time comes that may be so no more. */
  ifDiffers?: boolean
}

interface Due extends Required<Omit<Ask, 'delayMs'>> {
  /** On the monotonic clock. */
  at: number
  /** Its time has come, and another is fetched from. */
  waits?: boolean
}

/**
 * Of those that turn out to have something else than we, one is fetched from at a time: most of them have the same. One that is slow, or does
 * so on purpose, keeps the next ones waiting for so long (ms).
 */
const turnMs = 300

/** What we know of one node's state, and the exchange with it. */
interface Partner {
  isRunning: boolean
  /** The next one. */
  due: Due | undefined
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
  /** Until when nobody else is fetched from, on the monotonic clock. */
  #turnUntil = Number.NEGATIVE_INFINITY

  constructor(options: PartnersOptions) {
    this.#options = options
  }

  /** Asked for while one runs, one more follows. Of two that are asked for the earlier is made; one that only compares fetches as well what the other would. */
  exchangeSoon(node: string, { delayMs = 0, bodies = 'all', ifDiffers = false }: Ask = {}): void {
    const { clock, faults } = this.#options
    const partner = this.#of(node)
    const asked: Due = { at: clock.monotonic() + delayMs, bodies, ifDiffers }
    asked.at = Math.max(asked.at, partner.endedAt + faults.gapMs(node))
    const before = partner.due
    const due = before !== undefined && before.at <= asked.at ? before : asked
    const other = due === asked ? before : asked
    if (other && due.bodies === 'none') due.bodies = other.bodies
    if (other) due.ifDiffers &&= other.ifDiffers
    partner.due = due
    if (due === asked && !partner.isRunning) this.#schedule(node, partner)
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
    const partner = this.#partners.get(node)
    this.#partners.delete(node)
    if (!partner) return
    partner.cancel()
    partner.due = undefined
  }

  stop(): void {
    this.#isStopped = true
    for (const { cancel } of this.#partners.values()) cancel()
  }

  #schedule(node: string, partner: Partner): void {
    if (this.#isStopped || partner.due === undefined) return
    const { clock } = this.#options
    partner.cancel()
    partner.cancel = clock.after(Math.max(0, partner.due.at - clock.monotonic()), () => void this.#run(node, partner))
  }

  async #run(node: string, partner: Partner): Promise<void> {
    const { clock, exchange, faults } = this.#options
    const { bodies, ifDiffers } = takeDue(partner)
    if (ifDiffers && this.agrees(node)) return
    const isFetch = ifDiffers && bodies !== 'none'
    if (isFetch && clock.monotonic() < this.#turnUntil) {
      partner.due = { at: this.#turnUntil, bodies, ifDiffers, waits: true }
      return this.#schedule(node, partner)
    }
    const turnUntil = clock.monotonic() + turnMs
    if (isFetch) this.#turnUntil = turnUntil
    partner.isRunning = true
    await exchange(node, bodies)
    partner.isRunning = false
    partner.endedAt = clock.monotonic()
    if (partner.due !== undefined) partner.due.at = Math.max(partner.due.at, partner.endedAt + faults.gapMs(node))
    this.#schedule(node, partner)
    if (isFetch && this.#turnUntil === turnUntil) this.#endTurn()
  }

  #endTurn(): void {
    this.#turnUntil = Number.NEGATIVE_INFINITY
    for (const [node, partner] of this.#partners) {
      if (!partner.due?.waits) continue
      partner.due.at = this.#options.clock.monotonic()
      this.#schedule(node, partner)
    }
  }

  #difference(node: string): string {
    return `${this.#options.summary()}/${this.#of(node).summary}`
  }

  #of(node: string): Partner {
    const known = this.#partners.get(node)
    if (known) return known
    const partner: Partner = {
      isRunning: false,
      due: undefined,
      cancel: () => undefined,
      endedAt: Number.NEGATIVE_INFINITY,
      summary: undefined,
      inVain: undefined,
    }
    this.#partners.set(node, partner)
    return partner
  }
}

function takeDue(partner: Partner): Due {
  const due = partner.due!
  partner.due = undefined
  return due
}
