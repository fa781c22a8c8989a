import test from 'ava'
import { firstPieceOf } from '../../../scripts/bench/first-piece.ts'
import { addedMs, percentile } from '../../../scripts/bench/office-extras.ts'
import { goodputOf } from '../../../scripts/bench/seeded-day.ts'
import { officeSets, scaled } from '../../../scripts/bench/sets.ts'

test('a probe is held against what is usual when nothing moves', t => {
  const beside = Array.from({ length: 100 }, (_, i) => i + 1)
  t.is(percentile(beside, 0.95), 95)
  t.is(percentile([7], 0.95), 7)
  t.is(addedMs([1, 1, 50], beside), 94)
})

test('the first piece is the first of the artifacts asked about, with what of it came from outside', t => {
  const transfers = [
    { artifact: 'other', haveBytes: 9, bytes: { origin: 9 } },
    { artifact: 'a', haveBytes: 0, bytes: { origin: 0 } },
    { artifact: 'b', haveBytes: 4, bytes: { origin: 3 } },
  ]
  t.deepEqual(firstPieceOf(transfers, ['a', 'b']), { haveBytes: 4, originBytes: 3 })
  t.is(firstPieceOf(transfers, ['a']), undefined)
})

test('goodput counts from the first piece, without what was there by then', t => {
  t.is(goodputOf({ arrivedSeconds: [3], payloadBytes: 1000 }, { ms: 1000, haveBytes: 200 }), 400)
  t.is(goodputOf({ arrivedSeconds: [3], payloadBytes: 1000 }, undefined), undefined)
  t.is(goodputOf({ arrivedSeconds: [3], payloadBytes: 1000 }, { ms: 3000, haveBytes: 1000 }), undefined)
})

test('a trial takes a share of the payload and fewer agents, never more', t => {
  const [S] = officeSets.S
  const small = scaled(S!, { scale: 0.25, agents: 3 })
  t.deepEqual([small.agents, small.payloadBytes], [3, S!.payloadBytes / 4])
  t.deepEqual(scaled(S!, { agents: 250 }), S)
})
