// Collects what comes on a stream and gives it out as whole frames: a length, then so many bytes. What is here already is given at once;
// libp2p's own reader takes four promises and an exception for each frame. It knows neither protocol nor form of what is in a frame.

import type { Stream } from '@libp2p/interface'
import { ByteQueue, type Parts } from './byte-queue.ts'
import { CodedError } from './errors.ts'

export interface ReaderBounds {
  /** Longest frame accepted. */
  maxFrameBytes: number
  /** Most that is kept of what was not read yet; more aborts the stream. */
  maxBufferBytes: number
}

/** The other side closed its end, perhaps in the middle of a frame. */
export class StreamEnded extends Error {
  override name = 'StreamEnded'
}

export class FrameReader {
  readonly #stream: Stream
  readonly #bounds: ReaderBounds
  readonly #queue = new ByteQueue()
  #broken: Error | undefined
  /** Where the bytes of the frame that is coming go, and how many are there. */
  #target: { bytes: Uint8Array; filled: number } | undefined
  #waiting: PromiseWithResolvers<void> | undefined

  constructor(stream: Stream, bounds: ReaderBounds) {
    this.#stream = stream
    this.#bounds = bounds
    stream.addEventListener('message', ({ data }) => this.#take(data))
    stream.addEventListener('close', ({ error }) => (error ? this.#waiting?.reject(error) : this.#waiting?.resolve()))
    stream.addEventListener('remoteCloseWrite', () => this.#waiting?.resolve())
  }

  /** The next frame, without its length. Throws `bad-message`, `StreamEnded`, or what broke the stream. */
  async read(signal: AbortSignal): Promise<Uint8Array> {
    return await this.#until(() => this.#next(), signal)
  }

  /**
   * The next frame into `target`, which it must fill; its bytes go there as they come, so that nothing of a long frame is kept twice. Nothing is
   * written there after it returned or threw. Throws as `read`; then the place in the stream is lost, and whoever reads on is told so.
   */
  async readInto(target: Uint8Array, signal: AbortSignal): Promise<void> {
    const head = await this.#until(() => this.#takeLength(), signal)
    const into = { bytes: target, filled: 0 }
    try {
      if (head.length !== target.length)
        throw new CodedError('bad-message', `expected a frame of ${target.length} bytes, found ${head.length}`)
      this.#target = into
      this.#fill(into)
      await this.#until(() => (into.filled === target.length ? into : undefined), signal)
    } catch (error) {
      this.#broken ??= error instanceof Error ? error : new Error(String(error))
      throw error
    } finally {
      this.#target = undefined
    }
  }

  async #until<T>(found: () => T | undefined, signal: AbortSignal): Promise<T> {
    for (;;) {
      if (this.#broken) throw this.#broken
      const result = found()
      if (result !== undefined) return result
      signal.throwIfAborted()
      if (this.#isEnded()) throw new StreamEnded(`the stream ended ${this.#queue.length} bytes into a frame`)
      await this.#more(signal)
    }
  }

  #take(data: Parts): void {
    if (this.#broken) return
    this.#queue.add(data)
    if (this.#target) this.#fill(this.#target)
    if (this.#queue.length > this.#bounds.maxBufferBytes) this.#refuse()
    this.#waiting?.resolve()
  }

  #refuse(): void {
    const most = this.#bounds.maxBufferBytes
    const found = `${this.#queue.length} bytes were sent ahead, at most ${most} are kept`
    const overflow = new CodedError('bad-message', found)
    this.#broken = overflow
    this.#queue.clear()
    this.#waiting?.reject(overflow)
    queueMicrotask(() => this.#stream.abort(overflow)) // not while libp2p is in the middle of handing us the data
  }

  #isEnded(): boolean {
    return this.#stream.remoteWriteStatus !== 'writable' && this.#stream.readBufferLength === 0
  }

  async #more(signal: AbortSignal): Promise<void> {
    this.#waiting = Promise.withResolvers()
    const { promise, reject } = this.#waiting
    const leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    try {
      await promise
    } finally {
      this.#waiting = undefined
      signal.removeEventListener('abort', leave)
    }
  }

  #fill(into: { bytes: Uint8Array; filled: number }): void {
    for (const part of this.#queue.takeParts(Math.min(this.#queue.length, into.bytes.length - into.filled))) {
      into.bytes.set(part, into.filled)
      into.filled += part.length
    }
  }

  #next(): Uint8Array | undefined {
    const head = this.#readLength()
    if (!head || this.#queue.length < head.bytes + head.length) return undefined
    this.#queue.take(head.bytes)
    return this.#queue.take(head.length)
  }

  #takeLength(): { length: number } | undefined {
    const head = this.#readLength()
    if (head) this.#queue.take(head.bytes)
    return head
  }

  /** An unsigned varint within the bound, and how many bytes it takes. Undefined: more are needed. */
  #readLength(): { length: number; bytes: number } | undefined {
    let length = 0
    for (let at = 0; at < this.#queue.length; at++) {
      if (at === lengthBytesMax) throw new CodedError('bad-message', 'the length of a frame does not end')
      const byte = this.#queue.at(at)
      length += (byte & 0x7f) * 2 ** (7 * at)
      if (byte >= 0x80) continue
      if (length > this.#bounds.maxFrameBytes)
        throw new CodedError('bad-message', 'expected a frame within its bound, found a longer one')
      return { length, bytes: at + 1 }
    }
    return undefined
  }
}

/** The longest length that any frame has takes four bytes; a length of nothing but 0xff bytes would be collected for as long as they come. */
const lengthBytesMax = 5
