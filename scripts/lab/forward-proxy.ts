// A small HTTP forwarding proxy for labs: GET and HEAD of http:// URLs, CONNECT for https://, to the named hosts only. With
// --namespace it listens inside a network namespace while it connects out from the machine's own network, so that namespaces
// need no way out. It caches nothing, changes no body and no range, and is no proxy for production: it knows no users.

import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { CodedError } from '../../core/errors.ts'
import { createHost, type Host } from './host.ts'
import { onExit } from './on-exit.ts'
import { ProcessGroups } from './process-groups.ts'
import { joinSockets, parseSocketAddress, type SocketAddress } from './relay.ts'

export interface ForwardProxy {
  /** `http://ADDR:PORT`, as clients are configured. */
  url: string
  close(): Promise<void>
}

/** What the proxy listens on: TCP in its own network, or a Unix socket. */
export type ProxyListen = SocketAddress | { path: string }

const CONNECTIONS_MAX = 256
const IDLE_MS = 60_000
const RELAY_START_MS = 15_000
const PORTS = { http: 80, https: 443 } as const
/** Meant for one connection, not for the next (RFC 9110 §7.6.1), whatever Connection names besides. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** `allowHosts`: `name` allows its ports 80 (http) and 443 (CONNECT), `name:port` that port for both. */
export async function createForwardProxy(options: {
  listen: ProxyListen
  allowHosts: readonly string[]
}): Promise<ForwardProxy> {
  const allowed = new Set(options.allowHosts.map(host => host.toLowerCase()))
  const tunnels = new Set<Socket>()
  const server = createServer((req, res) => forward(req, res, allowed))
  server.maxConnections = CONNECTIONS_MAX
  server.on('connect', (req: IncomingMessage, socket: Socket) => tunnel(req, socket, allowed, tunnels))
  await listening(server, options.listen)
  const address = server.address()
  return {
    url:
      typeof address === 'object' && address ? `http://${hostInUrl(address.address)}:${address.port}` : String(address),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
        for (const socket of tunnels) socket.destroy()
      }),
  }
}

/**
 * The proxy for a lab: reachable at `port` of `host` (say, the outside), connecting out from the network this process is in.
 * So it needs a lab made as root: in the user namespace of an ordinary user, this process has no way out either.
 */
export async function startForwardProxy(options: {
  host: Host
  port: number
  allowHosts: readonly string[]
}): Promise<ForwardProxy> {
  const { host, port, allowHosts } = options
  // A folder of mode 0700: whoever reaches the socket may use the machine's way out.
  const folder = mkdtempSync(join(tmpdir(), 'patchmesh-proxy-'))
  const removeFolder = () => rmSync(folder, { recursive: true, force: true })
  const forget = onExit({ close: async () => removeFolder(), closeNow: removeFolder })
  const path = join(folder, 'socket')
  const proxy = await createForwardProxy({ listen: { path }, allowHosts })
  const relayFile = fileURLToPath(new URL('relay.ts', import.meta.url))
  const relay = host.spawn(process.execPath, [relayFile, '--listen', `${host.address}:${port}`, '--unix', path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const close = async () => {
    relay.kill('SIGTERM')
    await proxy.close()
    removeFolder()
    forget()
  }
  try {
    await relayListening(relay)
  } catch (error) {
    await close()
    throw error
  }
  return { url: `http://${host.address}:${port}`, close }
}

function forward(req: IncomingMessage, res: ServerResponse, allowed: ReadonlySet<string>): void {
  const asked = askedFor(req, allowed)
  if ('refusal' in asked) {
    refuse(res, asked.status, asked.refusal)
    return
  }
  const { url, port } = asked
  const upstream = request({
    method: req.method,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    path: url.pathname + url.search,
    headers: [...endToEnd(req.rawHeaders, ['host']), 'Host', url.host],
    timeout: IDLE_MS,
  })
  upstream.on('timeout', () => upstream.destroy(new Error(`silent for ${IDLE_MS} ms`)))
  upstream.on('error', error => (res.headersSent ? res.destroy() : refuse(res, 502, error.message)))
  upstream.on('response', answer => {
    res.sendDate = false
    res.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.rawHeaders))
    answer.on('error', () => res.destroy())
    answer.pipe(res)
  })
  // A client that goes away must not leave a download behind that nobody reads.
  res.on('close', () => upstream.destroy())
  upstream.end()
}

