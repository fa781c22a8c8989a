// Passes reports on towards the coordinator: this node's own and those of neighbours that rank after it, in batches, and brings back
// the coordinator's signed receipts. It keeps nothing beyond the wait: a node whose report got no receipt sends it again.

import type { Stream } from '@libp2p/interface'
import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import { exchangeHello, FrameStream } from '../../core/frames.ts'
import { KIB, limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { protocols } from '../../core/protocols.ts'
import { RateLimit } from '../../core/rate-limit.ts'
import type { ReceiptEntry } from '../../core/receipt.ts'
import { packBatch, relayFrameLimits, unpackBatch } from '../../core/report-batch.ts'
import { type TrustAnchor, verifyReport } from '../../core/verify.ts'
import type { CoordinatorLink } from '../coordinator-link.ts'
import type { Network } from '../network.ts'
import { HopPauses } from './hop-pauses.ts'
import { judgeReceipts, type Receipted } from './judge-receipts.ts'
import { nextHop } from './next-hop.ts'
import { type QueuedReport, RelayQueue, type Waiting } from './relay-queue.ts'

export interface RelayOptions {
  node: string
  fleet: Digest
  site: string
  anchor: () => TrustAnchor
  /** Members of the site, best first. */
  ranked: () => readonly string[]
  isMember: (node: string) => boolean
  network: Pick<Network, 'connectedMembers' | 'openStream' | 'handle'>
  link: Pick<CoordinatorLink, 'open'>
  clock: Clock
  log: Log
}

/** What this node has of its own. */
export type OwnReport = Pick<QueuedReport, 'version' | 'envelope' | 'settled'>

export class Relay {
  readonly #options: RelayOptions
  readonly #queue = new RelayQueue<Receipted | undefined>()
  readonly #rate = new RateLimit(limits.neighbourRelayKib)
  readonly #stop = new AbortController()
  readonly #pauses = new HopPauses()
  #cancelTimer: () => unknown = () => undefined
  #isSending = false
  #lastSentAt = Number.NEGATIVE_INFINITY

  constructor(options: RelayOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    const listener = (stream: Stream, node: string) => void this.#serve(stream, node)
    await this.#options.network.handle(protocols.relay, listener, { maxInboundStreams: limits.streamsPerProtocol })
  }

  close(): void {
    this.#stop.abort(new Error('the agent stops'))
    this.#cancelTimer()
    this.#queue.rejectAll(new CodedError('not-reachable', 'the agent stops'))
  }

  /**
   * The coordinator's word on a report of this node. Undefined: no neighbour got it there, this node is to take it to the coordinator
   * itself. Throws when this node tried that, and could not.
   */
  async submit(own: OwnReport): Promise<ReceiptEntry | undefined> {
    const { digest } = openEnvelope(own.envelope)
    return (await this.#enqueue({ ...own, node: this.#options.node, digest, until: this.#waitUntil() }))?.entry
  }

  #waitUntil(waitMs: number = limits.relayWaitMs): number {
    return this.#options.clock.monotonic() + waitMs
  }

  #hop(): string | undefined {
    const { node, ranked, network, clock } = this.#options
    const now = clock.monotonic()
    return nextHop({
      self: node,
      ranked: ranked(),
      connected: new Set(network.connectedMembers()),
      isPaused: each => this.#pauses.isPaused(each, now),
    })
  }

  /** Undefined: no neighbour got it there. */
  #enqueue(report: QueuedReport): Promise<Receipted | undefined> {
    const coming = this.#queue.add(report, this.#options.clock.monotonic())
    this.#plan()
    return coming
  }

  /** One batch at a time: what comes meanwhile goes with the next. */
  #plan(): void {
    this.#cancelTimer()
    if (this.#isSending || this.#queue.size === 0 || this.#stop.signal.aborted) return
    const now = this.#options.clock.monotonic()
    const dueAt = this.#hop() === undefined ? this.#queue.dueAt(this.#lastSentAt)! : now + limits.relayHopMs
    this.#cancelTimer = this.#options.clock.after(Math.max(0, dueAt - now), () => void this.#flush())
  }

  async #flush(): Promise<void> {
    const batch = this.#queue.take(this.#options.clock.monotonic())
    if (batch.length === 0) return this.#plan()
    const hop = this.#hop()
    this.#isSending = true
    try {
      await this.#send(batch, hop)
      if (hop !== undefined) this.#pauses.clear(hop)
    } catch (error) {
      if (hop !== undefined) this.#pause(hop, error)
      for (const waiting of batch) this.#failed(waiting, hop, error)
    }
    this.#isSending = false
    if (hop === undefined) this.#lastSentAt = this.#options.clock.monotonic()
    this.#plan()
  }

  async #send(batch: readonly Waiting<Receipted | undefined>[], hop: string | undefined): Promise<void> {
    const { clock } = this.#options
    // the longest: one that waits briefly must not cut the others short
    const leftMs = Math.max(...batch.map(({ report }) => report.until)) - clock.monotonic() - limits.relayStepMs
    // half of it for a neighbour that may be frozen: the other half is for another way
    const waitMs = hop === undefined ? leftMs : leftMs / 2
    const { signal, end } = this.#within(waitMs)
    try {
      const { stream, release } = await this.#open(hop, signal)
      try {
        await this.#exchange(new FrameStream(stream, relayFrameLimits), batch, { waitMs, signal })
      } catch (error) {
        stream.abort(error as Error)
        throw error
      } finally {
        await release()
      }
    } finally {
      end()
    }
  }

  /** Another neighbour is tried while there is time; what has its receipt stays settled. */
  #failed(waiting: Waiting<Receipted | undefined>, hop: string | undefined, error: unknown): void {
    const { report, failures, settle, isSettled } = waiting
    if (isSettled) return
    if (hop === undefined || this.#stop.signal.aborted) {
      settle.reject(error)
      return
    }
    const isTime = report.until - limits.relayStepMs > this.#options.clock.monotonic()
    const isAgain = isTime && failures + 1 < limits.relayTries && this.#queue.putBack(waiting)
    if (!isAgain) settle.resolve(undefined)
  }

  /** Settles each report that a receipt names. Throws when one has none. */
  async #exchange(
    frames: FrameStream,
    batch: readonly Waiting<Receipted | undefined>[],
    { waitMs, signal }: { waitMs: number; signal: AbortSignal },
  ): Promise<void> {
    await exchangeHello(frames, this.#options, signal)
    await frames.sendRaw(packBatch({ waitMs, reports: batch.map(({ report }) => report) }), signal)
    const { refused, receipts } = await frames.receive('BatchAnswer', signal)
    if (receipts.length > batch.length) throw new CodedError('bad-message', 'more receipts than reports')
    const sent = new Set(batch.map(({ report }) => report.digest))
    const bytes = receipts.map(receipt => Uint8Array.from(receipt))
    const found = judgeReceipts(bytes, { sent, anchor: this.#options.anchor() })
    for (const waiting of batch) {
      const receipted = found.get(waiting.report.digest)
      if (!receipted) continue
      waiting.isSettled = true
      waiting.settle.resolve(receipted)
    }
    if (found.size < sent.size) throw noReceipt(refused)
    await frames.close(signal)
  }

  /** A signal that ends what takes longer, or when the agent stops; `end` when it is done. */
  #within(ms: number): { signal: AbortSignal; end: () => void } {
    const controller = new AbortController()
    const stop = () => controller.abort(this.#stop.signal.reason)
    const cancel = this.#options.clock.after(ms, () =>
      controller.abort(new CodedError('timed-out', 'no answer came in time')),
    )
    this.#stop.signal.addEventListener('abort', stop, { once: true })
    const end = () => {
      cancel()
      this.#stop.signal.removeEventListener('abort', stop)
    }
    return { signal: controller.signal, end }
  }

  async #open(hop: string | undefined, signal: AbortSignal): Promise<{ stream: Stream; release: () => Promise<void> }> {
    const { network, link } = this.#options
    if (hop === undefined) return await link.open(protocols.relay, signal)
    return { stream: await network.openStream(hop, protocols.relay, signal), release: async () => undefined }
  }

  #pause(hop: string, error: unknown): void {
    const failures = this.#pauses.pause(hop, error, this.#options.clock.monotonic())
    this.#options.log.info({ hop, failures, reason: (error as Error).message }, 'reports not passed on')
  }

  async #serve(stream: Stream, neighbour: string): Promise<void> {
    const { fleet, site, log } = this.#options
    const { signal, end } = this.#within(limits.relayWaitMs)
    try {
      const frames = new FrameStream(stream, relayFrameLimits)
      const hello = await exchangeHello(frames, { fleet, site }, signal)
      if (hello.site !== site) throw new CodedError('not-a-member', `expected a node of site ${site}`)
      const packed = await frames.receiveRaw(signal)
      await frames.send('BatchAnswer', await this.#take(packed, neighbour), signal)
      await frames.close(signal)
    } catch (error) {
      log.debug({ neighbour, reason: (error as Error).message }, 'nothing passed on')
      stream.abort(error as Error)
    } finally {
      end()
    }
  }

  async #take(packed: Uint8Array, neighbour: string): Promise<{ refused: string; receipts: Uint8Array[] }> {
    try {
      const { waitMs, reports } = unpackBatch(packed)
      const until = this.#waitUntil(waitMs)
      const judged = reports.map(report => this.#judge(report, neighbour, until))
      // Of a newcomer the neighbour may have heard before us: the others' reports go on.
      const known = judged.filter(({ node }) => this.#options.isMember(node))
      const outcomes = await Promise.allSettled(known.map(report => this.#enqueue(report)))
      const receipts = outcomes.flatMap(each => (each.status === 'fulfilled' ? (each.value?.receipt ?? []) : []))
      const failed = outcomes.find(each => each.status === 'rejected')
      const lacking = outcomes.length > receipts.length ? 'not-reachable' : ''
      const refused = failed ? codeOf(failed.reason) : known.length < judged.length ? 'not-a-member' : lacking
      return { refused, receipts: [...new Set(receipts)] }
    } catch (error) {
      return { refused: codeOf(error), receipts: [] }
    }
  }

  /** Only what its node signed itself takes part of the line, and of the neighbour's share of it. */
  #judge(report: Pick<QueuedReport, 'envelope' | 'settled'>, neighbour: string, until: number): QueuedReport {
    const { clock } = this.#options
    const { envelope } = report
    if (envelope.length > limits.relayedReportBytes)
      throw new CodedError('limit-exceeded', `expected a report of at most ${limits.relayedReportBytes} bytes`)
    for (let kib = 0; kib < envelope.length; kib += KIB)
      if (!this.#rate.take(neighbour, clock.monotonic()))
        throw new CodedError('limit-exceeded', 'more reports than a neighbour has reason to pass on: later')
    const { body, digest } = verifyReport(envelope, this.#options)
    const { name: node, version } = body.header
    return { ...report, node, version, digest, until }
  }
}

/** What a neighbour says of itself is taken for no more than that. */
function noReceipt(refused: string): CodedError {
  const code = refused === 'not-reachable' ? refused : 'refused'
  return new CodedError(code, `no receipt came${refused === '' ? '' : `: ${refused.slice(0, 40)}`}`)
}

function codeOf(error: unknown): string {
  return error instanceof CodedError ? error.code : 'not-reachable'
}
