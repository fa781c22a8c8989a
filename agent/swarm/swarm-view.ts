// What the swarm's state looks like from outside: peers, and how far each wanted artifact is. Pure.

import type { MemberClass } from '../../core/roster.ts'
import { isLive, leavesToOthers } from './live.ts'
import { ownStart, type Place } from './place.ts'
import { type ArtifactState, type SwarmState, sizeOfPiece } from './swarm-state.ts'
import type { Wanted, WantedProgress } from './wanted.ts'

export interface SwarmStatus {
  role: 'bystander' | 'yielding' | 'holder'
  /** The sources of all that is lacking asked to wait until then (ms); 0: there is something to ask. */
  sourceWaitUntil: number
  place: Place['kind']
  /** Bytes a second this node fetches for itself; null: what the site may. */
  ownRateBytesPerSecond: number | null
  /** When an isolated node begins to fetch the first of what it lacks (ms); 0: there is nothing to wait for. */
  ownStartAt: number
  neighbours: number
  uploadedBytes: number
  artifacts: WantedProgress[]
}

export interface SwarmPeer {
  node: string
  class: MemberClass
  isNeighbour: boolean
  /** Milliseconds since it was heard. */
  heardMsAgo: number
  isLive: boolean
  doing: string
  leasedPieces: number
  goodPieces: number
  badPieces: number
  /** Why nothing is asked of it now; `nothing` if it may be. */
  heldBack: string
}

export function viewPeers(state: SwarmState, now: number): SwarmPeer[] {
  return [...state.peers.values()].map(peer => {
    const neighbour = state.neighbours.get(peer.member.node)
    const { good = 0, bad = 0, because = 'nothing', notBefore = 0 } = neighbour?.conduct ?? {}
    return {
      node: peer.member.node,
      class: peer.member.class,
      isNeighbour: neighbour !== undefined,
      heardMsAgo: Math.round(now - peer.heardAt),
      isLive: isLive(peer, now),
      doing: peer.announced?.body.doing ?? 'idle',
      leasedPieces: (peer.announced?.body.leases ?? []).reduce((sum, lease) => sum + lease.count, 0),
      goodPieces: good,
      badPieces: bad,
      heldBack: notBefore > now ? because : 'nothing',
    }
  })
}

export interface KeptArtifact {
  wanted: Wanted
  status: Exclude<WantedProgress['status'], 'settling'>
}

export function viewProgress({ wanted, status }: KeptArtifact, state: SwarmState, now: number): WantedProgress {
  const { artifact, sizeBytes, needed } = wanted
  const known = state.artifacts.get(artifact)
  const settling = status === 'fetching' && known?.status === 'learning'
  let heldBytes = status === 'complete' ? sizeBytes : 0
  if (known && status !== 'complete')
    for (let piece = 0; piece < known.count; piece++) if (known.held.has(piece)) heldBytes += sizeOfPiece(known, piece)
  const waitsFor = status === 'fetching' && known ? waits(known, state, now) : ''
  return { artifact, sizeBytes, heldBytes, needed, status: settling ? 'settling' : status, waitsFor }
}

function waits(artifact: ArtifactState, state: SwarmState, now: number): WantedProgress['waitsFor'] {
  if (now < artifact.sourceWaitUntil) return 'source'
  const { kind } = state.own.place
  if (kind === 'isolated' || kind === 'roaming') return kind
  return leavesToOthers(state, now) && artifact.lan.size === 0 ? 'left-to-others' : ''
}

/** What the node's place means for what it lacks. */
export function viewPlace(state: SwarmState, now: number) {
  const { place, rateBytesPerSecond } = state.own
  const starts = [...state.artifacts.values()]
    .filter(({ status }) => status !== 'complete')
    .map(artifact => ownStart(state.own, artifact))
  const ownStartAt = Math.min(...starts)
  return {
    place: place.kind,
    ownRateBytesPerSecond: Number.isFinite(rateBytesPerSecond) ? rateBytesPerSecond : null,
    ownStartAt: Number.isFinite(ownStartAt) && ownStartAt > now ? ownStartAt : 0,
  }
}
