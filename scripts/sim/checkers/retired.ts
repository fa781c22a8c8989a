// Who is retired gets nothing more and gives nothing: from the moment a node has taken a roster that does not name it, that node sends it no
// piece, tells it of none, and uses nothing that comes from it; and the coordinator takes no report of it. In the end everyone has the roster.

import type { Checker, Fact, Violation } from '../facts.ts'

export function retired(): Checker {
  const all = new Set<string>()
  /** By node, the retired ones it knows of, and since when. */
  const known = new Map<string, Map<string, number>>()
  const knows = (node: string, other: string, at: number) => (known.get(node)?.get(other) ?? Infinity) < at
  return {
    name: 'retired',
    see(fact) {
      if (fact.type === 'retired') all.add(fact.node)
      if (fact.type === 'roster-taken') {
        const since = known.get(fact.node) ?? new Map<string, number>()
        for (const other of fact.without) if (!since.has(other)) since.set(other, fact.at)
        known.set(fact.node, since)
      }
      return all.size === 0 ? undefined : judge(fact, all, knows)
    },
  }
}

function judge(
  fact: Fact,
  all: ReadonlySet<string>,
  knows: (node: string, other: string, at: number) => boolean,
): Violation | undefined {
  const violation = (what: string) => ({ checker: 'retired', at: fact.at, what })
  switch (fact.type) {
    case 'piece-served':
      return knows(fact.node, fact.to, fact.at) && !all.has(fact.node)
        ? violation(`${fact.node} sent a piece to ${fact.to}, of which it knew that it is retired`)
        : undefined
    case 'told':
      return knows(fact.node, fact.to, fact.at) && !all.has(fact.node)
        ? violation(`${fact.node} told ${fact.to} what it holds, of which it knew that it is retired`)
        : undefined
    case 'piece-stored':
      return knows(fact.node, fact.from, fact.cameAt)
        ? violation(`${fact.node} kept a piece of ${fact.from}, of which it knew that it is retired`)
        : undefined
    case 'outcome-taken':
      return all.has(fact.node)
        ? violation(`the coordinator took a report of ${fact.node}, which is retired`)
        : undefined
    case 'over': {
      if (fact.mode === 'safety') return undefined
      const late = fact.nodes.find(
        node => node.isUp && !node.isRetired && !node.isLiar && node.isReachable && !node.hasNewestRoster,
      )
      return late && violation(`${late.node} never heard of the newest roster`)
    }
    default:
      return undefined
  }
}
