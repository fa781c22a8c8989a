// What a running agent shows of itself: the JSON of `status`, `peers`, `patches` and `why` (proto/README.md lists the fields). Pure;
// how it looks on a terminal is the business of commands/.

import { type Alarm, alarmWords } from '../core/alarms.ts'
import type { Digest } from '../core/digest.ts'
import type { Manifest } from '../core/manifest.ts'
import { lanWasteWords, reasonWords, wanReasonWords } from '../core/reasons.ts'
import { type ByteReason, type PatchState, sumReasons, type Traffic } from '../core/report.ts'
import type { MemberClass, Roster } from '../core/roster.ts'
import type { PauseChoice } from './choices.ts'
import type { Rules } from './fetch-rules.ts'
import type { PlannedPatch } from './plan/plan.ts'
import type { Fault } from './swarm/breach-log.ts'
import type { Place } from './swarm/place.ts'
import type { SwarmPeer, SwarmStatus } from './swarm/swarm-view.ts'
import type { Wanted } from './swarm/wanted.ts'

export interface BytesView {
  /** Here already. */
  local: number
  lan: number
  seed: number
  origin: number
}

export interface PatchView {
  id: string
  schedule: string
  manifest: Digest
  product: string
  version: string
  title: string
  state: PatchState
  reason: string
  detail: string
  /** ISO times, UTC; null where there is none. */
  dueAt: string | null
  dueUntil: string | null
  deadline: string | null
  overdue: boolean
  /** Bytes of the files this machine needs, and how many of them are here and verified. */
  sizeBytes: number
  haveBytes: number
}

export type WordedBytes = ByteReason & { words: string }

export interface WhyView extends PatchView {
  /** The reason code in words. */
  words: string
  bytes: BytesView
  /** Why bytes crossed the WAN. */
  wan: WordedBytes[]
  /** Why bytes from neighbours, a seed too, were of no use. */
  lanWasted: WordedBytes[]
  artifacts: { artifact: Digest; fileName: string; sizeBytes: number; bytes: BytesView }[]
  /** Every schedule that orders it here. */
  orders: { schedule: string; state: PatchState; reason: string; detail: string }[]
}

export interface PeerView {
  node: string
  hostName: string
  class: MemberClass
  groups: string[]
  connected: boolean
  address: string | null
  /** What it says it does for the site: `fetching` from outside, waiting, or `idle`. */
  doing: string
  /** Pieces it has claimed to fetch from outside. */
  leasedPieces: number
  /** Pieces that came from it, and how many of them were wrong. */
  goodPieces: number
  badPieces: number
  /** Why nothing is asked of it now; `nothing` when it may be. */
  heldBack: string
  /** What it sent of late that no honest member sends, or that it speaks another version, and when; null: nothing. */
  fault: string | null
  faultAt: string | null
}

export interface TransferView {
  artifact: Digest
  fileName: string
  sizeBytes: number
  haveBytes: number
  bytes: BytesView
  /** False: held for others (a seed). */
  needed: boolean
}

export interface AlarmView {
  code: string
  /** The code in words. */
  words: string
  subject: string
  detail: string
  /** ISO times, UTC. */
  firstAt: string | null
  lastAt: string | null
  count: number
}

export interface StatusView {
  node: string
  hostName: string
  fleet: Digest
  fleetName: string
  /** Version of the root in force. */
  rootVersion: number
  site: string
  /** Null when no roster names this node any more. */
  class: MemberClass | null
  groups: string[]
  /** Why this node is no member any more, by a roster, a recall or the coordinator's word, and what to do. */
  notAMember: string | null
  agentVersion: string
  startedAt: string
  addresses: string[]
  coordinator: { connected: boolean; lastSeen: string | null }
  /** No fresh heartbeat, or the root has expired: what this node knows may be old, and it takes no new orders. */
  stale: boolean
  /** What should not be, the longest raised first. */
  alarms: AlarmView[]
  peers: { connected: number; members: number }
  /** Where it is, seen from its site (docs/states.md), in words; when an isolated node begins to fetch, and what one on its own way may fetch. */
  place: { kind: Place['kind']; words: string; waitsUntil: string | null; rateBytesPerSecond: number | null }
  doing: 'idle' | 'fetching' | 'installing' | 'waiting'
  transfers: TransferView[]
  rateBytesPerSecond: BytesView
  patches: PatchView[]
  reports: { pending: number; acknowledgedAt: string | null; problem: string }
  scannedAt: string | null
  store: { usedBytes: number; quotaBytes: number }
  /** What limits fetching from outside. */
  fetching: FetchingView
  /** Patches whose files stay here. */
  pinned: string[]
}

