// A contact of a site and what its coordinator has: the first takes it at once, the second only what nobody may hold up, and the rest
// when the first has not passed it on. On a virtual clock; exchanges are real, over streams in memory.

import type { Stream } from '@libp2p/interface'
import { streamPair } from '@libp2p/utils'
import test, { type ExecutionContext } from 'ava'
import { Sync } from '../../../agent/sync/sync.ts'
import { FrameStream } from '../../../core/frames.ts'
import type { Head } from '../../../core/header.ts'
import { silentLog } from '../../../core/log.ts'
import { type SyncSource, serveSync, summarize, syncServerFrames } from '../../../core/sync-exchange.ts'
import { manualClock } from '../../kit/manual-clock.ts'

const fleet = 'f'.repeat(64)
const headOf = (kind: Head['kind'], version: number): Head => {
  return { kind, name: '', epoch: 0, version, digest: `${version}`.repeat(64) }
}
/** Stands for the envelope: its first byte is the version. */
const envelopeOf = ({ version }: Head) => new Uint8Array([version])

/** Node `b` of a site whose members rank as given, all connected, and a coordinator that holds `heads`. */
async function contact(t: ExecutionContext, { ranked, heads }: { ranked: string[]; heads: Head[] }) {
  const clock = manualClock(1_800_000_000_000)
  const held: Head[] = []
  const exchanges: Promise<unknown>[] = []
  const source: SyncSource = {
    fleet,
    site: '',
    heads: () => [...heads],
    envelope: async digest => envelopeOf(heads.find(head => head.digest === digest)!),
    peers: () => [],
    needsPeers: () => false,
  }
  const openStream = async (node: string): Promise<Stream> => {
    const [mine, theirs] = await streamPair()
    if (node === 'coordinator')
      exchanges.push(serveSync(new FrameStream(theirs, syncServerFrames), source, AbortSignal.timeout(5000)))
    else theirs.abort(new Error('neighbours have nothing to tell here'))
    return mine
  }
  const sync = new Sync({
    trust: {
      fleet,
      site: 'office',
      heads: () => [...held],
      summary: () => summarize([...held]),
      envelope: async () => undefined,
      wants: async claims => claims.filter(claim => !held.some(({ digest }) => digest === claim.digest)),
      offer: async envelopes => {
        for (const [version] of envelopes) held.push(heads.find(head => head.version === version)!)
        return { accepted: [], refused: [] }
      },
      onChange: () => () => undefined,
      heartbeat: () => undefined,
      now: () => clock.now(),
    },
    network: {
      node: 'b',
      connectedMembers: () => ranked.filter(node => node !== 'b'),
      handle: async () => undefined,
      openStream,
      onAnyConnect: () => () => undefined,
      onAnyDisconnect: () => () => undefined,
    },
    neighbours: { learn: () => undefined, peers: () => [], isUnreachable: () => false },
    link: {
      hold: async () => ({ node: 'coordinator', release: () => undefined }),
      connected: 'coordinator',
      isCoordinator: node => node === 'coordinator',
    },
    ranked: () => ranked,
    discovers: true,
    clock,
    random: () => 0.99,
    log: silentLog,
  })
  await sync.start()
  t.teardown(() => sync.close())
  /** Lets so much time pass, and what it began come to its end. */
  const pass = async (ms: number) => {
    await clock.advance(ms)
    for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate)
    await Promise.all(exchanges)
  }
  return { pass, kinds: () => held.map(({ kind }) => kind).sort() }
}

const heads = [headOf('manifest', 1), headOf('recall', 2), headOf('pause', 3), headOf('schedule', 4)]

test('the first contact takes all that the coordinator has at once', async t => {
  const { pass, kinds } = await contact(t, { ranked: ['b', 'a', 'c'], heads })
  await pass(1)
  t.deepEqual(kinds(), ['manifest', 'pause', 'recall', 'schedule'])
})

test('the second takes recall and pause at once: the first may be whom they are about; the rest after two seconds', async t => {
  const { pass, kinds } = await contact(t, { ranked: ['a', 'b', 'c'], heads })
  await pass(1)
  t.deepEqual(kinds(), ['pause', 'recall'])
  await pass(1900)
  t.deepEqual(kinds(), ['pause', 'recall'])
  await pass(200)
  t.deepEqual(kinds(), ['manifest', 'pause', 'recall', 'schedule'])
})
