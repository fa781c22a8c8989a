// Gathers what there is to know about where this node is (own addresses, connected members, what the coordinator says), has place.ts decide,
// and tells when the answer changes. While this node fetches for its site it asks who is missed: neighbours that fell silent whether they are
// there, and the coordinator whether who does not answer has spoken since.

import type { Clock } from '../core/clock.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import type { Random } from '../core/random.ts'
import type { Links } from './interfaces.ts'
import type { Neighbours } from './neighbours.ts'
import type { Network } from './network.ts'
import {
  type CoordinatorWord,
  decidePlace,
  missedMembers,
  type OwnWay,
  ownRate,
  type PlaceView,
} from './swarm/place.ts'

/** What the swarm knows of members that the network does not. */
export interface SwarmEar {
  isHeard(node: string): boolean
  isFetching(): boolean
}

export interface PlaceWatchOptions {
  node: string
  /** Members by rank, best first, and the site's prefixes. */
  site: () => { ranked: readonly string[]; prefixes: readonly string[] }
  links: () => Links
  network: Pick<Network, 'connectedMembers' | 'onConnect' | 'onDisconnect' | 'check'>
  neighbours: Pick<Neighbours, 'isUnreachable' | 'probe'>
  /** Whether this node keeps the site's connection to the coordinator: what it asks costs no connection. */
  isContact: () => boolean
  /** Asks the coordinator once; its word comes through `heardWord` or `heardSilence`. */
  ask: () => Promise<void>
  /** The site's budget in bytes a second; undefined: none. */
  siteRate: () => number | undefined
  /** Bytes a second this node fetches for itself away from its site. */
  roamingRate: number
  clock: Clock
  random: Random
  log: Log
}

export class PlaceWatch {
  readonly #options: PlaceWatchOptions
  readonly #listeners = new Set<(own: OwnWay) => void>()
  readonly #offs: (() => void)[]
  /** On the monotonic clock, as all times here. */
  readonly #missedSince = new Map<string, number>()
  readonly #checkedAt = new Map<string, number>()
  #own: OwnWay = { place: { kind: 'unknown' }, rateBytesPerSecond: Number.POSITIVE_INFINITY, part: 0 }
  #ear: SwarmEar = { isHeard: () => false, isFetching: () => false }
  #aloneSince: number
  #word: CoordinatorWord | undefined
  #silentAt = Number.NEGATIVE_INFINITY
  #askAt = Number.NEGATIVE_INFINITY
  #askGapMs: number = limits.missedAskMs
  #cancelLook: () => unknown = () => undefined

