// The coordinator's HTTP origin: `GET /artifact/<sha256>` and nothing else (RFC 9110: Range, If-Range, ETag, HEAD). It serves
// anyone who knows a digest: what must stay secret does not belong into a patch. No listing, no upload, no TLS (the hash decides
// what arrives; a reverse proxy may stand before it). Over node:http: one route of ranges needs no framework.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { type Digest, isDigest } from '../../core/digest.ts'
import { systemCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { listenFailure } from '../../core/system-failure.ts'
import type { OriginStore } from './origin-store.ts'
import { type ByteRange, parseRange } from './parse-range.ts'

export interface Origin {
  /** `http://host:port`, or the public URL it was given. */
  url: string
  close(): Promise<void>
}

export interface OriginOptions {
  store: Pick<OriginStore, 'open'>
  host: string
  /** 0: any free one. */
  port: number
  /** What agents are told instead, when they reach it by another name. */
  publicUrl?: string
  log: Log
  idleMs?: number
}

/** Where an origin serves an artifact. */
export function artifactUrl(originUrl: string, digest: Digest): string {
  return `${originUrl.replace(/\/+$/, '')}/artifact/${digest}`
}

/** Throws `io-failed` when it cannot listen. */
export async function startOrigin({ store, host, port, publicUrl, log, idleMs }: OriginOptions): Promise<Origin> {
  const inTurn = new Turns()
  const server = createServer({ maxHeaderSize: limits.originHeaderBytes }, (request, response) => {
    inTurn
      .take(request.socket, () => answer(request, response, store))
      .catch(error => {
        if (!response.headersSent) response.writeHead(500).end()
        else response.destroy()
        // A client that goes away in the middle is no event.
        if (systemCode(error) !== 'ERR_STREAM_PREMATURE_CLOSE') log.warn({ err: error }, 'origin request failed')
      })
  })
  server.maxConnections = limits.originConnections
  server.headersTimeout = limits.originRequestMs
  server.requestTimeout = limits.originRequestMs
  server.keepAliveTimeout = idleMs ?? limits.originIdleMs
  server.timeout = idleMs ?? limits.originIdleMs
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw listenFailure(cause, { where: `${host}:${port}`, setting: 'originListen in coordinator.yaml' })
  }
  const address = server.address() as AddressInfo
  const name = host.includes(':') ? `[${host}]` : host
  return {
    url: publicUrl || `http://${name}:${address.port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** One answer at a time on a connection: node begins all requests that come in one go, and each would hold a file open. */
class Turns {
  readonly #last = new WeakMap<Socket, { work: Promise<unknown>; waiting: number }>()

  async take(socket: Socket, work: () => Promise<void>): Promise<void> {
    const turn = this.#last.get(socket) ?? { work: Promise.resolve(), waiting: 0 }
    if (turn.waiting >= limits.originPipelined || socket.destroyed) {
      socket.destroy()
      return
    }
    this.#last.set(socket, turn)
    turn.waiting++
    const mine = turn.work.then(() => (socket.destroyed ? undefined : work())).finally(() => turn.waiting--)
    turn.work = mine.catch(() => undefined) // told to the one who asked
    await mine
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  store: Pick<OriginStore, 'open'>,
): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    return refuse(response, 405)
  }
  const digest = /^\/artifact\/([0-9a-f]{64})$/.exec((request.url ?? '').split('?')[0]!)?.[1]
  const held = digest !== undefined && isDigest(digest) ? await store.open(digest) : undefined
  if (held === undefined) return refuse(response, 404)
  try {
    await send(request, response, { ...held, etag: `"${digest}"` })
  } finally {
    await held.file.close()
  }
}

type Sent = NonNullable<Awaited<ReturnType<OriginStore['open']>>> & { etag: string }

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { file, sizeBytes, etag }: Sent,
): Promise<void> {
  response.setHeader('etag', etag)
  response.setHeader('accept-ranges', 'bytes')
  // The name is the content's hash: it never changes.
  response.setHeader('cache-control', 'public, max-age=31536000, immutable')
  if (listsEtag(request.headers['if-none-match'], etag)) {
    response.writeHead(304).end()
    return
  }
  const range = requestedRange(request, { sizeBytes, etag })
  if (range === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${sizeBytes}`)
    return refuse(response, 416)
  }
  const { start, end } = range === 'whole' ? { start: 0, end: sizeBytes - 1 } : range
  if (range !== 'whole') response.setHeader('content-range', `bytes ${start}-${end}/${sizeBytes}`)
  response.setHeader('content-type', 'application/octet-stream')
  response.setHeader('content-length', end - start + 1)
  response.writeHead(range === 'whole' ? 200 : 206)
  if (request.method === 'HEAD' || end < start) {
    response.end()
    return
  }
  await pipeline(file.createReadStream({ start, end, autoClose: false, highWaterMark: 256 * 1024 }), response)
}

/** If-Range with any validator but ours means: send the whole file (RFC 9110 §13.1.5). HEAD has no ranges. */
function requestedRange(
  { method, headers }: IncomingMessage,
  { sizeBytes, etag }: { sizeBytes: number; etag: string },
): ByteRange | 'whole' | 'unsatisfiable' {
  const condition = headers['if-range']
  if (method === 'HEAD' || (condition !== undefined && condition !== etag)) return 'whole'
  return parseRange(headers.range, sizeBytes)
}

function listsEtag(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some(item => item.trim() === '*' || item.trim().replace(/^W\//, '') === etag)
}

function refuse(response: ServerResponse, status: number): void {
  response.setHeader('content-length', 0)
  response.writeHead(status).end()
}
