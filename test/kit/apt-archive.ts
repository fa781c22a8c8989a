// A tiny Debian archive for tests: its own OpenPGP key, real .debs made here, an InRelease and indices, served from loopback.
// It counts what is asked of it, and lets a test spoil any file. Nothing in it needs Debian's tools.

import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { createCleartextMessage, generateKey, type PrivateKey, sign } from 'openpgp'
import { pack } from 'tar-stream'

/** The archive's present, for keys, signatures and Release dates. */
export const archiveNow = Date.UTC(2026, 10, 22, 12)
const hour = 3_600_000

export interface ArchiveKey {
  privateKey: PrivateKey
  /** Binary, as in /usr/share/keyrings. */
  keyring: Uint8Array
  armored: string
}

export async function makeArchiveKey(options: { createdAt?: number; lifetimeMs?: number } = {}): Promise<ArchiveKey> {
  const { privateKey, publicKey } = await generateKey({
    type: 'ecc',
    userIDs: [{ name: 'Test Archive' }],
    date: new Date(options.createdAt ?? archiveNow - 1000 * hour),
    keyExpirationTime: (options.lifetimeMs ?? 0) / 1000,
    format: 'object',
  })
  return { privateKey, keyring: publicKey.write() as Uint8Array, armored: publicKey.armor() }
}

export async function signRelease(
  text: string,
  keys: ArchiveKey | ArchiveKey[],
  signedAt = archiveNow,
): Promise<Buffer> {
  const message = await createCleartextMessage({ text })
  const signingKeys = [keys].flat().map(key => key.privateKey)
  return Buffer.from(await sign({ message, signingKeys, date: new Date(signedAt) }))
}

export interface ReleaseOptions {
  suite?: string
  codename?: string
  components?: string
  date?: number
  validUntil?: number
  byHash?: boolean
  files?: Map<string, Uint8Array>
}

export function releaseText(options: ReleaseOptions = {}): string {
  const rows = [...(options.files ?? [])].map(([path, bytes]) => ` ${sha256Of(bytes)} ${bytes.length} ${path}`)
  return [
    'Origin: Test',
    `Suite: ${options.suite ?? 'oldstable-security'}`,
    `Codename: ${options.codename ?? 'bookworm-security'}`,
    `Date: ${new Date(options.date ?? archiveNow - hour).toUTCString().replace('GMT', 'UTC')}`,
    ...(options.validUntil === undefined ? [] : [`Valid-Until: ${new Date(options.validUntil).toUTCString()}`]),
    ...(options.byHash ? ['Acquire-By-Hash: yes'] : []),
    'Architectures: amd64 i386',
    `Components: ${options.components ?? 'updates/main updates/contrib'}`,
    'SHA256:',
    ...rows,
    '',
  ].join('\n')
}

export interface TestPackage {
  package: string
  version: string
  architecture?: string
  /** `name` or `name (version)`. */
  source?: string
  section?: string
  deb?: Uint8Array
}

export function stanzaOf(entry: TestPackage): string {
  const deb = entry.deb ?? Buffer.from(`${entry.package} ${entry.version}`)
  return [
    `Package: ${entry.package}`,
    ...(entry.source === undefined ? [] : [`Source: ${entry.source}`]),
    `Version: ${entry.version}`,
    `Architecture: ${entry.architecture ?? 'amd64'}`,
    `Section: ${entry.section ?? 'libs'}`,
    `Filename: ${poolPathOf(entry)}`,
    `Size: ${deb.length}`,
    `SHA256: ${sha256Of(deb)}`,
    `Description: the package ${entry.package}`,
    '',
  ].join('\n')
}

export function poolPathOf(entry: TestPackage): string {
  return `pool/${entry.package}_${entry.version.replace(':', '%3a')}_${entry.architecture ?? 'amd64'}.deb`
}