  constructor(options: PlaceWatchOptions) {
    const { network, clock } = options
    this.#options = options
    this.#aloneSince = clock.monotonic()
    this.#offs = [
      network.onConnect(node => this.#connected(node)),
      network.onDisconnect(node => this.#disconnected(node)),
    ]
    this.reconsider()
  }

  get own(): OwnWay {
    return this.#own
  }

  /** Called at once, and whenever it is another. Returns what takes the listener back. */
  follow(listener: (own: OwnWay) => void): () => void {
    this.#listeners.add(listener)
    listener(this.#own)
    return () => this.#listeners.delete(listener)
  }

  /** The swarm runs now. */
  listenWith(ear: SwarmEar): void {
    this.#ear = ear
    this.reconsider()
  }

  /** `live`: members that are there, with the milliseconds since each was heard. */
  heardWord({ live, elsewhere }: { live: ReadonlyMap<string, number>; elsewhere: boolean }): void {
    const { clock, neighbours } = this.#options
    const at = clock.monotonic()
    this.#word = { at, live: new Map([...live].map(([node, ageMs]) => [node, at - ageMs])), elsewhere }
    const connected = new Set(this.#options.network.connectedMembers())
    const quiet = [...live.keys()].filter(node => !connected.has(node) && !this.#ear.isHeard(node))
    neighbours.probe(quiet.slice(0, limits.placeProbes))
    this.reconsider()
  }

  /** Members are missed, and it matters why. */
  wantsWord(): boolean {
    return this.#missedSince.size > 0 && this.#isSeeking(this.#options.clock.monotonic())
  }

  /** No coordinator could be reached. */
  heardSilence(): void {
    this.#silentAt = this.#options.clock.monotonic()
    this.reconsider()
  }

  /** Anything the answer depends on may have changed. */
  reconsider(): void {
    const now = this.#options.clock.monotonic()
    const view = this.#view()
    for (const node of missedMembers(view)) if (!this.#missedSince.has(node)) this.#missedSince.set(node, now)
    for (const node of this.#missedSince.keys())
      if (view.connected.has(node) || view.isHeard(node) || !view.ranked.includes(node)) this.#missedSince.delete(node)
    this.#move(view, now)
    if (this.#ear.isFetching()) this.#checkQuiet(view, now)
    if (this.wantsWord()) this.#askAbout(now)
    this.#lookLater()
  }

  close(): void {
    this.#cancelLook()
    for (const off of this.#offs) off()
    this.#listeners.clear()
  }

  #view(): PlaceView {
    const { node, site, links, network, neighbours } = this.#options
    const { ranked, prefixes } = site()
    return {
      self: node,
      ranked,
      prefixes,
      addresses: links().all.flatMap(cidr => cidr.split('/')[0] ?? []),
      connected: new Set(network.connectedMembers()),
      isHeard: other => this.#ear.isHeard(other),
      isUnreachable: other => neighbours.isUnreachable(other),
      missedSince: other => this.#missedSince.get(other),
      aloneSince: this.#aloneSince,
      word: this.#word,
      silentAt: this.#silentAt,
    }
  }

  #move(view: PlaceView, now: number): void {
    const { siteRate, roamingRate, random, log } = this.#options
    const place = decidePlace(view, now)
    const isNew = JSON.stringify(place) !== JSON.stringify(this.#own.place)
    const rateBytesPerSecond = ownRate(place, { siteRate: siteRate(), members: view.ranked.length, roamingRate })
    if (!isNew && rateBytesPerSecond === this.#own.rateBytesPerSecond) return
    const part = place.kind === this.#own.place.kind ? this.#own.part : random()
    if (isNew) log.info({ ...place, from: this.#own.place.kind }, 'place changed')
    this.#own = { place, rateBytesPerSecond, part }
    for (const listener of this.#listeners) listener(this.#own)
  }

  /** A link that is cut tells nobody: what is on the other end answers, or the connection goes. */
  #checkQuiet({ connected, isHeard }: PlaceView, now: number): void {
    for (const node of connected) {
      const since = this.#checkedAt.get(node) ?? now - limits.neighbourAskMs + limits.neighbourQuietMs
      if (isHeard(node)) this.#checkedAt.delete(node)
      else if (now - since >= limits.neighbourAskMs) {
        this.#checkedAt.set(node, now)
        void this.#options.network.check(node, AbortSignal.timeout(limits.neighbourAnswerMs))
      } else this.#checkedAt.set(node, since)
    }
  }

  /** Who fetches, and for a while the contacts: they will fetch next. */
  #isSeeking(now: number): boolean {
    const isRecent = now - Math.max(...this.#missedSince.values()) < limits.missedMs
    return this.#ear.isFetching() || (isRecent && this.#options.isContact())
  }

  #askAbout(now: number): void {
    if (now < this.#askAt) return
    this.#askAt = now + this.#askGapMs
    this.#askGapMs = Math.min(2 * this.#askGapMs, limits.missedAskMaxMs)
    this.#options.ask().catch(error => {
      this.#options.log.debug({ reason: (error as Error).message }, 'coordinator not asked who is there')
    })
  }

  #connected(node: string): void {
    this.#missedSince.delete(node)
    this.#checkedAt.delete(node)
    this.reconsider()
  }

  #disconnected(node: string): void {
    const { clock, network, random } = this.#options
    const now = clock.monotonic()
    this.#checkedAt.delete(node)
    this.#missedSince.set(node, now)
    this.#askGapMs = limits.missedAskMs
    this.#askAt = now + limits.missedAskMs * (0.5 + random()) // whoever else misses it speaks with the coordinator by then
    if (network.connectedMembers().length === 0) this.#aloneSince = now
    this.reconsider()
  }

  /** What happens elsewhere is no event here: a dial that failed, a swarm that began to fetch. */
  #lookLater(): void {
    const { kind } = this.#own.place
    const isSettled = kind === 'home' || kind === 'alone' || kind === 'roaming'
    const delayMs =
      isSettled && !this.#ear.isFetching() && !this.wantsWord() ? limits.placeIdleLookMs : limits.placeLookMs
    this.#cancelLook()
    this.#cancelLook = this.#options.clock.after(delayMs, () => this.reconsider())
  }
}
