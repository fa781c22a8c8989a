// Cutting of artifacts and sets of pieces.

import test from 'ava'
import fc from 'fast-check'
import type { CodedError } from '../../core/errors.ts'
import { KIB, limits, MIB } from '../../core/limits.ts'
import { PieceSet, pieceBytes, pieceCount, pieceRange } from '../../core/pieces.ts'

test('a piece is the length ÷ 256 rounded up to a power of two, 64 KiB to 4 MiB', t => {
  const cases: [number, number][] = [
    [0, 64 * KIB],
    [1, 64 * KIB],
    [16 * MIB, 64 * KIB],
    [16 * MIB + 1, 128 * KIB],
    [32 * MIB, 128 * KIB],
    [1024 * MIB, 4 * MIB],
    [16 * 1024 * MIB, 4 * MIB],
  ]
  for (const [size, expected] of cases) t.is(pieceBytes(size), expected, String(size))
})

test('the pieces of an artifact are its bytes, in order, none twice', t => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 * MIB }), size => {
      let at = 0
      for (let piece = 0; piece < pieceCount(size); piece++) {
        const { start, end } = pieceRange(size, piece)
        if (start !== at || end <= start) return false
        at = end
      }
      return at === size
    }),
  )
  t.is(pieceCount(0), 0)
  t.true(pieceCount(limits.artifactBytes) <= limits.pieces)
  t.throws(() => pieceRange(10, 1), { instanceOf: RangeError })
})

test('a set of pieces behaves as a set of numbers, also over the wire', t => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.array(fc.tuple(fc.boolean(), fc.nat())), (count, steps) => {
      const set = new PieceSet(count)
      const model = new Set<number>()
      for (const [adds, number] of steps) {
        const piece = number % count
        if (adds) set.add(piece)
        else set.delete(piece)
        if (adds) model.add(piece)
        else model.delete(piece)
      }
      const copy = PieceSet.fromBytes(set.toBytes(), count)
      return (
        copy.size === model.size &&
        copy.isComplete === (model.size === count) &&
        [...model].every(piece => copy.has(piece))
      )
    }),
  )
  t.pass()
})

test('a bit field of the wrong length, or with a bit behind the end, is refused', t => {
  for (const bytes of [new Uint8Array(1), new Uint8Array(3), Buffer.from([0xff, 0xe0])]) {
    t.is(t.throws<CodedError>(() => PieceSet.fromBytes(bytes, 10))?.code, 'bad-message')
  }
  t.true(PieceSet.fromBytes(Buffer.from([0xff, 0xc0]), 10).isComplete)
})