type Asked = { url: URL; port: number } | { status: number; refusal: string }

function askedFor(req: IncomingMessage, allowed: ReadonlySet<string>): Asked {
  const url = URL.parse(req.url ?? '')
  if (url?.protocol !== 'http:') return { status: 400, refusal: 'expected an absolute http:// URL' }
  if (req.method !== 'GET' && req.method !== 'HEAD') return { status: 405, refusal: 'expected GET or HEAD' }
  const port = Number(url.port || PORTS.http)
  if (!isAllowed(allowed, { host: url.hostname, port }, PORTS.http)) {
    return { status: 403, refusal: `${url.host} is not allowed` }
  }
  return { url, port }
}

function tunnel(req: IncomingMessage, socket: Socket, allowed: ReadonlySet<string>, tunnels: Set<Socket>): void {
  const target = tryParse(req.url ?? '')
  if (!target || !isAllowed(allowed, target, PORTS.https)) {
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
    return
  }
  tunnels.add(socket)
  socket.once('close', () => tunnels.delete(socket))
  const upstream = connect(target, () => {
    upstream.off('error', failToConnect)
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    joinSockets(socket, upstream)
  })
  const failToConnect = () => socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n')
  upstream.once('error', failToConnect)
  socket.on('error', () => upstream.destroy())
}

/** Raw header pairs without those of this hop; order, case and repetition stay as they came. */
function endToEnd(rawHeaders: readonly string[], also: readonly string[] = []): string[] {
  const drop = new Set([...HOP_BY_HOP, ...also])
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() !== 'connection') continue
    for (const name of rawHeaders[i + 1]?.split(',') ?? []) drop.add(name.trim().toLowerCase())
  }
  return rawHeaders.filter((_, i) => !drop.has(rawHeaders[i - (i % 2)]!.toLowerCase()))
}

function isAllowed(allowed: ReadonlySet<string>, { host, port }: SocketAddress, usualPort: number): boolean {
  const name = host.toLowerCase()
  return allowed.has(`${name}:${port}`) || (port === usualPort && allowed.has(name))
}

function refuse(res: ServerResponse, status: number, why: string): void {
  res.writeHead(status, { 'content-type': 'text/plain' }).end(`${why}\n`)
}

function tryParse(text: string): SocketAddress | undefined {
  try {
    return parseSocketAddress(text)
  } catch (error) {
    if (error instanceof CodedError) return undefined
    throw error
  }
}

function hostInUrl(address: string): string {
  return address.includes(':') ? `[${address}]` : address
}

function listening(server: Server, listen: ProxyListen): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(listen, () => resolve())
  })
}

function relayListening(relay: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer)
      reject(new CodedError('not-reachable', `the proxy's relay ${why}`))
    }
    const timer = setTimeout(() => fail(`did not listen within ${RELAY_START_MS} ms`), RELAY_START_MS)
    relay.once('exit', code => fail(`ended with ${code}`))
    createInterface({ input: relay.stdout! }).once('line', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      listen: { type: 'string' },
      namespace: { type: 'string' },
      'allow-host': { type: 'string', multiple: true },
    },
  })
  const allowHosts = values['allow-host'] ?? []
  if (!values.listen || allowHosts.length === 0) {
    throw new CodedError(
      'bad-argument',
      'usage: forward-proxy.ts --listen ADDR:PORT [--namespace NAME] --allow-host HOST[:PORT]...',
    )
  }
  const listen = parseSocketAddress(values.listen)
  const groups = new ProcessGroups()
  onExit({ close: () => groups.stopAll(RELAY_START_MS), closeNow: () => groups.killAllNow() })
  const proxy = values.namespace
    ? await startForwardProxy({
        host: createHost({ name: values.namespace, namespace: values.namespace, address: listen.host }, groups),
        port: listen.port,
        allowHosts,
      })
    : await createForwardProxy({ listen, allowHosts })
  onExit(proxy)
  process.stdout.write(`${JSON.stringify({ event: 'listening', url: proxy.url })}\n`)
}

if (import.meta.main) void main()
