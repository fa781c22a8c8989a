// Fetches pieces from outside: closed ranges over few kept-alive connections, several sources in turn. A piece is handed on the moment
// its last byte is here, whoever judges its hash says whether it was right. It decides neither what to fetch nor when.

import type { LookupFunction } from 'node:net'
import { errors } from 'undici'
import type { Clock } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { BufferPool } from '../buffer-pool.ts'
import type { Remote } from './connect-time.ts'
import { followRedirect, judgeAnswer, type Verdict } from './origin-answer.ts'
import { OriginConnection, type Redirected } from './origin-connection.ts'
import {
  isHostTrouble,
  type OriginsOut,
  type OriginTroubles,
  originOut,
  originsOut,
  recordOriginTrouble,
} from './origin-troubles.ts'
import { KeepFailed, PieceCutter } from './piece-cutter.ts'
import { type LeastRate, RateWatch } from './rate-watch.ts'
import {
  chooseSource,
  type Failure,
  recordSlowOrigin,
  recordSuccess,
  recordTrouble,
  type SlowOrigins,
  type SourceRecords,
  type SourceTrouble,
  slowLast,
} from './sources.ts'
import type { OutsideEnd, WanReason } from './swarm-state.ts'

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
  /** Judges and keeps a piece; false: its hash is wrong. Throws when it cannot be kept. The bytes are good until it has answered. */
  onPiece(piece: number, bytes: Uint8Array): Promise<boolean>
  /** Body bytes that arrived and became part of no right piece. */
  onWasted(bytes: number, why: 'request-failed' | 'bad-pieces' | 'source-ignored-range' | 'lease-conflict'): void
  /** Bytes of a body come. */
  onMoving?(): void
  /** Bytes on the sockets since the last call, both directions. */
  onWire(bytes: number): void
  /** Other origins are out for every file than before. */
  onOrigins?(out: OriginsOut): void
}

/** Why a request is given up: what its signal is aborted with. */
export interface GivenUp {
  reason: WanReason
  /** Not a byte came of what was asked for, or far too few. */
  isSilent: boolean
}

export interface OriginClient {
  /** Ends with what became of it; throws only what `onPiece` threw, or when `signal` is aborted. */
  fetch(job: OriginJob, signal: AbortSignal): Promise<OutsideEnd>
  close(): Promise<void>
}

export interface OriginClientOptions {
  proxy?: string | undefined
  /** Of names; absent: the system's. */
  lookup?: LookupFunction
  clock: Clock
  log: Log
  /** Below it a source is left for another. */
  leastRate?: LeastRate
  /** Absent: as fast as it comes. */
  pace?: RequestPace
}

/** One request's turn: the most bytes it may ask for, and who is told what comes of it. */
export interface Turn {
  bytes: number
  /** It goes out now; undefined: on a new connection, and the answer's delay is not the line's alone. */
  sent(remote: Remote | undefined): void
  /** The answer begins. */
  answered(): void
  arrived(bytes: number): void
  /** All is here, or no more will come. */
  ended(): void
}

/** Who says when the next request may go out and how much it asks for. */
export interface RequestPace {
  turn(wanted: number, signal: AbortSignal): Promise<Turn>
  received(bytes: number, signal: AbortSignal): Promise<void>
}

export function createOriginClient(options: OriginClientOptions): OriginClient {
  return new HttpOriginClient(options)
}

class HttpOriginClient implements OriginClient {
  readonly #proxy: string | undefined
  readonly #lookup: LookupFunction | undefined
  readonly #clock: Clock
  readonly #startedAt: { wall: number; mono: number }
  readonly #log: Log
  readonly #leastRate: LeastRate
  readonly #pace: RequestPace | undefined
  readonly #buffers = new BufferPool()
  readonly #connections = new Set<OriginConnection>()
  /** Troubles with one artifact's URL. */
  readonly #records = new Map<string, SourceRecords>()
  /** What the last source that failed answered, by artifact, in words. */
  readonly #founds = new Map<string, string>()
  readonly #origins: OriginTroubles = new Map()
  readonly #slowOrigins: SlowOrigins = new Map()

