// What the running coordinator answers to `patchmesh report`. A filter that names nothing we know is an error: a typing
// mistake must not look like an empty, reassuring report.

import type { ControlHandlers } from '../../core/control.ts'
import { CodedError } from '../../core/errors.ts'
import { type AlarmFilter, type AlarmRow, alarmRows } from './alarm-rows.ts'
import { type ComplianceRow, complianceRows, missingRows, type RowFilter } from './compliance.ts'
import { type FleetView, findPlace, placesOf } from './fleet-view.ts'
import { gatherView, type ReportDeps } from './gather-view.ts'
import type { InstalledPackage } from './report-store.ts'
import { type BytesFilter, type BytesRow, bytesRows } from './site-bytes.ts'
import { type VersionFilter, type VersionRow, versionRows } from './versions.ts'

/** `report-compliance`, `report-missing`, `report-versions`, `report-bytes`, `report-alarms`: each a list of rows. */
export function reportHandlers(deps: ReportDeps): ControlHandlers {
  const select = async <F extends RowFilter>(filter: F) => {
    const view = await gatherView(deps)
    return { view, filter: checkFilter(view, filter) }
  }
  return {
    'report-compliance': async (asked: RowFilter): Promise<ComplianceRow[]> => {
      const { view, filter } = await select(asked)
      return complianceRows(view, filter)
    },
    'report-missing': async (asked: RowFilter): Promise<ComplianceRow[]> => {
      const { view, filter } = await select(asked)
      return missingRows(view, filter)
    },
    'report-bytes': async (asked: RowFilter & BytesFilter): Promise<BytesRow[]> => {
      const { view, filter } = await select(asked)
      return bytesRows(view, filter)
    },
    'report-alarms': async (asked: AlarmFilter): Promise<AlarmRow[]> => {
      const { view, filter } = await select(asked)
      return alarmRows(view, deps.alarms.all(), filter)
    },
    'report-versions': async (asked: VersionFilter): Promise<VersionRow[]> => {
      const { view, filter } = await select(asked)
      const packages = new Map<string, InstalledPackage[]>()
      for (const { node } of placesOf(view)) packages.set(node, (await deps.store.packages(node)) ?? [])
      return versionRows(view, node => packages.get(node) ?? [], filter)
    },
  }
}

/** The filter with the node's id for what names it. */
function checkFilter<F extends RowFilter>(view: FleetView, filter: F): F {
  const { schedule, site, node, patch } = filter
  const { schedules, rosters } = view
  if (schedule && !schedules.some(({ header }) => header.name === schedule))
    throw new CodedError('not-found', `there is no current schedule ${schedule}: see "patchmesh schedule list"`)
  if (site && !rosters.some(({ header }) => header.name === site))
    throw new CodedError(
      'not-found',
      `there is no site ${site}: the sites are ${rosters.map(({ header }) => header.name).join(', ') || 'none yet'}`,
    )
  if (patch && !schedules.some(({ body }) => body.patches.some(item => item.patch === patch)))
    throw new CodedError('not-found', `no current schedule orders the patch ${patch}: see "patchmesh patch list"`)
  return node ? { ...filter, node: findPlace(view, node).node } : filter
}
