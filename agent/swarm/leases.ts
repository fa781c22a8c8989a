// Which node fetches which pieces from outside: no election, no server (proto/README.md §4.4). Each node applies the same rules to
// what it heard; where two views differ for a moment, the better rank keeps the piece. It sends nothing: claims become part of an
// announcement.

import type { Announcement, Lease } from '../../core/announcement.ts'
import { limits } from '../../core/limits.ts'
import {
  contendersBefore,
  isClosed,
  isFetcher,
  isFirstOfRoster,
  isLate,
  isLive,
  isOverdue,
  isStalled,
  lastActive,
  lateAt,
  leavesToOthers,
  mayClaim,
  takenOverAt,
  workSince,
} from './live.ts'
import { isComing, isFetching, isOnLan } from './on-lan.ts'
import { ownStart } from './place.ts'
import { compareRank } from './rank.ts'
import { isOnTrial, isPutOff } from './source-wait.ts'
import { noteRefetched } from './spread.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import type { ArtifactState, Claim, PeerView, SwarmEffect, SwarmState, WanReason } from './swarm-state.ts'
import { sizeOfPiece } from './swarm-state.ts'

/** What a node may do outside at this moment. */
export type Role =
  | 'bystander' // others hold the slots
  | 'yielding' // it held a slot and better-ranked ones hold them all now: it ends what runs and takes nothing new
  | 'holder' // it may lease and fetch

export function roleOf(state: SwarmState, now: number): Role {
  const { self, slots } = state
  if (!self || now < state.outsideNotBefore || now < state.closedUntil) return 'bystander'
  if (leavesToOthers(state, now)) return holdsLeases(state) ? 'yielding' : 'bystander'
  const fetchers = [...state.peers.values()].filter(
    peer => isFetcher(state, peer, now) && now - peer.heardAt < silence(0),
  )
  const better = fetchers.filter(peer => compareRank(peer.member, self) < 0)
  const late = better.filter(peer => isLate(state, peer, now)).length
  const leases = holdsLeases(state)
  if (better.length - Math.min(late, slots) >= slots) return leases ? 'yielding' : 'bystander'
  if (leases) return 'holder'
  const before = contendersBefore(state, now)
  if (before < slots) return 'holder'
  return now - silentSince(state, now) >= silence(before - slots + 1) ? 'holder' : 'bystander'
}

/** How long a slot must be silent before the node that is `worse` places behind the best takes it (ms). */
function silence(worse: number): number {
  return swarmNumbers.silenceMs + Math.max(0, worse) * swarmNumbers.takeoverStepMs
}

/** Since when fewer than K others fetch: nobody waits before there was something to wait for. Of those that are late, K do not count. */
function silentSince(state: SwarmState, now: number): number {
  const times: number[] = []
  let late = 0
  for (const peer of state.peers.values()) {
    const isExcess = late < state.slots && isLate(state, peer, now)
    if (isExcess) late++
    times.push(isExcess ? takenOverAt(lateAt(peer)) : lastActive(state, peer, now))
  }
  times.sort((a, b) => b - a)
  return Math.max(times[state.slots - 1] ?? 0, workSince(state))
}

export function holdsLeases(state: SwarmState): boolean {
  for (const artifact of state.open) if (artifact.leased.size > 0) return true
  return false
}

/** Leases enough work ahead; says whether it took any. */
export function takeLeases(state: SwarmState, now: number): boolean {
  const ahead = aheadBytes(state)
  const goal = state.pace.because === 'yielding' ? 1 : aheadGoal(state)
  if (ahead.bytes >= goal / 2) return false
  const place = placeAmongFetchers(state, now)
  const before = { bytes: goal - ahead.bytes, runs: limits.leases / 2 - ahead.pieces }
  let left = claimUnits(state, now, before, place)
  // Nothing of one's own share of the small files is left: help with the others', from their far ends, where their fetchers come last.
  if (ahead.bytes === 0 && left.bytes === before.bytes) left = claimUnits(state, now, left, 'rest')
  return left.runs < before.runs
}

