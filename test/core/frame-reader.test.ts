import { streamPair } from '@libp2p/utils'
import test from 'ava'
import fc from 'fast-check'
import { FrameReader, StreamEnded } from '../../core/frame-reader.ts'

const forever = new AbortController().signal
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()

async function reading({ maxFrameBytes = 1000, maxBufferBytes = 4000 } = {}) {
  const [ours, theirs] = await streamPair()
  return { reader: new FrameReader(ours, { maxFrameBytes, maxBufferBytes }), ours, theirs }
}

test('frames are given out whole, however they come', async t => {
  const { reader, theirs } = await reading()
  const long = 'x'.repeat(300)
  const all = Buffer.concat([Buffer.from('\x03one\x00\xac\x02', 'latin1'), Buffer.from(long), Buffer.from('\x03two')])
  for (const byte of all) theirs.send(Buffer.of(byte))
  theirs.send(all)
  for (const expected of ['one', '', long, 'two', 'one', '', long, 'two'])
    t.is(text(await reader.read(forever)), expected)
})

test('frames are given out whole, wherever they are cut', async t => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }),
      async (frames, cuts) => {
        const { reader, theirs } = await reading()
        const all = Buffer.concat(frames.flatMap(frame => [Buffer.from(lengthOf(frame)), frame]))
        const readAll = async () => {
          for (const frame of frames) if (!Buffer.from(await reader.read(forever)).equals(frame)) return false
          return true
        }
        const reads = readAll()
        for (let at = 0, cut = 0; at < all.length; cut++) {
          const end = at + cuts[cut % cuts.length]!
          theirs.send(all.subarray(at, end))
          at = end
        }
        return await reads
      },
    ),
    { numRuns: 30 },
  )
  t.pass()
})

const lengthOf = ({ length }: Uint8Array) => (length < 128 ? [length] : [(length % 128) | 128, length >> 7])

test('a frame longer than its bound is refused when its length is here', async t => {
  const { reader, theirs } = await reading({ maxFrameBytes: 100 })
  theirs.send(Buffer.of(101))
  await t.throwsAsync(reader.read(forever), { code: 'bad-message' })
})

test('a length that does not end is refused', async t => {
  const { reader, theirs } = await reading()
  theirs.send(Buffer.alloc(6, 0xff))
  await t.throwsAsync(reader.read(forever), { code: 'bad-message', message: /does not end/ })
})

test('who sends ahead more than is kept loses the stream, and what was kept is gone', async t => {
  const { reader, ours, theirs } = await reading({ maxBufferBytes: 10 })
  const reads = reader.read(forever)
  theirs.send(Buffer.alloc(11, 20))
  await t.throwsAsync(reads, { code: 'bad-message', message: /sent ahead/ })
  await t.throwsAsync(reader.read(forever), { code: 'bad-message', message: /sent ahead/ })
  t.is(ours.status, 'aborted')
})

test('what came before the end is read, and then the end is told', async t => {
  const { reader, theirs } = await reading()
  theirs.send(Buffer.from('\x03one\x03tw'))
  await theirs.close()
  t.is(text(await reader.read(forever)), 'one')
  await t.throwsAsync(reader.read(forever), { instanceOf: StreamEnded })
})

test('a stream that breaks, and a reader who leaves, end a read that waits', async t => {
  const { reader, theirs } = await reading()
  const leaving = new AbortController()
  const left = reader.read(leaving.signal)
  leaving.abort(new Error('left'))
  await t.throwsAsync(left, { message: 'left' })
  const broken = reader.read(forever)
  theirs.abort(new Error('broken'))
  await t.throwsAsync(broken)
})

test('a frame is read into what it must fill, however it comes, and the next one is whole', async t => {
  const all = Buffer.from('\x03one\x04four\x03two')
  for (let cut = 0; cut <= all.length; cut++) {
    const { reader, theirs } = await reading()
    theirs.send(all.subarray(0, cut))
    const target = Buffer.alloc(4)
    const first = reader.read(forever)
    const second = first.then(() => reader.readInto(target, forever))
    if (cut < all.length) theirs.send(all.subarray(cut))
    t.is(text(await first), 'one')
    await second
    t.is(target.toString(), 'four')
    t.is(text(await reader.read(forever)), 'two')
  }
})

test('a long frame that is read into its place takes no room of what is kept', async t => {
  const { reader, ours, theirs } = await reading({ maxFrameBytes: 1000, maxBufferBytes: 100 })
  const target = Buffer.alloc(1000)
  const read = reader.readInto(target, forever)
  theirs.send(Buffer.from([0xe8, 0x07]))
  for (let sent = 0; sent < 1000; sent += 50) theirs.send(Buffer.alloc(50, 7))
  await read
  t.true(target.equals(Buffer.alloc(1000, 7)))
  t.is(ours.status, 'open')
})

test('a frame of another length than its place is refused, and nobody reads on in the middle of it', async t => {
  const { reader, theirs } = await reading()
  theirs.send(Buffer.from('\x03one\x03two'))
  const target = Buffer.alloc(4)
  await t.throwsAsync(reader.readInto(target, forever), { code: 'bad-message' })
  await t.throwsAsync(reader.read(forever), { code: 'bad-message' })
  t.true(target.equals(Buffer.alloc(4)))
})

test('who gave up a frame has its place for itself again: what still comes is not written there', async t => {
  const { reader, ours, theirs } = await reading()
  const leaving = new AbortController()
  const target = Buffer.alloc(4)
  const left = reader.readInto(target, leaving.signal)
  const came = new Promise(resolve => ours.addEventListener('message', resolve, { once: true }))
  theirs.send(Buffer.from('\x04fo'))
  await came
  leaving.abort(new Error('left'))
  await t.throwsAsync(left, { message: 'left' })
  target.fill(0)
  const later = new Promise(resolve => ours.addEventListener('message', resolve, { once: true }))
  theirs.send(Buffer.from('ur'))
  await later
  t.true(target.equals(Buffer.alloc(4)))
  await t.throwsAsync(reader.read(forever), { message: 'left' })
})
