import test from 'ava'
import fc from 'fast-check'
import { sha256 } from '../../core/digest.ts'
import { encodeHead, type Head, specVersion } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import { pullSync, type SyncSource, serveSync, summarize, syncFrameLimits } from '../../core/sync-exchange.ts'
import { framePair } from '../kit/frame-pair.ts'

const fleet = 'f'.repeat(64)
const signal = AbortSignal.timeout(20_000)

interface Item {
  head: Head
  bytes: Uint8Array
}

function item(kind: Head['kind'], name: string, version = 1, size = 10): Item {
  const bytes = Buffer.alloc(size, `${kind}/${name}/${version}`)
  return { head: { kind, name, epoch: 0, version, digest: sha256(bytes) }, bytes }
}

function source(items: Item[], site = 'office'): SyncSource {
  return {
    fleet,
    site,
    heads: () => items.map(({ head }) => head),
    envelope: async digest => items.find(({ head }) => head.digest === digest)?.bytes,
    peers: () => [{ node: `peer-${site}`, addresses: ['/ip4/10.0.0.1/tcp/7433'] }],
  }
}

/** Runs one exchange; the client wants what it does not hold. */
async function exchange(client: SyncSource, server: SyncSource, how: Parameters<typeof pullSync>[4] = {}) {
  const [a, b] = await framePair(syncFrameLimits)
  const held = new Set(client.heads().map(head => head.digest))
  const batches: Uint8Array[][] = []
  const sink = {
    wants: (heads: Head[]) => heads.filter(head => !held.has(head.digest)),
    deliver: async (envelopes: Uint8Array[]) => void batches.push(envelopes),
  }
  const [pulled, served] = await Promise.all([pullSync(a, client, sink, signal, how), serveSync(b, server, signal)])
  return { pulled, served, batches, delivered: batches.flat().map(bytes => Buffer.from(bytes).toString()) }
}

test('equal summaries end the exchange after one frame each way, and addresses are told all the same', async t => {
  const items = [item('policy', ''), item('roster', 'office')]
  const { pulled, served, delivered } = await exchange(source(items), source([...items].reverse()))
  t.false(pulled.differs || served.differs)
  t.deepEqual(delivered, [])
  t.deepEqual(pulled.peers, [{ node: 'peer-office', addresses: ['/ip4/10.0.0.1/tcp/7433'], age: 0 }])
  t.deepEqual(served.peers, pulled.peers)
})

test('who expects news asks for it before the other side has said anything', async t => {
  const [a, b] = await framePair(syncFrameLimits)
  const wanted: Head[][] = []
  const sink = {
    wants: (heads: Head[]) => {
      wanted.push(heads)
      return []
    },
    deliver: async () => undefined,
  }
  const pulled = pullSync(a, source([]), sink, signal, { asks: 'at-once' })
  await b.receive('Hello', signal)
  await b.send('Hello', { spec: specVersion, fleet: Buffer.from(fleet, 'hex'), site: 'office' }, signal)
  await b.receive('SyncOffer', signal)
  t.deepEqual((await b.receive('SyncGet', signal)).digests, [])
  await b.send('SyncOffer', { summary: Buffer.alloc(32, 1), peers: [], elsewhere: false, peersKnown: true }, signal)
  await b.send('SyncHeads', { heads: [encodeHead(item('policy', '').head)] }, signal)
  t.true((await pulled).differs)
  t.deepEqual(wanted, [[item('policy', '').head]])
})

test('who expects news where there is none gets none', async t => {
  const items = [item('policy', ''), item('roster', 'office')]
  const { pulled, served, delivered } = await exchange(source(items), source(items), { asks: 'at-once' })
  t.false(pulled.differs || served.differs)
  t.deepEqual(delivered, [])
})

