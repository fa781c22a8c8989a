// What a fault of a source means for other files and sources: the real client, real HTTP on loopback.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test from 'ava'
import { createOriginClient, type GivenUp, type RequestPace, unpaced } from '../../../agent/swarm/origin-client.ts'
import type { OriginsOut } from '../../../agent/swarm/origin-troubles.ts'
import { systemClock } from '../../../core/clock.ts'
import { limits } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import { manualClock } from '../../kit/manual-clock.ts'
import { fetchFrom, honest, serve } from '../../kit/range-origin.ts'

test('an origin that cannot be connected to is tried once, then every file there fails at once or comes from another', async t => {
  let connections = 0
  const plain = createServer()
  plain.on('connection', () => connections++)
  await new Promise<void>(resolve => plain.listen(0, '127.0.0.1', resolve))
  t.teardown(() => plain.close())
  const secured = `https://127.0.0.1:${(plain.address() as AddressInfo).port}` // no TLS is spoken there
  const right = await serve(t, honest)
  const client = createOriginClient({ clock: systemClock, log: silentLog })
  const outs: OriginsOut[] = []
  const onOrigins = (out: OriginsOut) => outs.push(out)
  const fetchOne = (name: string, more: string[] = []) =>
    fetchFrom(t, [`${secured}/${name}`, ...more], { artifact: name, onOrigins }, client)
  const first = (await fetchOne('a')).end
  t.is(first?.kind, 'failed')
  const { end } = await fetchOne('b')
  t.is(end?.kind, 'failed')
  t.regex((end as { found: string }).found, /127\.0\.0\.1:\d+: unreachable, /)
  t.is((await fetchOne('c', [right])).end?.kind, 'done')
  t.is(connections, 1)
  t.deepEqual([...outs[0]!.keys()], [secured])
})

test('two files that fail at an origin keep the next from being asked for, one that comes lets all be asked for again', async t => {
  const asked: string[] = []
  let isBroken = true
  const origin = await serve(t, (request, response, range) => {
    asked.push(request.url!.slice(-1))
    if (isBroken) response.writeHead(502).end()
    else honest(request, response, range)
  })
  const clock = manualClock(1_800_000_000_000)
  const client = createOriginClient({ clock, log: silentLog })
  const outs: OriginsOut[] = []
  const onOrigins = (out: OriginsOut) => outs.push(out)
  const fetchOne = (name: string) => fetchFrom(t, [`${origin}/${name}`], { artifact: name, onOrigins }, client)
  for (const name of ['a', 'b', 'c']) t.is((await fetchOne(name)).end?.kind, 'failed')
  t.deepEqual(asked, ['a', 'b'])
  t.deepEqual(
    outs.map(({ size }) => size),
    [1],
  )
  isBroken = false
  await clock.advance(4000)
  t.is((await fetchOne('c')).end?.kind, 'done', 'before those that failed are asked for again')
  t.deepEqual(
    outs.map(({ size }) => size),
    [1, 0],
  )
  t.is((await fetchOne('d')).end?.kind, 'done')
})

test('where a redirect leads is blamed on the file alone', async t => {
  const right = await serve(t, honest)
  const source = await serve(t, (request, response, range) => {
    if (request.url!.endsWith('well')) honest(request, response, range)
    else response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
  })
  const client = createOriginClient({ clock: systemClock, log: silentLog })
  t.is((await fetchFrom(t, [`${source}/a`], { artifact: 'a' }, client)).end?.kind, 'failed')
  t.is((await fetchFrom(t, [`${source}/well`], { artifact: 'b' }, client)).end?.kind, 'done')
  t.is((await fetchFrom(t, [right], { artifact: 'c' }, client)).end?.kind, 'done')
})

test('a request that is given up because nothing comes counts against the source that was silent, and the next is asked', async t => {
  let asked = Promise.withResolvers<void>()
  const silent = await serve(t, () => asked.resolve())
  const right = await serve(t, honest)
  const client = createOriginClient({ clock: systemClock, log: silentLog })
  for (const isSilent of [false, true]) {
    asked = Promise.withResolvers()
    const stop = new AbortController()
    const job = fetchFrom(t, [silent, right], {}, client, stop.signal)
    await asked.promise
    stop.abort({ reason: 'request-failed', isSilent } satisfies GivenUp)
    const { end, error } = await job
    t.is(end, undefined)
    t.truthy(error)
  }
  asked = Promise.withResolvers()
  t.is((await fetchFrom(t, [silent, right], {}, client)).end?.kind, 'done')
  t.is(await Promise.race([asked.promise, 'not asked']), 'not asked')
})

test('a clock that is set back keeps no source out for as long', async t => {
  let isBroken = true
  const url = await serve(t, (request, response, range) => {
    if (isBroken) response.writeHead(500).end()
    else honest(request, response, range)
  })
  const clock = manualClock(1_800_000_000_000)
  const client = createOriginClient({ clock, log: silentLog })
  t.is((await fetchFrom(t, [url], {}, client)).end?.kind, 'failed')
  isBroken = false
  clock.shift(-86_400_000)
  await clock.advance(6000)
  t.is((await fetchFrom(t, [url], {}, client)).end?.kind, 'done')
})

for (const [what, sends, found] of [
  ['a flood of informational answers', 100, /silent, 9 informational answers and no other/],
  ['one informational answer and no other', 1, /silent, no answer in 20000 ms/],
] as [string, number, RegExp][])
  test(`a source that sends ${what} holds no request for longer`, async t => {
    const clock = manualClock(1_800_000_000_000)
    const url = await serve(t, (_request, response) => {
      for (let sent = 0; sent < sends; sent++) response.writeEarlyHints({ link: '</x>; rel=preload' })
      if (sends === 1) setImmediate(() => void clock.advance(limits.sourceHeadMs))
    })
    const { end } = await fetchFrom(t, [url], {}, createOriginClient({ clock, log: silentLog }))
    t.is(end?.kind, 'failed')
    t.regex((end as { found: string }).found, found)
  })

test('a request that was given up before its turn came is no fault of the source', async t => {
  const right = await serve(t, honest)
  const stop = new AbortController()
  const waits = Promise.withResolvers<void>()
  let isFirst = true
  const pace: RequestPace = {
    turn: async (wanted, signal) => {
      if (!isFirst) return unpaced(wanted)
      isFirst = false
      waits.resolve()
      await new Promise(resolve => signal.addEventListener('abort', resolve))
      return unpaced(wanted)
    },
    received: async () => undefined,
  }
  const client = createOriginClient({ clock: systemClock, log: silentLog, pace })
  const job = fetchFrom(t, [right], {}, client, stop.signal)
  await waits.promise
  stop.abort({ reason: 'request-failed', isSilent: true } satisfies GivenUp)
  t.is((await job).end, undefined)
  t.is((await fetchFrom(t, [right], {}, client)).end?.kind, 'done')
})
