// Which nodes need which patches, as far as inventories tell. Pure. Packages are compared exactly as on the node; of in-house patches an
// inventory says only whether the platform fits, the node's own report says the rest. What counts in the end is the node's assessment.

import { type InstalledDebs, installedDebs, neededBy, neededWithDependencies } from '../../core/deb-applies.ts'
import { compareDebVersions, isDebVersion } from '../../core/deb-version.ts'
import type { Digest } from '../../core/digest.ts'
import type { Artifact, Manifest, Platform } from '../../core/manifest.ts'
import type { Inventory } from '../../core/report.ts'
import type { CatalogueEntry } from './catalogue-entry.ts'

export interface NodeInventory {
  node: string
  site: string
  inventory: Inventory
}

/** Where inventories come from: the coordinator's reports. */
export interface Inventories {
  inventories(): AsyncIterable<NodeInventory>
}

export interface NodeNeed {
  node: string
  site: string
  hostName: string
  /** Empty for an in-house patch: it needs them all. */
  artifacts: Digest[]
  /** The lowest version of the product's packages there; empty when not known. */
  fromVersion: string
}

/** Patches by what can make a node need them. */
export interface NeedIndex {
  byPackage: Map<string, CatalogueEntry[]>
  inHouse: CatalogueEntry[]
}

export function indexNeeds(entries: Iterable<CatalogueEntry>): NeedIndex {
  const index: NeedIndex = { byPackage: new Map(), inHouse: [] }
  for (const entry of entries) {
    if (entry.action.type !== 'deb') index.inHouse.push(entry)
    for (const name of new Set(entry.artifacts.flatMap(({ deb }) => deb?.package ?? []))) {
      const same = index.byPackage.get(name)
      if (same === undefined) index.byPackage.set(name, [entry])
      else same.push(entry)
    }
  }
  return index
}

/** What one node needs, by patch id. */
export function needsOf({ node, site, inventory }: NodeInventory, index: NeedIndex): Map<string, NodeNeed> {
  const needs = new Map<string, NodeNeed>()
  const installed = packagesOf(inventory)
  const candidates = new Set([...installed.keys()].flatMap(name => index.byPackage.get(name) ?? []))
  const need = { node, site, hostName: inventory.hostName }
  for (const entry of candidates) {
    if (!fitsPlatform(entry.platform, inventory)) continue
    const artifacts = neededBy(entry, installed).map(artifact => artifact.digest)
    if (artifacts.length === 0) continue
    needs.set(entry.id, { ...need, artifacts, fromVersion: lowestVersion(entry.product, inventory) })
  }
  for (const entry of index.inHouse) {
    if (fitsPlatform(entry.platform, inventory)) needs.set(entry.id, { ...need, artifacts: [], fromVersion: '' })
  }
  return needs
}

type FetchedManifest = Pick<Manifest, 'action' | 'artifacts' | 'platform'>

/** The files of a manifest that one node will fetch: for a Debian patch those its packages need, else all. */
export function artifactsFor(manifest: FetchedManifest, inventory: Inventory): Artifact[] {
  return artifactsForEach([manifest], inventory)[0]!
}

/** The same for several manifests, in their order; the node's packages are looked at once. */
export function artifactsForEach(manifests: readonly FetchedManifest[], inventory: Inventory): Artifact[][] {
  const installed = packagesOf(inventory)
  return manifests.map(manifest => {
    if (!fitsPlatform(manifest.platform, inventory)) return []
    return manifest.action.type === 'deb' ? neededWithDependencies(manifest, installed) : manifest.artifacts
  })
}

function packagesOf({ packages }: Inventory): InstalledDebs {
  // An inventory carries dpkg's three status words; the third says whether it is installed.
  return installedDebs(packages.map(entry => ({ ...entry, status: entry.status.split(' ').at(-1)! })))
}

/** As an agent decides it: by os-release ID, codename, or either with the version. */
export function fitsPlatform({ os, architecture, distribution }: Platform, inventory: Inventory): boolean {
  const { osId, osVersion, osCodename } = inventory
  const isLinux = osId !== 'darwin' && osId !== 'win32'
  if (os !== '' && os !== osId && !(os === 'linux' && isLinux)) return false
  const foreign = inventory.packages.some(entry => entry.architecture === architecture)
  if (!['', 'all', inventory.architecture].includes(architecture) && !foreign) return false
  const names = [osId, osCodename, `${osId}-${osVersion}`, `${osId}-${osCodename}`].map(name => name.toLowerCase())
  return distribution === '' || names.includes(distribution.toLowerCase())
}

function lowestVersion(source: string, { packages }: Inventory): string {
  const versions = packages
    .filter(
      entry => entry.source === source && entry.status.endsWith(' installed') && isDebVersion(entry.sourceVersion),
    )
    .map(entry => entry.sourceVersion)
  return versions.sort(compareDebVersions)[0] ?? ''
}
