import type { ConnectionEncrypter, MessageStream } from '@libp2p/interface'
import test from 'ava'
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
}

async function secured(connection: object): Promise<Secured> {
  const made = plainDecoding(() => ({ secureInbound: async () => ({ connection }) }) as unknown as ConnectionEncrypter)(
    {},
  )
  return (await made.secureInbound({} as MessageStream)).connection as unknown as Secured
}

const connectionWith = (begun: Uint8Array[]) => ({ decoder: { buffer: new List(begun), decode: () => [] } })
const bytes = (...values: number[]) => Uint8Array.from(values)
const content = (frame: Uint8Array | List) => [...Buffer.concat(frame instanceof Uint8Array ? [frame] : [...frame])]

test('sealed frames are found behind their lengths, wherever the socket cut them', async t => {
  const { decoder } = await secured(connectionWith([bytes(0)]))
  const found: number[][] = []
  for (const part of [bytes(2, 7, 8, 0, 1), bytes(9, 0), bytes(3, 1), bytes(2), bytes(3, 0, 0, 0, 1, 4)])
    for (const frame of decoder.decode(new List([part]))) found.push(content(frame))
  t.deepEqual(found, [[7, 8], [9], [1, 2, 3], [4]])
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
