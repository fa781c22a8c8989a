// Two contents of one version, both fully verified: the object is frozen until a higher version comes, and both stay as evidence.
// Pure; what freezing means for each kind is restrictions.ts's and plan's business.

import { toSeconds } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { type Head, headKey } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import type { Signed } from '../../core/verify.ts'
import { isOnlineMany } from './judge.ts'
import type { Trusted } from './take.ts'

const rootFrozenKey = headKey({ kind: 'root', name: '' })

export interface Frozen {
  /** The content that was accepted. */
  head: Head
  otherDigest: Digest
  /** Seconds since 1970. */
  at: number
}

/** Holds the second content beside the first. False: it is held already. Throws `equivocation` when it is neither of the two known, or there is no room. */
export function freeze(trusted: Trusted, other: Signed, now: number): boolean {
  const { frozen, held } = trusted
  const key = headKey(other.header)
  const head = acceptedHead(trusted, other)
  const known = frozen.get(key)
  if (known ? known.otherDigest !== other.digest : !hasRoom(trusted, head) || !isHeld(trusted, head)) {
    throw new CodedError('equivocation', `version ${head.version} of the ${head.kind} was accepted with other content`)
  }
  if (held.digests.has(other.digest)) return false
  if (!known) frozen.set(key, { head, otherDigest: other.digest, at: toSeconds(now) })
  held.holdOther(other)
  return true
}

/** The newest that was accepted of the object's kind and name. */
export function acceptedHead(
  { heads, roots }: Pick<Trusted, 'heads' | 'roots'>,
  { header }: Pick<Signed, 'header'>,
): Head {
  return header.kind === 'root' ? roots.at(-1)!.head : heads.get(headKey(header))!
}

function isHeld({ held }: Trusted, { kind, digest }: Head): boolean {
  return kind === 'root' || held.digests.has(digest)
}

/** There is one root, and always room for it: no other key can fill the list before it. */
function hasRoom({ frozen }: Trusted, { kind }: Head): boolean {
  if (kind === 'root') return true
  const size = frozen.size - (frozen.has(rootFrozenKey) ? 1 : 0)
  if (!isOnlineMany(kind)) return size < limits.frozen
  return [...frozen.values()].filter(({ head }) => isOnlineMany(head.kind)).length < limits.frozenOnline
}

/** A higher version has come. */
export function thaw({ frozen, held }: Trusted, object: Pick<Signed, 'header'>): void {
  if (!frozen.delete(headKey(object.header))) return
  held.dropOther(object)
}
