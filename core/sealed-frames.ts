// Noise's frames, taken out of what the socket gives: two bytes of length, then so many. libp2p's own decoder looks for the next frame
// until an exception says that there is none: one for each read, with its stack, which costs more than opening a small frame. And it puts
// each frame that came in parts together, 64 KiB at a time, as room for the opened bytes that OpenSSL does not use.

import type { ConnectionEncrypter, MessageStream } from '@libp2p/interface'
import { ByteQueue } from './byte-queue.ts'
import { MIB } from './limits.ts'

/** What of a secured connection of libp2p is used; it has no public way to decode otherwise. */
interface SealedConnection {
  writableNeedsDrain: boolean
  send(data: Uint8Array | ByteList): boolean
  decoder: { buffer: ByteList; decode(data: ByteList): Iterable<Uint8Array | ByteList> }
  handshake: { decrypt(sealed: Uint8Array | ByteList, room?: Uint8Array): Uint8Array | ByteList }
  decrypt(sealed: Uint8Array | ByteList): Uint8Array | ByteList
}

/** libp2p's list of parts. */
interface ByteList extends Iterable<Uint8Array> {
  byteLength: number
  sublist(start: number, end: number): ByteList
  append(...parts: Uint8Array[]): void
  slice(): Uint8Array
}

const lengthBytes = 2
/** Of Poly1305, behind each frame. */
const tagBytes = 16
/** As in libp2p: frames have 64 KiB at most, and what is whole is taken at once. */
const maxBufferBytes = 16 * MIB

/** The same encrypter, whose connections look for whole frames without exceptions. */
export function plainDecoding<C>(
  create: (components: C) => ConnectionEncrypter,
): (components: C) => ConnectionEncrypter {
  return components => {
    const encrypter = create(components)
    const { secureInbound, secureOutbound } = encrypter
    encrypter.secureInbound = async (connection, options) =>
      decoded(await secureInbound.call(encrypter, connection, options))
    encrypter.secureOutbound = async (connection, options) =>
      decoded(await secureOutbound.call(encrypter, connection, options))
    return encrypter
  }
}

function decoded<R extends { connection: MessageStream }>(secured: R): R {
  const connection = secured.connection as unknown as SealedConnection
  const { decoder, handshake, send }: Partial<SealedConnection> = connection
  if (typeof decoder?.decode !== 'function' || typeof decoder.buffer?.sublist !== 'function')
    throw new Error('the sealed connection of libp2p has changed')
  if (
    typeof handshake?.decrypt !== 'function' ||
    typeof connection.decrypt !== 'function' ||
    typeof send !== 'function'
  )
    throw new Error('the sealed connection of libp2p has changed')
  const frames = new SealedFrames(decoder.buffer) // with what has come since the handshake
  decoder.decode = data => frames.decode(data)
  connection.decrypt = sealed => {
    if (sealed.byteLength < tagBytes) throw new Error('a sealed frame is shorter than its tag')
    const room = sealed instanceof Uint8Array ? sealed.subarray(0, -tagBytes) : undefined
    return handshake.decrypt(sealed, room)
  }
  // What waits for a full socket is not sealed yet, and its owner may use the buffer again as soon as it was sent.
  connection.send = data => send.call(connection, connection.writableNeedsDrain ? copyOf(data) : data)
  return secured
}

/** Not by a Buffer's own slice(): that is a view. */
function copyOf(data: Uint8Array | ByteList): Uint8Array {
  return data instanceof Uint8Array ? Uint8Array.from(data) : data.slice()
}

class SealedFrames {
  readonly #queue = new ByteQueue()

  constructor(begun: ByteList) {
    this.#queue.add(begun)
  }

  /** Sealed frames without their lengths. */
  *decode(data: ByteList): Generator<Uint8Array | ByteList, undefined> {
    const queue = this.#queue
    queue.add(data)
    if (queue.length > maxBufferBytes) throw new Error(`more bytes than ${maxBufferBytes} of sealed frames at once`)
    while (queue.length >= lengthBytes) {
      const length = queue.at(0) * 256 + queue.at(1)
      if (queue.length < lengthBytes + length) return
      queue.takeParts(lengthBytes)
      const [first, ...more] = queue.takeParts(length)
      if (first && more.length === 0) yield first
      else if (first) yield listOf(data, [first, ...more])
    }
  }
}

/** libp2p does not give out its lists' constructor. */
function listOf(some: ByteList, parts: Uint8Array[]): ByteList {
  const list = some.sublist(0, 0)
  list.append(...parts)
  return list
}
