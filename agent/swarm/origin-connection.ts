// One kept-alive HTTP connection, straight or through a proxy, that counts every byte of its sockets in both directions. It sends one
// request at a time; which one is origin-client.ts's business.

import type { Socket } from 'node:net'
import { buildConnector, Client, type Dispatcher, Pool, ProxyAgent } from 'undici'
import { limits } from '../../core/limits.ts'

const clientOptions = {
  pipelining: 1,
  keepAliveTimeout: limits.sourceIdleMs,
  headersTimeout: limits.sourceConnectMs,
  bodyTimeout: limits.sourceIdleMs,
  maxHeaderSize: limits.sourceHeaderBytes,
} as const

export class OriginConnection {
  readonly origin: string
  busy = false
  readonly #proxy: string | undefined
  readonly #dispatcher: Dispatcher
  readonly #sockets = new Set<Socket>()
  #closedBytes = 0

  constructor(origin: string, proxy: string | undefined) {
    this.origin = origin
    this.#proxy = proxy
    const connect = this.#counted(buildConnector({ timeout: limits.sourceConnectMs }))
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

  async get(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const forwarded = this.#proxy !== undefined && url.protocol === 'http:'
    return await this.#dispatcher.request({
      origin: this.origin,
      // RFC 9112 §3.2.2: a proxy gets the absolute form
      path: forwarded ? url.href : url.pathname + url.search,
      method: 'GET',
      headers: { ...headers, host: url.host },
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
        done(...result)
      })
  }

  #watch(socket: Socket): void {
    this.#sockets.add(socket)
    socket.once('close', () => {
      this.#closedBytes += socket.bytesRead + socket.bytesWritten
      this.#sockets.delete(socket)
    })
  }
}
