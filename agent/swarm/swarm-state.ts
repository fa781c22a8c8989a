// What one node knows of its site's swarm, the events that change it and the effects that follow. One owner: `step` in step.ts;
// the other files of this folder each decide one question on it. It holds no socket, no file, no timer and reads no clock, so the
// same decisions run in an agent and, thousands at a time, in a simulator.

import type { Activity, Announcement, Lease } from '../../core/announcement.ts'
import type { Digest } from '../../core/digest.ts'
import { PieceSet, pieceBytes, pieceCount } from '../../core/pieces.ts'
import type { Conduct } from './blame.ts'
import type { OriginsOut } from './origin-troubles.ts'
import { fullPace, type Pace } from './own-pace.ts'
import { atHome, type OwnWay } from './place.ts'
import type { PlacedMember, Ranking } from './rank.ts'

/** Why bytes crossed the WAN. */
export const wanReasons = [
  'first-copy', // nobody of the site was known to have or fetch it
  'lease-taken-over', // who had leased it fell silent or made no progress
  'no-peer-answered', // a peer has it, or fetched it, and did not give it
  'bad-pieces', // it had come with a wrong hash
  'lease-conflict', // two had leased it for a moment; the part fetched by the one that stopped
  'request-failed', // the part of a request that broke off
  'source-ignored-range', // the source sent what was not asked for
  'isolated', // no member could be reached, though some are there
  'roaming', // the node is away from its site
  'site-split', // members that are there could not be reached, others could
] as const
export type WanReason = (typeof wanReasons)[number]

export type ArtifactStatus =
  | 'learning' // the view of who has and fetches it is still changing: nothing is fetched outside
  | 'working' // pieces are missing and may be asked from anyone
  | 'held-up' // the store cannot take pieces (disk full, over quota): nothing is asked until `heldUpUntil`
  | 'complete' // every piece is held

export interface Claim {
  node: string
  /** When the node stopped saying it (ms), 0 while it does; and whether it had stopped before. */
  releasedAt: number
  isTakenAgain: boolean
}

export interface LanRequest {
  from: string
  since: number
}

export interface ArtifactState {
  digest: Digest
  sizeBytes: number
  pieceBytes: number
  count: number
  /** Smaller comes first. */
  priority: number
  /** Seconds since 1970; 0: none. */
  deadline: number
  status: ArtifactStatus
  heldUpUntil: number
  held: PieceSet
  /** How many neighbours said they have each piece. */
  rarity: Uint16Array
  /** Missing pieces that some neighbour said it has. */
  sought: Set<number>
  /** Outstanding at neighbours; more than one only in the end game. */
  lan: Map<number, LanRequest[]>
  /** Leased by this node: not yet announced, announced, or being fetched in the outside request of that number. */
  leased: Map<number, 'new' | 'announced' | number>
  /** What others said they lease, or leased. Kept by those that speak (live.ts). */
  claims: Map<number, Claim>
  /** What this node fetched from outside (spread.ts). */
  brought: Set<number>
  /** Came with a wrong hash at least once. */
  spoilt: Set<number>
  /** No source serves ranges: it is leased and fetched whole. */
  wholeOnly: boolean
  /** What the last of its sources answered when none gave it; empty: none failed since a piece came. */
  sourceTrouble: string
  /** Its sources asked to wait until then (ms): nothing of it is leased or fetched outside. */
  sourceWaitUntil: number
  /** No source gave it; until then (ms) nothing of it is leased or fetched outside, so that it holds up no other. */
  failsUntil: number
  /** Of its sources. */
  origins: readonly string[]
  learnedAt: number
  viewChangedAt: number
  /** When `learning` ended. */
  settledAt: number
}

