// What a manifest says but for its header, made from what a feed states. Pure, and used on both sides: by the catalogue, and by the
// admin's command line, which makes it again from the admin's own copy and compares.

import { sha256 } from '../../core/digest.ts'
import { type AptProof, type Artifact, type DetectionRule, encodeManifest, type Manifest } from '../../core/manifest.ts'
import type { FolderPatch } from '../feed/folder.ts'
import type { RuleDraft } from '../feed/patch-yaml.ts'

export type ManifestContent = Omit<Manifest, 'header'>

/** What a patch installs, where and when it counts as installed: what admins approve. Titles and changelogs are not part of it. */
export type InstallContent = Pick<
  ManifestContent,
  'product' | 'productVersion' | 'platform' | 'artifacts' | 'action' | 'detection'
>

/** An in-house patch as its folder states it. */
export function contentOfFolderPatch({
  stated,
  artifacts,
}: Pick<FolderPatch, 'stated' | 'artifacts'>): Omit<ManifestContent, 'proof'> {
  const digestOf = (name: string) => artifacts[stated.files.indexOf(name)]!.digest
  const { install } = stated
  return {
    product: stated.product,
    productVersion: stated.version,
    title: stated.title,
    severity: stated.severity,
    cves: stated.cves,
    summary: stated.summary,
    publishedAt: stated.publishedAt,
    platform: stated.platform,
    artifacts: artifacts.map(({ digest, sizeBytes, fileName }) => ({ digest, sizeBytes, fileName })),
    action:
      install.type === 'file'
        ? { type: 'file', artifact: digestOf(install.file), path: install.path, mode: install.mode }
        : { type: 'archive', artifact: digestOf(install.file), prefix: install.prefix },
    detection: stated.detection.map(rule => resolveRule(rule, digestOf)),
  }
}

function resolveRule(rule: RuleDraft, digestOf: (name: string) => string): DetectionRule {
  if (rule.type !== 'file-sha256') return rule
  const { type, path, expected } = rule
  return { type, path, digest: 'digest' in expected ? expected.digest : digestOf(expected.file) }
}

export interface AptContent {
  source: string
  version: string
  title: string
  summary: string
  cves: string[]
  /** Seconds since 1970; 0: not known. */
  publishedAt: number
  platform: ManifestContent['platform']
  /** With their stanzas. */
  artifacts: readonly Artifact[]
  proof: { feed: string; apt: AptProof }
}

/** A source package of an archive. Archives state no severity. */
export function contentOfAptPatch({ source, version, artifacts, ...rest }: AptContent): ManifestContent {
  return {
    ...rest,
    product: source,
    productVersion: version,
    severity: 'unknown',
    artifacts: artifacts.map(({ digest, sizeBytes, fileName, deb }) => ({ digest, sizeBytes, fileName, deb })),
    action: { type: 'deb' },
    detection: [{ type: 'deb' }],
  }
}

/** Equal for equal contents, whatever the header. */
export function contentFingerprint(content: ManifestContent): string {
  return sha256(encodeManifest({ ...content, header: noHeader }))
}

/** Equal when the same would be installed in the same places: the feed's fresher proof or a longer changelog changes nothing. */
export function installFingerprint(content: InstallContent): string {
  const { product, productVersion, platform, artifacts, action, detection } = content
  const told = { title: '', severity: 'unknown' as const, cves: [], summary: '', publishedAt: 0, proof: { feed: '-' } }
  return contentFingerprint({ ...told, product, productVersion, platform, artifacts, action, detection })
}

const noHeader: Manifest['header'] = {
  fleet: '',
  kind: 'manifest',
  name: '',
  epoch: 0,
  version: 0,
  issuedAt: 0,
  notAfter: 0,
  minSpec: 0,
}
