// The anti-entropy exchange that agents and coordinators speak on /patchmesh/sync (proto/README.md §4): offer summaries, and
// where they differ, the client reads the heads and fetches the objects it lacks. It judges nothing: heads are claims
// and envelopes are bytes until trust has verified them. When to run an exchange is the callers' business.

import type { Message } from '../proto/codec.ts'
import { checkDigest, checkId, checkLine, checkList } from './check.ts'
import { type Digest, sha256 } from './digest.ts'
import { CodedError } from './errors.ts'
import { exchangeHello, type FrameLimits, type FrameStream, frameParts } from './frames.ts'
import { compareVersions, encodeHead, type Head, parseHead } from './header.ts'
import type { Kind } from './kinds.ts'
import { limits, SECOND_MS } from './limits.ts'
import { inTurns, type Steps } from './steps.ts'

/** What one side can tell: an agent's trusted objects, or what a coordinator wants one site to know. */
export interface SyncSource {
  fleet: Digest
  /** What our hello says: the agent's site; empty for a coordinator. */
  site: string
  /** Everything held, roots of all versions included. */
  heads(): readonly Head[]
  envelope(digest: Digest): Promise<Uint8Array | undefined>
  /** Heads that are not among those of a state that had this summary; undefined when it is not remembered. */
  headsSince?(summary: Digest): readonly Head[] | undefined
  /** Members of the site whose addresses we know, the most useful first; `asked`: whether the other side needs them, if it has said so. */
  peers(asked: boolean | undefined): PeerAddresses[]
  /** Whether we need addresses ourselves: yes unless it says no. */
  needsPeers?(): boolean
  /** A coordinator's word to the member that asks: it seems to be at another place than its site. */
  isElsewhere?(): boolean
}

export interface PeerAddresses {
  node: string
  /** Multiaddrs. */
  addresses: string[]
  /** A coordinator's word: it is at its site and connected, and was last heard so many seconds ago (1 and more); 0: it is not. */
  age?: number
}

/** Those that a coordinator says are there, with the ms since they were heard. */
export function livePeers(peers: readonly PeerAddresses[]): Map<string, number> {
  return new Map(peers.flatMap(({ node, age = 0 }) => (age > 0 ? [[node, age * SECOND_MS] as const] : [])))
}

export interface SyncSink {
  /** Which of the other side's heads to fetch. Asked again after each delivery: what came may make more of them worth it, or fewer. */
  wants(heads: Head[]): Head[] | Promise<Head[]>
  /** Envelopes in an order in which each can be verified after the ones before it. */
  deliver(envelopes: Uint8Array[]): Promise<void>
}

export interface SyncResult {
  /** The other side's summary, and whether it is not ours. */
  summary: Digest
  differs: boolean
  /** Addresses the other side knows. */
  peers: PeerAddresses[]
  /** It says that we are at another place than our site: worth something from a coordinator. */
  elsewhere: boolean
  /** Envelopes that came (client) or went (server). */
  envelopes: number
}

/** Of the side that asks: heads and objects come to it. */
export const syncFrameLimits: FrameLimits = { maxFrameBytes: limits.syncFrameBytes, maxBufferedFrames: 2 }

/** Of the side that serves: only questions come to it, on streams that the other side opens. */
export const syncServerFrames: FrameLimits = { maxFrameBytes: limits.syncRequestBytes, maxBufferedFrames: 2 }

/** What is verified with the help of another kind comes after it. */
const deliveryOrder: readonly Kind[] = [
  'root',
  'recall',
  'heartbeat',
  'policy',
  'group',
  'roster',
  'approval',
  'manifest',
  'schedule',
  'pause',
  'piece-list',
]

/** SHA-256 over the heads in one order: equal summaries, equal state. */
export function summarize(heads: readonly Head[]): Digest {
  const known = summaries.get(heads)
  if (known) return known
  const lines = heads.map(head => `${head.kind}/${head.name}/${head.epoch}/${head.version}/${head.digest}\n`)
  const summary = sha256(Buffer.from(lines.sort().join('')))
  summaries.set(heads, summary)
  return summary
}

