// Whose the buffer is that pieces from outside come into.

import test from 'ava'
import { BufferPool } from '../../../agent/buffer-pool.ts'
import type { OriginJob } from '../../../agent/swarm/origin-client.ts'
import { KeepFailed, PieceCutter } from '../../../agent/swarm/piece-cutter.ts'
import { KIB } from '../../../core/limits.ts'

function setUp(onPiece: OriginJob['onPiece']) {
  const buffers = new BufferPool()
  const job = { sizeBytes: 64 * KIB, first: 0, count: 1, isMissing: () => true, onPiece, onWasted: () => undefined }
  const cutter = new PieceCutter(job as unknown as OriginJob, buffers)
  return { buffers, cutter }
}

test('the buffer of a request that has ended is used for the next', async t => {
  let kept = new Uint8Array(0)
  const { buffers, cutter } = setUp(async (_, bytes) => {
    kept = bytes as Uint8Array<ArrayBuffer>
    return true
  })
  await cutter.push(new Uint8Array(64 * KIB))
  t.not(buffers.take(64 * KIB).buffer, kept.buffer)
  cutter.end()
  t.is(buffers.take(64 * KIB).buffer, kept.buffer)
})

test('who failed to keep a piece may read its bytes still: no other gets the buffer', async t => {
  let kept = new Uint8Array(0)
  const { buffers, cutter } = setUp(async (_, bytes) => {
    kept = bytes as Uint8Array<ArrayBuffer>
    throw new Error('disk')
  })
  await t.throwsAsync(cutter.push(new Uint8Array(64 * KIB)), { instanceOf: KeepFailed })
  cutter.end()
  t.not(buffers.take(64 * KIB).buffer, kept.buffer)
})
