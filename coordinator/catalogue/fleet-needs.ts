// Which nodes of the fleet need which patches, over all inventories that came in. It asks needs.ts and adds only what in-house patches
// need besides: what the node itself reported about them.

import { compareDebVersions } from '../../core/deb-version.ts'
import type { Digest } from '../../core/digest.ts'
import type { Artifact, Manifest } from '../../core/manifest.ts'
import type { CatalogueEntry } from './catalogue-entry.ts'
import { artifactsForEach, type Inventories, indexNeeds, type NodeNeed, needsOf } from './needs.ts'

export interface FleetReports extends Inventories {
  /** `node/patch` of all whose node's newest word is that the patch is installed. */
  installed(): Promise<ReadonlySet<string>>
}

/** By patch id, for these entries, in the order of the inventories. */
export async function findNeeds(
  entries: Iterable<CatalogueEntry>,
  reports: FleetReports,
): Promise<Map<string, NodeNeed[]>> {
  const index = indexNeeds(entries)
  const installed = index.inHouse.length > 0 ? await reports.installed() : new Set<string>()
  const needs = new Map<string, NodeNeed[]>()
  for await (const inventory of reports.inventories()) {
    for (const [id, need] of needsOf(inventory, index)) {
      // For packages the inventory itself is the newest word.
      if (need.artifacts.length === 0 && installed.has(`${need.node}/${id}`)) continue
      const known = needs.get(id)
      if (known === undefined) needs.set(id, [need])
      else known.push(need)
    }
  }
  return needs
}

/** The lowest version of the patch's source on a node that needs it; empty when none does. */
export async function lowestNeed(entry: CatalogueEntry, reports: Inventories): Promise<string> {
  const index = indexNeeds([entry])
  let lowest = ''
  for await (const inventory of reports.inventories()) {
    const found = needsOf(inventory, index).get(entry.id)?.fromVersion ?? ''
    if (found !== '' && (lowest === '' || compareDebVersions(found, lowest) < 0)) lowest = found
  }
  return lowest
}

/** For each manifest the artifacts that some node of the fleet will fetch; of an in-house patch all, whoever reported. */
export async function artifactsNeeded(manifests: readonly Manifest[], reports: Inventories): Promise<Artifact[][]> {
  const debian = manifests.filter(({ action }) => action.type === 'deb')
  const needed = new Map(debian.map(manifest => [manifest, new Set<Digest>()]))
  if (debian.length > 0) {
    for await (const { inventory } of reports.inventories()) {
      for (const [index, artifacts] of artifactsForEach(debian, inventory).entries())
        for (const { digest } of artifacts) needed.get(debian[index]!)!.add(digest)
    }
  }
  return manifests.map(manifest => {
    const digests = needed.get(manifest)
    return digests ? manifest.artifacts.filter(({ digest }) => digests.has(digest)) : manifest.artifacts
  })
}
