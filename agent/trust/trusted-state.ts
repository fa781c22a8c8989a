// The agent's trusted state as bytes for its two slots: the root chain, the newest head of each object, what is frozen, the clock's
// floor.

import { checkDigest, checkInteger, checkList, checkPresent, checkUnique } from '../../core/check.ts'
import { encodeHead, type Head, headKey, parseHead } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import { decodeState } from '../../keys/slots.ts'
import { encode } from '../../proto/codec.ts'
import type { Frozen } from './equivocation.ts'
import type { TrustedHeads } from './judge.ts'

export interface TrustedState {
  /** Envelopes, version 1 first. */
  roots: Uint8Array[]
  heads: TrustedHeads
  /** By `headKey`; none when left out. */
  frozen?: ReadonlyMap<string, Frozen>
  /** Seconds since 1970. */
  clockFloor: number
  /** Both slots were lost, and the coordinator has not confirmed since then what is current. */
  unconfirmed?: boolean
}

export function encodeTrustedState({
  roots,
  heads,
  frozen,
  clockFloor,
  unconfirmed = false,
}: TrustedState): Uint8Array {
  return encode('TrustedState', {
    roots,
    heads: [...heads.values()].map(encodeHead),
    frozen: [...(frozen?.values() ?? [])].map(({ head, otherDigest, at }) => ({
      head: encodeHead(head),
      otherDigest: Buffer.from(otherDigest, 'hex'),
      at,
    })),
    clockFloor,
    unconfirmed,
  })
}

/** Throws `wrong-state` or `bad-object`: the slots' checksum held, so this is another version's state, or another program's. */
export function decodeTrustedState(bytes: Uint8Array): Required<TrustedState> {
  const wire = decodeState('TrustedState', bytes, "the node's trusted state")
  const heads: Head[] = checkList(wire.heads, 'heads', limits.heads, parseHead)
  checkUnique(heads.map(headKey), 'heads')
  const frozen = checkList(wire.frozen, 'frozen', limits.frozen + 1, (item, field) => ({
    head: parseHead(checkPresent(item.head, `${field}.head`), `${field}.head`),
    otherDigest: checkDigest(item.otherDigest, `${field}.other_digest`),
    at: checkInteger(item.at, `${field}.at`, { max: limits.timeSeconds }),
  }))
  checkUnique(
    frozen.map(({ head }) => headKey(head)),
    'frozen',
  )
  return {
    roots: checkList(wire.roots, 'roots', limits.roots, root => root),
    heads: new Map(heads.map(head => [headKey(head), head])),
    frozen: new Map(frozen.map(each => [headKey(each.head), each])),
    clockFloor: checkInteger(wire.clockFloor, 'clock_floor', { max: limits.timeSeconds }),
    unconfirmed: wire.unconfirmed,
  }
}
