// Judges one patch against the facts of one machine: does it apply, is it installed, and if not, which of its files are
// needed. Pure. Whether a set of packages can be installed together is left to apt's simulation (installer/).

import { neededBy } from '../../core/deb-applies.ts'
import { type DebPackage, isInstalled } from '../../core/deb-status.ts'
import { compareDebVersions, isDebVersion } from '../../core/deb-version.ts'
import type { Artifact, DetectionRule, Manifest } from '../../core/manifest.ts'
import type { Facts, FileFact } from './facts.ts'
import { compareDottedVersions, isVersion, versionOnLine } from './version-line.ts'

export type AssessmentReason =
  | 'detected'
  | 'facts-unreadable'
  | 'file-absent'
  | 'file-differs'
  | 'newer-installed'
  | 'no-rule'
  | 'other-architecture'
  | 'other-distribution'
  | 'other-os'
  | 'package-absent'
  | 'package-broken'
  | 'package-held'
  | 'package-outdated'
  | 'version-lower'
  | 'version-not-found'

/** `unknown` is not a kind of installed: facts that cannot be read prove nothing. `superseded`: to install it would lower a version. */
export interface Assessment {
  state: 'not-applicable' | 'installed' | 'superseded' | 'missing' | 'unknown'
  reason: AssessmentReason
  /** One sentence for people. */
  detail: string
  /** What this machine needs of the patch; empty unless `missing`. */
  artifacts: Artifact[]
  /** A version line of the machine states a higher version than the patch brings. */
  showsNewer?: boolean
}

/** The parts of a manifest that assessment looks at. */
export type AssessedManifest = Pick<Manifest, 'platform' | 'artifacts' | 'action' | 'detection'>

type Finding = Omit<Assessment, 'artifacts'>

/** What the patch is to this machine. The rules must all hold for `installed`; no rule at all proves nothing. */
export function assess(manifest: AssessedManifest, facts: Facts): Assessment {
  const elsewhere = judgePlatform(manifest, facts)
  if (elsewhere !== undefined) return { ...elsewhere, artifacts: [] }
  const finding = combine(manifest.detection.map(rule => judgeRule(rule, manifest, facts)))
  return { ...finding, artifacts: finding.state === 'missing' ? artifactsNeeded(manifest, facts) : [] }
}

function judgePlatform({ platform, action }: AssessedManifest, facts: Facts): Finding | undefined {
  if (platform.os !== '' && platform.os !== facts.os) {
    return notApplicable('other-os', `the patch is for ${platform.os}, this machine runs ${facts.os}`)
  }
  const own = action.type === 'deb' ? [facts.architecture, ...facts.foreignArchitectures] : [facts.architecture]
  const architecture = platform.architecture || 'all'
  if (architecture !== 'all' && !own.includes(architecture)) {
    return notApplicable('other-architecture', `the patch is for ${architecture}, this machine is ${own.join(', ')}`)
  }
  const distribution = platform.distribution || ''
  if (distribution !== '' && !namesOf(facts.distribution).includes(distribution.toLowerCase())) {
    const found = facts.distribution.name || 'unknown'
    return notApplicable('other-distribution', `the patch is for ${distribution}, this machine runs ${found}`)
  }
  return undefined
}

/** The ways to name a distribution in a manifest: `debian`, `bookworm`, `debian-12`, `debian-bookworm`. */
function namesOf({ id, versionId, codename }: Facts['distribution']): string[] {
  const parts = [versionId, codename].filter(part => part !== '')
  return [id, codename, ...parts.map(part => `${id}-${part}`)]
    .filter(name => name !== '')
    .map(name => name.toLowerCase())
}

function judgeRule(rule: DetectionRule, manifest: AssessedManifest, facts: Facts): Finding {
  if (rule.type === 'deb') return judgePackages(manifest, facts)
  const file = facts.files.get(rule.path) ?? { state: 'unreadable', detail: 'it was not looked at' }
  if (file.state === 'unreadable') return unknown('facts-unreadable', `${rule.path}: ${file.detail}`)
  if (file.state === 'absent') return missing('file-absent', `${rule.path} is not there`)
  switch (rule.type) {
    case 'file-exists':
      return detected(`${rule.path} is there`)
    case 'file-sha256':
      return judgeHash(rule, file)
    case 'version-line':
      return judgeVersionLine(rule, file)
  }
}

type PresentFile = Extract<FileFact, { state: 'present' }>

function judgeHash(rule: Extract<DetectionRule, { type: 'file-sha256' }>, file: PresentFile): Finding {
  if (file.sha256 === undefined) return unknown('facts-unreadable', `${rule.path} was not hashed`)
  if (file.sha256 === rule.digest) return detected(`${rule.path} has the patch's content`)
  return missing('file-differs', `${rule.path} has other content than the patch's`)
}

