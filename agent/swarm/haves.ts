// What neighbours hold, as far as they said so, and what they are told of ours. Only who asked about an artifact is told.

import type { Digest } from '../../core/digest.ts'
import { limits } from '../../core/limits.ts'
import { PieceSet } from '../../core/pieces.ts'
import { isBelieved } from './blame.ts'
import { giveUpRequest } from './leases.ts'
import { noteProgress } from './live.ts'
import { isRelied } from './on-lan.ts'
import { noteTaken } from './spread.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import type { ArtifactState, NeighbourState, SwarmEffect, SwarmState } from './swarm-state.ts'

/** Throws `bad-message` when the bit field does not fit the artifact. */
export function hearHave(
  state: SwarmState,
  { from, artifact: digest, all, pieces }: { from: string; artifact: Digest; all?: Uint8Array; pieces: number[] },
  now: number,
): SwarmEffect[] {
  const neighbour = state.neighbours.get(from)
  const artifact = state.artifacts.get(digest)
  if (!neighbour || !artifact) return []
  if (all) replaceHas(state, neighbour, artifact, PieceSet.fromBytes(all, artifact.count), now)
  const has = neighbour.has.get(digest) ?? new PieceSet(artifact.count)
  neighbour.has.set(digest, has)
  for (const piece of pieces) {
    if (piece >= artifact.count || has.has(piece)) continue
    has.add(piece)
    countHolder(state, artifact, piece, 1)
    noteTaken(state, artifact, piece, now)
    settleClaim(state, artifact, piece, from, now)
  }
  return isBelieved(neighbour.conduct, now) && isRelied(state, neighbour, now)
    ? dropOvertaken(state, artifact, has)
    : []
}

/** It has given its first piece: it is believed what it said before. */
export function believeHaves(state: SwarmState, neighbour: NeighbourState): SwarmEffect[] {
  return [...neighbour.has].flatMap(([digest, has]) => {
    const artifact = state.artifacts.get(digest)
    return artifact ? dropOvertaken(state, artifact, has) : []
  })
}

/** The LAN has it now: another took the lease over, and fetching it here as well would cross the WAN for nothing. */
function dropOvertaken(state: SwarmState, artifact: ArtifactState, has: PieceSet): SwarmEffect[] {
  if (artifact.leased.size === 0) return []
  const effects: SwarmEffect[] = []
  for (const [piece, status] of [...artifact.leased]) {
    if (!has.has(piece)) continue
    if (typeof status === 'number' && !artifact.wholeOnly)
      effects.push(...giveUpRequest(state, status, 'lease-conflict'))
    else artifact.leased.delete(piece)
  }
  return effects
}

function replaceHas(
  state: SwarmState,
  neighbour: NeighbourState,
  artifact: ArtifactState,
  has: PieceSet,
  now: number,
): void {
  const before = neighbour.has.get(artifact.digest)
  if (before) countHas(state, artifact, before, -1)
  countHas(state, artifact, has, 1)
  neighbour.has.set(artifact.digest, has)
  if (artifact.status === 'learning' && !before) artifact.viewChangedAt = now
}

export function countHas(state: SwarmState, artifact: ArtifactState, has: PieceSet, change: 1 | -1): void {
  for (let piece = 0; piece < artifact.count; piece++) if (has.has(piece)) countHolder(state, artifact, piece, change)
}

export function countHolder(state: SwarmState, artifact: ArtifactState, piece: number, change: 1 | -1): void {
  artifact.rarity[piece] = artifact.rarity[piece]! + change
  seek(state, artifact, piece)
}

/** Whether it is missing and a neighbour has it may have changed. */
export function seek(state: SwarmState, artifact: ArtifactState, piece: number): void {
  if (artifact.rarity[piece] === 0 || artifact.held.has(piece)) artifact.sought.delete(piece)
  else {
    artifact.sought.add(piece)
    state.seeking.add(artifact)
  }
}

