// Data that never ends, or is longer than it was said to be: of sources, archives, and members on each protocol. Refused after a bounded
// number of bytes, with the product's own limits.

import { readdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Stream } from '@libp2p/interface'
import test, { type ExecutionContext } from 'ava'
import { join as joinFleet } from '../../agent/join.ts'
import { openNetwork } from '../../agent/network.ts'
import { createOriginClient } from '../../agent/swarm/origin-client.ts'
import { fetchChangelog } from '../../coordinator/feed/apt/fetch-changelog.ts'
import { syncApt } from '../../coordinator/feed/apt/sync-apt.ts'
import { HttpClient } from '../../coordinator/feed/http-client.ts'
import { systemClock } from '../../core/clock.ts'
import { encodeJoinToken } from '../../core/join-token.ts'
import { limits, MIB, SECOND_MS } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { protocols } from '../../core/protocols.ts'
import { seededRandom } from '../../core/random.ts'
import { pullSync, type SyncSource, serveSync, syncFrameLimits, syncServerFrames } from '../../core/sync-exchange.ts'
import {
  archiveNow,
  changelogText,
  FileServer,
  makeArchiveKey,
  makeDeb,
  publish,
  releaseText,
  signRelease,
} from '../kit/apt-archive.ts'
import { makeFleet } from '../kit/fleet.ts'
import { framePair } from '../kit/frame-pair.ts'
import { isLong } from '../kit/long.ts'
import { temporaryFolder } from '../kit/patch-folder.ts'
import { varintBytes } from '../kit/wire.ts'

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

const joinAnswers: Record<string, (stream: Stream) => void> = {
  'a length beyond the bound': stream => void stream.send(varintBytes(BigInt(limits.joinAnswerBytes + 1))),
  'a length that never ends': stream => void stream.send(Buffer.alloc(20, 0xff)),
  'more bytes than it says': stream => {
    stream.send(varintBytes(100n))
    const more = () => {
      while (stream.status === 'open' && stream.send(chunk));
    }
    stream.addEventListener('drain', more)
    more()
  },
}

for (const [what, answer] of Object.entries(joinAnswers))
  test(`a coordinator that answers a join with ${what} is asked once, and nothing of it stays`, async t => {
    const fleet = await makeFleet()
    const folder = await temporaryFolder(t)
    const { secretKey } = fleet.coordinator
    const everyone = () => true
    const listen = ['/ip4/127.0.0.1/tcp/0']
    const coordinator = await openNetwork({ secretKey, listen, admits: everyone, isMember: everyone, log: silentLog })
    t.teardown(() => coordinator.close())
    let asked = 0
    const count = (stream: Stream) => {
      asked++
      answer(stream)
    }
    await coordinator.handle(protocols.join, count, { maxInboundStreams: 4 })
    const token = encodeJoinToken({
      fleet: fleet.id,
      coordinator: coordinator.node,
      addresses: coordinator.addresses(),
      rootVersion: 1,
      rootDigest: fleet.root.digest,
      secret: Buffer.alloc(32, 3),
    })
    const random = seededRandom(1)
    const options = { token, stateFolder: join(folder, 'state'), seed: false, clock: systemClock, random }
    await t.throwsAsync(joinFleet({ ...options, log: silentLog }), { code: 'bad-message' })
    t.is(asked, 1)
    t.deepEqual((await readdir(options.stateFolder)).sort(), ['node.key', 'node.key.copy'])
  })

async function openFeed(t: ExecutionContext) {
  const server = await new FileServer().start()
  const client = new HttpClient()
  t.teardown(async () => {
    await client.close()
    await server.stop()
  })
  const key = await makeArchiveKey()
  const deb = await makeDeb({ 'usr/share/doc/x/changelog.Debian': changelogText([['2', 'a fix']], 'x') })
  await publish(server, { key, packages: [{ package: 'x', version: '2', deb }] })
  const place = { suite: 'bookworm-security', component: 'main', architecture: 'amd64' }
  const source = { url: `${server.url}/debian`, ...place, keyring: key.keyring }
  const sync = () => syncApt({ source, now: archiveNow, fetch: client.getBytes })
  const sent = { bytes: 0 }
  /** In the place of a file of the archive; what says its size is cut off before its first byte. */
  const spoil = (path: string, sizeBytes?: number) =>
    server.answers.set(path, (_, response) => {
      response.writeHead(200, sizeBytes === undefined ? {} : { 'content-length': sizeBytes })
      const more = () => {
        while (!response.destroyed && response.write(chunk)) sent.bytes += chunk.length
      }
      response.on('drain', more)
      more()
    })
  return { server, client, key, deb, source, sync, sent, spoil }
}

test('an index that never ends, or is said to be endless, is left at the size that the vendor signed', async t => {
  const { sync, spoil, sent } = await openFeed(t)
  const path = '/debian/dists/bookworm-security/main/binary-amd64/Packages.gz'
  spoil(path)
  await t.throwsAsync(sync(), { code: 'limit-exceeded' })
  t.true(sent.bytes < 32 * MIB, `${sent.bytes} bytes left the server`)
  spoil(path, 2 ** 50)
  await t.throwsAsync(sync(), { code: 'limit-exceeded' })
  t.true(sent.bytes < 64 * MIB, `${sent.bytes} bytes left the server`)
})

test('a gzip bomb of an index is left at the size that the vendor signed, or at our own', async t => {
  const { server, key, sync } = await openFeed(t)
  const suite = '/debian/dists/bookworm-security'
  const index = 'main/binary-amd64/Packages'
  const offer = async (bomb: Uint8Array, plain?: Uint8Array) => {
    const files = new Map([[`${index}.gz`, bomb]])
    if (plain) files.set(index, plain)
    server.files.set(`${suite}/${index}.gz`, bomb)
    server.files.set(`${suite}/InRelease`, await signRelease(releaseText({ files }), key))
    await t.throwsAsync(sync(), { code: 'limit-exceeded' })
  }
  await offer(gzipSync(Buffer.alloc(8 * MIB)), Buffer.alloc(1000))
  if (isLong) await offer(gzipSync(Buffer.alloc(limits.indexBytes + 1)))
})

test('a .deb that never ends is left at the size that its stanza says', async t => {
  const { sync, spoil, sent, source, client } = await openFeed(t)
  const found = await sync()
  if (!found.changed) return t.fail()
  const [patch] = found.patches
  const input = { patch: patch!, source, fetch: client.getBytes }
  t.is((await fetchChangelog(input))?.entries.length, 1)
  const path = `/debian/${patch!.artifacts[0]!.poolPath}`
  spoil(path)
  await t.throwsAsync(fetchChangelog(input), { code: 'limit-exceeded' })
  t.true(sent.bytes < 32 * MIB, `${sent.bytes} bytes left the server`)
  spoil(path, 2 ** 50)
  await t.throwsAsync(fetchChangelog(input), { code: 'limit-exceeded' })
  t.true(sent.bytes < 64 * MIB, `${sent.bytes} bytes left the server`)
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
