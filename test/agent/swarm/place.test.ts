import test from 'ava'
import fc from 'fast-check'
import { decidePlace, type OwnWay, ownRate, ownStart, type PlaceView } from '../../../agent/swarm/place.ts'
import { limits } from '../../../core/limits.ts'

const home: PlaceView = {
  self: 'a',
  ranked: ['b', 'a', 'c', 'd'],
  prefixes: ['10.1.0.0/16'],
  addresses: ['127.0.0.1', '10.1.2.3'],
  connected: new Set(['b', 'c', 'd']),
  isHeard: () => false,
  isUnreachable: () => false,
  missedSince: () => undefined,
  aloneSince: 0,
  word: undefined,
  silentAt: Number.NEGATIVE_INFINITY,
}
const alone: PlaceView = { ...home, connected: new Set() }
const word = (at: number, live: Record<string, number>, elsewhere = false) => ({
  at,
  live: new Map(Object.entries(live)),
  elsewhere,
})

test('without an address of the site a node is away, whatever else is true; a site without prefixes is anywhere', t => {
  for (const connected of [home.connected, new Set<string>()])
    t.deepEqual(decidePlace({ ...home, connected, addresses: ['127.0.0.1', '192.168.4.7'] }, 0), {
      kind: 'roaming',
      isCertain: true,
    })
  t.is(decidePlace({ ...home, addresses: ['192.168.4.7'], prefixes: [] }, 0).kind, 'home')
  t.is(decidePlace({ ...home, addresses: ['192.168.4.7', '10.1.0.9'] }, 0).kind, 'home', 'one of several is enough')
  t.is(decidePlace({ ...home, addresses: [] }, 0).kind, 'home', 'between two addresses nothing is known')
  const withoutLink = ['127.0.0.1', '::1', 'fe80::1', '169.254.7.7']
  t.is(decidePlace({ ...home, addresses: withoutLink }, 0).kind, 'home', 'nor while the cable is out')
  t.is(decidePlace({ ...home, addresses: ['127.0.0.1'], prefixes: ['127.0.0.0/8'] }, 0).kind, 'home')
  t.is(decidePlace({ ...home, addresses: ['fd00::7', ...withoutLink] }, 0).kind, 'roaming')
})

test('a private address that happens to be the site’s does not decide: the coordinator sees where the node comes from', t => {
  const hotel = { ...alone, isUnreachable: () => true }
  t.deepEqual(decidePlace({ ...hotel, word: word(10, { b: 5 }, true) }, 20), { kind: 'roaming', isCertain: false })
  t.is(decidePlace({ ...home, word: word(10, { b: 5 }, true) }, 20).kind, 'home', 'who reaches members is at home')
})

test('who reaches nobody is alone when the coordinator lists nobody, or does not answer, and isolated when it lists whom no dial reaches', t => {
  t.is(decidePlace(alone, 0).kind, 'unknown')
  t.is(decidePlace({ ...alone, silentAt: 5 }, 6).kind, 'alone')
  t.is(decidePlace({ ...alone, word: word(5, {}) }, 6).kind, 'alone')
  t.is(decidePlace({ ...alone, word: word(5, { stranger: 4 }) }, 6).kind, 'alone', 'who is on no roster does not count')
  t.is(decidePlace({ ...alone, word: word(5, { b: 4 }) }, 6).kind, 'unknown', 'b may answer yet')
  t.is(decidePlace({ ...alone, word: word(5, { b: 4, c: 4 }), isUnreachable: node => node === 'b' }, 6).kind, 'unknown')
  t.is(decidePlace({ ...alone, word: word(5, { b: 4 }), isUnreachable: () => true }, 6).kind, 'isolated')
  t.is(decidePlace({ ...alone, word: word(5, { b: 4 }) }, limits.placeUnknownMs).kind, 'isolated')
  t.is(decidePlace({ ...alone, ranked: ['a'] }, 0).kind, 'alone')
  const lost = { ...alone, aloneSince: 100, word: word(50, { b: 40 }), isUnreachable: () => true }
  t.is(decidePlace(lost, 101).kind, 'unknown', 'an old word does not tell why nobody answers now')
})

test('a site is split for who misses a member that has spoken since; one that died has not', t => {
  const view = { ...home, connected: new Set(['c']), isUnreachable: (node: string) => node === 'b' }
  const missedSince = (node: string) => (node === 'b' ? 1000 : undefined)
  t.is(decidePlace({ ...view, missedSince, word: word(9000, { b: 900 }) }, 9000).kind, 'home', 'it may have died')
  t.deepEqual(decidePlace({ ...view, missedSince, word: word(9000, { b: 8000 }) }, 9000), {
    kind: 'split',
    isBetterHalf: false,
  })
  t.is(decidePlace({ ...view, missedSince, word: word(9000, { b: 8000 }), isHeard: () => true }, 9000).kind, 'home')
  const worse = { ...view, ranked: ['a', 'c', 'b'], missedSince, word: word(9000, { b: 8000 }) }
  t.deepEqual(decidePlace(worse, 9000), { kind: 'split', isBetterHalf: true })
})

