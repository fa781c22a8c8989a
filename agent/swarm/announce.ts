// What a candidate says once a second while there is work, and what it believes of what others say. Signatures are checked before
// anything comes here; this file orders, bounds and relays.

import type { Activity, Announcement } from '../../core/announcement.ts'
import { DAY_MS, limits } from '../../core/limits.ts'
import { noteClaimed } from './belief.ts'
import { acceptClaims, holdsLeases, leaseRuns } from './leases.ts'
import {
  expectProgress,
  hear,
  isAmongFirst,
  isFetcher,
  isSlow,
  mayContend,
  pacedMs,
  slowUntil,
  speaks,
} from './live.ts'
import { lowerClass } from './rank.ts'
import { holdForRelay } from './relays.ts'
import { sourceWait } from './source-wait.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import {
  type ArtifactState,
  hasWork,
  type PeerView,
  type Said,
  type SwarmEffect,
  type SwarmState,
} from './swarm-state.ts'

/** The announcement that is due now, if one is. */
export function announceIfDue(state: SwarmState, now: number): SwarmEffect[] {
  const work = hasWork(state)
  if (!work && !state.announcedWork) return []
  if (now - state.announcedAt < dueAfter(state, work)) return []
  if (!speaks(state)) {
    state.announceSoon = false
    return []
  }
  state.announcedAt = now
  state.announcedWork = work
  state.announceSoon = false
  return [{ type: 'announce', said: say(state, now), to: [...state.neighbours.keys()] }]
}

function dueAfter(state: SwarmState, work: boolean): number {
  if (state.announceSoon || !work) return swarmNumbers.announceGapMs
  const { announceLeasingMs, announceMs, announceIdleMs, contenders } = swarmNumbers
  if (holdsLeases(state)) return announceLeasingMs
  return state.betterLive < contenders ? announceMs : announceIdleMs
}

/** When the next announcement falls due (ms). */
export function announceDueAt(state: SwarmState): number {
  const work = hasWork(state)
  return work || state.announcedWork ? state.announcedAt + dueAfter(state, work) : Number.POSITIVE_INFINITY
}

function say(state: SwarmState, now: number): Said {
  return {
    boot: state.boot,
    sequence: ++state.sequence,
    ...activity(state, now),
    leases: leaseRuns(state),
    holdings: holdings(state),
  }
}

function activity(state: SwarmState, now: number): { doing: Activity; until: number } {
  if (now < state.closedUntil) return { doing: 'budget', until: Math.min(state.closedUntil, now + DAY_MS) }
  const until = sourceWait(state, now)
  if (until > 0) return { doing: 'source-wait', until }
  if (!holdsLeases(state)) return { doing: 'idle', until: 0 }
  const { because } = state.pace
  // What it asked for while it yielded comes late also when it yields no more.
  const hasYielded = because === 'nothing' && now - state.outsideProgress.yieldedAt < swarmNumbers.yieldedMs
  if (isSlow(state, now) || hasYielded) return { doing: 'yielding', until: now + swarmNumbers.stallMs }
  if (because === 'nothing') return { doing: 'fetching', until: 0 }
  return { doing: because, until: now + Math.min(3 * pacedMs(state), limits.believedWaitMs) }
}

/** What is being worked on first, then what is complete. */
function holdings(state: SwarmState): Said['holdings'] {
  const said: Said['holdings'] = []
  const say = ({ digest, held }: ArtifactState) => said.push({ artifact: digest, pieces: held.size })
  for (const artifact of state.open) {
    if (said.length >= swarmNumbers.announcedHoldings) return said
    say(artifact)
  }
  for (const artifact of state.artifacts.values()) {
    if (said.length >= swarmNumbers.announcedHoldings) return said
    if (artifact.status === 'complete') say(artifact)
  }
  return said
}

/** Takes in a verified announcement that came through the neighbour `from`. Old, own and too many ones are dropped. */
export function hearAnnouncement(
  state: SwarmState,
  { from, body, envelope }: { from: string; body: Announcement; envelope: Uint8Array },
  now: number,
  random: () => number,
): SwarmEffect[] {
  const known = state.peers.get(body.node)
  if (known?.announced && !isNewer(body, known.announced.body)) return []
  const given = state.ranking.of.get(body.node)
  if (!given || body.node === state.node) return []
  const peer = known ?? hear(state, body.node, now)!
  if (!spend(peer, now)) return []
  const before = peer.announced?.body
  noteClaimed(peer, now)
  peer.member = { ...given, class: lowerClass(given.class, body.class) }
  peer.heardAt = now
  peer.announced = { body, envelope, at: now }
  peer.waitingSince = body.doing === 'source-wait' ? peer.waitingSince || now : 0
  const claims = body.doing !== 'idle' && body.leases.length > 0
  const isActive = body.doing === 'source-wait' ? isFetcher(state, peer, now) : claims
  if (isActive && !peer.isDoubted) peer.activeAt = now
  else if (before && before.leases.length > 0 && before.doing !== 'source-wait' && !peer.isDoubted)
    peer.activeAt = Math.min(peer.activeAt, peer.progressAt) // its slot has been idle since
  noteView(state, before, body, now)
  noteLeases(state, peer, before, now)
  const contends = mayContend(state, body) && (!before || !mayContend(state, before))
  const isNews = claims || contends || !before || before.doing !== body.doing || before.leases.length > 0
  const isSure = contends && now - peer.sureAt >= swarmNumbers.liveMs && isAmongFirst(state, peer, now)
  if (isSure) peer.sureAt = now
  holdForRelay(state, { from, body, envelope, isNews, isSure }, now, random)
  return speaks(state) ? acceptClaims(state, peer, before, now) : []
}

/** A node's restarts are ordered by `boot`, what it says in between by `sequence`. */
export function isNewer(
  a: Pick<Announcement, 'boot' | 'sequence'>,
  b: Pick<Announcement, 'boot' | 'sequence'>,
): boolean {
  return a.boot > b.boot || (a.boot === b.boot && a.sequence > b.sequence)
}

/** A token bucket for each node, so that no member can make the others relay without end. */
function spend(peer: PeerView, now: number): boolean {
  const { announcementBurst, announcementsPerSecond } = swarmNumbers
  const gained = ((now - peer.budgetAt) / 1000) * announcementsPerSecond
  peer.budget = Math.min(announcementBurst, peer.budget + gained)
  peer.budgetAt = now
  if (peer.budget < 1) return false
  peer.budget--
  return true
}

/** A node that turns out to hold some of the work changes the view; that one joins with nothing, or its leases move on, does not. */
function noteView(state: SwarmState, before: Announcement | undefined, body: Announcement, now: number): void {
  for (const { artifact, pieces } of body.holdings) {
    const mine = state.artifacts.get(artifact)
    if (mine?.status !== 'learning' || pieces === 0) continue
    const earlier = before?.holdings.find(held => held.artifact === artifact)
    if (!earlier || earlier.pieces === 0) mine.viewChangedAt = now
  }
}

/**
 * Moving leases are no progress: that is seen in the pieces that come of them. Who does not speak keeps no account of claims, and sees
 * none: should it come to, nobody is stalled yet.
 */
function noteLeases(state: SwarmState, peer: PeerView, before: Announcement | undefined, now: number): void {
  const [first] = peer.announced!.body.leases
  if (!first) return
  const pieceBytes = state.artifacts.get(first.artifact)?.pieceBytes ?? 0
  if (!speaks(state) || !before || before.leases.length === 0) expectProgress(peer, pieceBytes, now)
  peer.slowUntil = slowUntil(peer, pieceBytes)
}
