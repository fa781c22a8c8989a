// Sources, archives and neighbours that send a byte now and then: too much for a time-out on silence, nothing for a patch. Real HTTP on
// loopback with short limits in place of the product's; a neighbour on a clock that the test moves.

import { randomBytes } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { createOriginClient, type GivenUp, type OriginJob } from '../../agent/swarm/origin-client.ts'
import { HttpClient } from '../../coordinator/feed/http-client.ts'
import { systemClock } from '../../core/clock.ts'
import { createKeyPair } from '../../core/ed25519.ts'
import { limits, SECOND_MS } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { pieceRange } from '../../core/pieces.ts'
import { hostileKeys, joinHostile } from '../kit/hostile-member.ts'
import { manualClock } from '../kit/manual-clock.ts'
import { MemoryOrigin, openOffice, wantedFile } from '../kit/swarm-office.ts'

const content = randomBytes(200_000)
const leastRate = { bytes: 4000, ms: 400 }
/** Twice as often as a time-out on silence of these tests would notice. */
const byteEveryMs = 50

/** Sends the headers asked for, then a byte now and then, until the client hangs up. */
function trickle(response: ServerResponse, status: number, headers: Record<string, string | number>): void {
  response.writeHead(status, headers)
  response.flushHeaders()
  const timer = setInterval(() => response.write('x'), byteEveryMs)
  response.on('close', () => clearInterval(timer))
}

async function listen(t: ExecutionContext, server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`
}

interface Source {
  url: string
  requests: number
}

async function source(t: ExecutionContext, isSlow: boolean): Promise<Source> {
  const made: Source = { url: '', requests: 0 }
  const server = createServer((request, response) => {
    made.requests++
    const [, start = 0, end = 0] = (/^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []).map(Number)
    const part = content.subarray(start, end + 1)
    const headers = { 'content-range': `bytes ${start}-${end}/${content.length}`, 'content-length': part.length }
    if (isSlow) trickle(response, 206, headers)
    else response.writeHead(206, headers).end(part)
  })
  made.url = await listen(t, server)
  return made
}

function jobOf(sources: string[], artifact: string, first = 0): OriginJob & { came: Set<number> } {
  const came = new Set<number>()
  return {
    came,
    artifact,
    sizeBytes: content.length,
    sources,
    first,
    count: 1,
    whole: false,
    isMissing: piece => !came.has(piece),
    async onPiece(piece, bytes) {
      const { start, end } = pieceRange(content.length, piece)
      if (!content.subarray(start, end).equals(bytes)) return false
      came.add(piece)
      return true
    },
    onWasted: () => undefined,
    onWire: () => undefined,
  }
}

function openClient(t: ExecutionContext, rate = leastRate) {
  const client = createOriginClient({ clock: systemClock, log: silentLog, leastRate: rate })
  t.teardown(() => client.close())
  return client
}

test('a source that sends a byte now and then is left for the next, and comes last for every other file', async t => {
  const [slow, good] = [await source(t, true), await source(t, false)]
  const client = openClient(t)
  const startedAt = Date.now()
  const one = jobOf([slow.url, good.url], 'a'.repeat(64))
  t.deepEqual(await client.fetch(one, AbortSignal.timeout(60 * SECOND_MS)), { kind: 'done' })
  t.true(Date.now() - startedAt < leastRate.ms + 20 * SECOND_MS)
  t.deepEqual([...one.came], [0])
  for (const artifact of ['b', 'c', 'd']) {
    const other = jobOf([slow.url, good.url], artifact.repeat(64))
    t.deepEqual(await client.fetch(other, AbortSignal.timeout(60 * SECOND_MS)), { kind: 'done' })
  }
  t.is(slow.requests, 1)
})

test('a slow source that the swarm gave up first is not the first to be asked again', async t => {
  const [slow, good] = [await source(t, true), await source(t, false)]
  const client = openClient(t, { bytes: 4000, ms: 3000 })
  const impatient = new AbortController()
  const isSilent: GivenUp = { reason: 'request-failed', isSilent: true }
  systemClock.after(1500, () => impatient.abort(isSilent))
  await t.throwsAsync(client.fetch(jobOf([slow.url, good.url], 'a'.repeat(64)), impatient.signal), { any: true })
  const again = jobOf([slow.url, good.url], 'a'.repeat(64))
  t.deepEqual(await client.fetch(again, AbortSignal.timeout(60 * SECOND_MS)), { kind: 'done' })
  t.is(slow.requests, 1)
})

test('the only source is given up within a span, however it trickles', async t => {
  const slow = await source(t, true)
  const startedAt = Date.now()
  const end = await openClient(t).fetch(jobOf([slow.url], 'a'.repeat(64)), AbortSignal.timeout(60 * SECOND_MS))
  t.like(end, { kind: 'failed' })
  t.true(Date.now() - startedAt < leastRate.ms + 20 * SECOND_MS)
})

test('an archive that sends a byte now and then is given up, whatever length it names', async t => {
  const lengths: Record<string, number>[] = [{ 'content-length': 1_000_000 }, {}]
  for (const headers of lengths) {
    const server = createServer((_request, response) => trickle(response, 200, headers))
    const url = await listen(t, server)
    const client = new HttpClient()
    t.teardown(() => client.close())
    const startedAt = Date.now()
    await t.throwsAsync(client.getBytes({ url, maxBytes: 2_000_000, leastRate }), { code: 'timed-out' })
    t.true(Date.now() - startedAt < leastRate.ms + 20 * SECOND_MS)
  }
})

test('headers that never end are given up: by the archive’s client and by the source’s', async t => {
  const server = createTcpServer(socket => {
    socket.on('error', () => undefined) // the client hangs up
    socket.write('HTTP/1.1 200 OK\r\nx: ')
    const timer = setInterval(() => socket.write('x'), byteEveryMs)
    socket.on('close', () => clearInterval(timer))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`
  const client = new HttpClient()
  t.teardown(() => client.close())
  await t.throwsAsync(client.getBytes({ url, maxBytes: 1000, idleMs: 300 }), { code: 'timed-out' })
  if (process.env.PATCHMESH_LONG !== '1') return
  const startedAt = Date.now()
  t.deepEqual(await openClient(t).fetch(jobOf([url], 'a'.repeat(64)), AbortSignal.timeout(60 * SECOND_MS)), {
    kind: 'failed',
  })
  t.true(Date.now() - startedAt < 2 * limits.sourceConnectMs + 5 * SECOND_MS)
})

