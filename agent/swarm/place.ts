// Where a node is, seen from its site: at home, alone, cut off from members that are there, or away. It decides what fetching from outside
// means for it: for the site, or for itself at a small share. Pure; place-watch.ts gathers the view.

import { addressRanges } from '../../core/address-ranges.ts'
import { limits } from '../../core/limits.ts'

export type Place =
  /** Members of the site are connected, and none that is there is known to be out of reach. */
  | { kind: 'home' }
  /** No member is connected and it is too early to say why: nothing is fetched outside. */
  | { kind: 'unknown' }
  /** No other member is there, as far as anybody can tell: what the site needs this node fetches. */
  | { kind: 'alone' }
  /** Members are there by the coordinator's word and none of them can be reached. */
  | { kind: 'isolated' }
  /** It is not at its site. `isCertain`: by its own addresses, so that it speaks with nobody of the place it is in. */
  | { kind: 'roaming'; isCertain: boolean }
  /** Some members are connected, others are there and out of reach. `isBetterHalf`: the best-ranked one is on this side. */
  | { kind: 'split'; isBetterHalf: boolean }

/** What a coordinator said of the site, when (ms on the monotonic clock). */
export interface CoordinatorWord {
  at: number
  /** Members that are there, with the time each was last heard. */
  live: ReadonlyMap<string, number>
  elsewhere: boolean
}

export interface PlaceView {
  self: string
  /** Members by rank, best first. */
  ranked: readonly string[]
  /** Signed, in CIDR notation. */
  prefixes: readonly string[]
  /** The machine's own IP addresses. */
  addresses: readonly string[]
  /** Members. */
  connected: ReadonlySet<string>
  /** Whether the swarm heard the member of late, directly or relayed. */
  isHeard: (node: string) => boolean
  /** Whether dialling the member was in vain. */
  isUnreachable: (node: string) => boolean
  /** Since when a member has been out of reach that was connected or said to be there; undefined: it is not missed. */
  missedSince: (node: string) => number | undefined
  /** Since when no member has been connected. */
  aloneSince: number
  word: CoordinatorWord | undefined
  /** When a coordinator last could not be reached. */
  silentAt: number
}

export function decidePlace(view: PlaceView, now: number): Place {
  if (isAway(view)) return { kind: 'roaming', isCertain: true }
  if (view.connected.size > 0) return decideAmongMembers(view)
  const others = new Set(view.ranked.filter(node => node !== view.self))
  if (others.size === 0) return { kind: 'alone' }
  const { word, aloneSince, silentAt } = view
  if (!word || word.at < aloneSince) {
    const isTooLate = silentAt >= aloneSince || now - aloneSince >= limits.placeUnknownMs
    return { kind: isTooLate ? 'alone' : 'unknown' }
  }
  if (word.elsewhere) return { kind: 'roaming', isCertain: false }
  const live = [...word.live.keys()].filter(node => others.has(node))
  if (live.length === 0) return { kind: 'alone' }
  const isHopeless = live.every(view.isUnreachable) || now - aloneSince >= limits.placeUnknownMs
  return { kind: isHopeless ? 'isolated' : 'unknown' }
}

/** Every machine has them, wherever it is: with nothing else it is between two addresses, or its cable is out. */
const ofNoPlace = addressRanges(['127.0.0.0/8', '::1/128', '169.254.0.0/16', 'fe80::/10'])

/** It has addresses, and none of them lies in the site's prefixes. A site without prefixes is wherever its members meet. */
function isAway({ prefixes, addresses }: PlaceView): boolean {
  const inSite = addressRanges(prefixes)
  return !inSite.isEmpty && !addresses.every(ip => ofNoPlace.contains(ip)) && !addresses.some(ip => inSite.contains(ip))
}

function decideAmongMembers(view: PlaceView): Place {
  const cutOff = new Set(missedMembers(view).filter(node => hasSpokenSince(view, node)))
  if (cutOff.size === 0) return { kind: 'home' }
  const isPresent = (node: string) => node === view.self || view.connected.has(node) || view.isHeard(node)
  const best = view.ranked.find(node => isPresent(node) || cutOff.has(node))
  return { kind: 'split', isBetterHalf: best === undefined || !cutOff.has(best) }
}

/** Members that the coordinator says are there, and that neither answer nor are heard. */
export function missedMembers(
  view: Omit<PlaceView, 'missedSince' | 'aloneSince' | 'silentAt' | 'addresses' | 'prefixes'>,
): string[] {
  const members = new Set(view.ranked)
  return [...(view.word?.live.keys() ?? [])].filter(
    node =>
      node !== view.self &&
      members.has(node) &&
      !view.connected.has(node) &&
      !view.isHeard(node) &&
      view.isUnreachable(node),
  )
}

/** A machine that died is missed and said to be there for a while, too; one that is cut off goes on speaking with the coordinator. */
function hasSpokenSince({ word, missedSince }: PlaceView, node: string): boolean {
  const heardAt = word?.live.get(node)
  const since = missedSince(node)
  return heardAt !== undefined && since !== undefined && heardAt > since
}

/** What the place means for fetching from outside. */
export interface OwnWay {
  place: Place
  /** Bytes a second this node may fetch for itself; infinite: what the site may. */
  rateBytesPerSecond: number
  /** Which part of the time there is an isolated node waits, 0 to 1: drawn once, so that the isolated do not all begin together. */
  part: number
}

export const atHome: OwnWay = { place: { kind: 'home' }, rateBytesPerSecond: Number.POSITIVE_INFINITY, part: 0 }

/** The rate of a node that fetches for itself: `siteRate` is the site's budget in bytes a second, undefined when there is none. */
export function ownRate(
  place: Place,
  { siteRate, members, roamingRate }: { siteRate: number | undefined; members: number; roamingRate: number },
): number {
  if (place.kind === 'roaming') return roamingRate
  if (place.kind !== 'isolated') return Number.POSITIVE_INFINITY
  const share = (siteRate ?? limits.isolatedSiteRateBytes) / Math.max(1, members)
  return Math.max(limits.ownRateMinBytes, Math.floor(share))
}

export interface OwnWork {
  /** When the node began to want it (ms). */
  learnedAt: number
  sizeBytes: number
  /** Seconds since 1970; 0: none. */
  deadline: number
  /** Negative for what goes first; an emergency is below every other. */
  priority: number
}

/**
 * From when an artifact may be fetched outside (ms); infinite: not before the place is known. Who is isolated leaves the line to those that
 * share until a random part of the time to the deadline is over, less what the fetching itself takes.
 */
export function ownStart({ place, rateBytesPerSecond, part }: OwnWay, work: OwnWork): number {
  if (place.kind === 'unknown') return Number.POSITIVE_INFINITY
  if (place.kind !== 'isolated') return 0
  if (-work.priority >= limits.emergencyPriority) return work.learnedAt
  const fetchMs = (work.sizeBytes / rateBytesPerSecond) * 1000
  const leftMs = work.deadline === 0 ? limits.isolatedWaitMs : work.deadline * 1000 - work.learnedAt - fetchMs
  return work.learnedAt + part * Math.min(Math.max(0, leftMs), limits.isolatedWaitMaxMs)
}
