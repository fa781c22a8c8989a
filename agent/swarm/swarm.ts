// The swarm of one node at work: carries out what step.ts decides, on real streams, a real store and real sources, and feeds back what
// became of it. Every decision is in the pure files beside this one; here are only timers, errors and counters.

import { type Announcement, encodeAnnouncement } from '../../core/announcement.ts'
import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { signOften } from '../../core/ed25519.ts'
import { preAuthEncoding, sealEnvelope } from '../../core/envelope.ts'
import { payloadType } from '../../core/kinds.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { protocols } from '../../core/protocols.ts'
import type { Random } from '../../core/random.ts'
import type { Traffic } from '../../core/report.ts'
import type { MemberClass, Roster } from '../../core/roster.ts'
import { BreachLog, type Fault } from './breach-log.ts'
import { Duplicates } from './duplicates.ts'
import { Keeper, type PieceStore } from './keeper.ts'
import { holdsLeases, roleOf } from './leases.ts'
import { isLive, liveCandidates } from './live.ts'
import type { OriginClient } from './origin-client.ts'
import { OutsideFetches } from './outside-fetches.ts'
import type { OutsidePace } from './outside-pace.ts'
import { type GuestRules, OutsideRules } from './outside-rules.ts'
import { PieceRequests } from './piece-requests.ts'
import { PieceUploads } from './piece-uploads.ts'
import type { OwnWay } from './place.ts'
import { lowerClass, rankMembers } from './rank.ts'
import { type Edition, noteCopy } from './relays.ts'
import { sourceWait } from './source-wait.ts'
import { isTalk, nextTick, step } from './step.ts'
import { SwarmLinks } from './swarm-links.ts'
import type { SwarmNetwork } from './swarm-network.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import {
  createSwarmState,
  hasWork,
  type Said,
  type SwarmEffect,
  type SwarmEvent,
  type SwarmState,
} from './swarm-state.ts'
import { type SwarmPeer, type SwarmStatus, viewPeers, viewPlace, viewProgress, viewSilenced } from './swarm-view.ts'
import { TrafficBook, type TrafficTable, type TrafficTotals } from './traffic.ts'
import type { Wanted, WantedProgress } from './wanted.ts'

export interface SwarmOptions {
  node: string
  /** The node's 64-byte Ed25519 secret key. */
  secretKey: Uint8Array
  fleet: Digest
  site: string
  /** The site's current roster; say `rosterChanged` when it is another. */
  roster(): Roster
  /** What this node says it is: it may only lower what the roster says. */
  class?: MemberClass
  network: SwarmNetwork
  store: PieceStore
  origin: OriginClient
  /** What may be fetched and given at this moment; absent: everything. */
  rules?: GuestRules
  pace?: OutsidePace
  traffic: TrafficTable
  /** The node's id, or this node's own, was heard from two places. */
  onDuplicate(node: string): void
  clock: Clock
  random: Random
  log: Log
}

export async function createSwarm(options: SwarmOptions): Promise<Swarm> {
  const swarm = new Swarm(options)
  await swarm.start()
  return swarm
}

export class Swarm {
  readonly #options: SwarmOptions
  readonly #state: SwarmState
  readonly #keeper: Keeper
  readonly #links: SwarmLinks
  readonly #book: TrafficBook
  readonly #outside: OutsideFetches
  readonly #requests: PieceRequests
  readonly #uploads: PieceUploads
  readonly #breaches: BreachLog
  readonly #listeners = new Set<(artifact: Digest) => void>()
  readonly #ended = new AbortController()
  readonly #offs: (() => void)[] = []
  readonly #startedWall: number
  readonly #startedMono: number
  readonly #rules: OutsideRules
  readonly #holdUps = new Set<() => void>()
  #holdUp = '[]'
  #holdUpAt = 0
  #isSilent = false
  #wanted: readonly Wanted[] = []
  #cancelTick: (() => void) | undefined
  #cancelSave: (() => void) | undefined
  #beat: { wall: number; mono: number }

