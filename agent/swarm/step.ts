// The one owner of the swarm's state: an event goes in, effects come out. A verb for each event; after each, the same questions are
// asked in the same order. It does nothing itself: effects are carried out by swarm.ts in an agent and by the simulator's network.

import { limits } from '../../core/limits.ts'
import { PieceSet } from '../../core/pieces.ts'
import { announceDueAt, announceIfDue, hearAnnouncement } from './announce.ts'
import { noteGain, restartBelief, reviewClaims } from './belief.ts'
import { blamePiece, blameSilence, creditPiece, excuseRefusal, forgiveSilence } from './blame.ts'
import { countHas, hearAsk, hearHave, noteGained, tellAll, tellGained, tellNothing } from './haves.ts'
import {
  acceptClaims,
  dropIdleLeases,
  dropIdleLeasesOf,
  endRequest,
  giveUpRequest,
  holdsLeases,
  requestLeased,
  roleOf,
  takeLeases,
} from './leases.ts'
import { hear, isCandidate, isSelfStalled, noteOwnProgress } from './live.ts'
import { endLanRequest, pickPieces } from './pick.ts'
import type { OwnWay } from './place.ts'
import type { Ranking } from './rank.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import {
  type ArtifactState,
  compareArtifacts,
  createArtifact,
  createNeighbour,
  hasWork,
  type OutsideEnd,
  type SwarmEffect,
  type SwarmEvent,
  type SwarmState,
  sizeOfPiece,
  type WantedArtifact,
} from './swarm-state.ts'

/** Changes `state` and returns what is to be done, in that order. Throws `bad-message` on a malformed bit field, changing nothing. */
export function step(state: SwarmState, event: SwarmEvent, now: number, random: () => number): SwarmEffect[] {
  const effects = apply(state, event, now, random)
  settleArtifacts(state, now)
  effects.push(...pickPieces(state, now, random), ...fetchOutside(state, now), ...tellGained(state, now))
  return effects
}

/** When `step` wants to be called with a tick, if nothing else happens before (ms). */
export function nextTick(state: SwarmState, now: number): number {
  if (!hasWork(state) && !state.announcedWork && !state.hasUntold) return Number.POSITIVE_INFINITY
  const waits = state.own.place.kind === 'isolated' || state.own.place.kind === 'unknown'
  const often = isCandidate(state, now) && !waits ? swarmNumbers.candidateTickMs : swarmNumbers.tickMs
  let next = Math.min(now + often, Math.max(now, announceDueAt(state)))
  if (state.hasUntold) next = Math.min(next, Math.max(now, state.toldAt + swarmNumbers.tellMs))
  for (const { conduct } of state.neighbours.values())
    if (conduct.notBefore > now) next = Math.min(next, conduct.notBefore)
  return next
}

function apply(state: SwarmState, event: SwarmEvent, now: number, random: () => number): SwarmEffect[] {
  switch (event.type) {
    case 'roster-changed':
      return changeRoster(state, event.ranking)
    case 'artifact-wanted':
      return wantArtifact(state, event.artifact, now)
    case 'artifact-dropped':
      return dropArtifact(state, event.artifact)
    case 'artifact-held-up':
      return holdUpArtifact(state, event.artifact, event.until)
    case 'neighbour-joined':
      return joinNeighbour(state, event.node, now)
    case 'neighbour-left':
      return loseNeighbour(state, event.node)
    case 'announcement-heard':
      hear(state, event.from, now)
      return hearAnnouncement(state, event, now)
    case 'have-heard':
      hear(state, event.from, now)
      return hearHave(state, event, now)
    case 'ask-heard':
      hear(state, event.from, now)
      return hearAsk(state, event.from, event.artifacts)
    case 'piece-held':
      return holdPiece(state, event, now)
    case 'piece-bad':
      return spoilPiece(state, event, now)
    case 'piece-lost':
      return losePiece(state, event)
    case 'piece-refused':
      return refusePiece(state, event, now, random)
    case 'outside-ended':
      return endOutside(state, event.request, event.end, now)
    case 'place-changed':
      return changePlace(state, event.own)
    case 'closed':
      return close(state, event.until, now)
    case 'paced':
      state.pace = event.pace
      return []
    case 'loop-paused':
      return dropAllLeases(state)
    case 'tick':
      return []
  }
}

