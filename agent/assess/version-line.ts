// Finds the version that a line of a text file states after a literal prefix, and compares dotted numbers.
// Pure. Manifests carry no regular expressions: a hostile or careless one could block a machine for minutes.

import { isDebVersion } from '../../core/deb-version.ts'

const DEB_CHARACTER = /[A-Za-z0-9.+~:-]/
const DOTTED_CHARACTER = /[0-9.]/
const WORD_CHARACTER = /[A-Za-z0-9+~_-]/

/**
 * The version on the first line that starts (after white space) with `prefix`. Undefined without such a line; `unreadable`
 * if no version of the scheme follows the prefix, for example a dotted one with a suffix ("1.2-beta") that has no order.
 */
export function versionOnLine(
  text: string,
  { prefix, scheme }: { prefix: string; scheme: 'deb' | 'dotted' },
): string | 'unreadable' | undefined {
  for (const line of text.split('\n')) {
    const trimmed = line.trimStart()
    if (trimmed.startsWith(prefix)) return readVersion(trimmed.slice(prefix.length).trim(), scheme)
  }
  return undefined
}

function readVersion(rest: string, scheme: 'deb' | 'dotted'): string | 'unreadable' {
  const allowed = scheme === 'deb' ? DEB_CHARACTER : DOTTED_CHARACTER
  let end = 0
  while (end < rest.length && allowed.test(rest[end]!)) end++
  const found = rest.slice(0, end)
  const next = rest[end]
  if (next !== undefined && WORD_CHARACTER.test(next)) return 'unreadable'
  return isVersion(found, scheme) ? found : 'unreadable'
}

export function isVersion(text: string, scheme: 'deb' | 'dotted'): boolean {
  return scheme === 'deb' ? isDebVersion(text) : isDottedVersion(text)
}

/** Numbers with dots between them: `10`, `1.2.3`. */
function isDottedVersion(text: string): boolean {
  return /^[0-9]+(\.[0-9]+)*$/.test(text)
}

/** Compares number by number, of any length; absent ones are 0, so 1.2 equals 1.2.0. */
export function compareDottedVersions(a: string, b: string): -1 | 0 | 1 {
  const left = a.split('.')
  const right = b.split('.')
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = compareNumbers(left[i] ?? '0', right[i] ?? '0')
    if (order !== 0) return order
  }
  return 0
}

function compareNumbers(a: string, b: string): -1 | 0 | 1 {
  const left = a.replace(/^0+(?=[0-9])/, '')
  const right = b.replace(/^0+(?=[0-9])/, '')
  if (left.length !== right.length) return left.length < right.length ? -1 : 1
  if (left === right) return 0
  return left < right ? -1 : 1
}
