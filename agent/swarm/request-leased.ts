// Which ranges a node asks for outside now, of what it leases: how many at once, how far apart, and why. What it may lease is leases.ts's
// question, how fast it comes outside-pace.ts's.

import { piecesPerRequest } from './leases.ts'
import { expectOwnProgress } from './live.ts'
import { ownStart } from './place.ts'
import { isPutOff } from './source-wait.ts'
import type { ArtifactState, SwarmEffect, SwarmState, WanReason } from './swarm-state.ts'

/**
 * Ranges to fetch now: as many requests as the line needs, of leases that others have been told of. Those that begin together end together, and
 * leave the line idle until the next ones are answered: each begins a while after the one before, and again whenever they have come together.
 */
export function requestLeased(state: SwarmState, now: number): SwarmEffect[] {
  const effects: SwarmEffect[] = []
  state.asking.nextAt = Number.POSITIVE_INFINITY
  if (now < state.outsideNotBefore || now < state.closedUntil) return effects
  for (const artifact of state.open) {
    if (state.outside.size >= state.pace.requests) break
    if (artifact.status !== 'working' || isPutOff(state, artifact, now) || now < ownStart(state.own, artifact)) continue
    while (state.outside.size < state.pace.requests) {
      const range = nextRange(artifact)
      if (!range) break
      const requestAt = apartAt(state)
      if (now < requestAt) {
        state.asking.nextAt = requestAt
        return effects
      }
      const request = state.nextRequest++
      if (state.outside.size === 0) expectOwnProgress(state, artifact.pieceBytes, now)
      const reason = reasonFor(state, artifact, range.first)
      state.outside.set(request, { artifact: artifact.digest, ...range, reason, since: now })
      state.asking.lastAt = now
      for (let piece = range.first; piece < range.first + range.count; piece++)
        if (artifact.leased.has(piece)) artifact.leased.set(piece, request)
      effects.push({ type: 'fetch-outside', request, artifact: artifact.digest, ...range, reason })
    }
  }
  return effects
}

/** Half of the time that lies between two requests that are far from each other; none is known before one has ended. */
function apartAt({ outside, asking, pace }: SwarmState): number {
  return outside.size === 0 ? 0 : asking.lastAt + asking.tookMs / (2 * pace.requests)
}

/** What was leased first of what is announced, and what lies behind it, no longer than one request. */
function nextRange(artifact: ArtifactState): { first: number; count: number } | undefined {
  if (artifact.wholeOnly) return wholeRange(artifact)
  const first = firstAnnounced(artifact)
  if (first === undefined) return undefined
  let count = 1
  while (count < piecesPerRequest(artifact) && artifact.leased.get(first + count) === 'announced') count++
  return { first, count }
}

function firstAnnounced({ leased }: ArtifactState): number | undefined {
  for (const [piece, status] of leased) if (status === 'announced') return piece
  return undefined
}

/** A source without ranges sends everything: one request at a time, for all that is lacking. */
function wholeRange({ leased }: ArtifactState): { first: number; count: number } | undefined {
  let first = Number.POSITIVE_INFINITY
  let last = -1
  for (const [piece, status] of leased) {
    if (typeof status === 'number') return undefined
    if (status === 'new') continue
    first = Math.min(first, piece)
    last = Math.max(last, piece)
  }
  return last < 0 ? undefined : { first, count: last - first + 1 }
}

function reasonFor(state: SwarmState, artifact: ArtifactState, piece: number): WanReason {
  if (artifact.spoilt.has(piece)) return 'bad-pieces'
  const { place } = state.own
  if (place.kind === 'isolated' || place.kind === 'roaming') return place.kind
  const reason = reasonAtSite(state, artifact, piece)
  // One copy the site needs whether it is split or not: the half with its best-ranked member counts it.
  return place.kind === 'split' && !(place.isBetterHalf && reason === 'first-copy') ? 'site-split' : reason
}

function reasonAtSite(state: SwarmState, artifact: ArtifactState, piece: number): WanReason {
  if (artifact.rarity[piece]! > 0) return 'no-peer-answered'
  const claim = artifact.claims.get(piece)
  if (!claim) return 'first-copy'
  if (claim.releasedAt === 0) return 'lease-taken-over'
  return state.neighbours.has(claim.node) ? 'first-copy' : 'no-peer-answered' // a neighbour that had fetched it would have told: it gave it back
}
