// What a patch is: the release role's statement, with the feed's proof. It orders nothing.

import { decode, type Encodable, encode, type Message } from '../proto/codec.ts'
import {
  checkDigest,
  checkId,
  checkInteger,
  checkLine,
  checkList,
  checkOneOf,
  checkPath,
  checkPresent,
  checkText,
  checkUnique,
} from './check.ts'
import type { Digest } from './digest.ts'
import { CodedError } from './errors.ts'
import { encodeHeader, type Header, parseHeader } from './header.ts'
import { limits } from './limits.ts'

export const severities = ['critical', 'high', 'medium', 'low', 'unknown'] as const
export type Severity = (typeof severities)[number]

export interface Deb {
  package: string
  version: string
  architecture: string
  /** The package's stanza of the index, byte for byte. */
  stanza: string
}

export interface Artifact {
  digest: Digest
  sizeBytes: number
  fileName: string
  /** Set on every artifact of a patch whose action is `deb`, and on no other. */
  deb?: Deb
}

export type InstallAction =
  /** Replaces one file atomically. */
  | { type: 'file'; artifact: Digest; path: string; mode: number }
  /** Unpacks a tar.gz below `prefix`. */
  | { type: 'archive'; artifact: Digest; prefix: string }
  /** All applicable .debs in one transaction. */
  | { type: 'deb' }

export type DetectionRule =
  | { type: 'file-exists'; path: string }
  | { type: 'file-sha256'; path: string; digest: Digest }
  /** Holds when the version behind the literal `prefix` on a line of the file is at least `version`. */
  | { type: 'version-line'; path: string; prefix: string; version: string; scheme: 'deb' | 'dotted' }
  /** Holds when no artifact's package is installed in an older version. */
  | { type: 'deb' }

export interface Platform {
  /** `linux`, or empty for any. */
  os: string
  /** Debian architecture name, or empty for any. */
  architecture: string
  /** os-release ID, or empty for any. */
  distribution: string
}

export interface AptProof {
  inReleaseDigest: Digest
  suite: string
  component: string
  architecture: string
  indexPath: string
  indexDigest: Digest
}

export interface Manifest {
  /** `header.name` is the patch id. */
  header: Header<'manifest'>
  product: string
  productVersion: string
  title: string
  severity: Severity
  cves: string[]
  summary: string
  /** Seconds since 1970; 0: not stated. */
  publishedAt: number
  platform: Platform
  artifacts: Artifact[]
  action: InstallAction
  /** All must hold for the patch to count as installed. */
  detection: DetectionRule[]
  /** Without `apt` it is an in-house patch: the admin's own copy is the proof. */
  proof: { feed: string; apt?: AptProof }
}

export function parseManifest(payload: Uint8Array): Manifest {
  const wire = decode('Manifest', payload)
  const platform = checkPresent(wire.platform, 'platform')
  const manifest: Manifest = {
    header: parseHeader(wire.header, 'manifest'),
    product: checkLine(wire.product, 'product'),
    productVersion: checkLine(wire.productVersion, 'product_version'),
    title: checkLine(wire.title, 'title'),
    severity: checkOneOf(wire.severity, severities, 'severity'),
    cves: checkList(wire.cves, 'cves', limits.cves, checkCve),
    summary: checkText(wire.summary, 'summary'),
    publishedAt: checkInteger(wire.publishedAt, 'published_at'),
    platform: {
      os: checkLine(platform.os, 'platform.os', 64),
      architecture: checkLine(platform.architecture, 'platform.architecture', 64),
      distribution: checkLine(platform.distribution, 'platform.distribution', 64),
    },
    artifacts: checkList(wire.artifacts, 'artifacts', limits.artifacts, parseArtifact),
    action: parseAction(checkPresent(wire.action, 'action')),
    detection: checkList(wire.detection, 'detection', limits.detectionRules, parseRule),
    proof: parseProof(checkPresent(wire.proof, 'proof')),
  }
  checkId(manifest.header.name, 'header.name')
  checkConsistent(manifest)
  return manifest
}

/** The parts must fit together, so that no later stage has to ask. */
function checkConsistent({ artifacts, action, detection }: Manifest): void {
  checkUnique(
    artifacts.map(artifact => artifact.digest),
    'artifacts',
  )
  if (artifacts.length === 0) throw new CodedError('bad-object', 'artifacts: expected at least one')
  if (detection.length === 0) throw new CodedError('bad-object', 'detection: expected at least one rule')
  if (artifacts.some(artifact => (artifact.deb !== undefined) !== (action.type === 'deb'))) {
    throw new CodedError(
      'bad-object',
      'artifacts: expected package facts on every artifact of a deb patch and on no other',
    )
  }
  if (action.type === 'deb') return
  if (detection.some(rule => rule.type === 'deb'))
    throw new CodedError('bad-object', 'detection: the rule deb needs the action deb')
  if (!artifacts.some(artifact => artifact.digest === action.artifact)) {
    throw new CodedError('bad-object', 'action.artifact: expected one of the artifacts')
  }
}