export interface FetchingView {
  /** Reason code; null: it may fetch. */
  closed: string | null
  words: string
  until: string | null
  /** The site's, in bytes a second; null: no limit. */
  budgetBytesPerSecond: number | null
}

export interface PauseView {
  paused: boolean
  all: boolean
  /** Null: until it is resumed, or not paused. */
  until: string | null
}

export interface PinView {
  id: string
  pinned: boolean
  changed: boolean
  sizeBytes: number
  haveBytes: number
}

export interface PatchSources {
  manifest: (digest: Digest) => Manifest | undefined
  /** Verified bytes that are here. */
  haveBytes: (artifact: Digest) => number
  traffic: readonly Traffic[]
}

export function viewPatch(patch: PlannedPatch, { manifest, haveBytes }: PatchSources): PatchView {
  const found = manifest(patch.manifest)
  const sum = (bytes: number[]) => bytes.reduce((total, each) => total + each, 0)
  return {
    id: patch.patch,
    schedule: patch.schedule,
    manifest: patch.manifest,
    product: found?.product ?? '',
    version: found?.productVersion ?? '',
    title: found?.title ?? '',
    state: patch.state,
    reason: patch.reason,
    detail: patch.detail,
    dueAt: isoTime(patch.dueAt),
    dueUntil: isoTime(patch.dueUntil),
    deadline: isoTime(patch.deadline * 1000),
    overdue: patch.overdue,
    sizeBytes: sum(patch.artifacts.map(artifact => artifact.sizeBytes)),
    haveBytes: sum(patch.artifacts.map(artifact => haveBytes(artifact.digest))),
  }
}

/** What moved most: the order that tells the most of a patch that several schedules name. */
const telling: readonly PatchState[] = [
  'installing',
  'fetching',
  'ready',
  'waiting',
  'pending-reboot',
  'pending-restart',
  'failed',
  'installed',
]

/** Undefined when no schedule orders the patch here. */
export function viewWhy(id: string, patches: readonly PlannedPatch[], sources: PatchSources): WhyView | undefined {
  const rank = ({ state }: PlannedPatch) => (telling.includes(state) ? telling.indexOf(state) : telling.length)
  const orders = patches.filter(({ patch }) => patch === id).sort((a, b) => rank(a) - rank(b))
  const first = orders[0]
  if (!first) return undefined
  const named = new Map((sources.manifest(first.manifest)?.artifacts ?? []).map(each => [each.digest, each]))
  const traffic = sources.traffic.filter(({ artifact }) => named.has(artifact))
  return {
    ...viewPatch(first, sources),
    words: first.reason === '' ? 'its detection rules hold' : reasonWords(first.reason),
    bytes: viewBytes(traffic),
    wan: worded(traffic, { of: each => each.reasons, words: wanReasonWords }),
    lanWasted: worded(traffic, { of: each => each.lanWasted, words: lanWasteWords }),
    artifacts: traffic.map(each => ({
      artifact: each.artifact,
      fileName: named.get(each.artifact)!.fileName,
      sizeBytes: each.sizeBytes,
      bytes: viewBytes([each]),
    })),
    orders: orders.map(({ schedule, state, reason, detail }) => ({ schedule, state, reason, detail })),
  }
}

function worded(
  traffic: readonly Traffic[],
  { of, words }: { of: (each: Traffic) => readonly ByteReason[]; words: (reason: string) => string },
): WordedBytes[] {
  return sumReasons(traffic.flatMap(of)).map(({ reason, bytes }) => ({ reason, words: words(reason), bytes }))
}

export function viewBytes(traffic: readonly Traffic[]): BytesView {
  const sum = (bytesOf: (each: Traffic) => number) => traffic.reduce((total, each) => total + bytesOf(each), 0)
  return {
    local: sum(each => each.localBytes),
    lan: sum(each => each.lanBytes),
    seed: sum(each => each.seedBytes),
    origin: sum(each => each.originBytes),
  }
}

