// Keeps the node connected to some members of its site: an address book of what mDNS, other members and the coordinator say,
// and bounded, staggered dials with our own retries. Whom to dial is choose-dials.ts's decision.

import type { Clock } from '../core/clock.ts'
import { limits, SECOND_MS } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import type { Random } from '../core/random.ts'
import type { PeerAddresses } from '../core/sync-exchange.ts'
import type { Table } from '../core/table.ts'
import { backoffMs, chooseDials, type DialView, firstDialDelayMs, nextChoiceAt } from './choose-dials.ts'
import { createDialScope } from './dial-scope.ts'
import type { Links } from './interfaces.ts'
import type { Network } from './network.ts'

/** Who told us: the node itself; any host of the LAN, perhaps as that node; another member or the coordinator; our last run. */
export type Source = 'self' | 'mdns' | 'hearsay' | 'stored'

export interface NeighboursOptions {
  network: Pick<
    Network,
    | 'node'
    | 'addresses'
    | 'ownAddresses'
    | 'dial'
    | 'connectedMembers'
    | 'onConnect'
    | 'onDisconnect'
    | 'isConnected'
    | 'remoteAddress'
  >
  /** The roster's members and prefixes now. */
  site: () => { members: readonly string[]; prefixes: readonly string[] }
  /** The machine's own addresses now; say `addressesChanged` when they are others. */
  links: () => Links
  /** Whether nobody is to be dialled: this node is away from its site. Say `addressesChanged` when it is back. */
  isShut?: () => boolean
  /** Addresses that worked, by node: where to look after a restart without mDNS and coordinator. */
  table: Table<string[]>
  clock: Clock
  random: Random
  log: Log
}

interface Known {
  told: Map<Source, string[]>
  /** What of it we would dial, best first. */
  addresses: string[]
  /** Dials and short-lived connections that failed in a row. */
  failures: number
  /** The last dial got no answer at all. */
  isSilent: boolean
  /** On the monotonic clock, as `connectedAt`. */
  nextDialAt: number
  connectedAt: number
}

/** A connection this short was a refusal: a full neighbour, or a roster that does not name us yet. */
const refusalMs = 3 * SECOND_MS

export class Neighbours {
  readonly #options: NeighboursOptions
  readonly #book = new Map<string, Known>()
  readonly #dialling = new Set<string>()
  readonly #stop = new AbortController()
  readonly #unsubscribe: (() => void)[]
  #cancelChoice: () => unknown = () => undefined
  /** Where mDNS saw nodes that are not in the roster yet: a newcomer is heard before its roster comes. */
  readonly #strangers = new Map<string, string[]>()
  #members = new Set<string>()
  #prefixes: readonly string[] = []
  #dialable: (addresses: readonly string[]) => string[] = () => []

