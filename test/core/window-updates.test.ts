import type { MultiaddrConnection, StreamMuxerFactory } from '@libp2p/interface'
import test from 'ava'
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
