// Debian version numbers and their order: a port of dpkg's parseversion() and verrevcmp() (dpkg lib/dpkg/parsehelp.c, version.c).
// Versions of Debian packages are compared by this alone, never as strings or semver. It knows nothing of packages.
// Stricter than dpkg in one point: characters that dpkg only warns about are refused.

import { CodedError } from './errors.ts'
import { limits } from './limits.ts'

export interface DebVersion {
  epoch: number
  upstream: string
  /** Empty when there is none; an empty revision equals `0`. */
  revision: string
}

const epochMax = 2 ** 31 - 1

/** -1 when `a` is earlier than `b`, 0 when equal (`1.0` and `0:1.0-0` are), 1 when later. Throws `bad-version`. */
export function compareDebVersions(a: string, b: string): -1 | 0 | 1 {
  return compareSplit(parseDebVersion(a), parseDebVersion(b))
}

/**
 * As dpkg would, of any two texts: what is no Debian version counts as an upstream part, whole. So every two versions of an in-house
 * product have an order, and it is the same from wherever one looks.
 */
export function compareProductVersions(a: string, b: string): -1 | 0 | 1 {
  const splitAny = (text: string) => (isDebVersion(text) ? split(text) : { epoch: 0, upstream: text, revision: '' })
  return compareSplit(splitAny(a), splitAny(b))
}

function compareSplit(left: DebVersion, right: DebVersion): -1 | 0 | 1 {
  const order =
    left.epoch - right.epoch ||
    compareParts(left.upstream, right.upstream) ||
    compareParts(left.revision, right.revision)
  return order < 0 ? -1 : order > 0 ? 1 : 0
}

export function isDebVersion(text: string): boolean {
  return faultOf(text) === undefined
}

/** Splits `[epoch:]upstream[-revision]`. Throws `bad-version`. */
export function parseDebVersion(text: string): DebVersion {
  const fault = faultOf(text)
  if (fault !== undefined) {
    throw new CodedError(
      'bad-version',
      `expected a Debian version like 1:2.3-4, found ${JSON.stringify(text.slice(0, 80))}: ${fault}; ask the package's maker for a valid one`,
    )
  }
  return split(text)
}

/** The reason why `text` is no Debian version, or undefined when it is one. */
function faultOf(text: string): string | undefined {
  if (text === '') return 'it is empty'
  if (text.length > limits.debVersionLength) return `it is longer than ${limits.debVersionLength} characters`
  const colon = text.indexOf(':')
  if (colon >= 0 && !/^[0-9]+$/.test(text.slice(0, colon))) return 'the epoch is not a number'
  const { epoch, upstream, revision } = split(text)
  if (epoch > epochMax) return 'the epoch is too big'
  if (upstream === '') return 'the upstream part is empty'
  if (!/^[A-Za-z0-9.+~:-]+$/.test(upstream)) return 'the upstream part has a character that is not allowed'
  if (text.endsWith('-')) return 'the revision is empty'
  if (!/^[A-Za-z0-9.+~]*$/.test(revision)) return 'the revision has a character that is not allowed'
  return undefined
}

function split(text: string): DebVersion {
  const colon = text.indexOf(':')
  const rest = text.slice(colon + 1)
  const hyphen = rest.lastIndexOf('-')
  return {
    epoch: colon < 0 ? 0 : Number(text.slice(0, colon)),
    upstream: hyphen < 0 ? rest : rest.slice(0, hyphen),
    revision: hyphen < 0 ? '' : rest.slice(hyphen + 1),
  }
}

/** verrevcmp(): runs of non-digits by character weight, runs of digits as numbers of any length, in turns. */
function compareParts(a: string, b: string): number {
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a, i)) || (j < b.length && !isDigit(b, j))) {
      const difference = weight(a, i) - weight(b, j)
      if (difference !== 0) return difference
      i++
      j++
    }
    const left = digitsAt(a, i)
    const right = digitsAt(b, j)
    const difference = compareDigits(left, right)
    if (difference !== 0) return difference
    i += left.length
    j += right.length
  }
  return 0
}

/** `~` sorts before the end, the end and digits before letters, letters before everything else. */
function weight(text: string, at: number): number {
  if (at >= text.length || isDigit(text, at)) return 0
  const code = text.charCodeAt(at)
  if (text[at] === '~') return -1
  return isLetter(code) ? code : code + 256
}

function compareDigits(a: string, b: string): number {
  const left = a.replace(/^0+/, '')
  const right = b.replace(/^0+/, '')
  if (left.length !== right.length) return left.length - right.length
  return left < right ? -1 : left > right ? 1 : 0
}

function digitsAt(text: string, from: number): string {
  let end = from
  while (end < text.length && isDigit(text, end)) end++
  return text.slice(from, end)
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}