export function checkCve(text: string, field: string): string {
  if (!/^CVE-\d{4}-\d{4,10}$/.test(text))
    throw new CodedError('bad-object', `${field}: expected a CVE name, found ${JSON.stringify(text.slice(0, 40))}`)
  return text
}

function parseArtifact(wire: Message<'Artifact'>, field: string): Artifact {
  const artifact: Artifact = {
    digest: checkDigest(wire.digest, `${field}.digest`),
    sizeBytes: checkInteger(wire.sizeBytes, `${field}.size_bytes`, { max: limits.artifactBytes }),
    fileName: checkLine(wire.fileName, `${field}.file_name`, 255),
  }
  const deb = wire.deb
  if (!deb) return artifact
  artifact.deb = {
    package: checkId(deb.package, `${field}.deb.package`),
    version: checkId(deb.version, `${field}.deb.version`),
    architecture: checkId(deb.architecture, `${field}.deb.architecture`),
    stanza: checkText(deb.stanza, `${field}.deb.stanza`),
  }
  return artifact
}

function parseAction({ file, archive, deb }: Message<'InstallAction'>): InstallAction {
  if (file) {
    return {
      type: 'file',
      artifact: checkDigest(file.artifact, 'action.file.artifact'),
      path: checkPath(file.path, 'action.file.path'),
      mode: checkInteger(file.mode, 'action.file.mode', { max: 0o777 }),
    }
  }
  if (archive) {
    return {
      type: 'archive',
      artifact: checkDigest(archive.artifact, 'action.archive.artifact'),
      prefix: checkPath(archive.prefix, 'action.archive.prefix'),
    }
  }
  checkPresent(deb, 'action')
  return { type: 'deb' }
}

function parseRule(wire: Message<'DetectionRule'>, field: string): DetectionRule {
  const { fileExists, fileSha256, versionLine, deb } = wire
  if (fileExists) return { type: 'file-exists', path: checkPath(fileExists.path, `${field}.path`) }
  if (fileSha256) {
    return {
      type: 'file-sha256',
      path: checkPath(fileSha256.path, `${field}.path`),
      digest: checkDigest(fileSha256.digest, `${field}.digest`),
    }
  }
  if (versionLine) {
    return {
      type: 'version-line',
      path: checkPath(versionLine.path, `${field}.path`),
      prefix: checkLine(versionLine.prefix, `${field}.prefix`),
      version: checkLine(versionLine.version, `${field}.version`, limits.idLength),
      scheme: checkOneOf(versionLine.scheme, ['deb', 'dotted'], `${field}.scheme`),
    }
  }
  checkPresent(deb, field)
  return { type: 'deb' }
}

function parseProof(wire: Message<'Proof'>): Manifest['proof'] {
  const feed = checkId(wire.feed, 'proof.feed')
  const apt = wire.apt
  if (!apt) return { feed }
  return {
    feed,
    apt: {
      inReleaseDigest: checkDigest(apt.inReleaseDigest, 'proof.apt.in_release_digest'),
      suite: checkLine(apt.suite, 'proof.apt.suite', limits.idLength),
      component: checkLine(apt.component, 'proof.apt.component', limits.idLength),
      architecture: checkId(apt.architecture, 'proof.apt.architecture'),
      indexPath: checkLine(apt.indexPath, 'proof.apt.index_path'),
      indexDigest: checkDigest(apt.indexDigest, 'proof.apt.index_digest'),
    },
  }
}

export function encodeManifest(manifest: Manifest): Uint8Array {
  const { apt } = manifest.proof
  return encode('Manifest', {
    ...manifest,
    header: encodeHeader(manifest.header),
    artifacts: manifest.artifacts.map(artifact => ({ ...artifact, digest: Buffer.from(artifact.digest, 'hex') })),
    action: encodeAction(manifest.action),
    detection: manifest.detection.map(encodeRule),
    proof: {
      feed: manifest.proof.feed,
      ...(apt && {
        apt: {
          ...apt,
          inReleaseDigest: Buffer.from(apt.inReleaseDigest, 'hex'),
          indexDigest: Buffer.from(apt.indexDigest, 'hex'),
        },
      }),
    },
  })
}

function encodeAction(action: InstallAction): Encodable<'InstallAction'> {
  switch (action.type) {
    case 'file':
      return { file: { artifact: Buffer.from(action.artifact, 'hex'), path: action.path, mode: action.mode } }
    case 'archive':
      return { archive: { artifact: Buffer.from(action.artifact, 'hex'), prefix: action.prefix } }
    case 'deb':
      return { deb: {} }
  }
}

function encodeRule(rule: DetectionRule): Encodable<'DetectionRule'> {
  switch (rule.type) {
    case 'file-exists':
      return { fileExists: { path: rule.path } }
    case 'file-sha256':
      return { fileSha256: { path: rule.path, digest: Buffer.from(rule.digest, 'hex') } }
    case 'version-line':
      return { versionLine: rule }
    case 'deb':
      return { deb: {} }
  }
}
