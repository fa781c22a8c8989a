// What the swarm's state looks like from outside: peers, and how far each wanted artifact is. Pure.

import type { MemberClass } from '../../core/roster.ts'
import { isLive } from './live.ts'
import { type SwarmState, sizeOfPiece } from './swarm-state.ts'
import type { Wanted, WantedProgress } from './wanted.ts'

export interface SwarmStatus {
  role: 'bystander' | 'yielding' | 'holder'
  /** The sources of all that is lacking asked to wait until then (ms); 0: there is something to ask. */
  sourceWaitUntil: number
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
  const waitsFor = status === 'fetching' && known && now < known.sourceWaitUntil ? 'source' : ''
  return { artifact, sizeBytes, heldBytes, needed, status: settling ? 'settling' : status, waitsFor }
}
