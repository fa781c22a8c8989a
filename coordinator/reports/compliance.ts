// Which node has which ordered patch, and why not: one row per patch and target. Pure.

import type { PatchState } from '../../core/report.ts'
import type { Signed } from '../../core/verify.ts'
import { compareText } from './compare-text.ts'
import { addedLater, type FleetView, hostOf, isStale, type Place, targetsOf } from './fleet-view.ts'
import { outcomeOf } from './report-store.ts'

export interface ComplianceRow {
  patch: string
  node: string
  site: string
  state: PatchState
  /** Empty for `installed`; `not-reported`, `not-a-member`, `recalled` or `target-added-later` where the node said nothing. */
  reason: string
  host: string
  schedule: string
  cves: string[]
  /** The node has not reported for long; it counts as not compliant. */
  stale: boolean
  compliant: boolean
}

/** Selects rows; absent fields select all. */
export interface RowFilter {
  schedule?: string
  site?: string
  patch?: string
  node?: string
}

/** When two schedules order the same patch onto a node, the row is of the one signed later. */
export function complianceRows(view: FleetView, filter: RowFilter = {}): ComplianceRow[] {
  const rows = new Map<string, ComplianceRow>()
  for (const schedule of schedulesOf(view, filter)) {
    for (const place of targetsOf(view, schedule)) {
      for (const row of rowsOfNode(view, schedule, place)) rows.set(`${row.patch}/${row.node}`, row)
    }
  }
  for (const schedule of schedulesOf(view, filter)) addLaterRows(rows, view, schedule)
  return [...rows.values()].filter(row => matches(row, filter)).sort(byPlace)
}

/** Nothing orders the patch onto these nodes: they are told so that somebody orders it. */
function addLaterRows(rows: Map<string, ComplianceRow>, view: FleetView, schedule: Signed<'schedule'>): void {
  for (const place of addedLater(view, schedule)) {
    for (const row of rowsOfNode(view, schedule, place)) {
      const key = `${row.patch}/${row.node}`
      if (!rows.has(key)) rows.set(key, row.compliant ? row : { ...row, reason: 'target-added-later' })
    }
  }
}

function schedulesOf({ schedules }: FleetView, filter: RowFilter): Signed<'schedule'>[] {
  return oldestFirst(schedules).filter(({ header }) => !filter.schedule || header.name === filter.schedule)
}

function oldestFirst(schedules: FleetView['schedules']): Signed<'schedule'>[] {
  return [...schedules].sort(
    (a, b) => a.header.issuedAt - b.header.issuedAt || (a.header.name < b.header.name ? -1 : 1),
  )
}

function rowsOfNode(view: FleetView, { header, body }: Signed<'schedule'>, place: Place): ComplianceRow[] {
  const stale = isStale(view, place.node)
  return body.patches.map(({ patch, manifest }) => {
    const outcome = place.site === '' ? undefined : outcomeOf(view.records, place.node, patch, manifest)
    const state = outcome?.state ?? 'unknown'
    return {
      patch,
      node: place.node,
      site: place.site,
      state,
      reason: outcome?.reason ?? whySilent(view, place),
      host: hostOf(view, place),
      schedule: header.name,
      cves: view.manifests.get(manifest)?.cves ?? [],
      stale,
      compliant: !stale && isCompliant(state),
    }
  })
}

function whySilent({ recall }: FleetView, { node, site }: Place): string {
  if (recall.hasMember(node)) return 'recalled'
  return site === '' ? 'not-a-member' : 'not-reported'
}

/** Nothing is left to do on the node. Declined is a decision, not compliance; unknown never counts. */
function isCompliant(state: PatchState): boolean {
  return state === 'installed' || state === 'not-applicable' || state === 'superseded'
}

/** What is still to happen somewhere: neither done nor declined. */
export function missingRows(view: FleetView, filter: RowFilter = {}): ComplianceRow[] {
  return complianceRows(view, filter).filter(row => !row.compliant && row.state !== 'declined')
}

function matches(row: ComplianceRow, { site, patch, node }: RowFilter): boolean {
  return (!site || row.site === site) && (!patch || row.patch === patch) && (!node || row.node === node)
}

function byPlace(a: ComplianceRow, b: ComplianceRow): number {
  return (
    compareText(a.patch, b.patch) ||
    compareText(a.site, b.site) ||
    compareText(a.host, b.host) ||
    compareText(a.node, b.node)
  )
}