  constructor(options: NeighboursOptions) {
    this.#options = options
    const { network } = options
    this.#unsubscribe = [
      network.onConnect(node => this.#connected(node)),
      network.onDisconnect(node => this.#disconnected(node)),
    ]
    this.recheck()
  }

  /** Reads what the last run stored. */
  async start(): Promise<void> {
    for await (const [node, addresses] of this.#options.table.entries()) this.learn({ node, addresses }, 'stored')
  }

  /** A hint of where a node is. Only members are dialled. */
  learn({ node, addresses }: PeerAddresses, source: Source): void {
    if (node === this.#options.network.node || addresses.length === 0) return
    if (!this.#members.has(node)) {
      if (source === 'mdns') this.#setAside({ node, addresses })
      return
    }
    const { clock, random } = this.#options
    const known = this.#book.get(node) ?? this.#enter(node)
    known.told.set(source, addresses.slice(0, limits.addressesPerSource))
    const before = new Set(known.addresses)
    known.addresses = this.#addressesOf(known)
    // a new address, or a sign of life by mDNS, is worth a try before the backoff is over; repeated hearsay is not
    if (source === 'mdns' || known.addresses.some(address => !before.has(address)))
      known.nextDialAt = Math.min(known.nextDialAt, clock.monotonic() + backoffMs(1, random))
    this.#chooseSoon()
  }

  /** For a sync offer: ourselves, then our neighbours, then whom else we know, `most` together. */
  peers(most: number): PeerAddresses[] {
    const { network } = this.#options
    const self = { node: network.node, addresses: network.addresses() }
    if (most === 1) return [self]
    const all = [...this.#book].map(([node, { addresses }]) => ({ node, addresses }))
    const [near, far] = [true, false].map(wanted =>
      all.filter(({ node, addresses }) => addresses.length > 0 && network.isConnected(node) === wanted),
    )
    return [self, ...near!, ...far!].slice(0, most)
  }

  /** Whether a member is known not to answer: the last dial got no answer, or nobody told us where it is. */
  isUnreachable(node: string): boolean {
    const known = this.#book.get(node)
    return !this.#options.network.isConnected(node) && (!known || known.addresses.length === 0 || known.isSilent)
  }

  /** The roster has changed. */
  recheck(): void {
    const { members, prefixes } = this.#options.site()
    this.#members = new Set(members)
    this.#prefixes = prefixes
    for (const node of this.#book.keys()) if (!this.#members.has(node)) this.#forget(node)
    this.#rescope()
    for (const [node, addresses] of this.#strangers) {
      if (!this.#members.has(node)) continue
      this.#strangers.delete(node)
      this.learn({ node, addresses }, 'mdns')
    }
    this.#chooseSoon()
  }

  /** Own links have changed: who was out of reach may be next door now. */
  addressesChanged(): void {
    const { clock, random } = this.#options
    this.#rescope()
    for (const known of this.#book.values()) {
      known.failures = 0
      known.nextDialAt = clock.monotonic() + backoffMs(1, random)
    }
    this.#chooseSoon()
  }

  /** Dials these now, though there may be neighbours enough: whoever is there should be known to be. */
  probe(nodes: readonly string[]): void {
    const { network } = this.#options
    for (const node of nodes) {
      const known = this.#book.get(node)
      if (!known || known.addresses.length === 0 || this.#isShut() || network.isConnected(node)) continue
      if (!this.#dialling.has(node)) void this.#dial(node)
    }
  }

  close(): void {
    this.#stop.abort()
    this.#cancelChoice()
    for (const unsubscribe of this.#unsubscribe) unsubscribe()
  }

  #setAside({ node, addresses }: PeerAddresses): void {
    if (this.#strangers.size >= limits.strangerHints) this.#strangers.delete(this.#strangers.keys().next().value!)
    this.#strangers.set(node, addresses.slice(0, limits.addressesPerSource))
  }

  #enter(node: string): Known {
    const { clock, network, random } = this.#options
    const nextDialAt = clock.monotonic() + firstDialDelayMs({ self: network.node, node }, random)
    const known: Known = { told: new Map(), addresses: [], failures: 0, isSilent: false, nextDialAt, connectedAt: 0 }
    this.#book.set(node, known)
    return known
  }

  #forget(node: string): void {
    this.#book.delete(node)
    this.#store(this.#options.table.delete(node))
  }

  /** Own links or the site's prefixes have changed. */
  #rescope(): void {
    const { links, network } = this.#options
    this.#dialable = createDialScope({ prefixes: this.#prefixes, links: links(), own: network.ownAddresses() })
    for (const known of this.#book.values()) known.addresses = this.#addressesOf(known)
  }

  /**
   * After a failure another source comes first: addresses are tried one after the other until time is up, and false ones that
   * swallow packets, announced by anyone on the LAN, would for ever stand before the right one of another source.
   */
  #addressesOf({ told, failures }: Known): string[] {
    const order: Source[] = ['self', 'mdns', 'stored', 'hearsay']
    const given = order.filter(source => told.has(source))
    const first = given.length > 0 ? failures % given.length : 0
    const turned = [...given.slice(first), ...given.slice(0, first)]
    return this.#dialable([...new Set(turned.flatMap(source => told.get(source) ?? []))])
  }

  #view(): DialView {
    const entries = [...this.#book].flatMap(([node, { addresses, nextDialAt }]) =>
      addresses.length > 0 ? [{ node, nextDialAt }] : [],
    )
    return { entries, connected: new Set(this.#options.network.connectedMembers()), dialling: this.#dialling }
  }

  #chooseSoon(): void {
    this.#chooseAt(this.#options.clock.monotonic())
  }

  #chooseAt(time: number): void {
    if (this.#stop.signal.aborted) return
    const { clock } = this.#options
    this.#cancelChoice()
    this.#cancelChoice = clock.after(Math.max(0, time - clock.monotonic()), () => this.#choose())
  }

  #isShut(): boolean {
    return this.#options.isShut?.() ?? false
  }

  #choose(): void {
    const { clock, random } = this.#options
    if (this.#isShut()) return // `addressesChanged` wakes it
    for (const node of chooseDials(this.#view(), clock.monotonic(), random)) void this.#dial(node)
    const next = nextChoiceAt(this.#view())
    if (next !== undefined) this.#chooseAt(Math.max(next, clock.monotonic() + limits.dialStaggerMs))
  }

  async #dial(node: string): Promise<void> {
    const { network, log } = this.#options
    const known = this.#book.get(node)
    if (!known) return
    const { addresses } = known
    this.#dialling.add(node)
    try {
      const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(limits.dialMs)])
      await network.dial(node, addresses, signal)
      this.#remember(node, known, addresses)
    } catch (error) {
      known.isSilent = true
      this.#fail(known)
      log.debug({ node, failures: known.failures, reason: (error as Error).message }, 'dial failed')
    } finally {
      this.#dialling.delete(node)
      this.#chooseSoon()
    }
  }

  /** Where it was reached is worth more than all that is said of it: of several addresses, only that one. */
  #remember(node: string, known: Known, dialled: readonly string[]): void {
    const ip = this.#options.network.remoteAddress(node)
    const reached = dialled.filter(address => ip !== undefined && address.split('/')[2] === ip)
    if (reached.length === 0) return
    known.told.set('stored', reached.slice(0, limits.addressesPerSource))
    this.#store(this.#options.table.put(node, reached))
  }

  #fail(known: Known): void {
    known.failures++
    known.addresses = this.#addressesOf(known)
    known.nextDialAt = this.#options.clock.monotonic() + backoffMs(known.failures, this.#options.random)
  }

  #connected(node: string): void {
    const known = this.#book.get(node)
    if (known) {
      known.connectedAt = this.#options.clock.monotonic()
      known.isSilent = false
    }
    this.#options.log.info({ node }, 'neighbour connected')
  }

  #disconnected(node: string): void {
    const { clock, log, random } = this.#options
    log.info({ node }, 'neighbour lost')
    const known = this.#book.get(node)
    if (!known) return
    const now = clock.monotonic()
    if (now - known.connectedAt < refusalMs) this.#fail(known)
    else {
      known.failures = 0
      known.nextDialAt = now + backoffMs(1, random)
    }
    this.#chooseSoon()
  }

  #store(write: Promise<void>): void {
    write.catch(error => this.#options.log.warn({ err: error }, 'address book not stored'))
  }
}
