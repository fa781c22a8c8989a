// Every outcome reaches the coordinator once and its node gets the acknowledgement, through whose hands soever: what a node said last is what
// stands there, no report counts twice, nothing acknowledged is told as news again, and once there are no faults any more it is soon.

import { limits } from '../../../core/limits.ts'
import type { Checker, Fact, Violation } from '../facts.ts'

/** Once there are no faults any more: the longest wait before a report is sent again, and the time for its way (ms). */
const reportedWithinMs = limits.reportRetryMaxMs + 60_000

interface Told {
  /** When it last changed. */
  changedAt: number
  /** What became of it on the node, in order. */
  states: string[]
  taken: { state: string; version: number } | undefined
  /** How often the coordinator stored the state that stands there now. */
  acknowledged: string | undefined
}

export function reportedOnce(): Checker {
  const orders = new Map<string, Told>()
  const of = ({ node, patch }: { node: string; patch: string }): Told => {
    const key = `${node}/${patch}`
    const known = orders.get(key)
    if (known) return known
    const told: Told = { changedAt: 0, states: [], taken: undefined, acknowledged: undefined }
    orders.set(key, told)
    return told
  }
  let calmAt = Number.POSITIVE_INFINITY
  return {
    name: 'reported-once',
    see(fact) {
      if (fact.type === 'calm') calmAt = fact.at
      if (fact.type === 'outcome') of(fact).changedAt = fact.at
      return see(fact, of, orders) ?? late(fact, of, calmAt)
    },
  }
}

function late(fact: Fact, of: (key: { node: string; patch: string }) => Told, calmAt: number): Violation | undefined {
  if (fact.type !== 'outcome-acknowledged') return undefined
  const waitedMs = fact.at - Math.max(of(fact).changedAt, calmAt)
  if (waitedMs <= reportedWithinMs) return undefined
  const what = `${fact.node}: ${fact.state} was acknowledged ${Math.round(waitedMs / 1000)} s after it could be told`
  return { checker: 'reported-once', at: fact.at, what }
}

function see(
  fact: Fact,
  of: (key: { node: string; patch: string }) => Told,
  orders: ReadonlyMap<string, Told>,
): Violation | undefined {
  const violation = (what: string) => ({ checker: 'reported-once', at: fact.at, what })
  switch (fact.type) {
    case 'outcome':
      of(fact).states.push(fact.state)
      return undefined
    case 'outcome-taken': {
      const told = of(fact)
      const { node, state, version } = fact
      if (!told.states.includes(state)) return violation(`${node} never was ${state}, the coordinator holds it`)
      if (told.taken && version <= told.taken.version)
        return violation(`${node}: version ${version} was taken after ${told.taken.version}`)
      if (told.acknowledged === state && told.states.at(-1) === state)
        return violation(`${node} told ${state} again after it was acknowledged`)
      told.taken = { state, version }
      return undefined
    }
    case 'outcome-acknowledged': {
      const told = of(fact)
      if (told.taken?.state !== fact.state) return violation(`${fact.node}: ${fact.state} acknowledged but not stored`)
      told.acknowledged = fact.state
      return undefined
    }
    case 'over': {
      if (fact.mode === 'safety') return undefined
      const honest = new Set(
        fact.nodes
          .filter(node => node.isUp && !node.isLiar && !node.isRetired && node.reachesOutside)
          .map(({ node }) => node),
      )
      const open = [...orders].filter(([key, told]) => {
        return (
          honest.has(key.split('/')[0]!) &&
          (told.taken?.state !== told.states.at(-1) || told.acknowledged !== told.states.at(-1))
        )
      })
      return open.length > 0 ? violation(`${open.length} outcomes not reported, first ${open[0]![0]}`) : undefined
    }
    default:
      return undefined
  }
}
