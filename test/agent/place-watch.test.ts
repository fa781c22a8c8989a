import test from 'ava'
import { PlaceWatch } from '../../agent/place-watch.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { seededRandom } from '../../core/random.ts'
import { manualClock } from '../kit/manual-clock.ts'

function setUp() {
  const clock = manualClock(0)
  const connected = new Set<string>()
  const unreachable = new Set<string>()
  const links = { all: ['10.1.0.5/24'], lan: ['10.1.0.5/24'] }
  const listeners = { connect: (_: string) => undefined as unknown, disconnect: (_: string) => undefined as unknown }
  const seen = { asked: [] as number[], checked: [] as string[], probed: [] as string[], kinds: [] as string[] }
  const ear = { fetching: false, heard: new Set<string>() }
  const watch = new PlaceWatch({
    node: 'a',
    site: () => ({ ranked: ['a', 'b', 'c', 'd'], prefixes: ['10.1.0.0/16'] }),
    links: () => links,
    network: {
      connectedMembers: () => [...connected],
      onConnect: listener => {
        listeners.connect = listener
        return () => undefined
      },
      onDisconnect: listener => {
        listeners.disconnect = listener
        return () => undefined
      },
      check: async node => void seen.checked.push(node),
    },
    neighbours: { isUnreachable: node => unreachable.has(node), probe: nodes => void seen.probed.push(...nodes) },
    isContact: () => false,
    ask: async () => void seen.asked.push(clock.monotonic()),
    siteRate: () => 1_000_000,
    roamingRate: 50_000,
    clock,
    random: seededRandom(1),
    log: silentLog,
  })
  watch.follow(({ place }) => seen.kinds.push(place.kind))
  watch.listenWith({ isHeard: node => ear.heard.has(node), isFetching: () => ear.fetching })
  const connect = (node: string) => {
    connected.add(node)
    listeners.connect(node)
  }
  const lose = (node: string) => {
    connected.delete(node)
    listeners.disconnect(node)
  }
  return { watch, clock, connect, lose, unreachable, links, ear, seen }
}

test('a node that leaves its site is away at the next look, and home again when it is back', async t => {
  const { watch, connect, lose, links, seen } = setUp()
  connect('b')
  links.all = ['192.168.9.5/24']
  lose('b')
  watch.reconsider()
  t.deepEqual(watch.own, {
    place: { kind: 'roaming', isCertain: true },
    rateBytesPerSecond: 50_000,
    part: watch.own.part,
  })
  links.all = ['10.1.0.9/24']
  watch.reconsider()
  connect('b')
  t.deepEqual(seen.kinds, ['unknown', 'home', 'roaming', 'unknown', 'home'])
  t.is(watch.own.rateBytesPerSecond, Number.POSITIVE_INFINITY)
  watch.close()
})

test('an isolated node gets its share of the budget, and keeps the part of the time it has drawn', async t => {
  const { watch, clock, unreachable, seen } = setUp()
  watch.heardWord({ live: new Map([['b', 1000]]), elsewhere: false })
  t.deepEqual(seen.probed, ['b'])
  unreachable.add('b')
  await clock.advance(limits.placeLookMs)
  t.is(watch.own.place.kind, 'isolated')
  t.is(watch.own.rateBytesPerSecond, 250_000)
  const { part } = watch.own
  t.true(part >= 0 && part < 1)
  for (let round = 0; round < 5; round++) watch.heardWord({ live: new Map([['b', 1000]]), elsewhere: false })
  t.is(watch.own.part, part)
  watch.close()
})

test('who fetches and misses a member asks the coordinator with growing gaps, and knows the site split once that member has spoken', async t => {
  const { watch, clock, connect, lose, unreachable, ear, seen } = setUp()
  connect('b')
  connect('c')
  ear.fetching = true
  ear.heard.add('c')
  await clock.advance(1000)
  lose('b')
  unreachable.add('b')
  await clock.advance(60_000)
  t.true(seen.asked.length >= 4 && seen.asked.length <= 7, `${seen.asked.length} questions in a minute`)
  watch.heardWord({ live: new Map([['b', 62_000]]), elsewhere: false })
  t.is(watch.own.place.kind, 'home', 'it was last heard before it was missed')
  watch.heardWord({ live: new Map([['b', 1000]]), elsewhere: false })
  t.deepEqual(watch.own.place, { kind: 'split', isBetterHalf: true })
  connect('b')
  t.is(watch.own.place.kind, 'home')
  ear.fetching = false
  const before = seen.asked.length
  lose('b')
  await clock.advance(600_000)
  t.is(seen.asked.length, before, 'who neither fetches nor is a contact asks nothing')
  watch.close()
})

test('a neighbour that is silent while this node fetches is asked whether it is there, now and then', async t => {
  const { watch, clock, connect, ear, seen } = setUp()
  connect('b')
  connect('c')
  ear.heard.add('b')
  await clock.advance(60_000)
  t.deepEqual(seen.checked, [])
  ear.fetching = true
  await clock.advance(60_000)
  t.true(seen.checked.length >= 3 && seen.checked.length <= 5)
  t.deepEqual([...new Set(seen.checked)], ['c'])
  watch.close()
})
