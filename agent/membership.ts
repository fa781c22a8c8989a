// Asks the coordinator where this node belongs, when something says that it is not where it thinks: the admins may have moved it to
// another site, or retired it. A new site is believed only when a roster signed by the enrol role names this node. That it is no member
// is the coordinator's word and is only shown: what a node has accepted it carries out, whatever a coordinator says. What follows when a
// roster or a recall says so is own-roster.ts's business.

import { hostname } from 'node:os'
import { isId } from '../core/check.ts'
import type { Clock } from '../core/clock.ts'
import { CodedError } from '../core/errors.ts'
import { FrameStream } from '../core/frames.ts'
import { specVersion } from '../core/header.ts'
import { HOUR_MS, limits, MINUTE_MS, SECOND_MS } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import { protocols } from '../core/protocols.ts'
import type { Random } from '../core/random.ts'
import { verifyObject } from '../core/verify.ts'
import type { Message } from '../proto/codec.ts'
import type { CoordinatorLink } from './coordinator-link.ts'
import { joinAnswerFrames, printable } from './join.ts'
import { isDropped } from './own-roster.ts'
import type { Trust } from './trust/trust.ts'

export interface MembershipOptions {
  node: string
  trust: Pick<Trust, 'fleet' | 'site' | 'anchor' | 'now' | 'offer' | 'roster' | 'onChange'>
  link: Pick<CoordinatorLink, 'open'>
  /** The node is a member of another site now. */
  onMoved: (site: string) => Promise<void>
  clock: Clock
  random: Random
  log: Log
}

const timing = {
  /** What a doubt waits for: others come with the same cause. */
  settleMs: SECOND_MS / 2,
  /** Between two questions; it doubles up to an hour while the answers change nothing. */
  firstGapMs: MINUTE_MS,
  longestGapMs: HOUR_MS,
}

export class Membership {
  readonly #options: MembershipOptions
  readonly #stop = new AbortController()
  readonly #unsubscribe: () => void
  #cancel: (() => void) | undefined
  #gapMs = timing.firstGapMs
  #notBefore = Number.NEGATIVE_INFINITY
  #refusal = ''

  constructor(options: MembershipOptions) {
    this.#options = options
    this.#unsubscribe = options.trust.onChange(() => {
      if (!this.#isNamed()) this.doubt()
    })
  }

  /** Why this node is no member, by the coordinator's word; empty while it did not say so. */
  get refusal(): string {
    return this.#refusal
  }

  /** Something says that the node is not where it thinks: it asks, but not too often. */
  doubt(): void {
    if (this.#cancel || this.#stop.signal.aborted) return
    const { clock, random } = this.#options
    const delayMs = Math.max(timing.settleMs * (0.5 + random()), this.#notBefore - clock.monotonic())
    this.#cancel = clock.after(delayMs, () => void this.#ask())
  }

  close(): void {
    this.#stop.abort(new Error('the agent stops'))
    this.#cancel?.()
    this.#unsubscribe()
  }

  #isNamed(): boolean {
    return !isDropped(this.#options.trust.roster(), this.#options.node)
  }

  async #ask(): Promise<void> {
    const { clock, log } = this.#options
    this.#notBefore = clock.monotonic() + this.#gapMs
    this.#gapMs = Math.min(2 * this.#gapMs, timing.longestGapMs)
    try {
      await this.#take(await this.#exchange())
    } catch (error) {
      log.debug({ reason: (error as Error).message }, 'place not asked for')
    } finally {
      this.#cancel = undefined
    }
    if (this.#refusal !== '' || !this.#isNamed()) this.doubt()
  }

  async #exchange(): Promise<Message<'JoinAnswer'>> {
    const { trust, link } = this.#options
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(limits.exchangeMs)])
    const { stream, release } = await link.open(protocols.join, signal)
    try {
      const frames = new FrameStream(stream, joinAnswerFrames)
      const hostName = isId(hostname()) ? hostname() : ''
      const fleet = Buffer.from(trust.fleet, 'hex')
      const request = { spec: specVersion, fleet, secret: new Uint8Array(), hostName, class: 'wired', addresses: [] }
      await frames.send('JoinRequest', request, signal)
      return await frames.receive('JoinAnswer', signal)
    } catch (error) {
      stream.abort(error as Error)
      throw error
    } finally {
      await release()
    }
  }

  async #take(answer: Message<'JoinAnswer'>): Promise<void> {
    const { node, trust, log, onMoved } = this.#options
    if (answer.refused !== '') {
      const isFinal = answer.refused === 'not-a-member' || answer.refused === 'recalled'
      if (!isFinal) return
      if (this.#refusal === '') log.warn({ code: answer.refused }, 'no member any more')
      this.#refusal = printable(answer.message) || answer.refused
      return
    }
    this.#refusal = ''
    await trust.offer(answer.roots.slice(0, limits.roots), 'coordinator')
    if (answer.site === trust.site) {
      // neighbours do not bring it: while this node counts itself out it talks to none
      if (!this.#isNamed()) await trust.offer([answer.roster], 'coordinator')
      return
    }
    const { header, body } = verifyObject(answer.roster, {
      anchor: trust.anchor(),
      now: trust.now(),
      allowed: ['roster'],
    })
    if (header.name !== answer.site || !body.members.some(member => member.node === node))
      throw new CodedError('not-a-member', `the roster of site ${header.name} does not name this node`)
    log.info({ from: trust.site, site: header.name }, 'moved to another site')
    await onMoved(header.name)
  }
}
