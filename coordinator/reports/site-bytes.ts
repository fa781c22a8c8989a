// Bytes by source and the WAN ratio of each site. Pure. Origin bytes are as the nodes counted them on their sockets,
// control bytes as the coordinator did on its connections.

import type { Digest } from '../../core/digest.ts'
import type { Traffic } from '../../core/report.ts'
import { type FleetView, targetsOf } from './fleet-view.ts'
import { spannedBytes } from './wan-meter.ts'

export interface SiteBytes {
  site: string
  local: number
  lan: number
  seed: number
  origin: number
  /** Of the distinct artifacts that some node of the site needed. */
  payloadBytes: number
  /** Both directions: origin with protocol overhead, and control. */
  wanBytes: number
  /** `wanBytes / payloadBytes`; null when nothing was needed. */
  wanRatio: number | null
  /** The two parts of `wanBytes`. */
  originWireBytes: number
  controlBytes: number
}

/** All that was ever counted, or what belongs to one current schedule. */
export function siteBytes(view: FleetView, { schedule, site }: { schedule?: string; site?: string } = {}): SiteBytes[] {
  const order = view.schedules.find(({ header }) => header.name === schedule)
  const artifacts = order && artifactsOf(view, order)
  const sites = order
    ? [...new Set(targetsOf(view, order).map(place => place.site))].filter(name => name !== '')
    : view.rosters.map(roster => roster.header.name)
  return sites
    .filter(name => !site || name === site)
    .sort()
    .map(name => bytesOfSite(view, name, { schedule, artifacts }))
}

/** Of the manifests that are held. */
export function artifactsOf(view: Pick<FleetView, 'manifests'>, { body }: FleetView['schedules'][number]): Set<Digest> {
  const manifests = body.patches.map(({ manifest }) => view.manifests.get(manifest))
  return new Set(manifests.flatMap(manifest => manifest?.artifacts.map(artifact => artifact.digest) ?? []))
}

function bytesOfSite(
  view: FleetView,
  site: string,
  { schedule, artifacts }: { schedule: string | undefined; artifacts: Set<Digest> | undefined },
): SiteBytes {
  const traffic = [...view.records.traffic]
    .filter(([node]) => view.records.nodes.get(node)?.site === site)
    .flatMap(([, list]) => list)
    .filter(item => !artifacts || artifacts.has(item.artifact))
  const spans = view.spans.filter(span => span.site === site && (!artifacts || span.schedule === schedule))
  const originWireBytes = sum(traffic, item => item.originWireBytes)
  const controlBytes = spannedBytes(spans)
  const needed = new Map(traffic.filter(item => item.needed).map(item => [item.artifact, item.sizeBytes]))
  const payloadBytes = [...needed.values()].reduce((total, size) => total + size, 0)
  const wanBytes = originWireBytes + controlBytes
  return {
    site,
    local: sum(traffic, item => item.localBytes),
    lan: sum(traffic, item => item.lanBytes),
    seed: sum(traffic, item => item.seedBytes),
    origin: sum(traffic, item => item.originBytes),
    payloadBytes,
    wanBytes,
    wanRatio: payloadBytes > 0 ? wanBytes / payloadBytes : null,
    originWireBytes,
    controlBytes,
  }
}

function sum(traffic: readonly Traffic[], of: (item: Traffic) => number): number {
  return traffic.reduce((total, item) => total + of(item), 0)
}
