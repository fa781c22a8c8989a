// Strict reading of a small YAML file: an unknown, missing or mistyped field is a fault with file, line and field, and all faults of a file
// are told at once. It knows no file's meaning.

import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml'
import { checkLine } from '../../core/check.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'

/** One thing wrong with a file. `line` 0: no particular one. */
export interface FeedFault {
  /** Below the feed's folder. */
  file: string
  line: number
  /** Dotted, `install.path`; empty: the file as a whole. */
  field: string
  message: string
}

/** `file` is only named in faults; `example` is a line the file could have. */
export function readYaml<T>(
  text: string,
  file: string,
  { example, read }: { example: string; read: (fields: Fields) => T },
): { value: T; lineOf: (...path: (string | number)[]) => number } | { faults: FeedFault[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true })
  const faults: FeedFault[] = []
  const report: Report = (at, field, message) => {
    const line = at === undefined ? 1 : lines.linePos(at).line
    if (faults.length < limits.feedFaults) faults.push({ file, line, field, message })
  }
  for (const problem of [...document.errors, ...document.warnings]) {
    const found = problem.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '')
    const isTwice = problem.code === 'DUPLICATE_KEY'
    const message = isTwice
      ? 'expected each field once, found this one again; keep one of them'
      : `expected YAML: ${found}`
    report(startOf(problem, document), '', message)
  }
  if (faults.length > 0) return { faults }
  if (!isMap(document.contents)) {
    report(document.contents?.range?.[0], '', `expected fields like "${example}", found ${kindOf(document.contents)}`)
    return { faults }
  }
  const value = read(new Fields(document.contents, '', report))
  if (faults.length > 0) return { faults }
  const lineOf = (...path: (string | number)[]) => {
    const node = document.getIn(path, true) as Node | undefined
    return node?.range ? lines.linePos(node.range[0]).line : 1
  }
  return { value, lineOf }
}

/** A quote that is never closed is a mistake where it opens, not at the end of the file. */
function startOf({ code, pos }: YAMLError, document: Document): number {
  let [at] = pos
  const notePlace = (_key: unknown, { range }: Scalar) => {
    if (range && range[0] < at && range[1] >= pos[0]) at = range[0]
  }
  if (code === 'MISSING_CHAR') visit(document, { Scalar: notePlace })
  return at
}

type Report = (offset: number | undefined, field: string, message: string) => void

/** A text that is not blank. */
export function oneLine(text: string, field: string): string {
  if (text.trim() === '') throw badText(field, 'a text', text)
  return checkLine(text, field)
}

export function badText(field: string, expected: string, found: string): CodedError {
  return new CodedError('bad-object', `${field}: expected ${expected}, found ${JSON.stringify(found.slice(0, 80))}`)
}

function kindOf(node: Node | null): string {
  if (node === null) return 'nothing'
  if (isAlias(node)) return 'an alias'
  if (isMap(node)) return 'a mapping of fields'
  return isSeq(node) ? 'a list' : 'a single value'
}

export type Check = (text: string, field: string) => string

/** Takes fields out of one mapping; what is wrong is reported, and a harmless value handed back. */
export class Fields {
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
      throw badText(name, `one of ${choices.join(', ')}`, text)
    }
    return (this.text(name, check, fallback) || choices[0]) as T
  }

  /** A file mode in octal, quoted or not. */
  mode(name: string, fallback: number): number {
    const check = (text: string) => {
      if (/^(0o?)?[0-7]{3}$/.test(text)) return text
      throw badText(name, 'an octal mode like 0644, without set-user-id, set-group-id and sticky bits', text)
    }
    const text = this.text(name, check, fallback.toString(8))
    return Number.parseInt(text.slice(-3), 8) || 0
  }

  /** `true` or `false`; false when it is not there. */
  flag(name: string): boolean {
    const node = this.#take(name)
    if (node === undefined) return false
    if (isScalar(node) && typeof node.value === 'boolean') return node.value
    this.#at(node, name, 'expected true or false')
    return false
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
    if (node !== undefined && !isMap(node)) this.#at(node, name, `expected a mapping of fields, found ${kindOf(node)}`)
    return this.#inner(name, isMap(node) ? node : undefined)
  }

  maps(name: string, max: number): Fields[] {
    return this.#items(name, { max }).map((node, index) => {
      const field = `${name}[${index}]`
      if (!isMap(node)) this.#at(node, field, `expected a mapping of fields, found ${kindOf(node)}`)
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
      this.#at(node, name, `expected a list, found ${kindOf(node)}; write each entry on a line of its own, after "- "`)
      return []
    }
    if (node.items.length > max || (required && node.items.length === 0))
      this.#at(node, name, `expected ${required ? 1 : 0} to ${max} entries, found ${node.items.length}`)
    return (node.items as Node[]).slice(0, max)
  }

  #scalar(name: string, node: Node): string | undefined {
    if (isScalar(node) && typeof node.value === 'string') return node.value
    if (isScalar(node) && typeof node.value === 'number' && node.source !== undefined) return node.source
    const found = isScalar(node) ? String(node.value) : kindOf(node)
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
    if (this.#map !== undefined) this.fault(name, 'expected this field, found none; add it')
  }

  #at(node: Node, name: string, message: string): void {
    this.#report(node.range?.[0], this.#prefix + name, message)
  }
}