  constructor(options: SwarmOptions) {
    const { clock, log, node, fleet, site, network } = options
    this.#options = options
    this.#startedWall = clock.now()
    this.#startedMono = clock.monotonic()
    this.#beat = { wall: this.#startedWall, mono: this.#startedMono }
    this.#state = createSwarmState({ node, ranking: this.#ranking(), slots: swarmNumbers.slots }, this.#now())
    this.#book = new TrafficBook(options.traffic)
    const dispatch = (event: SwarmEvent) => this.#dispatch(event)
    this.#keeper = new Keeper({
      store: options.store,
      clock,
      log,
      dispatch,
      now: () => this.#now(),
      onLocal: wanted => this.#countLocal(wanted),
      onComplete: artifact => {
        for (const listener of this.#listeners) listener(artifact)
      },
    })
    const membership = { fleet, site }
    const isMember = (other: string) => other !== node && this.#state.ranking.of.has(other)
    const duplicates = new Duplicates({ node, boot: Math.floor(this.#state.boot) }, clock.monotonic())
    const isDuplicate = (body: Announcement) => {
      const isShown = duplicates.hear(body, clock.monotonic())
      if (isShown) options.onDuplicate(body.node)
      return isShown
    }
    const onCopy = (from: string, edition: Edition) => noteCopy(this.#state, from, edition)
    this.#breaches = new BreachLog({ clock, log })
    const common = { breaches: this.#breaches, membership, clock, log }
    this.#links = new SwarmLinks({ ...common, node, network, isMember, dispatch, onCopy, isDuplicate })
    const parts = { state: this.#state, keeper: this.#keeper, book: this.#book, log, dispatch }
    this.#outside = new OutsideFetches({ ...parts, origin: options.origin, now: () => this.#now() })
    this.#requests = new PieceRequests({ ...common, ...parts, network })
    this.#uploads = new PieceUploads({ ...common, source: this.#keeper, isMember })
    this.#rules = new OutsideRules({ rules: options.rules, pace: options.pace, clock })
  }

  async start(): Promise<void> {
    const { network } = this.#options
    await this.#book.load()
    await network.handle(protocols.swarm, (stream, node) => void this.#links.accept(stream, node), {
      maxInboundStreams: limits.swarmStreams,
    })
    await network.handle(protocols.piece, (stream, node) => this.#uploads.serve(stream, node), {
      maxInboundStreams: limits.swarmStreams,
    })
    this.#offs.push(
      network.onConnect(node => this.#links.connect(node)),
      network.onDisconnect(node => this.#links.disconnect(node)),
    )
    for (const node of network.connectedMembers()) this.#links.connect(node)
    this.#saveTraffic()
  }

  /** Replaces the set of wanted artifacts. Those the store has whole are served to others while they are wanted. */
  want(list: readonly Wanted[]): void {
    for (const { artifact, sizeBytes, needed } of list) this.#book.want(artifact, sizeBytes, needed)
    this.#wanted = list
    this.#options.store.keep(new Set(list.map(({ artifact }) => artifact)))
    this.#isSilent = this.#rules.isSilent
    this.#keeper.want(this.#isSilent ? [] : list)
  }

  /** Policy, or a choice made at this machine, may be another: it counts at once. */
  rulesChanged(): void {
    this.#dispatch({ type: 'tick' })
    if (this.#rules.isSilent !== this.#isSilent) this.want(this.#wanted)
  }

  /** Called for each wanted artifact once it is whole in the store, also when it was already when it became wanted. */
  onComplete(listener: (artifact: Digest) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Called when what keeps artifacts from coming is another than before. */
  onHoldUp(listener: () => void): () => void {
    this.#holdUps.add(listener)
    return () => this.#holdUps.delete(listener)
  }

  /** At most once a second: it looks at every artifact. */
  #noticeHoldUps(): void {
    const now = this.#options.clock.monotonic()
    if (now - this.#holdUpAt < limits.rateSampleMs) return
    this.#holdUpAt = now
    const progress = this.#progress().map(each => [each.artifact, each.status, each.waitsFor, each.found])
    const holdUp = JSON.stringify(progress)
    if (holdUp === this.#holdUp) return
    this.#holdUp = holdUp
    for (const listener of this.#holdUps) listener()
  }

  rosterChanged(): void {
    const { network } = this.#options
    this.#dispatch({ type: 'roster-changed', ranking: this.#ranking() })
    for (const node of this.#state.neighbours.keys())
      if (!this.#state.ranking.of.has(node)) this.#links.disconnect(node)
    for (const node of network.connectedMembers()) this.#links.connect(node)
  }

  /** Where this node is now. */
  setPlace(own: OwnWay): void {
    this.#dispatch({ type: 'place-changed', own })
  }

  /** Whether this node may fetch from outside now, or holds up others by its leases. */
  isFetching(): boolean {
    return hasWork(this.#state) && roleOf(this.#state, this.#now()) !== 'bystander'
  }

  /** Whether a member was heard of late, directly or relayed. */
  isHeard(node: string): boolean {
    const peer = this.#state.peers.get(node)
    return peer !== undefined && isLive(peer, this.#now())
  }

  status(): SwarmStatus {
    return {
      role: roleOf(this.#state, this.#now()),
      sourceWaitUntil: sourceWait(this.#state, this.#now()),
      ...viewPlace(this.#state, this.#now()),
      neighbours: this.#state.neighbours.size,
      uploadedBytes: this.#uploads.sentBytes,
      closed: this.#rules.closed(this.#state),
      artifacts: this.#progress(),
    }
  }

  #progress(): WantedProgress[] {
    if (this.#isSilent) return this.#wanted.map(wanted => viewSilenced(wanted, this.#options.store))
    const closed = this.#rules.closed(this.#state)
    return [...this.#keeper.entries()].map(entry => viewProgress(entry, { state: this.#state, closed }, this.#now()))
  }

  peers(): SwarmPeer[] {
    return viewPeers(this.#state, this.#now())
  }

  /** What ended a stream with it, as no honest member's ends. */
  faultOf(node: string): Fault | undefined {
    return this.#breaches.faultOf(node)
  }

  /** Members that might fetch from outside, best first; this node may be among them. */
  liveCandidates(): string[] {
    return liveCandidates(this.#state, this.#now())
  }

  traffic(): Traffic[] {
    return this.#book.list()
  }

  totals(): TrafficTotals {
    return this.#book.totals()
  }

  async close(): Promise<void> {
    this.#ended.abort()
    this.#cancelTick?.()
    this.#cancelSave?.()
    for (const off of this.#offs) off()
    this.#uploads.close()
    this.#options.pace?.close()
    this.#requests.close()
    this.#keeper.close()
    this.#links.close()
    await this.#outside.close()
    await this.#book.save()
  }

  /** Of this node what it says of itself, as the others rank it once they have heard it. */
  #ranking() {
    const { node, site, roster, class: said } = this.#options
    const members = roster().members.map(member =>
      member.node === node ? { ...member, class: lowerClass(member.class, said ?? member.class) } : member,
    )
    return rankMembers(site, members)
  }

  /** Milliseconds that never go back: wall time at the start, and what has passed since. */
  #now(): number {
    return this.#startedWall + (this.#options.clock.monotonic() - this.#startedMono)
  }

  #dispatch(event: SwarmEvent): void {
    if (this.#ended.signal.aborted) return
    this.#noticePause()
    for (const told of this.#rules.changes(this.#state, this.#now()))
      this.#carryOut(step(this.#state, told, this.#now(), this.#options.random))
    this.#carryOut(step(this.#state, event, this.#now(), this.#options.random))
    if (!isTalk(event)) this.#completeWhole()
    this.#rules.keepPace(this.#state, this.#now())
    this.#noticeHoldUps()
    this.#uploads.rate = this.#rules.lanUploadBytesPerSecond
    this.#scheduleTick()
  }

  /** While it leases a node ticks ten times a second: a longer gap means that the process stood still. */
  #noticePause(): void {
    const { clock, log } = this.#options
    const beat = { wall: clock.now(), mono: clock.monotonic() }
    const gapMs = Math.max(beat.wall - this.#beat.wall, beat.mono - this.#beat.mono)
    this.#beat = beat
    if (gapMs <= limits.loopPauseMs || !holdsLeases(this.#state)) return
    log.warn({ gapMs }, 'process stood still, leases dropped')
    this.#carryOut(step(this.#state, { type: 'loop-paused' }, this.#now(), this.#options.random))
  }

  #scheduleTick(): void {
    const { clock } = this.#options
    const now = this.#now()
    const at = nextTick(this.#state, now)
    const tick = () => this.#dispatch({ type: 'tick' })
    this.#cancelTick?.()
    this.#cancelTick = Number.isFinite(at) ? clock.after(Math.max(1, at - now), tick) : undefined
  }

  #carryOut(effects: SwarmEffect[]): void {
    for (const effect of effects) this.#act(effect)
  }

  #completeWhole(): void {
    for (const artifact of this.#state.artifacts.values())
      if (artifact.status === 'complete' && this.#keeper.get(artifact.digest)?.status === 'fetching')
        void this.#keeper.complete(artifact.digest)
  }

  #act(effect: SwarmEffect): void {
    switch (effect.type) {
      case 'request-piece':
        void this.#requests.request(effect)
        return
      case 'cancel-piece':
        return // the answer is on its way; it is dropped when it comes
      case 'fetch-outside':
        void this.#outside.fetch(effect)
        return
      case 'abort-outside':
        this.#outside.abort(effect.request, effect)
        return
      case 'announce':
        this.#announce(effect.said, effect.to)
        return
      case 'relay':
        for (const node of effect.to) this.#links.send(node, { announcement: effect.envelope })
        return
      case 'repeat':
        this.#links.repeat(effect.to)
        return
      case 'tell-have': {
        const artifact = Buffer.from(effect.artifact, 'hex')
        const { all, pieces } = effect
        this.#links.send(effect.to, { have: { artifact, pieces, ...(all ? { bitfield: all } : {}) } })
        return
      }
      case 'ask':
        this.#links.send(effect.to, { ask: { artifacts: effect.artifacts.map(digest => Buffer.from(digest, 'hex')) } })
        return
      case 'renew-link':
        this.#options.log.warn(
          { node: effect.to, ...effect.owed },
          'neighbour gave nothing of what it has, link renewed',
        )
        this.#requests.drop(effect.to)
        this.#links.disconnect(effect.to)
    }
  }

  #announce(said: Said, to: string[]): void {
    if (to.length === 0) return // nobody to tell: no signature for it
    const { fleet, site, node, secretKey } = this.#options
    const payload = encodeAnnouncement({
      ...said,
      fleet,
      site,
      node,
      boot: Math.floor(said.boot),
      until: Math.floor(said.until),
      class: this.#state.self?.class ?? 'metered',
    })
    const sig = signOften(secretKey, preAuthEncoding(payloadType('announcement'), payload))
    const envelope = sealEnvelope('announcement', payload, [{ keyId: node, sig }])
    this.#links.remember(envelope)
    for (const other of to) this.#links.send(other, { announcement: envelope })
  }

  #countLocal({ artifact, sizeBytes }: Wanted): void {
    if (this.#book.bytesOf(artifact) === 0) this.#book.countLocal(artifact, sizeBytes)
  }

  #saveTraffic(): void {
    this.#book.save().catch(error => this.#options.log.warn({ err: error }, 'traffic counters not written'))
    this.#cancelSave = this.#options.clock.after(limits.trafficSaveMs, () => this.#saveTraffic())
  }
}