/** What comes in two seconds. Who has little of the line leases little, or would end alone with it. */
function aheadGoal({ pace, outsideRate }: SwarmState): number {
  const { leaseAheadBytes, leaseAheadMs, outsideRequestBytes } = swarmNumbers
  if (outsideRate === 0) return leaseAheadBytes
  return Math.max(pace.requests * outsideRequestBytes, (outsideRate * leaseAheadMs) / 1000)
}

function aheadBytes(state: SwarmState): { bytes: number; pieces: number } {
  let bytes = 0
  let pieces = 0
  for (const artifact of state.open)
    for (const [piece, status] of artifact.leased) {
      pieces++
      if (typeof status !== 'number') bytes += sizeOfPiece(artifact, piece)
    }
  return { bytes, pieces }
}

interface FetcherPlace {
  index: number
  of: number
}

/** Fetchers start on shares of the work, so that they do not meet before they have heard of each other. */
function placeAmongFetchers(state: SwarmState, now: number): FetcherPlace {
  const { self, slots } = state
  if (isFirstOfRoster(state) && now < workSince(state) + swarmNumbers.settleMs) return { index: self!.index, of: slots }
  const rivals = [...state.peers.values()].filter(
    peer => (isFetcher(state, peer, now) || isContender(state, peer, now)) && now - peer.heardAt < silence(1),
  )
  const better = rivals.filter(peer => compareRank(peer.member, self!) < 0).length
  const of = Math.min(slots, rivals.length + 1)
  return { index: Math.min(better, of - 1), of }
}

function isContender(state: SwarmState, peer: PeerView, now: number): boolean {
  if (!isLive(peer, now) || !peer.announced || isClosed(peer.announced.body) || !mayClaim(peer, now)) return false
  return peer.announced.body.holdings.some(held => (state.artifacts.get(held.artifact)?.count ?? 0) > held.pieces)
}

interface Left {
  bytes: number
  runs: number
}

/** Which units of an artifact are a fetcher's to begin with, and from which end. */
interface Share {
  isMine(unit: number): boolean
  direction: 1 | -1
}

const allFromEnd: Share = { isMine: () => true, direction: -1 }

/**
 * The second of two begins at a large file's end: it may be slow, and what it leases would keep the file from being hashed from its beginning
 * while it comes. Small ones, and all among more fetchers, are shared out unit by unit, those of one unit by their digests.
 */
function shareOfUnits({ digest }: ArtifactState, units: number, { index, of }: FetcherPlace): Share {
  if (of <= 2 && units >= swarmNumbers.bothEndsRequests) return { isMine: () => true, direction: index === 0 ? 1 : -1 }
  const offset = Number.parseInt(digest.slice(0, 8), 16)
  return { isMine: unit => (unit + offset) % of === index, direction: 1 }
}

function claimUnits(state: SwarmState, now: number, left: Left, place: FetcherPlace | 'rest'): Left {
  let isTrialLeased = state.open.some(artifact => artifact.leased.size > 0 && isOnTrial(state, artifact))
  for (const artifact of state.open) {
    if (artifact.status !== 'working' || isPutOff(state, artifact, now) || now < ownStart(state.own, artifact)) continue
    const isTrial = isOnTrial(state, artifact)
    if (isTrial && isTrialLeased) continue
    if (left.bytes <= 0 || left.runs <= 0) break
    const unitPieces = piecesPerRequest(artifact)
    const units = Math.ceil(artifact.count / unitPieces)
    const { isMine, direction } = place === 'rest' ? allFromEnd : shareOfUnits(artifact, units, place)
    for (let step = 0; step < units && left.bytes > 0 && left.runs > 0; step++) {
      const unit = direction === 1 ? step : units - 1 - step
      if (!isMine(unit)) continue
      const taken = claimUnit(state, artifact, unit * unitPieces, unitPieces, now)
      if (taken === 0) continue
      left = { bytes: left.bytes - (isTrial ? 0 : taken), runs: left.runs - 1 }
      isTrialLeased ||= isTrial
      if (isTrial) break
    }
  }
  return left
}

