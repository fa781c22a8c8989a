// HTTP(S) GET for feeds, over undici. Redirects are followed here, up to five, never from https to http and never from a public to
// a private address; names are checked again when the socket connects, so that DNS rebinding cannot slip through. Behind a proxy the
// proxy resolves names, and only literal addresses can be checked. Bodies are capped, timed and must have their exact length.
// It does not retry, cache, decompress or keep cookies; what bytes mean is its caller's to judge.

import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, type Dispatcher, ProxyAgent, request as undiciRequest } from 'undici'
import { systemClock } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { formatBytes, formatDuration } from '../../core/present.ts'
import { isPrivateAddress } from '../../core/private-address.ts'
import {
  rebound,
  refuseMore,
  refusePrivate,
  refuseRedirect,
  statusHint,
  timedOut,
  tooLong,
  truncated,
  unreachable,
} from './http-failures.ts'

export interface HttpRequest {
  url: string
  /** A longer body is an error. */
  maxBytes: number
  /** The exact length of the body, when the caller knows it. */
  expectBytes?: number
  /** First and last byte, both inclusive. A server that answers with the whole file is an error. */
  range?: { start: number; end: number }
  /** For the whole exchange, redirects included. */
  timeoutMs?: number
  /** Between two chunks of the body, and until the headers. */
  idleMs?: number
  /** The body must bring so many bytes in each such span. */
  leastRate?: { bytes: number; ms: number }
  signal?: AbortSignal
}

export interface HttpResponse {
  /** Where the last redirect led. */
  url: string
  status: 200 | 206
  headers: Record<string, string | string[] | undefined>
  /** Bytes of the body, if the server said so. */
  sizeBytes: number | undefined
  /** To be read, or left, at once: an abandoned body holds its connection until the time-out. */
  body: AsyncIterable<Uint8Array>
}

/** What feeds need of a client; tests and counters wrap it. */
export type Fetch = (request: HttpRequest) => Promise<Uint8Array>

export interface HttpClientOptions {
  /** `http://[user:password@]host:port` */
  proxy?: string
  /** All addresses of a name. */
  resolve?: (hostname: string) => Promise<string[]>
  isPrivate?: (address: string) => boolean
}

export class HttpClient {
  readonly #resolve: (hostname: string) => Promise<string[]>
  readonly #isPrivate: (address: string) => boolean
  readonly #anywhere: Dispatcher
  readonly #publicOnly: Dispatcher
  readonly #proxied: boolean

  constructor(options: HttpClientOptions = {}) {
    this.#resolve = options.resolve ?? resolveName
    this.#isPrivate = options.isPrivate ?? isPrivateAddress
    this.#proxied = options.proxy !== undefined
    if (options.proxy !== undefined) {
      const proxy = new ProxyAgent({ uri: parseUrl(options.proxy, true).href, allowH2: false })
      this.#anywhere = proxy
      this.#publicOnly = proxy
    } else {
      this.#anywhere = new Agent({ allowH2: false, connect: { lookup: this.#lookup(false) } })
      this.#publicOnly = new Agent({ allowH2: false, connect: { lookup: this.#lookup(true) } })
    }
  }

  /** The whole body of a small file. Throws as `get` does. */
  readonly getBytes: Fetch = async request => {
    const response = await this.get(request)
    const chunks: Uint8Array[] = []
    for await (const chunk of response.body) chunks.push(chunk)
    return Buffer.concat(chunks)
  }

  /**
   * Headers at once, body as it comes. Throws `not-reachable`, `not-found` (404, 410), `http-status`, `wrong-size`, `redirect-refused`, `timed-out`,
   * `limit-exceeded`, and from the body also `truncated`.
   */
  async get(request: HttpRequest): Promise<HttpResponse> {
    const timer = new ExchangeTimer(request)
    try {
      const { url, response } = await this.#follow(request, timer)
      const sizeBytes = expectedSize(request, { url, response })
      return {
        url: url.href,
        status: response.statusCode as 200 | 206,
        headers: response.headers,
        sizeBytes,
        body: readBody({ request, url, sizeBytes, body: response.body, timer }),
      }
    } catch (error) {
      timer.stop()
      throw timer.explain(error) ?? unreachable(request.url, error)
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#anywhere.destroy(), this.#publicOnly.destroy()])
  }

  async #follow(request: HttpRequest, timer: ExchangeTimer) {
    let url = parseUrl(request.url)
    let mayBePrivate = true
    for (let hops = 0; ; hops++) {
      const isPrivate = await this.#leadsInside(url)
      if (isPrivate && !mayBePrivate) refusePrivate(request.url, url)
      mayBePrivate &&= isPrivate
      const response = await this.#ask(url, { request, timer, isPrivate })
      if (![301, 302, 303, 307, 308].includes(response.statusCode)) return { url, response }
      response.body.on('error', ignoreAborted).destroy()
      if (hops === limits.httpRedirects) refuseMore(request.url)
      url = nextUrl(request.url, url, response.headers.location)
    }
  }

