import test from 'ava'
import { completeChecksum } from '../../../scripts/lab/complete-checksum.ts'

/** VXLAN and Ethernet headers, then a TCP SYN that was captured whole. */
const tcp = '4500003c1c4640004006b1e6ac10000aac10000c0016d3a0000000010000000050020200c0de0000'
const frame = (ip: string) => Buffer.from(`0800000000000100${'00'.repeat(12)}0800${ip}`, 'hex')

function verifies(bytes: Buffer): boolean {
  const ip = 22
  const end = ip + bytes.readUInt16BE(ip + 2)
  let sum = 6 + (end - ip - 20)
  for (let at = ip + 12; at < end; at += 2) sum += bytes.readUInt16BE(at)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return sum === 0xffff
}

test('a TCP checksum that was left to a network card is filled in', t => {
  const bytes = frame(tcp.replace('4500003c', '45000028'))
  t.false(verifies(bytes))
  completeChecksum(bytes)
  t.true(verifies(bytes))
  const again = Buffer.from(bytes)
  completeChecksum(again)
  t.deepEqual(again, bytes)
})

test('what is no whole IPv4 packet of TCP or UDP stays as it is', t => {
  for (const bytes of [Buffer.alloc(10), frame(tcp), frame('00'.repeat(40)), frame(tcp).fill(0x86, 20, 21)]) {
    const before = Buffer.from(bytes)
    completeChecksum(bytes)
    t.deepEqual(bytes, before)
  }
})