/** A member that was heard, directly or relayed; its conduct as a neighbour outlives the connection. */
export interface PeerView {
  member: PlacedMember
  conduct: Conduct
  heardAt: number
  /** Its newest announcement and the envelope it came in. */
  announced?: { body: Announcement; envelope: Uint8Array; at: number }
  /** When it last was a fetcher that spoke. */
  activeAt: number
  /** Since when it has said without interruption that it waits for a source (ms); 0: it does not. */
  waitingSince: number
  /** For how long it has claimed a slot or pieces, or said that it waits for a source, since one of its pieces came (ms). */
  claimedMs: number
  waitedMs: number
  /** When a piece it had leased last came here and was right (ms); 0: never. */
  broughtAt: number
  /** It claimed for too long and brought nothing (belief.ts). */
  isDoubted: boolean
  /** When one of its leases was last seen to end well, and the smoothed time between two such moments (ms; 0: none seen yet). */
  progressAt: number
  pieceMs: number
  /** It says why it is slow: no stall before then (ms). */
  slowUntil: number
  /** Announcements it may still have relayed at `budgetAt`; `sureAt`: when one last went to everybody, whatever the copies (ms). */
  budget: number
  budgetAt: number
  sureAt: number
}

/** A member on the other end of a swarm stream. */
export interface NeighbourState {
  node: string
  conduct: Conduct
  has: Map<Digest, PieceSet>
  /** Artifacts it asked about: what it is told. */
  interest: Set<Digest>
  /** How many of the pieces gained and not yet told (`untold`) it knows of from a bit field. */
  told: Map<Digest, number>
  /** Artifacts it has not been asked about yet. */
  unasked: Set<Digest>
  requests: number
  requestBytes: number
}

export interface OutsideRequest {
  artifact: Digest
  first: number
  count: number
  reason: WanReason
  since: number
}

export interface SwarmState {
  readonly node: string
  readonly boot: number
  readonly slots: number
  ranking: Ranking
  self: PlacedMember | undefined
  startedAt: number
  sequence: number
  /** When it was last looked at what to do outside, and when anything last happened (ms). */
  lookedAt: number
  steppedAt: number
  /** When there began to be work (ms). */
  workSince: number
  /** As of the last look (live.ts): whether it may fetch, since when it has heard fewer than 16 better-ranked members (ms; 0: it hears them), and how many. */
  isCandidate: boolean
  vacantSince: number
  betterLive: number
  /** When it becomes one if nobody better speaks before (ms). */
  candidateAt: number
  artifacts: Map<Digest, ArtifactState>
  /** Those that are not complete, in the order of work: priority, deadline, digest. */
  open: ArtifactState[]
  /** Of these, those whose status a moment will change: learning, held up. */
  unsettled: Set<ArtifactState>
  /** Of these, those of which neighbours have what is missing; some may have been found since. */
  seeking: Set<ArtifactState>
  peers: Map<string, PeerView>
  neighbours: Map<string, NeighbourState>
  outside: Map<number, OutsideRequest>
  nextRequest: number
  /** Smoothed rate of this node's outside requests, bytes per second; 0: none seen yet. */
  outsideRate: number
  outsideBytes: { count: number; since: number }
  /** When the last piece came from outside, or was waited for anew (ms), the smoothed time between two, when bytes last came, and when it last left the line to others. */
  outsideProgress: { at: number; pieceMs: number; movedAt: number; yieldedAt: number }
  /** When a piece that another had leased last came, and the smoothed time between two (ms); 0: none seen yet. */
  arrivals: { at: number; pieceMs: number }
  /** When it was last looked whether neighbours owe pieces (ms), for how long they have given none, and how often links were renewed for it. */
  unserved: { lookedAt: number; forMs: number; renewals: number }
  /** When a right piece last came, or there began to be work (ms), and how often since waiting peers were believed in vain. */
  gainedAt: number
  disappointments: number
  /** Where this node is, and what that means for fetching from outside. */
  own: OwnWay
  /** When the last outside request began (ms), the smoothed time of one, and when the next may begin that waits for that alone (ms). */
  asking: { lastAt: number; tookMs: number; nextAt: number }
  /** Since when it has fetched pieces and no neighbour has taken one, and when another was last seen to fetch one anew (ms); 0: never. */
  spread: { untakenSince: number; refetchedAt: number }
  /** What this node brings is no use to anyone: it fetches nothing outside until then (ms). */
  outsideNotBefore: number
  /** Origins that are out for every file, or were and have given none since. */
  originsOut: OriginsOut
  /** Budget or pause: nothing may be fetched outside until then (ms); infinity: until it is said otherwise. */
  closedUntil: number
  pace: Pace
  /** Since when it has held leases without interruption (ms); 0: it holds none. */
  fetchingSince: number
  announcedAt: number
  announcedWork: boolean
  /** Something changed that others should know before the next second. */
  announceSoon: boolean
  /** LAN bytes requested and not yet here. */
  lanBytes: number
  /** When gained pieces were last told; they are told in batches. */
  toldAt: number
  /** Gained and not yet told; and whether there are such, or questions. */
  untold: Map<Digest, number[]>
  hasUntold: boolean
  /** Announcements of others that are to be passed on, by who said them, and when (ms); whether that was put off once. */
  relays: Map<string, Relay>
  relaying: { at: number; isPutOff: boolean }
}

