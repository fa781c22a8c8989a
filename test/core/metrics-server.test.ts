// The metrics port over real sockets: what it answers, and whom it refuses.

import { once } from 'node:events'
import { connect } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { systemClock } from '../../core/clock.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { createMetrics } from '../../core/metrics.ts'
import { serveMetrics, serveMetricsAsSet } from '../../core/metrics-server.ts'
import { manualClock } from '../kit/manual-clock.ts'

const table = {
  test_bytes_total: { type: 'counter', help: 'Bytes', labels: ['source'] },
  test_level: { type: 'gauge', help: 'A level', labels: [] },
} as const

async function open(t: ExecutionContext, { clock = systemClock, names = ['web1.example.org'] } = {}) {
  let lan = 7
  const metrics = await createMetrics(table, () => ({
    test_bytes_total: lan > 0 ? [{ labels: { source: 'a"b\n' }, value: lan }] : [],
    test_level: [{ value: 0.5 }],
  }))
  const server = await serveMetrics({ host: '127.0.0.1', port: 0, names, metrics, clock, log: silentLog })
  t.teardown(() => server.close())
  const port = Number(new URL(server.url).port)
  /** Sends the bytes and reads until the connection ends. */
  const ask = async (request: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined) // a connection that is cut is the answer
    socket.write(request)
    let text = ''
    socket.on('data', chunk => {
      text += chunk
    })
    await once(socket, 'close')
    return text
  }
  return { server, port, ask, forget: () => (lan = 0) }
}

const statusOf = (answer: string) => Number(answer.split(' ')[1] ?? 0)
const get = (host: string, path = '/metrics') => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`

test('metrics are told in the text format, with labels escaped and node’s own figures', async t => {
  const { server, ask, forget } = await open(t)
  const response = await fetch(server.url)
  t.is(response.status, 200)
  t.regex(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
  const text = await response.text()
  t.true(text.includes('# TYPE test_bytes_total counter\ntest_bytes_total{source="a\\"b\\n"} 7\n'), text)
  t.true(text.includes('# HELP test_level A level\n# TYPE test_level gauge\ntest_level 0.5\n'))
  t.regex(text, /^process_resident_memory_bytes \d+$/m)
  forget()
  t.notRegex(await ask(get('127.0.0.1')), /^test_bytes_total\{/m, 'what is no more is not told')
})

test('only names of this machine are answered: a page’s own name, made to mean it, is not', async t => {
  const { ask, port } = await open(t)
  for (const host of [`127.0.0.1:${port}`, '[::1]:9464', 'LOCALHOST', 'web1.example.org:9464'])
    t.is(statusOf(await ask(get(host))), 200, host)
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1.evil.example',
    'web1.example.org.evil',
    'localhost.',
    '',
  ])
    t.is(statusOf(await ask(get(host))), 403, host)
  t.is(statusOf(await ask('GET /metrics HTTP/1.0\r\n\r\n')), 403, 'none at all')
})

test('nothing but GET /metrics without a body is answered', async t => {
  const { ask } = await open(t)
  t.is(statusOf(await ask(get('localhost', '/'))), 404)
  t.is(statusOf(await ask(get('localhost', '/metrics?x'))), 404)
  t.is(statusOf(await ask(get('localhost', 'http://evil.example/metrics'))), 404)
  for (const method of ['POST', 'HEAD', 'PUT', 'OPTIONS', 'DELETE'])
    t.is(statusOf(await ask(`${method} /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n`)), 405, method)
  t.is(statusOf(await ask('GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello')), 400)
  t.is(
    statusOf(await ask('GET /metrics HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')),
    400,
  )
  t.is(
    statusOf(
      await ask(`GET /metrics HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(limits.metricsHeaderBytes)}\r\n\r\n`),
    ),
    431,
  )
})

test('who sends or reads slowly is cut off after its time, and too many at once are not taken', async t => {
  const clock = manualClock(0)
  const { port, server } = await open(t, { clock })
  const slow = Array.from({ length: limits.metricsConnections }, () => connect(port, '127.0.0.1'))
  await Promise.all(slow.map(socket => once(socket, 'connect')))
  for (const socket of slow) socket.on('error', () => undefined).write('GET /metr')
  await t.throwsAsync(fetch(server.url), undefined, 'one more')
  const closed = Promise.all(slow.map(socket => once(socket, 'close')))
  await clock.advance(limits.metricsConnectionMs)
  await closed
  t.is((await fetch(server.url)).status, 200)
})

test('the port is off by default, on loopback when only a port is given, and elsewhere only by an address', async t => {
  const open = (listen: string | number) =>
    serveMetricsAsSet({ listen, names: [] }, { table: {}, read: () => ({}), clock: systemClock, log: silentLog })
  t.is(await open(''), undefined)
  for (const [listen, host] of [
    [0, '127.0.0.1'],
    ['0', '127.0.0.1'],
    ['127.0.0.2:0', '127.0.0.2'],
  ] as const) {
    const server = await open(listen)
    t.is(new URL(server!.url).hostname, host)
    await server!.close()
  }
})
