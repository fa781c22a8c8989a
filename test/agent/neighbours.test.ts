import test from 'ava'
import { Neighbours } from '../../agent/neighbours.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { seededRandom } from '../../core/random.ts'
import { manualClock } from '../kit/manual-clock.ts'
import { memoryTable } from '../kit/memory-table.ts'

/** A network in which whoever is in `alive` takes a dial; `flaky` hangs up at once. */
function setUp({ members = ['b', 'c', 'd'], prefixes = ['10.0.0.0/8'] } = {}) {
  const clock = manualClock(0)
  const alive = new Set<string>()
  const flaky = new Set<string>()
  const connected = new Set<string>()
  const reachedAt = new Map<string, string>()
  const dials: { node: string; addresses: readonly string[]; at: number }[] = []
  const listeners = { connect: (_: string) => undefined as unknown, disconnect: (_: string) => undefined as unknown }
  const site = { members: [...members], prefixes }
  const links = { all: ['10.0.0.1/24', '172.17.0.1/16'], lan: ['10.0.0.1/24'] }
  const drop = (node: string) => {
    connected.delete(node)
    listeners.disconnect(node)
  }
  const neighbours = new Neighbours({
    network: {
      node: 'a',
      addresses: () => ['/ip4/10.0.0.1/tcp/7433'],
      ownAddresses: () => ['/ip4/10.0.0.1/tcp/7433', '/ip4/172.17.0.1/tcp/7433'],
      connectedMembers: () => [...connected],
      isConnected: node => connected.has(node),
      remoteAddress: node => reachedAt.get(node),
      onConnect: listener => {
        listeners.connect = listener
        return () => undefined
      },
      onDisconnect: listener => {
        listeners.disconnect = listener
        return () => undefined
      },
      async dial(node, addresses) {
        dials.push({ node, addresses, at: clock.monotonic() })
        if (!alive.has(node)) throw new Error('no answer')
        connected.add(node)
        reachedAt.set(node, addresses[0]!.split('/')[2]!)
        listeners.connect(node)
        if (flaky.has(node)) drop(node)
      },
    },
    site: () => site,
    links: () => links,
    table: memoryTable(),
    clock,
    random: seededRandom(1),
    log: silentLog,
  })
  return { neighbours, clock, alive, flaky, connected, dials, site, links, drop }
}

const at = (last: number) => [`/ip4/10.0.0.${last}/tcp/7433`]

test('a member that is hinted at is dialled at its address, a stranger never', async t => {
  const { neighbours, clock, alive, dials, connected } = setUp()
  alive.add('b')
  neighbours.learn({ node: 'b', addresses: at(2) }, 'mdns')
  neighbours.learn({ node: 'stranger', addresses: at(3) }, 'mdns')
  neighbours.learn({ node: 'c', addresses: ['/ip4/203.0.113.77/tcp/7433'] }, 'hearsay')
  await clock.advance(1000)
  t.deepEqual(
    dials.map(({ node, addresses }) => ({ node, addresses })),
    [{ node: 'b', addresses: at(2) }],
  )
  t.deepEqual([...connected], ['b'])
  neighbours.close()
})

test('a newcomer that was heard before its roster came is dialled when it has come', async t => {
  const { neighbours, clock, alive, connected, site } = setUp({ members: [] })
  alive.add('b')
  neighbours.learn({ node: 'b', addresses: at(2) }, 'mdns')
  await clock.advance(1000)
  t.is(connected.size, 0)
  site.members.push('b')
  neighbours.recheck()
  await clock.advance(1000)
  t.deepEqual([...connected], ['b'])
  neighbours.close()
})

test('who does not answer, or hangs up at once, is dialled ever more rarely, and counts as unreachable only if silent', async t => {
  for (const isSilent of [true, false]) {
    const { neighbours, clock, alive, flaky, dials } = setUp()
    if (!isSilent) {
      alive.add('b')
      flaky.add('b')
    }
    neighbours.learn({ node: 'b', addresses: at(2) }, 'hearsay')
    await clock.advance(60_000)
    t.true(dials.length >= 5 && dials.length <= 8, `${dials.length} dials in a minute`)
    t.is(neighbours.isUnreachable('b'), isSilent)
    neighbours.close()
  }
})

test('no more is dialled than wanted, and a lost neighbour is replaced', async t => {
  const members = Array.from({ length: 30 }, (_, index) => `m${index}`)
  const { neighbours, clock, alive, connected, dials, drop } = setUp({ members })
  for (const [index, node] of members.entries()) {
    alive.add(node)
    neighbours.learn({ node, addresses: at(index + 2) }, 'hearsay')
  }
  await clock.advance(5000)
  t.is(connected.size, limits.neighboursWanted)
  t.is(dials.length, limits.neighboursWanted)
  drop([...connected][0]!)
  await clock.advance(5000)
  t.is(connected.size, limits.neighboursWanted)
  neighbours.close()
})

test('what another member says of a node does not displace what the node says of itself', t => {
  const { neighbours } = setUp()
  neighbours.learn({ node: 'b', addresses: at(2) }, 'self')
  const lies = Array.from({ length: 50 }, (_, index) => `/ip4/10.9.9.${index}/tcp/1`)
  neighbours.learn({ node: 'b', addresses: lies }, 'hearsay')
  const told = neighbours.peers(10).find(({ node }) => node === 'b')!.addresses
  t.is(told[0], at(2)[0])
  t.is(told.length, 1 + limits.addressesPerSource)
  neighbours.close()
})

test('what every machine calls its own is never dialled, and one node has one connection whatever its addresses', async t => {
  const { neighbours, clock, alive, connected, dials } = setUp()
  alive.add('b')
  neighbours.learn({ node: 'b', addresses: ['/ip4/172.17.0.1/tcp/7433', '/ip4/172.17.0.2/tcp/7433', ...at(2)] }, 'self')
  neighbours.learn({ node: 'b', addresses: ['/ip4/10.0.1.2/tcp/7433'] }, 'hearsay')
  neighbours.learn({ node: 'c', addresses: ['/ip4/172.17.0.1/tcp/7433'] }, 'self')
  await clock.advance(60_000)
  t.deepEqual([...connected], ['b'])
  t.deepEqual(
    dials.map(({ node, addresses }) => ({ node, addresses })),
    [{ node: 'b', addresses: [...at(2), '/ip4/10.0.1.2/tcp/7433'] }],
  )
  neighbours.close()
})

test('after a change of its own addresses a node dials at once whom it had given up', async t => {
  const { neighbours, clock, alive, connected, links, site } = setUp({ prefixes: [] })
  site.prefixes.length = 0
  neighbours.recheck()
  neighbours.learn({ node: 'b', addresses: ['/ip4/192.168.7.2/tcp/7433'] }, 'hearsay')
  alive.add('b')
  await clock.advance(600_000)
  t.is(connected.size, 0, 'it is on no link of ours')
  links.lan = ['192.168.7.9/24']
  neighbours.addressesChanged()
  await clock.advance(2000)
  t.deepEqual([...connected], ['b'])
  neighbours.close()
})