export interface Relay {
  boot: number
  sequence: number
  envelope: Uint8Array
  /** Neighbours that sent it, too. */
  senders: Set<string>
  /** It goes out however many sent it. */
  isSure: boolean
}

export interface WantedArtifact {
  digest: Digest
  sizeBytes: number
  priority: number
  deadline: number
  /** Verified pieces in the store. */
  held: PieceSet
  /** Of its sources; absent: nothing is known of them but what becomes of its requests. */
  origins?: readonly string[]
}

export type SwarmEvent =
  | { type: 'roster-changed'; ranking: Ranking }
  | { type: 'artifact-wanted'; artifact: WantedArtifact }
  | { type: 'artifact-dropped'; artifact: Digest }
  | { type: 'artifact-held-up'; artifact: Digest; until: number }
  | { type: 'neighbour-joined'; node: string }
  | { type: 'neighbour-left'; node: string }
  | { type: 'announcement-heard'; from: string; body: Announcement; envelope: Uint8Array }
  | { type: 'have-heard'; from: string; artifact: Digest; all?: Uint8Array; pieces: number[] }
  | { type: 'ask-heard'; from: string; artifacts: Digest[] }
  /** Hash right and durable enough to serve. `from`: a neighbour, or `undefined` for outside. */
  | { type: 'piece-held'; artifact: Digest; piece: number; from: string | undefined }
  | { type: 'piece-bad'; artifact: Digest; piece: number; from: string | undefined }
  /** A held piece turned out to be damaged or was evicted. */
  | { type: 'piece-lost'; artifact: Digest; piece: number }
  | { type: 'piece-refused'; artifact: Digest; piece: number; from: string; why: 'busy' | 'not-held' | 'silent' }
  | { type: 'outside-ended'; request: number; end: OutsideEnd }
  /** Bytes of it come; said once a second. */
  | { type: 'outside-moved'; request: number }
  | { type: 'origins-changed'; out: OriginsOut }
  | { type: 'place-changed'; own: OwnWay }
  /** Budget or pause forbids fetching outside until then, or (0) no longer. */
  | { type: 'closed'; until: number }
  | { type: 'paced'; pace: Pace }
  /** The event loop stood still: whatever we claimed, others may have taken over. */
  | { type: 'loop-paused' }
  | { type: 'tick' }

export type OutsideEnd =
  | { kind: 'done' }
  // every source was tried or is out: what the last one answered, and when one may be asked again
  | { kind: 'failed'; found?: string; until?: number }
  | { kind: 'wait'; until: number } // the source said Retry-After
  | { kind: 'no-ranges' } // no source serves ranges

export type SwarmEffect =
  | { type: 'request-piece'; from: string; artifact: Digest; piece: number }
  | { type: 'cancel-piece'; from: string; artifact: Digest; piece: number }
  | { type: 'fetch-outside'; request: number; artifact: Digest; first: number; count: number; reason: WanReason }
  /** `isSilent`: too little came of it for too long. */
  | { type: 'abort-outside'; request: number; reason: WanReason; isSilent: boolean }
  | { type: 'announce'; said: Said; to: string[] }
  | { type: 'relay'; envelope: Uint8Array; to: string[] }
  /** This node's newest announcement, to one that may not have heard it. */
  | { type: 'repeat'; to: string }
  | { type: 'tell-have'; to: string; artifact: Digest; all?: Uint8Array; pieces: number[] }
  | { type: 'ask'; to: string; artifacts: Digest[] }
  /** Its streams are closed and opened again; `owed` says what was known. */
  | { type: 'renew-link'; to: string; owed: Record<string, number | boolean> }

