// Which announced addresses a node dials, and which of its own it announces. Anyone on the LAN can announce anything by mDNS, and a member
// can name any address for another: neither may send us elsewhere than to our own links or our site's signed prefixes.

import { addressRanges, tcpAddressOf } from '../core/address-ranges.ts'
import { limits } from '../core/limits.ts'
import type { Links } from './interfaces.ts'

export interface DialScope {
  /** CIDR notation: the roster's prefixes. */
  prefixes: readonly string[]
  links: Links
  /** Multiaddrs we listen on ourselves. */
  own: readonly string[]
}

/**
 * A function that picks the dialable addresses: those of the site on our own links first, then those it routes to, then what else is on our
 * links. Never ourselves: what every machine calls its own (172.17.0.1) is dialled by none.
 */
export function createDialScope({ prefixes, links, own }: DialScope): (addresses: readonly string[]) => string[] {
  const onLink = addressRanges(links.lan)
  const inSite = addressRanges(prefixes)
  const ours = new Set(own)
  return addresses => {
    const known = addresses.flatMap(address => {
      const ip = tcpAddressOf(address)?.ip
      if (ip === undefined || ours.has(address)) return []
      return [{ address, near: onLink.contains(ip), inside: inSite.contains(ip) }]
    })
    const nearInside = known.filter(each => each.near && each.inside)
    const routed = known.filter(each => !each.near && each.inside)
    const near = known.filter(each => each.near && !each.inside)
    return [...nearInside, ...routed, ...near].map(({ address }) => address)
  }
}

/**
 * Of the addresses we listen on, what others are told. Those within the site's prefixes, if there are any; else all that other machines can
 * meet us at. Loopback helps only those who listen on nothing else; link-local IPv6 means nothing without our interface's name.
 */
export function announcedAddresses(
  addresses: readonly string[],
  { prefixes, links }: Pick<DialScope, 'prefixes' | 'links'>,
): string[] {
  const inSite = addressRanges(prefixes)
  const lan = new Set(links.lan.map(cidr => cidr.split('/')[0]))
  const internal = new Set(links.all.map(cidr => cidr.split('/')[0]).filter(ip => !lan.has(ip)))
  const usable = addresses.filter(address => !address.startsWith('/ip6/fe80:'))
  const remote = usable.filter(address => !isLoopback(address))
  const inside = remote.filter(address => inSite.contains(tcpAddressOf(address)?.ip ?? ''))
  const met = remote.filter(address => !internal.has(tcpAddressOf(address)?.ip))
  const told = [inside, met, usable.filter(isLoopback)].find(list => list.length > 0) ?? []
  return told.slice(0, limits.addresses)
}

function isLoopback(address: string): boolean {
  return address.startsWith('/ip4/127.') || address.startsWith('/ip6/::1/')
}
