// GET /metrics over HTTP on a port of its own, for a scraper: nothing else is answered, nobody is believed to be harmless. A web page in a browser
// on this machine must not read it either, so the Host header has to be an address or a name of this machine (DNS rebinding has another).

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, isIP } from 'node:net'
import type { Clock } from './clock.ts'
import { limits } from './limits.ts'
import type { Log } from './log.ts'
import { createMetrics, type Metrics, type MetricTable, type Readings } from './metrics.ts'
import { type MetricsSettings, metricsAddress } from './metrics-settings.ts'
import { listenFailure } from './system-failure.ts'

export interface MetricsServerOptions {
  host: string
  /** 0: any free one. */
  port: number
  /** Names by which it may be asked, besides IP addresses and localhost. */
  names: readonly string[]
  metrics: Metrics
  clock: Clock
  log: Log
}

export interface MetricsServer {
  url: string
  close(): Promise<void>
}

/** Undefined: it is not wanted. Throws `io-failed` when it cannot listen. */
export async function serveMetricsAsSet<Table extends MetricTable>(
  settings: MetricsSettings,
  {
    table,
    read,
    clock,
    log,
  }: { table: Table; read: () => Readings<Table> | Promise<Readings<Table>> } & Pick<
    MetricsServerOptions,
    'clock' | 'log'
  >,
): Promise<MetricsServer | undefined> {
  const address = metricsAddress(settings)
  if (!address) return undefined
  const metrics = await createMetrics(table, read)
  return await serveMetrics({ ...address, names: settings.names, metrics, clock, log })
}

/** Throws `io-failed` when it cannot listen. */
export async function serveMetrics({
  host,
  port,
  names,
  metrics,
  clock,
  log,
}: MetricsServerOptions): Promise<MetricsServer> {
  const allowed = new Set(['localhost', ...names.map(name => name.toLowerCase())])
  const server = createServer({ maxHeaderSize: limits.metricsHeaderBytes }, (request, response) => {
    answer(request, response, { metrics, allowed }).catch(error => {
      log.warn({ err: error }, 'metrics not told')
      response.destroy()
    })
  })
  server.maxConnections = limits.metricsConnections
  server.on('connection', socket => {
    // Whether it sends its request a byte at a time or does not read the answer.
    const cancel = clock.after(limits.metricsConnectionMs, () => socket.destroy())
    socket.once('close', cancel)
  })
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw listenFailure(cause, { where: `${host} port ${port}`, setting: 'metrics.listen' })
  }
  const { port: taken } = server.address() as AddressInfo
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${taken}/metrics`
  log.info({ url }, 'metrics told')
  return {
    url,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { metrics, allowed }: { metrics: Metrics; allowed: ReadonlySet<string> },
): Promise<void> {
  response.shouldKeepAlive = false
  const status = refusal(request, allowed)
  if (status !== undefined) {
    if (status === 405) response.setHeader('allow', 'GET')
    response.writeHead(status, { 'content-length': 0 }).end()
    return
  }
  const text = Buffer.from(await metrics.text())
  response.writeHead(200, {
    'content-type': metrics.contentType,
    'content-length': text.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(text)
}

/** The HTTP status that says why there is no answer. */
function refusal({ method, url, headers }: IncomingMessage, allowed: ReadonlySet<string>): number | undefined {
  if (!isHost(headers.host ?? '', allowed)) return 403
  if (method !== 'GET') return 405
  if (url !== '/metrics') return 404
  const hasBody = headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
  return hasBody ? 400 : undefined
}

/** An address cannot be made to mean another machine; a name can, but for those that the admin gave. */
function isHost(host: string, allowed: ReadonlySet<string>): boolean {
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase()
  return allowed.has(name) || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0
}