  #ask(url: URL, { request, timer, isPrivate }: { request: HttpRequest; timer: ExchangeTimer; isPrivate: boolean }) {
    timer.wait()
    return undiciRequest(url, {
      dispatcher: isPrivate ? this.#anywhere : this.#publicOnly,
      signal: timer.signal,
      headersTimeout: 0,
      bodyTimeout: 0,
      headers: {
        'user-agent': 'patchmesh',
        accept: '*/*',
        'accept-encoding': 'identity',
        ...(request.range && { range: `bytes=${request.range.start}-${request.range.end}` }),
      },
    })
  }

  /** Whether any address behind a URL is private. Behind a proxy a name cannot be judged, and counts as public. */
  async #leadsInside(url: URL): Promise<boolean> {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (isLiteral(url)) return this.#isPrivate(host)
    if (this.#proxied) return /(^|\.)localhost\.?$/i.test(host)
    const addresses = await this.#resolve(host)
    return addresses.some(address => this.#isPrivate(address))
  }

  /** Resolves at the moment of connecting; what it returns is what the socket connects to. */
  #lookup(publicOnly: boolean): LookupFunction {
    return (hostname, options, callback) => {
      this.#resolve(hostname).then(
        addresses => {
          const bad = publicOnly ? addresses.find(address => this.#isPrivate(address)) : undefined
          if (bad !== undefined) return callback(rebound(hostname, bad), '', 0)
          const found = addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
          if (options.all) callback(null, found)
          else callback(null, found[0]!.address, found[0]!.family)
        },
        error => callback(error, '', 0),
      )
    }
  }
}

/** One exchange's two time-outs and its caller's signal, as one signal. */
class ExchangeTimer {
  readonly signal: AbortSignal
  readonly #idle = new AbortController()
  readonly #overall: AbortSignal
  readonly #request: HttpRequest
  readonly #idleMs: number
  readonly #timeoutMs: number
  readonly #least: { bytes: number; ms: number }
  #spanBytes = 0
  #spanMs = 0
  #turnSince = 0
  #cancel: () => void = () => undefined

