import test from 'ava'
import fc from 'fast-check'
import { makePieceList } from '../../../coordinator/origin/make-piece-list.ts'
import { openOriginStore } from '../../../coordinator/origin/origin-store.ts'
import { sha256 } from '../../../core/digest.ts'
import { silentLog } from '../../../core/log.ts'
import { pieceCount, pieceRange } from '../../../core/pieces.ts'
import { temporaryFolder } from '../../kit/patch-folder.ts'

test('piece hashes do not depend on how the stream is cut', async t => {
  const folder = await temporaryFolder(t)
  const store = await openOriginStore({ folder, quotaBytes: 0, log: silentLog })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 1, max: 200_000 }), async (size, step) => {
      const bytes = Buffer.from(Array.from({ length: size }, (_, index) => (index * index) & 0xff))
      async function* stream() {
        for (let at = 0; at < size; at += step) yield bytes.subarray(at, at + step)
      }
      const artifact = { digest: sha256(bytes), sizeBytes: size }
      const { hashes, kept } = await makePieceList(artifact, stream(), { store, keep: true })
      const expected = Array.from({ length: pieceCount(size) }, (_, piece) => {
        const { start, end } = pieceRange(size, piece)
        return sha256(bytes.subarray(start, end))
      })
      return JSON.stringify(hashes) === JSON.stringify(expected) && kept === (size === 0)
    }),
    { numRuns: 40 },
  )
  t.pass()
})

test('an artifact with other bytes than its digest gets no piece list', async t => {
  const folder = await temporaryFolder(t)
  const store = await openOriginStore({ folder, quotaBytes: 1000, log: silentLog })
  async function* stream() {
    yield Buffer.from('other bytes')
  }
  const artifact = { digest: sha256(Buffer.from('right bytes')), sizeBytes: 11 }
  await t.throwsAsync(makePieceList(artifact, stream(), { store, keep: true }), { code: 'wrong-hash' })
})
