// Real HTTP on loopback: every way in which an origin can be wrong.

import { createServer } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import test from 'ava'
import { createOriginClient } from '../../../agent/swarm/origin-client.ts'
import { OriginConnection } from '../../../agent/swarm/origin-connection.ts'
import { systemClock } from '../../../core/clock.ts'
import { silentLog } from '../../../core/log.ts'
import { pieceCount } from '../../../core/pieces.ts'
import { content, fetchFrom, type Handler, honest, type Outcome, serve } from '../../kit/range-origin.ts'

const held = ({ pieces }: Outcome) => [...pieces.keys()].sort()

test('several pieces come in one closed range, each handed on when it is whole, and sockets are counted', async t => {
  const ranges: string[] = []
  const url = await serve(t, (request, response, range) => {
    ranges.push(request.headers.range!)
    honest(request, response, range)
  })
  const outcome = await fetchFrom(t, [url])
  t.deepEqual(outcome.end, { kind: 'done' })
  t.deepEqual(held(outcome), [1, 2])
  t.deepEqual(ranges, ['bytes=65536-196607'])
  t.true(outcome.wireBytes > 131_072 + 100 && outcome.wireBytes < 131_072 + 1000)
})

test('that bytes come is told before they are a piece', async t => {
  const rest = Promise.withResolvers<void>()
  const url = await serve(t, async (_request, response, { start, end }) => {
    response.writeHead(206, { 'content-range': `bytes ${start}-${end - 1}/${content.length}` })
    response.write(content.subarray(start, start + 1000))
    await rest.promise
    response.end(content.subarray(start + 1000, end))
  })
  const pieces: number[] = []
  const onMoving = () => {
    if (pieces.length === 0) rest.resolve() // nothing more comes before it was told
  }
  const onPiece = async (piece: number) => pieces.push(piece) > 0
  await fetchFrom(t, [url], { onMoving, onPiece, isMissing: piece => !pieces.includes(piece), count: 1 })
  t.deepEqual(pieces, [1])
})

test('one connection is kept alive for many requests', async t => {
  let connections = 0
  const sockets = new Set<unknown>()
  const url = await serve(t, (request, response, range) => {
    if (!sockets.has(request.socket)) connections++
    sockets.add(request.socket)
    honest(request, response, range)
  })
  const client = createOriginClient({ clock: systemClock, log: silentLog })
  t.teardown(() => client.close())
  const base = { artifact: 'a'.repeat(64), sizeBytes: content.length, sources: [url], count: 1, whole: false }
  const ignore = { isMissing: () => true, onWasted: () => undefined, onWire: () => undefined }
  for (const first of [0, 1, 2, 3]) {
    let isHere = false
    const onPiece = async () => {
      isHere = true
      return true
    }
    const job = { ...base, ...ignore, first, onPiece, isMissing: () => !isHere }
    t.is((await client.fetch(job, AbortSignal.timeout(5000))).kind, 'done')
  }
  t.is(connections, 1)
})

test('a source that sends other bytes is left and the next one gives them', async t => {
  const wrong = await serve(t, (_request, response, { start, end }) => {
    const headers = { 'content-range': `bytes ${start}-${end - 1}/${content.length}`, 'content-length': end - start }
    response.writeHead(206, headers).end(Buffer.alloc(end - start, 66))
  })
  const right = await serve(t, honest)
  const outcome = await fetchFrom(t, [wrong, right])
  t.is(outcome.end?.kind, 'done')
  t.deepEqual(held(outcome), [1, 2])
  t.is(outcome.wasted['bad-pieces'], 65_536)
})

