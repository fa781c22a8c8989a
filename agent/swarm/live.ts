// Who is there: members heard lately, which of them contend for the site's slots, and which of them really fetch. It decides nothing
// about pieces.

import type { Announcement } from '../../core/announcement.ts'
import { limits, SECOND_MS } from '../../core/limits.ts'
import { isSparing } from '../../core/roster.ts'
import { createConduct, isPoisoner } from './blame.ts'
import { compareRank } from './rank.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import type { PeerView, SwarmState } from './swarm-state.ts'

/** Notes that a member was heard; undefined when it is none. */
export function hear(state: SwarmState, node: string, now: number): PeerView | undefined {
  const known = state.peers.get(node)
  if (known) {
    known.heardAt = now
    if (isFetcher(state, known, now)) known.activeAt = now
    return known
  }
  const member = state.ranking.of.get(node)
  if (!member || node === state.node) return undefined
  const peer: PeerView = {
    member,
    conduct: createConduct(),
    heardAt: now,
    activeAt: 0,
    waitingSince: 0,
    claimedMs: 0,
    waitedMs: 0,
    broughtAt: 0,
    isDoubted: false,
    progressAt: now,
    pieceMs: 0,
    slowUntil: 0,
    sureAt: Number.NEGATIVE_INFINITY,
    budget: swarmNumbers.announcementBurst,
    budgetAt: now,
  }
  state.peers.set(node, peer)
  return peer
}

export function isLive(peer: PeerView, now: number): boolean {
  return now - peer.heardAt < swarmNumbers.liveMs
}

/** Members that might fetch, best first. */
export function liveCandidates(state: SwarmState, now: number): string[] {
  if (isStarting(state, now)) return state.ranking.order.slice(0, swarmNumbers.candidates).map(member => member.node)
  const live = [...state.peers.values()].filter(peer => isLive(peer, now)).map(peer => peer.member)
  if (state.self) live.push(state.self)
  return live
    .sort(compareRank)
    .slice(0, swarmNumbers.candidates)
    .map(member => member.node)
}

/**
 * Whether fewer than 16 better-ranked members are live. Nobody speaks unasked while there is no work, so that when it begins nobody has
 * been heard: the first of the roster speak then. Who comes behind them and hears too few waits its turn, or a whole office would speak
 * at once: each further step twice as many places behind those that were heard.
 */
export function isCandidate(state: SwarmState, now: number): boolean {
  state.candidateAt = candidateAt(state, now)
  state.isCandidate = now >= state.candidateAt
  return state.isCandidate
}

/** Whether it announces, and keeps account of claims: a candidate; also who is none any more, while what it asked for outside comes. */
export function speaks({ self, isCandidate, outside }: SwarmState): boolean {
  return self !== undefined && (isCandidate || outside.size > 0)
}

function candidateAt(state: SwarmState, now: number): number {
  const { self, ranking } = state
  if (!self) return Number.POSITIVE_INFINITY
  const { candidates, listenMs, candidateStepMs } = swarmNumbers
  const { index } = ranking.of.get(state.node)!
  state.betterLive = index
  if (isStarting(state, now)) return index < candidates ? now : state.startedAt + swarmNumbers.startMs
  let better = 0
  let worstHeard = candidates - 1
  for (const peer of state.peers.values()) {
    if (!isLive(peer, now) || compareRank(peer.member, self) >= 0 || hasOtherWork(state, peer)) continue
    better++
    worstHeard = Math.max(worstHeard, peer.member.index)
  }
  state.betterLive = better
  if (better >= candidates) {
    state.vacantSince = 0
    return Number.POSITIVE_INFINITY
  }
  state.vacantSince ||= Math.max(now, state.workSince + listenMs)
  if (index <= worstHeard) return now
  return state.vacantSince + candidateStepMs * Math.log2((index - worstHeard) / (candidates - better) + 1)
}

/** It has spoken, and of nothing that this node lacks: it will not fetch that. */
function hasOtherWork(state: SwarmState, { announced }: PeerView): boolean {
  if (!announced || state.open.length === 0) return false
  for (const { artifact } of announced.body.holdings) {
    const mine = state.artifacts.get(artifact)
    if (mine && mine.status !== 'complete') return false
  }
  return true
}

/** For its first 2 s a node counts the whole roster as live. */
export function isStarting(state: SwarmState, now: number): boolean {
  return now - state.startedAt < swarmNumbers.startMs
}

/** Fewer than K of the whole roster come before this node: whoever else is there, its turn has come. */
export function isFirstOfRoster({ self, slots }: SwarmState): boolean {
  return self !== undefined && self.index < slots
}

/** How many better-ranked live members have the same work to do. */
export function contendersBefore(state: SwarmState, now: number): number {
  const { self } = state
  if (!self) return Number.POSITIVE_INFINITY
  const starting = isStarting(state, now)
  let before = starting ? state.ranking.of.get(state.node)!.index : 0
  for (const peer of state.peers.values()) {
    if (compareRank(peer.member, self) >= 0 || !mayClaim(peer, now)) continue
    const body = isLive(peer, now) ? peer.announced?.body : undefined
    const contends = body !== undefined && !isClosed(body) && lacksSomething(state, body)
    if (starting && peer.announced && !contends) before--
    if (!starting && contends) before++
  }
  return before
}

