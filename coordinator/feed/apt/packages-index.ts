// A Packages index as patches: one patch is one source package at one version, its binary packages are the artifacts. Pure.
// Debug packages are left out. A stanza that we cannot use is skipped and named, so that one odd package holds up no other's patch.

import { sourceOf } from '../../../core/deb-status.ts'
import { isDebVersion } from '../../../core/deb-version.ts'
import { readStanzas, type Stanza } from '../../../core/deb822.ts'
import { isDigest } from '../../../core/digest.ts'
import { limits } from '../../../core/limits.ts'
import type { Artifact, Deb } from '../../../core/manifest.ts'
import { isSafePath } from './release.ts'

/** A manifest's artifact, with what only the catalogue wants to know. */
export interface AptArtifact extends Artifact {
  deb: Deb
  source: string
  sourceVersion: string
  /** Below the archive's root. */
  poolPath: string
  section: string
  priority: string
  essential: boolean
  /** `same`, `foreign`, `allowed`, or empty. */
  multiArch: string
  /** The first line. */
  description: string
}

export interface AptPatch {
  source: string
  version: string
  artifacts: AptArtifact[]
}

export interface SkippedPackage {
  package: string
  reason: string
}

export interface AptPatches {
  /** In the index's order of their first packages. */
  patches: AptPatch[]
  skipped: SkippedPackage[]
}

/** Throws `bad-feed` or `limit-exceeded` when the text is no control file. Yields nothing; a caller with a loop to keep alive steps it. */
export function* groupPatches(index: string): Generator<undefined, AptPatches> {
  const patches = new Map<string, AptPatch>()
  const skipped: SkippedPackage[] = []
  for (const stanza of readStanzas(index, 'Packages')) {
    yield
    if (isDebugPackage(stanza.fields)) continue
    const artifact = artifactOf(stanza)
    const fault = typeof artifact === 'string' ? artifact : addTo(patches, artifact)
    if (fault === undefined || skipped.length === limits.feedSkipped) continue
    skipped.push({ package: (stanza.fields.get('package') ?? '').slice(0, 100), reason: fault })
  }
  return { patches: [...patches.values()], skipped }
}

/** A stanza's artifact, or the reason why it is none that can be installed. */
export function artifactOf({ raw, fields }: Stanza): AptArtifact | string {
  const field = (name: string) => fields.get(name) ?? ''
  const fault = faultOf({ raw, fields })
  if (fault !== undefined) return fault
  const deb = { package: field('package'), version: field('version'), architecture: field('architecture'), stanza: raw }
  const source = sourceOf({ package: deb.package, version: deb.version, source: fields.get('source') })
  if (!isPackageName(source.source) || !isDebVersion(source.sourceVersion)) return 'Source is no package and version'
  return {
    digest: field('sha256'),
    sizeBytes: Number(field('size')),
    fileName: field('filename').split('/').at(-1)!,
    deb,
    ...source,
    poolPath: field('filename'),
    section: field('section'),
    priority: field('priority'),
    essential: field('essential') === 'yes',
    multiArch: field('multi-arch') === 'no' ? '' : field('multi-arch'),
    description: field('description').split('\n')[0]!.slice(0, limits.lineLength),
  }
}

function faultOf({ raw, fields }: Stanza): string | undefined {
  const field = (name: string) => fields.get(name) ?? ''
  if (raw.length > limits.textLength) return `the stanza is longer than ${limits.textLength} characters`
  if (raw.includes('\ufffd')) return 'the stanza is not UTF-8'
  if (!isPackageName(field('package'))) return 'Package is no package name'
  if (!isDebVersion(field('version'))) return 'Version is no Debian version'
  if (!/^[a-z0-9][a-z0-9-]*$/.test(field('architecture'))) return 'Architecture is none'
  if (!isDigest(field('sha256'))) return 'SHA256 is no digest'
  if (!/^[1-9]\d{0,14}$/.test(field('size')) || Number(field('size')) > limits.artifactBytes) return 'Size is no size'
  if (!isSafePath(field('filename')) || !field('filename').endsWith('.deb')) return 'Filename is no safe path of a .deb'
  return undefined
}

/** Debian policy §5.6.1. */
function isPackageName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9+.-]{0,199}$/.test(text)
}

function isDebugPackage(fields: Map<string, string>): boolean {
  return /(^|\/)debug$/.test(fields.get('section') ?? '') || /-(dbgsym|dbg)$/.test(fields.get('package') ?? '')
}

/** The reason why the artifact cannot be part of its patch, or undefined when it now is. */
function addTo(patches: Map<string, AptPatch>, artifact: AptArtifact): string | undefined {
  const { source, sourceVersion: version, deb } = artifact
  const key = `${source} ${version}`
  const patch = patches.get(key) ?? { source, version, artifacts: [] }
  if (patch.artifacts.length === limits.artifacts) return `the source has more than ${limits.artifacts} packages`
  const twin = patch.artifacts.find(
    other => other.deb.package === deb.package && other.deb.architecture === deb.architecture,
  )
  if (twin !== undefined)
    return twin.digest === artifact.digest ? undefined : 'the package is given twice, with different files'
  patch.artifacts.push(artifact)
  patches.set(key, patch)
  return undefined
}
