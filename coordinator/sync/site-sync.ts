// The coordinator's side of anti-entropy: tells a member what its site is to know, and nudges connected members on news.

import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import type { FrameStream } from '../../core/frames.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { protocols } from '../../core/protocols.ts'
import { RateLimit } from '../../core/rate-limit.ts'
import {
  type PeerAddresses,
  pullSync,
  type ServeResult,
  type SyncSource,
  serveSync,
  summarize,
  syncFrameLimits,
} from '../../core/sync-exchange.ts'
import type { FirstWord } from '../backup/first-word.ts'
import type { Lesson } from '../backup/learn.ts'
import type { CoordinatorNetwork } from '../network.ts'
import type { ControlReason } from '../reports/wan-meter.ts'
import type { CoordinatorState } from '../state.ts'
import { type Heartbeats, headOf } from './heartbeats.ts'
import { Presence } from './presence.ts'
import { RecentHeads } from './recent-heads.ts'

export interface SiteSyncDeps {
  state: CoordinatorState
  heartbeats: Heartbeats
  network: CoordinatorNetwork
  /** Site of a member. */
  siteOf: (node: string) => string | undefined
  /** Signed prefixes of a site. */
  prefixesOf: (site: string) => readonly string[]
  /** Takes from a member what is newer than ours. */
  learn: (node: string, site: string) => Lesson
  /** A member of a site that was not heard since a restore has told all it has. */
  onHeard: (site: string, node: string) => Promise<void>
  firstWord: Pick<FirstWord, 'awaited' | 'isAwaited' | 'noteAsked' | 'noteHeard'>
  clock: Clock
  log: Log
}

/** Whose line the bytes cross, and what for. */
export interface Counted {
  site: string
  reason: ControlReason
}

export interface SiteSync {
  serve(frames: FrameStream, node: string, signal: AbortSignal): Promise<void>
  /** Tells the connected members of the sites that there is something new. */
  nudge(sites: readonly string[]): void
  /** Nothing is signed for the site by itself: none of its members was heard since the start, or too few since a restore. */
  isUnheard(site: string): boolean
  /** Asks the connected members of such sites. */
  askUnheard(): void
  /** A member gave a sign of life by way of another. */
  heardOf(node: string): void
  /** Bytes of all exchanges with members of the site, both directions, since the start. */
  bytesOf(site: string, reason: ControlReason): number
  /** Runs an exchange with a member of the site; its bytes count as the site's from the first one on. */
  counted(what: Counted, frames: FrameStream, exchange: () => Promise<void>): Promise<void>
}

