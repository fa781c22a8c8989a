// Asks one neighbour for pieces over one long-lived stream: requests go out at once, answers come in order. It checks no hash and
// chooses nothing; when the neighbour falls silent or breaks the protocol, everything outstanding fails together.

import type { Stream } from '@libp2p/interface'
import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { exchangeHello, FrameStream } from '../../core/frames.ts'
import { limits } from '../../core/limits.ts'
import type { Message } from '../../proto/codec.ts'
import { BufferPool } from '../buffer-pool.ts'
import { isSameSite, type Membership } from './swarm-network.ts'

export type PieceReply =
  /** The bytes lie in a buffer of the pool: who is done with them may give it back. */
  { kind: 'piece'; bytes: Uint8Array } | { kind: 'refused'; why: 'busy' | 'not-held' } | { kind: 'failed'; why: string }

interface Pending {
  artifact: Digest
  piece: number
  sizeBytes: number
  settle(reply: PieceReply): void
}

export interface PieceClientOptions {
  membership: Membership
  clock: Clock
  /** Where buffers for pieces come from. */
  buffers?: BufferPool
  open(signal: AbortSignal): Promise<Stream>
  /** It kept us waiting for longer than an honest neighbour does: told once, before what is outstanding fails. */
  onLate?(why: string): void
  /** The stream is over, and why. */
  onFailed?(error: Error): void
}

export class PieceClient {
  readonly #membership: Membership
  readonly #clock: Clock
  readonly #buffers: BufferPool
  readonly #open: (signal: AbortSignal) => Promise<Stream>
  readonly #onLate: (why: string) => void
  readonly #onFailed: (error: Error) => void
  readonly #pending: Pending[] = []
  readonly #ended = new AbortController()
  #frames: Promise<FrameStream> | undefined
  #stream: Stream | undefined
  #lastByteAt = 0
  #headSince = 0
  #cancelCheck: (() => void) | undefined

  constructor(options: PieceClientOptions) {
    const { membership, clock, buffers = new BufferPool(), open } = options
    const { onLate = () => undefined, onFailed = () => undefined } = options
    this.#membership = membership
    this.#clock = clock
    this.#buffers = buffers
    this.#open = open
    this.#onLate = onLate
    this.#onFailed = onFailed
  }

  /** Over: it was closed, failed, or the neighbour broke off. Further requests fail at once. */
  get isClosed(): boolean {
    return this.#ended.signal.aborted
  }

  async request(artifact: Digest, piece: number, sizeBytes: number): Promise<PieceReply> {
    if (this.isClosed) return { kind: 'failed', why: 'the stream is closed' }
    if (this.#pending.length >= limits.pieceRequests) return { kind: 'refused', why: 'busy' }
    return await new Promise(resolve => {
      if (this.#pending.length === 0) this.#headSince = this.#lastByteAt = this.#clock.monotonic()
      this.#pending.push({ artifact, piece, sizeBytes, settle: resolve })
      this.#watch()
      this.#send(artifact, piece).catch(error => this.#fail(error))
    })
  }

  close(): void {
    this.#fail(new CodedError('not-reachable', 'the stream was closed'))
  }

  async #send(artifact: Digest, piece: number): Promise<void> {
    this.#frames ??= this.#start()
    const frames = await this.#frames
    await frames.send('PieceRequest', { artifact: Buffer.from(artifact, 'hex'), piece }, this.#ended.signal)
  }

  async #start(): Promise<FrameStream> {
    const signal = AbortSignal.any([this.#ended.signal, AbortSignal.timeout(limits.helloMs)])
    const stream = await this.#open(signal)
    this.#stream = stream
    if (this.isClosed) stream.abort(new Error('closed'))
    stream.addEventListener('message', () => {
      this.#lastByteAt = this.#clock.monotonic()
    })
    const frames = new FrameStream(stream, { maxFrameBytes: limits.pieceBytesMax, maxBufferedFrames: 2 })
    const theirs = await exchangeHello(frames, this.#membership, signal)
    if (!isSameSite(this.#membership, theirs)) throw new CodedError('refused', 'the neighbour is of another site')
    this.#receive(frames).catch(error => this.#fail(error))
    return frames
  }

  async #receive(frames: FrameStream): Promise<void> {
    while (!this.isClosed) {
      const answer = await frames.receive('PieceAnswer', this.#ended.signal)
      const head = this.#pending[0]
      if (!head) throw new CodedError('bad-message', 'an answer came that nothing was asked for')
      const reply = await this.#read(frames, answer, head.sizeBytes)
      this.#pending.shift()
      this.#headSince = this.#clock.monotonic()
      head.settle(reply)
    }
  }

  async #read(frames: FrameStream, answer: Message<'PieceAnswer'>, sizeBytes: number): Promise<PieceReply> {
    if (answer.refused !== '') return { kind: 'refused', why: answer.refused === 'busy' ? 'busy' : 'not-held' }
    if (answer.sizeBytes !== sizeBytes)
      throw new CodedError('wrong-size', `expected a piece of ${sizeBytes} bytes, found ${answer.sizeBytes}`)
    const bytes = this.#buffers.take(sizeBytes)
    await frames.receiveRawInto(bytes, this.#ended.signal)
    return { kind: 'piece', bytes }
  }

  /** One timer for all that is outstanding: silence, or a trickle too slow for the piece at the head. */
  #watch(): void {
    if (this.#cancelCheck || this.#pending.length === 0 || this.isClosed) return
    this.#cancelCheck = this.#clock.after(limits.pieceIdleMs / 3, () => {
      this.#cancelCheck = undefined
      const now = this.#clock.monotonic()
      if (this.#pending.length > 0 && now - this.#lastByteAt >= limits.pieceIdleMs)
        this.#giveUp(`nothing came for ${limits.pieceIdleMs} ms`)
      else if (this.#pending.length > 0 && now - this.#headSince >= limits.pieceMs)
        this.#giveUp(`one piece took over ${limits.pieceMs} ms`)
      this.#watch()
    })
  }

  #giveUp(why: string): void {
    this.#onLate(why)
    this.#fail(new CodedError('timed-out', why))
  }

  #fail(error: unknown): void {
    if (this.isClosed) return
    this.#ended.abort()
    this.#cancelCheck?.()
    this.#cancelCheck = undefined
    const reason = error instanceof Error ? error : new Error(String(error))
    this.#stream?.abort(reason)
    this.#onFailed(reason)
    for (const pending of this.#pending.splice(0)) pending.settle({ kind: 'failed', why: reason.message })
  }
}
