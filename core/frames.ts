// Length-prefixed protobuf frames on a libp2p stream, with byte counts: what every protocol speaks.
// It knows no protocol; a frame that is too long or malformed ends the stream with `bad-message`.

import type { Stream } from '@libp2p/interface'
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
import { FrameReader, StreamEnded } from './frame-reader.ts'
import { specVersion } from './header.ts'

export interface FrameLimits {
  /** Longest frame accepted. */
  maxFrameBytes: number
  /** How many of them the other side may send ahead of our reading; more aborts the stream. */
  maxBufferedFrames: number
}

/** What ends a wait for room; made only when there is something to wait for. */
export type Until = AbortSignal | (() => AbortSignal)

export class FrameStream {
  readonly stream: Stream
  readonly #reader: FrameReader
  bytesSent = 0
  bytesReceived = 0

  constructor(stream: Stream, { maxFrameBytes, maxBufferedFrames }: FrameLimits) {
    this.stream = stream
    this.#reader = new FrameReader(stream, { maxFrameBytes, maxBufferBytes: (maxFrameBytes + 8) * maxBufferedFrames })
  }

  async send<N extends MessageName>(name: N, message: Encodable<N>, until: Until): Promise<void> {
    await this.sendRaw(encode(name, message), until)
  }

  async sendRaw(bytes: Uint8Array, until: Until): Promise<void> {
    await this.#write([framed([bytes])], until)
  }

  /** Several frames as one packet. */
  async sendAllRaw(frames: readonly Uint8Array[], until: Until): Promise<void> {
    await this.#write([framed(frames)], until)
  }

  /** A message, and a frame of so many bytes behind it that it should not be copied. */
  async sendWithRaw<N extends MessageName>(
    name: N,
    message: Encodable<N>,
    bytes: Uint8Array,
    until: Until,
  ): Promise<void> {
    const head = framed([encode(name, message)])
    await this.#write([Buffer.concat([head, lengthOf(bytes.length)]), bytes], until)
  }

  async #write(parts: readonly Uint8Array[], until: Until): Promise<void> {
    for (const part of parts) {
      this.bytesSent += part.length
      this.stream.send(part)
    }
    if (this.stream.writeBufferLength > 0) await handedOn(this.stream, typeof until === 'function' ? until() : until)
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
    const bytes = await this.#reader.read(signal)
    this.bytesReceived += bytes.length + lengthOf(bytes.length).length
    return bytes
  }

  /** As `receiveRaw`, into `target`, which the frame must fill (`readInto` of frame-reader.ts). */
  async receiveRawInto(target: Uint8Array, signal: AbortSignal): Promise<void> {
    await this.#reader.readInto(target, signal)
    this.bytesReceived += target.length + lengthOf(target.length).length
  }

  /** Undefined when the other side has closed its end; a frame it left unfinished is dropped. */
  async receiveRawUnlessClosed(signal: AbortSignal): Promise<Uint8Array | undefined> {
    try {
      return await this.receiveRaw(signal)
    } catch (error) {
      if (error instanceof StreamEnded) return undefined
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

/** One buffer of all of them, each behind its length. */
function framed(frames: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(frames.flatMap(frame => [lengthOf(frame.length), frame]))
}

/** As an unsigned varint. */
function lengthOf(value: number): Uint8Array {
  const bytes: number[] = []
  let left = value
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) | 0x80)
  bytes.push(left)
  return Uint8Array.from(bytes)
}

/** Resolves when the connection has taken all that was sent; throws when the stream breaks first. */
async function handedOn(stream: Stream, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const close = ({ error }: { error?: Error }) => reject(error ?? new StreamEnded('the stream was closed'))
  const abort = () => reject(signal.reason)
  stream.addEventListener('idle', resolve as () => void)
  stream.addEventListener('close', close)
  signal.addEventListener('abort', abort)
  try {
    signal.throwIfAborted()
    await promise
  } finally {
    stream.removeEventListener('idle', resolve as () => void)
    stream.removeEventListener('close', close)
    signal.removeEventListener('abort', abort)
  }
}

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