  constructor({ proxy, lookup, clock, log, leastRate, pace }: OriginClientOptions) {
    this.#proxy = proxy
    this.#lookup = lookup
    this.#clock = clock
    this.#startedAt = { wall: clock.now(), mono: clock.monotonic() }
    this.#log = log
    this.#pace = pace
    this.#leastRate = leastRate ?? { bytes: limits.sourceRateBytes, ms: limits.sourceRateMs }
  }

  async fetch(job: OriginJob, signal: AbortSignal): Promise<OutsideEnd> {
    const cutter = new PieceCutter(job, this.#buffers)
    return await this.#fetchParts(job, cutter, signal).finally(() => cutter.end())
  }

  async #fetchParts(job: OriginJob, cutter: PieceCutter, signal: AbortSignal): Promise<OutsideEnd> {
    const records = this.#recordsOf(job.artifact)
    let source = ''
    // Each turn moves on by a byte or puts a source aside; the latter are bounded.
    for (let troubles = 0; troubles < job.count + 2 * limits.sources; ) {
      signal.throwIfAborted()
      if (cutter.isDone()) return { kind: 'done' }
      const now = this.#now()
      const sources = slowLast(job.sources, this.#slowOrigins, now)
      const choice = chooseSource(sources, records, { whole: job.whole, now, origins: this.#origins })
      if (choice.kind === 'none') return { kind: 'failed', found: this.#foundOf(job), until: choice.until }
      if (choice.kind !== 'ask') return choice
      if (choice.url !== source) cutter.drop() // a piece comes whole from one source, so that blame is exact
      source = choice.url
      const verdict = await this.#fetchFrom(choice.url, job, cutter, signal)
      if (verdict) troubles++
      if (verdict) this.#noteTrouble(choice.url, job, { ...verdict, chosenAt: now })
      else this.#noteSuccess(choice.url, job)
    }
    return { kind: 'failed', found: this.#foundOf(job), until: this.#now() + limits.sourceConnectMs }
  }

  #noteTrouble(url: string, job: OriginJob, failure: SourceFailure): void {
    const { trouble, found, isOfHost = false } = failure
    const { artifact } = job
    const now = this.#now()
    const records = this.#recordsOf(artifact)
    const words = `${new URL(url).host}: ${trouble}, ${found}`.slice(0, limits.lineLength)
    if (this.#founds.size >= limits.trafficArtifacts) this.#founds.delete(this.#founds.keys().next().value!)
    this.#founds.set(artifact, words)
    recordTrouble(records, url, { ...failure, now })
    if (trouble === 'too-slow') recordSlowOrigin(this.#slowOrigins, url, now)
    const { notBefore: until } = records.get(url)!
    // What is tried once more at once says nothing yet of its origin.
    if (isHostTrouble(trouble) && until > now) {
      recordOriginTrouble(this.#origins, url, { artifact, trouble, found: words, until, isOfHost, now })
      if (originOut(this.#origins, url, now)) job.onOrigins?.(originsOut(this.#origins))
    }
    this.#log.warn({ artifact, source: url, trouble, found, isOfHost }, 'source failed')
  }

  #noteSuccess(url: string, job: OriginJob): void {
    recordSuccess(this.#recordsOf(job.artifact), url)
    const { origin } = new URL(url)
    const wasOut = this.#origins.get(origin)?.isForAll
    this.#origins.delete(origin)
    if (wasOut) job.onOrigins?.(originsOut(this.#origins))
  }

  /** What the last source that failed answered; of a file that was not asked for at all, why its origins are out. */
  #foundOf({ artifact, sources }: OriginJob): string {
    const now = this.#now()
    const out = sources.flatMap(url => originOut(this.#origins, url, now) ?? [])
    return this.#founds.get(artifact) ?? out[0]?.found ?? 'no source is named'
  }

  /** As the swarm's time: a clock that is set back must not keep a source out for as long. */
  #now(): number {
    return this.#startedAt.wall + (this.#clock.monotonic() - this.#startedAt.mono)
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
    cutter: PieceCutter,
    signal: AbortSignal,
  ): Promise<SourceFailure | undefined> {
    let url = source
    let sourceAddress: string | undefined
    const wanted = cutter.lackingBytes()
    const turn = job.whole || !this.#pace ? unpaced(wanted) : await this.#pace.turn(wanted, signal)
    try {
      signal.throwIfAborted() // nothing was asked of the source yet
      for (let hop = 0; hop <= limits.httpRedirects; hop++) {
        const connection = this.#take(new URL(url).origin, hop > 0 ? { sourceAddress } : undefined)
        const verdict = await this.#request(url, job, { cutter, turn, connection }, signal)
        if (hop === 0) sourceAddress = connection.remoteAddress
        if (!verdict) return undefined
        // Where a redirect leads is the file's affair, not the source's.
        if (verdict.kind === 'trouble') return { ...verdict, isOfHost: hop === 0 && connection.isUnconnectable }
        url = followRedirect(url, verdict.location, sourceAddress)
      }
      return trouble('gone', `more than ${limits.httpRedirects} redirects`)
    } catch (error) {
      if (!(error instanceof CodedError && error.code === 'redirect-refused')) throw error
      return trouble('gone', error.message)
    } finally {
      turn.ended()
    }
  }

  async #request(
    url: string,
    job: OriginJob,
    { cutter, turn, connection }: { cutter: PieceCutter; turn: Turn; connection: OriginConnection },
    signal: AbortSignal,
  ): Promise<Extract<Verdict, { kind: 'trouble' | 'redirect' }> | undefined> {
    const start = cutter.position()
    const asked = { start, end: start + turn.bytes, sizeBytes: job.sizeBytes }
    const wireBefore = connection.wireBytes
    // Leaving the loop over a body early destroys its socket, so that nothing more of it crosses the line.
    const ended = new AbortController()
    const watch = new RateWatch({ clock: this.#clock, least: this.#leastRate, onSlow: () => ended.abort() })
    let hasAnswered = false
    try {
      turn.sent(connection.remote)
      const answer = await this.#head(connection, { url, asked }, AbortSignal.any([signal, ended.signal]))
      hasAnswered = true
      turn.answered()
      answer.body.on('error', () => {
        ended.abort() // the error itself reaches the loop below
      })
      const verdict = judgeAnswer({ status: answer.statusCode, headers: answer.headers }, asked, this.#clock.now())
      if (verdict.kind === 'redirect' || verdict.kind === 'trouble') return verdict
      const isWholeJob = job.whole || (asked.start === 0 && asked.end === asked.sizeBytes)
      if (verdict.kind === 'whole' && !isWholeJob) return trouble('no-ranges', 'status 200 to a range')
      if (verdict.kind === 'whole' && !job.whole) cutter.drop()
      return await this.#read(answer.body, cutter, { asked, isWhole: verdict.kind === 'whole', watch, turn, signal })
    } catch (error) {
      if (error instanceof KeepFailed) throw error.cause
      // The swarm is more impatient than we are on a fast line.
      const isItsTurn = !hasAnswered || watch.isRunning
      if (signal.aborted && isItsTurn && isSilent(signal)) return trouble('silent', 'nothing came for a while')
      if (signal.aborted) throw error
      if (watch.isSlow) return trouble('too-slow', `under ${this.#leastRate.bytes} bytes in ${this.#leastRate.ms} ms`)
      return troubleOf(error)
    } finally {
      watch.stop()
      ended.abort()
      job.onWire(connection.wireBytes - wireBefore)
      connection.busy = false
    }
  }

  /** Whatever keeps a connection alive until then is no answer: informational ones (RFC 9110 §15.2) could come for ever. */
  async #head(
    connection: OriginConnection,
    { url, asked }: { url: string; asked: { start: number; end: number } },
    signal: AbortSignal,
  ): Promise<Awaited<ReturnType<OriginConnection['get']>>> {
    const given = new AbortController()
    const cancel = this.#clock.after(limits.sourceHeadMs, () => given.abort(`no answer in ${limits.sourceHeadMs} ms`))
    let informational = 0
    const onInfo = () => {
      if (++informational > limits.sourceInformational)
        given.abort(`${informational} informational answers and no other`)
    }
    const headers = {
      range: `bytes=${asked.start}-${asked.end - 1}`,
      'accept-encoding': 'identity',
      'user-agent': 'patchmesh-agent',
    }
    try {
      return await connection.get(new URL(url), { headers, onInfo }, AbortSignal.any([signal, given.signal]))
    } catch (error) {
      throw given.signal.aborted && !signal.aborted ? new NoAnswer(String(given.signal.reason)) : error
    } finally {
      cancel()
    }
  }

  async #read(
    body: AsyncIterable<Uint8Array>,
    cutter: PieceCutter,
    {
      asked,
      isWhole,
      watch,
      turn,
      signal,
    }: { asked: { start: number; end: number }; isWhole: boolean; watch: RateWatch; turn: Turn; signal: AbortSignal },
  ): Promise<Extract<Verdict, { kind: 'trouble' }> | undefined> {
    let left = asked.end - asked.start
    let unpaid = 0
    if (isWhole) cutter.startOver()
    watch.start()
    for await (const chunk of body) {
      watch.count(chunk.length)
      turn.arrived(chunk.length)
      cutter.moving()
      left -= chunk.length
      if (!isWhole && left < 0) return trouble('wrong-bytes', 'more bytes than it said')
      unpaid += isWhole ? chunk.length : 0
      const isOurTurn = cutter.completesWith(chunk.length) || unpaid >= limits.pieceBytesMin
      if (isOurTurn) watch.stop() // the disk's time is not the source's, nor is the wait for our own pace
      const wrong = await cutter.push(chunk)
      if (wrong !== undefined) return trouble('wrong-bytes', `piece ${wrong} has a wrong hash`)
      if (isWhole && cutter.isDone()) return undefined // the rest of the file is here already
      if (unpaid >= limits.pieceBytesMin) {
        await this.#pace?.received(unpaid, signal)
        unpaid = 0
      }
      if (isOurTurn) watch.start()
    }
    if (isWhole ? !cutter.isDone() : left > 0) {
      cutter.drop()
      return trouble('unreachable', 'the answer ended early')
    }
    return undefined
  }

  #take(origin: string, redirected?: Redirected): OriginConnection {
    const idle = [...this.#connections].filter(connection => !connection.busy)
    const fit = idle.find(connection => connection.origin === origin && connection.fits(redirected))
    if (fit) {
      fit.busy = true
      return fit
    }
    for (const connection of idle.slice(limits.sources)) {
      this.#connections.delete(connection)
      void connection.close()
    }
    const connection = new OriginConnection(origin, { proxy: this.#proxy, redirected, lookup: this.#lookup })
    connection.busy = true
    this.#connections.add(connection)
    return connection
  }
}

/** A turn that nobody watches. */
export function unpaced(bytes: number): Turn {
  const nobody = () => undefined
  return { bytes, sent: nobody, answered: nobody, arrived: nobody, ended: nobody }
}

class NoAnswer extends Error {}

type SourceFailure = Failure & { found: string }

function trouble(kind: SourceTrouble, found: string): Extract<Verdict, { kind: 'trouble' }> {
  return { kind: 'trouble', trouble: kind, found }
}

function troubleOf(error: unknown): Extract<Verdict, { kind: 'trouble' }> {
  const found = error instanceof Error ? error.message : String(error)
  if (error instanceof CodedError && error.code === 'redirect-refused') return trouble('gone', found)
  const isTimeout = [errors.HeadersTimeoutError, errors.BodyTimeoutError, NoAnswer].some(each => error instanceof each)
  return trouble(isTimeout ? 'silent' : 'unreachable', found)
}

function isSilent({ reason }: AbortSignal): boolean {
  return (reason as Partial<GivenUp> | undefined)?.isSilent === true
}