/** A .deb of these files; a value that starts with `-> ` is a symbolic link. */
export async function makeDeb(
  files: Record<string, string | Uint8Array>,
  packing: 'gz' | 'zst' | 'none' = 'gz',
): Promise<Buffer> {
  const control = gzipSync(await tarOf({ control: 'Package: x\n' }))
  const data = await tarOf(files)
  const member: [string, Buffer] =
    packing === 'gz'
      ? ['data.tar.gz', gzipSync(data)]
      : packing === 'zst'
        ? ['data.tar.zst', zstdCompressSync(data)]
        : ['data.tar', data]
  return makeAr([['debian-binary', Buffer.from('2.0\n')], ['control.tar.gz', control], member])
}

export function makeAr(members: [name: string, bytes: Buffer][]): Buffer {
  const parts = members.flatMap(([name, bytes]) => [
    Buffer.from(
      `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(bytes.length).padEnd(10)}\`\n`,
    ),
    bytes,
    Buffer.alloc(bytes.length % 2, '\n'),
  ])
  return Buffer.concat([Buffer.from('!<arch>\n'), ...parts])
}

async function tarOf(files: Record<string, string | Uint8Array>): Promise<Buffer> {
  const tar = pack()
  for (const [name, content] of Object.entries(files)) {
    if (typeof content === 'string' && content.startsWith('-> ')) {
      tar.entry({ name: `./${name}`, type: 'symlink', linkname: content.slice(3) })
    } else {
      tar.entry({ name: `./${name}` }, Buffer.from(content))
    }
  }
  tar.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of tar) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

export function changelogText(entries: [version: string, text: string][], name = 'libx'): string {
  return entries
    .map(
      ([version, text]) =>
        `${name} (${version}) bookworm-security; urgency=high\n\n  * ${text}\n\n -- Some One <one@example.org>  Sat, 21 Nov 2026 10:00:00 +0100\n`,
    )
    .join('\n')
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A loopback HTTP server of files by path, that writes down what it was asked. */
export class FileServer {
  readonly files = new Map<string, Uint8Array>()
  /** Instead of a file. */
  readonly answers = new Map<string, Answer>()
  readonly requests: string[] = []
  readonly #server = createServer((request, response) => this.#answer(request, response))

  async start(host = '127.0.0.1'): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, host, resolve))
    return this
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent(request.url ?? '')
    this.requests.push(path)
    const answer = this.answers.get(path)
    const file = this.files.get(path)
    if (answer !== undefined) answer(request, response)
    else if (file === undefined) response.writeHead(404).end('none')
    else response.writeHead(200, { 'content-length': file.length }).end(file)
  }
}

export interface PublishOptions extends ReleaseOptions {
  key: ArchiveKey
  packages: TestPackage[]
  /** What is offered beside the plain index's hash; the plain file itself is served only as `plain`. */
  offer?: ('gz' | 'plain')[]
  signedAt?: number
}

/** Puts a suite of these packages on a server, below /debian. */
export async function publish(
  server: FileServer,
  { key, packages, offer = ['gz'], signedAt, ...options }: PublishOptions,
): Promise<void> {
  const index = Buffer.from(packages.map(stanzaOf).join('\n'))
  const plainPath = 'main/binary-amd64/Packages'
  const files = new Map<string, Uint8Array>([[plainPath, index]])
  if (offer.includes('gz')) files.set(`${plainPath}.gz`, gzipSync(index))
  const suite = `/debian/dists/${options.codename ?? 'bookworm-security'}`
  for (const [path, bytes] of files) {
    if (path === plainPath && !offer.includes('plain')) continue
    if (options.byHash) server.files.set(`${suite}/main/binary-amd64/by-hash/SHA256/${sha256Of(bytes)}`, bytes)
    else server.files.set(`${suite}/${path}`, bytes)
  }
  for (const entry of packages) if (entry.deb) server.files.set(`/debian/${poolPathOf(entry)}`, entry.deb)
  server.files.set(`${suite}/InRelease`, await signRelease(releaseText({ ...options, files }), key, signedAt))
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
