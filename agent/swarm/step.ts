// The one owner of the swarm's state: an event goes in, effects come out. A verb for each event; after each, the same questions are
// asked in the same order. It does nothing itself: effects are carried out by swarm.ts in an agent and by the simulator's network.

import { announceDueAt, hearAnnouncement } from './announce.ts'
import { creditGiver, refusePiece, spoilPiece } from './answers.ts'
import { noteGain, restartBelief } from './belief.ts'
import { forgiveSilence } from './blame.ts'
import { askSoon, countHas, hearAsk, hearHave, noteGained, seek, tellAll, tellGained, tellNothing } from './haves.ts'
import { acceptClaims, dropIdleLeases, forgoReleased, giveUpRequest, holdsLeases } from './leases.ts'
import { hear, isCandidate, noteOwnProgress, speaks } from './live.ts'
import {
  changeOrigins,
  changePlace,
  closeOutside,
  dropAllLeases,
  endOutside,
  fetchOutside,
  moveOutside,
} from './outside.ts'
import { countOutside } from './outside-rate.ts'
import { endLanRequest, pickPieces } from './pick.ts'
import type { Ranking } from './rank.ts'
import { relayDue } from './relays.ts'
import { settleArtifacts, settlesAt } from './settle.ts'
import { noteBrought } from './spread.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import {
  type ArtifactState,
  createArtifact,
  createNeighbour,
  hasWork,
  type SwarmEffect,
  type SwarmEvent,
  type SwarmState,
  sizeOfPiece,
  type WantedArtifact,
} from './swarm-state.ts'
import { renewUnserved } from './unserved.ts'
import { closeArtifact, placeArtifact } from './work-order.ts'

/** Changes `state` and returns what is to be done, in that order. Throws `bad-message` on a malformed bit field, changing nothing. */
export function step(state: SwarmState, event: SwarmEvent, now: number, random: () => number): SwarmEffect[] {
  excuseOwnDelay(state, now)
  const effects = apply(state, event, now, random)
  const hasSettled = settleArtifacts(state, now)
  if (concernsPicking(event)) effects.push(...pickPieces(state, now, random))
  if (hasSettled || concernsOutside(state, event, now)) effects.push(...fetchOutside(state, now))
  effects.push(...tellGained(state, now))
  if (event.type === 'tick') effects.push(...relayDue(state, now), ...renewUnserved(state, now))
  return effects
}

/** This process, or the machine, stood still: it could not see who answered. */
function excuseOwnDelay(state: SwarmState, now: number): void {
  const before = state.steppedAt
  state.steppedAt = now
  if (now - before < swarmNumbers.lateLookMs) return
  const lateMs = now - nextTick(state, before)
  if (lateMs < swarmNumbers.lateLookMs) return
  for (const { conduct } of state.peers.values())
    if (conduct.awaitedSince > 0) conduct.awaitedSince = Math.min(now, conduct.awaitedSince + lateMs)
}

/** What others announce and ask changes nothing of what can be asked of neighbours. */
function concernsPicking(event: SwarmEvent): boolean {
  return event.type !== 'announcement-heard' && event.type !== 'ask-heard'
}

/** What neighbours say comes by the hundred a second, and makes no file whole. */
export function isTalk({ type }: SwarmEvent): boolean {
  return type === 'announcement-heard' || type === 'have-heard' || type === 'ask-heard'
}

/** What a neighbour holds and brings comes by the hundred a second; who fetches what is looked at after the rest, and at every tick. */
function concernsOutside(state: SwarmState, event: SwarmEvent, now: number): boolean {
  switch (event.type) {
    case 'tick':
      return now >= nextLook(state) // most ticks are for what is told and passed on
    case 'piece-held':
      return event.from === undefined
    case 'announcement-heard':
      return state.isCandidate
    case 'have-heard':
    case 'ask-heard':
    case 'piece-refused':
    case 'outside-moved':
      return false
    default:
      return true
  }
}

/** When `step` wants to be called with a tick, if nothing else happens before (ms). */
export function nextTick(state: SwarmState, now: number): number {
  if (!hasWork(state) && !state.announcedWork && !state.hasUntold) return state.relaying.at
  let next = Math.min(nextLook(state), state.relaying.at)
  if (state.hasUntold) next = Math.min(next, state.toldAt + swarmNumbers.tellMs)
  next = Math.max(now, next)
  for (const { conduct } of state.neighbours.values())
    if (conduct.notBefore > now) next = Math.min(next, conduct.notBefore)
  return next
}

