// What the coordinator has acknowledged so far, and which of it a fleet has lost.

import type { Fleet } from '../fleet/fleet.ts'

export class Accepted {
  /** Ids of approved patches and of orders. */
  readonly patches = new Set<string>()
  readonly orders = new Set<string>()
  /** Nodes that were let in. */
  readonly nodes = new Set<string>()

  async lost(fleet: Fleet): Promise<string[]> {
    const orders = await fleet.ask<{ id: string }[]>('schedule-list')
    const patches = await fleet.ask<{ id: string; state: string }[]>('patch-list')
    const nodes = await fleet.ask<{ node: string }[]>('node-list')
    const approved = patches.filter(({ state }) => state === 'approved')
    const lost = [
      ...missing(
        this.orders,
        orders.map(({ id }) => id),
      ).map(id => `order ${id}`),
      ...missing(
        this.patches,
        approved.map(({ id }) => id),
      ).map(id => `approval of ${id}`),
      ...missing(
        this.nodes,
        nodes.map(({ node }) => node),
      ).map(node => `member ${node}`),
    ]
    return lost.map(what => `${what} was acknowledged and is gone`)
  }
}

function missing(expected: ReadonlySet<string>, found: readonly string[]): string[] {
  const there = new Set(found)
  return [...expected].filter(each => !there.has(each))
}
