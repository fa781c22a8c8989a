// The newest recall, policy and groups that an admin key has met, noted beside it (`admin.key.seen`). A coordinator that shows an older
// recall list, or none, would get the admin to sign a next one that lets go what was withdrawn.

import { readFile } from 'node:fs/promises'
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

/** Throws `rollback` when something seen before is missing or older, `equivocation` when it differs at the same version. */
export async function checkSeen(
  keyPath: string,
  shown: readonly Setting[],
  { anchor, now }: { anchor: TrustAnchor; now: number },
): Promise<void> {
  const path = `${keyPath}.seen`
  const seen = await readSeen(path)
  const next = new Map(shown.map(({ header, digest }) => [headKey(header), { ...pick(header), digest }]))
  for (const [key, before] of seen) {
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
