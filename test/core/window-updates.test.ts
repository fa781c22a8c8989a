import { setImmediate } from 'node:timers/promises'
import type { MultiaddrConnection, StreamMuxerFactory } from '@libp2p/interface'
import test from 'ava'
import fc from 'fast-check'
import { FrameStream } from '../../core/frames.ts'
import { MIB } from '../../core/limits.ts'
import { sparingUpdates } from '../../core/window-updates.ts'
import { muxedStreams, windowBytes } from '../kit/copied-streams.ts'

const established = 3
const answering = 2

/** A stream of a muxer that counts the updates it sends. */
function streamWith({ state, capacity }: { state: number; capacity: number }) {
  const stream = {
    state,
    recvWindow: 1000,
    recvWindowCapacity: capacity,
    sent: 0,
    sendWindowUpdate: () => stream.sent++,
  }
  return stream
}

function opened(muxer: object) {
  const factory = { createStreamMuxer: () => muxer } as unknown as StreamMuxerFactory
  return sparingUpdates(() => factory)().createStreamMuxer({} as MultiaddrConnection) as unknown as {
    _newStream(): ReturnType<typeof streamWith>
  }
}

test('a window is renewed when half of it is used, and not for each message', t => {
  for (const [capacity, sent] of [
    [999, 0],
    [501, 0],
    [500, 1],
    [0, 1],
  ] as const) {
    const stream = opened({ _newStream: () => streamWith({ state: established, capacity }) })._newStream()
    stream.sendWindowUpdate()
    t.is(stream.sent, sent, `${capacity} of 1000 left`)
  }
})

test('an update that opens a stream, or answers who opened it, always goes out', t => {
  const stream = opened({ _newStream: () => streamWith({ state: answering, capacity: 1000 }) })._newStream()
  stream.sendWindowUpdate()
  t.is(stream.sent, 1)
})

test('a muxer or a stream that is not what is known is not passed over in silence', t => {
  t.throws(() => opened({}), { message: /has changed/ })
  t.throws(() => opened({ _newStream: () => ({}) })._newStream(), { message: /have changed/ })
})

async function framedPair(): Promise<[FrameStream, FrameStream]> {
  const [mine, theirs] = await muxedStreams()
  const bounds = { maxFrameBytes: MIB, maxBufferedFrames: 16 }
  return [new FrameStream(mine, bounds), new FrameStream(theirs, bounds)]
}

test('what is sent goes in frames that fit into one of Noise', async t => {
  const [mine, theirs] = await muxedStreams()
  const sizes: number[] = []
  theirs.addEventListener('message', ({ data }) => sizes.push(data.byteLength))
  mine.send(new Uint8Array(3 * windowBytes))
  while (sizes.reduce((sum, size) => sum + size, 0) < 3 * windowBytes) await setImmediate()
  t.true(sizes.every(size => size <= 65_507))
  t.is(sizes[0], 65_507)
})

test('who sends waits until the connection has taken all of it', async t => {
  const [a, b] = await framedPair()
  const signal = AbortSignal.timeout(60_000)
  const sent = a.sendRaw(new Uint8Array(MIB), signal)
  const received = b.receiveRaw(signal)
  await sent
  t.is(a.stream.writeBufferLength, 0)
  await received
})

/** Around the window, its half, and nothing; now and then what a frame's own length moves over an edge. */
const frameSize = fc.oneof(
  fc.nat(300),
  fc.nat({ max: 3 * windowBytes }),
  fc.integer({ min: windowBytes / 2 - 20, max: windowBytes / 2 + 20 }),
  fc.integer({ min: windowBytes - 20, max: windowBytes + 20 }),
)

test('whatever is sent in both directions at once arrives whole and in order, whoever reads slowly', async t => {
  const way = fc.record({ sizes: fc.array(frameSize, { maxLength: 10 }), pauses: fc.nat(3) })
  await fc.assert(
    fc.asyncProperty(way, way, async (there, back) => {
      const [a, b] = await framedPair()
      const signal = AbortSignal.timeout(60_000)
      const write = async (frames: FrameStream, { sizes }: typeof there) => {
        for (const [at, size] of sizes.entries()) await frames.sendRaw(new Uint8Array(size).fill(at), signal)
        await frames.close(signal)
      }
      const read = async (frames: FrameStream, { sizes, pauses }: typeof there) => {
        for (const [at, size] of sizes.entries()) {
          for (let pause = 0; pause < pauses; pause++) await setImmediate()
          const frame = await frames.receiveRaw(signal)
          if (frame.length !== size || frame.some(byte => byte !== at)) throw new Error(`frame ${at} is another`)
        }
        if (await frames.receiveRawUnlessClosed(signal)) throw new Error('more came than was sent')
      }
      await Promise.all([write(a, there), write(b, back), read(b, there), read(a, back)])
    }),
    { numRuns: 10 },
  )
  t.pass()
})

test('who is cut off in the middle of a frame does not keep its reader waiting', async t => {
  for (const size of [10, windowBytes, 3 * windowBytes]) {
    const [a, b] = await framedPair()
    const signal = AbortSignal.timeout(60_000)
    const read = b.receiveRaw(signal)
    a.stream.send(Buffer.concat([Buffer.from([0xff, 0xff, 0x3f]), new Uint8Array(size)])) // the length of a longer one
    await setImmediate()
    a.abort(new Error('killed'))
    await t.throwsAsync(read)
    t.false(signal.aborted)
  }
})
