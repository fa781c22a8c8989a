// Whether a verified object may take the place of what is trusted now: per kind and name, (epoch, version) never goes down,
// and of two objects with one version the first is kept. Pure; signatures and expiry are core/verify.ts's business.

import type { ErrorCode } from '../../core/errors.ts'
import { compareVersions, type Head, headKey } from '../../core/header.ts'
import type { Kind } from '../../core/kinds.ts'
import { DAY_MS, limits } from '../../core/limits.ts'
import type { Signed, SignedKind } from '../../core/verify.ts'

/** The kinds an agent takes. Roster and heartbeat only of its own site. */
export const acceptedKinds = [
  'root',
  'recall',
  'heartbeat',
  'policy',
  'group',
  'roster',
  'approval',
  'manifest',
  'schedule',
  'pause',
  'piece-list',
] as const satisfies readonly SignedKind[]

export type Verdict =
  /** Newer than what is trusted, or the first of its name. */
  | { type: 'accept' }
  /** Exactly what is trusted. */
  | { type: 'same' }
  /** Of the version that is trusted, with other content. */
  | { type: 'equivocation' }
  | { type: 'refuse'; code: ErrorCode; message: string }

/** The newest head accepted of each kind and name (`headKey`), roots aside. */
export type TrustedHeads = ReadonlyMap<string, Head>

export function judge(heads: TrustedHeads, head: Head, site: string): Verdict {
  if (!isForSite(head, site))
    return refuse('refused', `the ${head.kind} is for site ${head.name}, this node is at ${site}`)
  const trusted = heads.get(headKey(head))
  if (trusted === undefined) {
    const maximum = isOnlineMany(head.kind) ? limits.heads - limits.reservedHeads : limits.heads
    if (heads.size < maximum) return { type: 'accept' }
    return refuse('limit-exceeded', `at most ${maximum} objects are held, the ${head.kind} is one more`)
  }
  const order = compareVersions(head, trusted)
  if (order > 0) return { type: 'accept' }
  if (order < 0)
    return refuse('rollback', `version ${head.version} of the ${head.kind} is older than ${trusted.version}`)
  if (head.digest === trusted.digest) return { type: 'same' }
  return { type: 'equivocation' }
}

/** Kinds of which an online key can sign as many as it likes. */
export function isOnlineMany(kind: Kind): boolean {
  return kind === 'manifest' || kind === 'piece-list'
}

/** Roster and heartbeat are only for the nodes of their site. */
export function isForSite({ kind, name }: Pick<Head, 'kind' | 'name'>, site: string): boolean {
  return (kind !== 'roster' && kind !== 'heartbeat') || name === site
}

/**
 * The clock's floor after accepting an object, in seconds. Only root and what the admins' threshold signed raise it, by what they say of
 * their own time, and never more than 24 h ahead of the local clock (`now`, ms): else one slip of a date would end every schedule. Any one
 * admin key can stop a schedule, so a stop does not raise it. A new root resets it.
 */
export function raiseFloor(floor: number, object: Signed, now: number): number {
  const said = Math.min(object.header.issuedAt, Math.floor((now + DAY_MS) / 1000))
  switch (object.kind) {
    case 'root':
      return said
    case 'policy':
    case 'group':
    case 'approval':
    case 'schedule':
    case 'recall':
      return Math.max(floor, said)
    case 'pause':
      return object.body.paused ? floor : Math.max(floor, said)
    default:
      return floor
  }
}

/** A clock that was set back does not bring back what has expired. */
export function effectiveNow(floor: number, now: number): number {
  return Math.max(now, floor * 1000)
}

function refuse(code: ErrorCode, message: string): Verdict {
  return { type: 'refuse', code, message }
}