function changeRoster(state: SwarmState, ranking: Ranking): SwarmEffect[] {
  state.ranking = ranking
  state.self = ranking.of.get(state.node)
  for (const [node, peer] of state.peers) {
    const member = ranking.of.get(node)
    if (member) peer.member = { ...member, class: peer.member.class }
    else state.peers.delete(node)
  }
  for (const { claims } of state.artifacts.values())
    for (const [piece, { node }] of claims) if (!ranking.of.has(node)) claims.delete(piece)
  return []
}

function wantArtifact(state: SwarmState, wanted: WantedArtifact, now: number): SwarmEffect[] {
  if (!hasWork(state)) restartBelief(state, now)
  const known = state.artifacts.get(wanted.digest)
  const artifact = known ?? createArtifact(wanted, now)
  artifact.priority = wanted.priority
  artifact.deadline = wanted.deadline
  state.artifacts.set(wanted.digest, artifact)
  state.artifacts = new Map([...state.artifacts].sort(([, a], [, b]) => compareArtifacts(a, b)))
  if (known) return []
  const effects: SwarmEffect[] = []
  if (isCandidate(state, now))
    for (const peer of state.peers.values())
      if (peer.announced) effects.push(...acceptClaims(state, peer, undefined, now))
  for (const neighbour of state.neighbours.values()) {
    if (artifact.status !== 'complete') effects.push({ type: 'ask', to: neighbour.node, artifacts: [artifact.digest] })
    if (neighbour.interest.has(artifact.digest) && artifact.held.size > 0) effects.push(tellAll(neighbour, artifact))
  }
  state.announceSoon = true
  return effects
}

function dropArtifact(state: SwarmState, digest: string): SwarmEffect[] {
  const artifact = state.artifacts.get(digest)
  if (!artifact) return []
  const effects = stopArtifact(state, artifact)
  state.artifacts.delete(digest)
  for (const neighbour of state.neighbours.values()) {
    neighbour.has.delete(digest)
    neighbour.untold.delete(digest)
    if (neighbour.interest.has(digest) && artifact.held.size > 0) effects.push(tellNothing(neighbour, artifact))
  }
  state.announceSoon = true
  return effects
}

function holdUpArtifact(state: SwarmState, digest: string, until: number): SwarmEffect[] {
  const artifact = state.artifacts.get(digest)
  if (!artifact || artifact.status === 'complete') return []
  artifact.status = 'held-up'
  artifact.heldUpUntil = until
  return stopArtifact(state, artifact)
}

/** Gives up every request and lease of the artifact. */
function stopArtifact(state: SwarmState, artifact: ArtifactState): SwarmEffect[] {
  const effects: SwarmEffect[] = []
  for (const [piece, requests] of [...artifact.lan])
    for (const { from } of [...requests]) {
      endLanRequest(state, artifact, piece, from)
      effects.push({ type: 'cancel-piece', from, artifact: artifact.digest, piece })
    }
  for (const [request, running] of [...state.outside])
    if (running.artifact === artifact.digest) effects.push(...giveUpRequest(state, request, 'request-failed'))
  if (artifact.leased.size > 0) state.announceSoon = true
  artifact.leased.clear()
  return effects
}

function joinNeighbour(state: SwarmState, node: string, now: number): SwarmEffect[] {
  const peer = state.neighbours.has(node) ? undefined : hear(state, node, now)
  if (!peer) return []
  forgiveSilence(peer.conduct)
  state.neighbours.set(node, createNeighbour(node, peer.conduct))
  const missing = [...state.artifacts.values()].filter(artifact => artifact.status !== 'complete')
  for (const artifact of missing) if (artifact.status === 'learning') artifact.viewChangedAt = now
  if (missing.length > 0) state.announceSoon = true
  return missing.length > 0 ? [{ type: 'ask', to: node, artifacts: missing.map(artifact => artifact.digest) }] : []
}

