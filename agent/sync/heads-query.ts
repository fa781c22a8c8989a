// Asks the coordinator itself what is current: at a random moment of each hour and while this node does not know, so that no neighbour and no
// contact of the site can hide a recall. At the start a neighbour carries the question, so that an office that starts together does not dial the
// coordinator machine by machine. When nothing is new it costs under a kilobyte. Objects come the usual way,
// from neighbours first; only what does not come is fetched from the coordinator.

import { randomBytes } from 'node:crypto'
import type { Clock } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { FrameStream } from '../../core/frames.ts'
import { type FreshHeads, headsFrameLimits } from '../../core/fresh-heads.ts'
import { type Head, headKey } from '../../core/header.ts'
import { HOUR_MS, limits, MINUTE_MS, SECOND_MS } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { protocols } from '../../core/protocols.ts'
import type { Random } from '../../core/random.ts'
import type { Alarms } from '../alarms.ts'
import type { CoordinatorLink } from '../coordinator-link.ts'
import type { Trust } from '../trust/trust.ts'
import type { OpenHeads } from './carry-heads.ts'
import { compareStanding, judgeAnswer } from './judge-answer.ts'
import { Timers } from './timers.ts'

/** What a fresh answer tells, with the local clock when it came. */
export interface Fresh {
  answer: FreshHeads
  /** Milliseconds by which the local clock is ahead of the coordinator's; half the exchange unsure. */
  aheadMs: number
  /** It has no whole report of this node. Its word, unsigned: more than reports it cannot cause. */
  forgot: boolean
}

export interface HeadsQueryOptions {
  node: string
  trust: Pick<Trust, 'site' | 'anchor' | 'heartbeat' | 'head' | 'isStale' | 'wants' | 'onChange'>
  link: Pick<CoordinatorLink, 'open'>
  /** A neighbour that carries a question there; undefined: there is none. */
  carrier?: (signal: AbortSignal) => Promise<OpenHeads | undefined>
  /** Fetches from the coordinator what neighbours did not bring. */
  pull: () => Promise<void>
  onFresh: (fresh: Fresh) => Promise<void>
  /** The coordinator has lost what this node had reported. */
  onForgotten: () => Promise<void>
  alarms: Alarms
  clock: Clock
  random: Random
  log: Log
}

const timing = {
  /** Every node asks at a random moment of each of these. */
  periodMs: HOUR_MS,
  /** After the start, up to twice this: neighbours and contacts come first. */
  startMs: 2 * SECOND_MS,
  /** What is new arrives through the contacts in this time; after it the coordinator is asked for it. */
  settleMs: 4 * SECOND_MS,
  /** After a question without answer: a coordinator that comes back hears everybody within minutes, and a dead one is not stormed. */
  failedMs: 10 * MINUTE_MS,
  /** First wait before a node that is stale asks again. */
  staleMs: 5 * SECOND_MS,
  /** An office whose clocks are set together asks spread over this time. */
  soonMs: 20 * SECOND_MS,
}

export class HeadsQuery {
  readonly #options: HeadsQueryOptions
  readonly #stop = new AbortController()
  readonly #timers: Timers
  #unsubscribe: () => void = () => undefined
  #staleTries = 0
  /** What the heartbeat names and nobody delivered, and since when, on the monotonic clock. */
  readonly #missing = new Map<string, number>()
  #named: Head | undefined

  constructor(options: HeadsQueryOptions) {
    this.#options = options
    this.#timers = new Timers(options.clock, options.random)
  }

  start(): void {
    const { random, trust } = this.#options
    this.#unsubscribe = trust.onChange(() => this.#lookForMissing())
    this.#timers.after('start', timing.startMs * (1 + random()), () => void this.#askAndFollow({ first: 'carrier' }))
    this.#timers.repeat('period', timing.periodMs, () => void this.#askAndFollow())
    this.#watch()
  }

  close(): void {
    this.#stop.abort(new Error('the agent stops'))
    this.#unsubscribe()
    this.#timers.stop()
  }

  /** What the last answer told may no longer hold. */
  askSoon(): void {
    this.#timers.after('soon', timing.soonMs * this.#options.random(), () => void this.#askAndFollow())
  }