export function createSiteSync({
  state,
  heartbeats,
  network,
  siteOf,
  prefixesOf,
  learn,
  onHeard,
  firstWord,
  clock,
  log,
}: SiteSyncDeps): SiteSync {
  const rate = new RateLimit(limits.memberExchanges)
  const addresses = new Map<string, string[]>()
  const presence = new Presence({
    connected: () => network.connected(),
    addressOf: node => network.remoteAddress(node),
    toldBy: node => addresses.get(node) ?? [],
    siteOf,
    prefixesOf,
    clock,
  })
  const bytes = new Map<string, number>()
  const running = new Map<FrameStream, Counted>()
  const recent = new RecentHeads()
  /** By member: both summaries of the last exchange in which it had nothing for us. */
  const inVain = new Map<string, string>()
  const sourceFor = (site: string, asker: string): SyncSource => {
    const objects = heartbeats.forSite(site) ?? []
    const { roots, rootHeads } = state
    const byDigest = new Map<Digest, Uint8Array>(objects.map(object => [object.digest, object.bytes]))
    for (const [index, { digest }] of rootHeads.entries()) byDigest.set(digest, roots[index]!)
    const heads = [...rootHeads, ...objects.map(headOf)]
    recent.note(site, heads)
    return {
      fleet: state.anchor.fleet,
      site: '',
      heads: () => heads,
      headsSince: summary => recent.since(site, summary, heads),
      envelope: async digest => byDigest.get(digest),
      // a line's bytes: addresses go to who needs them, not along with news
      peers: asked => (asked ? knownPeers(site, asker) : []),
      needsPeers: () => false,
      isElsewhere: () => presence.isElsewhere(asker, site),
    }
  }
  /** Those that are there first: a large site has more members than are told. */
  const knownPeers = (site: string, asker: string): PeerAddresses[] => {
    const live = presence.liveMembers(site, asker)
    const others = [...addresses.keys()].filter(node => node !== asker && !live.has(node) && siteOf(node) === site)
    return [...live.keys(), ...others]
      .slice(0, limits.syncPeers)
      .map(node => ({ node, addresses: addresses.get(node) ?? [], age: live.get(node) ?? 0 }))
  }

  /** A member tells its own addresses; what it says of others is not taken. */
  const note = (node: string, peers: readonly PeerAddresses[]) => {
    presence.heard(node)
    const own = peers.find(peer => peer.node === node)
    if (own && own.addresses.length > 0) addresses.set(node, own.addresses)
  }
  const counted = async (what: Counted, frames: FrameStream, exchange: () => Promise<void>) => {
    running.set(frames, what)
    try {
      await exchange()
    } finally {
      running.delete(frames)
      bytes.set(keyOf(what), (bytes.get(keyOf(what)) ?? 0) + bytesOfFrames(frames))
    }
  }
  const isUnheard = (site: string) => state.unheardSites.has(site) || firstWord.isAwaited(site)
  const nudgeOne = async (node: string, site: string) => {
    const signal = AbortSignal.timeout(limits.exchangeMs)
    const frames = await network.openFrames(node, protocols.sync, syncFrameLimits, signal)
    await counted({ site, reason: 'metadata' }, frames, async () => {
      const lesson = learn(node, site)
      const source = sourceFor(site, node)
      const { peers, summary } = await pullSync(frames, source, lesson, signal)
      note(node, peers)
      if (lesson.taken() > 0) inVain.delete(node)
      else inVain.set(node, `${summarize(source.heads())}/${summary}`)
      if (!lesson.isWhole()) return
      firstWord.noteHeard(site)
      if (state.unheardSites.has(site)) await onHeard(site, node)
    })
  }
  /** It has fetched what we have. If it still holds what no state of its site was in this run, we may lack that: this home may be an old copy. */
  const mayKnowMore = (node: string, site: string, { summary, offered, differs }: ServeResult) => {
    if (isUnheard(site)) return true
    const isOurs = [summary, offered].some(each => recent.since(site, each, []) !== undefined)
    if (!differs || isOurs) return false
    return inVain.get(node) !== `${summarize(sourceFor(site, node).heads())}/${summary}`
  }

  const nudge = (sites: readonly string[]) => {
    for (const node of network.connected()) {
      const site = siteOf(node)
      if (site === undefined || !sites.includes(site)) continue
      nudgeOne(node, site).catch(error => log.debug({ node, reason: String(error) }, 'nudge failed'))
    }
  }

  return {
    async serve(frames, node, signal) {
      const site = siteOf(node)
      if (site === undefined) return frames.abort(new Error('not a member'))
      if (!rate.take(node, clock.monotonic())) return frames.abort(new Error('too often'))
      firstWord.noteAsked(site)
      const served: { result?: ServeResult } = {}
      await counted({ site, reason: 'metadata' }, frames, async () => {
        served.result = await serveSync(frames, sourceFor(site, node), signal)
        note(node, served.result.peers)
      })
      if (served.result && mayKnowMore(node, site, served.result)) await nudgeOne(node, site)
    },
    nudge,
    isUnheard,
    askUnheard: () => nudge([...state.unheardSites, ...firstWord.awaited()]),
    heardOf: node => presence.heardOf(node),
    bytesOf(site, reason) {
      const key = keyOf({ site, reason })
      const now = [...running].filter(([, each]) => keyOf(each) === key).map(([frames]) => bytesOfFrames(frames))
      return now.reduce((sum, each) => sum + each, bytes.get(key) ?? 0)
    },
    counted,
  }
}

function bytesOfFrames({ bytesSent, bytesReceived }: FrameStream): number {
  return bytesSent + bytesReceived
}

/** Site names contain no slash. */
function keyOf({ site, reason }: Counted): string {
  return `${site}/${reason}`
}