function loseNeighbour(state: SwarmState, node: string): SwarmEffect[] {
  const neighbour = state.neighbours.get(node)
  if (!neighbour) return []
  for (const artifact of state.artifacts.values()) {
    for (const piece of [...artifact.lan.keys()]) endLanRequest(state, artifact, piece, node)
    const has = neighbour.has.get(artifact.digest)
    if (has) countHas(artifact, has, -1)
  }
  state.neighbours.delete(node)
  return []
}

function holdPiece(
  state: SwarmState,
  { artifact: digest, piece, from }: { artifact: string; piece: number; from: string | undefined },
  now: number,
): SwarmEffect[] {
  const artifact = state.artifacts.get(digest)
  if (!artifact || artifact.held.has(piece)) return []
  artifact.sourceTrouble = ''
  if (from === undefined) countOutside(state, sizeOfPiece(artifact, piece), now)
  else {
    const neighbour = state.neighbours.get(from)
    if (neighbour) creditPiece(neighbour.conduct)
    endLanRequest(state, artifact, piece, from)
  }
  noteGain(state, { artifact, piece, from }, now)
  artifact.held.add(piece)
  artifact.leased.delete(piece)
  artifact.claims.delete(piece)
  artifact.spoilt.delete(piece)
  noteGained(state, artifact, piece)
  const effects: SwarmEffect[] = []
  for (const other of [...(artifact.lan.get(piece) ?? [])]) {
    endLanRequest(state, artifact, piece, other.from)
    effects.push({ type: 'cancel-piece', from: other.from, artifact: digest, piece })
  }
  if (artifact.held.isComplete) {
    artifact.status = 'complete'
    artifact.leased.clear()
    artifact.claims.clear()
    state.announceSoon = true
  }
  return effects
}

/** Rate over spans of at least half a second. */
function countOutside(state: SwarmState, sizeBytes: number, now: number): void {
  noteOwnProgress(state, now)
  const span = now - state.outsideBytes.since
  if (span > 5000) state.outsideBytes = { count: 0, since: now }
  state.outsideBytes.count += sizeBytes
  state.outsideFailures = 0
  if (span < 500 || span > 5000) return
  const rate = (state.outsideBytes.count * 1000) / span
  state.outsideRate = state.outsideRate === 0 ? rate : 0.5 * state.outsideRate + 0.5 * rate
  state.outsideBytes = { count: 0, since: now }
}

function spoilPiece(
  state: SwarmState,
  { artifact: digest, piece, from }: { artifact: string; piece: number; from: string | undefined },
  now: number,
): SwarmEffect[] {
  const artifact = state.artifacts.get(digest)
  if (!artifact) return []
  artifact.spoilt.add(piece)
  if (from === undefined) return [] // sources are judged where they are chosen (sources.ts)
  endLanRequest(state, artifact, piece, from)
  const neighbour = state.neighbours.get(from)
  if (neighbour) blamePiece(neighbour.conduct, now)
  return []
}

function losePiece(state: SwarmState, { artifact: digest, piece }: { artifact: string; piece: number }): SwarmEffect[] {
  const artifact = state.artifacts.get(digest)
  if (!artifact?.held.has(piece)) return []
  artifact.held.delete(piece)
  if (artifact.status === 'complete') artifact.status = 'working'
  const effects: SwarmEffect[] = []
  for (const neighbour of state.neighbours.values()) {
    if (neighbour.interest.has(digest)) effects.push(tellAll(neighbour, artifact))
    effects.push({ type: 'ask', to: neighbour.node, artifacts: [digest] })
  }
  return effects
}

function refusePiece(
  state: SwarmState,
  { artifact: digest, piece, from, why }: { artifact: string; piece: number; from: string; why: string },
  now: number,
  random: () => number,
): SwarmEffect[] {
  const artifact = state.artifacts.get(digest)
  const neighbour = state.neighbours.get(from)
  if (!artifact || !endLanRequest(state, artifact, piece, from) || !neighbour) return []
  if (why === 'silent') blameSilence(neighbour.conduct, now)
  else excuseRefusal(neighbour.conduct, now, random)
  if (why === 'not-held') {
    const has = neighbour.has.get(digest) ?? new PieceSet(artifact.count)
    if (has.has(piece)) artifact.rarity[piece]!--
    has.delete(piece)
  }
  return []
}

