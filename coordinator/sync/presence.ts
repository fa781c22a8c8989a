// Which members of a site are there as far as the coordinator can tell: those that are connected to it, as contacts are, and as who reaches no
// neighbour is; and for a while those whose reports others have just carried here. Only somebody outside can tell whether a node is alone or cut off, and whether it is at its site at all.

import { addressRanges, tcpAddressOf } from '../../core/address-ranges.ts'
import type { Clock } from '../../core/clock.ts'
import { limits, SECOND_MS } from '../../core/limits.ts'
import { networkOf } from '../strangers.ts'

export interface PresenceDeps {
  /** Connected members, of every site. */
  connected: () => readonly string[]
  /** IP address that a connected node comes from. */
  addressOf: (node: string) => string | undefined
  /** Multiaddrs that the node last told of itself. */
  toldBy: (node: string) => readonly string[]
  siteOf: (node: string) => string | undefined
  prefixesOf: (site: string) => readonly string[]
  clock: Clock
}

const NEVER = Number.NEGATIVE_INFINITY

export class Presence {
  readonly #deps: PresenceDeps
  /** Of connected ones, on the monotonic clock. */
  readonly #heardAt = new Map<string, number>()
  /** Of those that somebody else brought news of, the oldest first. */
  readonly #carriedAt = new Map<string, number>()

  constructor(deps: PresenceDeps) {
    this.#deps = deps
  }

  /** The node runs an exchange. */
  heard(node: string): void {
    this.#heardAt.set(node, this.#deps.clock.monotonic())
    const connected = new Set(this.#deps.connected())
    for (const known of this.#heardAt.keys()) if (!connected.has(known)) this.#heardAt.delete(known)
  }

  /**
   * A neighbour of the node brought a new report that it signed. The report may have been on its way for as long as a relay waits, or been held
   * back by who carried it: it counts for a short while, and says nothing of the node's addresses.
   */
  heardOf(node: string): void {
    const now = this.#deps.clock.monotonic()
    this.#carriedAt.delete(node)
    this.#carriedAt.set(node, now)
    for (const [known, at] of this.#carriedAt) {
      if (now - at < limits.carriedPresenceMs) break
      this.#carriedAt.delete(known)
    }
  }

  /**
   * Members of the site, `asker` excepted, and how many seconds ago each was heard (1 and more): a connection may outlive its machine for a
   * while. Who says that it has no address of the site is away, and is nobody's neighbour.
   */
  liveMembers(site: string, asker: string): Map<string, number> {
    const now = this.#deps.clock.monotonic()
    const live = new Map<string, number>()
    const carried = [...this.#carriedAt].filter(([, at]) => now - at < limits.carriedPresenceMs).map(([node]) => node)
    const candidates = new Set([...this.#deps.connected(), ...carried])
    for (const node of this.#atSite(site, asker, [...candidates])) {
      const heardAt = Math.max(this.#heardAt.get(node) ?? NEVER, this.#carriedAt.get(node) ?? NEVER)
      if (heardAt !== NEVER) live.set(node, Math.max(1, Math.ceil((now - heardAt) / SECOND_MS)))
    }
    return live
  }

  /**
   * Whether the node is at another place than its site, whatever private address it has there: where it comes from is not the site's, nobody
   * of the site comes from there, and two of them come from one other network. A site behind address translation has one outer address.
   * Of two single machines nobody can tell which one is at home.
   */
  isElsewhere(node: string, site: string): boolean {
    const own = this.#deps.addressOf(node)
    const inSite = addressRanges(this.#deps.prefixesOf(site))
    if (own === undefined || inSite.contains(own)) return false
    const others = this.#atSite(site, node, this.#deps.connected()).flatMap(other => this.#deps.addressOf(other) ?? [])
    const networks = others.map(address => (inSite.contains(address) ? 'the site' : networkOf(address)))
    const isHome = networks.some((network, at) => network === 'the site' || networks.indexOf(network) !== at)
    return isHome && !networks.includes(networkOf(own))
  }

  #atSite(site: string, asker: string, nodes: readonly string[]): string[] {
    const { siteOf, toldBy, prefixesOf } = this.#deps
    const inSite = addressRanges(prefixesOf(site))
    const isHere = (node: string) =>
      inSite.isEmpty || toldBy(node).some(address => inSite.contains(tcpAddressOf(address)?.ip ?? ''))
    return nodes.filter(node => node !== asker && siteOf(node) === site && isHere(node))
  }
}
