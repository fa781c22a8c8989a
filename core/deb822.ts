// Debian's control format (deb822): stanzas of `Field: value` lines, as in Packages, Release and dpkg's status file.
// Pure and strict: size and count are capped, a line that is no field is an error. It gives each stanza's raw text,
// so that a proof can quote it byte for byte; it does not know what any field means.

import { CodedError } from './errors.ts'
import { limits } from './limits.ts'

export interface Stanza {
  /** The stanza as it stands in the file, with the newline of its last line (if it has one), without the empty line after it. */
  raw: string
  /** Values by lower-case field name. Continuation lines are joined by newlines, their first blank kept out. */
  fields: Map<string, string>
}

/** The stanzas of a control file, lazily. Throws `bad-feed` with the line's number, or `limit-exceeded`. `what` names the file in errors. */
export function* readStanzas(text: string, what: string): Generator<Stanza> {
  for (const { raw, line } of splitStanzas(text, what)) yield { raw, fields: parseFields(raw, { what, line }) }
}

/** The raw stanzas and the numbers of their first lines, for who looks for one and need not read the others. Throws `limit-exceeded`. */
export function* splitStanzas(text: string, what: string): Generator<{ raw: string; line: number }> {
  let at = 0
  let line = 1
  let count = 0
  while (at < text.length) {
    if (text[at] === '\n') {
      at++
      line++
      continue
    }
    const blank = text.indexOf('\n\n', at)
    const end = blank < 0 ? text.length : blank + 1
    if (++count > limits.debStanzas) tooMany(what, `${limits.debStanzas} stanzas`)
    if (end - at > limits.debStanzaLength) {
      tooMany(what, `${limits.debStanzaLength} characters in the stanza at line ${line}`)
    }
    const raw = text.slice(at, end)
    yield { raw, line }
    line += countLines(raw)
    at = end
  }
}

/** The fields of one stanza. Throws `bad-feed` for a line that is neither a field nor a continuation, and for a field given twice. */
export function parseFields(raw: string, where: { what: string; line: number }): Map<string, string> {
  const fields = new Map<string, string>()
  let name = ''
  let value: string[] = []
  let line = where.line - 1
  for (const row of raw.replace(/\n$/, '').split('\n')) {
    line++
    if (row.startsWith(' ') || row.startsWith('\t')) {
      if (name === '') malformed(where.what, line, 'a field before its continuation', row)
      value.push(row.slice(1))
      continue
    }
    const match = /^([!-,.-9;-~][!-9;-~]*):(.*)$/.exec(row)
    if (match === null) malformed(where.what, line, 'Field: value', row)
    if (name !== '') fields.set(name, value.join('\n'))
    name = match![1]!.toLowerCase()
    if (fields.has(name)) malformed(where.what, line, `the field ${name} once`, row)
    value = [match![2]!.trim()]
  }
  if (name !== '') fields.set(name, value.join('\n'))
  return fields
}

function countLines(text: string): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

function malformed(what: string, line: number, expected: string, found: string): never {
  throw new CodedError(
    'bad-feed',
    `${what}, line ${line}: expected ${expected}, found ${JSON.stringify(found.slice(0, 80))}; the file is damaged or is not a control file`,
  )
}

function tooMany(what: string, most: string): never {
  throw new CodedError(
    'limit-exceeded',
    `${what}: expected at most ${most}; this is no package list we know, check the feed`,
  )
}
