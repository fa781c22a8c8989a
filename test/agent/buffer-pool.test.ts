// Buffers that are used again: never by two at once.

import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { BufferPool } from '../../agent/buffer-pool.ts'
import { fileChunks } from '../../agent/file-chunks.ts'
import { KIB, limits } from '../../core/limits.ts'

test('a buffer is lent to one at a time, and used again when it was given back', t => {
  const buffers = new BufferPool()
  const first = buffers.take(100 * KIB)
  const second = buffers.take(100 * KIB)
  t.is(first.length, 100 * KIB)
  t.not(first.buffer, second.buffer)
  buffers.give(first.subarray(10, 20))
  t.is(buffers.take(128 * KIB).buffer, first.buffer)
  t.not(buffers.take(128 * KIB).buffer, second.buffer)
})

test('what is not lent is not given back: not twice, and nothing of another owner', t => {
  const buffers = new BufferPool()
  const bytes = buffers.take(64 * KIB)
  buffers.give(bytes)
  t.throws(() => buffers.give(bytes), { message: /not lent/ })
  t.throws(() => buffers.give(Buffer.from('of a slab that many share')), { message: /not lent/ })
  t.throws(() => new BufferPool().give(buffers.take(64 * KIB)), { message: /not lent/ })
})

test('a pool keeps a bounded number of free buffers', t => {
  const buffers = new BufferPool()
  const lent = Array.from({ length: 2 * limits.freeBuffers }, () => buffers.take(64 * KIB))
  for (const each of lent) buffers.give(each)
  const known = new Set(lent.map(({ buffer }) => buffer))
  const again = lent.filter(() => known.has(buffers.take(64 * KIB).buffer))
  t.is(again.length, limits.freeBuffers)
})

test('a file is read through two buffers, and the next file through the same', async t => {
  const bytes = Buffer.alloc(3 * limits.fileChunkBytes + 5, 'the bytes of a file')
  const file = await openFile(t, bytes)
  const used = new Set<ArrayBufferLike>()
  for (let round = 0; round < 3; round++) {
    const read: Buffer[] = []
    for await (const chunk of fileChunks(file)) {
      used.add(chunk.buffer)
      read.push(Buffer.from(chunk))
    }
    t.true(Buffer.concat(read).equals(bytes))
  }
  t.is(used.size, 2)
})

test('no more of a file is read than was asked for', async t => {
  const file = await openFile(t, Buffer.alloc(limits.fileChunkBytes + 100))
  let total = 0
  for await (const chunk of fileChunks(file, { maxBytes: limits.fileChunkBytes + 7 })) total += chunk.length
  t.is(total, limits.fileChunkBytes + 7)
})

test('who leaves a file early keeps its chunk: the next reader gets another buffer', async t => {
  const file = await openFile(t, Buffer.alloc(2 * limits.fileChunkBytes))
  let kept: Uint8Array | undefined
  for await (const chunk of fileChunks(file)) {
    kept = chunk
    break
  }
  for await (const chunk of fileChunks(file)) t.not(chunk.buffer, kept!.buffer)
})

async function openFile(t: ExecutionContext, bytes: Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-chunks-'))
  await writeFile(join(folder, 'file'), bytes)
  const file = await open(join(folder, 'file'))
  t.teardown(async () => {
    await file.close()
    await rm(folder, { recursive: true })
  })
  return file
}
