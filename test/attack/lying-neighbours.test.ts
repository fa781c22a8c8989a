// Nine of ten neighbours answer the synchronisation with junk, each in its own way, and keep nudging; the tenth is honest. The real Sync
// over joined streams with real trust, on a clock that the test moves.

import { stat } from 'node:fs/promises'
import type { Stream } from '@libp2p/interface'
import { streamPair } from '@libp2p/utils'
import test, { type ExecutionContext } from 'ava'
import { Sync, type SyncOptions } from '../../agent/sync/sync.ts'
import { exchangeHello, FrameStream } from '../../core/frames.ts'
import { encodeHead, type Head } from '../../core/header.ts'
import { limits, MIB, SECOND_MS } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { protocols } from '../../core/protocols.ts'
import { seededRandom } from '../../core/random.ts'
import { type SyncSource, serveSync, syncFrameLimits, syncServerFrames } from '../../core/sync-exchange.ts'
import type { Encodable } from '../../proto/codec.ts'
import { type Fleet, type Made, makeFleet } from '../kit/fleet.ts'
import { manualClock } from '../kit/manual-clock.ts'
import { makeTrust } from '../kit/trust-kit.ts'

const now = Date.UTC(2026, 10, 22)

/** What one neighbour was asked, and what it got rid of. */
interface Tally {
  exchanges: number
  objects: number
  bytes: number
}

interface Scene {
  fleet: Fleet
  /** What the honest one has. */
  day: Made[]
  tally: Tally
  signal: AbortSignal
}

/** One side of an exchange, until it ends or is broken off. */
type Neighbour = (stream: Stream, scene: Scene) => Promise<void>

const huge = Number.MAX_SAFE_INTEGER
const enormous = ({ day }: Scene): Head[] =>
  day.map(({ head }, index) => ({ ...head, epoch: huge, version: huge, digest: index.toString(16).padStart(64, 'e') }))

/** Truthful manners as far as the heads; `answer` sends what is to pass for the objects. */
function lyingAbout(
  heads: (scene: Scene) => Encodable<'Head'>[],
  answer: (frames: FrameStream, count: number, scene: Scene) => Promise<void>,
): Neighbour {
  return async (stream, scene) => {
    const { fleet, tally, signal } = scene
    const frames = new FrameStream(stream, syncServerFrames)
    await exchangeHello(frames, { fleet: fleet.id, site: 'office' }, signal)
    await frames.send('SyncOffer', { summary: Buffer.alloc(32, 1), peers: [] }, signal)
    await frames.receive('SyncOffer', signal)
    for (;;) {
      const { digests } = await frames.receive('SyncGet', signal)
      tally.objects += digests.length
      if (digests.length > 0) await answer(frames, digests.length, scene)
      else await frames.send('SyncHeads', { heads: heads(scene) }, signal)
    }
  }
}

/** More of what one schedule names than a node looks at from one sender. */
const many = ({ fleet }: Scene): Head[] =>
  Array.from({ length: 4 * limits.refusedPerExchange }, (_, index) => {
    const digest = index.toString(16).padStart(64, 'd')
    return { ...fleet.root.head, kind: 'root', version: 2 + index, digest }
  })

async function junk(frames: FrameStream, count: number, { signal }: Scene): Promise<void> {
  await frames.send('SyncObjects', { envelopes: Array(count).fill(Buffer.alloc(500, 7)) }, signal)
}

const liars: Record<string, Neighbour> = {
  refuses: async stream => stream.abort(new Error('no')),
  async 'sends garbage'(stream) {
    stream.send(Buffer.alloc(4096, 0xff))
  },
  async 'never ends'(stream, { tally }) {
    stream.send(Buffer.from([0xff, 0xff, 0xff, 0x01])) // a frame of 4 MiB
    for (const part = Buffer.alloc(64 * 1024); stream.status === 'open'; tally.bytes += part.length) {
      if (!stream.send(part)) await new Promise(resolve => stream.addEventListener('drain', resolve, { once: true }))
      await new Promise(setImmediate)
    }
  },
  'is silent': () => new Promise(() => undefined),
  'claims enormous versions and has nothing': lyingAbout(
    scene => enormous(scene).map(encodeHead),
    (frames, count, { signal }) =>
      frames.send('SyncObjects', { envelopes: Array(count).fill(new Uint8Array()) }, signal),
  ),
  'claims unknown kinds': lyingAbout(
    scene => enormous(scene).map(head => ({ ...encodeHead(head), kind: 'permission' })),
    junk,
  ),
  'has objects of another fleet': lyingAbout(
    scene => enormous(scene).map(encodeHead),
    async (frames, count, { signal }) => {
      const other = await makeFleet({ now, seed: 'other' })
      const { bytes } = await other.policy()
      await frames.send('SyncObjects', { envelopes: Array(count).fill(bytes) }, signal)
    },
  ),
  'answers by halves': lyingAbout(
    ({ day }) => day.map(({ head }) => encodeHead(head)),
    async (frames, _, { day, signal }) => {
      await frames.send('SyncObjects', { envelopes: [day[0]!.bytes.subarray(0, 100)] }, signal)
      await new Promise(() => undefined)
    },
  ),
  'has much junk': lyingAbout(scene => many(scene).map(encodeHead), junk),
}

const honest: Neighbour = async (stream, { fleet, day, signal }) => {
  const held = new Map(day.map(({ digest, bytes }) => [digest, bytes]))
  const source: SyncSource = {
    fleet: fleet.id,
    site: 'office',
    heads: () => [fleet.root.head, ...day.map(({ head }) => head)],
    envelope: async digest => held.get(digest),
    peers: () => [],
  }
  await serveSync(new FrameStream(stream, syncServerFrames), source, signal)
}