test('the client fetches what it lacks, and what is verified with the help of another kind comes after it', async t => {
  const kinds = ['piece-list', 'schedule', 'manifest', 'approval', 'heartbeat', 'roster', 'policy'] as const
  const items = [...kinds.map(kind => item(kind, 'x')), item('root', '', 2), item('root', '', 1)]
  const { pulled, served, batches } = await exchange(source([items[0]!]), source(items))
  const order = batches.flat().map(bytes => items.find(each => Buffer.compare(each.bytes, bytes) === 0)!.head)
  t.deepEqual(
    order.map(({ kind, version }) => `${kind}@${version}`),
    ['root@1', 'root@2', 'heartbeat@1', 'policy@1', 'roster@1', 'approval@1', 'manifest@1', 'schedule@1'],
  )
  t.is(pulled.envelopes, 8)
  t.is(served.envelopes, 8)
  t.true(served.differs)
})

test('a client to which something came says what it has then: the server need not ask it', async t => {
  const items = [item('policy', ''), item('roster', 'office'), item('manifest', 'mine')]
  const held = [items[2]!]
  const client = source(held)
  const [a, b] = await framePair(syncFrameLimits)
  const sink = {
    wants: (heads: Head[]) => heads.filter(({ digest }) => !held.some(({ head }) => head.digest === digest)),
    deliver: async (envelopes: Uint8Array[]) =>
      void held.push(...items.filter(({ bytes }) => envelopes.some(each => Buffer.compare(each, bytes) === 0))),
  }
  const [, first] = await Promise.all([pullSync(a, client, sink, signal), serveSync(b, source(items), signal)])
  t.deepEqual([first.envelopes, first.differs, first.summary], [2, false, summarize(client.heads())])
  held.push(item('manifest', 'other'))
  const [c, d] = await framePair(syncFrameLimits)
  const [, second] = await Promise.all([pullSync(c, client, sink, signal), serveSync(d, source(items), signal)])
  t.deepEqual([second.envelopes, second.differs, second.summary], [0, true, summarize(client.heads())])
})

test('nothing comes with the last word or after it', async t => {
  const items = [item('policy', '')]
  const summary = Buffer.alloc(32, 1)
  for (const asked of [[{ summary, digests: [summary] }], [{ summary }, {}], [{ summary }, { summary }]]) {
    const [a, b] = await framePair(syncFrameLimits)
    const server = serveSync(b, source(items), signal)
    await a.send('Hello', { spec: specVersion, fleet: Buffer.from(fleet, 'hex'), site: 'office' }, signal)
    await a.send('SyncOffer', { summary: Buffer.alloc(32) }, signal)
    for (const each of asked) await a.send('SyncGet', each, signal)
    await t.throwsAsync(server, { code: 'bad-message' })
    b.abort(new Error('end'))
  }
})

test('who asks for nothing only compares', async t => {
  const items = [item('policy', ''), item('roster', 'office')]
  const client = source([items[0]!])
  const { pulled, served, delivered } = await exchange(client, source(items), { asks: 'nothing' })
  t.true(pulled.differs && served.differs)
  t.is(served.summary, summarize(client.heads()))
  t.deepEqual(delivered, [])
})

test('many and large objects come in frames below the cap, none lost', async t => {
  const small = Array.from({ length: limits.syncDigests + 50 }, (_, index) => item('manifest', `m${index}`, 1, 100))
  const large = Array.from({ length: 4 }, (_, index) => item('roster', `r${index}`, 1, limits.envelopeBytes / 2))
  const { pulled, batches } = await exchange(source([]), source([...small, ...large]))
  t.is(pulled.envelopes, small.length + large.length)
  for (const batch of batches) t.true(batch.reduce((sum, { length }) => sum + length, 0) <= limits.envelopeBytes)
})

test('an object that was replaced meanwhile is skipped, the others come', async t => {
  const [gone, there] = [item('manifest', 'gone'), item('manifest', 'there')]
  const server = source([gone, there])
  server.envelope = async digest => (digest === there.head.digest ? there.bytes : undefined)
  const { pulled, batches } = await exchange(source([]), server)
  t.is(pulled.envelopes, 1)
  t.is(batches.flat().length, 1)
})

