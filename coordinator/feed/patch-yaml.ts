// The text of a patch.yaml as what it states (docs/patch-yaml.md). Pure and strict: an unknown, missing or mistyped field is a
// fault with file, line and field, and all faults of a file are told at once. It looks at no other file.

import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml'
import { checkId, checkLine, checkPath, checkText } from '../../core/check.ts'
import { isDebVersion } from '../../core/deb-version.ts'
import { type Digest, isDigest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { checkCve, type Platform, type Severity, severities } from '../../core/manifest.ts'

/** One thing wrong with a feed. `line` 0: no particular one. */
export interface FeedFault {
  /** Below the feed's folder. */
  file: string
  line: number
  /** Dotted, `install.path`; empty: the file as a whole. */
  field: string
  message: string
}

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
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true })
  const faults: FeedFault[] = []
  const report: Report = (at, field, message) => {
    const line = at === undefined ? 1 : lines.linePos(at).line
    if (faults.length < limits.feedFaults) faults.push({ file, line, field, message })
  }
  for (const problem of [...document.errors, ...document.warnings]) {
    report(problem.pos[0], '', problem.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, ''))
  }
  if (faults.length > 0) return { faults }
  if (!isMap(document.contents)) {
    report(document.contents?.range?.[0], '', 'expected fields like "id: acme-1", found something else')
    return { faults }
  }
  const patch = readPatch(new Fields(document.contents, '', report))
  if (faults.length > 0) return { faults }
  const lineOf = (...path: (string | number)[]) => {
    const node = document.getIn(path, true) as Node | undefined
    return node?.range ? lines.linePos(node.range[0]).line : 1
  }
  return { patch, lines: { id: lineOf('id'), files: patch.files.map((_, index) => lineOf('files', index)) } }
}

type Report = (offset: number | undefined, field: string, message: string) => void

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
  const file = fields.text('file', oneOfFiles(files), files.length === 1 ? files[0] : undefined)
  const install: InstallDraft =
    type === 'archive'
      ? { type, file, prefix: fields.text('prefix', checkPath) }
      : { type: 'file', file, path: fields.text('path', checkPath), mode: fields.mode('mode', 0o644) }
  fields.refuseOthers()
  return install
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
      const file = fields.text('file', oneOfFiles(files), files.length === 1 ? files[0] : undefined)
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

function oneLine(text: string, field: string): string {
  if (text.trim() === '') throw bad(field, 'a text', text)
  return checkLine(text, field)
}

function oneOfFiles(files: readonly string[]): (text: string, field: string) => string {
  return (text, field) => {
    if (!files.includes(text)) throw bad(field, `one of the patch's files (${files.join(', ').slice(0, 200)})`, text)
    return text
  }
}

function bad(field: string, expected: string, found: string): CodedError {
  return new CodedError('bad-object', `${field}: expected ${expected}, found ${JSON.stringify(found.slice(0, 80))}`)
}

type Check = (text: string, field: string) => string

/** Takes fields out of one mapping; what is wrong is reported, and a harmless value handed back. */
class Fields {
  readonly #map: YAMLMap | undefined
  readonly #prefix: string
  readonly #report: Report
  readonly #seen = new Set<string>()

  /** `map` undefined: an optional mapping that is not there, or one whose fault is reported already. */
  constructor(map: YAMLMap | undefined, prefix: string, report: Report) {
    this.#map = map
    this.#prefix = prefix
    this.#report = report
  }

  /** A scalar as text: numbers as they are written, so that `2.10` stays that. */
  text(name: string, check: Check, fallback?: string): string {
    const node = this.#take(name)
    if (node === undefined) {
      if (fallback === undefined) this.#missing(name)
      return fallback ?? ''
    }
    const text = this.#scalar(name, node)
    return text === undefined ? '' : this.#checked(name, node, () => check(text, name)) || ''
  }

  choice<const T extends string>(name: string, choices: readonly T[], fallback?: T): T {
    const check = (text: string) => {
      if ((choices as readonly string[]).includes(text)) return text
      throw bad(name, `one of ${choices.join(', ')}`, text)
    }
    return (this.text(name, check, fallback) || choices[0]) as T
  }

