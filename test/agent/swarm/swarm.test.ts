// Whole swarms over in-memory streams: bytes, hashes, signatures and stores are real, the network and the source are not.

import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Stream } from '@libp2p/interface'
import { streamPair } from '@libp2p/utils'
import test from 'ava'
import { type Announcement, encodeAnnouncement } from '../../../core/announcement.ts'
import { sha256 } from '../../../core/digest.ts'
import { createKeyPair, sign } from '../../../core/ed25519.ts'
import { preAuthEncoding, sealEnvelope } from '../../../core/envelope.ts'
import { exchangeHello, FrameStream } from '../../../core/frames.ts'
import { payloadType } from '../../../core/kinds.ts'
import { nodeIdOf } from '../../../core/node-id.ts'
import { PieceSet, pieceCount } from '../../../core/pieces.ts'
import { protocols } from '../../../core/protocols.ts'
import { PatientClock } from '../../kit/patient-clock.ts'
import {
  fleet,
  MemoryOrigin,
  type Office,
  openOffice,
  pieceOf,
  storeWhole,
  wantedFile,
  whenComplete,
} from '../../kit/swarm-office.ts'

const forever = AbortSignal.timeout(60_000)
const sum = (office: Office, what: 'lanBytes' | 'originBytes' | 'localBytes' | 'seedBytes') =>
  office.nodes.flatMap(({ swarm }) => swarm.traffic()).reduce((total, traffic) => total + traffic[what], 0)

test('an office fetches a file once and passes it on; every byte is counted by its source', async t => {
  const content = randomBytes(3_000_000)
  const wanted = wantedFile(content)
  const origin = new MemoryOrigin(content)
  const time = new PatientClock(Date.now())
  const office = await openOffice(4, { origin, time })
  t.teardown(() => office.close())
  for (const { swarm } of office.nodes) swarm.want([wanted])
  await time.runUntil(Promise.all(office.nodes.map(node => whenComplete(node, wanted.artifact))))
  t.is(origin.bytes, content.length)
  t.is(sum(office, 'originBytes'), content.length)
  t.is(sum(office, 'lanBytes'), 3 * content.length)
  for (const { store, swarm } of office.nodes) {
    t.is(sha256(await readFile(store.path(wanted.artifact))), wanted.artifact)
    t.like(swarm.status().artifacts[0], { status: 'complete', heldBytes: content.length })
  }
  const reasons = office.nodes.flatMap(({ swarm }) => swarm.traffic()).flatMap(traffic => traffic.reasons)
  t.true(reasons.every(({ reason }) => reason === 'first-copy'))
})

test('a node that has the file counts it as local and serves it; an empty file needs nobody', async t => {
  const content = randomBytes(500_000)
  const [wanted, empty] = [wantedFile(content), wantedFile(Buffer.alloc(0))]
  const origin = new MemoryOrigin(content)
  const office = await openOffice(2, { origin })
  t.teardown(() => office.close())
  const [owner, other] = office.nodes
  await storeWhole(owner!, content, wanted)
  for (const { swarm } of office.nodes) swarm.want([wanted, empty])
  await Promise.all([whenComplete(other!, wanted.artifact), whenComplete(other!, empty.artifact)])
  t.is(origin.bytes, 0)
  t.is(sum(office, 'localBytes'), content.length)
  t.is(sum(office, 'lanBytes'), content.length)
})

/** A member that says it has everything and answers requests with what `lie` makes of a piece. */
async function joinLiar(
  office: Office,
  keys: ReturnType<typeof createKeyPair>,
  content: Buffer,
  lie: (bytes: Buffer) => Buffer,
): Promise<void> {
  const node = nodeIdOf(keys.publicKey)
  const network = office.networks.get(node)!
  const hello = { fleet, site: office.site }
  const answer = async (stream: Stream): Promise<void> => {
    const frames = new FrameStream(stream, { maxFrameBytes: 1024, maxBufferedFrames: 64 })
    await exchangeHello(frames, hello, forever)
    for (;;) {
      const { piece } = await frames.receive('PieceRequest', forever)
      const bytes = lie(Buffer.from(pieceOf(content, piece)))
      await frames.send('PieceAnswer', { sizeBytes: bytes.length }, forever)
      await frames.sendRaw(bytes, forever)
    }
  }
  await network.handle(protocols.piece, stream => {
    answer(stream).catch(() => undefined) // until it is cut off
  })
  const all = PieceSet.full(pieceCount(content.length)).toBytes()
  for (const other of office.nodes) {
    const [mine, theirs] = await streamPair({ delay: 0 })
    const frames = new FrameStream(mine, { maxFrameBytes: 1 << 20, maxBufferedFrames: 64 })
    if (node < other.node) other.network.handlers.get(protocols.swarm)!(theirs, node)
    await exchangeHello(frames, hello, forever)
    const have = { artifact: Buffer.from(sha256(content), 'hex'), bitfield: all }
    void (async () => {
      for (;;) {
        const { ask } = await frames.receive('SwarmMessage', forever)
        if (ask) await frames.send('SwarmMessage', { have }, forever)
      }
    })().catch(() => undefined) // until the swarm closes
  }
}

