// Bytes by source, why they crossed the WAN, and what that saved: of each site, patch or node. Pure. Origin bytes are as the nodes counted
// them on their sockets; control bytes as the coordinator did on its streams, for a site as a whole: one node carries for others.

import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import type { WanReasonCode } from '../../core/reasons.ts'
import { type ByteReason, sumReasons, type Traffic } from '../../core/report.ts'
import { type FleetView, hostOf, placesOf, targetsOf } from './fleet-view.ts'
import { controlReasons, spannedBytes } from './wan-meter.ts'

export interface Bytes {
  local: number
  lan: number
  seed: number
  origin: number
  /** Of the artifacts that were needed: for a site and a patch each once a site, however many nodes needed it. */
  payloadBytes: number
  /** Both directions: origin with protocol overhead, and control. */
  wanBytes: number
  /** `wanBytes / payloadBytes`; null when nothing was needed. */
  wanRatio: number | null
  /** The two parts of `wanBytes`; `controlBytes` is null where only a site's is known. */
  originWireBytes: number
  controlBytes: number | null
  /** Why bytes crossed the WAN, the most first; together `wanBytes`. */
  reasons: ByteReason[]
  /** Bytes from neighbours, a seed too, that were of no use, by why, the most first. */
  lanWasted: ByteReason[]
  /** What would have crossed it if every node had fetched alone, and how much of that did not. */
  aloneBytes: number
  savedBytes: number
  /** `savedBytes / aloneBytes`; null when nothing was needed. */
  savedRatio: number | null
}

export type SiteBytes = { site: string } & Bytes
export type PatchBytes = { patch: string } & Bytes
export type NodeBytes = { node: string; host: string; site: string } & Bytes
export type BytesRow = SiteBytes | PatchBytes | NodeBytes

export const bytesBy = ['site', 'patch', 'node'] as const

export interface BytesFilter {
  schedule?: string
  site?: string
  by?: (typeof bytesBy)[number]
}

/** All that was ever counted, or what belongs to one current schedule. Throws `bad-argument`. */
export function bytesRows(view: FleetView, { by = 'site', ...filter }: BytesFilter = {}): BytesRow[] {
  if (by === 'site') return siteBytes(view, filter)
  if (by === 'patch') return patchBytes(view, filter)
  if (by === 'node') return nodeBytes(view, filter)
  throw new CodedError('bad-argument', `--by: expected ${bytesBy.join(', ')}, found ${JSON.stringify(by)}`)
}

export function siteBytes(view: FleetView, { schedule, site }: Omit<BytesFilter, 'by'> = {}): SiteBytes[] {
  const order = view.schedules.find(({ header }) => header.name === schedule)
  const artifacts = order && artifactsOf(view, order)
  return sitesOf(view, { schedule, site }).map(name => {
    const traffic = trafficOf(view, { sites: [name], artifacts })
    const spans = view.spans.filter(span => span.site === name && (!order || span.schedule === schedule))
    const control = controlReasons.map(reason => ({
      reason,
      bytes: spannedBytes(spans.filter(span => span.reason === reason)),
    }))
    return { site: name, ...bytesOf(traffic, control) }
  })
}

/** Files that several patches have in common count for each of them. */
function patchBytes(view: FleetView, { schedule, site }: Omit<BytesFilter, 'by'>): PatchBytes[] {
  const sites = sitesOf(view, { schedule, site })
  const artifacts = new Map<string, Set<Digest>>()
  for (const { header, body } of view.schedules) {
    if (schedule && header.name !== schedule) continue
    for (const { patch, manifest } of body.patches) {
      const known = artifacts.get(patch) ?? new Set()
      for (const { digest } of view.manifests.get(manifest)?.artifacts ?? []) known.add(digest)
      artifacts.set(patch, known)
    }
  }
  return [...artifacts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([patch, wanted]) => ({ patch, ...bytesOf(trafficOf(view, { sites, artifacts: wanted }), null) }))
}

