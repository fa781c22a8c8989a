// Brings what is allowed at this moment (policy, hours, pauses) to the swarm's decisions as events, and the site's rate to the pace of this
// node's requests. It decides nothing: site-share.ts does.

import type { Clock } from '../../core/clock.ts'
import type { OutsidePace } from './outside-pace.ts'
import { fullPace, type Pace } from './own-pace.ts'
import { comesSecond, shareOf } from './site-share.ts'
import type { SwarmEvent, SwarmState } from './swarm-state.ts'

export interface Closing {
  because: 'site-paused' | 'budget-hours' | 'node-paused'
  /** Wall time in ms; infinity: until it is said otherwise. */
  until: number
}

export interface GuestRules {
  current(): {
    closed: Closing['because'] | undefined
    until: number
    rateBytesPerSecond: number
    lanUploadBytesPerSecond: number
    isSilent: boolean
  }
}

const free: ReturnType<GuestRules['current']> = {
  closed: undefined,
  until: Number.POSITIVE_INFINITY,
  rateBytesPerSecond: Number.POSITIVE_INFINITY,
  lanUploadBytesPerSecond: Number.POSITIVE_INFINITY,
  isSilent: false,
}

/** What is said to the decisions only when it differs by so much: rates move all the time. */
const toldChange = 0.2

export class OutsideRules {
  readonly #rules: GuestRules
  readonly #pace: OutsidePace | undefined
  readonly #clock: Clock
  #wasAway = false

  constructor({
    rules,
    pace,
    clock,
  }: { rules?: GuestRules | undefined; pace?: OutsidePace | undefined; clock: Clock }) {
    this.#rules = rules ?? { current: () => free }
    this.#pace = pace
    this.#clock = clock
  }

  get isSilent(): boolean {
    return this.#rules.current().isSilent
  }

  /** Away from its site a node uses another line than the one its site's hours and rate are about. */
  closed(state: SwarmState): Closing | undefined {
    const { closed, until } = this.#rules.current()
    return closed && !(closed === 'budget-hours' && isAway(state)) ? { because: closed, until } : undefined
  }

  get lanUploadBytesPerSecond(): number {
    return this.#rules.current().lanUploadBytesPerSecond
  }

  /** What the decisions do not know yet. */
  changes(state: SwarmState, now: number): SwarmEvent[] {
    const closed = this.closed(state)
    const events: SwarmEvent[] = []
    const closedUntil = closed ? now + (closed.until - this.#clock.now()) : 0
    const isNews = closed ? Math.abs(closedUntil - state.closedUntil) > 1000 : state.closedUntil > 0
    if (isNews) events.push({ type: 'closed', until: closedUntil })
    const pace = this.#paceOf(state, now)
    if (isOther(pace, state.pace)) events.push({ type: 'paced', pace })
    return events
  }

  /** To be called after each step: who fetches may have changed. */
  keepPace(state: SwarmState, now: number): void {
    if (!this.#pace) return
    if (isAway(state) !== this.#wasAway) this.#pace.forget()
    this.#wasAway = isAway(state)
    this.#pace.rate = this.#budgetOf(state, now)
    if (state.fetchingSince === 0) return
    this.#pace.isSecond = comesSecond(state, now)
    this.#pace.pieceBytes = Math.max(
      0,
      ...state.open.map(({ leased, pieceBytes }) => (leased.size > 0 ? pieceBytes : 0)),
    )
  }

  #paceOf(state: SwarmState, now: number): Pace {
    const budget = this.#budgetOf(state, now)
    const yielded = this.#pace?.yieldedRate ?? Number.POSITIVE_INFINITY
    // who leaves the line to others keeps little from who may take it up
    if (yielded < budget) return { bytesPerSecond: yielded, because: 'yielding', requests: 1 }
    const requests = this.#pace?.requestsAtOnce ?? fullPace.requests
    return { bytesPerSecond: budget, because: budget === Number.POSITIVE_INFINITY ? 'nothing' : 'budget', requests }
  }

  /** On its own way a node has a rate of its own; away from its site that alone. */
  #budgetOf(state: SwarmState, now: number): number {
    const own = state.own.rateBytesPerSecond
    const { rateBytesPerSecond } = this.#rules.current()
    if (isAway(state) || rateBytesPerSecond === Number.POSITIVE_INFINITY) return own
    return Math.min(own, shareOf(state, rateBytesPerSecond, now))
  }
}

function isAway({ own }: SwarmState): boolean {
  return own.place.kind === 'roaming'
}

function isOther(a: Pace, b: Pace): boolean {
  if (a.because !== b.because || a.requests !== b.requests) return true
  return a.bytesPerSecond !== b.bytesPerSecond && Math.abs(a.bytesPerSecond / b.bytesPerSecond - 1) > toldChange
}