  /** One question to the coordinator itself. Throws `not-reachable`, `refused`, or what verification throws. */
  async ask(): Promise<Fresh> {
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(limits.headsMs)])
    return await this.#exchange(await this.#options.link.open(protocols.heads, signal), signal)
  }

  /** Undefined: no neighbour brought an answer. Nobody is blamed: the node asks itself. */
  async #askCarrier(): Promise<Fresh | undefined> {
    const { carrier, log } = this.#options
    const { signal, end } = this.#within(limits.carriedHeadsMs)
    try {
      const opened = await carrier?.(signal)
      // of what the coordinator has lost only its own word counts: a carrier could have everybody tell everything again
      return opened && { ...(await this.#exchange(opened, signal)), forgot: false }
    } catch (error) {
      log.debug({ reason: (error as Error).message }, 'question not carried')
      return undefined
    } finally {
      end()
    }
  }

  #within(ms: number): { signal: AbortSignal; end: () => void } {
    const late = new AbortController()
    const end = this.#options.clock.after(ms, () => late.abort(new CodedError('timed-out', 'no answer came in time')))
    return { signal: AbortSignal.any([this.#stop.signal, late.signal]), end }
  }

  async #exchange({ stream, release }: OpenHeads, signal: AbortSignal): Promise<Fresh> {
    const { node, trust, clock } = this.#options
    try {
      const nonce = randomBytes(limits.nonceBytes)
      const frames = new FrameStream(stream, headsFrameLimits)
      const [askedAt, asked] = [clock.now(), clock.monotonic()]
      await frames.send('HeadsRequest', { nonce }, signal)
      const { refused, envelope, forgot } = await frames.receive('HeadsAnswer', signal)
      const half = (clock.monotonic() - asked) / 2
      if (refused !== '') throw new CodedError('refused', `the coordinator gave no heads: ${refused.slice(0, 40)}`)
      const answer = judgeAnswer(Uint8Array.from(envelope), { node, nonce, site: trust.site }, trust.anchor())
      await frames.close(signal)
      return { answer, aheadMs: askedAt + half - answer.header.issuedAt * 1000, forgot }
    } catch (error) {
      stream.abort(error as Error)
      throw error
    } finally {
      await release()
    }
  }

  async #askAndFollow({ first }: { first?: 'carrier' } = {}): Promise<void> {
    const { trust, onFresh, onForgotten, random, log } = this.#options
    try {
      const fresh = (first && (await this.#askCarrier())) ?? (await this.ask())
      this.#named = fresh.answer.heartbeat
      await onFresh(fresh)
      if (fresh.forgot) await onForgotten()
      await this.#follow()
    } catch (error) {
      log.debug({ reason: (error as Error).message }, 'heads not known')
      if (!trust.isStale())
        // else it asks sooner
        this.#timers.after('failed', timing.failedMs * (0.5 + random() / 2), () => void this.#askAndFollow())
    }
    this.#askSoonIfStale()
  }

  /** Fetches what is new, unless it comes by itself. */
  async #follow(): Promise<void> {
    const { alarms, random, trust } = this.#options
    const named = this.#named
    if (named === undefined) return
    const held = trust.head('heartbeat', trust.site)
    const standing = compareStanding(named, held)
    if (standing === 'ahead')
      alarms.raise(
        'heartbeat-behind',
        headKey(named),
        `the coordinator names version ${named.version}, this node holds ${held?.version}`,
      )
    else alarms.clear('heartbeat-behind')
    if (standing === 'behind')
      this.#timers.after('settle', timing.settleMs * (0.5 + random() / 2), () => void this.#pullIfBehind())
    await this.#lookForMissing()
  }

  async #pullIfBehind(): Promise<void> {
    const { trust, pull, log } = this.#options
    if (this.#named && compareStanding(this.#named, trust.head('heartbeat', trust.site)) !== 'behind') return
    try {
      await pull()
    } catch (error) {
      log.debug({ reason: (error as Error).message }, 'nothing fetched from the coordinator')
    }
    await this.#lookForMissing()
  }

  /** What is named is on its way for a while; after that somebody keeps it back. */
  async #lookForMissing(): Promise<void> {
    const { alarms, clock, trust } = this.#options
    const now = clock.monotonic()
    const named = [...(this.#named ? [this.#named] : []), ...(trust.heartbeat()?.heads ?? [])]
    const keys = new Set((await trust.wants(named, '')).map(headKey))
    for (const key of this.#missing.keys())
      if (!keys.has(key)) {
        this.#missing.delete(key)
        alarms.clear('heads-withheld', key)
      }
    for (const key of keys) {
      const since = this.#missing.get(key) ?? now
      this.#missing.set(key, since)
      if (now - since < limits.headsWithheldMs) continue
      alarms.raise('heads-withheld', key, 'neither a neighbour nor the coordinator has given it')
    }
  }

  /** What was missing may have become missing for too long, and a node that was fresh may have become stale. */
  #watch(): void {
    this.#timers.after('watch', limits.headsWithheldMs / 2, () => {
      void this.#lookForMissing()
      this.#askSoonIfStale()
      this.#watch()
    })
  }

  #askSoonIfStale(): void {
    const { random, trust } = this.#options
    if (!trust.isStale()) {
      this.#staleTries = 0
      return
    }
    if (this.#timers.has('stale')) return
    const fullMs = Math.min(limits.coordinatorBackoffMs, timing.staleMs * 2 ** this.#staleTries++)
    this.#timers.after('stale', fullMs * (0.5 + random() / 2), () => {
      if (trust.isStale()) void this.#askAndFollow()
    })
  }
}