/** A key whose node id is smaller than every other's, so that the test opens the streams. */
function smallestKey(): ReturnType<typeof createKeyPair> {
  const keys = Array.from({ length: 60 }, (_, index) => createKeyPair(Buffer.alloc(32, index + 100)))
  return keys.sort((a, b) => (nodeIdOf(a.publicKey) < nodeIdOf(b.publicKey) ? -1 : 1))[0]!
}

test('a piece that fails its hash is asked from another, its sender is named, and no bad byte is kept', async t => {
  const content = randomBytes(1_000_000)
  const wanted = wantedFile(content)
  const liarKeys = smallestKey()
  const office = await openOffice(2, { origin: new MemoryOrigin(content), extra: [liarKeys] })
  t.teardown(() => office.close())
  const [one, two] = office.nodes
  for (const { swarm } of office.nodes) swarm.want([wanted])
  await joinLiar(office, liarKeys, content, bytes => {
    bytes[0] = bytes[0]! ^ 1
    return bytes
  })
  await Promise.all([whenComplete(one!, wanted.artifact), whenComplete(two!, wanted.artifact)])
  for (const { store } of office.nodes) t.is(sha256(await readFile(store.path(wanted.artifact))), wanted.artifact)
  const liar = nodeIdOf(liarKeys.publicKey)
  const accused = office.nodes.map(({ swarm }) => swarm.peers().find(peer => peer.node === liar))
  t.true(accused.some(peer => (peer?.badPieces ?? 0) > 0 && ['suspended', 'banned'].includes(peer!.heldBack)))
  t.true(accused.every(peer => (peer?.badPieces ?? 0) <= 1))
})

test('a peer that announces another length than the piece has is cut off, and the file comes all the same', async t => {
  const content = randomBytes(400_000)
  const wanted = wantedFile(content)
  const liarKeys = smallestKey()
  const office = await openOffice(1, { origin: new MemoryOrigin(content), extra: [liarKeys] })
  t.teardown(() => office.close())
  office.nodes[0]!.swarm.want([wanted])
  await joinLiar(office, liarKeys, content, bytes => bytes.subarray(1))
  await whenComplete(office.nodes[0]!, wanted.artifact)
  t.is(sum(office, 'lanBytes'), 0)
})

test('a neighbour of another fleet or site is refused at hello', async t => {
  const strangerKeys = smallestKey()
  const office = await openOffice(1, { origin: new MemoryOrigin(), extra: [strangerKeys] })
  t.teardown(() => office.close())
  const stranger = nodeIdOf(strangerKeys.publicKey)
  for (const hello of [
    { fleet: '00'.repeat(32), site: office.site },
    { fleet, site: 'elsewhere' },
  ])
    for (const protocol of [protocols.swarm, protocols.piece]) {
      const [mine, theirs] = await streamPair({ delay: 0 })
      const closed = new Promise(resolve => mine.addEventListener('close', resolve))
      office.nodes[0]!.network.handlers.get(protocol)!(theirs, stranger)
      const frames = new FrameStream(mine, { maxFrameBytes: 1024, maxBufferedFrames: 4 })
      await exchangeHello(frames, hello, forever).catch(() => undefined)
      await closed
    }
  t.is(office.nodes[0]!.swarm.status().neighbours, 0)
})

test('a piece list that lies is refused as a whole, and a right one then succeeds', async t => {
  const content = randomBytes(200_000)
  const right = wantedFile(content)
  const other = randomBytes(200_000)
  const lying = { ...wantedFile(other), artifact: right.artifact }
  const origin = new MemoryOrigin(content)
  origin.files.set(right.artifact, other)
  const office = await openOffice(1, { origin })
  t.teardown(() => office.close())
  const { swarm, store } = office.nodes[0]!
  swarm.want([lying])
  while (swarm.status().artifacts[0]?.status !== 'wrong-piece-list') await new Promise(setImmediate)
  t.false(store.has(right.artifact))
  origin.files.set(right.artifact, content)
  swarm.want([right])
  await whenComplete(office.nodes[0]!, right.artifact)
  t.true(store.has(right.artifact))
})

