// Which missing piece to ask of which neighbour: of the artifact that is nearest to its end, rarest first, then the neighbour with the
// least to do for us. It asks no piece twice except in the end game, and decides nothing about fetching from outside.

import { hasRoom, isAskable, keepsWaiting, noteAsked } from './blame.ts'
import { hasGiven, isComing } from './on-lan.ts'
import { isPutOff } from './source-wait.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import type { ArtifactState, LanRequest, NeighbourState, SwarmEffect, SwarmState } from './swarm-state.ts'
import { sizeOfPiece } from './swarm-state.ts'

type Request = Extract<SwarmEffect, { type: 'request-piece' }>

export function pickPieces(state: SwarmState, now: number, random: () => number): Request[] {
  const picked: Request[] = []
  if (!hasLanRoom(state, now)) return picked
  for (const artifact of askable(state)) {
    while (hasLanRoom(state, now)) {
      const free = freeHolders(state, artifact, now)
      if (free.length === 0) break
      const piece = rarestMissing(state, artifact, free, random) ?? oldestAwaited(state, artifact, free, now)
      if (piece === undefined) break
      picked.push(request(state, artifact, piece, leastLoaded(artifact, free, piece, random), now))
    }
  }
  return picked
}

/** What is asked of those that keep this node waiting does not count: it will hardly come with the rest. */
function hasLanRoom({ neighbours, lanBytes }: SwarmState, now: number): boolean {
  const { lanAheadBytes, stallMs } = swarmNumbers
  if (lanBytes < lanAheadBytes) return true
  let bytes = lanBytes
  for (const { conduct, requestBytes } of neighbours.values())
    if (keepsWaiting(conduct, stallMs, now)) bytes -= requestBytes
  return bytes < lanAheadBytes
}

/** What neighbours have of it; a small patch does not wait behind a large one of the same priority. */
function askable(state: SwarmState): ArtifactState[] {
  const some: ArtifactState[] = []
  for (const artifact of state.seeking) {
    if (artifact.sought.size === 0) state.seeking.delete(artifact)
    else if (artifact.status !== 'held-up') some.push(artifact)
  }
  return some.length < 2 ? some : some.sort((a, b) => a.priority - b.priority || bytesLeft(a) - bytesLeft(b))
}

function bytesLeft({ count, held, pieceBytes }: ArtifactState): number {
  return (count - held.size) * pieceBytes
}

/** Neighbours that hold part of it and have room for one more request. */
function freeHolders(state: SwarmState, artifact: ArtifactState, now: number): NeighbourState[] {
  const free: NeighbourState[] = []
  for (const neighbour of state.neighbours.values()) {
    if (!neighbour.has.has(artifact.digest) || !isAskable(neighbour.conduct, now)) continue
    if (hasRoom(neighbour, artifact.pieceBytes)) free.push(neighbour)
  }
  return free
}

function rarestMissing(
  state: SwarmState,
  artifact: ArtifactState,
  free: NeighbourState[],
  random: () => number,
): number | undefined {
  const { rarity, lan, leased, sought } = artifact
  const key = random()
  let best: number | undefined
  let bestRarity = Number.POSITIVE_INFINITY
  let bestPlace = 0
  for (const piece of sought) {
    const rare = rarity[piece]!
    if (rare > bestRarity || lan.has(piece)) continue
    const place = shuffled(piece, key)
    if (rare === bestRarity && place >= bestPlace) continue
    if (typeof leased.get(piece) === 'number' && !free.some(each => mayProve(state, artifact, piece, each))) continue
    if (!free.some(neighbour => isAskableFor(artifact, piece, neighbour))) continue
    best = piece
    bestRarity = rare
    bestPlace = place
  }
  return best
}

/** Neighbours that see the same rarities do not all ask for the same piece: an order for each `key`, by the golden ratio. */
function shuffled(piece: number, key: number): number {
  return (piece * 0.618_033_988_749_895 + key) % 1
}

/**
 * End game: nothing is left to ask; what is awaited longest is asked once more, from another, and at once if who was asked is not waited for. While
 * more is to come from outside there is time: a node that keeps up with its fetchers has always asked for all there is. A third time only when both
 * keep this node waiting for long: where all are slow, everything would be sent again and again.
 */