/** An announcement without what only the shell knows. */
export interface Said {
  boot: number
  sequence: number
  doing: Activity
  until: number
  leases: Lease[]
  holdings: { artifact: Digest; pieces: number }[]
}

export function createSwarmState(
  { node, ranking, slots }: { node: string; ranking: Ranking; slots: number },
  now: number,
): SwarmState {
  return {
    node,
    boot: now,
    slots,
    ranking,
    self: ranking.of.get(node),
    startedAt: now,
    sequence: 0,
    lookedAt: now,
    steppedAt: now,
    workSince: 0,
    isCandidate: false,
    vacantSince: 0,
    betterLive: 0,
    candidateAt: Number.POSITIVE_INFINITY,
    artifacts: new Map(),
    open: [],
    unsettled: new Set(),
    seeking: new Set(),
    peers: new Map(),
    neighbours: new Map(),
    outside: new Map(),
    nextRequest: 1,
    outsideRate: 0,
    outsideBytes: { count: 0, since: 0 },
    outsideProgress: { at: 0, pieceMs: 0, movedAt: 0, yieldedAt: Number.NEGATIVE_INFINITY },
    arrivals: { at: now, pieceMs: 0 },
    unserved: { lookedAt: now, forMs: 0, renewals: 0 },
    gainedAt: now,
    disappointments: 0,
    own: atHome,
    asking: { lastAt: 0, tookMs: 0, nextAt: Number.POSITIVE_INFINITY },
    spread: { untakenSince: 0, refetchedAt: 0 },
    outsideNotBefore: 0,
    originsOut: new Map(),
    closedUntil: 0,
    pace: fullPace,
    fetchingSince: 0,
    announcedAt: 0,
    announcedWork: false,
    announceSoon: false,
    lanBytes: 0,
    toldAt: 0,
    untold: new Map(),
    hasUntold: false,
    relays: new Map(),
    relaying: { at: Number.POSITIVE_INFINITY, isPutOff: false },
  }
}

export function createArtifact(wanted: WantedArtifact, now: number): ArtifactState {
  const count = pieceCount(wanted.sizeBytes)
  return {
    digest: wanted.digest,
    sizeBytes: wanted.sizeBytes,
    pieceBytes: pieceBytes(wanted.sizeBytes),
    count,
    priority: wanted.priority,
    deadline: wanted.deadline,
    status: wanted.held.isComplete ? 'complete' : 'learning',
    heldUpUntil: 0,
    held: PieceSet.fromBytes(wanted.held.toBytes(), count),
    rarity: new Uint16Array(count),
    sought: new Set(),
    lan: new Map(),
    leased: new Map(),
    claims: new Map(),
    brought: new Set(),
    spoilt: new Set(),
    wholeOnly: false,
    sourceTrouble: '',
    sourceWaitUntil: 0,
    failsUntil: 0,
    origins: wanted.origins ?? [],
    learnedAt: now,
    viewChangedAt: now,
    settledAt: 0,
  }
}

export function createNeighbour(node: string, conduct: Conduct): NeighbourState {
  return {
    node,
    conduct,
    has: new Map(),
    interest: new Set(),
    told: new Map(),
    unasked: new Set(),
    requests: 0,
    requestBytes: 0,
  }
}

export function sizeOfPiece(artifact: ArtifactState, piece: number): number {
  return Math.min(artifact.pieceBytes, artifact.sizeBytes - piece * artifact.pieceBytes)
}

/** Whether anything wanted is still missing. */
export function hasWork(state: SwarmState): boolean {
  return state.open.length > 0
}
