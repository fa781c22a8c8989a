// Which files of a Debian patch a machine needs. Pure, on plain data, so that agent, coordinator and simulator ask the same question.
// It does not resolve dependencies: whether the set can be installed together is apt's to decide, by simulation, on the node.

import { isInstalled } from './deb-status.ts'
import { compareDebVersions, isDebVersion } from './deb-version.ts'

export interface DebArtifact {
  package: string
  version: string
  architecture: string
}

export interface InstalledDeb extends DebArtifact {
  /** dpkg's third status word. Held packages count: a hold delays a patch, it does not make it needless. */
  status: string
}

/** Installed packages by name: made once for a machine, asked for many patches. */
export type InstalledDebs = Map<string, InstalledDeb[]>

/** Leaves out what is not installed, and an installed version that dpkg itself would refuse. */
export function installedDebs(packages: Iterable<InstalledDeb>): InstalledDebs {
  const byName: InstalledDebs = new Map()
  for (const entry of packages) {
    if (!isInstalled(entry) || !isDebVersion(entry.version)) continue
    const same = byName.get(entry.package)
    if (same === undefined) byName.set(entry.package, [entry])
    else same.push(entry)
  }
  return byName
}

/** The artifacts whose package is installed in a lower version, in the patch's order. Throws `bad-version` for an artifact's. */
export function neededBy<A extends { deb?: DebArtifact }>(
  patch: { artifacts: readonly A[] },
  installedPackages: InstalledDebs | readonly InstalledDeb[],
): A[] {
  const installed = installedPackages instanceof Map ? installedPackages : installedDebs(installedPackages)
  return patch.artifacts.filter(
    ({ deb }) =>
      deb &&
      installed
        .get(deb.package)
        ?.some(entry => replaces(deb, entry) && compareDebVersions(entry.version, deb.version) < 0),
  )
}

/** A package may become, or cease to be, architecture-independent; otherwise dpkg keeps architectures apart. */
function replaces(artifact: DebArtifact, entry: InstalledDeb): boolean {
  return artifact.architecture === entry.architecture || artifact.architecture === 'all' || entry.architecture === 'all'
}
