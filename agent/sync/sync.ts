// Anti-entropy: keeps this node's trusted objects equal to its neighbours' and, as a contact of its site, to the coordinator's.
// Runs exchanges when a node connects, when something changed, when another saw a difference, and now and then.
// What the objects are worth is trust's decision, whom we are connected to the neighbours'.

import type { Stream } from '@libp2p/interface'
import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { FrameStream } from '../../core/frames.ts'
import { limits, MINUTE_MS, SECOND_MS } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { protocols } from '../../core/protocols.ts'
import type { Random } from '../../core/random.ts'
import {
  livePeers,
  pullSync,
  type SyncResult,
  type SyncSource,
  serveSync,
  syncFrameLimits,
  syncServerFrames,
} from '../../core/sync-exchange.ts'
import type { CoordinatorLink, HeldLink } from '../coordinator-link.ts'
import type { Neighbours } from '../neighbours.ts'
import type { Network } from '../network.ts'
import type { Trust } from '../trust/trust.ts'
import { type ContactView, isContact, isFirstContact, presumedDead } from './contacts.ts'
import { Faults } from './faults.ts'
import { type Bodies, GuardedSinks, urgentKinds, watchedSink } from './guarded-sinks.ts'
import { News } from './news.ts'
import { Partners } from './partners.ts'
import { Silence } from './silence.ts'
import { sourceFor } from './source-for.ts'
import { Timers } from './timers.ts'

export interface SyncOptions {
  trust: Pick<
    Trust,
    'fleet' | 'site' | 'heads' | 'summary' | 'envelope' | 'wants' | 'offer' | 'onChange' | 'heartbeat' | 'now'
  >
  network: Pick<Network, 'node' | 'connectedMembers' | 'handle' | 'openStream' | 'onAnyConnect' | 'onAnyDisconnect'>
  neighbours: Pick<Neighbours, 'learn' | 'peers' | 'isUnreachable' | 'probe'>
  link: Pick<CoordinatorLink, 'hold' | 'connected' | 'isCoordinator'>
  /** Members of the site, best first. */
  ranked: () => readonly string[]
  /** What the coordinator does says that this node is not where it thinks: it has another site's roster for us, or hangs up. */
  onMisplaced?: () => void
  /** A coordinator's word of who is there (milliseconds since each was heard), and whether we seem to be elsewhere. */
  onWord?: (word: { live: ReadonlyMap<string, number>; elsewhere: boolean }) => void
  /** Whether that word is wanted though there are neighbours enough. */
  wantsWord?: () => boolean
  /** No coordinator could be reached. */
  onSilence?: () => void
  /** Whether neighbours can turn up by themselves: if not, the coordinator is asked for them at once. */
  discovers: boolean
  clock: Clock
  random: Random
  log: Log
}

const timing = {
  /** With a random neighbour, on average. */
  periodMs: 30 * SECOND_MS,
  /** With the coordinator, while we are its contact: for a nudge that was lost. */
  contactMs: 10 * MINUTE_MS,
  /** After a client has fetched from us, before we ask it whether it has something too. */
  settleMs: 500,
  /** The second contact fetches what the first one has not passed on in this time, all but what is urgent. */
  secondMs: 2 * SECOND_MS,
  /** A member that did not answer is asked again. */
  retryMs: 5 * SECOND_MS,
  /** For neighbours to turn up before a node counts as alone and the silent as dead. */
  aloneMs: 2 * SECOND_MS,
  /** Alone, the coordinator is asked for addresses again after this, then twice this, and so on. */
  firstAskMs: 250,
}

export class Sync {
  readonly #options: SyncOptions
  readonly #partners: Partners
  readonly #stop = new AbortController()
  readonly #unsubscribe: (() => void)[] = []
  readonly #timers: Timers
  readonly #sinks: GuardedSinks
  readonly #faults = new Faults()
  readonly #silence = new Silence()
  readonly #news: News
  readonly #startedAt: number
  #held: HeldLink | undefined
  #isHolding = false
  #failures = 0
  #holdNotBefore = Number.NEGATIVE_INFINITY
  #lastSeenAt = 0
  #wasAlone = true
  #standsInUntil = 0

