// Whose the buffer is that pieces from outside come into, and why what came was of no use.

import test from 'ava'
import { BufferPool } from '../../../agent/buffer-pool.ts'
import type { OriginJob } from '../../../agent/swarm/origin-client.ts'
import { KeepFailed, PieceCutter } from '../../../agent/swarm/piece-cutter.ts'
import { KIB } from '../../../core/limits.ts'

function setUp(onPiece: OriginJob['onPiece'], more: Partial<OriginJob> = {}) {
  const buffers = new BufferPool()
  const wasted: string[] = []
  const job: OriginJob = {
    artifact: 'a'.repeat(64),
    sizeBytes: 64 * KIB,
    sources: [],
    first: 0,
    count: 1,
    whole: false,
    isMissing: () => true,
    onPiece,
    onWasted: (bytes, why) => wasted.push(`${bytes} ${why}`),
    onWire: () => undefined,
    ...more,
  }
  return { buffers, wasted, cutter: new PieceCutter(job, buffers) }
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

test('what is here already was fetched by another, too, unless the source sends everything; what is wrong is said to be', async t => {
  const isMissing = () => false
  for (const [whole, why] of [
    [false, 'lease-conflict'],
    [true, 'source-ignored-range'],
  ] as const) {
    const { cutter, wasted } = setUp(() => Promise.reject(new Error('it is here')), { whole, isMissing })
    t.is(await cutter.push(new Uint8Array(64 * KIB)), undefined)
    t.deepEqual(wasted, [`${64 * KIB} ${why}`])
  }
  const { cutter, wasted } = setUp(async () => false)
  t.is(await cutter.push(new Uint8Array(64 * KIB)), 0)
  t.deepEqual(wasted, [`${64 * KIB} bad-pieces`])
})
