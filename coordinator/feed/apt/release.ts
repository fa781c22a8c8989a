// A Debian archive's Release: what one suite holds, by path, size and SHA-256. Pure: it parses text whose signature was checked
// before, and decides whether this Release may be believed now. (Debian wiki, DebianRepository/Format.)

import { parseFields } from '../../../core/deb822.ts'
import { type Digest, isDigest } from '../../../core/digest.ts'
import { CodedError } from '../../../core/errors.ts'
import { limits } from '../../../core/limits.ts'
import { parseDate } from './parse-date.ts'

export interface ReleaseFile {
  path: string
  sizeBytes: number
  sha256: Digest
}

export interface Release {
  origin: string
  label: string
  suite: string
  codename: string
  /** Milliseconds since the epoch. */
  date: number
  validUntil: number | undefined
  acquireByHash: boolean
  components: string[]
  architectures: string[]
  /** Packages for all architectures are in each architecture's index, not in one of their own. */
  allInEachArchitecture: boolean
  files: Map<string, ReleaseFile>
}

export interface ReleaseExpectation {
  /** Must be the Release's Suite or Codename: one keyring signs many suites. */
  suite: string
  component: string
  now: number
  /** The newest Date accepted so far; an earlier one is a rollback. */
  previousDate?: number
}

/** Throws `bad-feed` or `limit-exceeded`. */
export function parseRelease(text: string): Release {
  const fields = parseFields(text, { what: 'Release', line: 1 })
  const architectures = words(fields.get('architectures'))
  return {
    origin: fields.get('origin') ?? '',
    label: fields.get('label') ?? '',
    suite: fields.get('suite') ?? '',
    codename: fields.get('codename') ?? '',
    date: dateOf(fields.get('date'), 'Date'),
    validUntil: fields.has('valid-until') ? dateOf(fields.get('valid-until'), 'Valid-Until') : undefined,
    acquireByHash: fields.get('acquire-by-hash') === 'yes',
    components: words(fields.get('components')),
    architectures,
    allInEachArchitecture:
      !architectures.includes('all') || words(fields.get('no-support-for-architecture-all')).includes('Packages'),
    files: parseFiles(fields.get('sha256')),
  }
}

/** Throws `wrong-suite`, `rollback`, `expired` or `bad-feed`. */
export function checkRelease(release: Release, { suite, component, now, previousDate }: ReleaseExpectation): void {
  if (release.suite !== suite && release.codename !== suite) {
    const found = `${JSON.stringify(release.suite)} (${JSON.stringify(release.codename)})`
    throw new CodedError(
      'wrong-suite',
      `InRelease: expected the suite ${suite}, found ${found}; the mirror serves another suite, or the feed's suite is mistyped`,
    )
  }
  if (previousDate !== undefined && release.date < previousDate) {
    throw new CodedError(
      'rollback',
      `InRelease: expected a Date not before ${iso(previousDate)}, found ${iso(release.date)}; the mirror is behind or replays, try another`,
    )
  }
  if (release.date > now + limits.releaseSkewMs) {
    throw new CodedError(
      'bad-feed',
      `InRelease: expected a Date not after ${iso(now)}, found ${iso(release.date)}; check this machine's clock`,
    )
  }
  if (release.validUntil !== undefined && release.validUntil < now) {
    throw new CodedError(
      'expired',
      `InRelease: expected Valid-Until after ${iso(now)}, found ${iso(release.validUntil)}; the mirror is stale, try another, or check this machine's clock`,
    )
  }
  if (!release.components.some(name => name === component || name.endsWith(`/${component}`))) {
    throw new CodedError(
      'bad-feed',
      `InRelease: expected the component ${component}, found ${release.components.join(' ').slice(0, 200)}; correct the feed's component`,
    )
  }
}

/** Strict: a list line is a hash, a size and a relative path; one path has one hash. */
function parseFiles(list: string | undefined): Map<string, ReleaseFile> {
  if (list === undefined)
    throw new CodedError(
      'bad-feed',
      'Release: expected the field SHA256, found none; the archive is too old to be trusted',
    )
  const files = new Map<string, ReleaseFile>()
  for (const row of list.split('\n')) {
    if (row.trim() === '') continue
    const [sha256 = '', size = '', path = '', ...rest] = row.trim().split(/\s+/)
    if (!isDigest(sha256) || !/^\d{1,15}$/.test(size) || !isSafePath(path) || rest.length > 0) badRow(row)
    const known = files.get(path)
    if (known !== undefined && (known.sha256 !== sha256 || known.sizeBytes !== Number(size))) badRow(row)
    files.set(path, { path, sizeBytes: Number(size), sha256 })
    if (files.size > limits.releaseFiles) {
      throw new CodedError(
        'limit-exceeded',
        `Release: expected at most ${limits.releaseFiles} files, found more; this is no archive we know`,
      )
    }
  }
  return files
}

/** Relative, without empty, `.` or `..` segments, and only characters that mean nothing to a shell or a URL. */
export function isSafePath(path: string): boolean {
  if (path.length > limits.releasePathLength) return false
  return path
    .split('/')
    .every(segment => /^[A-Za-z0-9._+~:%@=,-]+$/.test(segment) && segment !== '.' && segment !== '..')
}

function dateOf(text: string | undefined, field: string): number {
  const date = parseDate(text ?? '')
  if (date !== undefined) return date
  const found = JSON.stringify((text ?? '').slice(0, 60))
  throw new CodedError('bad-feed', `Release: expected a date in ${field}, found ${found}; the archive is broken`)
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter(word => word !== '')
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}

function badRow(row: string): never {
  throw new CodedError(
    'bad-feed',
    `Release: expected "hash size path" under SHA256, found ${JSON.stringify(row.slice(0, 120))}; the archive is broken`,
  )
}
