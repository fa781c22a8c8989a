// What a coordinator tells a metrics scraper: the table of names (docs/metrics.md, held equal by a test), and what fills it. What needs every
// record of the fleet is counted anew at most once a minute.

import type { Alarm } from '../core/alarms.ts'
import type { Clock } from '../core/clock.ts'
import { limits } from '../core/limits.ts'
import { type MetricDefinition, perValue, type Readings, tally } from '../core/metrics.ts'
import { patchStates } from '../core/report.ts'
import packageJson from '../package.json' with { type: 'json' }
import type { FeedStatus } from './feed/feeds.ts'
import { alarmRows } from './reports/alarm-rows.ts'
import { complianceRows } from './reports/compliance.ts'
import { type FleetView, isStale, placesOf } from './reports/fleet-view.ts'
import { type ReportResult, reportResults } from './reports/intake.ts'
import { type ControlReason, controlReasons } from './reports/wan-meter.ts'

export const coordinatorMetrics = {
  patchmesh_coordinator_info: {
    type: 'gauge',
    help: 'Always 1; the labels say who this is',
    labels: ['version', 'node', 'fleet'],
  },
  patchmesh_coordinator_nodes: {
    type: 'gauge',
    help: 'Nodes on the rosters: fresh (has reported lately), stale, silent (never reported) or recalled',
    labels: ['state'],
  },
  patchmesh_coordinator_outcomes: {
    type: 'gauge',
    help: 'Ordered patches of all nodes together, by state',
    labels: ['state'],
  },
  patchmesh_coordinator_noncompliant: {
    type: 'gauge',
    help: 'Ordered patches of all nodes together that are not done, or of which the node says nothing any more',
    labels: [],
  },
  patchmesh_coordinator_members_connected: { type: 'gauge', help: 'Members that are connected now', labels: [] },
  patchmesh_coordinator_reports_total: {
    type: 'counter',
    help: 'Reports of nodes since the start: taken (new), repeated, or refused though their signatures were right',
    labels: ['result'],
  },
  patchmesh_coordinator_control_bytes_total: {
    type: 'counter',
    help: 'Bytes between the coordinator and the nodes of a site since the start, both ways, by what for',
    labels: ['site', 'purpose'],
  },
  patchmesh_coordinator_alarms: {
    type: 'gauge',
    help: 'Alarms of the coordinator and of all nodes, by code',
    labels: ['code'],
  },
  patchmesh_coordinator_feed_synced_timestamp_seconds: {
    type: 'gauge',
    help: 'When a feed was last synchronised with success; 0: never',
    labels: ['feed'],
  },
  patchmesh_coordinator_feed_failing: {
    type: 'gauge',
    help: '1 while the last try to synchronise a feed has failed',
    labels: ['feed'],
  },
  patchmesh_coordinator_feed_patches: { type: 'gauge', help: 'Patches that a feed offers', labels: ['feed'] },
} as const satisfies Record<string, MetricDefinition>

type CoordinatorReadings = Readings<typeof coordinatorMetrics>

export interface CoordinatorSources {
  node: string
  fleet: string
  view: () => Promise<FleetView>
  alarms: () => readonly Alarm[]
  connected: () => readonly string[]
  /** Since the start. */
  reports: (result: ReportResult) => number
  controlBytes: (site: string, purpose: ControlReason) => number
  feeds: () => readonly Pick<FeedStatus, 'config' | 'state'>[]
  clock: Clock
}

type FleetReadings = Pick<
  CoordinatorReadings,
  | 'patchmesh_coordinator_nodes'
  | 'patchmesh_coordinator_outcomes'
  | 'patchmesh_coordinator_noncompliant'
  | 'patchmesh_coordinator_alarms'
>

/** Returns what reads all of it. */
export function coordinatorReader(sources: CoordinatorSources): () => Promise<CoordinatorReadings> {
  const { node, fleet, connected, reports, controlBytes, feeds, view, alarms, clock } = sources
  let counted: { at: number; fleet: Promise<{ sites: string[]; readings: FleetReadings }> } | undefined
  const countFleet = async () => {
    const now = await view()
    return { sites: now.rosters.map(({ header }) => header.name), readings: readFleet(now, alarms()) }
  }
  return async () => {
    const now = clock.monotonic()
    if (!counted || now - counted.at >= limits.metricsFleetMs) counted = { at: now, fleet: countFleet() }
    const { sites, readings } = await counted.fleet.catch(error => {
      counted = undefined
      throw error
    })
    const ofFeeds = (value: (feed: FeedStatus) => number) =>
      feeds().map(feed => ({ labels: { feed: feed.config.name }, value: value(feed) }))
    return {
      patchmesh_coordinator_info: [{ labels: { version: packageJson.version, node, fleet }, value: 1 }],
      ...readings,
      patchmesh_coordinator_members_connected: [{ value: connected().length }],
      patchmesh_coordinator_reports_total: perValue('result', reportResults, reports),
      patchmesh_coordinator_control_bytes_total: sites.flatMap(site =>
        controlReasons.map(purpose => ({ labels: { site, purpose }, value: controlBytes(site, purpose) })),
      ),
      patchmesh_coordinator_feed_synced_timestamp_seconds: ofFeeds(({ state }) => state.lastSyncAt / 1000),
      patchmesh_coordinator_feed_failing: ofFeeds(({ state }) => Number(state.error !== undefined)),
      patchmesh_coordinator_feed_patches: ofFeeds(({ state }) => state.patches),
    }
  }
}

const nodeStates = ['fresh', 'stale', 'silent', 'recalled'] as const

function readFleet(view: FleetView, own: readonly Alarm[]): FleetReadings {
  const states = Map.groupBy(placesOf(view), ({ node }) => stateOf(view, node))
  const rows = complianceRows(view)
  const outcomes = Map.groupBy(rows, ({ state }) => state)
  return {
    patchmesh_coordinator_nodes: perValue('state', nodeStates, state => states.get(state)?.length ?? 0),
    patchmesh_coordinator_outcomes: perValue('state', patchStates, state => outcomes.get(state)?.length ?? 0),
    patchmesh_coordinator_noncompliant: [{ value: rows.filter(({ compliant }) => !compliant).length }],
    patchmesh_coordinator_alarms: tally(
      'code',
      alarmRows(view, own).map(({ code }) => code),
    ),
  }
}

function stateOf(view: FleetView, node: string): (typeof nodeStates)[number] {
  if (view.recall.hasMember(node)) return 'recalled'
  if (!view.records.nodes.has(node)) return 'silent'
  return isStale(view, node) ? 'stale' : 'fresh'
}
