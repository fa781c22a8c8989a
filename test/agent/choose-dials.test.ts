import test from 'ava'
import fc from 'fast-check'
import { backoffMs, chooseDials, type DialView, firstDialDelayMs, nextChoiceAt } from '../../agent/choose-dials.ts'
import { limits } from '../../core/limits.ts'
import { seededRandom } from '../../core/random.ts'

const name = fc.integer({ min: 0, max: 30 }).map(number => `n${number}`)
const view: fc.Arbitrary<DialView> = fc.record({
  entries: fc.uniqueArray(fc.record({ node: name, nextDialAt: fc.nat({ max: 100 }) }), {
    selector: entry => entry.node,
  }),
  connected: fc.uniqueArray(name, { maxLength: 12 }).map(list => new Set(list)),
  dialling: fc.uniqueArray(name, { maxLength: 3 }).map(list => new Set(list)),
})

test('only who is due, not connected and not being dialled is chosen, never more than there is room for', t => {
  fc.assert(
    fc.property(view, fc.nat({ max: 100 }), fc.integer(), (seen, now, seed) => {
      const chosen = chooseDials(seen, now, seededRandom(seed))
      const isDue = (node: string) => seen.entries.some(entry => entry.node === node && entry.nextDialAt <= now)
      const total = chosen.length + seen.dialling.size
      return (
        new Set(chosen).size === chosen.length &&
        chosen.every(node => isDue(node) && !seen.connected.has(node) && !seen.dialling.has(node)) &&
        (chosen.length === 0 ||
          (total <= limits.neighbourDials && total + seen.connected.size <= limits.neighboursWanted))
      )
    }),
  )
  t.pass()
})

test('as long as there is room and somebody left, there is a next choice', t => {
  fc.assert(
    fc.property(view, seen => {
      const hasRoom =
        seen.dialling.size < limits.neighbourDials && seen.connected.size + seen.dialling.size < limits.neighboursWanted
      const left = seen.entries.filter(({ node }) => !seen.connected.has(node) && !seen.dialling.has(node))
      const expected = hasRoom && left.length > 0 ? Math.min(...left.map(entry => entry.nextDialAt)) : undefined
      return nextChoiceAt(seen) === expected
    }),
  )
  t.pass()
})

test('the neighbours of a large office are not the same few for everyone', t => {
  const entries = Array.from({ length: 100 }, (_, index) => ({ node: `n${index}`, nextDialAt: 0 }))
  const seen = { entries, connected: new Set<string>(), dialling: new Set<string>() }
  const chosen = new Set(Array.from({ length: 50 }, (_, seed) => chooseDials(seen, 0, seededRandom(seed))).flat())
  t.true(chosen.size > 50)
})

test('the wait after failures doubles up to its cap and never vanishes', t => {
  for (const [failures, fullMs] of [
    [1, 1000],
    [2, 2000],
    [5, 16_000],
    [30, limits.dialBackoffMs],
  ] as const) {
    t.is(
      backoffMs(failures, () => 0),
      fullMs / 2,
    )
    t.true(backoffMs(failures, () => 0.999) <= fullMs)
  }
})

test('of two nodes that hear of each other at once, one dials well before the other', t => {
  const [early, late] = [
    { self: 'a', node: 'b' },
    { self: 'b', node: 'a' },
  ]
  t.true(firstDialDelayMs(early, () => 0.999) + 200 < firstDialDelayMs(late, () => 0))
  t.true(firstDialDelayMs(late, () => 0.999) < 1000)
})
