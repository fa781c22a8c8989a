import { setImmediate } from 'node:timers/promises'
import { noise } from '@chainsafe/libp2p-noise'
import { generateKeyPair } from '@libp2p/crypto/keys'
import type { ConnectionEncrypter, MessageStream, Upgrader } from '@libp2p/interface'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { multiaddrConnectionPair } from '@libp2p/utils'
import test from 'ava'
import fc from 'fast-check'
import { noiseCrypto } from '../../core/noise-crypto.ts'
import { plainDecoding } from '../../core/sealed-frames.ts'

/** As libp2p's list of parts, as far as it is used. */
class List {
  readonly parts: Uint8Array[]
  constructor(parts: Uint8Array[]) {
    this.parts = parts
  }
  get byteLength(): number {
    return this.parts.reduce((sum, part) => sum + part.length, 0)
  }
  sublist(): List {
    return new List([])
  }
  append(...parts: Uint8Array[]): void {
    this.parts.push(...parts)
  }
  [Symbol.iterator](): Iterator<Uint8Array> {
    return this.parts[Symbol.iterator]()
  }
}

interface Secured {
  decoder: { buffer: List; decode(data: List): Iterable<Uint8Array | List> }
  decrypt(sealed: Uint8Array | List): unknown
}

async function secured(connection: object): Promise<Secured> {
  const made = plainDecoding(() => ({ secureInbound: async () => ({ connection }) }) as unknown as ConnectionEncrypter)(
    {},
  )
  return (await made.secureInbound({} as MessageStream)).connection as unknown as Secured
}

const connectionWith = (begun: Uint8Array[], decrypt: (...given: unknown[]) => unknown = () => undefined) => ({
  decoder: { buffer: new List(begun), decode: () => [] },
  handshake: { decrypt },
  decrypt: () => undefined,
  send: () => true,
})
const bytes = (...values: number[]) => Uint8Array.from(values)
const content = (frame: Uint8Array | List) => [...Buffer.concat(frame instanceof Uint8Array ? [frame] : [...frame])]

test('sealed frames are found behind their lengths, wherever the socket cut them', async t => {
  const { decoder } = await secured(connectionWith([bytes(0)]))
  const found: number[][] = []
  for (const part of [bytes(2, 7, 8, 0, 1), bytes(9, 0), bytes(3, 1), bytes(2), bytes(3, 0, 0, 0, 1, 4)])
    for (const frame of decoder.decode(new List([part]))) found.push(content(frame))
  t.deepEqual(found, [[7, 8], [9], [1, 2, 3], [4]])
})

test('sealed frames are found whole, however many the socket gives at once and wherever it cuts them', async t => {
  const run = fc.record({
    frames: fc.array(fc.uint8Array({ minLength: 1, maxLength: 700 }), { maxLength: 10 }),
    cuts: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 10 }),
    begun: fc.nat(20),
    parts: fc.integer({ min: 1, max: 3 }),
  })
  await fc.assert(
    fc.asyncProperty(run, async ({ frames, cuts, begun, parts }) => {
      const all = Buffer.concat(frames.flatMap(frame => [bytes(frame.length >> 8, frame.length & 255), frame]))
      const { decoder } = await secured(connectionWith([all.subarray(0, begun)]))
      const found: number[][] = []
      for (let at = begun, cut = 0; at < all.length || cut === 0; ) {
        const list: Uint8Array[] = []
        for (let part = 0; part < parts; part++) {
          const end = at + cuts[cut++ % cuts.length]!
          list.push(all.subarray(at, end))
          at = end
        }
        for (const frame of decoder.decode(new List(list))) found.push(content(frame))
      }
      t.deepEqual(
        found,
        frames.map(frame => [...frame]),
      )
    }),
    { numRuns: 100 },
  )
})

test('a frame in one part is no copy', async t => {
  const { decoder } = await secured(connectionWith([]))
  const part = bytes(0, 2, 7, 8)
  const [frame] = decoder.decode(new List([part]))
  t.true(frame instanceof Uint8Array && frame.buffer === part.buffer)
})

test('what is more than any frame has is refused', async t => {
  const { decoder } = await secured(connectionWith([]))
  t.throws(() => [...decoder.decode(new List([new Uint8Array(16 * 1024 * 1024 + 1)]))], { message: /more bytes/ })
})

test('a sealed connection without the decoder that is replaced is not passed over in silence', async t => {
  await t.throwsAsync(secured({}), { message: /has changed/ })
})

test('a frame that came in parts is opened without being put together; one that came whole, in its own place', async t => {
  const given: unknown[][] = []
  const connection = await secured(connectionWith([], (...frame) => given.push(frame)))
  const parts = new List([new Uint8Array(20), new Uint8Array(30)])
  const whole = new Uint8Array(50)
  connection.decrypt(parts)
  connection.decrypt(whole)
  t.is(given[0]![0], parts)
  t.is(given[0]![1], undefined)
  const room = given[1]![1] as Uint8Array
  t.deepEqual([room.buffer, room.byteOffset, room.length], [whole.buffer, 0, 34])
})

test('a sealed frame that is shorter than its tag is not opened', async t => {
  const connection = await secured(connectionWith([], () => t.fail()))
  t.throws(() => connection.decrypt(new Uint8Array(15)), { message: /shorter/ })
  t.throws(() => connection.decrypt(new List([new Uint8Array(7), new Uint8Array(8)])), { message: /shorter/ })
})

/** Two ends of a real connection of Noise. */
async function noisePair(): Promise<[MessageStream, MessageStream]> {
  const create = plainDecoding(noise({ crypto: noiseCrypto }))
  const [a, b] = multiaddrConnectionPair({ delay: 0 })
  const encrypterOf = async () => {
    const privateKey = await generateKeyPair('Ed25519')
    const upgrader = { getStreamMuxers: () => new Map() } as unknown as Upgrader
    return create({
      privateKey,
      peerId: peerIdFromPrivateKey(privateKey),
      logger: { forComponent: () => a.log },
      upgrader,
    })
  }
  const [mine, theirs] = await Promise.all([encrypterOf(), encrypterOf()])
  const [out, back] = await Promise.all([mine.secureOutbound(a), theirs.secureInbound(b)])
  return [out.connection, back.connection]
}

test('what waits for a full socket is what was sent, whatever its owner does with the buffer meanwhile', async t => {
  const [mine, theirs] = await noisePair()
  const received: Uint8Array[] = []
  theirs.addEventListener('message', ({ data }) => received.push(data.subarray()))
  const buffer = Buffer.alloc(5000)
  mine.writableNeedsDrain = true
  t.false(mine.send(buffer.fill(1)))
  buffer.fill(2)
  mine.dispatchEvent(new Event('drain'))
  mine.send(buffer)
  while (received.reduce((sum, { length }) => sum + length, 0) < 10_000) await setImmediate()
  const all = Buffer.concat(received)
  t.true(all.subarray(0, 5000).every(byte => byte === 1))
  t.true(all.subarray(5000).every(byte => byte === 2))
})
