// How long others are believed who claim the site's slots or its pieces. All they say costs them nothing, progress included (haves and
// moving leases), so belief is paid for with pieces alone. Who claims and brings nothing, while nothing comes at all, is doubted: for
// this node it holds neither slot nor piece until a piece it had claimed has come and its hash was right.

import type { Announcement } from '../../core/announcement.ts'
import { limits } from '../../core/limits.ts'
import { assumedPieceMs, noteProgress, siteNeedsMs } from './live.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import type { ArtifactState, PeerView, SwarmState } from './swarm-state.ts'
import { noteServed } from './unserved.ts'

/** Called before what the peer says now replaces what it said before: that was true of the time in between. */
export function noteClaimed(peer: PeerView, now: number): void {
  if (!peer.announced) return
  const { at, body } = peer.announced
  const forMs = Math.min(now - at, swarmNumbers.liveMs)
  if (claimsWork(body)) peer.claimedMs += forMs
  else if (body.doing === 'source-wait') peer.waitedMs += forMs
}

/** Whatever it calls what it does: leases keep pieces from others, too. */
function claimsWork({ doing, leases }: Announcement): boolean {
  return leases.length > 0 || doing === 'fetching' || doing === 'yielding'
}

/** Doubts those whose time is over. */
export function reviewClaims(state: SwarmState, now: number): void {
  if (now - state.gainedAt < swarmNumbers.stallMaxMs) return
  const expected = state.open.filter(artifact => artifact.status === 'working' && artifact.sourceWaitUntil <= now)
  if (expected.length === 0) state.gainedAt = now
  const claimMs = claimPatience(expected, state.slots)
  const waitMs = Math.max(claimMs, limits.believedWaitMs * 2 ** -state.disappointments)
  const withoutMs = now - state.gainedAt
  if (withoutMs < claimMs) return
  let waited = false
  for (const peer of state.peers.values()) {
    if (peer.isDoubted) continue
    const hasWaited = withoutMs >= waitMs && peer.waitedMs >= waitMs
    peer.isDoubted = hasWaited || peer.claimedMs >= claimMs
    waited ||= hasWaited
  }
  // A crowd of liars that wait in turn is found out in twice the time of one; asking a source too early costs one request.
  if (waited) state.disappointments++
}

/** A slow line brings large pieces late, and as many side by side as the site's fetchers ask for: they come together, or none does. */
function claimPatience(expected: readonly ArtifactState[], slots: number): number {
  const largest = Math.max(0, ...expected.map(artifact => artifact.pieceBytes))
  return Math.max(swarmNumbers.stallMaxMs, 3 * slots * swarmNumbers.outsideRequests * assumedPieceMs(largest))
}

/** A right piece has come: from outside, or over the LAN, where whoever had claimed it is paid. To be called while the claim is known. */
export function noteGain(
  state: SwarmState,
  { artifact, piece, from }: { artifact: ArtifactState; piece: number; from: string | undefined },
  now: number,
): void {
  state.gainedAt = now
  if (from === undefined) return
  noteServed(state)
  const claimant = artifact.claims.get(piece)?.node
  const owner = claimant ?? from
  // Who claims what others fetch must not be paid for it: a neighbour has to bring its pieces itself.
  if (owner !== from && state.neighbours.has(owner)) return
  const peer = state.peers.get(owner)
  if (!peer) return
  if (claimant !== undefined) {
    noteProgress(peer, now)
    peer.broughtAt = now
    noteArrival(state, now)
  }
  trustAnew(peer)
  state.disappointments = 0
}

/** How often a piece from outside reaches this node tells how long its fetchers need for one, whatever line was assumed. */
function noteArrival(state: SwarmState, now: number): void {
  const { at, pieceMs } = state.arrivals
  state.arrivals = { at: now, pieceMs: pieceMs === 0 ? now - at : 0.8 * pieceMs + 0.2 * (now - at) }
  const longestMs = siteNeedsMs(state)
  for (const peer of state.peers.values()) peer.pieceMs = Math.min(peer.pieceMs, longestMs)
}

/** Work begins, or outside fails this node, too: that nothing came so far proves nothing against others. */
export function restartBelief(state: SwarmState, now: number): void {
  state.gainedAt = now
  state.arrivals = { at: now, pieceMs: 0 }
  for (const peer of state.peers.values()) trustAnew(peer)
}

function trustAnew(peer: PeerView): void {
  peer.claimedMs = 0
  peer.waitedMs = 0
  peer.isDoubted = false
}
