// What is installed where: versions of packages (from inventories) and of in-house products (from outcomes). Pure.

import { isInstalled } from '../../core/deb-status.ts'
import type { Manifest } from '../../core/manifest.ts'
import { compareText } from './compare-text.ts'
import { type FleetView, hostOf, placesOf } from './fleet-view.ts'
import type { InstalledPackage } from './report-store.ts'

export interface VersionRow {
  node: string
  host: string
  site: string
  /** Name of a package, or of an in-house product. */
  package: string
  version: string
  /** Empty for a product. */
  architecture: string
}

export interface VersionFilter {
  /** Names of packages, source packages or products; none: those that current schedules name. */
  packages?: readonly string[]
  /** Every package of every node. */
  all?: boolean
  site?: string
  node?: string
}

export function versionRows(
  view: FleetView,
  packagesOf: (node: string) => readonly InstalledPackage[],
  filter: VersionFilter = {},
): VersionRow[] {
  const named = new Set(filter.packages?.length ? filter.packages : namedBySchedules(view))
  const isMeant = (names: string[]) => filter.all === true || names.some(name => named.has(name))
  return placesOf(view)
    .filter(place => (!filter.site || place.site === filter.site) && (!filter.node || place.node === filter.node))
    .flatMap(place => {
      const where = { node: place.node, host: hostOf(view, place), site: place.site }
      const packages = packagesOf(place.node)
        .filter(item => isInstalled({ status: item.status.split(' ').at(-1)! }) && isMeant([item.package, item.source]))
        .map(item => ({ ...where, package: item.package, version: item.version, architecture: item.architecture }))
      const products = [...installedProducts(view, place.node)]
        .filter(([product]) => isMeant([product]))
        .map(([product, version]) => ({ ...where, package: product, version, architecture: '' }))
      return [...packages, ...products]
    })
    .sort((a, b) => compareText(a.package, b.package) || compareText(a.site, b.site) || compareText(a.host, b.host))
}

function namedBySchedules({ schedules, manifests }: FleetView): string[] {
  return schedules
    .flatMap(({ body }) => body.patches.map(item => manifests.get(item.manifest)))
    .filter(manifest => manifest !== undefined)
    .flatMap(manifest => [manifest.product, ...manifest.artifacts.flatMap(({ deb }) => (deb ? [deb.package] : []))])
}

/** Product to the version installed last; Debian patches are told by their packages. */
function installedProducts({ records, manifests }: FleetView, node: string): Map<string, string> {
  const installed = (records.outcomes.get(node) ?? [])
    .filter(outcome => ['installed', 'pending-restart', 'pending-reboot'].includes(outcome.state))
    .sort((a, b) => a.at - b.at)
    .map(outcome => manifests.get(outcome.manifest))
    .filter((manifest): manifest is Manifest => manifest !== undefined && manifest.action.type !== 'deb')
  return new Map(installed.map(manifest => [manifest.product, manifest.productVersion]))
}
