// The newest root, recall, policy and groups that a key has met, noted beside it (`admin.key.seen`). A coordinator that shows an older
// recall list, or none, would get the admin to sign a next one that lets go what was withdrawn; and who shows a root chain without
// its end would get what is proposed judged by keys that were taken away since.

import { readFile } from 'node:fs/promises'
import { openEnvelope } from '../../core/envelope.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { compareVersions, headKey } from '../../core/header.ts'
import { epochOf } from '../../core/root.ts'
import type { Signed, TrustAnchor } from '../../core/verify.ts'
import { writeDurably } from '../../keys/durable-file.ts'

type Setting = Signed<'recall'> | Signed<'policy'> | Signed<'group'>
interface Seen {
  epoch: number
  version: number
  digest: string
  notAfter: number
}

/** Entries of the key's roots; the fleet stands in them, for a key is pinned to one only when it signs. */
const rootPrefix = 'root/'

/**
 * A verified root chain of `fleet`, version 1 first. Throws `rollback` when it ends before the version this key has met, `equivocation`
 * when that version differs.
 */
export async function checkSeenRoot(keyPath: string, roots: readonly Uint8Array[], fleet: string): Promise<void> {
  const path = `${keyPath}.seen`
  const seen = await readSeen(path)
  const key = rootPrefix + fleet
  const before = seen.get(key)
  if (before && roots.length < before.version)
    throw new CodedError(
      'rollback',
      `expected root version ${before.version} that this key has met, the chain shown here ends at version ${roots.length}: nothing was signed. Suspect whoever made the file, or the coordinator; if the coordinator was restored from a backup, publish the newer root again, or remove ${path} to go on without it`,
    )
  const digestOf = (version: number) => openEnvelope(roots[version - 1]!).digest
  if (before && digestOf(before.version) !== before.digest)
    throw new CodedError(
      'equivocation',
      `another root version ${before.version} is shown here than this key has met: nothing was signed. Suspect whoever made the file, or the coordinator, and the holders of the root keys`,
    )
  if (before?.version === roots.length) return
  seen.set(key, { epoch: 0, version: roots.length, digest: digestOf(roots.length), notAfter: 0 })
  await writeSeen(path, seen)
}

/** Throws `rollback` when something seen before is missing or older, `equivocation` when it differs at the same version. */
export async function checkSeen(
  keyPath: string,
  shown: readonly Setting[],
  { anchor, now }: { anchor: TrustAnchor; now: number },
): Promise<void> {
  const path = `${keyPath}.seen`
  const seen = await readSeen(path)
  const isRoot = ([key]: [string, Seen]) => key.startsWith(rootPrefix)
  const next = new Map([
    ...[...seen].filter(isRoot),
    ...shown.map(({ header, digest }): [string, Seen] => [headKey(header), { ...pick(header), digest }]),
  ])
  for (const [key, before] of seen) {
    if (isRoot([key, before])) continue
    const kind = key.slice(0, key.indexOf('/')) as Setting['kind']
    // A new root starts the list, or the role's versions, anew.
    if (before.epoch < epochOf(anchor.root, kind) || before.notAfter * 1000 <= now) continue
    const found = next.get(key)
    if (!found || compareVersions(found, before) < 0)
      throw new CodedError(
        'rollback',
        `expected the ${key} of version ${before.version} that this key has met, the coordinator shows ${found ? `version ${found.version}` : 'none'}: nothing was signed. Suspect the coordinator; if it was restored from a backup, hand the newer one in again, or remove ${path} to go on without it`,
      )
    if (found.version === before.version && found.digest !== before.digest)
      throw new CodedError(
        'equivocation',
        `the coordinator shows another ${key} of version ${before.version} than this key has met: nothing was signed. Suspect the coordinator`,
      )
  }
  if (JSON.stringify([...next]) !== JSON.stringify([...seen])) await writeSeen(path, next)
}

function pick({ epoch, version, notAfter }: Setting['header']): Omit<Seen, 'digest'> {
  return { epoch, version, notAfter }
}

async function readSeen(path: string): Promise<Map<string, Seen>> {
  try {
    return new Map(JSON.parse(await readFile(path, 'utf8')) as [string, Seen][])
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return new Map()
    if (systemCode(error)) throw error
    throw new CodedError('bad-key-file', `${path}: expected what the key has met, found something else: restore it`)
  }
}

async function writeSeen(path: string, seen: Map<string, Seen>): Promise<void> {
  try {
    await writeDurably(path, `${JSON.stringify([...seen])}\n`)
  } catch (error) {
    // A key on a medium that is not writable is used without.
    if (!['EACCES', 'EROFS', 'EPERM'].includes(systemCode(error) ?? '')) throw error
  }
}