function claimUnit(state: SwarmState, artifact: ArtifactState, first: number, pieces: number, now: number): number {
  let bytes = 0
  for (let piece = first; piece < Math.min(first + pieces, artifact.count); piece++) {
    if (!isClaimable(state, artifact, piece, now)) continue
    artifact.leased.set(piece, 'new')
    bytes += sizeOfPiece(artifact, piece)
  }
  return bytes
}

export function piecesPerRequest(artifact: ArtifactState): number {
  if (artifact.wholeOnly) return Math.max(1, artifact.count)
  return Math.max(1, Math.floor(swarmNumbers.outsideRequestBytes / artifact.pieceBytes))
}

/** Missing, not on its way, not to be had on the LAN, and nobody's. */
export function isClaimable(state: SwarmState, artifact: ArtifactState, piece: number, now: number): boolean {
  if (artifact.held.has(piece) || artifact.leased.has(piece) || isComing(state, artifact, piece, now)) return false
  if (isOnLan(state, artifact, piece, now)) return false
  if (artifact.wholeOnly && isFetchedWhole(state, artifact, now)) return false
  const claim = artifact.claims.get(piece)
  if (claim && isRespected(state, claim, now)) return false
  return !isHeldBeyondNeighbours(state, artifact, now)
}

/** Whoever fetches some of what a source sends as a whole gets all of it. */
function isFetchedWhole(state: SwarmState, artifact: ArtifactState, now: number): boolean {
  for (const claim of artifact.claims.values())
    if (claim.releasedAt === 0 && isRespected(state, claim, now)) return true
  return false
}

/** A claim holds while its owner speaks and progresses; a released one while the piece may still come over the LAN. */
function isRespected(state: SwarmState, claim: Claim, now: number): boolean {
  const owner = state.peers.get(claim.node)
  if (!owner || !mayClaim(owner, now)) return false
  if (claim.releasedAt === 0) return !isStalled(owner, now) && now - owner.heardAt < silence(0)
  // A neighbour would have told us that it has the piece: it gave it up. So did who takes it again and again.
  if (state.neighbours.has(claim.node) || claim.isTakenAgain) return false
  return isLive(owner, now) && now - claim.releasedAt < swarmNumbers.patienceMs
}

/** The link to a fetcher is gone: what it had just brought, and may have passed on to nobody, is waited for no longer than a silent slot. */
export function forgoReleased(artifact: ArtifactState, node: string, now: number): void {
  const { patienceMs, silenceMs } = swarmNumbers
  for (const claim of artifact.claims.values())
    if (claim.node === node && claim.releasedAt > 0)
      claim.releasedAt = Math.min(claim.releasedAt, now - patienceMs + silenceMs)
}

/** A member that is no neighbour says it has the whole artifact: its pieces will come through others, unless that takes too long. */
function isHeldBeyondNeighbours(state: SwarmState, artifact: ArtifactState, now: number): boolean {
  if (isFetching(state, now) || now - artifact.learnedAt >= swarmNumbers.stallMs) return false
  for (const [node, peer] of state.peers) {
    if (state.neighbours.has(node) || peer.isDoubted || !isLive(peer, now)) continue
    const said = peer.announced?.body.holdings.find(held => held.artifact === artifact.digest)
    if (said && said.pieces === artifact.count) return true
  }
  return false
}

