// What the swarm's state looks like from outside: peers, and how far each wanted artifact is. Pure.

import type { Digest } from '../../core/digest.ts'
import type { MemberClass } from '../../core/roster.ts'
import { type Conduct, isAskable, keepsWaiting } from './blame.ts'
import { holdsLeases } from './leases.ts'
import { isLive, leavesToOthers } from './live.ts'
import type { Closing } from './outside-rules.ts'
import { ownStart, type Place } from './place.ts'
import { originFault } from './source-wait.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import { type ArtifactState, hasWork, type SwarmState, sizeOfPiece } from './swarm-state.ts'
import { describeUnserved } from './unserved.ts'
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
  /** Why this node may not fetch from outside, and until when; undefined: it may. */
  closed: Closing | undefined
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
  /** Why nothing is asked of it now, or that it is `silent`: it gave nothing of what it was asked for; else `nothing`. */
  heldBack: string
}

export function viewPeers(state: SwarmState, now: number): SwarmPeer[] {
  return [...state.peers.values()].map(peer => {
    const neighbour = state.neighbours.get(peer.member.node)
    const { conduct } = neighbour ?? peer
    return {
      node: peer.member.node,
      class: peer.member.class,
      isNeighbour: neighbour !== undefined,
      heardMsAgo: Math.round(now - peer.heardAt),
      isLive: isLive(peer, now),
      doing: peer.announced?.body.doing ?? 'idle',
      leasedPieces: (peer.announced?.body.leases ?? []).reduce((sum, lease) => sum + lease.count, 0),
      goodPieces: conduct.good,
      badPieces: conduct.bad,
      heldBack: heldBack(state, conduct, now),
    }
  })
}

/** While there is work, who keeps this node waiting for long is no different from who let a request time out. */
function heldBack(state: SwarmState, conduct: Conduct, now: number): string {
  if (!isAskable(conduct, now)) return conduct.because
  return hasWork(state) && keepsWaiting(conduct, swarmNumbers.stallMs, now) ? 'silent' : 'nothing'
}

export interface KeptArtifact {
  wanted: Wanted
  status: Exclude<WantedProgress['status'], 'settling'>
}

/** Nothing of it moves: someone at this machine paused everything. */
export function viewSilenced({ artifact, sizeBytes, needed }: Wanted, store: StoredWhole): WantedProgress {
  const isHere = store.has(artifact)
  const [heldBytes, status] = isHere ? [sizeBytes, 'complete' as const] : [0, 'fetching' as const]
  return { artifact, sizeBytes, heldBytes, needed, status, waitsFor: isHere ? '' : 'node-paused', waitsUntil: 0 }
}

interface StoredWhole {
  has(artifact: Digest): boolean
}

export function viewProgress(
  { wanted, status }: KeptArtifact,
  { state, closed }: { state: SwarmState; closed: Closing | undefined },
  now: number,
): WantedProgress {
  const { artifact, sizeBytes, needed } = wanted
  const known = state.artifacts.get(artifact)
  const settling = status === 'fetching' && known?.status === 'learning'
  let heldBytes = status === 'complete' ? sizeBytes : 0
  if (known && status !== 'complete')
    for (let piece = 0; piece < known.count; piece++) if (known.held.has(piece)) heldBytes += sizeOfPiece(known, piece)
  const waits = status === 'fetching' && known && !settling ? waitOf(known, { state, closed }, now) : idleWait
  return { artifact, sizeBytes, heldBytes, needed, status: settling ? 'settling' : status, ...waits }
}

type Waits = Pick<WantedProgress, 'waitsFor' | 'waitsUntil' | 'found'>
const idleWait: Waits = { waitsFor: '', waitsUntil: 0 }

interface View {
  state: SwarmState
  closed: Closing | undefined
}

/** While neighbours give pieces of it, it waits for nothing. */
function waitOf(artifact: ArtifactState, { state, closed }: View, now: number): Waits {
  const unserved = describeUnserved(state, artifact, now)
  if (unserved) return { waitsFor: 'neighbours', waitsUntil: 0, found: unserved }
  if (artifact.lan.size > 0) return idleWait
  if (closed) return { waitsFor: closed.because, waitsUntil: closed.until }
  if (now < artifact.sourceWaitUntil) return { waitsFor: 'source', waitsUntil: artifact.sourceWaitUntil }
  const found = artifact.sourceTrouble || originFault(state, artifact, now)
  if (found) return { waitsFor: 'failing-sources', waitsUntil: 0, found }
  const { kind } = state.own.place
  if (kind === 'isolated' || kind === 'roaming') return { waitsFor: kind, waitsUntil: 0 }
  if (leavesToOthers(state, now)) return { waitsFor: 'left-to-others', waitsUntil: 0 }
  return state.pace.because === 'yielding' && holdsLeases(state) ? { waitsFor: 'line-in-use', waitsUntil: 0 } : idleWait
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
