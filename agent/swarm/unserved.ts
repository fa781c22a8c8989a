// A node that lacks what neighbours say they have and gets nothing of it, though none of them has refused or fallen silent. Each request has
// its own time-out, so this should not be; where it is all the same, the links are made anew with all that is known of them, and it is told.

import { isBelieved } from './blame.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import type { ArtifactState, NeighbourState, SwarmEffect, SwarmState } from './swarm-state.ts'

/** To be called at every tick. */
export function renewUnserved(state: SwarmState, now: number): SwarmEffect[] {
  const { unserved } = state
  const passedMs = now - unserved.lookedAt
  if (passedMs < swarmNumbers.tickMs) return []
  unserved.lookedAt = now
  const owing = [...state.neighbours.values()].filter(neighbour => owesSomething(state, neighbour, now))
  if (owing.length === 0) {
    unserved.forMs = 0
    return []
  }
  unserved.forMs += Math.min(passedMs, 2 * swarmNumbers.tickMs) // a process that stood still could not be served
  if (unserved.forMs < swarmNumbers.unservedMs) return []
  unserved.forMs = 0
  unserved.renewals++
  for (const artifact of state.open)
    if (artifact.status === 'working' && owing.some(neighbour => owes(artifact, neighbour)))
      learnAnew(state, artifact, now)
  return owing.map(neighbour => ({ type: 'renew-link', to: neighbour.node, owed: owedBy(state, neighbour) }))
}

/** A neighbour gave a right piece. */
export function noteServed({ unserved }: SwarmState): void {
  unserved.forMs = 0
  unserved.renewals = 0
}

/** What is known of neighbours that owe it, in words; undefined while pieces come, or nobody has what is missing. */
export function describeUnserved(state: SwarmState, artifact: ArtifactState, now: number): string | undefined {
  if (state.unserved.renewals === 0) return undefined
  const owing = [...state.neighbours.values()].filter(each => isBelieved(each.conduct, now) && owes(artifact, each))
  if (owing.length === 0) return undefined
  const asked = owing.reduce((sum, { requests }) => sum + requests, 0)
  const known = `neighbours that have what is missing: ${owing.length}, requests out to them: ${asked}`
  return `${known}, times that links were made anew: ${state.unserved.renewals}`
}

/** Until the links are there again nobody seems to have it: that is no reason to fetch it from outside. */
function learnAnew(state: SwarmState, artifact: ArtifactState, now: number): void {
  artifact.status = 'learning'
  artifact.learnedAt = now
  artifact.viewChangedAt = now + swarmNumbers.relinkMs
  state.unsettled.add(artifact)
}

function owesSomething(state: SwarmState, neighbour: NeighbourState, now: number): boolean {
  return isBelieved(neighbour.conduct, now) && state.open.some(artifact => owes(artifact, neighbour))
}

/** What this node fetches from outside at this moment nobody owes. */
function owes({ digest, status, sought, leased }: ArtifactState, { has }: NeighbourState): boolean {
  const theirs = has.get(digest)
  if (!theirs || status === 'held-up') return false
  for (const piece of sought) if (theirs.has(piece) && typeof leased.get(piece) !== 'number') return true
  return false
}

function owedBy(state: SwarmState, { has, requests, requestBytes }: NeighbourState) {
  let pieces = 0
  let isSought = false
  for (const artifact of state.open) {
    const theirs = has.get(artifact.digest)
    for (const piece of artifact.sought) if (theirs?.has(piece)) pieces++
    isSought ||= theirs !== undefined && state.seeking.has(artifact)
  }
  return { pieces, requests, requestBytes, isSought }
}