  constructor(request: HttpRequest) {
    this.#request = request
    this.#idleMs = request.idleMs ?? limits.httpIdleMs
    this.#timeoutMs = request.timeoutMs ?? limits.httpTimeoutMs
    this.#least = request.leastRate ?? { bytes: limits.httpRateBytes, ms: limits.httpRateMs }
    this.#overall = AbortSignal.timeout(this.#timeoutMs)
    const signals = [this.#overall, this.#idle.signal]
    this.signal = AbortSignal.any(request.signal === undefined ? signals : [...signals, request.signal])
  }

  /** The other side has the turn: from now on idle time counts. */
  wait(): void {
    this.#cancel()
    this.#turnSince = systemClock.monotonic()
    this.#cancel = systemClock.after(this.#idleMs, () => this.#idle.abort())
  }

  stop(): void {
    this.#cancel()
  }

  /** A part of the body came. Only the other side's time counts: who reads may be slow. Throws `timed-out` for a trickle. */
  receive(bytes: number): void {
    this.stop()
    this.#spanBytes += bytes
    this.#spanMs += systemClock.monotonic() - this.#turnSince
    if (this.#spanMs < this.#least.ms) return
    if (this.#spanBytes < this.#least.bytes) {
      const { bytes: least, ms } = this.#least
      const expected = `at least ${formatBytes(least)} in ${formatDuration(ms)}`
      throw timedOut(this.#request.url, expected, undefined, formatBytes(this.#spanBytes))
    }
    this.#spanBytes = 0
    this.#spanMs = 0
  }

  /** What a failure means if it comes from here; a coded error is handed back as it is; otherwise undefined. */
  explain(error: unknown): unknown {
    if (error instanceof CodedError) return error
    if (this.#request.signal?.aborted) return this.#request.signal.reason
    const { url } = this.#request
    if (this.#idle.signal.aborted) return timedOut(url, `data within ${formatDuration(this.#idleMs)}`, error)
    if (this.#overall.aborted) return timedOut(url, `the whole file within ${formatDuration(this.#timeoutMs)}`, error)
    const cause = (error as { cause?: unknown } | undefined)?.cause
    return cause instanceof CodedError ? cause : undefined
  }
}

interface Body {
  request: HttpRequest
  url: URL
  sizeBytes: number | undefined
  body: AsyncIterable<Uint8Array> & { destroy(): unknown }
  timer: ExchangeTimer
}

async function* readBody({ request, url, sizeBytes, body, timer }: Body): AsyncGenerator<Uint8Array> {
  let received = 0
  try {
    timer.wait()
    for await (const chunk of body) {
      timer.receive(chunk.length)
      received += chunk.length
      if (received > request.maxBytes) tooLong(url, request.maxBytes)
      yield chunk
      timer.wait()
    }
    if (sizeBytes !== undefined && received !== sizeBytes) throw truncated(url, { sizeBytes, received })
  } catch (error) {
    throw timer.explain(error) ?? truncated(url, { sizeBytes, received }, error)
  } finally {
    timer.stop()
    body.destroy()
  }
}

/** Checks status and headers; gives the body's length as the caller or the server knows it. */
function expectedSize(
  request: HttpRequest,
  { url, response }: { url: URL; response: Dispatcher.ResponseData },
): number | undefined {
  try {
    checkStatus(request, url, response)
    const said = response.headers['content-length']
    const sizeBytes = typeof said === 'string' && /^\d+$/.test(said) ? Number(said) : undefined
    if ((sizeBytes ?? 0) > request.maxBytes) tooLong(url, request.maxBytes)
    const expected = request.expectBytes ?? (request.range && request.range.end - request.range.start + 1)
    if (expected !== undefined && sizeBytes !== undefined && expected !== sizeBytes) {
      throw new CodedError(
        'wrong-size',
        `${url.href}: expected ${expected} bytes, the server announces ${sizeBytes}; the mirror is being updated or is broken, sync again later`,
      )
    }
    return expected ?? sizeBytes
  } catch (error) {
    response.body.on('error', ignoreAborted).destroy()
    throw error
  }
}

function checkStatus(request: HttpRequest, url: URL, response: Dispatcher.ResponseData): void {
  const expected = request.range === undefined ? 200 : 206
  if (response.statusCode !== expected) {
    const code = response.statusCode === 404 || response.statusCode === 410 ? 'not-found' : 'http-status'
    throw new CodedError(
      code,
      `${url.href}: expected status ${expected}, found ${response.statusCode}; ${statusHint(expected, response.statusCode)}`,
    )
  }
  if (request.range === undefined) return
  const { start, end } = request.range
  const found = String(response.headers['content-range'])
  if (!found.startsWith(`bytes ${start}-${end}/`)) {
    throw new CodedError(
      'http-status',
      `${url.href}: expected the range ${start}-${end}, found ${found.slice(0, 80)}; the server answers ranges wrongly`,
    )
  }
}

/** Where a redirect leads. Throws `redirect-refused`, or `bad-argument` for no http URL. */
export function nextUrl(start: string, from: URL, location: string | string[] | undefined): URL {
  if (typeof location !== 'string' || !URL.canParse(location, from.href)) refuseRedirect(start, 'to no URL')
  const next = parseUrl(new URL(location as string, from.href).href)
  if (from.protocol === 'https:' && next.protocol !== 'https:') refuseRedirect(start, `from https to ${next.origin}`)
  return next
}

function parseUrl(text: string, withUser = false): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new CodedError(
      'bad-argument',
      `expected an http:// or https:// URL, found ${JSON.stringify(text.slice(0, 200))}`,
    )
  }
  if (!withUser && (url.username !== '' || url.password !== '')) {
    throw new CodedError(
      'bad-argument',
      `expected a URL without user name and password, found one for ${url.host}; they would show in logs`,
    )
  }
  return url
}

function isLiteral(url: URL): boolean {
  return url.hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(url.hostname)
}

function resolveName(hostname: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, found) => {
      if (error) reject(error)
      else resolve(found.map(entry => entry.address))
    })
  })
}

/** A body we throw away fails with our own abort. */
function ignoreAborted(): undefined {
  return undefined
}
