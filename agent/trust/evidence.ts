// The two contents of each version that had two, kept for whoever asks later who signed them: in the table of envelopes, under keys
// that no object has. Pure; bounded by `limits.evidence`, what is frozen now goes last.

import { type Head, headKey } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import type { TableChange } from '../../core/table.ts'
import type { Signed } from '../../core/verify.ts'
import { type HeldObject, headOf } from './held.ts'
import type { Trusted } from './take.ts'

const prefix = 'evidence/'

export function isEvidenceKey(key: string): boolean {
  return key.startsWith(prefix)
}

function evidenceKey(head: Head): string {
  return `${prefix}${headKey(head)}/${head.epoch}/${head.version}/${head.digest}`
}

/** What to write when `after` takes the place of `before`; `known` are the keys that the table has, and is brought up to date. */
export function evidenceChanges(before: Trusted, after: Trusted, known: Set<string>): TableChange<Uint8Array>[] {
  const changes: TableChange<Uint8Array>[] = []
  const inUse = new Set<string>()
  for (const other of after.held.others()) {
    const first = firstContent(after, other)
    for (const { head, bytes } of [...(first ? [first] : []), { head: headOf(other), bytes: other.bytes }]) {
      const key = evidenceKey(head)
      inUse.add(key)
      if (known.has(key) || before.held.digests.has(other.digest)) continue
      known.add(key)
      changes.push({ type: 'put', key, value: bytes })
    }
  }
  for (const key of known) {
    if (known.size <= limits.evidence) break
    if (inUse.has(key)) continue
    known.delete(key)
    changes.push({ type: 'delete', key })
  }
  return changes
}

function firstContent({ held, roots }: Trusted, other: Signed): { head: Head; bytes: Uint8Array } | undefined {
  if (other.kind === 'root') return roots.at(-1)
  const first = held.get(other.kind as HeldObject['kind'], other.header.name) as HeldObject | undefined
  return first && { head: headOf(first), bytes: first.bytes }
}
