// Everyone who is up, honest and reachable has everything once faults have stopped. It asks nothing in safety mode.

import type { Checker } from '../facts.ts'

export function allFinish(): Checker {
  return {
    name: 'all-finish',
    see(fact) {
      if (fact.type !== 'over' || fact.mode === 'safety') return undefined
      const late = fact.nodes.filter(
        node => node.isUp && node.isReachable && !node.isLiar && !node.isRetired && !node.isComplete,
      )
      if (late.length === 0) return undefined
      const names = late.slice(0, 5).map(({ node }) => node)
      return { checker: 'all-finish', at: fact.at, what: `${late.length} never finished: ${names.join(' ')}` }
    },
  }
}
