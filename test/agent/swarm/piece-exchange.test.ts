// Piece client and piece server over joined streams.

import type { Stream } from '@libp2p/interface'
import { streamPair } from '@libp2p/utils'
import test, { type ExecutionContext } from 'ava'
import { BufferPool } from '../../../agent/buffer-pool.ts'
import { PieceClient } from '../../../agent/swarm/piece-client.ts'
import { type PieceSource, servePieces } from '../../../agent/swarm/piece-server.ts'
import { UploadSlots } from '../../../agent/swarm/upload-slots.ts'
import { systemClock } from '../../../core/clock.ts'
import { exchangeHello, FrameStream } from '../../../core/frames.ts'
import { limits } from '../../../core/limits.ts'
import { copiedStreams, muxedStreams, windowBytes } from '../../kit/copied-streams.ts'
import { manualClock } from '../../kit/manual-clock.ts'

const membership = { fleet: 'f1'.repeat(32), site: 'office' }
const digest = 'a'.repeat(64)
const forever = AbortSignal.timeout(60_000)

function serve(t: ExecutionContext, stream: Stream, source: PieceSource, buffers = new BufferPool()): void {
  const stop = new AbortController()
  t.teardown(() => stop.abort())
  const uploads = new UploadSlots({ slots: 8, maxWaiting: 10, clock: systemClock })
  const options = {
    membership,
    source,
    slots: uploads,
    buffers,
    clock: systemClock,
    onSent: () => undefined,
    signal: stop.signal,
  }
  servePieces(stream, options).catch(() => undefined) // ends with the test
}

async function connect(t: ExecutionContext, source: PieceSource): Promise<PieceClient> {
  const [mine, theirs] = await copiedStreams()
  serve(t, theirs, source)
  const client = new PieceClient({ membership, clock: systemClock, open: async () => mine })
  t.teardown(() => client.close())
  return client
}

/** The other end, played by the test. */
async function play(
  t: ExecutionContext,
  clock = systemClock,
): Promise<{ client: PieceClient; frames: FrameStream; late: string[] }> {
  const [mine, theirs] = await streamPair({ delay: 0 })
  const late: string[] = []
  const client = new PieceClient({ membership, clock, open: async () => mine, onLate: why => late.push(why) })
  t.teardown(() => client.close())
  return { client, late, frames: new FrameStream(theirs, { maxFrameBytes: 1024, maxBufferedFrames: 64 }) }
}

test('many requests at once are answered in order, what is not held is said', async t => {
  const source = {
    readPiece: async (_: string, piece: number, buffers: BufferPool) =>
      piece === 3 ? undefined : buffers.take(1000).fill(piece),
  }
  const client = await connect(t, source)
  const replies = await Promise.all([0, 1, 2, 3, 4].map(piece => client.request(digest, piece, 1000)))
  t.deepEqual(
    replies.map(reply => (reply.kind === 'piece' ? reply.bytes[0] : reply)),
    [0, 1, 2, { kind: 'refused', why: 'not-held' }, 4],
  )
})

test('without a free upload slot a request is refused as busy', async t => {
  const clock = manualClock(1000)
  const slots = new UploadSlots({ slots: 1, maxWaiting: 1, clock })
  t.true(await slots.acquire(100))
  const waiting = slots.acquire(100)
  t.false(await slots.acquire(100))
  await clock.advance(100)
  t.false(await waiting)
  const next = slots.acquire(100)
  slots.release()
  t.true(await next)
  slots.release()
  t.true(await slots.acquire(100))
})

test('an answer nobody asked for, or of another length, ends the stream', async t => {
  for (const sizeBytes of [999, 1001]) {
    const { client, frames } = await play(t)
    const reply = client.request(digest, 0, 1000)
    await exchangeHello(frames, membership, forever)
    await frames.receive('PieceRequest', forever)
    await frames.send('PieceAnswer', { sizeBytes }, forever)
    t.is((await reply).kind, 'failed')
    t.true(client.isClosed)
    t.is((await client.request(digest, 1, 1000)).kind, 'failed')
  }
})

test('a piece that is shorter than announced ends the stream', async t => {
  const { client, frames } = await play(t)
  const reply = client.request(digest, 0, 1000)
  await exchangeHello(frames, membership, forever)
  await frames.receive('PieceRequest', forever)
  await frames.send('PieceAnswer', { sizeBytes: 1000 }, forever)
  await frames.sendRaw(new Uint8Array(999), forever)
  t.is((await reply).kind, 'failed')
})