function judgeVersionLine(rule: Extract<DetectionRule, { type: 'version-line' }>, file: PresentFile): Finding {
  if (file.text === undefined) return unknown('facts-unreadable', `${rule.path} is too large to look for a line in`)
  const found = versionOnLine(file.text, rule)
  if (found === undefined)
    return missing('version-not-found', `${rule.path} has no line that starts with "${rule.prefix}"`)
  if (found === 'unreadable') return unknown('version-not-found', `the version in ${rule.path} cannot be read`)
  if (!isVersion(rule.version, rule.scheme))
    return unknown('version-not-found', `"${rule.version}" is no ${rule.scheme} version`)
  const order =
    rule.scheme === 'deb' ? compareDebVersions(found, rule.version) : compareDottedVersions(found, rule.version)
  if (order >= 0) return { ...detected(`${rule.path} says version ${found}`), showsNewer: order > 0 }
  return missing('version-lower', `${rule.path} says version ${found}, the patch brings ${rule.version}`)
}

function judgePackages(manifest: AssessedManifest, facts: Facts): Finding {
  if (facts.packages.state === 'unreadable') return unknown('facts-unreadable', facts.packages.detail)
  if (facts.packages.state === 'absent') return notApplicable('package-absent', 'this machine has no Debian packages')
  const present = facts.packages.packages.filter(entry => isPresent(entry))
  const concerned = present.filter(entry => manifest.artifacts.some(artifact => isOf(entry, artifact)))
  if (concerned.length === 0) return notApplicable('package-absent', 'none of the packages is on this machine')

  const broken = concerned.find(entry => !isInstalled(entry) || entry.flag !== 'ok')
  if (broken !== undefined) return missing('package-broken', `${broken.package} is ${broken.flag} ${broken.status}`)
  const odd = concerned.find(entry => !isDebVersion(entry.version))
  if (odd !== undefined) return unknown('facts-unreadable', `${odd.package} has the unreadable version ${odd.version}`)
  const strange = manifest.artifacts.find(({ deb }) => deb !== undefined && !isDebVersion(deb.version))
  if (strange !== undefined) return unknown('version-not-found', `${strange.fileName} states no readable version`)
  const needed = neededBy(manifest, concerned)
  const held = concerned.find(entry => entry.want === 'hold' && needed.some(artifact => isOf(entry, artifact)))
  if (held !== undefined)
    return missing('package-held', `${held.package} is held at ${held.version} by this machine's admin`)
  const first = needed[0]
  if (first?.deb === undefined) return detected(`the ${concerned.length} packages it concerns here are as new or newer`)
  return missing(
    'package-outdated',
    `${needed.length} packages are older, ${first.deb.package} first: ${first.deb.version} is offered`,
  )
}

/** Something of the package is on the disk, in order or not. */
function isPresent(entry: DebPackage): boolean {
  return entry.status !== 'not-installed' && entry.status !== 'config-files'
}

function isOf(entry: DebPackage, { deb }: Artifact): boolean {
  if (deb === undefined || entry.package !== deb.package) return false
  return [entry.architecture, deb.architecture].includes('all') || entry.architecture === deb.architecture
}

function combine(findings: readonly Finding[]): Finding {
  const newer = findings.find(finding => finding.showsNewer)
  const worst = worstOf(findings)
  if (!newer) return worst
  // The rest of a newer version differs from this patch's, as it should: that is no reason to go back.
  return worst.state === 'missing'
    ? { ...newer, state: 'superseded', reason: 'newer-installed' }
    : { ...worst, showsNewer: true }
}

function worstOf(findings: readonly Finding[]): Finding {
  const worst = (['not-applicable', 'unknown', 'missing', 'installed'] as const).find(state =>
    findings.some(finding => finding.state === state),
  )
  return (
    findings.find(finding => finding.state === worst) ?? unknown('no-rule', 'the patch does not say how to detect it')
  )
}

/** For `deb`: what is older, and what an interrupted transaction left broken. Otherwise the one file of the action. */
function artifactsNeeded(manifest: AssessedManifest, facts: Facts): Artifact[] {
  const { action } = manifest
  if (action.type !== 'deb') return manifest.artifacts.filter(artifact => artifact.digest === action.artifact)
  if (facts.packages.state !== 'known') return []
  const installed = facts.packages.packages.filter(isPresent).map(entry => ({ ...entry, status: 'installed' }))
  const broken = facts.packages.packages.filter(
    entry => isPresent(entry) && (!isInstalled(entry) || entry.flag !== 'ok'),
  )
  const older = new Set(neededBy(manifest, installed))
  return manifest.artifacts.filter(artifact => older.has(artifact) || broken.some(entry => isSame(entry, artifact)))
}

function isSame(entry: DebPackage, artifact: Artifact): boolean {
  return isOf(entry, artifact) && entry.version === artifact.deb?.version
}

function detected(detail: string): Finding {
  return { state: 'installed', reason: 'detected', detail }
}

function missing(reason: AssessmentReason, detail: string): Finding {
  return { state: 'missing', reason, detail }
}

function unknown(reason: AssessmentReason, detail: string): Finding {
  return { state: 'unknown', reason, detail }
}

function notApplicable(reason: AssessmentReason, detail: string): Finding {
  return { state: 'not-applicable', reason, detail }
}
