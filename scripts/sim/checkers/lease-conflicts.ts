// No two nodes that reach each other lease one piece for longer than the takeover time.

import type { Checker, HeldLease, Violation } from '../facts.ts'

export const takeoverMs = 3000

export function leaseConflicts(): Checker {
  /** Since when each pair has been seen. */
  let conflicts = new Map<string, number>()
  return {
    name: 'lease-conflicts',
    see(fact) {
      if (fact.type !== 'leases') return undefined
      const seen = new Map<string, number>()
      let worst: Violation | undefined
      for (const key of pairs(fact.held)) {
        const since = conflicts.get(key) ?? fact.at
        seen.set(key, since)
        if (fact.at - since <= takeoverMs) continue
        worst = { checker: 'lease-conflicts', at: fact.at, what: `${key} leased by two for ${fact.at - since} ms` }
      }
      conflicts = seen
      return worst
    },
  }
}

function* pairs(held: readonly HeldLease[]): Generator<string> {
  const by = new Map<string, HeldLease[]>()
  for (const lease of held) {
    const key = `${lease.group}/${lease.artifact}/${lease.piece}`
    const others = by.get(key) ?? []
    for (const other of others)
      yield `piece ${lease.piece} of ${lease.artifact.slice(0, 8)} by ${[lease.node, other.node].sort().join(' and ')}`
    others.push(lease)
    by.set(key, others)
  }
}