test('a node of another site gets nothing; a coordinator, which names no site, does', async t => {
  const items = [item('policy', '')]
  const [a, b] = await framePair(syncFrameLimits)
  const sink = { wants: () => [], deliver: async () => undefined }
  const client = pullSync(a, source([], 'branch'), sink, signal)
  await t.throwsAsync(serveSync(b, source(items, 'office'), signal), { code: 'not-a-member' })
  await t.throwsAsync(client, { code: 'not-a-member' })
  t.is((await exchange(source([]), source(items, ''))).pulled.envelopes, 1)
})

test('a node of another fleet is told nothing but our own hello', async t => {
  const [a, b] = await framePair(syncFrameLimits)
  const stranger = { ...source([]), fleet: '0'.repeat(64) }
  const sink = { wants: () => [], deliver: async () => undefined }
  const client = pullSync(a, stranger, sink, signal)
  await t.throwsAsync(serveSync(b, source([item('policy', '')]), signal), { code: 'wrong-fleet' })
  await t.throwsAsync(client, { code: 'wrong-fleet' })
  t.true(b.bytesSent < 100)
})

test('a client that asks without end is cut off', async t => {
  const [a, b] = await framePair(syncFrameLimits)
  const server = serveSync(b, source([item('policy', '')]), signal)
  await a.send('Hello', { spec: 1, fleet: Buffer.from(fleet, 'hex'), site: 'office' }, signal)
  await a.send('SyncOffer', { summary: Buffer.alloc(32) }, signal)
  await a.receive('Hello', signal)
  await a.receive('SyncOffer', signal)
  const ask = async () => {
    for (;;) {
      await a.send('SyncGet', {}, signal)
      await a.receive('SyncHeads', signal)
    }
  }
  const asking = ask().catch((error: Error) => error)
  await t.throwsAsync(server, { code: 'limit-exceeded' })
  b.abort(new Error('end'))
  t.true((await asking) instanceof Error)
})

test('the summary depends on every field of every head and on no order', t => {
  const head = fc.record({
    kind: fc.constantFrom<Head['kind']>('manifest', 'schedule'),
    name: fc.constantFrom('a', 'b'),
    epoch: fc.nat({ max: 1 }),
    version: fc.integer({ min: 1, max: 2 }),
    digest: fc.constantFrom('0'.repeat(64), '1'.repeat(64)),
  })
  const key = (heads: Head[]) => JSON.stringify(heads.map(each => Object.entries(each).sort()).sort())
  fc.assert(
    fc.property(fc.array(head, { maxLength: 3 }), fc.array(head, { maxLength: 3 }), (a, b) => {
      return (summarize(a) === summarize(b)) === (key(a) === key(b))
    }),
  )
  t.pass()
})

test('a server that remembers the client’s state tells only the heads that have changed since', async t => {
  const items = [item('policy', ''), item('roster', 'office')]
  const news = item('heartbeat', 'office', 2)
  const remembered = summarize(items.map(({ head }) => head))
  const told: number[] = []
  const server: SyncSource = {
    ...source([...items, news]),
    headsSince: summary => {
      const heads = summary === remembered ? [news.head] : undefined
      told.push(heads?.length ?? -1)
      return heads
    },
  }
  const { delivered } = await exchange(source(items), server)
  t.deepEqual(delivered, [news.bytes.toString()])
  const { delivered: all } = await exchange(source([items[0]!]), server)
  t.is(all.length, 2)
  t.deepEqual(told, [1, -1])
})

test('addresses go to who asks for them', async t => {
  const asks: (boolean | undefined)[] = []
  const serverOf = (): SyncSource => ({
    ...source([item('policy', '')]),
    peers: asked => {
      asks.push(asked)
      return asked ? [{ node: 'other', addresses: [] }] : []
    },
  })
  const { pulled } = await exchange({ ...source([]), needsPeers: () => false }, serverOf())
  t.deepEqual(pulled.peers, [])
  t.is((await exchange(source([]), serverOf())).pulled.peers.length, 1)
  t.deepEqual(asks, [false, true])
})
