// What a coordinator's backup holds, and its file: trusted state, the home's keys and settings, feeds, and everything signed. Not in it: patch
// files (fetched again), the catalogue and changelogs (the next synchronisation), reports (nodes send them again), heartbeats (signed anew).
// The file is sealed with a passphrase of its own, since it holds the online secret keys.

import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompress } from 'node:zlib'
import type { Digest } from '../../core/digest.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Database } from '../../core/table.ts'
import { type SealedBox, seal, unseal } from '../../keys/seal.ts'
import { homePaths } from '../home.ts'
import type { CoordinatorState } from '../state.ts'

const format = 'patchmesh-backup-1'
const byteTables = ['published', 'feed-keyrings'] as const
const jsonTables = ['feeds', 'proposals'] as const

/** Byte strings in base64. */
export interface Backup {
  format: typeof format
  fleet: Digest
  /** ISO 8601, UTC. */
  madeAt: string
  state: string
  /** `coordinator.yaml` and `keys/NAME`. */
  files: Record<string, string>
  bytes: Record<(typeof byteTables)[number], [key: string, value: string][]>
  json: Record<(typeof jsonTables)[number], [key: string, value: unknown][]>
}

/** Tables first, state last: no signed version in them is above the state's. */
export async function collectBackup({
  home,
  state,
  database,
  now,
}: {
  home: string
  state: CoordinatorState
  database: Database
  now: number
}): Promise<Backup> {
  const bytes = {} as Backup['bytes']
  for (const name of byteTables) {
    bytes[name] = []
    for await (const [key, value] of database.bytes(name).entries())
      if (!key.startsWith('heartbeat/')) bytes[name].push([key, base64(value)])
  }
  const json = {} as Backup['json']
  for (const name of jsonTables) {
    json[name] = []
    for await (const entry of database.json(name).entries()) json[name].push(entry)
  }
  const files = await readFiles(home)
  const { fleet } = state.anchor
  return { format, fleet, madeAt: new Date(now).toISOString(), state: base64(state.encoded()), files, bytes, json }
}

async function readFiles(home: string): Promise<Record<string, string>> {
  const files: Record<string, string> = { 'coordinator.yaml': base64(await readFile(join(home, 'coordinator.yaml'))) }
  for (const name of await readdir(homePaths(home).keys)) {
    const path = join(homePaths(home).keys, name)
    const stat = await lstat(path)
    if (stat.isFile() && isBackedUp(`keys/${name}`) && stat.size <= limits.smallFileBytes)
      files[`keys/${name}`] = base64(await readFile(path))
  }
  return files
}

/** Names that a backup may bring into a home, and no others. */
export function isBackedUp(name: string): boolean {
  return name === 'coordinator.yaml' || /^keys\/[a-z0-9][a-z0-9._-]{0,99}$/i.test(name)
}

/** The file's text. `cost` is for tests. Throws `limit-exceeded`. */
export async function sealBackup(backup: Backup, passphrase: string, cost?: number): Promise<string> {
  const text = Buffer.from(JSON.stringify(backup))
  if (text.length > limits.backupBytes)
    throw new CodedError('limit-exceeded', `a backup is at most ${limits.backupBytes} bytes, this is ${text.length}`)
  const packed = await promisify(zstdCompress)(text, { params: { [constants.ZSTD_c_compressionLevel]: 6 } })
  return `${JSON.stringify({ format, sealed: await seal(packed, passphrase, cost) })}\n`
}

/** Throws `not-found`, `io-failed`, `bad-argument` for what is no backup, `bad-passphrase`. */
export async function openBackup(path: string, passphrase: () => Promise<string>): Promise<Backup> {
  const file = parse(await readText(path), path) as { format?: unknown; sealed?: SealedBox }
  if (file.format !== format || typeof file.sealed !== 'object' || file.sealed === null) throw notOurs(path)
  const packed = await unseal(file.sealed, await passphrase(), { file: path, maxBytes: limits.backupBytes })
  let text: Buffer
  try {
    text = await promisify(zstdDecompress)(packed, { maxOutputLength: limits.backupBytes })
  } catch (cause) {
    throw notOurs(path, cause)
  }
  const backup = parse(text.toString('utf8'), path) as unknown as Backup
  if (backup.format !== format || typeof backup.state !== 'string' || !isWhole(backup)) throw notOurs(path)
  return backup
}

function isWhole({ files, bytes, json }: Backup): boolean {
  const isTable = (table: unknown) => Array.isArray(table) && table.every(row => Array.isArray(row) && row.length === 2)
  return (
    typeof files === 'object' &&
    Object.entries(files ?? {}).every(([name, content]) => isBackedUp(name) && typeof content === 'string') &&
    byteTables.every(name => isTable(bytes?.[name])) &&
    jsonTables.every(name => isTable(json?.[name]))
  )
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await lstat(path)
    if (size <= 2 * limits.backupBytes) return await readFile(path, 'utf8')
    throw notOurs(path)
  } catch (cause) {
    if (cause instanceof CodedError) throw cause
    if (systemCode(cause) === 'ENOENT')
      throw new CodedError('not-found', `no file at ${path}: give the path of a backup`, { cause })
    throw new CodedError('io-failed', `cannot read ${path}: ${(cause as Error).message}`, { cause })
  }
}

function parse(text: string, path: string): Partial<Record<keyof Backup | 'sealed', unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch (cause) {
    throw notOurs(path, cause)
  }
  throw notOurs(path)
}

function notOurs(path: string, cause?: unknown): CodedError {
  return new CodedError('bad-argument', `${path}: expected a backup of format 1, found something else`, { cause })
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