export function viewPeers(
  roster: Roster | undefined,
  {
    self,
    address,
    swarm,
    fault,
  }: {
    self: string
    address: (node: string) => string | undefined
    swarm: readonly SwarmPeer[]
    fault: (node: string) => Fault | undefined
  },
): PeerView[] {
  const conduct = new Map(swarm.map(peer => [peer.node, peer]))
  const members = (roster?.members ?? []).filter(({ node }) => node !== self)
  const peers = members.map(({ node, hostName, class: memberClass, groups }): PeerView => {
    const found = address(node)
    const wrong = fault(node)
    const {
      doing = 'idle',
      leasedPieces = 0,
      goodPieces = 0,
      badPieces = 0,
      heldBack = 'nothing',
    } = conduct.get(node) ?? {}
    const said = { doing, leasedPieces, goodPieces, badPieces, heldBack }
    return {
      node,
      hostName,
      class: memberClass,
      groups,
      connected: found !== undefined,
      address: found ?? null,
      ...said,
      fault: wrong?.found ?? null,
      faultAt: wrong ? isoTime(wrong.at) : null,
    }
  })
  return peers.sort((a, b) => Number(b.connected) - Number(a.connected) || (a.hostName < b.hostName ? -1 : 1))
}

/** What is still on its way, the most wanted first. */
export function viewTransfers(
  wanted: readonly Wanted[],
  sources: PatchSources & { fileName: (artifact: Digest) => string },
) {
  const traffic = new Map(sources.traffic.map(each => [each.artifact, each]))
  return wanted.flatMap(({ artifact, sizeBytes, needed }): TransferView[] => {
    const haveBytes = sources.haveBytes(artifact)
    if (haveBytes >= sizeBytes) return []
    const counted = traffic.get(artifact)
    const bytes = viewBytes(counted ? [counted] : [])
    return [{ artifact, fileName: sources.fileName(artifact), sizeBytes, haveBytes, bytes, needed }]
  })
}

export function doingOf(patches: readonly PlannedPatch[], transfers: readonly TransferView[]): StatusView['doing'] {
  if (patches.some(({ state }) => state === 'installing')) return 'installing'
  if (transfers.length > 0) return 'fetching'
  return patches.some(({ state }) => state === 'waiting' || state === 'ready') ? 'waiting' : 'idle'
}

const placeWords: Record<Place['kind'], string> = {
  home: 'at its site',
  unknown: 'no other member answers yet',
  alone: 'no other member of the site is there',
  isolated: 'members of the site are there and none can be reached (does the Wi-Fi keep its clients apart?)',
  roaming: 'away from its site: none of its addresses, or not where it comes from, is the site’s',
  split: 'some members of the site are there and cannot be reached',
}

export function viewPlace({ place, ownStartAt, ownRateBytesPerSecond }: SwarmStatus): StatusView['place'] {
  return {
    kind: place,
    words: placeWords[place],
    waitsUntil: isoTime(ownStartAt),
    rateBytesPerSecond: ownRateBytesPerSecond,
  }
}

export function viewAlarm({ firstAt, lastAt, ...alarm }: Alarm): AlarmView {
  const words = Object.hasOwn(alarmWords, alarm.code) ? alarmWords[alarm.code as keyof typeof alarmWords] : alarm.code
  return { ...alarm, words, firstAt: isoTime(firstAt * 1000), lastAt: isoTime(lastAt * 1000) }
}

export function viewFetching(rules: Rules): FetchingView {
  const { closed, until, rateBytesPerSecond } = rules
  return {
    closed: closed ?? null,
    words: closed ? reasonWords(closed) : '',
    until: closed ? isoTime(until) : null,
    budgetBytesPerSecond: Number.isFinite(rateBytesPerSecond) ? rateBytesPerSecond : null,
  }
}

export function viewPause(pause: PauseChoice | undefined): PauseView {
  return { paused: pause !== undefined, all: pause?.all ?? false, until: isoTime(pause?.until ?? 0) }
}

export function isoTime(ms: number): string | null {
  return ms > 0 && ms < 8.64e15 ? new Date(ms).toISOString() : null
}

/** What became of an object that came by a file. */
export interface TakenView {
  kind: string
  /** Null when nothing changed. */
  name: string | null
  version: number | null
  digest: Digest
  /** False: this node has it already. */
  changed: boolean
}