  constructor(options: SyncOptions) {
    this.#options = options
    this.#startedAt = options.clock.monotonic()
    this.#sinks = new GuardedSinks(options.trust, options.clock)
    this.#timers = new Timers(options.clock, options.random)
    this.#news = new News({
      untold: () => options.network.connectedMembers().filter(node => !this.#partners.agrees(node)),
      tell: node => this.#partners.exchangeSoon(node, { bodies: 'none', ifDiffers: true }),
      isFromCoordinator: () => this.#held !== undefined,
      timers: this.#timers,
      random: options.random,
    })
    this.#partners = new Partners({
      faults: this.#faults,
      isNeighbour: node => !options.link.isCoordinator(node),
      summary: () => options.trust.summary(),
      exchange: (node, bodies) => this.#exchange(node, bodies),
      clock: options.clock,
    })
  }

  async start(): Promise<void> {
    const { network, trust } = this.#options
    const listener = (stream: Stream, node: string) => void this.#serve(stream, node)
    await network.handle(protocols.sync, listener, { maxInboundStreams: limits.streamsPerProtocol })
    this.#unsubscribe.push(
      network.onAnyConnect(node => this.#connected(node)),
      network.onAnyDisconnect(node => this.#disconnected(node)),
      trust.onChange(changed => {
        this.#news.changed({ isUrgent: changed.some(({ kind }) => urgentKinds.has(kind)) })
        this.#reconsider()
      }),
    )
    for (const node of network.connectedMembers()) this.#partners.exchangeSoon(node)
    this.#timers.repeat('neighbour', timing.periodMs, () => this.#exchangeWithAny())
    this.#timers.repeat('contact', timing.contactMs, () => this.#held && this.#partners.exchangeSoon(this.#held.node))
    this.#reconsider()
  }

  /** Whether this node is one of its site's contacts to the coordinator. */
  isContact(): boolean {
    return isContact(this.#contactView())
  }

  #contactView(): ContactView {
    const { network, neighbours, ranked } = this.#options
    return {
      self: network.node,
      ranked: ranked(),
      connected: new Set(network.connectedMembers().filter(node => !this.#silence.has(node))),
      isUnreachable: node => this.#silence.has(node) || (!this.#isYoung() && neighbours.isUnreachable(node)),
    }
  }

  /** One exchange with the coordinator: it has what nobody here gave. Who needs that stands in for the contacts. Throws `not-reachable`. */
  async pullFromCoordinator(): Promise<void> {
    const { clock, link, trust } = this.#options
    const { node, release } = await link.hold(this.#signal())
    const before = trust.summary()
    await this.#pull(node, 'all').finally(release)
    if (trust.summary() === before || clock.monotonic() - this.#startedAt < limits.settledMs) return
    this.#standsInUntil = clock.monotonic() + limits.standInMs
    this.#reconsider()
  }

  /** An exchange without bodies, for the coordinator's word of who is there. Throws `not-reachable`. */
  async askCoordinator(): Promise<void> {
    const { node, release } = await this.#options.link.hold(this.#signal())
    await this.#pull(node, 'none').finally(release)
  }

  /** When a coordinator was last connected or answered, in ms since 1970; 0: never in this run. */
  coordinatorSeenAt(): number {
    if (this.#options.link.connected !== undefined) this.#lastSeenAt = this.#options.clock.now()
    return this.#lastSeenAt
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('the agent stops'))
    this.#timers.stop()
    this.#partners.stop()
    for (const unsubscribe of this.#unsubscribe) unsubscribe()
    this.#held?.release()
  }

  /** Too early to hold silence against anyone. */
  #isYoung(): boolean {
    return this.#options.clock.monotonic() - this.#startedAt < timing.aloneMs
  }

  #isAlone(): boolean {
    return this.#options.network.connectedMembers().length === 0
  }

  /** How long what the coordinator has is left to the first contact, in ms. */
  #patienceMs(): number {
    return this.#isAlone() || isFirstContact(this.#contactView()) ? 0 : timing.secondMs
  }

  /** Of what the coordinator has, the second contact takes at once only what nobody may hold up. */
  #newsBodies(): Bodies {
    return this.#patienceMs() === 0 ? 'all' : 'urgent'
  }

  #sourceFor(node: string): SyncSource {
    return sourceFor(node, this.#options, { isKnown: this.#partners.isKnown(node) })
  }

  async #serve(stream: Stream, node: string): Promise<void> {
    const frames = new FrameStream(stream, syncServerFrames)
    try {
      // news of the coordinator is for its contacts: others are connected to it only to report
      const isNews = this.#options.link.isCoordinator(node)
      const isOurs = !isNews || this.#held?.node === node
      const isWorthIt = (differs: boolean) => differs && isOurs && !this.#partners.isInVain(node)
      let hasAsked = false
      const result = await serveSync(frames, this.#sourceFor(node), this.#signal(), ({ summary, differs }) => {
        this.#partners.noteSummary(node, summary)
        hasAsked = isNews && isWorthIt(differs)
        // while it still looks what is here: that takes round trips over the WAN
        if (hasAsked) this.#partners.exchangeSoon(node, { bodies: this.#newsBodies() })
      })
      if (result.summary !== result.offered) this.#partners.noteSummary(node, result.summary)
      this.#learn(node, result)
      const delayMs = result.envelopes > 0 ? timing.settleMs : 0
      if (isWorthIt(result.differs) && (delayMs > 0 || !hasAsked))
        this.#partners.exchangeSoon(node, { delayMs, bodies: isNews ? this.#newsBodies() : 'all', ifDiffers: true })
    } catch (error) {
      this.#failed(stream, node, error)
    }
  }

  /** Whether it was answered to its end. */
  async #pull(node: string, bodies: Bodies): Promise<boolean> {
    const { clock, link, network, onMisplaced, trust } = this.#options
    const signal = this.#signal()
    const stream = await network.openStream(node, protocols.sync, signal)
    const isOutside = link.isCoordinator(node)
    const onlyTells = bodies === 'none' && !isOutside // the coordinator's heads show to which site it counts us
    const asks = onlyTells ? 'nothing' : this.#partners.differs(node) ? 'at-once' : 'what-differs'
    const before = trust.summary()
    const began = clock.monotonic()
    const sink = this.#sinks.sinkFor(node, bodies)
    this.#news.exchangeBegan()
    try {
      const source = this.#sourceFor(node)
      const watched = isOutside ? watchedSink(sink, trust.site, onMisplaced) : sink
      // when it comes: what it tells meanwhile is newer
      const onOffer = ({ summary }: { summary: Digest }) => this.#partners.noteSummary(node, summary)
      const result = await pullSync(new FrameStream(stream, syncFrameLimits), source, watched, signal, {
        asks,
        onOffer,
      })
      if (!onlyTells) this.#faults.succeeded(node) // nor when it asks us: that costs it little
      this.#learn(node, result)
      if (isOutside && source.needsPeers?.())
        this.#options.onWord?.({ live: livePeers(result.peers), elsewhere: result.elsewhere })
      const broughtNothing = bodies === 'all' && result.differs && trust.summary() === before
      this.#partners.notePull(node, { summary: result.summary, broughtNothing })
      if (bodies === 'urgent' && result.differs)
        this.#partners.exchangeSoon(node, { delayMs: this.#patienceMs(), ifDiffers: true })
      return true
    } catch (error) {
      this.#failed(stream, node, error)
      return false
    } finally {
      const hasBrought = sink.delivered() > 0 && trust.summary() !== before
      this.#news.exchangeEnded({ hasBrought, tookMs: isOutside ? 0 : clock.monotonic() - began })
    }
  }

  #signal(): AbortSignal {
    return AbortSignal.any([this.#stop.signal, AbortSignal.timeout(limits.exchangeMs)])
  }

  #learn(node: string, { peers, envelopes, differs }: SyncResult): void {
    const { clock, link, log, neighbours } = this.#options
    if (link.isCoordinator(node)) {
      this.#lastSeenAt = clock.now()
      this.#failures = 0
    }
    for (const peer of peers) neighbours.learn(peer, peer.node === node ? 'self' : 'hearsay')
    if (differs || envelopes > 0) log.debug({ node, envelopes }, 'exchanged')
  }

  #failed(stream: Stream, node: string, error: unknown): void {
    const cause = error instanceof Error ? error : new Error(String(error))
    this.#faults.failed(node, error)
    if (this.#options.link.isCoordinator(node)) this.#options.onMisplaced?.()
    if (!this.#stop.signal.aborted) this.#options.log.debug({ node, reason: cause.message }, 'exchange failed')
    stream.abort(cause)
  }

  async #exchange(node: string, bodies: Bodies): Promise<void> {
    const { link, log, network } = this.#options
    const isAnswered = await this.#pull(node, bodies).catch((error: Error) => {
      log.debug({ node, reason: error.message }, 'no exchange')
      return false
    })
    if (this.#stop.signal.aborted || link.isCoordinator(node)) return
    if (isAnswered && bodies === 'none') return // to be told costs it little
    if (this.#silence.note(node, { isAnswered })) {
      log.debug({ node, isAnswered }, 'counted anew among the contacts')
      this.#reconsider()
    }
    const isWorthAnother = !isAnswered && !this.#silence.has(node) && network.connectedMembers().includes(node)
    if (isWorthAnother) this.#partners.exchangeSoon(node, { delayMs: timing.retryMs })
  }

  #connected(node: string): void {
    const { link } = this.#options
    if (link.isCoordinator(node)) this.#lastSeenAt = this.#options.clock.now()
    else this.#partners.exchangeSoon(node)
    this.#reconsider()
  }

  #disconnected(node: string): void {
    this.#partners.forget(node)
    if (this.#held?.node === node) {
      this.#drop()
      this.#postpone()
    }
    this.#reconsider()
  }

  #exchangeWithAny(): void {
    const { neighbours, network, random } = this.#options
    const members = network.connectedMembers()
    const node = members[Math.floor(random() * members.length)]
    if (node !== undefined) this.#partners.exchangeSoon(node)
    if (this.isContact()) neighbours.probe(presumedDead(this.#contactView()).slice(0, limits.placeProbes))
    this.#reconsider()
  }

  /** Whether to be connected to the coordinator, now that something may have changed. */
  #reconsider(): void {
    if (this.#stop.signal.aborted) return
    const { clock, discovers } = this.#options
    const isLost = this.#isAlone() && !(discovers && this.#isYoung())
    const isStandIn = clock.monotonic() < this.#standsInUntil
    const wanted = this.isContact() || isStandIn || isLost || this.#isStale()
    if (wanted && !this.#isHolding && clock.monotonic() >= this.#holdNotBefore) void this.#hold()
    if (!wanted && this.#held) this.#drop()
    if (this.#isAlone() && !this.#wasAlone && this.#held) this.#greet(this.#held.node)
    this.#wasAlone = this.#isAlone()
    if (this.#isYoung()) this.#timers.after('young', timing.aloneMs, () => this.#reconsider())
  }

  /** The coordinator renews a heartbeat at half its life: an older one means that no contact does its work. */
  #isStale(): boolean {
    const header = this.#options.trust.heartbeat()?.header
    if (!header) return false
    return this.#options.trust.now() > ((header.issuedAt + header.notAfter) / 2) * 1000 + timing.contactMs
  }

  async #hold(): Promise<void> {
    this.#isHolding = true
    try {
      const held = await this.#options.link.hold(this.#signal())
      this.#held = held
      this.#lastSeenAt = this.#options.clock.now()
      this.#greet(held.node)
    } catch (error) {
      this.#isHolding = false
      this.#postpone()
      this.#options.onSilence?.()
      this.#options.log.debug({ failures: this.#failures, reason: (error as Error).message }, 'coordinator not reached')
    }
  }

  /** A coordinator that did not answer, or hung up, is asked again after growing waits until an exchange has succeeded. */
  #postpone(): void {
    this.#failures++
    const fullMs = Math.min(limits.coordinatorBackoffMs, SECOND_MS * 2 ** (this.#failures - 1))
    const delayMs = fullMs * (0.5 + this.#options.random() / 2)
    this.#holdNotBefore = this.#options.clock.monotonic() + delayMs
    this.#timers.after('hold', delayMs, () => this.#reconsider())
  }

  /** The first exchange; while no neighbour turns up, more follow at growing intervals: others become known later than we. */
  #greet(node: string): void {
    this.#partners.exchangeSoon(node, { bodies: this.#isPatient() ? 'none' : this.#newsBodies() })
    this.#askWhileAlone(timing.firstAskMs)
  }

  #askWhileAlone(delayMs: number): void {
    this.#timers.after('alone', delayMs, () => {
      if (!this.#held || !this.#isAlone()) return
      this.#partners.exchangeSoon(this.#held.node, { bodies: this.#isPatient() ? 'none' : 'all' })
      this.#askWhileAlone(Math.min(delayMs * 2, MINUTE_MS))
    })
  }

  /** When a whole office starts without mDNS, all ask for addresses, and the bodies still cross the WAN through the contacts. */
  #isPatient(): boolean {
    return this.#isYoung() && !this.isContact()
  }

  #drop(): void {
    this.#held?.release()
    this.#held = undefined
    this.#isHolding = false
  }
}