  /** A file mode in octal, quoted or not. */
  mode(name: string, fallback: number): number {
    const check = (text: string) => {
      if (/^(0o?)?[0-7]{3}$/.test(text)) return text
      throw bad(name, 'an octal mode like 0644, without set-user-id, set-group-id and sticky bits', text)
    }
    const text = this.text(name, check, fallback.toString(8))
    return Number.parseInt(text.slice(-3), 8) || 0
  }

  list(
    name: string,
    { required = false, max, check = oneLine }: { required?: boolean; max: number; check?: Check },
  ): string[] {
    const texts: string[] = []
    for (const [index, node] of this.#items(name, { required, max }).entries()) {
      const field = `${name}[${index}]`
      const text = this.#scalar(field, node)
      if (text === undefined) continue
      if (texts.includes(text)) this.#at(node, field, `expected no entry twice, found ${JSON.stringify(text)} again`)
      else texts.push(this.#checked(field, node, () => check(text, field)) ?? '')
    }
    return texts
  }

  map(name: string, required = false): Fields {
    const node = this.#take(name)
    if (node === undefined && required) this.#missing(name)
    if (node !== undefined && !isMap(node)) this.#at(node, name, 'expected a mapping of fields, found something else')
    return this.#inner(name, isMap(node) ? node : undefined)
  }

  maps(name: string, max: number): Fields[] {
    return this.#items(name, { max }).map((node, index) => {
      const field = `${name}[${index}]`
      if (!isMap(node)) this.#at(node, field, 'expected a mapping of fields, found something else')
      return this.#inner(field, isMap(node) ? node : undefined)
    })
  }

  refuseOthers(): void {
    for (const { key } of this.#map?.items ?? []) {
      const name = String(isScalar(key) ? key.value : key)
      if (this.#seen.has(name)) continue
      this.#at(key as Node, name, `unknown field; expected one of ${[...this.#seen].join(', ')}`)
    }
  }

  fault(name: string, message: string): void {
    this.#report(this.#map?.range?.[0], this.#prefix + name, message)
  }

  #inner(name: string, map: YAMLMap | undefined): Fields {
    // A mapping that is no mapping is one fault, not one for each field it lacks.
    return new Fields(map, `${this.#prefix}${name}.`, this.#report)
  }

  #take(name: string): Node | undefined {
    this.#seen.add(name)
    const pair = this.#map?.items.find(({ key }) => isScalar(key) && key.value === name)
    return (pair?.value as Node | null | undefined) ?? undefined
  }

  #items(name: string, { required = false, max }: { required?: boolean; max: number }): Node[] {
    const node = this.#take(name)
    if (node === undefined) {
      if (required) this.#missing(name)
      return []
    }
    if (!isSeq(node)) {
      this.#at(node, name, 'expected a list, found something else')
      return []
    }
    if (node.items.length > max || (required && node.items.length === 0))
      this.#at(node, name, `expected ${required ? 1 : 0} to ${max} entries, found ${node.items.length}`)
    return (node.items as Node[]).slice(0, max)
  }

  #scalar(name: string, node: Node): string | undefined {
    if (isScalar(node) && typeof node.value === 'string') return node.value
    if (isScalar(node) && typeof node.value === 'number' && node.source !== undefined) return node.source
    const found = isAlias(node) ? 'an alias' : isScalar(node) ? String(node.value) : 'something else'
    this.#at(node, name, `expected text, found ${found}; write it in quotes if it is meant as text`)
    return undefined
  }

  #checked<T>(name: string, node: Node, check: () => T): T | undefined {
    try {
      return check()
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      this.#at(node, name, error.message.replace(/^[\w.[\]]+: /, ''))
      return undefined
    }
  }

  #missing(name: string): void {
    if (this.#map !== undefined) this.fault(name, 'expected this field, found none')
  }

  #at(node: Node, name: string, message: string): void {
    this.#report(node.range?.[0], this.#prefix + name, message)
  }
}
