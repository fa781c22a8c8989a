// Which files of a Debian patch a machine needs. Pure, on plain data, so that agent, coordinator and simulator ask the same question.
// It resolves no dependencies beyond the patch: whether the set can be installed together is apt's to decide, by simulation, on the node.

import { isInstalled } from './deb-status.ts'
import { compareDebVersions, isDebVersion } from './deb-version.ts'
import { parseFields } from './deb822.ts'

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

/**
 * What `neededBy` gives, and the patch's packages which those newly depend on, as a kernel's meta package depends on each new image.
 * A dependency counts as met when any of its alternatives is installed, in whatever version.
 */
export function neededWithDependencies<A extends { deb?: DebArtifact & { stanza: string } }>(
  patch: { artifacts: readonly A[] },
  installedPackages: InstalledDebs | readonly InstalledDeb[],
): A[] {
  const installed = installedPackages instanceof Map ? installedPackages : installedDebs(installedPackages)
  const chosen = new Set(neededBy(patch, installed))
  // A set is walked in the order of insertion, so what is added here is looked at in its turn.
  for (const { deb } of chosen) {
    for (const alternatives of dependenciesOf(deb?.stanza ?? '')) {
      if (alternatives.some(name => installed.has(name))) continue
      const added = patch.artifacts.find(artifact => artifact.deb && alternatives.includes(artifact.deb.package))
      if (added !== undefined) chosen.add(added)
    }
  }
  return patch.artifacts.filter(artifact => chosen.has(artifact))
}

/** The names of each dependency's alternatives (Debian policy §7.1): `a (>= 1) | b:any, c`. */
function dependenciesOf(stanza: string): string[][] {
  const fields = parseFields(stanza, { what: 'stanza', line: 1 })
  return [fields.get('pre-depends'), fields.get('depends')]
    .flatMap(text => (text ?? '').split(','))
    .map(clause => clause.split('|').map(name => name.trim().replace(/[\s:(].*$/s, '')))
}

/** A package may become, or cease to be, architecture-independent; otherwise dpkg keeps architectures apart. */
function replaces(artifact: DebArtifact, entry: InstalledDeb): boolean {
  return artifact.architecture === entry.architecture || artifact.architecture === 'all' || entry.architecture === 'all'
}