function nodeBytes(view: FleetView, { schedule, site }: Omit<BytesFilter, 'by'>): NodeBytes[] {
  const order = view.schedules.find(({ header }) => header.name === schedule)
  const artifacts = order && artifactsOf(view, order)
  const sites = sitesOf(view, { schedule, site })
  return placesOf(view)
    .filter(place => sites.includes(place.site))
    .sort((a, b) => (a.site === b.site ? (a.node < b.node ? -1 : 1) : a.site < b.site ? -1 : 1))
    .map(place => {
      const traffic = (view.records.traffic.get(place.node) ?? [])
        .filter(item => !artifacts || artifacts.has(item.artifact))
        .map(item => ({ ...item, site: place.site }))
      return { node: place.node, host: hostOf(view, place), site: place.site, ...bytesOf(traffic, null) }
    })
}

function sitesOf(view: FleetView, { schedule, site }: Omit<BytesFilter, 'by'>): string[] {
  const order = view.schedules.find(({ header }) => header.name === schedule)
  const sites = order
    ? [...new Set(targetsOf(view, order).map(place => place.site))].filter(name => name !== '')
    : view.rosters.map(roster => roster.header.name)
  return sites.filter(name => !site || name === site).sort()
}

/** Of the manifests that are held. */
export function artifactsOf(view: Pick<FleetView, 'manifests'>, { body }: FleetView['schedules'][number]): Set<Digest> {
  const manifests = body.patches.map(({ manifest }) => view.manifests.get(manifest))
  return new Set(manifests.flatMap(manifest => manifest?.artifacts.map(artifact => artifact.digest) ?? []))
}

type SiteTraffic = Traffic & { site: string }

function trafficOf(
  { records }: FleetView,
  { sites, artifacts }: { sites: readonly string[]; artifacts: ReadonlySet<Digest> | undefined },
): SiteTraffic[] {
  return [...records.traffic].flatMap(([node, list]) => {
    const site = records.nodes.get(node)?.site
    if (site === undefined || !sites.includes(site)) return []
    return list.filter(item => !artifacts || artifacts.has(item.artifact)).map(item => ({ ...item, site }))
  })
}

function bytesOf(
  traffic: readonly SiteTraffic[],
  control: readonly { reason: WanReasonCode; bytes: number }[] | null,
): Bytes {
  const originWireBytes = sum(traffic, item => item.originWireBytes)
  const controlBytes = control === null ? null : control.reduce((total, { bytes }) => total + bytes, 0)
  const needed = traffic.filter(item => item.needed)
  const distinct = new Map(needed.map(item => [`${item.site}/${item.artifact}`, item.sizeBytes]))
  const payloadBytes = [...distinct.values()].reduce((total, size) => total + size, 0)
  const wanBytes = originWireBytes + (controlBytes ?? 0)
  const aloneBytes = sum(needed, item => item.sizeBytes)
  const savedBytes = aloneBytes - wanBytes
  return {
    local: sum(traffic, item => item.localBytes),
    lan: sum(traffic, item => item.lanBytes),
    seed: sum(traffic, item => item.seedBytes),
    origin: sum(traffic, item => item.originBytes),
    payloadBytes,
    wanBytes,
    wanRatio: payloadBytes > 0 ? wanBytes / payloadBytes : null,
    originWireBytes,
    controlBytes,
    reasons: sumReasons([...reasonsOf(traffic, originWireBytes), ...(control ?? [])]),
    // what was written before waste was counted has no list of it
    lanWasted: sumReasons(traffic.flatMap(item => item.lanWasted ?? [])),
    aloneBytes,
    savedBytes,
    savedRatio: aloneBytes > 0 ? savedBytes / aloneBytes : null,
  }
}

function reasonsOf(traffic: readonly SiteTraffic[], originWireBytes: number): ByteReason[] {
  const found = traffic.flatMap(item => item.reasons)
  const files = found.reduce((total, { bytes }) => total + bytes, 0)
  const overhead = { reason: 'protocol-overhead' satisfies WanReasonCode, bytes: Math.max(0, originWireBytes - files) }
  return [...found, overhead]
}

function sum(traffic: readonly Traffic[], of: (item: Traffic) => number): number {
  return traffic.reduce((total, item) => total + of(item), 0)
}
