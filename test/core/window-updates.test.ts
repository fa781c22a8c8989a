import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import type { MultiaddrConnection, Stream, StreamMuxerFactory } from '@libp2p/interface'
import { multiaddrConnectionPair } from '@libp2p/utils'
import { yamux } from '@libp2p/yamux'
import test from 'ava'
import fc from 'fast-check'
import { FrameStream } from '../../core/frames.ts'
import { KIB, MIB } from '../../core/limits.ts'
import { sparingUpdates } from '../../core/window-updates.ts'

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

/** The smallest window that yamux has: frames of more than one are cut into it. */
const windowBytes = 256 * KIB

/** Both ends of a stream of the real muxer. */
async function yamuxPair(): Promise<[FrameStream, FrameStream]> {
  const streamOptions = { initialStreamWindowSize: windowBytes, maxStreamWindowSize: windowBytes }
  const create = sparingUpdates(yamux({ enableKeepAlive: false, streamOptions }))
  const [mine, theirs] = multiaddrConnectionPair({ delay: 0 }).map(end => create().createStreamMuxer(end))
  const [[{ detail }], stream] = await Promise.all([once(theirs!, 'stream'), mine!.createStream()])
  const bounds = { maxFrameBytes: MIB, maxBufferedFrames: 16 }
  return [new FrameStream(stream, bounds), new FrameStream(detail as Stream, bounds)]
}

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
      const [a, b] = await yamuxPair()
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
    const [a, b] = await yamuxPair()
    const signal = AbortSignal.timeout(60_000)
    const read = b.receiveRaw(signal)
    a.stream.send(Buffer.concat([Buffer.from([0xff, 0xff, 0x3f]), new Uint8Array(size)])) // the length of a longer one
    await setImmediate()
    a.abort(new Error('killed'))
    await t.throwsAsync(read)
    t.false(signal.aborted)
  }
})
