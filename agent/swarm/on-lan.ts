// How far a neighbour's word that it has a piece keeps a node from getting it elsewhere. Words cost it nothing: pieces pay for them. Who
// fetches does not stop for one that has given none, who does not fetch waits for it as long as an honest neighbour takes.

import { limits } from '../../core/limits.ts'
import { isCountedOn, keepsWaiting } from './blame.ts'
import { ownSilentMs } from './live.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import type { ArtifactState, NeighbourState, SwarmState } from './swarm-state.ts'

/** Whether a neighbour has it that will give it. */
export function isOnLan(state: SwarmState, artifact: ArtifactState, piece: number, now: number): boolean {
  if (artifact.rarity[piece] === 0) return false
  for (const neighbour of state.neighbours.values())
    if (neighbour.has.get(artifact.digest)?.has(piece) && isGiving(state, artifact, neighbour, now)) return true
  return false
}

/** Whether a neighbour was asked for it that may still give it. */
export function isComing(state: SwarmState, artifact: ArtifactState, piece: number, now: number): boolean {
  const requests = artifact.lan.get(piece)
  if (!requests) return false // of most pieces, and this is asked of each
  for (const { from } of requests) {
    const neighbour = state.neighbours.get(from)
    if (neighbour && isWaitedFor(state, artifact, neighbour, now)) return true
  }
  return false
}

/** Whether what it says may stop this node's fetching. */
export function isRelied(state: SwarmState, neighbour: NeighbourState, now: number): boolean {
  return hasGiven(state, neighbour) || !isFetching(state, now)
}

/** It has given a right piece since there is work. */
export function hasGiven({ workSince }: SwarmState, { conduct: { gaveAt } }: NeighbourState): boolean {
  return gaveAt > 0 && gaveAt >= workSince
}

/** Also between two requests. */
export function isFetching(state: SwarmState, now: number): boolean {
  return state.outside.size > 0 || ownSilentMs(state, now) < swarmNumbers.silenceMs
}

function isGiving(state: SwarmState, artifact: ArtifactState, neighbour: NeighbourState, now: number): boolean {
  if (!isRelied(state, neighbour, now)) return false
  return isCountedOn(neighbour.conduct, now) && isWaitedFor(state, artifact, neighbour, now)
}

/** Who has no upload slot left says so in time; what is asked of all comes over this node's own port. */
function isWaitedFor(
  state: SwarmState,
  { pieceBytes }: ArtifactState,
  neighbour: NeighbourState,
  now: number,
): boolean {
  const { answerSlackMs, usualRate, usualLanRate } = swarmNumbers
  const comesMs = Math.max((pieceBytes * 1000) / usualRate, (state.lanBytes * 1000) / usualLanRate)
  const answerMs = limits.uploadWaitMs + answerSlackMs + comesMs
  const patienceMs = hasGiven(state, neighbour) ? Math.max(swarmNumbers.stallMs, answerMs) : answerMs
  return !keepsWaiting(neighbour.conduct, patienceMs, now)
}