function oldestAwaited(
  state: SwarmState,
  artifact: ArtifactState,
  free: NeighbourState[],
  now: number,
): number | undefined {
  const { endGameMs, endGameLostMs } = swarmNumbers
  const isLate = ([first]: LanRequest[]) => first!.since <= now - endGameMs
  const isAtEnd = [...artifact.lan.values()].some(isLate) && isEnding(state, artifact, now) // all open files are looked at only where one is late
  const longMs = isAtEnd ? endGameMs : endGameLostMs
  let best: number | undefined
  let since = Number.POSITIVE_INFINITY
  for (const [piece, requests] of artifact.lan) {
    const first = requests[0]!
    if (first.since >= since) continue
    const isHopeful = first.since > now - longMs && isComing(state, artifact, piece, now)
    if (requests.length === 1 ? isHopeful : !isLost(state, requests, now)) continue
    if (!free.some(other => isAskableFor(artifact, piece, other))) continue
    best = piece
    since = first.since
  }
  return best
}

/** Nothing comes from outside now that is worked on before it or with it: neighbours have all that is missing of that, or nobody may fetch it. */
function isEnding(state: SwarmState, { priority }: ArtifactState, now: number): boolean {
  if (now < state.closedUntil) return true
  return state.open.every(other => {
    if (other.priority > priority || other.status === 'held-up' || isPutOff(state, other, now)) return true
    return other.sought.size === other.count - other.held.size
  })
}

function isLost({ neighbours }: SwarmState, requests: readonly LanRequest[], now: number): boolean {
  return requests.every(({ from }) => {
    const neighbour = neighbours.get(from)
    return neighbour !== undefined && keepsWaiting(neighbour.conduct, swarmNumbers.endGameLostMs, now)
  })
}

function leastLoaded(
  artifact: ArtifactState,
  free: NeighbourState[],
  piece: number,
  random: () => number,
): NeighbourState {
  const able = free.filter(other => isAskableFor(artifact, piece, other))
  const least = Math.min(...able.map(neighbour => neighbour.requestBytes))
  const equal = able.filter(neighbour => neighbour.requestBytes === least)
  return equal[Math.floor(random() * equal.length)]!
}

/** What this node fetches outside at this moment it asks of who has given nothing so far: if that one really has it, the fetching ends. */
function mayProve(state: SwarmState, artifact: ArtifactState, piece: number, neighbour: NeighbourState): boolean {
  return !hasGiven(state, neighbour) && isAskableFor(artifact, piece, neighbour)
}

/** It has the piece and is not asked for it yet. */
function isAskableFor({ digest, lan }: ArtifactState, piece: number, { node, has }: NeighbourState): boolean {
  return has.get(digest)!.has(piece) && !lan.get(piece)?.some(({ from }) => from === node)
}

function request(
  state: SwarmState,
  artifact: ArtifactState,
  piece: number,
  from: NeighbourState,
  now: number,
): Request {
  const sizeBytes = sizeOfPiece(artifact, piece)
  const requests = artifact.lan.get(piece) ?? []
  requests.push({ from: from.node, since: now })
  artifact.lan.set(piece, requests)
  noteAsked(from.conduct, now)
  from.requests++
  from.requestBytes += sizeBytes
  state.lanBytes += sizeBytes
  return { type: 'request-piece', from: from.node, artifact: artifact.digest, piece }
}

/** The request at `from` is over, however it ended. Whether there was one. */
export function endLanRequest(state: SwarmState, artifact: ArtifactState, piece: number, from: string): boolean {
  const requests = artifact.lan.get(piece)
  const index = requests?.findIndex(one => one.from === from) ?? -1
  if (!requests || index < 0) return false
  requests.splice(index, 1)
  if (requests.length === 0) artifact.lan.delete(piece)
  const sizeBytes = sizeOfPiece(artifact, piece)
  state.lanBytes -= sizeBytes
  const neighbour = state.neighbours.get(from)
  if (neighbour) {
    neighbour.requests--
    neighbour.requestBytes -= sizeBytes
  }
  return true
}
