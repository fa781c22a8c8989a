// Which announced addresses a node dials: TCP addresses on one of its own links or within its site's signed prefixes. Anyone
// on the LAN can announce anything by mDNS, and a member can name any address for another: neither may send us elsewhere.

import { BlockList, isIP, isIPv4 } from 'node:net'

export interface DialScope {
  /** CIDR notation: the roster's prefixes. */
  prefixes: readonly string[]
  /** CIDR notation: our own interfaces. */
  links: readonly string[]
}

/** A function that picks the dialable addresses, those on our own links first. */
export function createDialScope({ prefixes, links }: DialScope): (addresses: readonly string[]) => string[] {
  const onLink = rangesOf(links)
  const inSite = rangesOf(prefixes)
  return addresses => {
    const known = addresses.flatMap(address => {
      const ip = ipOf(address)
      return ip === undefined ? [] : [{ address, near: contains(onLink, ip), inside: contains(inSite, ip) }]
    })
    const near = known.filter(each => each.near)
    const routed = known.filter(each => !each.near && each.inside)
    return [...near, ...routed].map(({ address }) => address)
  }
}

/** The address of `/ip4/…/tcp/…` or `/ip6/…/tcp/…`, and of nothing else: names would have to be resolved. */
function ipOf(address: string): string | undefined {
  const match = /^\/ip([46])\/([0-9a-fA-F.:]+)\/tcp\/(\d{1,5})$/.exec(address)
  const port = Number(match?.[3])
  return match && isIP(match[2]!) === Number(match[1]) && port > 0 && port < 65_536 ? match[2] : undefined
}

function rangesOf(list: readonly string[]): BlockList {
  const ranges = new BlockList()
  for (const text of list) {
    const [network = '', bits = ''] = text.split('/')
    const family = isIP(network)
    const isCidr = family !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)
    if (isCidr) ranges.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6') // anything else covers nothing
  }
  return ranges
}

function contains(ranges: BlockList, ip: string): boolean {
  return ranges.check(ip, isIPv4(ip) ? 'ipv4' : 'ipv6')
}
