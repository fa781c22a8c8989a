import test from 'ava'
import fc from 'fast-check'
import { Duplicates } from '../../../agent/swarm/duplicates.ts'

const self = { node: 'self', boot: 50 }

/** Seconds, boot, sequence: what `node` said; true where it shows two places. */
function hear(said: [at: number, boot: number, sequence: number][], node = 'other'): boolean[] {
  const duplicates = new Duplicates(self, 0)
  return said.map(([at, boot, sequence]) => duplicates.hear({ node, boot, sequence }, at * 1000))
}

test('two boots of one node that go on speaking in turn are two places, whichever clock is ahead', t => {
  const turns: [number, number, number][] = [1, 2, 3, 12, 13, 14].flatMap(at => [
    [at, 100, at],
    [at + 0.5, 200, at],
  ])
  t.is(hear(turns).indexOf(true), 7)
  const swapped = turns.map(([at, boot, sequence]): [number, number, number] => [at, 300 - boot, sequence])
  t.is(hear(swapped).indexOf(true), 7)
})

test('restarts, even many, and what an earlier boot had under way, are one place', t => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer(), fc.integer({ min: 1, max: 9 }))), starts => {
      const boots = [...new Map(starts)]
      const said = boots.flatMap(([boot, count], index) =>
        Array.from({ length: count }, (_, sequence): [number, number, number] => [
          index * 20 + sequence,
          boot,
          sequence,
        ]),
      )
      return !hear(said).includes(true)
    }),
  )
  const late: [number, number, number][] = [
    [1, 100, 1],
    [2, 200, 1],
    [2.5, 100, 2],
    [3, 200, 2],
    [9, 100, 3],
    [9.5, 200, 3],
    [60, 100, 3],
    [61, 200, 4],
  ]
  t.false(hear(late).includes(true))
})

test('this node’s own id from another boot is another place, from a later or an earlier one', t => {
  for (const boot of [49, 51]) {
    const said = [1, 2, 11, 12].map((at): [number, number, number] => [at, boot, at])
    t.deepEqual(hear(said, 'self'), [false, false, false, true])
  }
  t.false(
    hear(
      [1, 2, 11, 12, 13].map(at => [at, self.boot, at]),
      'self',
    ).includes(true),
    'what it said itself',
  )
  t.false(
    hear(
      [1, 2, 3, 4].map(at => [at, 49, at]),
      'self',
    ).includes(true),
    'of its own start before',
  )
})
