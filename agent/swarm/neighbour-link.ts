// The swarm stream to one neighbour: messages out through a bounded queue, messages in to one listener. It interprets nothing.

import { setImmediate } from 'node:timers/promises'
import type { Stream } from '@libp2p/interface'
import { CodedError } from '../../core/errors.ts'
import { exchangeHello, FrameStream } from '../../core/frames.ts'
import { limits } from '../../core/limits.ts'
import { type Encodable, encode, type Message } from '../../proto/codec.ts'
import { isSameSite, type Membership } from './swarm-network.ts'

export class NeighbourLink {
  readonly node: string
  readonly #frames: FrameStream
  readonly #ended = new AbortController()
  readonly #queue: Uint8Array[] = []
  #queuedBytes = 0
  #writing = false

  private constructor(node: string, frames: FrameStream) {
    this.node = node
    this.#frames = frames
  }

  /** Says hello on either end of a new stream. Throws when the other end is not of our fleet and site, or does not answer. */
  static async greet(
    stream: Stream,
    { node, membership, signal }: { node: string; membership: Membership; signal: AbortSignal },
  ): Promise<NeighbourLink> {
    const frames = new FrameStream(stream, {
      maxFrameBytes: limits.swarmFrameBytes,
      maxBufferedFrames: limits.swarmFrames,
    })
    try {
      const both = AbortSignal.any([signal, AbortSignal.timeout(limits.helloMs)])
      if (!isSameSite(membership, await exchangeHello(frames, membership, both)))
        throw new CodedError('refused', 'the neighbour is of another site')
    } catch (error) {
      stream.abort(error instanceof Error ? error : new Error(String(error)))
      throw error
    }
    return new NeighbourLink(node, frames)
  }

  /** Hands each message to `listener` until the stream ends; what the listener throws ends it too. Resolves when it has ended. */
  async run(listener: (message: Message<'SwarmMessage'>) => void): Promise<void> {
    try {
      for (let count = 1; !this.#ended.signal.aborted; count++) {
        listener(await this.#frames.receive('SwarmMessage', this.#ended.signal))
        // What has arrived already is read without waiting: thousands of small messages would be one turn of the event loop.
        if (count % limits.swarmMessagesPerTurn === 0) await setImmediate()
      }
    } finally {
      this.close()
    }
  }

  /** A neighbour that reads too slowly for what it must be told is cut off. What is said at once goes out as one packet. */
  send(message: Encodable<'SwarmMessage'>): void {
    if (this.#ended.signal.aborted) return
    const bytes = encode('SwarmMessage', message)
    this.#queue.push(bytes)
    this.#queuedBytes += bytes.length
    if (this.#queuedBytes > limits.swarmQueueBytes) this.close()
    else if (!this.#writing) void this.#write()
  }

  close(): void {
    if (this.#ended.signal.aborted) return
    this.#ended.abort()
    this.#frames.abort(new Error('closed'))
  }

  async #write(): Promise<void> {
    this.#writing = true
    try {
      while (this.#queue.length > 0) {
        await undefined // for what else is said at once
        if (this.#ended.signal.aborted) return
        const frames = this.#queue.splice(0)
        this.#queuedBytes = 0
        await this.#frames.sendAllRaw(frames, this.#ended.signal)
      }
      this.#writing = false
    } catch {
      this.close() // the stream broke: its reading side reports it
    }
  }
}