/** Of lists that nobody changes: several ask for the summary of one in an exchange, and twenty thousand heads take tens of milliseconds. */
const summaries = new WeakMap<readonly Head[], Digest>()

export interface PullOptions {
  asks?: 'what-differs' | 'at-once' | 'nothing'
  /** Hears what the server has before anything is fetched. */
  onOffer?: (offer: Offer) => void
}

/**
 * The client's side. It asks for the heads when the offers differ; `at-once`, with its offer, when it knows that they will: a round trip less;
 * or for nothing: it tells the other side that there is news, or wants its offer alone.
 * Throws `bad-message`, `bad-object`, `wrong-fleet`, `not-a-member` or the stream's own errors.
 */
export async function pullSync(
  frames: FrameStream,
  source: SyncSource,
  sink: SyncSink,
  signal: AbortSignal,
  { asks = 'what-differs', onOffer }: PullOptions = {},
): Promise<SyncResult> {
  const offer = await exchangeOffers(frames, source, signal, asks === 'at-once' ? 'first-and-asks' : 'first')
  onOffer?.(offer)
  let envelopes = 0
  if (offer.differs && asks !== 'nothing') {
    if (asks !== 'at-once') await askHeads(frames, signal)
    const heads = await inTurns(headsSteps(await frames.receiveRaw(signal)))
    const asked = new Set<Digest>()
    for (let pass = 0; pass < limits.syncPasses; pass++) {
      const wanted = (await sink.wants(heads)).filter(head => !asked.has(head.digest))
      if (wanted.length === 0) break
      for (const { digest } of wanted) asked.add(digest)
      envelopes += await fetchAll(frames, wanted.sort(byDelivery), sink, signal)
    }
  }
  if (envelopes > 0) await frames.send('SyncGet', { summary: Buffer.from(summarize(source.heads()), 'hex') }, signal)
  await frames.close(signal)
  return { ...offer, envelopes }
}

/**
 * The server's side; returns when the client has closed. `onOffer` hears what the client has before it is served; the result says what it has after.
 * Throws as `pullSync`, and `limit-exceeded` for one that never ends.
 */
export async function serveSync(
  frames: FrameStream,
  source: SyncSource,
  signal: AbortSignal,
  onOffer?: (offer: Offer) => void,
): Promise<ServeResult> {
  const offer = await exchangeOffers(frames, source, signal, 'second')
  onOffer?.(offer)
  let lastWord: Digest | undefined
  let envelopes = 0
  for (let round = 0; offer.differs; round++) {
    const get = await frames.receiveUnlessClosed('SyncGet', signal)
    if (get === undefined) break // the client ends an exchange by closing
    if (round > limits.syncRounds)
      throw new CodedError(
        'limit-exceeded',
        `the other node asked more than ${limits.syncRounds} times in one exchange`,
      )
    if (lastWord !== undefined || (get.summary.length > 0 && get.digests.length > 0))
      throw new CodedError('bad-message', 'expected nothing more in and after the last word of the other node')
    if (get.summary.length > 0) lastWord = checkDigest(get.summary, 'summary')
    else if (get.digests.length === 0) {
      const heads = source.headsSince?.(offer.summary) ?? source.heads()
      await frames.send('SyncHeads', { heads: heads.map(encodeHead) }, signal)
    } else envelopes += await sendObjects(frames, get, source, signal)
  }
  await frames.close(signal)
  const summary = lastWord ?? offer.summary
  return { ...offer, summary, differs: summary !== summarize(source.heads()), envelopes, offered: offer.summary }
}

type Offer = Omit<SyncResult, 'envelopes'>

/** `summary`: after the exchange. */
export interface ServeResult extends SyncResult {
  /** The client's summary when it began. */
  offered: Digest
}

