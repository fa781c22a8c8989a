// Fetches pieces from outside: closed ranges over few kept-alive connections, several sources in turn. A piece is handed on the moment
// its last byte is here, whoever judges its hash says whether it was right. It decides neither what to fetch nor when.

import type { Clock } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { pieceBytes, pieceCount, pieceRange } from '../../core/pieces.ts'
import { followRedirect, judgeAnswer, type Verdict } from './origin-answer.ts'
import { OriginConnection } from './origin-connection.ts'
import { type LeastRate, RateWatch } from './rate-watch.ts'
import {
  chooseSource,
  type OriginWaits,
  recordOriginWait,
  recordSlowOrigin,
  recordSuccess,
  recordTrouble,
  type SlowOrigins,
  type SourceRecords,
  type SourceTrouble,
  slowLast,
} from './sources.ts'
import type { OutsideEnd } from './swarm-state.ts'

export interface OriginJob {
  artifact: string
  sizeBytes: number
  /** URLs, best first. */
  sources: readonly string[]
  /** First piece and how many. */
  first: number
  count: number
  /** No source serves ranges: a source that sends the whole file will do. */
  whole: boolean
  /** Whether the piece is still missing: asked when a source sends more than was asked for. */
  isMissing(piece: number): boolean
  /** Judges and keeps a piece; false: its hash is wrong. Throws when it cannot be kept. */
  onPiece(piece: number, bytes: Uint8Array): Promise<boolean>
  /** Body bytes that arrived and became part of no right piece. */
  onWasted(bytes: number, why: 'request-failed' | 'bad-pieces' | 'source-ignored-range'): void
  /** Bytes on the sockets since the last call, both directions. */
  onWire(bytes: number): void
}

export interface OriginClient {
  /** Ends with what became of it; throws only what `onPiece` threw, or when `signal` is aborted. */
  fetch(job: OriginJob, signal: AbortSignal): Promise<OutsideEnd>
  close(): Promise<void>
}

export interface OriginClientOptions {
  proxy?: string | undefined
  clock: Clock
  log: Log
  /** Below it a source is left for another. */
  leastRate?: LeastRate
}

export function createOriginClient(options: OriginClientOptions): OriginClient {
  return new HttpOriginClient(options)
}

interface Span {
  first: number
  /** Piece behind the last. */
  end: number
}

class HttpOriginClient implements OriginClient {
  readonly #proxy: string | undefined
  readonly #clock: Clock
  readonly #log: Log
  readonly #leastRate: LeastRate
  readonly #connections = new Set<OriginConnection>()
  /** Troubles with one artifact's URL. */
  readonly #records = new Map<string, SourceRecords>()
  readonly #originWaits: OriginWaits = new Map()
  readonly #slowOrigins: SlowOrigins = new Map()

  constructor({ proxy, clock, log, leastRate }: OriginClientOptions) {
    this.#proxy = proxy
    this.#clock = clock
    this.#log = log
    this.#leastRate = leastRate ?? { bytes: limits.sourceRateBytes, ms: limits.sourceRateMs }
  }

