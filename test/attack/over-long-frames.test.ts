// Attack: frames whose length lies: of 4 GiB, one that never ends, none at all, half a frame and then silence, and more frames than
// anybody reads. Over joined streams with the frames that every protocol speaks; what it costs the reader is bounded each time.

import test from 'ava'
import { serveSync, syncServerFrames } from '../../core/sync-exchange.ts'
import { framePair } from '../kit/frame-pair.ts'
import { varintBytes } from '../kit/wire.ts'

const small = { maxFrameBytes: 1024, maxBufferedFrames: 4 }
const patience = () => AbortSignal.timeout(20_000)
const turn = () => new Promise(setImmediate)

test('a length of 4 GiB, or one byte over what is accepted, ends the exchange before a byte of the frame is waited for', async t => {
  for (const claimed of [2n ** 32n, 2n ** 32n - 1n, 2n ** 31n, 1025n]) {
    const [frames, liar] = await framePair(small)
    liar.stream.send(varintBytes(claimed))
    await t.throwsAsync(frames.receive('Hello', patience()), undefined, `${claimed}`)
  }
  const [frames, honest] = await framePair(small)
  await honest.sendRaw(Buffer.alloc(1024, 1), patience())
  t.is((await frames.receiveRaw(patience())).length, 1024)
})

test('a length that never ends is left after five bytes, and one of needless zeros with it', async t => {
  for (const bytes of [Buffer.alloc(6, 0xff), Buffer.alloc(600, 0x80), varintBytes(3n, 6)]) {
    const [frames, liar] = await framePair(small)
    liar.stream.send(bytes)
    await t.throwsAsync(frames.receiveRaw(patience()), { code: 'bad-message' })
  }
})

test('a frame of no bytes is a message of nothing: a flood of them ends at the first that must say something', async t => {
  const source = {
    fleet: 'f'.repeat(64),
    site: 'office',
    heads: () => [],
    envelope: async () => undefined,
    peers: () => [],
  }
  const [server, liar] = await framePair(syncServerFrames)
  liar.stream.send(Buffer.alloc(1000))
  await t.throwsAsync(serveSync(server, source, patience()))
})

test('half a frame and then silence holds a reader no longer than its own patience', async t => {
  const [frames, liar] = await framePair(small)
  liar.stream.send(Buffer.concat([varintBytes(100n), Buffer.alloc(50)]))
  const patience = new AbortController()
  const reading = frames.receive('Hello', patience.signal)
  await turn()
  patience.abort(new Error('too slow'))
  await t.throwsAsync(reading, { message: 'too slow' })
})

test('half a frame and then the end is the end, not a shorter frame', async t => {
  const [frames, liar] = await framePair(small)
  liar.stream.send(Buffer.concat([varintBytes(100n), Buffer.alloc(50)]))
  await liar.close(patience())
  t.is(await frames.receiveRawUnlessClosed(patience()), undefined)
})

for (const [what, frame] of [
  ['full frames', Buffer.concat([varintBytes(1024n), Buffer.alloc(1024)])],
  ['frames of no bytes', Buffer.alloc(1)],
] as const) {
  test(`${what} ahead of our reading abort the stream at its own bound`, async t => {
    const [frames, liar] = await framePair(small)
    const most = (small.maxFrameBytes + 8) * small.maxBufferedFrames
    let sent = 0
    while (frames.stream.status === 'open' && sent < 100 * most) {
      for (let index = 0; index < 64 && frames.stream.status === 'open'; index++, sent += frame.length)
        liar.stream.send(Buffer.alloc(frame.length, frame))
      await turn()
    }
    t.not(frames.stream.status, 'open')
    t.true(sent <= 2 * most + 64 * frame.length, `${sent} bytes were taken`)
    await t.throwsAsync(frames.receiveRaw(patience()))
  })
}

test('what is not a frame of the message asked for is refused with a code', async t => {
  for (const payload of [Buffer.alloc(40, 0xff), Buffer.from([0x0a]), Buffer.from([0x08, 0x01, 0x08, 0x01])]) {
    const [frames, liar] = await framePair(small)
    await liar.sendRaw(payload, patience())
    await t.throwsAsync(frames.receive('Hello', patience()), { code: 'bad-message' })
  }
})
