// A contact of a site and what its coordinator has: the first takes it at once, the second only what nobody may hold up, and the rest
// when the first has not passed it on. On a virtual clock; exchanges are real, over streams in memory.

import type { Stream } from '@libp2p/interface'
import { streamPair } from '@libp2p/utils'
import test, { type ExecutionContext } from 'ava'
import { Sync } from '../../../agent/sync/sync.ts'
import { exchangeHello, FrameStream } from '../../../core/frames.ts'
import { encodeHead, type Head } from '../../../core/header.ts'
import { limits } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import {
  pullSync,
  type SyncSink,
  type SyncSource,
  serveSync,
  summarize,
  syncFrameLimits,
  syncServerFrames,
} from '../../../core/sync-exchange.ts'
import { manualClock } from '../../kit/manual-clock.ts'

const fleet = 'f'.repeat(64)
const headOf = (kind: Head['kind'], version: number): Head => {
  return { kind, name: '', epoch: 0, version, digest: `${version}`.repeat(64) }
}
/** Stands for the envelope: its first byte is the version. */
const envelopeOf = ({ version }: Head) => new Uint8Array([version])

/** Node `b` of a site whose members rank as given, all connected, and a coordinator that holds `heads`. */
async function contact(
  t: ExecutionContext,
  { ranked, heads, tells = false }: { ranked: string[]; heads: Head[]; tells?: boolean },
) {
  const clock = manualClock(1_800_000_000_000)
  const held: Head[] = []
  const exchanges: Promise<unknown>[] = []
  const silent = new Set(ranked)
  let holds = 0
  /** Streams to the coordinator, and to which neighbours. */
  const opened: Stream[] = []
  const asked: string[] = []
  let isSlow = false
  let change: (changed: Head[]) => void = () => undefined
  /** They take a stream and say nothing. */
  const hanging = new Set<string>()
  let serve: (stream: Stream, node: string) => void = () => undefined
  const source: SyncSource = {
    fleet,
    site: '',
    heads: () => [...heads],
    envelope: async digest => envelopeOf(heads.find(head => head.digest === digest)!),
    peers: () => [],
    needsPeers: () => false,
  }
  /** It holds what we hold. */
  const asNeighbour: SyncSource = { ...source, site: 'office', heads: () => [...held] }
  const openStream = async (node: string): Promise<Stream> => {
    const [mine, theirs] = await streamPair()
    if (node === 'coordinator') opened.push(theirs)
    else asked.push(node)
    if (node === 'coordinator' && isSlow) void answerLast(theirs, source)
    else if (node === 'coordinator')
      exchanges.push(serveSync(new FrameStream(theirs, syncServerFrames), source, AbortSignal.timeout(5000)))
    else if (hanging.has(node)) t.teardown(() => theirs.abort(new Error('the test is over')))
    else if (silent.has(node)) theirs.abort(new Error('it speaks no sync'))
    else exchanges.push(serveSync(new FrameStream(theirs, syncServerFrames), asNeighbour, AbortSignal.timeout(5000)))
    return mine
  }
  const sync = new Sync({
    trust: {
      fleet,
      site: 'office',
      heads: () => [...held],
      summary: () => summarize([...held]),
      envelope: async digest => envelopeOf(held.find(head => head.digest === digest)!),
      wants: async claims => claims.filter(claim => !held.some(({ digest }) => digest === claim.digest)),
      offer: async envelopes => {
        for (const [version] of envelopes) held.push(heads.find(head => head.version === version)!)
        if (tells) change([])
        return { accepted: [], refused: [] }
      },
      onChange: listener => {
        change = listener
        return () => undefined
      },
      heartbeat: () => undefined,
      now: () => clock.now(),
    },
    network: {
      node: 'b',
      connectedMembers: () => ranked.filter(node => node !== 'b'),
      handle: async (_, handler) => {
        serve = handler
      },
      openStream,
      onAnyConnect: () => () => undefined,
      onAnyDisconnect: () => () => undefined,
    },
    neighbours: { learn: () => undefined, peers: () => [], isUnreachable: () => false, probe: () => undefined },
    link: {
      hold: async () => {
        holds++
        return { node: 'coordinator', release: () => void holds-- }
      },
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
  /** The coordinator asks what is here; unless told otherwise it has not come to an end with it when the test ends. */
  const nudge = async ({ wants }: Pick<SyncSink, 'wants'> = { wants: () => new Promise(() => undefined) }) => {
    const [mine, theirs] = await streamPair()
    serve(theirs, 'coordinator')
    const ended = new AbortController()
    t.teardown(() => ended.abort(new Error('the test is over')))
    const sink = { wants, deliver: async () => undefined }
    pullSync(new FrameStream(mine, syncFrameLimits), source, sink, ended.signal).catch(error => {
      if (!ended.signal.aborted) throw error
    })
  }
  /** From now on the coordinator says nothing before it was asked for its heads. */
  const slow = () => {
    isSlow = true
  }
  /** A neighbour that holds nothing fetches all; what it then says that it holds is true or not. */
  const fetchedBy = async (node: string, { isTrue }: { isTrue: boolean }) => {
    const [mine, theirs] = await streamPair()
    serve(theirs, node)
    const theirHeads: Head[] = []
    const sink: SyncSink = {
      wants: claims => claims.filter(({ digest }) => !theirHeads.some(head => head.digest === digest)),
      deliver: async envelopes => {
        for (const [version] of envelopes)
          theirHeads.push(heads.find(head => head.version === version)!, ...(isTrue ? [] : [headOf('policy', 9)]))
      },
    }
    const theirSource = { ...source, site: 'office', heads: () => [...theirHeads] }
    exchanges.push(pullSync(new FrameStream(mine, syncFrameLimits), theirSource, sink, AbortSignal.timeout(5000)))
  }
  return {
    nudge,
    fetchedBy,
    asked,
    /** What is here is news. */
    change: (changed: Head[] = []) => change(changed),
    hanging,
    slow,
    opened,
    pass,
    kinds: () => held.map(({ kind }) => kind).sort(),
    silent,
    holds: () => holds,
    sync,
  }
}

/** A server whose offer and heads come together, after it has been asked for both. */
async function answerLast(stream: Stream, { heads, envelope }: SyncSource): Promise<void> {
  const frames = new FrameStream(stream, syncServerFrames)
  const signal = AbortSignal.timeout(5000)
  await exchangeHello(frames, { fleet, site: '' }, signal)
  await frames.receive('SyncOffer', signal)
  await frames.receive('SyncGet', signal)
  const offer = { summary: Buffer.from(summarize(heads()), 'hex'), peers: [], elsewhere: false, peersKnown: true }
  await frames.send('SyncOffer', offer, signal)
  await frames.send('SyncHeads', { heads: heads().map(encodeHead) }, signal)
  const { digests } = await frames.receive('SyncGet', signal)
  const asked = digests.map(digest => envelope(Buffer.from(digest).toString('hex')))
  await frames.send('SyncObjects', { envelopes: (await Promise.all(asked)).map(bytes => bytes!) }, signal)
  await frames.close(signal)
}

const heads = [headOf('manifest', 1), headOf('recall', 2), headOf('pause', 3), headOf('schedule', 4)]

const minute = async (pass: (ms: number) => Promise<void>) => {
  for (let second = 0; second < 60; second += 5) await pass(5000)
}

test('the first contact takes all that the coordinator has at once', async t => {
  const { pass, kinds } = await contact(t, { ranked: ['b', 'a', 'c'], heads })
  await pass(1)
  t.deepEqual(kinds(), ['manifest', 'pause', 'recall', 'schedule'])
})

test('news is fetched while the coordinator that brings it still looks what is here', async t => {
  const known = heads.slice(0, 3)
  const { nudge, slow, opened, pass, kinds } = await contact(t, { ranked: ['b', 'a', 'c'], heads: known })
  await pass(1)
  await pass(limits.syncGapMs)
  const before = opened.length
  known.push(heads[3]!)
  slow()
  await nudge()
  while (kinds().length < 4) await pass(1)
  t.deepEqual(kinds(), ['manifest', 'pause', 'recall', 'schedule'])
  t.is(opened.length, before + 1)
})

test('news is fetched once, though the coordinator looks what is here and finds nothing', async t => {
  const known = heads.slice(0, 3)
  const { nudge, opened, pass, kinds } = await contact(t, { ranked: ['b', 'a', 'c'], heads: known })
  await pass(1)
  await pass(limits.syncGapMs)
  const before = opened.length
  known.push(heads[3]!)
  const wants = async () => {
    while (kinds().length < 4) await new Promise(setImmediate)
    return []
  }
  await nudge({ wants })
  while (kinds().length < 4) await pass(1)
  for (let step = 0; step < 5; step++) await pass(limits.syncGapMs)
  t.is(opened.length, before + 1)
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

test('members that are connected and answer no exchange are no contacts: whoever ranks behind them fetches the orders itself', async t => {
  const { pass, kinds } = await contact(t, { ranked: ['a', 'c', 'd', 'e', 'b'], heads })
  await pass(4000)
  t.deepEqual(kinds(), [], 'one failed exchange may be a restart')
  await pass(2000)
  t.deepEqual(kinds(), ['manifest', 'pause', 'recall', 'schedule'])
})

test('where the first two answer, a third keeps no connection to the coordinator, silent members or not', async t => {
  const { pass, kinds, silent, holds } = await contact(t, { ranked: ['a', 'c', 'd', 'e', 'b'], heads })
  silent.delete('a')
  silent.delete('c')
  for (let minutes = 0; minutes < 10; minutes++) await minute(pass)
  t.is(holds(), 0)
  t.deepEqual(kinds(), [])
})

test('a contact that answers again is one again, and who stood in for it lets the coordinator go', async t => {
  const { pass, silent, holds } = await contact(t, { ranked: ['a', 'c', 'b'], heads })
  silent.delete('a')
  await pass(4000)
  await pass(2000)
  t.is(holds(), 1)
  silent.clear()
  await minute(pass)
  t.is(holds(), 0)
})

test('whoever had to fetch what its contacts did not bring keeps to the coordinator itself for some hours', async t => {
  const told = heads.slice(0, 2)
  const { pass, kinds, silent, holds, sync } = await contact(t, { ranked: ['a', 'c', 'b'], heads: told })
  silent.clear() // they answer, and say that there is nothing new
  await minute(pass)
  t.is(holds(), 0)
  await sync.pullFromCoordinator()
  t.deepEqual(kinds(), ['manifest', 'recall'])
  t.is(holds(), 1)
  told.push(...heads.slice(2))
  for (let minutes = 0; minutes < 11; minutes++) await minute(pass)
  t.deepEqual(kinds(), ['manifest', 'pause', 'recall', 'schedule'])
  await sync.pullFromCoordinator()
  await pass(limits.standInMs)
  await minute(pass)
  t.is(holds(), 0, 'a pull that brought nothing says nothing about the contacts')
})

test('what a node lacks in its first minute is not held against its contacts', async t => {
  const { pass, kinds, silent, holds, sync } = await contact(t, { ranked: ['a', 'c', 'b'], heads })
  silent.clear()
  await pass(5000)
  await sync.pullFromCoordinator()
  t.is(kinds().length, 4)
  await minute(pass)
  t.is(holds(), 0)
})

test('who has fetched all that is here is neither asked whether it has more nor told; who then has something else is', async t => {
  const { pass, kinds, silent, fetchedBy, asked, change } = await contact(t, { ranked: ['b', 'a', 'c'], heads })
  silent.clear()
  await pass(1)
  t.is(kinds().length, 4)
  await pass(1000)
  const before = asked.length
  await fetchedBy('a', { isTrue: true })
  await pass(1000)
  await pass(1000)
  t.deepEqual(asked.slice(before), [])
  change()
  await pass(1000)
  t.deepEqual(asked.splice(before), ['c'], 'nor is it told')
  await fetchedBy('c', { isTrue: false })
  await pass(1000)
  await pass(1000)
  t.deepEqual(asked.slice(before), ['c'])
})

test('what stops things is told while an exchange runs, other news when it has ended or half a second later', async t => {
  const { pass, silent, hanging, asked, change } = await contact(t, { ranked: ['b', 'a', 'c'], heads })
  silent.delete('a')
  await pass(1)
  await pass(1000)
  hanging.add('a')
  change()
  await pass(1)
  await pass(limits.syncGapMs)
  t.true(asked.includes('a'), 'this one does not end')
  const since = (from: number) => asked.slice(from).filter(node => node === 'c').length
  const before = asked.length
  change()
  await pass(300)
  t.is(since(before), 0)
  change([headOf('recall', 2)])
  await pass(100)
  t.is(since(before), 1)
})

test('a contact that does no more than hear that there is news is none again', async t => {
  const { pass, silent, holds, change } = await contact(t, { ranked: ['a', 'c', 'b'], heads })
  silent.delete('a')
  await pass(4000)
  await pass(2000)
  t.is(holds(), 1)
  silent.clear()
  change()
  for (let step = 0; step < 5; step++) await pass(200)
  t.is(holds(), 1)
  await minute(pass)
  t.is(holds(), 0)
})

test('what an exchange brought is told when it has ended, though another still runs', async t => {
  const { pass, kinds, hanging, asked } = await contact(t, { ranked: ['b', 'a', 'c'], heads, tells: true })
  hanging.add('a')
  await pass(1)
  t.is(kinds().length, 4)
  t.deepEqual(asked.toSorted(), ['a', 'c'])
  await pass(2 * limits.syncGapMs)
  t.deepEqual(asked.toSorted(), ['a', 'c', 'c'])
})
