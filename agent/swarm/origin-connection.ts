// One kept-alive HTTP connection, straight or through a proxy, that counts every byte of its sockets in both directions. It sends one
// request at a time; which one is origin-client.ts's business.

import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction, Socket } from 'node:net'
import { buildConnector, Client, type Dispatcher, Pool, ProxyAgent } from 'undici'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Remote } from './connect-time.ts'
import { leadsInside } from './origin-answer.ts'

const clientOptions = {
  pipelining: 1,
  keepAliveTimeout: limits.sourceIdleMs,
  headersTimeout: limits.sourceConnectMs,
  bodyTimeout: limits.sourceIdleMs,
  maxHeaderSize: limits.sourceHeaderBytes,
} as const

/** The source that redirects here; its address where it is known. */
export type Redirected = { sourceAddress: string | undefined }

export interface OriginConnectionOptions {
  proxy?: string | undefined
  redirected?: Redirected | undefined
  /** Of names; absent: the system's. */
  lookup?: LookupFunction | undefined
}

export class OriginConnection {
  readonly origin: string
  busy = false
  /** The last request found no connection and could not make one. */
  isUnconnectable = false
  /** Of its last socket; unknown behind a proxy. */
  remoteAddress: string | undefined
  readonly #proxy: string | undefined
  readonly #redirected: Redirected | undefined
  readonly #dispatcher: Dispatcher
  readonly #sockets = new Set<Socket>()
  #closedBytes = 0

  constructor(origin: string, { proxy, redirected, lookup = systemLookup }: OriginConnectionOptions) {
    this.origin = origin
    this.#redirected = redirected
    this.#proxy = proxy
    const judged = redirected && proxy === undefined ? judgedLookup(lookup, redirected) : lookup
    const connect = this.#counted(buildConnector({ timeout: limits.sourceConnectMs, lookup: judged }))
    if (proxy !== undefined && origin.startsWith('https:')) {
      this.#dispatcher = new ProxyAgent({
        uri: proxy,
        connections: 1,
        ...clientOptions,
        clientFactory: (url, options) =>
          new Pool(url, {
            ...options,
            connections: 1,
            connect: this.#counted((options as { connect: buildConnector.connector }).connect),
          }),
      })
    } else
      this.#dispatcher = new Client(proxy === undefined ? origin : new URL(proxy).origin, { ...clientOptions, connect })
  }

  /** Bytes sent and received so far, of the HTTP exchange and what carries it above TCP (TLS to a direct source counts as its content). */
  get wireBytes(): number {
    let open = 0
    for (const socket of this.#sockets) open += socket.bytesRead + socket.bytesWritten
    return this.#closedBytes + open
  }

  /** Whether it was opened for the same: named by a source, or by a redirect of one at that address. */
  fits(redirected: Redirected | undefined): boolean {
    return (
      (redirected === undefined) === (this.#redirected === undefined) &&
      redirected?.sourceAddress === this.#redirected?.sourceAddress
    )
  }

  /** Undefined: a request would have to connect first. */
  get remote(): Remote | undefined {
    for (const { remoteAddress: address, remotePort: port } of this.#sockets)
      if (address !== undefined && port !== undefined) return { address, port, isProxy: this.#proxy !== undefined }
    return undefined
  }

  async get(
    url: URL,
    { headers, onInfo }: { headers: Record<string, string>; onInfo: () => void },
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    this.isUnconnectable = false
    const forwarded = this.#proxy !== undefined && url.protocol === 'http:'
    return await this.#dispatcher.request({
      origin: this.origin,
      // RFC 9112 §3.2.2: a proxy gets the absolute form
      path: forwarded ? url.href : url.pathname + url.search,
      method: 'GET',
      headers: { ...headers, host: url.host },
      onInfo,
      signal,
    })
  }

  async close(): Promise<void> {
    await this.#dispatcher.destroy()
  }

  #counted(connect: buildConnector.connector): buildConnector.connector {
    return (options, done) =>
      connect(options, (...result) => {
        const [error, socket] = result
        if (error === null && socket) this.#watch(socket)
        else this.isUnconnectable = true
        done(...result)
      })
  }

  #watch(socket: Socket): void {
    if (this.#proxy === undefined) this.remoteAddress = socket.remoteAddress
    this.#sockets.add(socket)
    socket.once('close', () => {
      this.#closedBytes += socket.bytesRead + socket.bytesWritten
      this.#sockets.delete(socket)
    })
  }
}

/**
 * Judged is what the name leads to at the moment of connecting, so that nobody's DNS can say one thing and mean another; nothing is sent, not
 * even a connection opened. Literal addresses are never looked up: followRedirect() judges them. A proxy judges for itself.
 */
function judgedLookup(lookup: LookupFunction, { sourceAddress }: Redirected): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found]
      const inside = error ? undefined : addresses.find(address => leadsInside(address, sourceAddress))
      if (inside === undefined) return callback(error, found, family)
      const refusal = `a redirect to ${hostname}, which is the private address ${inside}, is not followed`
      callback(new CodedError('redirect-refused', refusal), [], 0)
    })
}