async function exchangeOffers(
  frames: FrameStream,
  source: SyncSource,
  signal: AbortSignal,
  speaks: 'first' | 'first-and-asks' | 'second',
): Promise<Offer> {
  const hello = await exchangeHello(frames, source, signal)
  if (hello.site !== source.site && hello.site !== '' && source.site !== '')
    throw new CodedError('not-a-member', `expected a node of site ${source.site}, found one of ${hello.site}`)
  const summary = summarize(source.heads())
  const offer = (asked: boolean | undefined) => {
    const peers = source.peers(asked).slice(0, limits.syncPeers)
    const peersKnown = !(source.needsPeers?.() ?? true)
    const elsewhere = source.isElsewhere?.() ?? false
    return frames.send('SyncOffer', { summary: Buffer.from(summary, 'hex'), peers, elsewhere, peersKnown }, signal)
  }
  if (speaks !== 'second') await offer(undefined)
  if (speaks === 'first-and-asks') await askHeads(frames, signal)
  const theirs = await frames.receive('SyncOffer', signal)
  if (speaks === 'second') await offer(!theirs.peersKnown)
  const theirSummary = checkDigest(theirs.summary, 'summary')
  return {
    summary: theirSummary,
    differs: theirSummary !== summary,
    elsewhere: theirs.elsewhere,
    peers: checkList(theirs.peers, 'peers', limits.syncPeers, (peer, field) => ({
      node: checkId(peer.node, `${field}.node`),
      addresses: checkList(peer.addresses, `${field}.addresses`, limits.addresses, (address, at) =>
        checkLine(address, at),
      ),
      age: peer.age,
    })),
  }
}

/** By an empty SyncGet. */
async function askHeads(frames: FrameStream, signal: AbortSignal): Promise<void> {
  await frames.send('SyncGet', {}, signal)
}

function* headsSteps(frame: Uint8Array): Steps<Head[]> {
  const heads: Head[] = []
  for (const part of frameParts('SyncHeads', frame, limits.turnBytes)) {
    for (const head of checkList(part.heads, 'heads', limits.heads, parseHead, heads.length)) heads.push(head)
    yield
  }
  return heads
}

/** In batches. Returns how many objects came. */
async function fetchAll(frames: FrameStream, wanted: Head[], sink: SyncSink, signal: AbortSignal): Promise<number> {
  let came = 0
  for (let first = 0; first < wanted.length; first += limits.syncDigests) {
    const digests = wanted.slice(first, first + limits.syncDigests).map(head => head.digest)
    came += await fetchObjects(frames, digests, sink, signal)
  }
  return came
}

/** Delivers each frame as it comes, so that one frame bounds the memory. Returns how many objects came. */
async function fetchObjects(
  frames: FrameStream,
  digests: Digest[],
  sink: SyncSink,
  signal: AbortSignal,
): Promise<number> {
  await frames.send('SyncGet', { digests: digests.map(digest => Buffer.from(digest, 'hex')) }, signal)
  let answered = 0
  let came = 0
  while (answered < digests.length) {
    const { envelopes } = await frames.receive('SyncObjects', signal)
    answered += envelopes.length
    if (envelopes.length === 0 || answered > digests.length)
      throw new CodedError('bad-message', `expected ${digests.length} envelopes, found ${answered}`)
    const present = envelopes.filter(envelope => envelope.length > 0)
    came += present.length
    if (present.length > 0) await sink.deliver(present)
  }
  return came
}

/** In the order asked, as many a frame as fit. */
async function sendObjects(
  frames: FrameStream,
  get: Message<'SyncGet'>,
  source: SyncSource,
  signal: AbortSignal,
): Promise<number> {
  const digests = checkList(get.digests, 'digests', limits.syncDigests, checkDigest)
  let batch: Uint8Array[] = []
  let batchBytes = 0
  let sent = 0
  for (const digest of digests) {
    const envelope = (await source.envelope(digest)) ?? new Uint8Array()
    if (batch.length > 0 && batchBytes + envelope.length > limits.envelopeBytes) {
      await frames.send('SyncObjects', { envelopes: batch }, signal)
      batch = []
      batchBytes = 0
    }
    batch.push(envelope)
    batchBytes += envelope.length
    if (envelope.length > 0) sent++
  }
  await frames.send('SyncObjects', { envelopes: batch }, signal)
  return sent
}

function byDelivery(a: Head, b: Head): number {
  const order = deliveryOrder.indexOf(a.kind) - deliveryOrder.indexOf(b.kind)
  return order || (a.name < b.name ? -1 : a.name > b.name ? 1 : compareVersions(a, b))
}