async function makeDay(fleet: Fleet): Promise<Made[]> {
  const manifests = await Promise.all(Array.from({ length: 20 }, (_, index) => fleet.manifest(`tool-${index}`)))
  const patches = manifests.map(({ head, digest }) => ({ patch: head.name, manifest: digest }))
  const rest = await Promise.all([
    fleet.policy(),
    fleet.roster('office'),
    fleet.schedule('day', patches),
    ...manifests.map(({ head, digest }) => fleet.approval(head.name, [digest])),
  ])
  const objects: Made[] = [...rest, ...manifests]
  const heads = objects.map(({ head }) => head)
  return [await fleet.heartbeat('office', heads), ...objects]
}

async function open(t: ExecutionContext, neighbours: [name: string, Neighbour][]) {
  const fleet = await makeFleet({ now })
  const day = await makeDay(fleet)
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  const clock = manualClock(now)
  const ended = new AbortController()
  const tallies = new Map<string, Tally>(neighbours.map(([name]) => [name, { exchanges: 0, objects: 0, bytes: 0 }]))
  const served = Promise.withResolvers<(stream: Stream, node: string) => void>()
  const network: SyncOptions['network'] = {
    node: fleet.nodes.office![0]!.node,
    connectedMembers: () => neighbours.map(([name]) => name),
    handle: async (_, listener) => served.resolve(listener),
    async openStream(node) {
      const [mine, theirs] = await streamPair({ protocol: protocols.sync, delay: 0 })
      const tally = tallies.get(node)!
      tally.exchanges++
      const [, neighbour] = neighbours.find(([name]) => name === node)!
      neighbour(theirs, { fleet, day, tally, signal: ended.signal }).catch(error => theirs.abort(error))
      return mine
    },
    onAnyConnect: () => () => undefined,
    onAnyDisconnect: () => () => undefined,
  }
  const sync = new Sync({
    trust,
    network,
    neighbours: { learn: () => undefined, peers: () => [], isUnreachable: () => false, probe: () => undefined },
    link: { hold: () => new Promise(() => undefined), connected: undefined, isCoordinator: () => false },
    ranked: () => neighbours.map(([name]) => name),
    discovers: true,
    clock,
    random: seededRandom(1),
    log: silentLog,
  })
  t.teardown(async () => {
    ended.abort()
    await sync.close()
  })
  await sync.start()
  const listener = await served.promise
  /** Each liar offers a summary that is not ours, so that we are to ask it. */
  const nudge = async () => {
    for (const [name, neighbour] of neighbours) {
      if (neighbour === honest) continue
      const [mine, theirs] = await streamPair({ protocol: protocols.sync, delay: 0 })
      listener(mine, name)
      const frames = new FrameStream(theirs, syncFrameLimits)
      const say = async () => {
        await exchangeHello(frames, { fleet: fleet.id, site: 'office' }, ended.signal)
        await frames.send('SyncOffer', { summary: Buffer.alloc(32, 1), peers: [] }, ended.signal)
        await frames.receive('SyncOffer', ended.signal)
        await frames.close(ended.signal)
      }
      say().catch(() => theirs.abort(new Error('cut'))) // by us, or at the end
    }
  }
  const lacking = () => day.filter(({ digest }) => !trust.heads().some(head => head.digest === digest))
  return { day, trust, clock, tallies, nudge, lacking }
}

/** What other threads are at (the disk, signatures) comes to its end: the test's clock must not run ahead of what is real. */
async function threadsAtRest(): Promise<void> {
  for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: 8 }, () => stat(import.meta.dirname)))
}

test('among nine neighbours that lie in nine ways one honest one is enough, and no claim of theirs is believed', async t => {
  const all = [...Object.entries(liars), ['honest', honest] as [string, Neighbour]]
  t.is(all.length, 10)
  const { day, trust, clock, tallies, nudge, lacking } = await open(t, all)
  const stepMs = SECOND_MS / 10
  let steps = 0
  for (; lacking().length > 0 && steps < 100; steps++) {
    await nudge()
    await threadsAtRest()
    await clock.advance(stepMs)
  }
  t.deepEqual(lacking(), [])
  t.true(steps * stepMs <= 5 * SECOND_MS, `${steps * stepMs} ms`)

  for (let step = 0; step < 24; step++) {
    await nudge()
    await threadsAtRest()
    await clock.advance(SECOND_MS / 2)
  }
  for (const { head } of day) t.deepEqual(trust.head(head.kind as 'policy', head.name), head)
  t.deepEqual(lacking(), [])
  const of = (name: string) => tallies.get(name)!
  for (const name of ['sends garbage', 'never ends', 'claims unknown kinds'])
    t.true(
      of(name).exchanges <= 6,
      `${name}: ${of(name).exchanges} exchanges in 12 seconds, of which each begins later`,
    )
  t.true(of('never ends').bytes <= 6 * 5 * MIB, `${of('never ends').bytes} bytes`)
  t.is(of('is silent').exchanges, 1, 'one at a time')
  t.true(of('answers by halves').exchanges <= 3, `${of('answers by halves').exchanges} exchanges`)
  t.true(
    of('has much junk').objects <= 4 * limits.refusedPerExchange,
    'then nothing more is fetched from it for a minute',
  )
  for (const [name, { objects }] of tallies) t.true(objects <= 4 * day.length, `${name}: ${objects} objects asked for`)
})
