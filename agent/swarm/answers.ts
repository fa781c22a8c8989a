// What becomes of a request to a neighbour: it gave the piece, sent a wrong one, or none, and what that says of it.

import { limits } from '../../core/limits.ts'
import { PieceSet } from '../../core/pieces.ts'
import {
  blamePiece,
  blameSilence,
  creditPiece,
  excuseRefusal,
  isCountedOn,
  keepsWaiting,
  noteAnswered,
} from './blame.ts'
import { believeHaves, countHolder } from './haves.ts'
import { hasGiven } from './on-lan.ts'
import { endLanRequest } from './pick.ts'
import { type ArtifactState, type SwarmEffect, type SwarmState, sizeOfPiece } from './swarm-state.ts'

/** Also of who was asked first and gives last. */
export function creditGiver(
  state: SwarmState,
  artifact: ArtifactState,
  { piece, from }: { piece: number; from: string },
  now: number,
): SwarmEffect[] {
  endLanRequest(state, artifact, piece, from)
  const giver = state.neighbours.get(from)
  if (!giver) return []
  const isFirst = !hasGiven(state, giver)
  creditPiece(giver.conduct, sizeOfPiece(artifact, piece), giver.requests > 0, now)
  return isFirst && isCountedOn(giver.conduct, now) ? believeHaves(state, giver) : []
}

export function spoilPiece(
  state: SwarmState,
  { artifact: digest, piece, from }: { artifact: string; piece: number; from: string | undefined },
  now: number,
): SwarmEffect[] {
  // sources are judged where they are chosen (sources.ts), a member also when it has hung up since
  const sender = from === undefined ? undefined : (state.neighbours.get(from) ?? state.peers.get(from))
  if (sender) blamePiece(sender.conduct, now)
  const artifact = state.artifacts.get(digest)
  if (!artifact) return []
  artifact.spoilt.add(piece)
  if (from === undefined) return []
  endLanRequest(state, artifact, piece, from)
  const neighbour = state.neighbours.get(from)
  if (neighbour) noteAnswered(neighbour.conduct, neighbour.requests > 0, now)
  return []
}

export function refusePiece(
  state: SwarmState,
  { artifact: digest, piece, from, why }: { artifact: string; piece: number; from: string; why: string },
  now: number,
  random: () => number,
): SwarmEffect[] {
  const artifact = state.artifacts.get(digest)
  const neighbour = state.neighbours.get(from)
  const wasAwaited = artifact !== undefined && endLanRequest(state, artifact, piece, from)
  if (!neighbour) return []
  const { conduct, requests } = neighbour
  if (why !== 'silent') noteAnswered(conduct, requests > 0, now)
  // also when another has given the piece meanwhile, but not for what fails with a connection that is gone
  else if (wasAwaited || keepsWaiting(conduct, limits.pieceIdleMs, now)) blameSilence(conduct, now)
  if (!artifact || !wasAwaited) return []
  if (why !== 'silent') excuseRefusal(conduct, now, random)
  if (why === 'not-held') {
    const has = neighbour.has.get(digest) ?? new PieceSet(artifact.count)
    if (has.has(piece)) countHolder(state, artifact, piece, -1)
    has.delete(piece)
  }
  return []
}
