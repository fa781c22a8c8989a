// The text of a patch.yaml as what it states (docs/patch-yaml.md). Pure and strict: an unknown, missing or mistyped field is a
// fault with file, line and field, and all faults of a file are told at once. It looks at no other file.

import { checkId, checkLine, checkPath, checkText } from '../../core/check.ts'
import { isDebVersion } from '../../core/deb-version.ts'
import { type Digest, isDigest } from '../../core/digest.ts'
import { limits } from '../../core/limits.ts'
import { checkCve, type Platform, type Severity, severities } from '../../core/manifest.ts'
import { badText as bad, type FeedFault, type Fields, oneLine, readYaml } from './yaml-fields.ts'

export type InstallDraft =
  | { type: 'file'; file: string; path: string; mode: number }
  | { type: 'archive'; file: string; prefix: string }

export type RuleDraft =
  | { type: 'file-exists'; path: string }
  /** The digest as written, or that of one of the patch's files. */
  | { type: 'file-sha256'; path: string; expected: { digest: Digest } | { file: string } }
  | { type: 'version-line'; path: string; prefix: string; version: string; scheme: 'deb' | 'dotted' }

export interface PatchFile {
  id: string
  product: string
  version: string
  title: string
  severity: Severity
  cves: string[]
  summary: string
  /** Seconds since 1970; 0: not stated. */
  publishedAt: number
  platform: Platform
  files: string[]
  install: InstallDraft
  detection: RuleDraft[]
}

/** Where the fields stand that others may have something to say about. */
export interface PatchLines {
  id: number
  files: number[]
}

/** `file` is only named in faults. */
export function parsePatchYaml(
  text: string,
  file: string,
): { patch: PatchFile; lines: PatchLines } | { faults: FeedFault[] } {
  const read = readYaml(text, file, { example: 'id: acme-1', read: readPatch })
  if ('faults' in read) return read
  const { value: patch, lineOf } = read
  return { patch, lines: { id: lineOf('id'), files: patch.files.map((_, index) => lineOf('files', index)) } }
}

function readPatch(fields: Fields): PatchFile {
  const files = fields.list('files', { required: true, max: limits.artifacts })
  const patch: PatchFile = {
    id: fields.text('id', checkPatchId),
    product: fields.text('product', oneLine),
    version: fields.text('version', oneLine),
    title: fields.text('title', oneLine),
    severity: fields.choice('severity', severities),
    cves: fields.list('cves', { max: limits.cves, check: checkCve }),
    summary: fields.text('summary', checkText, ''),
    publishedAt: readDate(fields),
    platform: readPlatform(fields.map('platform')),
    files,
    install: readInstall(fields.map('install', true), files),
    detection: [],
  }
  patch.detection = readDetection(fields, patch)
  fields.refuseOthers()
  return patch
}

function readPlatform(fields: Fields): Platform {
  const word = (text: string, field: string) => checkLine(text, field, 64)
  const platform = {
    os: fields.text('os', word, ''),
    architecture: fields.text('architecture', word, ''),
    distribution: fields.text('distribution', word, ''),
  }
  fields.refuseOthers()
  return platform
}

function readInstall(fields: Fields, files: readonly string[]): InstallDraft {
  const type = fields.choice('type', ['file', 'archive'])
  const file = readFileName(fields, files)
  const install: InstallDraft =
    type === 'archive'
      ? { type, file, prefix: fields.text('prefix', checkPath) }
      : { type: 'file', file, path: fields.text('path', checkPath), mode: fields.mode('mode', 0o644) }
  fields.refuseOthers()
  return install
}

/** May be left out when there is but one; where there is none, that is the one fault, and told already. */
function readFileName(fields: Fields, files: readonly string[]): string {
  return fields.text('file', oneOfFiles(files), files.length > 1 ? undefined : (files[0] ?? ''))
}

/** A file patch is installed when the file is there byte for byte, unless the author says otherwise. An archive has no such default. */
function readDetection(fields: Fields, { install, files }: PatchFile): RuleDraft[] {
  const rules = fields.maps('detection', limits.detectionRules).map(rule => readRule(rule, files))
  if (rules.length > 0) return rules
  if (install.type === 'file') return [{ type: 'file-sha256', path: install.path, expected: { file: install.file } }]
  fields.fault('detection', 'expected at least one rule that tells whether the archive is installed, found none')
  return []
}

function readRule(fields: Fields, files: readonly string[]): RuleDraft {
  const type = fields.choice('type', ['file-exists', 'file-sha256', 'version-line'])
  const path = fields.text('path', checkPath)
  const rule = readRest(type, { fields, path, files })
  fields.refuseOthers()
  return rule
}

function readRest(
  type: RuleDraft['type'],
  { fields, path, files }: { fields: Fields; path: string; files: readonly string[] },
): RuleDraft {
  switch (type) {
    case 'file-exists':
      return { type, path }
    case 'file-sha256': {
      const digest = fields.text('sha256', checkDigestText, '')
      if (digest !== '') return { type, path, expected: { digest } }
      const file = readFileName(fields, files)
      return { type, path, expected: { file } }
    }
    case 'version-line': {
      const scheme = fields.choice('scheme', ['dotted', 'deb'], 'dotted')
      const version = fields.text('version', (text, field) => checkVersion(text, { field, scheme }))
      return { type, path, prefix: fields.text('prefix', oneLine), version, scheme }
    }
  }
}

function readDate(fields: Fields): number {
  const text = fields.text('published', checkDate, '')
  return text === '' ? 0 : Math.floor(Date.parse(text) / 1000)
}

/** ISO 8601: a date, or a time with its zone. */
function checkDate(text: string, field: string): string {
  const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text)
  const ms = iso ? Date.parse(text) : Number.NaN
  // A day that the calendar lacks (30 February) would be taken for a later one.
  const real = ms >= 0 && new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(text.slice(0, 10))
  if (!real) throw bad(field, 'a date like 2026-11-22, or a time with its zone like 2026-11-22T18:00Z', text)
  return text
}

function checkDigestText(text: string, field: string): Digest {
  if (!isDigest(text)) throw bad(field, '64 lower-case hexadecimal characters', text)
  return text
}

function checkVersion(text: string, { field, scheme }: { field: string; scheme: 'deb' | 'dotted' }): string {
  const fits =
    scheme === 'deb' ? isDebVersion(text) : /^[0-9]+(\.[0-9]+)*$/.test(text) && text.length <= limits.idLength
  if (!fits) throw bad(field, scheme === 'deb' ? 'a Debian version like 1:2.3-4' : 'numbers with dots like 1.2.3', text)
  return text
}

/** Ids with a colon are those of archives' patches: `<feed>:<source>_<version>`. */
function checkPatchId(text: string, field: string): string {
  if (text.includes(':')) throw bad(field, 'an id without a colon', text)
  return checkId(text, field)
}

function oneOfFiles(files: readonly string[]): (text: string, field: string) => string {
  return (text, field) => {
    if (files.length > 0 && !files.includes(text))
      throw bad(field, `one of the patch's files (${files.join(', ').slice(0, 200)})`, text)
    return text
  }
}