/** When it is looked again at what to do outside, if nothing happens before. Not from now: what neighbours bring would put it off for ever. */
function nextLook(state: SwarmState): number {
  const waits = state.own.place.kind === 'isolated' || state.own.place.kind === 'unknown'
  const often = state.isCandidate && !waits ? swarmNumbers.candidateTickMs : swarmNumbers.tickMs
  const speaksAt = speaks(state) ? announceDueAt(state) : state.candidateAt
  const next = Math.min(state.lookedAt + often, speaksAt, state.asking.nextAt)
  const [unsettled] = state.unsettled // the others follow it closely
  return unsettled?.status === 'learning' ? Math.min(next, settlesAt(state, unsettled)) : next
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
      return loseNeighbour(state, event.node, now)
    case 'announcement-heard':
      hear(state, event.from, now)
      return hearAnnouncement(state, event, now, random)
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
    case 'outside-moved':
      return moveOutside(state, event.request, now)
    case 'origins-changed':
      return changeOrigins(state, event.out, now)
    case 'place-changed':
      return changePlace(state, event.own)
    case 'closed':
      return closeOutside(state, event.until, now)
    case 'paced':
      // when it begins to yield: a fetcher that has the line takes them now, not at the end
      if (event.pace.because === 'yielding' && state.pace.because !== 'yielding') dropIdleLeases(state)
      state.pace = event.pace
      if (event.pace.because === 'yielding') state.outsideProgress.yieldedAt = now
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
  if (!hasWork(state)) {
    restartBelief(state, now)
    for (const { conduct } of state.peers.values()) conduct.awaitedSince = 0
    state.workSince = now
    state.vacantSince = 0
  }
  const known = state.artifacts.get(wanted.digest)
  const artifact = known ?? createArtifact(wanted, now)
  artifact.priority = wanted.priority
  artifact.deadline = wanted.deadline
  artifact.origins = wanted.origins ?? []
  state.artifacts.set(wanted.digest, artifact)
  placeArtifact(state, artifact)
  if (known) return []
  const effects: SwarmEffect[] = []
  if (isCandidate(state, now))
    for (const peer of state.peers.values())
      if (peer.announced) effects.push(...acceptClaims(state, peer, undefined, now))
  if (artifact.status === 'learning') state.unsettled.add(artifact)
  for (const neighbour of state.neighbours.values()) {
    if (artifact.status !== 'complete') askSoon(state, neighbour, artifact)
    if (neighbour.interest.has(artifact.digest) && artifact.held.size > 0)
      effects.push(tellAll(state, neighbour, artifact))
  }
  state.announceSoon = true
  return effects
}

function dropArtifact(state: SwarmState, digest: string): SwarmEffect[] {
  const artifact = state.artifacts.get(digest)
  if (!artifact) return []
  const effects = stopArtifact(state, artifact)
  state.artifacts.delete(digest)
  state.unsettled.delete(artifact)
  state.untold.delete(digest)
  closeArtifact(state, artifact)
  for (const neighbour of state.neighbours.values()) {
    neighbour.has.delete(digest)
    neighbour.told.delete(digest)
    if (neighbour.interest.has(digest) && artifact.held.size > 0) effects.push(tellNothing(neighbour, artifact))
    neighbour.unasked.delete(digest)
  }
  state.announceSoon = true
  return effects
}

function holdUpArtifact(state: SwarmState, digest: string, until: number): SwarmEffect[] {
  const artifact = state.artifacts.get(digest)
  if (!artifact || artifact.status === 'complete') return []
  artifact.status = 'held-up'
  artifact.heldUpUntil = until
  state.unsettled.add(artifact)
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
  for (const artifact of state.unsettled) artifact.viewChangedAt = now
  if (state.open.length === 0) return []
  state.announceSoon = true
  return [{ type: 'ask', to: node, artifacts: state.open.map(artifact => artifact.digest) }]
}

function loseNeighbour(state: SwarmState, node: string, now: number): SwarmEffect[] {
  const neighbour = state.neighbours.get(node)
  if (!neighbour) return []
  for (const artifact of state.artifacts.values()) {
    for (const piece of [...artifact.lan.keys()]) endLanRequest(state, artifact, piece, node)
    const has = neighbour.has.get(artifact.digest)
    if (has) countHas(state, artifact, has, -1)
    forgoReleased(artifact, node, now)
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
  if (!artifact) return []
  const effects = from === undefined ? [] : creditGiver(state, artifact, { piece, from }, now)
  if (artifact.held.has(piece)) return effects
  artifact.sourceTrouble = ''
  if (from === undefined) {
    countOutside(state, sizeOfPiece(artifact, piece), now)
    // of a source that sends everything also what others lease: they see no progress in that
    if (artifact.leased.has(piece)) noteOwnProgress(state, now)
    else state.outsideProgress.movedAt = now
    noteBrought(state, artifact, piece, now)
  }
  noteGain(state, { artifact, piece, from }, now)
  artifact.held.add(piece)
  artifact.sought.delete(piece)
  artifact.leased.delete(piece)
  artifact.claims.delete(piece)
  artifact.spoilt.delete(piece)
  noteGained(state, artifact, piece)
  for (const other of [...(artifact.lan.get(piece) ?? [])]) {
    endLanRequest(state, artifact, piece, other.from)
    effects.push({ type: 'cancel-piece', from: other.from, artifact: digest, piece })
  }
  if (artifact.held.isComplete) {
    artifact.status = 'complete'
    closeArtifact(state, artifact)
    artifact.leased.clear()
    artifact.claims.clear()
    if (holdsLeases(state)) state.announceSoon = true // of the others, hundreds of times a day of small files, the next word is soon enough
  }
  return effects
}

function losePiece(state: SwarmState, { artifact: digest, piece }: { artifact: string; piece: number }): SwarmEffect[] {
  const artifact = state.artifacts.get(digest)
  if (!artifact?.held.has(piece)) return []
  artifact.held.delete(piece)
  seek(state, artifact, piece)
  if (artifact.status === 'complete') {
    artifact.status = 'working'
    placeArtifact(state, artifact)
  }
  const effects: SwarmEffect[] = []
  for (const neighbour of state.neighbours.values()) {
    if (neighbour.interest.has(digest)) effects.push(tellAll(state, neighbour, artifact))
    effects.push({ type: 'ask', to: neighbour.node, artifacts: [digest] })
  }
  return effects
}
