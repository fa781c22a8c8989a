// How what is trusted rests: bytes for the slots, changes of level's table, which has the envelopes and a copy of the root chain. Pure.

import { headKey } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import type { TableChange } from '../../core/table.ts'
import type { SignedKind } from '../../core/verify.ts'
import type { Trusted } from './take.ts'
import { encodeTrustedState } from './trusted-state.ts'

type ObjectKind = Exclude<SignedKind, 'root'>

export const rootPrefix = 'root/'

/** Key of the copy of a root among the envelopes; in the order of versions. */
export function rootKey(version: number): string {
  return `${rootPrefix}${String(version).padStart(String(limits.roots).length, '0')}`
}

export function isRootKey(key: string): boolean {
  return key.startsWith(rootPrefix)
}

export function stateBytes({ roots, heads, frozen, clockFloor, isUnconfirmed: unconfirmed }: Trusted): Buffer {
  const chain = roots.map(root => root.bytes)
  return Buffer.from(encodeTrustedState({ roots: chain, heads, frozen, clockFloor, unconfirmed }))
}

/** Level has a copy of the chain, for when both slots are lost. */
export function rootCopies({ roots }: Trusted, from: number): TableChange<Uint8Array>[] {
  return roots.slice(from).map(({ head, bytes }) => ({ type: 'put', key: rootKey(head.version), value: bytes }))
}

export function changesBetween(before: Trusted, after: Trusted): TableChange<Uint8Array>[] {
  const changes = rootCopies(after, before.roots.length)
  for (const { header } of before.held.all()) {
    if (!after.held.get(header.kind as ObjectKind, header.name)) changes.push({ type: 'delete', key: headKey(header) })
  }
  for (const { header, digest, bytes } of after.held.all()) {
    if (!before.held.digests.has(digest)) changes.push({ type: 'put', key: headKey(header), value: bytes })
  }
  return changes
}

/** Smallest first. */
export function restoreTurn(key: string): number {
  const first = ['recall/', 'evidence/', 'heartbeat/'].findIndex(prefix => key.startsWith(prefix))
  return first < 0 ? 3 : first
}