test('a neighbour that says nothing fails everything outstanding after its time, and is named once', async t => {
  const clock = manualClock(1000)
  const { client, frames, late } = await play(t, clock)
  const replies = [0, 1].map(piece => client.request(digest, piece, 1000))
  await exchangeHello(frames, membership, forever)
  await frames.receive('PieceRequest', forever)
  await clock.advance(limits.pieceIdleMs - 1)
  t.false(client.isClosed)
  await clock.advance(limits.pieceIdleMs)
  for (const reply of await Promise.all(replies)) t.is(reply.kind, 'failed')
  t.is(late.length, 1)
})

test('a neighbour that sends a byte now and then is given up, too', async t => {
  const clock = manualClock(1000)
  const { client, frames } = await play(t, clock)
  const reply = client.request(digest, 0, 100_000)
  await exchangeHello(frames, membership, forever)
  await frames.receive('PieceRequest', forever)
  await frames.send('PieceAnswer', { sizeBytes: 100_000 }, forever)
  frames.stream.send(new Uint8Array([0xa0, 0x8d, 0x06])) // the length of the piece, then its bytes one by one
  let isOver = false
  void reply.then(() => {
    isOver = true
  })
  for (let second = 0; second < 20 && !isOver; second++) {
    if (frames.stream.status === 'open') frames.stream.send(new Uint8Array([1]))
    await new Promise(setImmediate)
    await clock.advance(1000)
  }
  t.is((await reply).kind, 'failed')
})

test('a member of another site gets no piece', async t => {
  const [mine, theirs] = await streamPair({ delay: 0 })
  let asked = 0
  const source = {
    async readPiece() {
      asked++
      return Buffer.alloc(10)
    },
  }
  serve(t, theirs, source)
  const elsewhere = { ...membership, site: 'elsewhere' }
  const client = new PieceClient({ membership: elsewhere, clock: systemClock, open: async () => mine })
  t.is((await client.request(digest, 0, 10)).kind, 'failed')
  t.is(asked, 0)
})

test('pieces come into buffers that are used again, and never into one that is lent', async t => {
  const source = {
    readPiece: async (_: string, piece: number, buffers: BufferPool) => buffers.take(1000).fill(piece),
  }
  const [mine, theirs] = await copiedStreams()
  serve(t, theirs, source)
  const buffers = new BufferPool()
  const client = new PieceClient({ membership, clock: systemClock, buffers, open: async () => mine })
  t.teardown(() => client.close())
  const used = new Set<ArrayBufferLike>()
  for (let round = 0; round < 10; round++) {
    const replies = await Promise.all([0, 1, 2].map(piece => client.request(digest, piece, 1000)))
    const pieces = replies.map(reply => (reply as { bytes: Uint8Array }).bytes)
    t.deepEqual(
      pieces.map(bytes => [bytes.length, bytes[0], bytes[999]]),
      [0, 1, 2].map(piece => [1000, piece, piece]),
    )
    for (const bytes of pieces) {
      used.add(bytes.buffer)
      buffers.give(bytes)
    }
  }
  t.is(used.size, 3)
})

test('a piece is sent from a buffer that is used again, and only once all of it is on its way', async t => {
  const sizeBytes = 3 * windowBytes
  const used = new Set<ArrayBufferLike>()
  const source = {
    readPiece: async (_: string, piece: number, buffers: BufferPool) => {
      const bytes = buffers.take(sizeBytes).fill(piece + 1)
      used.add(bytes.buffer)
      return bytes
    },
  }
  const [mine, theirs] = await muxedStreams()
  serve(t, theirs, source)
  const client = new PieceClient({ membership, clock: systemClock, open: async () => mine })
  t.teardown(() => client.close())
  const pieces = [0, 1, 2, 3, 4, 5]
  const replies = await Promise.all(pieces.map(piece => client.request(digest, piece, sizeBytes)))
  for (const [piece, reply] of replies.entries()) {
    if (reply.kind !== 'piece') return t.fail(`${piece} ${JSON.stringify(reply)}`)
    t.true(
      reply.bytes.every(byte => byte === piece + 1),
      `${piece}`,
    )
  }
  t.is(used.size, 1)
})
