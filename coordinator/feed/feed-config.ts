// What a feed is set up as. Pure: the form of the settings is checked, nothing is opened or fetched.

import { isAbsolute } from 'node:path'
import { checkUrl, isId } from '../../core/check.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { isSafePath } from './apt/release.ts'

interface AnyFeed {
  name: string
  /** Milliseconds between timed synchronisations; 0: only when asked. */
  everyMs: number
}

export interface FolderFeedConfig extends AnyFeed {
  type: 'folder'
  /** Absolute. */
  path: string
  /** Base URL of a web server that serves the folder; empty: the coordinator's own origin. */
  origin: string
}

export interface AptFeedConfig extends AnyFeed {
  type: 'apt'
  /** The archive's root. */
  url: string
  suite: string
  component: string
  architecture: string
  /** Where the keyring was when the feed was added; the coordinator keeps a copy. */
  keyring: string
  /** The os-release name its patches are for; empty: any. */
  distribution: string
  /** `http://[user:password@]host:port`, or empty. */
  proxy: string
}

export type FeedConfig = FolderFeedConfig | AptFeedConfig

const fields = {
  folder: ['name', 'everyMs', 'type', 'path', 'origin'],
  apt: ['name', 'everyMs', 'type', 'url', 'suite', 'component', 'architecture', 'keyring', 'distribution', 'proxy'],
}

/** Checks settings as they came. Throws `bad-argument`. */
export function checkFeedConfig(found: FeedConfig): FeedConfig {
  const names = Object.hasOwn(fields, found.type) ? fields[found.type] : refuse('type', 'apt or folder', found.type)
  const config = Object.fromEntries(names.map(name => [name, (found as unknown as Record<string, unknown>)[name]]))
  for (const [name, value] of Object.entries(config)) {
    if (typeof value !== (name === 'everyMs' ? 'number' : 'string')) refuse(name, 'a value', value)
  }
  const checked = config as unknown as FeedConfig
  checkFeedName(checked.name)
  if (checked.everyMs !== 0 && !(checked.everyMs >= limits.feedEveryMinMs && checked.everyMs <= 366 * 86_400_000))
    refuse('every', `at least ${limits.feedEveryMinMs / 1000} s, at most a year`, checked.everyMs)
  if (checked.type === 'folder') checkFolder(checked)
  else checkApt(checked)
  return checked
}

/** Also the first part of patch ids. Throws `bad-argument`. */
function checkFeedName(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) refuse('name', 'letters, digits and ._- (at most 64)', name)
  return name
}

function checkFolder({ path, origin }: FolderFeedConfig): void {
  if (!isAbsolute(path)) refuse('path', 'an absolute path', path)
  if (origin !== '') checkHttp('origin', origin)
}

function checkApt({ url, suite, component, architecture, keyring, distribution, proxy }: AptFeedConfig): void {
  checkHttp('url', url)
  for (const [name, text] of Object.entries({ suite, component, arch: architecture }))
    if (!isSafePath(text)) refuse(name, 'a name like bookworm-security, main or amd64', text)
  if (!isAbsolute(keyring)) refuse('keyring', 'an absolute path', keyring)
  if (distribution !== '' && !isId(distribution))
    refuse('distribution', 'a name like bookworm or debian-12', distribution)
  if (proxy !== '' && !/^https?:$/.test(URL.parse(proxy)?.protocol ?? '')) refuse('proxy', 'http://host:port', proxy)
}

function checkHttp(name: string, text: string): void {
  try {
    checkUrl(text, name)
  } catch (error) {
    throw new CodedError('bad-argument', (error as Error).message, { cause: error })
  }
}

/** The release that a suite's name stands for: `bookworm-security` and `bookworm-updates` are for `bookworm`. */
export function distributionOfSuite(codename: string): string {
  return codename.replace(
    /(\/updates|-(security|updates|proposed-updates|backports|backports-sloppy|proposed|lts))$/,
    '',
  )
}

function refuse(name: string, expected: string, found: unknown): never {
  throw new CodedError(
    'bad-argument',
    `--${name}: expected ${expected}, found ${JSON.stringify(found ?? null).slice(0, 200)}`,
  )
}
