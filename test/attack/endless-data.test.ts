// Data that never ends, or is longer than it was said to be: of sources, archives, and members on each protocol. Refused after a bounded
// number of bytes, with the product's own limits.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { createOriginClient } from '../../agent/swarm/origin-client.ts'
import { HttpClient } from '../../coordinator/feed/http-client.ts'
import { systemClock } from '../../core/clock.ts'
import { limits, MIB, SECOND_MS } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { pullSync, type SyncSource, serveSync, syncFrameLimits, syncServerFrames } from '../../core/sync-exchange.ts'
import { framePair } from '../kit/frame-pair.ts'

const chunk = Buffer.alloc(64 * 1024, 7)

/** Answers every request with bytes that never end; counts what left. */
async function endless(t: ExecutionContext, status: number, headers: (range: string) => Record<string, string>) {
  const sent = { bytes: 0 }
  const server = createServer((request, response) => {
    response.writeHead(status, headers(request.headers.range ?? ''))
    const more = () => {
      while (!response.destroyed && response.write(chunk)) sent.bytes += chunk.length
    }
    response.on('drain', more)
    more()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { sent, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/file` }
}

test('a file of a feed that never ends is left at its cap', async t => {
  const { sent, url } = await endless(t, 200, () => ({}))
  const client = new HttpClient()
  t.teardown(() => client.close())
  await t.throwsAsync(client.getBytes({ url, maxBytes: limits.inReleaseBytes }), { code: 'limit-exceeded' })
  t.true(sent.bytes < limits.inReleaseBytes + 32 * MIB, `${sent.bytes} bytes left the server`)
})

test('a range of a source that never ends is left at the end of what was asked', async t => {
  const sizeBytes = 200_000
  const { sent, url } = await endless(t, 206, range => {
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range)!
    return { 'content-range': `bytes ${start}-${end}/${sizeBytes}` }
  })
  const client = createOriginClient({ clock: systemClock, log: silentLog })
  t.teardown(() => client.close())
  let kept = 0
  const job = { artifact: 'a'.repeat(64), sizeBytes, sources: [url], first: 0, count: 1, whole: false }
  const end = await client.fetch(
    {
      ...job,
      isMissing: () => kept === 0,
      async onPiece(_, bytes) {
        kept += bytes.length
        return true
      },
      onWasted: () => undefined,
      onWire: () => undefined,
    },
    AbortSignal.timeout(20 * SECOND_MS),
  )
  t.true(end.kind === 'done' || end.kind === 'failed')
  t.true(kept <= limits.pieceBytesMin)
  t.true(sent.bytes < 32 * MIB, `${sent.bytes} bytes left the server`)
})

const nothing: SyncSource = {
  fleet: 'f'.repeat(64),
  site: 'office',
  heads: () => [],
  envelope: async () => undefined,
  peers: () => [],
}

test('a frame that claims to be endless, and one that never ends, break an exchange off on either side', async t => {
  const signal = AbortSignal.timeout(20 * SECOND_MS)
  const hostile = [Buffer.from([0xff, 0xff, 0xff, 0xff, 0x7f]), Buffer.alloc(20, 0xff)]
  for (const bytes of hostile) {
    const [client, liar] = await framePair(syncFrameLimits)
    liar.stream.send(bytes)
    await t.throwsAsync(pullSync(client, nothing, { wants: () => [], deliver: async () => undefined }, signal))
    const [server, other] = await framePair(syncServerFrames)
    other.stream.send(bytes)
    await t.throwsAsync(serveSync(server, nothing, signal))
  }
  const [server, other] = await framePair(syncServerFrames)
  const serving = t.throwsAsync(serveSync(server, nothing, signal))
  let sent = 0
  other.stream.send(Buffer.from([0xff, 0xff, 0x0f])) // under the cap: 262,143 bytes
  for (; other.stream.status === 'open' && sent < 64 * MIB; sent += chunk.length) {
    other.stream.send(chunk)
    await new Promise(setImmediate)
  }
  await serving
  t.true(sent <= 4 * MIB, `${sent} bytes were taken`)
  t.false(signal.aborted)
})

test('objects beyond those that were asked for end the exchange', async t => {
  const signal = AbortSignal.timeout(20 * SECOND_MS)
  const [client, liar] = await framePair(syncFrameLimits)
  const digest = 'ab'.repeat(32)
  const head = { kind: 'policy' as const, name: '', epoch: 0, version: 1, digest }
  let delivered = 0
  const sink = {
    wants: () => [head],
    deliver: async (envelopes: Uint8Array[]) => {
      delivered += envelopes.length
    },
  }
  const pulling = t.throwsAsync(pullSync(client, nothing, sink, signal), { code: 'bad-message' })
  const lie = async () => {
    await liar.send('Hello', { spec: 1, fleet: Buffer.from(nothing.fleet, 'hex'), site: 'office' }, signal)
    await liar.send('SyncOffer', { summary: Buffer.alloc(32, 1) }, signal)
    await liar.send('SyncHeads', { heads: [] }, signal)
    for (;;) await liar.send('SyncObjects', { envelopes: [Buffer.alloc(10), Buffer.alloc(10)] }, signal)
  }
  lie().catch(() => undefined) // until it is broken off
  await pulling
  client.abort(new Error('over'))
  t.is(delivered, 0)
})