test('of the halves of a site exactly one counts the first copy', t => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 4, maxLength: 12 }), sides => {
      const ranked = sides.map((_, index) => `n${index}`)
      const left = new Set(ranked.filter((_, index) => sides[index]))
      const right = new Set(ranked.filter(node => !left.has(node)))
      if (left.size < 2 || right.size < 2) return
      const heard = word(9000, Object.fromEntries(ranked.map(node => [node, 8000])))
      const seen = ranked.map(self => {
        const half = left.has(self) ? left : right
        const connected = new Set([...half].filter(node => node !== self))
        const isUnreachable = (node: string) => !half.has(node)
        const view = { ...home, self, ranked, connected, isUnreachable, missedSince: () => 1000, word: heard }
        const place = decidePlace(view, 9000)
        return place.kind === 'split' ? { half, isBetter: place.isBetterHalf } : undefined
      })
      const better = new Set(seen.flatMap(each => (each?.isBetter ? [each.half] : [])))
      t.true(seen.every(each => each !== undefined))
      t.is(better.size, 1)
      t.true(seen.filter(each => each?.isBetter).length === [...better][0]!.size)
    }),
  )
})

const isolated = (part: number, rateBytesPerSecond = 100_000): OwnWay => ({
  place: { kind: 'isolated' },
  rateBytesPerSecond,
  part,
})

test('an isolated node begins at a random moment, early enough for its deadline, within a bound, and at once in an emergency', t => {
  const work = fc.record({
    learnedAt: fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 }),
    sizeBytes: fc.integer({ min: 0, max: 16 * 1024 ** 3 }),
    leftS: fc.option(fc.integer({ min: -1000, max: 1_000_000 })),
    priority: fc.integer({ min: -100, max: 0 }),
  })
  fc.assert(
    fc.property(work, fc.double({ min: 0, max: 0.999, noNaN: true }), (each, part) => {
      const deadline = each.leftS === null ? 0 : Math.floor(each.learnedAt / 1000) + each.leftS
      const start = ownStart(isolated(part), { ...each, deadline })
      t.true(start >= each.learnedAt)
      t.true(start - each.learnedAt <= (deadline === 0 ? limits.isolatedWaitMs : limits.isolatedWaitMaxMs))
      const endMs = start + (each.sizeBytes / 100_000) * 1000
      if (deadline > 0 && start > each.learnedAt) t.true(endMs <= deadline * 1000 + 1, 'the deadline is kept')
      t.is(ownStart(isolated(part), { ...each, deadline, priority: -limits.emergencyPriority }), each.learnedAt)
    }),
  )
  t.is(ownStart(isolated(0.5), { learnedAt: 0, sizeBytes: 0, deadline: 1000, priority: 0 }), 500_000)
})

test('nothing is fetched outside while the place is unknown, and at once at home, alone, away and in half a site', t => {
  const work = { learnedAt: 5, sizeBytes: 1, deadline: 9, priority: 0 }
  const start = (place: OwnWay['place']) => ownStart({ place, rateBytesPerSecond: 1, part: 0.5 }, work)
  t.is(start({ kind: 'unknown' }), Number.POSITIVE_INFINITY)
  for (const kind of ['home', 'alone'] as const) t.is(start({ kind }), 0)
  t.is(start({ kind: 'roaming', isCertain: true }), 0)
  t.is(start({ kind: 'split', isBetterHalf: false }), 0)
})

test('the isolated of a site together stay within its budget, but for the least that one of them gets', t => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.option(fc.integer({ min: 1, max: 1e9 })), (members, budget) => {
      const siteRate = budget ?? undefined
      const rate = ownRate({ kind: 'isolated' }, { siteRate, members, roamingRate: 1 })
      t.true(rate >= limits.ownRateMinBytes)
      if (rate > limits.ownRateMinBytes) t.true(rate * members <= (siteRate ?? limits.isolatedSiteRateBytes))
    }),
  )
  const terms = { siteRate: 1000, members: 2, roamingRate: 77_777 }
  t.is(ownRate({ kind: 'roaming', isCertain: true }, terms), 77_777)
  for (const kind of ['home', 'alone', 'unknown'] as const) t.is(ownRate({ kind }, terms), Number.POSITIVE_INFINITY)
})
