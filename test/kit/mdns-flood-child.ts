// Ten thousand false announcements as real mDNS packets, at an agent's real discovery, neighbours and network. Run in a network namespace
// of its own: `unshare --net node mdns-flood-child.ts`, as root. Prints one JSON document.

import { execFileSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { startDiscovery } from '../../agent/discovery.ts'
import { linksOf } from '../../agent/interfaces.ts'
import { Neighbours } from '../../agent/neighbours.ts'
import { type Network, openNetwork } from '../../agent/network.ts'
import { systemClock } from '../../core/clock.ts'
import { createKeyPair } from '../../core/ed25519.ts'
import { silentLog } from '../../core/log.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { seededRandom } from '../../core/random.ts'
import { memoryTable } from './memory-table.ts'

export interface MdnsFloodReport {
  sent: number
  /** Hints that discovery gave, true ones included. */
  heard: number
  /** Of the victim, while flooded and until it found its neighbour. */
  dials: number
  grewBytes: number
  foundMs: number
}

const fleet = 'ab'.repeat(32)
const tag = `_patchmesh-${fleet.slice(0, 32)}._udp.local`
const flood = 10_000
const [clock, log] = [systemClock, silentLog]
const pair = (number: number) => createKeyPair(Buffer.alloc(32, number))
const idOf = (number: number) => nodeIdOf(pair(number).publicKey)
const ghosts = [11, 12, 13, 14, 15].map(idOf)
const strangers = Array.from({ length: 50 }, (_, index) => idOf(100 + index))
const members = [1, 2].map(idOf)
const roster = [...members, ...ghosts]

execFileSync('/bin/sh', ['-ec', 'ip link set lo up multicast on; ip route add 224.0.0.0/4 dev lo'])
for (const address of ['10.9.0.1', '10.9.0.2']) execFileSync('/bin/sh', ['-ec', `ip addr add ${address}/24 dev lo`])

async function openMember(number: number, address: string): Promise<Network> {
  const { secretKey } = pair(number)
  const isMember = (node: string) => roster.includes(node)
  return await openNetwork({ secretKey, listen: [`/ip4/${address}/tcp/0`], admits: isMember, isMember, log })
}

function discover(network: Network, onHint: (hint: { node: string; addresses: string[] }) => void) {
  const { node, addresses } = network
  const isAlone = () => network.connectedMembers().length === 0
  return startDiscovery({ fleet, node, addresses, isAlone, onHint, clock, random: seededRandom(1), log })
}

/** A DNS name: labels with their lengths. */
function nameOf(name: string): Buffer {
  return Buffer.concat([...name.split('.'), ''].map(label => Buffer.from([label.length, ...Buffer.from(label)])))
}

/** A resource record (RFC 1035 §3.2.1), of class IN, for two minutes. */
function recordOf(name: string, type: number, data: Uint8Array): Buffer {
  const fixed = Buffer.alloc(10)
  for (const [index, value] of [type, 1, 0, 120, data.length].entries()) fixed.writeUInt16BE(value, 2 * index)
  return Buffer.concat([nameOf(name), fixed, data])
}

/** A response with a pointer to a service and where that is, as libp2p's mDNS answers. */
function announcement(index: number): Buffer {
  const names = index % 2 === 0 ? ghosts : strangers
  const node = names[(index >> 1) % names.length]!
  const at = Buffer.from(`dnsaddr=/ip4/10.9.0.${3 + (index % 250)}/tcp/${1024 + index}/p2p/${node}`)
  const head = Buffer.from([0, 0, 0x84, 0, 0, 0, 0, 2, 0, 0, 0, 0])
  const service = `false-${index}.${tag}`
  const [pointer, text] = [12, 16]
  return Buffer.concat([
    head,
    recordOf(tag, pointer, nameOf(service)),
    recordOf(service, text, Buffer.from([at.length, ...at])),
  ])
}

async function report(): Promise<MdnsFloodReport> {
  const [victim, friend] = [await openMember(1, '10.9.0.1'), await openMember(2, '10.9.0.2')]
  const counts = { dials: 0, heard: 0 }
  const found = Promise.withResolvers<void>()
  const neighbours = new Neighbours({
    network: {
      ...victim,
      dial: (...args) => {
        counts.dials++
        return victim.dial(...args)
      },
    },
    site: () => ({ members: roster, prefixes: ['10.9.0.0/24'] }),
    links: () => linksOf({ lo: [{ cidr: '10.9.0.1/24' }] }),
    table: memoryTable(),
    clock,
    random: seededRandom(1),
    log,
  })
  victim.onConnect(node => node === friend.node && found.resolve())
  const hears = (hint: { node: string; addresses: string[] }) => {
    counts.heard++
    neighbours.learn(hint, 'mdns')
  }
  const own = await discover(victim, hears)
  const before = process.memoryUsage.rss()
  const socket = createSocket('udp4')
  let theirs: Awaited<ReturnType<typeof discover>> | undefined
  let startedAt = 0
  for (let sent = 0; sent < flood; sent++) {
    await new Promise(resolve => socket.send(announcement(sent), 5353, '224.0.0.251', resolve))
    if (sent % 20 === 0) await new Promise(setImmediate) // else the kernel drops them before anybody reads
    if (sent !== flood / 2) continue
    startedAt = performance.now()
    theirs = await discover(friend, () => undefined)
  }
  await found.promise
  const foundMs = performance.now() - startedAt
  const result = { sent: flood, ...counts, grewBytes: process.memoryUsage.rss() - before, foundMs }
  socket.close()
  neighbours.close()
  await Promise.all([own.close(), theirs?.close()])
  await Promise.all([victim.close(), friend.close()])
  return result
}

console.log(JSON.stringify(await report()))
process.exit() // mDNS keeps no promise to let go of its sockets
