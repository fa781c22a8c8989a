// What this node tells others of, when they compare what they hold. Pure.

import { type Head, headKey } from '../../core/header.ts'
import { isTold, knowledgeOf } from './freshness.ts'
import { headOf } from './held.ts'
import type { Trusted } from './take.ts'

/** All root versions included; of what is frozen both contents, so that everyone comes to know of both. It is so until the first of them expires (ms). */
export function toldHeads(trusted: Trusted, now: number): { heads: Head[]; until: number } {
  const { roots, held, frozen } = trusted
  const knowledge = knowledgeOf(trusted, now)
  const heads = roots.map(root => root.head)
  let until = Number.POSITIVE_INFINITY
  for (const objects of [held.all(), held.others()])
    for (const object of objects) {
      const endsAt = object.header.notAfter * 1000
      if (endsAt <= now) continue
      const head = headOf(object)
      if (!frozen.has(headKey(head)) && !isTold(object, head, knowledge)) continue
      heads.push(head)
      until = Math.min(until, endsAt)
    }
  return { heads, until }
}
