// Checks of decoded fields: each returns the value in its domain form or throws `bad-object` naming the field.
// It knows nothing of any one kind of object.

import type { Digest } from './digest.ts'
import { CodedError } from './errors.ts'
import { limits } from './limits.ts'

function fail(field: string, expected: string, found: unknown): never {
  const shown = typeof found === 'string' ? JSON.stringify(found.slice(0, 80)) : String(found).slice(0, 80)
  throw new CodedError('bad-object', `${field}: expected ${expected}, found ${shown}`)
}

const idPattern = /^[A-Za-z0-9:+.~_-]+$/

/** Ids never become paths, so `..` is harmless in them; the pattern keeps them printable and quotable. */
export function isId(text: string): boolean {
  return text.length > 0 && text.length <= limits.idLength && idPattern.test(text)
}

export function checkId(text: string, field: string): string {
  return isId(text) ? text : fail(field, `an id of letters, digits and :+.~_- (1 to ${limits.idLength})`, text)
}

/** 32 raw bytes to hexadecimal text. */
export function checkDigest(bytes: Uint8Array, field: string): Digest {
  if (bytes.length !== 32) fail(field, 'a SHA-256 digest of 32 bytes', `${bytes.length} bytes`)
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
}

/** Bytes of exactly this length. */
export function checkBytes(bytes: Uint8Array, field: string, length: number): Uint8Array {
  return bytes.length === length ? bytes : fail(field, `${length} bytes`, `${bytes.length} bytes`)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/

/** One line: no control characters (they would forge log lines and terminal output). */
export function checkLine(text: string, field: string, maxLength: number = limits.lineLength): string {
  if (text.length > maxLength) fail(field, `at most ${maxLength} characters`, `${text.length} characters`)
  if (unprintable.test(text)) fail(field, 'one line of printable text', text)
  return text
}

/** What others wrote as one line that `checkLine` takes: for logs, and to be told on. */
export function asLine(text: string): string {
  return text.slice(0, limits.lineLength).replace(new RegExp(unprintable, 'g'), ' ')
}

/** Several lines: line feeds and tabs are allowed, other control characters are not. */
export function checkText(text: string, field: string, maxLength: number = limits.textLength): string {
  if (text.length > maxLength) fail(field, `at most ${maxLength} characters`, `${text.length} characters`)
  checkLine(text.replace(/[\n\t]/g, ' '), field, maxLength)
  return text
}

export function checkInteger(value: number, field: string, { min = 0, max = Number.MAX_SAFE_INTEGER } = {}): number {
  if (!Number.isSafeInteger(value) || value < min || value > max)
    fail(field, `a whole number from ${min} to ${max}`, value)
  return value
}

export function checkOneOf<const T extends string>(value: string, choices: readonly T[], field: string): T {
  return (choices as readonly string[]).includes(value)
    ? (value as T)
    : fail(field, `one of ${choices.join(', ')}`, value)
}

/** `from`: how many entries came before these, of a list that is checked in parts. */
export function checkList<T, U>(
  list: readonly T[],
  field: string,
  max: number,
  each: (item: T, field: string) => U,
  from = 0,
): U[] {
  if (from + list.length > max) fail(field, `at most ${max} entries`, `${from + list.length} entries`)
  return list.map((item, index) => each(item, `${field}[${from + index}]`))
}

/** A sub-message that must be there. */
export function checkPresent<T>(value: T | null | undefined, field: string): T {
  return value ?? fail(field, 'it to be present', 'nothing')
}

/** Absolute path below a node's root: no `.`, `..` or empty component, no NUL. */
export function checkPath(path: string, field: string): string {
  checkLine(path, field, limits.pathLength)
  const parts = path.split('/')
  const plain = parts.slice(1).every(part => part !== '' && part !== '.' && part !== '..')
  if (parts[0] !== '' || parts.length < 2 || !plain) fail(field, 'an absolute path without "." and ".."', path)
  return path
}

export function checkUrl(text: string, field: string): string {
  checkLine(text, field, 2048)
  const url = URL.canParse(text) ? new URL(text) : fail(field, 'an http or https URL', text)
  if (!['http:', 'https:'].includes(url.protocol) || url.username || url.password)
    fail(field, 'an http or https URL without credentials', text)
  return text
}

export function checkUnique(list: readonly string[], field: string): void {
  if (new Set(list).size !== list.length) refuseRepeated(field)
}

export function refuseRepeated(field: string): never {
  fail(field, 'no entry twice', 'a repeated entry')
}
