// What the held objects forbid, and what of it is not known: recall, pauses, frozen objects. Pure. What is forbidden outlives doubt:
// of two contents of one recall both hold, of two of one pause the schedule is paused, and a restriction that is known to exist and is
// not here stops every install it could concern.

import { type Head, headKey } from '../../core/header.ts'
import type { Kind } from '../../core/kinds.ts'
import { indexRecall, keysOf, type RecallIndex } from '../../core/recall.ts'
import { epochOf } from '../../core/root.ts'
import { knowledgeOf } from './freshness.ts'
import type { Trusted } from './take.ts'

export interface Restrictions {
  /** What the admins have withdrawn. */
  recall: RecallIndex
  /** As `TrustAnchor` wants them. */
  recalledKeys: ReadonlySet<string>
  /** A newer list of it exists and is not here; or may exist, since trusted state was lost. */
  isRecallMissing: boolean
  pauseOf(schedule: string): 'none' | 'paused' | 'missing'
  /** Two contents of its version were seen: what it permits does not hold. */
  isFrozen(kind: Kind, name: string): boolean
}

export function restrictionsOf(trusted: Trusted): Restrictions {
  const { held, frozen } = trusted
  const recall = held.get('recall', '')?.body
  const other = held.other('recall', '')?.body
  const named = knowledgeOf(trusted, 0).named
  const isFrozen = (kind: Kind, name: string) => frozen.has(headKey({ kind, name }))
  return {
    recall: indexRecall(recall, other),
    recalledKeys: new Set([recall, other].flatMap(list => (list ? [...keysOf(list)] : []))),
    isRecallMissing:
      trusted.isUnconfirmed || isMissing('recall', '', trusted, named) || (isFrozen('recall', '') && !other),
    pauseOf(schedule) {
      if (isFrozen('pause', schedule) || held.get('pause', schedule)?.body.paused) return 'paused'
      return isMissing('pause', schedule, trusted, named) ? 'missing' : 'none'
    },
    isFrozen,
  }
}

/** Trusted state or the heartbeat knows of a version that is not held. One of an earlier epoch is void. */
function isMissing(
  kind: 'recall' | 'pause',
  name: string,
  { anchor, heads, held }: Trusted,
  named: ReadonlyMap<string, Head> | undefined,
): boolean {
  const key = headKey({ kind, name })
  const epoch = epochOf(anchor.root, kind)
  const version = held.get(kind, name)?.header.version ?? 0
  return [heads.get(key), named?.get(key)].some(head => head?.epoch === epoch && head.version > version)
}
