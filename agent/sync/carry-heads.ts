// Carries a neighbour's question what is current towards the coordinator, and the signed answer back: an office that starts together then asks over
// one connection. Whoever carries can drop a question and forge no answer; who gets none asks itself (heads-query.ts).

import type { Stream } from '@libp2p/interface'
import type { Clock } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { FrameStream } from '../../core/frames.ts'
import { headsFrameLimits } from '../../core/fresh-heads.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { protocols } from '../../core/protocols.ts'
import { RateLimit } from '../../core/rate-limit.ts'
import type { CoordinatorLink } from '../coordinator-link.ts'
import type { Network } from '../network.ts'
import { nextHop } from '../report/next-hop.ts'

export interface CarryHeadsOptions {
  node: string
  /** Members of the site, best first. */
  ranked: () => readonly string[]
  network: Pick<Network, 'connectedMembers' | 'openStream' | 'handle'>
  link: Pick<CoordinatorLink, 'open'>
  clock: Clock
  log: Log
}

export interface OpenHeads {
  stream: Stream
  release: () => Promise<void>
}

export class CarryHeads {
  readonly #options: CarryHeadsOptions
  readonly #rate = new RateLimit(limits.neighbourHeads)
  readonly #stop = new AbortController()
  #carried = 0

  constructor(options: CarryHeadsOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    const listener = (stream: Stream, neighbour: string) => void this.#serve(stream, neighbour)
    await this.#options.network.handle(protocols.heads, listener, { maxInboundStreams: limits.streamsPerProtocol })
  }

  close(): void {
    this.#stop.abort(new Error('the agent stops'))
  }

  /** A stream to the neighbour that would carry a question of this node; undefined: none ranks before it. */
  async open(signal: AbortSignal): Promise<OpenHeads | undefined> {
    const { node, ranked, network } = this.#options
    const hop = nextHop({
      self: node,
      ranked: ranked(),
      connected: new Set(network.connectedMembers()),
      isPaused: () => false,
    })
    if (hop === undefined) return undefined
    return { stream: await network.openStream(hop, protocols.heads, signal), release: async () => undefined }
  }

  async #serve(stream: Stream, neighbour: string): Promise<void> {
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(limits.headsMs)])
    try {
      const frames = new FrameStream(stream, headsFrameLimits)
      const { nonce, node } = await frames.receive('HeadsRequest', signal)
      const answer = await this.#ask({ nonce: Uint8Array.from(nonce), node: node || neighbour }, neighbour, signal)
      await frames.send('HeadsAnswer', answer, signal)
      await frames.close(signal)
    } catch (error) {
      this.#options.log.debug({ neighbour, reason: (error as Error).message }, 'question not carried')
      stream.abort(error as Error)
    }
  }

  async #ask(question: { nonce: Uint8Array; node: string }, neighbour: string, signal: AbortSignal) {
    const { ranked, link, clock } = this.#options
    if (!ranked().includes(question.node))
      throw new CodedError('not-a-member', 'the question is of no member of the site')
    if (!this.#rate.take(neighbour, clock.monotonic()) || this.#carried >= limits.carriedHeads)
      throw new CodedError('limit-exceeded', 'more questions than a neighbour has reason to ask: later')
    this.#carried++
    try {
      const { stream, release } = (await this.open(signal)) ?? (await link.open(protocols.heads, signal))
      try {
        const frames = new FrameStream(stream, headsFrameLimits)
        await frames.send('HeadsRequest', question, signal)
        const { refused, envelope } = await frames.receive('HeadsAnswer', signal)
        await frames.close(signal)
        return { refused, envelope: Uint8Array.from(envelope), forgot: false }
      } catch (error) {
        stream.abort(error as Error)
        throw error
      } finally {
        await release()
      }
    } finally {
      this.#carried--
    }
  }
}