test('announcements that are forged, foreign or repeated are not believed', async t => {
  const keys = smallestKey()
  const office = await openOffice(1, { origin: new MemoryOrigin(), extra: [keys] })
  t.teardown(() => office.close())
  const node = nodeIdOf(keys.publicKey)
  const [{ swarm, network }] = office.nodes as [Office['nodes'][0]]
  const [mine, theirs] = await streamPair({ delay: 0 })
  network.handlers.get(protocols.swarm)!(theirs, node)
  const frames = new FrameStream(mine, { maxFrameBytes: 1 << 20, maxBufferedFrames: 64 })
  await exchangeHello(frames, { fleet, site: office.site }, forever)
  const say = (more: Partial<Announcement>, signer = keys): Uint8Array => {
    const base = { fleet, site: office.site, node, boot: 5, sequence: 1, until: 0, leases: [], holdings: [] }
    const body = { ...base, doing: 'idle', class: 'wired', ...more } as Announcement
    const payload = encodeAnnouncement(body)
    const sig = sign(signer.secretKey, preAuthEncoding(payloadType('announcement'), payload))
    return sealEnvelope('announcement', payload, [{ keyId: node, sig }])
  }
  const refused = [
    say({ doing: 'budget', sequence: 10 }, createKeyPair(Buffer.alloc(32, 99))),
    say({ doing: 'budget', sequence: 11, site: 'elsewhere' }),
    say({ doing: 'budget', sequence: 12, fleet: '00'.repeat(32) }),
    say({ doing: 'budget', sequence: 13, node: office.nodes[0]!.node }),
  ]
  const accepted = say({ doing: 'yielding', sequence: 3 })
  for (const announcement of [...refused, accepted, say({ doing: 'budget', sequence: 2 })])
    await frames.send('SwarmMessage', { announcement }, forever)
  const last = say({ doing: 'fetching', sequence: 4 })
  const doing = () => swarm.peers().find(peer => peer.node === node)?.doing
  const seen = new Set<string | undefined>()
  await frames.send('SwarmMessage', { announcement: last }, forever)
  while (doing() !== 'fetching') {
    seen.add(doing())
    await new Promise(setImmediate)
  }
  t.false(seen.has('budget'))
})

test('a neighbour that asks is sent what this node said last, once more', async t => {
  const keys = smallestKey()
  const office = await openOffice(1, { origin: new MemoryOrigin(), extra: [keys] })
  t.teardown(() => office.close())
  const [{ swarm, network }] = office.nodes as [Office['nodes'][0]]
  const [mine, theirs] = await streamPair({ delay: 0 })
  network.handlers.get(protocols.swarm)!(theirs, nodeIdOf(keys.publicKey))
  const frames = new FrameStream(mine, { maxFrameBytes: 1 << 20, maxBufferedFrames: 64 })
  await exchangeHello(frames, { fleet, site: office.site }, forever)
  const wanted = wantedFile(randomBytes(200_000))
  swarm.want([wanted])
  const heard = async () => {
    for (;;) {
      const { announcement } = (await frames.receive('SwarmMessage', forever)) as { announcement?: Uint8Array }
      if (announcement !== undefined) return Buffer.from(announcement).toString('hex')
    }
  }
  const before = new Set([await heard()])
  await frames.send('SwarmMessage', { ask: { artifacts: [Buffer.from(wanted.artifact, 'hex')] } }, forever)
  for (let said = await heard(); !before.has(said); said = await heard()) before.add(said)
  t.true(before.size <= 3, `${before.size}`)
})

test('a complete file that was discarded is fetched again when it is wanted again', async t => {
  const content = randomBytes(200_000)
  const wanted = wantedFile(content)
  const origin = new MemoryOrigin(content)
  const office = await openOffice(1, { origin })
  t.teardown(() => office.close())
  const [only] = office.nodes
  only!.swarm.want([wanted])
  await whenComplete(only!, wanted.artifact)
  await only!.store.discard(wanted.artifact)
  only!.swarm.want([wanted])
  t.not(only!.swarm.status().artifacts[0]!.status, 'complete')
  await whenComplete(only!, wanted.artifact)
  t.is(origin.bytes, 2 * content.length)
})

test('a node has one piece stream at a time, so that it cannot hold every upload slot', async t => {
  const keys = smallestKey()
  const office = await openOffice(1, { origin: new MemoryOrigin(), extra: [keys] })
  t.teardown(() => office.close())
  const serve = office.nodes[0]!.network.handlers.get(protocols.piece)!
  const open = async () => {
    const [mine, theirs] = await streamPair({ delay: 0 })
    const closed = new Promise(resolve => mine.addEventListener('close', resolve))
    serve(theirs, nodeIdOf(keys.publicKey))
    const frames = new FrameStream(mine, { maxFrameBytes: 1024, maxBufferedFrames: 4 })
    await exchangeHello(frames, { fleet, site: office.site }, forever)
    return { frames, closed }
  }
  const first = await open()
  const second = await open()
  await first.closed
  await second.frames.send('PieceRequest', { artifact: Buffer.alloc(32), piece: 0 }, forever)
  t.is((await second.frames.receive('PieceAnswer', forever)).refused, 'not-held')
})