function endOutside(state: SwarmState, request: number, end: OutsideEnd, now: number): SwarmEffect[] {
  const running = state.outside.get(request)
  if (!running) return []
  endRequest(state, request)
  switch (end.kind) {
    case 'done':
      return []
    case 'wait':
      return waitForSource(state, running.artifact, Math.min(end.until, now + limits.retryAfterMs))
    case 'no-ranges': {
      const artifact = state.artifacts.get(running.artifact)
      if (artifact) artifact.wholeOnly = true
      return []
    }
    case 'failed': {
      const artifact = state.artifacts.get(running.artifact)
      if (artifact && end.found) artifact.sourceTrouble = end.found
      return backOff(state, now)
    }
  }
}

/** The rest of the work goes on; of this artifact only requests that run already may still bring something. */
function waitForSource(state: SwarmState, digest: string, until: number): SwarmEffect[] {
  const artifact = state.artifacts.get(digest)
  if (!artifact) return []
  artifact.sourceWaitUntil = Math.max(artifact.sourceWaitUntil, until)
  dropIdleLeasesOf(state, artifact)
  state.announceSoon = true
  return []
}

/** Outside does not answer this node: others may fare better. */
function backOff(state: SwarmState, now: number): SwarmEffect[] {
  const { outsideBackoffMs, outsideBackoffMaxMs } = swarmNumbers
  state.outsideNotBefore = now + Math.min(outsideBackoffMs * 2 ** state.outsideFailures, outsideBackoffMaxMs)
  state.outsideFailures = Math.min(state.outsideFailures + 1, 10)
  restartBelief(state, now)
  return dropAllLeases(state)
}

/** Requests that run may still bring something; claims that nothing is asked for would keep others waiting. */
function changePlace(state: SwarmState, own: OwnWay): SwarmEffect[] {
  state.own = own
  if (own.place.kind === 'unknown') dropIdleLeases(state)
  return []
}

/**
 * What runs is given up: its hours are over for who pays for the line, not only for us. When it opens, all begin at one moment: each looks
 * first who else is there, as at a start, and nobody has failed anybody yet.
 */
function close(state: SwarmState, until: number, now: number): SwarmEffect[] {
  const wasClosed = now < state.closedUntil
  state.closedUntil = until
  state.announceSoon = true
  if (wasClosed && until <= now) {
    restartBelief(state, now)
    for (const artifact of state.artifacts.values())
      if (artifact.status === 'working')
        Object.assign(artifact, { status: 'learning', learnedAt: now, viewChangedAt: now })
  }
  return until > now ? dropAllLeases(state) : []
}

function dropAllLeases(state: SwarmState): SwarmEffect[] {
  const effects = [...state.outside.keys()].flatMap(request => giveUpRequest(state, request, 'request-failed'))
  dropIdleLeases(state)
  return effects
}

function settleArtifacts(state: SwarmState, now: number): void {
  for (const artifact of state.artifacts.values()) {
    if (artifact.status === 'held-up' && now >= artifact.heldUpUntil) artifact.status = 'working'
    if (artifact.status !== 'learning') continue
    const settled = now - artifact.viewChangedAt >= swarmNumbers.settleMs
    if (!settled && now - artifact.learnedAt < swarmNumbers.settleMaxMs) continue
    artifact.status = 'working'
    artifact.settledAt = now
  }
}

/** Leases are announced before anything of them is requested. */
function fetchOutside(state: SwarmState, now: number): SwarmEffect[] {
  const stalled = isSelfStalled(state, now) ? backOff(state, now) : []
  if (hasWork(state)) {
    reviewClaims(state, now)
    const role = roleOf(state, now)
    if (role === 'yielding') dropIdleLeases(state)
    if (role === 'holder' && takeLeases(state, now)) state.announceSoon = true
    state.fetchingSince = holdsLeases(state) ? state.fetchingSince || now : 0
  }
  const announcement = announceIfDue(state, now)
  // A lease that ended must not be heard of before the pieces it brought, or others would think it was given up.
  const gained = announcement.length > 0 ? tellGained(state, now, 'at-once') : []
  return [...stalled, ...gained, ...announcement, ...requestLeased(state, now)]
}
