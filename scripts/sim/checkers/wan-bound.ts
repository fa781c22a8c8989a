// No more bytes cross the WAN than the scenario's faults allow: the payload once, and what each fault may cost.

import type { Checker } from '../facts.ts'

export function wanBound(): Checker {
  let bytes = 0
  return {
    name: 'wan-bound',
    see(fact) {
      if (fact.type === 'wan') bytes += fact.bytes
      if (fact.type !== 'over' || bytes <= fact.wanBound) return undefined
      const ratio = (bytes / fact.payload).toFixed(4)
      const bound = (fact.wanBound / fact.payload).toFixed(4)
      return {
        checker: 'wan-bound',
        at: fact.at,
        what: `${ratio} of the payload crossed the WAN, at most ${bound} was expected`,
      }
    },
  }
}
