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
  /** Its time had come, and another was fetched from: it has waited for its turn. */
  hasWaited: boolean
}

/**
 * Of neighbours that turn out to have something else than we, one is fetched from at a time: most of them have the same. The others wait until
 * it has ended, for so long at most (ms), and once: who is slow on purpose, or comes again and again, holds nobody up for longer.
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
  /** A neighbour: the coordinator waits for nobody's turn, and takes none. */
  isNeighbour: (node: string) => boolean
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

  /** Asked for while one runs, one more follows. Of two the earlier is made; if it is to bring no bodies, with the other's. */
  exchangeSoon(node: string, { delayMs = 0, bodies = 'all', ifDiffers = false }: Ask = {}): void {
    const { clock, faults } = this.#options
    const partner = this.#of(node)
    const at = Math.max(clock.monotonic() + delayMs, partner.endedAt + faults.gapMs(node))
    const asked: Due = { at, bodies, ifDiffers, hasWaited: false }
    const before = partner.due
    const due = before !== undefined && before.at <= at ? before : asked
    const other = due === asked ? before : asked
    if (other) {
      if (due.bodies === 'none') due.bodies = other.bodies
      due.ifDiffers &&= other.ifDiffers
      due.hasWaited ||= other.hasWaited
    }
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

  /** After a pull from one that had this summary: whether there was a difference and nothing came of it. */
  notePull(node: string, { summary, broughtNothing }: { summary: Digest; broughtNothing: boolean }): void {
    this.#of(node).inVain = broughtNothing ? this.#difference(summary) : undefined
  }

  /** Two that hold what the other may not take (one is stale, or knows no such key) would otherwise pull from each other for ever. */
  isInVain(node: string): boolean {
    const { inVain, summary } = this.#of(node)
    return inVain === this.#difference(summary)
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
    const { clock, exchange, faults, isNeighbour } = this.#options
    const { bodies, ifDiffers, hasWaited } = takeDue(partner)
    if (ifDiffers && this.agrees(node)) return
    const takesTurn = ifDiffers && bodies !== 'none' && isNeighbour(node)
    if (takesTurn && !hasWaited && clock.monotonic() < this.#turnUntil) {
      partner.due = { at: this.#turnUntil, bodies, ifDiffers, hasWaited: true }
      return this.#schedule(node, partner)
    }
    const turnUntil = clock.monotonic() + turnMs
    if (takesTurn) this.#turnUntil = turnUntil
    partner.isRunning = true
    await exchange(node, bodies)
    partner.isRunning = false
    partner.endedAt = clock.monotonic()
    if (partner.due !== undefined) partner.due.at = Math.max(partner.due.at, partner.endedAt + faults.gapMs(node))
    this.#schedule(node, partner)
    if (takesTurn && this.#turnUntil === turnUntil) this.#endTurn()
  }

  #endTurn(): void {
    this.#turnUntil = Number.NEGATIVE_INFINITY
    for (const [node, partner] of this.#partners) {
      if (!partner.due?.hasWaited || partner.isRunning) continue
      partner.due.at = this.#options.clock.monotonic()
      this.#schedule(node, partner)
    }
  }

  #difference(theirs: Digest | undefined): string {
    return `${this.#options.summary()}/${theirs}`
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
