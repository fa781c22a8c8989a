// Fills in the TCP or UDP checksum of an IPv4 packet in a VXLAN frame. The kernel leaves it to a network card, and there is none between
// a tunnel's end and a program that reads its packets. Pure.

const VXLAN_BYTES = 8
const ETHERNET_BYTES = 14
const ETHERTYPE_IPV4 = 0x0800
/** Where the checksum lies behind the IP header, by protocol. */
const checksumAt: Record<number, number> = { 6: 16, 17: 6 }

/** Changes `frame` in place; what is no whole IPv4 packet of TCP or UDP stays as it is. */
export function completeChecksum(frame: Buffer): void {
  const ip = VXLAN_BYTES + ETHERNET_BYTES
  if (frame.length < ip + 20 || frame.readUInt16BE(ip - 2) !== ETHERTYPE_IPV4) return
  const headerBytes = (frame[ip]! & 0x0f) * 4
  const isFragment = (frame.readUInt16BE(ip + 6) & 0x3fff) !== 0
  const protocol = frame[ip + 9]!
  const offset = checksumAt[protocol]
  const end = ip + frame.readUInt16BE(ip + 2)
  const segment = ip + headerBytes
  if (offset === undefined || isFragment || end > frame.length || segment + offset + 2 > end) return
  frame.writeUInt16BE(0, segment + offset)
  const pseudo = sum16(frame, ip + 12, ip + 20) + protocol + (end - segment)
  let sum = pseudo + sum16(frame, segment, end)
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000)
  const checksum = ~sum & 0xffff
  frame.writeUInt16BE(protocol === 17 && checksum === 0 ? 0xffff : checksum, segment + offset)
}

function sum16(bytes: Buffer, start: number, end: number): number {
  let sum = 0
  for (let at = start; at + 1 < end; at += 2) sum += (bytes[at]! << 8) | bytes[at + 1]!
  return (end - start) % 2 === 1 ? sum + (bytes[end - 1]! << 8) : sum
}