  async fetch(job: OriginJob, signal: AbortSignal): Promise<OutsideEnd> {
    const records = this.#recordsOf(job.artifact)
    const span: Span = { first: job.first, end: job.first + job.count }
    // Each turn moves on by a piece or puts a source aside, so turns are bounded by both.
    for (let turn = 0; turn < job.count + 2 * limits.sources; turn++) {
      while (span.first < span.end && !job.isMissing(span.first)) span.first++
      if (span.first === span.end) return { kind: 'done' }
      const originWaits = this.#originWaits
      const sources = slowLast(job.sources, this.#slowOrigins, this.#clock.now())
      const choice = chooseSource(sources, records, { whole: job.whole, now: this.#clock.now(), originWaits })
      if (choice.kind === 'none') return { kind: 'failed' }
      if (choice.kind !== 'ask') return choice
      const verdict = await this.#fetchFrom(choice.url, job, span, signal)
      const now = this.#clock.now()
      if (!verdict) {
        recordSuccess(records, choice.url)
        originWaits.delete(new URL(choice.url).origin)
      } else {
        recordTrouble(records, choice.url, { ...verdict, now })
        const until = records.get(choice.url)!.notBefore
        if (verdict.trouble === 'too-slow') recordSlowOrigin(this.#slowOrigins, choice.url, now)
        if (verdict.trouble === 'asked-to-wait')
          recordOriginWait(originWaits, choice.url, { artifact: job.artifact, until, now })
        this.#log.warn({ artifact: job.artifact, source: choice.url, ...verdict }, 'source failed')
      }
    }
    return { kind: 'failed' }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connections].map(connection => connection.close()))
  }

  #recordsOf(artifact: string): SourceRecords {
    const known = this.#records.get(artifact)
    if (known) return known
    if (this.#records.size >= limits.trafficArtifacts) this.#records.delete(this.#records.keys().next().value!)
    const made: SourceRecords = new Map()
    this.#records.set(artifact, made)
    return made
  }

  /** Undefined: all went well. */
  async #fetchFrom(
    source: string,
    job: OriginJob,
    span: Span,
    signal: AbortSignal,
  ): Promise<Extract<Verdict, { kind: 'trouble' }> | undefined> {
    let url = source
    for (let hop = 0; hop <= limits.httpRedirects; hop++) {
      const verdict = await this.#request(url, job, span, signal)
      if (verdict?.kind !== 'redirect') return verdict
      try {
        url = followRedirect(url, verdict.location)
      } catch (error) {
        if (!(error instanceof CodedError)) throw error
        return trouble('gone', error.message)
      }
    }
    return trouble('gone', `more than ${limits.httpRedirects} redirects`)
  }

  async #request(
    url: string,
    job: OriginJob,
    span: Span,
    signal: AbortSignal,
  ): Promise<Extract<Verdict, { kind: 'trouble' | 'redirect' }> | undefined> {
    const asked = {
      start: pieceRange(job.sizeBytes, span.first).start,
      end: pieceRange(job.sizeBytes, span.end - 1).end,
      sizeBytes: job.sizeBytes,
    }
    const connection = this.#take(new URL(url).origin)
    const wireBefore = connection.wireBytes
    // Leaving the loop over a body early destroys its socket, so that nothing more of it crosses the line.
    const ended = new AbortController()
    const watch = new RateWatch({ clock: this.#clock, least: this.#leastRate, onSlow: () => ended.abort() })
    try {
      const answer = await connection.get(
        new URL(url),
        {
          range: `bytes=${asked.start}-${asked.end - 1}`,
          'accept-encoding': 'identity',
          'user-agent': 'patchmesh-agent',
        },
        AbortSignal.any([signal, ended.signal]),
      )
      answer.body.on('error', () => {
        ended.abort() // the error itself reaches the loop below
      })
      const verdict = judgeAnswer({ status: answer.statusCode, headers: answer.headers }, asked, this.#clock.now())
      if (verdict.kind === 'redirect' || verdict.kind === 'trouble') return verdict
      const isWholeJob = job.whole || (asked.start === 0 && asked.end === asked.sizeBytes)
      if (verdict.kind === 'whole' && !isWholeJob) return trouble('no-ranges', 'status 200 to a range')
      return await this.#readPieces(answer.body, job, span, { whole: verdict.kind === 'whole', watch })
    } catch (error) {
      // The swarm is more impatient than we are on a fast line; what it gave up is not to be asked first again.
      if (signal.aborted && watch.wasSlow()) recordSlowOrigin(this.#slowOrigins, url, this.#clock.now())
      if (signal.aborted || error instanceof KeepFailed) throw error instanceof KeepFailed ? error.cause : error
      if (watch.isSlow) return trouble('too-slow', `under ${this.#leastRate.bytes} bytes in ${this.#leastRate.ms} ms`)
      return trouble('unreachable', error instanceof Error ? error.message : String(error))
    } finally {
      watch.stop()
      ended.abort()
      job.onWire(connection.wireBytes - wireBefore)
      connection.busy = false
    }
  }

  /** Cuts the body into pieces; `whole`: it starts at byte 0 and goes on behind the span, to the last missing piece. */
  async #readPieces(
    body: AsyncIterable<Uint8Array>,
    job: OriginJob,
    span: Span,
    { whole, watch }: { whole: boolean; watch: RateWatch },
  ): Promise<Extract<Verdict, { kind: 'trouble' }> | undefined> {
    const size = pieceBytes(job.sizeBytes)
    const last = whole ? lastMissing(job) + 1 : span.end
    let piece = whole ? 0 : span.first
    let buffer = Buffer.allocUnsafe(Math.min(size, job.sizeBytes))
    let filled = 0
    watch.start()
    try {
      for await (const chunk of body) {
        watch.count(chunk.length)
        if (whole && piece >= last) return undefined // the rest of the file is here already
        let at = 0
        while (at < chunk.length) {
          if (piece >= last) return whole ? undefined : trouble('wrong-bytes', 'more bytes than it said')
          const { start, end } = pieceRange(job.sizeBytes, piece)
          const part = chunk.subarray(at, at + end - start - filled)
          buffer.set(part, filled)
          filled += part.length
          at += part.length
          if (filled < end - start) continue
          watch.stop() // the disk's time is not the source's
          const right = job.isMissing(piece) ? await keep(job, piece, buffer.subarray(0, filled)) : undefined
          watch.start()
          if (right === false) {
            job.onWasted(filled, 'bad-pieces')
            filled = 0
            return trouble('wrong-bytes', `piece ${piece} has a wrong hash`)
          }
          if (right === undefined) job.onWasted(filled, 'source-ignored-range')
          buffer = Buffer.allocUnsafe(size)
          filled = 0
          piece++
        }
      }
    } finally {
      if (filled > 0) job.onWasted(filled, 'request-failed')
    }
    if (piece < last) return trouble('unreachable', `the answer ended ${last - piece} pieces early`)
    return undefined
  }

  #take(origin: string): OriginConnection {
    const idle = [...this.#connections].filter(connection => !connection.busy)
    const fit = idle.find(connection => connection.origin === origin)
    if (fit) {
      fit.busy = true
      return fit
    }
    for (const connection of idle.slice(limits.sources)) {
      this.#connections.delete(connection)
      void connection.close()
    }
    const connection = new OriginConnection(origin, this.#proxy)
    connection.busy = true
    this.#connections.add(connection)
    return connection
  }
}

function lastMissing(job: OriginJob): number {
  let piece = pieceCount(job.sizeBytes) - 1
  while (piece > 0 && !job.isMissing(piece)) piece--
  return piece
}

/** What the keeper of pieces threw, told apart from what the network threw. */
class KeepFailed extends Error {}

async function keep(job: OriginJob, piece: number, bytes: Uint8Array): Promise<boolean> {
  try {
    return await job.onPiece(piece, bytes)
  } catch (cause) {
    throw new KeepFailed('piece not kept', { cause })
  }
}

function trouble(kind: SourceTrouble, found: string): Extract<Verdict, { kind: 'trouble' }> {
  return { kind: 'trouble', trouble: kind, found }
}
