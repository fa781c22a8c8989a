import test from 'ava'
import { MIB } from '../../../core/limits.ts'
import { growthOf, type ProcessSample } from '../../../scripts/soak/flatness.ts'

function samples(rssAnonOf: (index: number) => number, heapOf: (index: number) => number | undefined): ProcessSample[] {
  return Array.from({ length: 12 }, (_, index) => {
    const heapBytes = heapOf(index)
    const sample = { atMs: index * 5000, rssBytes: 0, rssAnonBytes: rssAnonOf(index), descriptors: 30 }
    return heapBytes === undefined ? sample : { ...sample, heapBytes }
  })
}

test('memory that grows is growth, though V8 uses no more of it', t => {
  const grown = growthOf(
    'agent',
    samples(
      index => (80 + 3 * index) * MIB,
      index => (index % 3 === 0 ? 50 * MIB : undefined),
    ),
  )!
  t.false(grown.isFlat)
  t.is(grown.last.rssAnonBytes - grown.first.rssAnonBytes, 24 * MIB)
  t.is(grown.first.heapBytes, 50 * MIB)
  t.is(grown.last.heapBytes, 50 * MIB)
})

test('memory that stays is flat, whatever V8 says and where it says nothing', t => {
  const flat = growthOf(
    'agent',
    samples(
      () => 80 * MIB,
      index => (index === 0 ? 50 * MIB : undefined),
    ),
  )!
  t.true(flat.isFlat)
  t.is(flat.first.heapBytes, 50 * MIB)
  t.is(flat.last.heapBytes, undefined)
})
