// Length-prefixed protobuf frames on a libp2p stream, with byte counts: what every protocol speaks.
// It knows no protocol; a frame that is too long or malformed ends the stream with `bad-message`.

import type { Stream } from '@libp2p/interface'
import { type LengthPrefixedStream, lpStream } from '@libp2p/utils'
import {
  CodecError,
  decode,
  decodeParts,
  type Encodable,
  encode,
  type Message,
  type MessageName,
} from '../proto/codec.ts'
import type { Digest } from './digest.ts'
import { CodedError } from './errors.ts'
import { specVersion } from './header.ts'

export interface FrameLimits {
  /** Longest frame accepted. */
  maxFrameBytes: number
  /** How many of them the other side may send ahead of our reading; more aborts the stream. */
  maxBufferedFrames: number
}

export class FrameStream {
  readonly stream: Stream
  readonly #frames: LengthPrefixedStream
  bytesSent = 0
  bytesReceived = 0

  constructor(stream: Stream, { maxFrameBytes, maxBufferedFrames }: FrameLimits) {
    this.stream = stream
    const maxBufferSize = (maxFrameBytes + 8) * maxBufferedFrames
    this.#frames = lpStream(stream, { maxDataLength: maxFrameBytes, maxBufferSize, lengthDecoder: decodeLength })
  }

  async send<N extends MessageName>(name: N, message: Encodable<N>, signal: AbortSignal): Promise<void> {
    await this.sendRaw(encode(name, message), signal)
  }

  async sendRaw(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    this.bytesSent += bytes.length + 4
    await this.#frames.write(bytes, { signal })
  }

  /** Throws `bad-message`; the stream's own errors (closed, aborted) pass through. */
  async receive<N extends MessageName>(name: N, signal: AbortSignal): Promise<Message<N>> {
    return decodeFrame(name, await this.receiveRaw(signal))
  }

  /** As `receive`, but undefined when the other side has closed its end. */
  async receiveUnlessClosed<N extends MessageName>(name: N, signal: AbortSignal): Promise<Message<N> | undefined> {
    const bytes = await this.receiveRawUnlessClosed(signal)
    return bytes && decodeFrame(name, bytes)
  }

  async receiveRaw(signal: AbortSignal): Promise<Uint8Array> {
    try {
      const list = await this.#frames.read({ signal })
      this.bytesReceived += list.byteLength + 4
      return list.subarray()
    } catch (cause) {
      if (!(cause instanceof Error && cause.name === 'InvalidDataLengthError')) throw cause
      throw new CodedError('bad-message', 'expected a frame within its bound, found a longer one', { cause })
    }
  }

  /** Undefined when the other side has closed its end; a frame it left unfinished is dropped. */
  async receiveRawUnlessClosed(signal: AbortSignal): Promise<Uint8Array | undefined> {
    try {
      return await this.receiveRaw(signal)
    } catch (error) {
      if (error instanceof Error && error.name === 'UnexpectedEOFError') return undefined
      throw error
    }
  }

  /** Closes our writing end; the other side sees the end after what was sent. */
  async close(signal: AbortSignal): Promise<void> {
    await this.stream.close({ signal })
  }

  abort(error: Error): void {
    this.stream.abort(error)
  }
}

/** The longest length that any frame has takes four bytes. */
const lengthBytes = 5

/**
 * An unsigned varint; the RangeError of an unfinished one asks for one more byte. libp2p's own decoder asks without end: a length of
 * nothing but 0xff bytes would be collected, at a hundred bytes of memory each, for as long as they come.
 */
const decodeLength = Object.assign(
  (data: { byteLength: number; subarray(): Uint8Array }): number => {
    if (data.byteLength > lengthBytes) throw new CodedError('bad-message', 'the length of a frame does not end')
    let value = 0
    for (const [index, byte] of data.subarray().entries()) {
      value += (byte & 0x7f) * 2 ** (7 * index)
      if (byte < 0x80) return value
    }
    throw new RangeError('more bytes are needed')
  },
  { bytes: 0 },
)

function decodeFrame<N extends MessageName>(name: N, bytes: Uint8Array): Message<N> {
  try {
    return decode(name, bytes)
  } catch (error) {
    throw refusalOf(name, bytes, error)
  }
}

/** A frame that may be long, in parts, as `decodeParts`. Throws `bad-message`. */
export function* frameParts<N extends MessageName>(
  name: N,
  bytes: Uint8Array,
  partBytes: number,
): Generator<Message<N>, undefined> {
  try {
    yield* decodeParts(name, bytes, partBytes)
  } catch (error) {
    throw refusalOf(name, bytes, error)
  }
}

function refusalOf(name: MessageName, bytes: Uint8Array, error: unknown): unknown {
  if (!(error instanceof CodecError)) return error
  const message = `expected a ${name} frame, found ${bytes.length} bytes that are none`
  return new CodedError('bad-message', message, { cause: error })
}

/**
 * The first frame of both sides on every protocol but join: who speaks which specification for which fleet and site.
 * (A dial succeeds at the dialler even when the listener's gate then refuses, so silence here means refusal.)
 * Throws `wrong-fleet` or `bad-message`.
 */
export async function exchangeHello(
  frames: FrameStream,
  mine: { fleet: Digest; site: string },
  signal: AbortSignal,
): Promise<{ site: string }> {
  await frames.send('Hello', { spec: specVersion, fleet: Buffer.from(mine.fleet, 'hex'), site: mine.site }, signal)
  const theirs = await frames.receive('Hello', signal)
  if (Buffer.from(theirs.fleet).toString('hex') !== mine.fleet)
    throw new CodedError('wrong-fleet', 'the other node belongs to another fleet')
  if (theirs.spec !== specVersion) {
    throw new CodedError(
      'bad-message',
      `expected protocol specification ${specVersion}, the other node speaks ${theirs.spec}`,
    )
  }
  return { site: theirs.site }
}
