// Which members of a site are there as far as the coordinator can tell: connected to it now, or heard of late. Nodes that reach nobody ask for
// it: only somebody outside can tell whether they are alone or cut off, and whether they are at their site at all.

import { addressRanges, tcpAddressOf } from '../../core/address-ranges.ts'
import type { Clock } from '../../core/clock.ts'
import { limits } from '../../core/limits.ts'
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

export class Presence {
  readonly #deps: PresenceDeps
  /** On the monotonic clock, in the order of time. */
  readonly #heardAt = new Map<string, number>()

  constructor(deps: PresenceDeps) {
    this.#deps = deps
  }

  /** The node has run an exchange. */
  heard(node: string): void {
    this.#heardAt.delete(node)
    this.#heardAt.set(node, this.#deps.clock.monotonic())
    this.#forgetOld()
  }

  /** Members of the site, `asker` excepted. Who says that it has no address of the site is away, and is nobody's neighbour. */
  liveMembers(site: string, asker: string): string[] {
    this.#forgetOld()
    return this.#atSite(site, asker, [...this.#deps.connected(), ...this.#heardAt.keys()])
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
    return [...new Set(nodes)].filter(node => node !== asker && siteOf(node) === site && isHere(node))
  }

  #forgetOld(): void {
    const oldest = this.#deps.clock.monotonic() - limits.presenceMs
    for (const [node, at] of this.#heardAt) {
      if (at >= oldest) return
      this.#heardAt.delete(node)
    }
  }
}
