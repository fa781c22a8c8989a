import test from 'ava'
import {
  type HostTrouble,
  type OriginTroubles,
  originNumbers,
  originOut,
  originsOf,
  originsOut,
  recordOriginTrouble,
} from '../../../agent/swarm/origin-troubles.ts'
import { chooseSource } from '../../../agent/swarm/sources.ts'
import { limits } from '../../../core/limits.ts'
import { seededRandom } from '../../../core/random.ts'

const now = 1_000_000

function fail(origins: OriginTroubles, name: string, more: Partial<Parameters<typeof recordOriginTrouble>[2]> = {}) {
  const base = { artifact: name, trouble: 'server-error' as HostTrouble, found: 'status 500', isOfHost: false, now }
  const until = (more.now ?? now) + 5000
  recordOriginTrouble(origins, `http://a/${name}`, { ...base, until, ...more })
}
const choose = (origins: OriginTroubles, url: string, at = now) =>
  chooseSource([url], new Map(), { whole: false, now: at, origins })

test('one file that fails keeps no other from its origin, two keep all of them, and no other origin', t => {
  for (const trouble of ['server-error', 'too-slow', 'silent', 'unreachable'] as const) {
    const origins: OriginTroubles = new Map()
    fail(origins, 'x', { trouble })
    fail(origins, 'x', { trouble })
    t.is(choose(origins, 'http://a/z').kind, 'ask')
    fail(origins, 'y', { trouble })
    const { until } = originOut(origins, 'http://a/z', now)!
    t.deepEqual(choose(origins, 'http://a/z'), { kind: 'none', until })
    t.is(choose(origins, 'http://b/z').kind, 'ask')
    t.is(choose(origins, 'https://a/z').kind, 'ask')
    t.is(choose(origins, 'http://a/z', until).kind, 'ask')
  }
})

test('an origin that cannot be connected to is out for every file at once, for longer each time, a minute at most', t => {
  const origins: OriginTroubles = new Map()
  let at = now
  const pauses: number[] = []
  for (let time = 0; time < 6; time++) {
    fail(origins, 'x', { trouble: 'unreachable', isOfHost: true, now: at })
    fail(origins, 'y', { trouble: 'unreachable', isOfHost: true, now: at }) // asked at the same time: no further failure
    const { until } = originOut(origins, 'http://a/z', at)!
    pauses.push(until - at)
    at = until
  }
  t.deepEqual(pauses, [5000, 10_000, 20_000, 40_000, 60_000, 60_000])
})

test('an origin that asked two files to wait is left alone for so long, whatever fails there meanwhile', t => {
  const origins: OriginTroubles = new Map()
  const until = now + 400_000
  fail(origins, 'x', { trouble: 'asked-to-wait', until })
  t.is(choose(origins, 'http://a/z').kind, 'ask')
  fail(origins, 'y', { trouble: 'asked-to-wait', until })
  fail(origins, 'w')
  t.deepEqual(choose(origins, 'http://a/z'), { kind: 'wait', until })
  t.is(originsOut(origins).size, 0, 'each file is told with its time')
})

test('files that fail again are no news of their origin: another one is asked', t => {
  const origins: OriginTroubles = new Map()
  fail(origins, 'x')
  fail(origins, 'y')
  const { until } = originOut(origins, 'http://a/z', now)!
  t.true(until < now + 5000, 'before either of them')
  fail(origins, 'x', { now: until })
  fail(origins, 'y', { now: until })
  t.is(choose(origins, 'http://a/z', until).kind, 'ask')
  fail(origins, 'z', { now: until })
  t.is(choose(origins, 'http://a/w', until).kind, 'none')
})

test('what was out is told until it gives something, or was not asked for a while', t => {
  const origins: OriginTroubles = new Map()
  fail(origins, 'x', { isOfHost: true })
  t.deepEqual([...originsOut(origins).keys()], ['http://a'])
  const late = now + originNumbers.pauseMaxMs + originNumbers.memoryMs
  recordOriginTrouble(origins, 'http://b/1', {
    ...{ artifact: '1', trouble: 'too-slow', found: '', until: late, isOfHost: false, now: late },
  })
  t.is(originsOut(origins).size, 0)
})

test('whatever fails in whatever order, tables are bounded, no pause is above its most, and a file that has not failed is asked in the end', t => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const random = seededRandom(seed)
  const troubles: HostTrouble[] = ['unreachable', 'silent', 'server-error', 'too-slow', 'asked-to-wait']
  for (let run = 0; run < 100; run++) {
    const origins: OriginTroubles = new Map()
    let at = now
    for (let event = 0; event < 100; event++) {
      const artifact = String(Math.floor(random() * 40))
      const trouble = troubles[Math.floor(random() * troubles.length)]!
      const isOfHost = trouble === 'unreachable' && random() < 0.5
      const until = at + random() * limits.retryAfterMs
      const url = `http://h${Math.floor(random() * 5)}/${artifact}`
      recordOriginTrouble(origins, url, { artifact, trouble, found: '', until, isOfHost, now: at })
      at += random() * 30_000
      for (const known of origins.values()) {
        t.true(known.artifacts.size <= originNumbers.artifacts, `seed ${seed}`)
        const most = known.trouble === 'asked-to-wait' ? limits.retryAfterMs : originNumbers.pauseMaxMs
        t.true(known.until - at <= most, `seed ${seed}`)
      }
    }
    const end = at + limits.retryAfterMs
    for (let host = 0; host < 5; host++) t.is(choose(origins, `http://h${host}/new`, end).kind, 'ask', `seed ${seed}`)
  }
  const many: OriginTroubles = new Map()
  for (let host = 0; host < 2 * limits.trafficArtifacts; host++)
    recordOriginTrouble(many, `http://h${host}/x`, {
      ...{ artifact: 'x', trouble: 'too-slow', found: '', until: now, isOfHost: false, now },
    })
  t.is(many.size, limits.trafficArtifacts)
})

test('the origins of sources are scheme, host and port, each once', t => {
  t.deepEqual(originsOf(['http://a/x', 'http://a:80/y', 'https://a/x', 'http://b:81/z']), [
    'http://a',
    'https://a',
    'http://b:81',
  ])
})
