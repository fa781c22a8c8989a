// Tells public addresses from those a redirect must never lead to: this machine, its links and its private networks.
// Addresses that carry an IPv4 address inside (mapped, NAT64, 6to4) are judged by that one. No I/O: names are resolved elsewhere.

import { BlockList, isIP, isIPv4 } from 'node:net'

const ranges: [network: string, prefix: number, family: 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'], // this host
  ['10.0.0.0', 8, 'ipv4'], // private
  ['100.64.0.0', 10, 'ipv4'], // carrier NAT
  ['127.0.0.0', 8, 'ipv4'], // loopback
  ['169.254.0.0', 16, 'ipv4'], // link-local, cloud metadata
  ['172.16.0.0', 12, 'ipv4'], // private
  ['192.168.0.0', 16, 'ipv4'], // private
  ['224.0.0.0', 4, 'ipv4'], // multicast
  ['240.0.0.0', 4, 'ipv4'], // reserved, broadcast
  ['::', 128, 'ipv6'], // unspecified
  ['::1', 128, 'ipv6'], // loopback
  ['fc00::', 7, 'ipv6'], // private
  ['fe80::', 10, 'ipv6'], // link-local
  ['fec0::', 10, 'ipv6'], // site-local, retired
  ['ff00::', 8, 'ipv6'], // multicast
]

/** 64:ff9b::/96, as the decimal groups that expand() gives. */
const nat64 = [0x64, 0xff9b, 0, 0, 0, 0].join(':')

const privateRanges = new BlockList()
for (const [network, prefix, family] of ranges) privateRanges.addSubnet(network, prefix, family)

/** True also for anything that is no address: what cannot be judged is not public. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '')
  if (isIP(bare) === 0) return true
  if (isIPv4(bare)) return privateRanges.check(bare, 'ipv4')
  const inner = embeddedIPv4(bare)
  return privateRanges.check(bare, 'ipv6') || (inner !== undefined && privateRanges.check(inner, 'ipv4'))
}

/** The IPv4 address that `::a.b.c.d`, `::ffff:a.b.c.d`, `64:ff9b::a.b.c.d` or `2002:…` reaches. */
function embeddedIPv4(address: string): string | undefined {
  const groups = expand(address)
  const head = groups.slice(0, 6).join(':')
  if (head === '0:0:0:0:0:0' || head === '0:0:0:0:0:65535' || head === nat64) return dotted(groups[6]!, groups[7]!)
  if (groups[0] === 0x2002) return dotted(groups[1]!, groups[2]!)
  return undefined
}

/** The eight groups of a valid IPv6 address, as numbers. */
function expand(address: string): number[] {
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, a, b, c, d) => {
    return `${(Number(a) * 256 + Number(b)).toString(16)}:${(Number(c) * 256 + Number(d)).toString(16)}`
  })
  const [left = '', right] = plain.split('::')
  const first = left === '' ? [] : left.split(':')
  const last = right === undefined || right === '' ? [] : right.split(':')
  const filler = right === undefined ? [] : Array<string>(8 - first.length - last.length).fill('0')
  return [...first, ...filler, ...last].map(group => Number.parseInt(group, 16))
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