/** The neighbour has what another had leased: that one brings pieces. Its own word for that counts for nothing, anyone can say it. */
function settleClaim(state: SwarmState, artifact: ArtifactState, piece: number, from: string, now: number): void {
  const owner = artifact.claims.get(piece)?.node
  if (owner === undefined || owner === from || artifact.held.has(piece)) return
  const peer = state.peers.get(owner)
  if (peer) noteProgress(peer, now)
}

/** Notes a gained piece for the neighbours that asked and lack it: once for all of them. */
export function noteGained(state: SwarmState, artifact: ArtifactState, piece: number): void {
  if (artifact.rarity[piece] === state.neighbours.size) return // they all have it
  const untold = state.untold.get(artifact.digest)
  if (untold) untold.push(piece)
  else state.untold.set(artifact.digest, [piece])
  state.hasUntold = true
}

/** With what else becomes wanted at about the same time. */
export function askSoon(state: SwarmState, neighbour: NeighbourState, artifact: ArtifactState): void {
  neighbour.unasked.add(artifact.digest)
  state.hasUntold = true
}

export function tellGained(state: SwarmState, now: number, when: 'batched' | 'at-once' = 'batched'): SwarmEffect[] {
  if (!state.hasUntold || (when === 'batched' && now - state.toldAt < swarmNumbers.tellMs)) return []
  state.toldAt = now
  state.hasUntold = false
  const effects: SwarmEffect[] = []
  for (const neighbour of state.neighbours.values()) {
    for (const [artifact, gained] of state.untold) {
      if (!neighbour.interest.has(artifact)) continue
      const pieces = lackedOf(gained, neighbour.has.get(artifact), neighbour.told.get(artifact))
      if (pieces.length > 0) effects.push({ type: 'tell-have', to: neighbour.node, artifact, pieces })
    }
    neighbour.told.clear()
    if (neighbour.unasked.size > 0) effects.push({ type: 'ask', to: neighbour.node, artifacts: [...neighbour.unasked] })
    neighbour.unasked.clear()
  }
  state.untold.clear()
  return effects
}

/** Behind the first `told` ones. */
function lackedOf(gained: number[], has: PieceSet | undefined, told = 0): number[] {
  if (!has && told === 0) return gained
  const lacked: number[] = []
  for (let index = told; index < gained.length; index++) if (!has?.has(gained[index]!)) lacked.push(gained[index]!)
  return lacked
}

/** Tells the whole bit field, which replaces what was told before. */
export function tellAll(state: SwarmState, neighbour: NeighbourState, artifact: ArtifactState): SwarmEffect {
  const untold = state.untold.get(artifact.digest)
  if (untold) neighbour.told.set(artifact.digest, untold.length)
  return {
    type: 'tell-have',
    to: neighbour.node,
    artifact: artifact.digest,
    all: artifact.held.toBytes(),
    pieces: [],
  }
}

/** Takes back whatever was told: the bit field without a piece replaces it, and nobody asks for what is not given any more. */
export function tellNothing(neighbour: NeighbourState, { digest, count }: ArtifactState): SwarmEffect {
  return { type: 'tell-have', to: neighbour.node, artifact: digest, all: new PieceSet(count).toBytes(), pieces: [] }
}

/** The neighbour wants to know who holds these, now and from now on; and what others were heard to say. */
export function hearAsk(state: SwarmState, from: string, artifacts: Digest[]): SwarmEffect[] {
  const neighbour = state.neighbours.get(from)
  if (!neighbour) return []
  const effects: SwarmEffect[] = []
  for (const digest of artifacts) {
    if (neighbour.interest.size < limits.askedArtifacts) neighbour.interest.add(digest)
    const artifact = state.artifacts.get(digest)
    if (artifact && artifact.held.size > 0) effects.push(tellAll(state, neighbour, artifact))
  }
  for (const peer of state.peers.values())
    if (peer.announced && peer.member.node !== from && peer.announced.body.doing !== 'idle')
      effects.push({ type: 'relay', envelope: peer.announced.envelope, to: [from] })
  if (state.announcedWork) effects.push({ type: 'repeat', to: from })
  return effects
}
