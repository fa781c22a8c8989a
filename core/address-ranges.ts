// Address ranges in CIDR notation and what lies in them: a site's signed prefixes, a machine's own links. It resolves no names.

import { BlockList, isIP, isIPv4 } from 'node:net'

export interface AddressRanges {
  contains(ip: string): boolean
  isEmpty: boolean
}

/** What is no CIDR covers nothing. */
export function addressRanges(list: readonly string[]): AddressRanges {
  const ranges = new BlockList()
  let isEmpty = true
  for (const text of list) {
    const [network = '', bits = ''] = text.split('/')
    const family = isIP(network)
    const isCidr = family !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)
    if (!isCidr) continue
    ranges.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
    isEmpty = false
  }
  return { isEmpty, contains: ip => ranges.check(ip, isIPv4(ip) ? 'ipv4' : 'ipv6') }
}

/** The IP address of a multiaddr of TCP; undefined for anything else: names would have to be resolved. */
export function tcpAddressOf(address: string): { ip: string; port: number } | undefined {
  const match = /^\/ip([46])\/([0-9a-fA-F.:]+)\/tcp\/(\d{1,5})$/.exec(address)
  const port = Number(match?.[3])
  const isWhole = match && isIP(match[2]!) === Number(match[1]) && port > 0 && port < 65_536
  return isWhole ? { ip: match[2]!, port } : undefined
}
