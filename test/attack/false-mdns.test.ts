// Ten thousand false mDNS announcements: of nodes that do not exist, and of members at addresses where they are not. Announcements are
// unsigned, anyone on the LAN can make them: they may cost a bounded number of dials and entries, and must not hide honest members
// whose address another source knows.

import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import test from 'ava'
import { Neighbours } from '../../agent/neighbours.ts'
import { limits, MIB, MINUTE_MS, SECOND_MS } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { seededRandom } from '../../core/random.ts'
import { makeFleet } from '../kit/fleet.ts'
import { manualClock } from '../kit/manual-clock.ts'
import type { MdnsFloodReport } from '../kit/mdns-flood-child.ts'
import { memoryTable } from '../kit/memory-table.ts'

const flood = 10_000
const self = 'a'
const addressOf = (index: number) => `/ip4/10.0.${index >> 8}.${index & 255}/tcp/7433`

/** A LAN on which packets to all but the members' true addresses are swallowed: an address costs its whole time. */
function lan(members: Map<string, string>) {
  const clock = manualClock(0)
  const connected = new Map<string, string>()
  const listeners = new Set<(node: string) => void>()
  const site = { members: [...members.keys()], prefixes: ['10.0.0.0/16'] }
  const seen = { dials: 0, at: new Map<string, number>(), atOnce: 0, mostAtOnce: 0 }
  const dial = async (node: string, addresses: readonly string[]) => {
    seen.dials++
    seen.at.set(node, (seen.at.get(node) ?? 0) + 1)
    seen.mostAtOnce = Math.max(seen.mostAtOnce, ++seen.atOnce)
    const index = addresses.indexOf(members.get(node) ?? '')
    const inTime = index >= 0 && (index + 1) * limits.addressDialMs <= limits.dialMs
    const tookMs = inTime ? index * limits.addressDialMs : limits.dialMs
    if (tookMs > 0) await new Promise<void>(resolve => clock.after(tookMs, resolve))
    seen.atOnce--
    if (!inTime) throw new Error('no answer')
    connected.set(node, addresses[index]!)
    for (const listener of listeners) listener(node)
  }
  const neighbours = new Neighbours({
    network: {
      node: self,
      addresses: () => ['/ip4/10.0.0.1/tcp/7433'],
      ownAddresses: () => ['/ip4/10.0.0.1/tcp/7433'],
      connectedMembers: () => [...connected.keys()],
      isConnected: node => connected.has(node),
      remoteAddress: node => connected.get(node)?.split('/')[2],
      onConnect: listener => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      onDisconnect: () => () => undefined,
      dial,
    },
    site: () => site,
    links: () => ({ all: ['10.0.0.1/24'], lan: ['10.0.0.1/24'] }),
    table: memoryTable(),
    clock,
    random: seededRandom(1),
    log: silentLog,
  })
  return { neighbours, clock, connected, site, seen }
}

function falseNode(): string {
  const { publicKey } = generateKeyPairSync('ed25519')
  return nodeIdOf(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32))
}

test('announcements of 10,000 nodes that are on no roster are dialled never and remembered in a bounded number', async t => {
  const { neighbours, clock, site, seen } = lan(new Map([['b', addressOf(2)]]))
  const strangers = Array.from({ length: flood }, falseNode)
  for (const [index, node] of strangers.entries()) neighbours.learn({ node, addresses: [addressOf(index)] }, 'mdns')
  await clock.advance(MINUTE_MS)
  t.is(seen.dials, 0)
  site.members.push(...strangers) // even if all of them became members
  neighbours.recheck()
  await clock.advance(4 * MINUTE_MS)
  t.true(seen.at.size > 0 && seen.at.size <= limits.strangerHints, `${seen.at.size} were remembered`)
  neighbours.close()
})

test('members falsely announced 10,000 times cost a bounded number of dials, and are found where another source has them', async t => {
  const fleet = await makeFleet({ sites: { office: 5 } })
  const members = new Map(fleet.nodes.office!.map(({ node }, index) => [node, addressOf(1000 + index)]))
  const { neighbours, clock, connected, seen } = lan(members)
  for (const [node, address] of members) neighbours.learn({ node, addresses: [address] }, 'hearsay')
  const names = [...members.keys()]
  let announced = 0
  const seconds = 60
  for (let second = 0; second < seconds; second++) {
    for (; announced < ((second + 1) * flood) / seconds; announced++) {
      const addresses = Array.from({ length: limits.addresses }, (_, index) => addressOf(5000 + announced + index))
      neighbours.learn({ node: names[announced % names.length]!, addresses }, 'mdns')
    }
    await clock.advance(SECOND_MS)
  }
  t.deepEqual([...connected].sort(), [...members].sort(), 'all are found, where they are')
  t.true(seen.mostAtOnce <= limits.neighbourDials)
  t.true(seen.dials <= 40, `${seen.dials} dials`)
  neighbours.close()
})

test('a member that exists nowhere, announced 10,000 times at ever new addresses, is dialled once a second at most', async t => {
  const ghost = falseNode()
  const { neighbours, clock, seen } = lan(new Map([[ghost, 'nowhere']]))
  for (let announced = 0; announced < flood; announced++) {
    neighbours.learn({ node: ghost, addresses: [addressOf(announced)] }, 'mdns')
    if (announced % 100 === 0) await clock.advance(SECOND_MS)
  }
  const seconds = flood / 100
  t.true(seen.dials <= seconds / (limits.dialMs / SECOND_MS) + 2, `${seen.dials} dials in ${seconds} s`)
  neighbours.close()
})

const able = process.getuid?.() === 0 && ['/usr/bin/unshare', '/bin/sh'].every(existsSync)
const namespaceTest = able ? test : test.skip

namespaceTest('as root: a real agent’s network under 10,000 real packets of mDNS finds its neighbour', async t => {
  const program = join(import.meta.dirname, '../kit/mdns-flood-child.ts')
  const args = ['--net', process.execPath, program]
  const { stdout } = await promisify(execFile)('/usr/bin/unshare', args, { timeout: 60 * SECOND_MS })
  const { sent, heard, dials, grewBytes, foundMs } = JSON.parse(stdout) as MdnsFloodReport
  t.log(`${heard} of ${sent} heard, ${dials} dials, ${Math.round(grewBytes / MIB)} MiB, ${Math.round(foundMs)} ms`)
  t.true(heard > sent / 2, `${heard} were heard: the others the kernel dropped`)
  t.true(dials <= sent / 100, `${dials} dials`)
  t.true(grewBytes < 64 * MIB, `${grewBytes} bytes`)
})
