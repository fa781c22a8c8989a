// Reads the facts of one machine below a root directory: its system, its packages, and the files that detection rules name.
// It runs no program of that machine and judges nothing: what the facts mean for a patch is assess()'s to say.

import type { FileHandle } from 'node:fs/promises'
import { release } from 'node:os'
import { systemClock } from '../../core/clock.ts'
import { type DebPackage, parseDebStatus } from '../../core/deb-status.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { DetectionRule } from '../../core/manifest.ts'
import { openFileBelow } from './below-root.ts'
import { FileHashes } from './file-hashes.ts'

export interface Distribution {
  /** os-release ID: `debian`, `ubuntu`; empty if unknown. */
  id: string
  versionId: string
  codename: string
  /** The name for people: `Debian GNU/Linux 12 (bookworm)`. */
  name: string
}

export type FileFact =
  | { state: 'absent' }
  /** `text` only where a rule looks for a line and the file is small enough to be one with lines. */
  | { state: 'present'; sizeBytes: number; sha256?: string; text?: string }
  | { state: 'unreadable'; detail: string }

export type PackageFacts =
  | { state: 'known'; packages: DebPackage[] }
  /** No dpkg on this machine. */
  | { state: 'absent' }
  | { state: 'unreadable'; detail: string }

export interface Facts {
  /** `linux`, `darwin`, `win32`. */
  os: string
  kernel: string
  /** dpkg's name: `amd64`, `arm64`. */
  architecture: string
  foreignArchitectures: string[]
  distribution: Distribution
  packages: PackageFacts
  /** By the path that the rule names. */
  files: Map<string, FileFact>
}

/** Facts for `rules`, of the machine whose root directory is `root`. Never throws for what the machine's files contain. */
export async function collectFacts({
  root,
  rules,
  hashes = new FileHashes(systemClock),
}: {
  root: string
  rules: Iterable<DetectionRule>
  /** Of files that are not read again while they have not changed. */
  hashes?: FileHashes
}): Promise<Facts> {
  const packages = await readPackages(root)
  const architectures = await readArchitectures(root, packages)
  return {
    os: process.platform,
    kernel: release(),
    architecture: architectures[0] ?? '',
    foreignArchitectures: architectures.slice(1),
    distribution: parseOsRelease(await readOsRelease(root)),
    packages,
    files: await readFiles(root, rules, hashes),
  }
}

/** Reads os-release (os-release(5)): `KEY=value` lines, values perhaps quoted. */
export function parseOsRelease(text: string): Distribution {
  const values = new Map<string, string>()
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=')
    if (equals > 0 && !line.startsWith('#'))
      values.set(line.slice(0, equals).trim(), unquote(line.slice(equals + 1).trim()))
  }
  return {
    id: values.get('ID') ?? '',
    versionId: values.get('VERSION_ID') ?? '',
    codename: values.get('VERSION_CODENAME') ?? '',
    name: values.get('PRETTY_NAME') ?? values.get('NAME') ?? '',
  }
}

function unquote(value: string): string {
  const quote = value[0]
  const inner =
    (quote === '"' || quote === "'") && value.endsWith(quote) && value.length > 1 ? value.slice(1, -1) : value
  return inner.replace(/\\([\\"'$`])/g, '$1').slice(0, limits.lineLength)
}

async function readOsRelease(root: string): Promise<string> {
  for (const path of ['/etc/os-release', '/usr/lib/os-release']) {
    const text = await readTextBelow(root, path, limits.smallFileBytes)
    if (typeof text === 'string') return text
  }
  return ''
}

/** The machine's own packages, for a rescan after an install. */
export async function readPackages(root: string): Promise<PackageFacts> {
  const text = await readTextBelow(root, '/var/lib/dpkg/status', limits.dpkgStatusBytes)
  if (text === undefined) return { state: 'absent' }
  if (typeof text !== 'string') return { state: 'unreadable', detail: text.detail }
  try {
    return { state: 'known', packages: parseDebStatus(text) }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    return { state: 'unreadable', detail: error.message }
  }
}

/** Native architecture first. dpkg writes var/lib/dpkg/arch only once a foreign one was added. */
async function readArchitectures(root: string, packages: PackageFacts): Promise<string[]> {
  const listed = await readTextBelow(root, '/var/lib/dpkg/arch', limits.smallFileBytes)
  const names = typeof listed === 'string' ? listed.split('\n').filter(name => name !== '') : []
  const own =
    packages.state === 'known' ? packages.packages.find(entry => entry.package === 'dpkg')?.architecture : undefined
  if (names.length > 0) return names
  return [own ?? dpkgNameOf(process.arch)]
}

function dpkgNameOf(arch: string): string {
  const names: Record<string, string> = { x64: 'amd64', ia32: 'i386', arm: 'armhf', ppc64: 'ppc64el' }
  return names[arch] ?? arch
}

async function readFiles(
  root: string,
  rules: Iterable<DetectionRule>,
  hashes: FileHashes,
): Promise<Map<string, FileFact>> {
  const wanted = new Map<string, { hash: boolean; text: boolean }>()
  for (const rule of rules) {
    if (rule.type === 'deb') continue
    const before = wanted.get(rule.path)
    wanted.set(rule.path, {
      hash: before?.hash === true || rule.type === 'file-sha256',
      text: before?.text === true || rule.type === 'version-line',
    })
  }
  const files = new Map<string, FileFact>()
  for (const [path, how] of wanted) files.set(path, await readFact(root, path, { ...how, hashes }))
  return files
}

async function readFact(
  root: string,
  path: string,
  how: { hash: boolean; text: boolean; hashes: FileHashes },
): Promise<FileFact> {
  const fact = await withFileBelow<FileFact>(root, path, async file => {
    const sizeBytes = (await file.stat()).size
    return {
      state: 'present',
      sizeBytes,
      ...(how.hash && { sha256: await how.hashes.of(path, file) }),
      ...(how.text && sizeBytes <= limits.smallFileBytes && { text: await readUpTo(file, limits.smallFileBytes) }),
    }
  })
  return fact ?? { state: 'absent' }
}

async function readTextBelow(root: string, path: string, maxBytes: number): Promise<string | Unreadable | undefined> {
  return await withFileBelow<string | Unreadable>(root, path, async file => {
    const { size } = await file.stat()
    if (size > maxBytes) return { state: 'unreadable', detail: `${path} is larger than ${maxBytes} bytes` }
    return await readUpTo(file, maxBytes)
  })
}

async function readUpTo(file: FileHandle, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of file.createReadStream({ start: 0, end: maxBytes - 1, autoClose: false })) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

interface Unreadable {
  state: 'unreadable'
  detail: string
}

async function withFileBelow<T>(
  root: string,
  path: string,
  read: (file: FileHandle) => Promise<T>,
): Promise<T | Unreadable | undefined> {
  let file: FileHandle | undefined
  try {
    file = await openFileBelow(root, path)
    return file && (await read(file))
  } catch (error) {
    if (systemCode(error) === 'ENOTDIR') return undefined
    if (!(error instanceof CodedError) && systemCode(error) === undefined) throw error
    return { state: 'unreadable', detail: (error as Error).message }
  } finally {
    await file?.close()
  }
}
