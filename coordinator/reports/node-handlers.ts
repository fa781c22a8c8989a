// What the running coordinator answers to `patchmesh node list|show`.

import type { Alarm } from '../../core/alarms.ts'
import type { ControlHandlers } from '../../core/control.ts'
import { CodedError } from '../../core/errors.ts'
import { type AlarmRow, alarmedNode, alarmRows } from './alarm-rows.ts'
import { compareText } from './compare-text.ts'
import { type ComplianceRow, complianceRows } from './compliance.ts'
import { type FleetView, findPlace, hostOf, isStale, type Place, placesOf, replacementOf } from './fleet-view.ts'
import { gatherView, type ReportDeps } from './gather-view.ts'
import type { SystemFacts } from './report-store.ts'

export interface NodeRow {
  node: string
  host: string
  site: string
  class: string
  groups: string[]
  /** Empty until the node has reported. */
  os: string
  agentVersion: string
  /** ISO 8601, UTC; null: never. */
  lastReport: string | null
  stale: boolean
  /** The admins have shut it out. */
  recalled: boolean
  /** By its last report it has seen no fresh heartbeat. */
  saysStale: boolean
  /** Codes of what should not be on it, or with it. */
  alarms: string[]
  /** A node of the same site and host name that came later, while this one was not heard since: set up anew? */
  replacedBy: string | null
  /** How many ordered patches are in which state. */
  states: Record<string, number>
}

export interface NodeDetails extends Omit<NodeRow, 'alarms'> {
  alarms: AlarmRow[]
  system: SystemFacts | null
  packages: number | null
  patches: Pick<ComplianceRow, 'patch' | 'state' | 'reason' | 'schedule' | 'cves'>[]
}

/** `node-list` and `node-show`. */
export function nodeHandlers(deps: ReportDeps): ControlHandlers {
  return {
    'node-list': async ({ site }: { site?: string }): Promise<NodeRow[]> => {
      const view = await gatherView(deps)
      if (site && !view.rosters.some(({ header }) => header.name === site))
        throw new CodedError('not-found', `there is no site ${site}`)
      return nodeRows(view, deps.alarms.all(), site)
    },
    'node-show': async ({ node: name }: { node: string }): Promise<NodeDetails> => {
      const view = await gatherView(deps)
      const place = findPlace(view, name)
      const packages = await deps.store.packages(place.node)
      return {
        ...rowOf(view, place, complianceRows(view, { node: place.node })),
        alarms: alarmRows(view, deps.alarms.all(), { node: place.node }),
        system: view.records.nodes.get(place.node)?.system ?? null,
        packages: packages?.length ?? null,
        patches: complianceRows(view, { node: place.node }).map(({ patch, state, reason, schedule, cves }) => ({
          patch,
          state,
          reason,
          schedule,
          cves,
        })),
      }
    },
  }
}

/** By site and host. */
function nodeRows(view: FleetView, own: readonly Alarm[], site?: string): NodeRow[] {
  const alarms = Map.groupBy(alarmRows(view, own), alarmedNode)
  const ordered = Map.groupBy(complianceRows(view), row => row.node)
  return placesOf(view)
    .filter(place => !site || place.site === site)
    .map(place => ({
      ...rowOf(view, place, ordered.get(place.node) ?? []),
      alarms: [...new Set((alarms.get(place.node) ?? []).map(({ code }) => code))],
    }))
    .sort((a, b) => compareText(a.site, b.site) || compareText(a.host, b.host) || compareText(a.node, b.node))
}

function rowOf(view: FleetView, place: Place, ordered: readonly ComplianceRow[]): Omit<NodeRow, 'alarms'> {
  const record = view.records.nodes.get(place.node)
  const states: Record<string, number> = {}
  for (const { state } of ordered) states[state] = (states[state] ?? 0) + 1
  return {
    node: place.node,
    host: hostOf(view, place),
    site: place.site,
    class: place.class,
    groups: place.groups,
    os: record?.system?.osName ?? '',
    agentVersion: record?.agentVersion ?? '',
    lastReport: record ? new Date(record.lastReport * 1000).toISOString() : null,
    stale: isStale(view, place.node),
    recalled: view.recall.hasMember(place.node),
    saysStale: record?.saysStale ?? false,
    replacedBy: replacementOf(view, place) ?? null,
    states,
  }
}
