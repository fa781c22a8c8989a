// What an agent tells a metrics scraper: the table of names (docs/metrics.md, held equal by a test), and how the stages' answers fill it. Pure.

import type { MetricDefinition, Readings } from '../core/metrics.ts'
import { perValue, tally } from '../core/metrics.ts'
import { patchStates } from '../core/report.ts'
import type { Place } from './swarm/place.ts'
import type { SwarmStatus } from './swarm/swarm-view.ts'
import type { TrafficTotals } from './swarm/traffic.ts'
import type { WantedStatus } from './swarm/wanted.ts'
import type { StatusView } from './view.ts'

export const agentMetrics = {
  patchmesh_agent_info: {
    type: 'gauge',
    help: 'Always 1; the labels say who this is',
    labels: ['version', 'node', 'site', 'class'],
  },
  patchmesh_agent_received_bytes_total: {
    type: 'counter',
    help: 'Bytes of files received since the start, by where they came from',
    labels: ['source'],
  },
  patchmesh_agent_wan_bytes_total: {
    type: 'counter',
    help: 'Bytes of files that this node moved over the WAN since the start, by why they had to',
    labels: ['reason'],
  },
  patchmesh_agent_lan_wasted_bytes_total: {
    type: 'counter',
    help: 'Bytes of files from neighbours that were of no use since the start, by why',
    labels: ['reason'],
  },
  patchmesh_agent_uploaded_bytes_total: {
    type: 'counter',
    help: 'Bytes of files given to other nodes of the site since the start',
    labels: [],
  },
  patchmesh_agent_swarm_role: {
    type: 'gauge',
    help: '1 for the role in fetching from outside, 0 for the others',
    labels: ['role'],
  },
  patchmesh_agent_place: {
    type: 'gauge',
    help: '1 for where the node is, seen from its site, 0 for the others',
    labels: ['place'],
  },
  patchmesh_agent_neighbours: { type: 'gauge', help: 'Nodes of the site it exchanges pieces with', labels: [] },
  patchmesh_agent_members: { type: 'gauge', help: 'Other members of the site', labels: [] },
  patchmesh_agent_coordinator_connected: {
    type: 'gauge',
    help: '1 while a coordinator is connected: on most nodes it is 0 most of the time',
    labels: [],
  },
  patchmesh_agent_coordinator_seen_timestamp_seconds: {
    type: 'gauge',
    help: 'When a coordinator was last heard; 0: never since the start',
    labels: [],
  },
  patchmesh_agent_artifacts: { type: 'gauge', help: 'Wanted files, by how far they are', labels: ['status'] },
  patchmesh_agent_store_used_bytes: { type: 'gauge', help: 'Bytes of files in the store', labels: [] },
  patchmesh_agent_store_quota_bytes: { type: 'gauge', help: 'Bytes that the store may take', labels: [] },
  patchmesh_agent_stale: {
    type: 'gauge',
    help: '1 while the node knows of no fresh heartbeat and takes no new orders',
    labels: [],
  },
  patchmesh_agent_alarms: { type: 'gauge', help: 'Alarms raised now, by code', labels: ['code'] },
  patchmesh_agent_patches: {
    type: 'gauge',
    help: 'Patches that are ordered for this node, by state',
    labels: ['state'],
  },
  patchmesh_agent_reports_waiting: {
    type: 'gauge',
    help: 'News for the coordinator that it has not acknowledged',
    labels: [],
  },
  patchmesh_agent_report_acknowledged_timestamp_seconds: {
    type: 'gauge',
    help: 'When the coordinator last acknowledged a report; 0: never since the start',
    labels: [],
  },
} as const satisfies Record<string, MetricDefinition>

const roles: readonly SwarmStatus['role'][] = ['bystander', 'yielding', 'holder']
const places: readonly Place['kind'][] = ['home', 'unknown', 'alone', 'isolated', 'roaming', 'split']
const artifactStates: readonly WantedStatus[] = [
  'opening',
  'settling',
  'fetching',
  'disk-full',
  'over-quota',
  'wrong-piece-list',
  'io-failed',
  'complete',
]

export interface AgentReadings {
  status: StatusView
  swarm: SwarmStatus
  totals: TrafficTotals
}

export function readAgent({ status, swarm, totals }: AgentReadings): Readings<typeof agentMetrics> {
  const { agentVersion: version, node, site } = status
  const one = (value: number | boolean) => [{ value: Number(value) }]
  return {
    patchmesh_agent_info: [{ labels: { version, node, site, class: status.class ?? '' }, value: 1 }],
    patchmesh_agent_received_bytes_total: perValue('source', ['local', 'lan', 'seed', 'origin'], at => totals[at]),
    patchmesh_agent_wan_bytes_total: wanSamples(totals),
    patchmesh_agent_lan_wasted_bytes_total: [...totals.lanWasted].map(([reason, value]) => ({
      labels: { reason },
      value,
    })),
    patchmesh_agent_uploaded_bytes_total: one(swarm.uploadedBytes),
    patchmesh_agent_swarm_role: perValue('role', roles, role => Number(role === swarm.role)),
    patchmesh_agent_place: perValue('place', places, place => Number(place === swarm.place)),
    patchmesh_agent_neighbours: one(swarm.neighbours),
    patchmesh_agent_members: one(status.peers.members),
    patchmesh_agent_coordinator_connected: one(status.coordinator.connected),
    patchmesh_agent_coordinator_seen_timestamp_seconds: one(secondsOf(status.coordinator.lastSeen)),
    patchmesh_agent_artifacts: perValue(
      'status',
      artifactStates,
      state => swarm.artifacts.filter(each => each.status === state).length,
    ),
    patchmesh_agent_store_used_bytes: one(status.store.usedBytes),
    patchmesh_agent_store_quota_bytes: one(status.store.quotaBytes),
    patchmesh_agent_stale: one(status.stale),
    patchmesh_agent_alarms: tally(
      'code',
      status.alarms.map(({ code }) => code),
    ),
    patchmesh_agent_patches: perValue(
      'state',
      patchStates,
      state => status.patches.filter(each => each.state === state).length,
    ),
    patchmesh_agent_reports_waiting: one(status.reports.pending),
    patchmesh_agent_report_acknowledged_timestamp_seconds: one(secondsOf(status.reports.acknowledgedAt)),
  }
}

/** What HTTP and TLS add is known of all files together. */
function wanSamples({ originWire, reasons }: TrafficTotals) {
  const files = [...reasons.values()].reduce((sum, bytes) => sum + bytes, 0)
  const samples = [...reasons].map(([reason, value]) => ({ labels: { reason: reason as string }, value }))
  return [...samples, { labels: { reason: 'protocol-overhead' }, value: Math.max(0, originWire - files) }]
}

function secondsOf(time: string | null): number {
  return time === null ? 0 : Date.parse(time) / 1000
}
