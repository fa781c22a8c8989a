import test from 'ava'
import fc from 'fast-check'
import { effectiveNow, judge, raiseFloor } from '../../../agent/trust/judge.ts'
import { compareVersions, type Head, headKey } from '../../../core/header.ts'
import { DAY_MS } from '../../../core/limits.ts'
import type { Signed, SignedKind } from '../../../core/verify.ts'

const digest = (number: number) => number.toString(16).padStart(64, '0')

const head: fc.Arbitrary<Head> = fc.record({
  kind: fc.constantFrom('approval', 'schedule', 'manifest'),
  name: fc.constantFrom('a', 'b'),
  epoch: fc.nat({ max: 2 }),
  version: fc.integer({ min: 1, max: 4 }),
  digest: fc.nat({ max: 3 }).map(digest),
})

/** Judges the heads one after the other; returns what is trusted after each. */
function deliver(heads: readonly Head[]): Map<string, Head>[] {
  const trusted = new Map<string, Head>()
  return heads.map(each => {
    if (judge(trusted, each, 'office').type === 'accept') trusted.set(headKey(each), each)
    return new Map(trusted)
  })
}

test('in whatever order objects arrive, no version goes down and no version changes its content', t => {
  fc.assert(
    fc.property(fc.array(head, { maxLength: 40 }), heads => {
      const steps = deliver(heads)
      for (const [index, after] of steps.entries()) {
        for (const [key, before] of steps[index - 1] ?? []) {
          const now = after.get(key)!
          if (compareVersions(now, before) < 0) return false
          if (compareVersions(now, before) === 0 && now.digest !== before.digest) return false
        }
      }
      return true
    }),
  )
  t.pass()
})

test('without equivocation, every order of delivery ends with the same heads', t => {
  const honest = fc.uniqueArray(head, {
    maxLength: 20,
    selector: each => `${headKey(each)}/${each.epoch}/${each.version}`,
  })
  const twice = honest.chain(heads =>
    fc.tuple(fc.constant(heads), fc.shuffledSubarray(heads, { minLength: heads.length })),
  )
  fc.assert(
    fc.property(twice, ([heads, shuffled]) => {
      const sorted = (list: Head[]) =>
        [...(deliver(list).at(-1) ?? new Map<string, Head>())].sort(([a], [b]) => (a < b ? -1 : 1))
      return JSON.stringify(sorted(heads)) === JSON.stringify(sorted(shuffled))
    }),
  )
  t.pass()
})

test('roster and heartbeat are taken for the own site only', t => {
  const roster: Head = { kind: 'roster', name: 'branch', epoch: 0, version: 9, digest: digest(1) }
  t.is(judge(new Map(), roster, 'office').type, 'refuse')
  t.is(judge(new Map(), roster, 'branch').type, 'accept')
})

test('the floor follows root and admins only, at most a day ahead of the local clock; a new root resets it', t => {
  const now = 1_000_000_000_000
  const object = (kind: SignedKind, issuedAt: number, body = {}) =>
    ({ kind, header: { kind, issuedAt }, body }) as unknown as Signed
  const day = DAY_MS / 1000
  const ofThreshold = ['policy', 'group', 'approval', 'schedule', 'recall', 'pause'] as const
  for (const kind of ofThreshold) {
    const said = (issuedAt: number) => object(kind, issuedAt, { paused: false })
    t.is(raiseFloor(5, said(100), now), 100, kind)
    t.is(raiseFloor(100, said(5), now), 100, kind)
    t.is(raiseFloor(5, said(10 ** 12), now), now / 1000 + day, kind)
  }
  t.is(raiseFloor(5, object('pause', 100, { paused: true }), now), 5, 'any one admin key can stop')
  for (const kind of ['roster', 'heartbeat', 'manifest', 'piece-list'] as const)
    t.is(raiseFloor(5, object(kind, 100), now), 5, kind)
  t.is(raiseFloor(10 ** 10, object('root', 100), now), 100)
  t.is(raiseFloor(5, object('root', 10 ** 12), now), now / 1000 + day)
  t.is(effectiveNow(50, 60_000), 60_000)
  t.is(effectiveNow(50, 40_000), 50_000)
})
