// Whether what this node fetches for the others is taken by them. A node whose memory, disk or network spoils what it sends does not
// notice it; that nobody has a piece of it a second later, while others fetch the same pieces anew, tells it.

import { swarmNumbers } from './swarm-numbers.ts'
import type { ArtifactState, PeerView, SwarmState } from './swarm-state.ts'

/** A piece came from outside. */
export function noteBrought(state: SwarmState, artifact: ArtifactState, piece: number, now: number): void {
  artifact.brought.add(piece)
  state.spread.untakenSince ||= now
}

/** A neighbour has it now; from this node, unless somebody fetched it anew. */
export function noteTaken(state: SwarmState, artifact: ArtifactState, piece: number, now: number): void {
  if (!artifact.brought.has(piece)) return
  const claim = artifact.claims.get(piece)
  const claimant = claim && state.peers.get(claim.node)
  if (!claimant || !brings(claimant, now)) state.spread = { untakenSince: 0, refetchedAt: 0 }
}

/**
 * Another claims a piece: does it fetch anew what this node has told of? Not who claimed it before it could hear that: where two begin at once, both
 * lease the same pieces for a moment.
 */
export function noteRefetched(
  state: SwarmState,
  { artifact, piece, peer }: { artifact: ArtifactState; piece: number; peer: PeerView },
  now: number,
): void {
  const { spread } = state
  const isHeardOf = spread.untakenSince > 0 && now - spread.untakenSince >= swarmNumbers.untakenMs / 2
  if (isHeardOf && artifact.brought.has(piece) && brings(peer, now)) spread.refetchedAt = now
}

/** Claims cost nothing: only who lately brought right pieces may stop another by them. */
function brings({ broughtAt }: PeerView, now: number): boolean {
  return now - broughtAt < swarmNumbers.stallMs
}

/** Both must hold. */
export function isInVain({ spread }: SwarmState, now: number): boolean {
  const { untakenSince, refetchedAt } = spread
  return untakenSince > 0 && refetchedAt > untakenSince && now - untakenSince >= swarmNumbers.untakenMs
}