/** Takes over what a peer now says it leases, in place of what it said before; gives up what a better-ranked one claims too. */
export function acceptClaims(
  state: SwarmState,
  peer: PeerView,
  before: Announcement | undefined,
  now: number,
): SwarmEffect[] {
  const node = peer.member.node
  for (const lease of before?.leases ?? [])
    eachPiece(state, lease, (artifact, piece) => {
      const claim = artifact.claims.get(piece)
      if (claim?.node === node && claim.releasedAt === 0) claim.releasedAt = now
    })
  const lost = new Set<number>()
  for (const lease of peer.announced!.body.leases)
    eachPiece(state, lease, (artifact, piece) => {
      recordClaim(state, artifact, piece, peer, now)
      noteRefetched(state, { artifact, piece, peer }, now)
      const mine = artifact.leased.get(piece)
      if (mine === undefined || (compareRank(state.self!, peer.member) < 0 && !isOverdue(state, now))) return
      if (!mayClaim(peer, now) || isStalled(peer, now)) return
      if (typeof mine === 'number') lost.add(mine)
      else artifact.leased.delete(piece)
      state.announceSoon = true
    })
  return [...lost].flatMap(request => giveUpRequest(state, request, 'lease-conflict'))
}

function recordClaim(state: SwarmState, artifact: ArtifactState, piece: number, peer: PeerView, now: number): void {
  const known = artifact.claims.get(piece)
  if (known?.node === peer.member.node) {
    known.isTakenAgain ||= known.releasedAt > 0
    known.releasedAt = 0
    return
  }
  const owner = known && known.releasedAt === 0 ? state.peers.get(known.node) : undefined
  if (known && owner && isRespected(state, known, now) && compareRank(owner.member, peer.member) < 0) return
  artifact.claims.set(piece, { node: peer.member.node, releasedAt: 0, isTakenAgain: false })
}

function eachPiece(state: SwarmState, lease: Lease, visit: (artifact: ArtifactState, piece: number) => void): void {
  const artifact = state.artifacts.get(lease.artifact)
  if (!artifact || artifact.status === 'complete') return
  const end = Math.min(lease.first + lease.count, artifact.count)
  for (let piece = lease.first; piece < end; piece++) visit(artifact, piece)
}

/** Ends a request and every lease in it; what came of it so far stays. */
export function giveUpRequest(state: SwarmState, request: number, reason: WanReason, isSilent = false): SwarmEffect[] {
  const running = state.outside.get(request)
  if (!running) return []
  endRequest(state, request)
  state.announceSoon = true
  return [{ type: 'abort-outside', request, reason, isSilent }]
}

/** Forgets the request and the leases it did not fulfil. */
export function endRequest(state: SwarmState, request: number): void {
  const running = state.outside.get(request)
  state.outside.delete(request)
  const artifact = running && state.artifacts.get(running.artifact)
  if (!artifact) return
  for (const [piece, status] of artifact.leased) if (status === request) artifact.leased.delete(piece)
}

/** Gives back every lease that is not being fetched. */
export function dropIdleLeases(state: SwarmState): void {
  for (const artifact of state.open) dropIdleLeasesOf(state, artifact)
}

export function dropIdleLeasesOf(state: SwarmState, artifact: ArtifactState): void {
  for (const [piece, status] of artifact.leased)
    if (typeof status !== 'number') {
      artifact.leased.delete(piece)
      state.announceSoon = true
    }
}

/** Leases as runs, for an announcement; marks them announced. */
export function leaseRuns(state: SwarmState): Lease[] {
  const runs: Lease[] = []
  for (const artifact of state.open) {
    const pieces = [...artifact.leased.keys()].sort((a, b) => a - b)
    for (const piece of pieces) {
      const last = runs.at(-1)
      if (last?.artifact === artifact.digest && last.first + last.count === piece) last.count++
      else if (runs.length < limits.leases) runs.push({ artifact: artifact.digest, first: piece, count: 1 })
      else break
      if (artifact.leased.get(piece) === 'new') artifact.leased.set(piece, 'announced')
    }
  }
  return runs
}
