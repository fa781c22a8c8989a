// The agent's trusted state as bytes for its two slots: the root chain, the newest head of each object, the clock's floor.

import { checkInteger, checkList, checkUnique } from '../../core/check.ts'
import { encodeHead, type Head, headKey, parseHead } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import { decode, encode } from '../../proto/codec.ts'
import type { TrustedHeads } from './judge.ts'

export interface TrustedState {
  /** Envelopes, version 1 first. */
  roots: Uint8Array[]
  heads: TrustedHeads
  /** Seconds since 1970. */
  clockFloor: number
}

export function encodeTrustedState({ roots, heads, clockFloor }: TrustedState): Uint8Array {
  return encode('TrustedState', { roots, heads: [...heads.values()].map(encodeHead), clockFloor })
}

/** Throws `bad-object` or a CodecError: the slots' checksum held, so this is another program's state. */
export function decodeTrustedState(bytes: Uint8Array): TrustedState {
  const wire = decode('TrustedState', bytes)
  const heads: Head[] = checkList(wire.heads, 'heads', limits.heads, parseHead)
  checkUnique(heads.map(headKey), 'heads')
  return {
    roots: checkList(wire.roots, 'roots', limits.roots, root => root),
    heads: new Map(heads.map(head => [headKey(head), head])),
    clockFloor: checkInteger(wire.clockFloor, 'clock_floor', { max: limits.timeSeconds }),
  }
}