for (const [name, handler] of Object.entries<Handler>({
  'another range': (_request, response) =>
    response.writeHead(206, { 'content-range': `bytes 0-131071/${content.length}` }).end(content.subarray(0, 131_072)),
  'a file of another length': (_request, response, { start, end }) =>
    response.writeHead(206, { 'content-range': `bytes ${start}-${end - 1}/999` }).end(content.subarray(start, end)),
  'a missing file': (_request, response) => response.writeHead(404).end('no such file'),
  'an error of its own': (_request, response) => response.writeHead(500).end(),
  'a broken answer': (_request, response, { start, end }) => {
    const headers = { 'content-range': `bytes ${start}-${end - 1}/${content.length}`, 'content-length': end - start }
    response.writeHead(206, headers)
    response.write(content.subarray(start, start + 1000), () => response.destroy())
  },
  'a redirect loop': (_request, response) => response.writeHead(302, { location: '/file' }).end(),
  'a redirect out of HTTP': (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
}))
  test(`a source with ${name} is left for the next, and alone it fails`, async t => {
    const bad = await serve(t, handler)
    const right = await serve(t, honest)
    const both = await fetchFrom(t, [bad, right])
    t.is(both.end?.kind, 'done')
    t.deepEqual(held(both), [1, 2])
    const alone = await fetchFrom(t, [bad])
    t.is(alone.end?.kind, 'failed')
    t.is(alone.pieces.size, 0)
  })

test('a source that nobody answers at is left for the next', async t => {
  const gone = await serve(t, honest)
  const right = await serve(t, honest)
  const dead = gone.replace(/:\d+/, ':1')
  t.is((await fetchFrom(t, [dead, right])).end?.kind, 'done')
  t.is((await fetchFrom(t, [dead])).end?.kind, 'failed')
})

test('the pieces that came before an answer broke off are kept and not asked for again', async t => {
  const asked: string[] = []
  const breaking = await serve(t, (request, response, { start, end }) => {
    asked.push(request.headers.range!)
    const headers = { 'content-range': `bytes ${start}-${end - 1}/${content.length}`, 'content-length': end - start }
    response.writeHead(206, headers)
    response.write(content.subarray(start, start + 70_000), () => response.destroy())
  })
  const right = await serve(t, (request, response, range) => {
    asked.push(request.headers.range!)
    honest(request, response, range)
  })
  const outcome = await fetchFrom(t, [breaking, right], { first: 0, count: 3 })
  t.is(outcome.end?.kind, 'done')
  t.deepEqual(held(outcome), [0, 1, 2])
  t.is(asked[0], 'bytes=0-196607')
  t.true(asked.slice(1).every(range => !range.startsWith('bytes=0-')))
})

test('a redirect is followed with its range', async t => {
  const right = await serve(t, honest)
  const first = await serve(t, (_request, response) => response.writeHead(307, { location: right }).end())
  t.is((await fetchFrom(t, [first])).end?.kind, 'done')
})

test('Retry-After of the only source is handed on as a time to wait until, and another source is not kept waiting', async t => {
  const busy = await serve(t, (_request, response) => response.writeHead(503, { 'retry-after': '30' }).end())
  const right = await serve(t, honest)
  const before = Date.now()
  const { end } = await fetchFrom(t, [busy])
  t.is(end?.kind, 'wait')
  const { until } = end as { until: number }
  t.true(Math.abs(until - before - 30_000) <= Date.now() - before + 5)
  t.is((await fetchFrom(t, [busy, right])).end?.kind, 'done')
})

test('a name to which a source redirects is judged by where it leads when it is connected to', async t => {
  const right = await serve(t, honest)
  const { port, pathname } = new URL(right)
  const redirect = (name: string) =>
    serve(t, (_request, response) => response.writeHead(302, { location: `http://${name}:${port}${pathname}` }).end())
  const names: Record<string, string> = { 'of-its-kind.test': '127.0.0.1', 'inside.test': '10.255.255.1' }
  const lookup: LookupFunction = (name, _options, callback) => callback(null, [{ address: names[name]!, family: 4 }])
  const client = createOriginClient({ lookup, clock: systemClock, log: silentLog })
  t.is((await fetchFrom(t, [await redirect('of-its-kind.test')], {}, client)).end?.kind, 'done')
  const { end } = await fetchFrom(t, [await redirect('inside.test')], { artifact: 'b'.repeat(64) }, client)
  t.is(end?.kind, 'failed')
  t.regex(
    (end as { found: string }).found,
    /: gone, a redirect to inside\.test, which is the private address 10\.255\.255\.1,/,
  )
})

test('one bad address among those of a name is enough, and no connection is opened', async t => {
  let connections = 0
  const server = createServer((_request, response) => response.end())
  server.on('connection', () => connections++)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const origin = `http://two.test:${(server.address() as AddressInfo).port}`
  const addresses = ['127.0.0.1', '8.8.8.8'].map(address => ({ address, family: 4 }))
  const lookup: LookupFunction = (_name, _options, callback) => callback(null, addresses)
  const connection = new OriginConnection(origin, { redirected: { sourceAddress: '9.9.9.9' }, lookup })
  t.teardown(() => connection.close())
  const asked = connection.get(new URL(origin), { headers: {}, onInfo: () => undefined }, AbortSignal.timeout(20_000))
  await t.throwsAsync(asked, { code: 'redirect-refused' })
  t.is(connections, 0)
})

test('a redirect does not use the connection that a source opened by its name', async t => {
  const sockets = new Set<unknown>()
  const right = await serve(t, (request, response, range) => {
    sockets.add(request.socket)
    honest(request, response, range)
  })
  const redirecting = await serve(t, (_request, response) => response.writeHead(302, { location: right }).end())
  const client = createOriginClient({ clock: systemClock, log: silentLog })
  for (const [source, connections] of [
    [right, 1],
    [redirecting, 2],
    [redirecting, 2],
    [right, 2],
  ] as const) {
    t.is((await fetchFrom(t, [source], {}, client)).end?.kind, 'done')
    t.is(sockets.size, connections)
  }
})

test('an origin that asks for many files to wait is asked for two of them only, and again for all once it serves one', async t => {
  const asked: string[] = []
  let isBusy = true
  const origin = await serve(t, (request, response, range) => {
    asked.push(request.url!)
    if (isBusy) response.writeHead(429, { 'retry-after': '30' }).end()
    else honest(request, response, range)
  })
  const client = createOriginClient({ clock: systemClock, log: silentLog })
  const fetchOne = (name: string) => fetchFrom(t, [`${origin}/${name}`], { artifact: name }, client)
  t.is((await fetchOne('a')).end?.kind, 'wait')
  isBusy = false
  t.is((await fetchOne('b')).end?.kind, 'done')
  isBusy = true
  for (const name of ['c', 'd', 'e', 'f']) t.is((await fetchOne(name)).end?.kind, 'wait')
  t.deepEqual(
    asked,
    ['a', 'b', 'c', 'd'].map(name => `/file/${name}`),
  )
})

test('a source that ignores Range is not read, and said to be fit for whole files only', async t => {
  let sent = 0
  const url = await serve(t, (_request, response) => {
    response.writeHead(200, { 'content-length': content.length })
    response.write(content.subarray(0, 1000), () => {
      sent++
    })
  })
  const outcome = await fetchFrom(t, [url])
  t.deepEqual(outcome.end, { kind: 'no-ranges' })
  t.is(outcome.pieces.size, 0)
  t.true(sent <= 1)
})

test('as a whole, a file comes from a source that ignores Range, and what is here already counts as waste', async t => {
  const url = await serve(t, (_request, response) =>
    response.writeHead(200, { 'content-length': content.length }).end(content),
  )
  const missing = new Set([1, 2, 3])
  const outcome = await fetchFrom(t, [url], {
    whole: true,
    first: 1,
    count: 1,
    isMissing: piece => missing.has(piece),
    onPiece: async piece => missing.delete(piece),
  })
  t.deepEqual(outcome.end, { kind: 'done' })
  t.is(missing.size, 0)
  t.is(outcome.wasted['source-ignored-range'], 65_536)
})

test('a request for the whole of a small file takes a 200', async t => {
  const url = await serve(t, (_request, response) =>
    response.writeHead(200, { 'content-length': content.length }).end(content),
  )
  const outcome = await fetchFrom(t, [url], { first: 0, count: pieceCount(content.length) })
  t.deepEqual(outcome.end, { kind: 'done' })
  t.is(outcome.pieces.size, pieceCount(content.length))
})

test('an abort ends the request at once and hands nothing on', async t => {
  const stop = new AbortController()
  const closed = Promise.withResolvers<void>()
  const url = await serve(t, (_request, response, { start, end }) => {
    const headers = { 'content-range': `bytes ${start}-${end - 1}/${content.length}`, 'content-length': end - start }
    response.writeHead(206, headers)
    response.write(content.subarray(start, start + 10_000), () => stop.abort('lease-conflict'))
    response.on('close', () => closed.resolve())
  })
  const client = createOriginClient({ clock: systemClock, log: silentLog })
  t.teardown(() => client.close())
  const pieces: number[] = []
  await t.throwsAsync(
    client
      .fetch(
        {
          artifact: 'a'.repeat(64),
          sizeBytes: content.length,
          sources: [url],
          first: 0,
          count: 1,
          whole: false,
          isMissing: () => true,
          onPiece: async piece => pieces.push(piece) > 0,
          onWasted: () => undefined,
          onWire: () => undefined,
        },
        stop.signal,
      )
      .catch(error => {
        throw error instanceof Error ? error : new Error(String(error))
      }),
  )
  await closed.promise
  t.deepEqual(pieces, [])
})

test('through a proxy the request has the absolute form and the sockets to the proxy are counted', async t => {
  const seen: string[] = []
  const proxy = await serve(t, (request, response, range) => {
    seen.push(request.url!)
    honest(request, response, range)
  })
  const client = createOriginClient({ proxy: new URL(proxy).origin, clock: systemClock, log: silentLog })
  t.teardown(() => client.close())
  let wire = 0
  const here = new Set<number>()
  const end = await client.fetch(
    {
      artifact: 'a'.repeat(64),
      sizeBytes: content.length,
      sources: ['http://vendor.invalid/pool/file?x=1'],
      first: 0,
      count: 1,
      whole: false,
      isMissing: piece => !here.has(piece),
      onPiece: async piece => here.add(piece).size > 0,
      onWasted: () => undefined,
      onWire: bytes => {
        wire += bytes
      },
    },
    AbortSignal.timeout(5000),
  )
  t.is(end.kind, 'done')
  t.deepEqual(seen, ['http://vendor.invalid/pool/file?x=1'])
  t.true(wire > 65_536)
})
