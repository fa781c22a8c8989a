// The header of the next version of an object that admins sign. Pure.

import { toSeconds } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { type Header, specVersion } from '../../core/header.ts'
import { DAY_MS } from '../../core/limits.ts'
import { epochOf } from '../../core/root.ts'
import type { TrustAnchor } from '../../core/verify.ts'
import { type OrderKind, orderWords } from '../proposals/proposal.ts'

export interface NextVersion {
  anchor: TrustAnchor
  /** What is in force. */
  current: { header: Header } | undefined
  /** Milliseconds since 1970. */
  now: number
  notAfterMs: number
}

/** Throws `wrong-state` when what is in force is dated later than tomorrow: one of two clocks is wrong, or a key was stolen. */
export function nextHeader<K extends OrderKind>(
  kind: K,
  name: string,
  { anchor, current, now, notAfterMs }: NextVersion,
): Header<K> {
  const seconds = toSeconds(now)
  const epoch = epochOf(anchor.root, kind)
  const last = current?.header.epoch === epoch ? current.header.version : 0
  // A pause only ever stops one schedule: whatever a thief dated it, it can be followed, or its schedule recalled.
  if (last >= Number.MAX_SAFE_INTEGER || (kind !== 'pause' && last > seconds + DAY_MS / 1000))
    throw new CodedError(
      'wrong-state',
      `the last ${orderWords[kind]}${name === '' ? '' : ` (${name})`} is of a time to come: check this machine's clock; if it is right, an admin key was misused: recall it`,
    )
  return {
    fleet: anchor.fleet,
    kind,
    name,
    epoch,
    version: Math.max(last + 1, seconds),
    issuedAt: seconds,
    notAfter: toSeconds(notAfterMs),
    minSpec: specVersion,
  }
}