test('a neighbour that sends a byte a second is given up within 12 s, and the file comes from outside', async t => {
  const clock = manualClock(1_800_000_000_000)
  const [keys = createKeyPair()] = hostileKeys(1)
  const office = await openOffice(1, {
    origin: new MemoryOrigin(content),
    extra: [keys],
    adjust: options => {
      options.clock = clock
    },
  })
  t.teardown(() => office.close())
  let askedAt: number | undefined
  let givenUpAt: number | undefined
  const liar = await joinHostile(office, keys, {
    content,
    async lie(frames, _piece, right) {
      askedAt ??= clock.monotonic()
      frames.stream.addEventListener('close', () => {
        givenUpAt ??= clock.monotonic()
      })
      await frames.send('PieceAnswer', { sizeBytes: right.length }, office.ended)
      frames.stream.send(new Uint8Array([0x80, 0x80, 0x04])) // the length of 64 KiB
      const byte = (): void => {
        if (frames.stream.status === 'open') frames.stream.send(right.subarray(0, 1))
        if (!office.ended.aborted) clock.after(SECOND_MS, byte)
      }
      byte()
      await new Promise(() => undefined)
    },
  })
  const [only] = office.nodes
  const wanted = wantedFile(content)
  only!.swarm.want([wanted])
  // The store writes real files: between the spans that count, the clock goes slowly, so that they keep up.
  while (askedAt === undefined && !only!.store.has(wanted.artifact)) await clock.advance(10)
  while (givenUpAt === undefined && clock.monotonic() < 60 * SECOND_MS) await clock.advance(SECOND_MS / 4)
  t.true(liar.asked() > 0)
  t.true(givenUpAt! - askedAt! <= limits.pieceMs + 2 * SECOND_MS, `${givenUpAt! - askedAt!} ms`)
  while (!only!.store.has(wanted.artifact)) await clock.advance(10)
})