/**
 * Whether this node leaves fetching to members whose lines cost less: while one of them lacks something that this one lacks, too, and for a
 * while after. Where nobody of the site answers there is nobody to leave it to.
 */
export function leavesToOthers(state: SwarmState, now: number): boolean {
  const { self, own } = state
  if (!self || !isSparing(self.class) || (own.place.kind !== 'home' && own.place.kind !== 'split')) return false
  let since = workSince(state)
  for (const { member, isDoubted, announced, heardAt } of state.peers.values())
    if (!isSparing(member.class) && !isDoubted && announced && lacksSomething(state, announced.body))
      since = Math.max(since, heardAt)
  return now - since < swarmNumbers.sparingMs
}

/** Whether fewer than K live members before it may contend for the slots: who does not hear of it takes one that is its own. */
export function isAmongFirst(state: SwarmState, { member }: PeerView, now: number): boolean {
  let better = 0
  for (const peer of state.peers.values())
    if (peer.announced && compareRank(peer.member, member) < 0 && isLive(peer, now) && mayClaim(peer, now))
      if (mayContend(state, peer.announced.body)) better++
  return better < state.slots
}

/** Whether it may still miss part of something that this node misses, too, or has not heard of yet. */
export function mayContend(state: SwarmState, { holdings }: Announcement): boolean {
  return holdings.some(({ artifact, pieces }) => {
    const mine = state.artifacts.get(artifact)
    return mine === undefined || (mine.status !== 'complete' && pieces < mine.count)
  })
}

/** Since when there has been something to fetch (ms); infinite: there is nothing. */
export function workSince(state: SwarmState): number {
  let since = Number.POSITIVE_INFINITY
  for (const artifact of state.open) if (artifact.status === 'working') since = Math.min(since, artifact.settledAt)
  return since
}

/** It may not fetch, by its budget or a pause: it keeps no slot from who may. */
export function isClosed({ doing, leases }: Announcement): boolean {
  return doing === 'budget' && leases.length === 0
}

/** Whether it says that it still misses part of something this node misses too. */
function lacksSomething(state: SwarmState, body: Announcement): boolean {
  return body.holdings.some(({ artifact, pieces }) => {
    const mine = state.artifacts.get(artifact)
    return mine !== undefined && mine.status !== 'complete' && pieces < mine.count
  })
}

/** Whether slots and pieces that it claims count as its own. */
export function mayClaim(peer: PeerView, now: number): boolean {
  return !peer.isDoubted && !isPoisoner(peer.conduct, now)
}

/** Whether its newest word is that it fetches, or why it does not, and its pieces do come. */
export function isFetcher(state: SwarmState, peer: PeerView, now: number): boolean {
  const body = peer.announced?.body
  if (!body || !mayClaim(peer, now)) return false
  if (body.doing === 'source-wait') {
    const until = Math.min(body.until, peer.waitingSince + limits.believedWaitMs)
    return now < until && !canDoWithout(state, body, now)
  }
  return body.doing !== 'idle' && body.leases.length > 0 && !isStalled(peer, now)
}

/** Whether this node lacks something that is no concern of who waits for its sources: then its slot is free for that. */
function canDoWithout(state: SwarmState, waiting: Announcement, now: number): boolean {
  for (const { digest, status, sourceWaitUntil } of state.open)
    if (status === 'working' && sourceWaitUntil <= now && !waiting.holdings.some(held => held.artifact === digest))
      return true
  return false
}

/** No progress for max(3 s, 3 × the expected piece time). */
export function isStalled(peer: PeerView, now: number): boolean {
  return now >= stalledAt(peer)
}

function stalledAt({ progressAt, pieceMs, slowUntil }: PeerView): number {
  const patienceMs = Math.min(Math.max(swarmNumbers.stallMs, 3 * pieceMs), swarmNumbers.stallMaxMs)
  return Math.max(progressAt + patienceMs, slowUntil)
}

/** When it last was a fetcher as far as this node can tell (ms). */
export function lastActive(state: SwarmState, peer: PeerView, now: number): number {
  if (isFetcher(state, peer, now)) return peer.heardAt
  if (peer.isDoubted) return peer.activeAt
  const body = peer.announced?.body
  const stalled = body !== undefined && body.doing !== 'source-wait' && body.leases.length > 0
  if (!stalled) return peer.activeAt
  return Math.min(peer.activeAt, takenOverAt(stalledAt(peer)))
}

/** The first in line takes over at the end of the patience, each further one a step later: not all of them at once. */
export function takenOverAt(endMs: number): number {
  return endMs - swarmNumbers.silenceMs - swarmNumbers.takeoverStepMs
}

/**
 * It leases and has brought nothing yet, after the shortest patience. On a slow line that is no fault: what it leases stays its own. But its
 * slot is another's, too, who fetches other pieces: where it lies, the office waits no longer.
 */
