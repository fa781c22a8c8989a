// One patch as the catalogue holds it: what its feed states, light enough for all to be in memory. Pure: made from what a feed's
// reader returned. Package stanzas and changelogs are elsewhere, and so are decisions about the patch.

import { isId } from '../../core/check.ts'
import { compareDebVersions, isDebVersion } from '../../core/deb-version.ts'
import type { Digest } from '../../core/digest.ts'
import type { DetectionRule, InstallAction, Platform, Severity } from '../../core/manifest.ts'
import type { AptPatch } from '../feed/apt/packages-index.ts'
import type { FolderPatch } from '../feed/folder.ts'
import { contentOfFolderPatch } from './manifest-content.ts'

export interface EntryArtifact {
  digest: Digest
  sizeBytes: number
  fileName: string
  /** Below the feed's folder, or the archive's root. */
  path: string
  deb?: { package: string; version: string; architecture: string }
}

/** Plain JSON. */
export interface CatalogueEntry {
  id: string
  feed: string
  product: string
  version: string
  title: string
  severity: Severity
  cves: string[]
  summary: string
  /** Seconds since 1970; 0: not stated. */
  publishedAt: number
  platform: Platform
  action: InstallAction
  detection: DetectionRule[]
  artifacts: EntryArtifact[]
  /** The patch's own folder in a folder feed. */
  folder?: string
  /** Milliseconds since 1970. */
  firstSeenAt: number
  /** When the feed was first seen without it, milliseconds since 1970. */
  goneAt?: number
}

/** An entry as a feed states it now. */
export type StatedEntry = Omit<CatalogueEntry, 'firstSeenAt' | 'goneAt'>

export function entryOfFolderPatch(feed: string, patch: FolderPatch): StatedEntry {
  const { productVersion, artifacts, ...stated } = contentOfFolderPatch(patch)
  return {
    ...stated,
    id: patch.stated.id,
    feed,
    version: productVersion,
    artifacts: artifacts.map((artifact, index) => ({ ...artifact, path: patch.artifacts[index]!.path })),
    folder: patch.folder,
  }
}

/** Undefined when the source's name and version make no id (longer than any real one). */
export function entryOfAptPatch(feed: string, patch: AptPatch, platform: Platform): StatedEntry | undefined {
  const id = aptPatchId(feed, patch)
  if (!isId(id)) return undefined
  const main = patch.artifacts.find(artifact => artifact.deb.package === patch.source) ?? patch.artifacts[0]!
  return {
    id,
    feed,
    product: patch.source,
    version: patch.version,
    title: main.description || `${patch.source} ${patch.version}`,
    severity: 'unknown',
    cves: [],
    summary: '',
    publishedAt: 0,
    platform,
    action: { type: 'deb' },
    detection: [{ type: 'deb' }],
    artifacts: patch.artifacts.map(({ digest, sizeBytes, fileName, poolPath, deb }) => ({
      digest,
      sizeBytes,
      fileName,
      path: poolPath,
      deb: { package: deb.package, version: deb.version, architecture: deb.architecture },
    })),
  }
}

export function aptPatchId(feed: string, { source, version }: { source: string; version: string }): string {
  return `${feed}:${source}_${version}`
}

/** Patches of which each newer one replaces the older: same feed, product and platform. */
export function productKey({ feed, product, platform }: CatalogueEntry): string {
  return JSON.stringify([feed, product, platform.os, platform.architecture, platform.distribution])
}

/** Whether `a` is a newer version than `b` of the same product; versions that have no order are never newer. */
export function isNewer(a: CatalogueEntry, b: CatalogueEntry): boolean {
  if (!isDebVersion(a.version) || !isDebVersion(b.version)) return false
  return compareDebVersions(a.version, b.version) > 0
}