export function isLate(state: SwarmState, peer: PeerView, now: number): boolean {
  if (peer.broughtAt >= state.workSince || now < lateAt(peer)) return false
  return peer.announced?.body.doing !== 'source-wait' && isFetcher(state, peer, now)
}

/** Later for large pieces: what the site's fetchers need for one over a usual line. */
export function lateAt({ progressAt, pieceMs }: PeerView): number {
  const { stallMs, slots, assumedRate, usualRate } = swarmNumbers
  return progressAt + Math.max(stallMs, (slots * pieceMs * assumedRate) / usualRate)
}

/** A lease of this peer ended well. */
export function noteProgress(peer: PeerView, now: number): void {
  peer.pieceMs = smoothed(peer.pieceMs, now - peer.progressAt)
  peer.progressAt = now
}

/** It begins to lease: until its pieces' time was seen, a slow line is assumed. */
export function expectProgress(peer: PeerView, pieceBytes: number, now: number): void {
  peer.progressAt = now
  peer.pieceMs = assumedPieceMs(pieceBytes)
}

/** How long a piece takes over a slow line that two share (ms). */
export function assumedPieceMs(pieceBytes: number): number {
  const { outsideRequests, outsideRequestBytes, assumedRate } = swarmNumbers
  return (outsideRequests * Math.max(pieceBytes, outsideRequestBytes) * 1000) / assumedRate
}

/** This node asks outside after it did not. */
export function expectOwnProgress(state: SwarmState, pieceBytes: number, now: number): void {
  const { outsideProgress: own } = state
  own.at = now
  if (own.pieceMs === 0) own.pieceMs = assumedPieceMs(pieceBytes)
}

export function noteOwnProgress(state: SwarmState, now: number): void {
  const { outsideProgress: own } = state
  own.pieceMs = smoothed(own.pieceMs, now - own.at)
  own.at = now
}

/** A fetcher's requests may end together: the time between two pieces must not be forgotten over one that comes at once. */
function smoothed(pieceMs: number, tookMs: number): number {
  return 0.8 * pieceMs + 0.2 * tookMs
}

/** It leases and nothing comes; or bytes do, and others' pieces come so much sooner that it is not the line. */
export function isSelfStalled(state: SwarmState, now: number): boolean {
  if (state.outside.size === 0) return false
  const { at, pieceMs } = state.outsideProgress
  const patienceMs = Math.max(swarmNumbers.stallMs, 3 * pieceMs, 3 * pacedMs(state))
  if (ownSilentMs(state, now) >= patienceMs) return true
  const othersMs = 3 * siteNeedsMs(state)
  return othersMs > 0 && now - at >= Math.max(patienceMs, othersMs) && !readsWhole(state)
}

/**
 * Nothing has come to it for nearly the shortest patience, or three times what its requests take at its pace, as it tells the others: who takes
 * over from it knows no better, and is not to be fought for the piece. It is over in the shortest patience: its look comes late, and so do words.
 */
export function isOverdue(state: SwarmState, now: number): boolean {
  const { stallMs, candidateTickMs } = swarmNumbers
  const patienceMs = Math.max(stallMs - 2 * candidateTickMs, 3 * pacedMs(state))
  return state.outside.size > 0 && ownSilentMs(state, now) >= patienceMs
}

/** Since nothing came of what this node asks for outside. */
export function ownSilentMs({ outsideProgress: { at, movedAt } }: SwarmState, now: number): number {
  return now - Math.max(at, movedAt)
}

/** How long a fetcher of this site needs for a piece, by how often others' pieces come; 0: none has. */
export function siteNeedsMs({ arrivals, slots }: SwarmState): number {
  return swarmNumbers.outsideRequests * slots * arrivals.pieceMs
}

/** A source that sends everything sends first what is here. */
function readsWhole({ outside, artifacts }: SwarmState): boolean {
  for (const { artifact } of outside.values()) if (artifacts.get(artifact)?.wholeOnly) return true
  return false
}

/** Bytes come, but no piece has for a while: the others see nothing of it. */
export function isSlow({ outside, outsideProgress: { at, movedAt } }: SwarmState, now: number): boolean {
  return outside.size > 0 && now - at >= swarmNumbers.silenceMs && now - movedAt < swarmNumbers.stallMs
}

/** How long this node's outside requests take at the pace it keeps to (ms). */
export function pacedMs({ pace, artifacts, outside }: SwarmState): number {
  let bytes = 0
  for (const { artifact, first, count } of outside.values()) {
    const known = artifacts.get(artifact)
    if (known) bytes += (known.wholeOnly ? first + count : count) * known.pieceBytes
  }
  return (bytes * SECOND_MS) / pace.bytesPerSecond
}

/** Until when a peer that says why it is slow is believed to progress: as long as its pieces take over a slow line, no longer (ms). */
export function slowUntil(peer: PeerView, pieceBytes: number): number {
  const body = peer.announced?.body
  if (body?.doing !== 'yielding' && body?.doing !== 'budget') return 0
  return Math.min(body.until, peer.progressAt + Math.max(swarmNumbers.stallMaxMs, 3 * assumedPieceMs(pieceBytes)))
}
