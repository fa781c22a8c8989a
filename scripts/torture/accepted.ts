// What the coordinator has acknowledged so far, and which of it a fleet has lost.

import type { Fleet } from '../fleet/fleet.ts'
import type { Acknowledged } from './kill-result.ts'

export interface ReportedRow {
  patch: string
  node: string
  state: string
  reason: string
}

export class Accepted {
  /** Ids of approved patches and of orders. */
  readonly patches = new Set<string>()
  readonly orders = new Set<string>()
  /** Nodes that were let in. */
  readonly nodes = new Set<string>()
  /** `patch on node` that the coordinator was told is installed: the node need not say it again. */
  readonly #installs = new Set<string>()

  noteReported(rows: readonly ReportedRow[]): void {
    for (const row of rows) if (row.state === 'installed') this.#installs.add(installOf(row))
  }

  get counts(): Acknowledged {
    const { patches, orders, nodes } = this
    return { approvals: patches.size, orders: orders.size, members: nodes.size, installs: this.#installs.size }
  }

  async lost(fleet: Pick<Fleet, 'ask'>): Promise<string[]> {
    const orders = await fleet.ask<{ id: string }[]>('schedule-list')
    const patches = await fleet.ask<{ id: string; state: string }[]>('patch-list')
    const nodes = await fleet.ask<{ node: string }[]>('node-list')
    const reported = (await fleet.ask<ReportedRow[]>('report-compliance')).filter(row => row.state === 'installed')
    const approved = patches.filter(({ state }) => state === 'approved')
    const lost = [
      ...missing('order', this.orders, orders, ({ id }) => id),
      ...missing('approval of', this.patches, approved, ({ id }) => id),
      ...missing('member', this.nodes, nodes, ({ node }) => node),
      ...missing('report of', this.#installs, reported, installOf),
    ]
    return lost.map(what => `${what} was acknowledged and is gone`)
  }
}

function installOf({ patch, node }: ReportedRow): string {
  return `${patch} on ${node}`
}

function missing<T>(
  what: string,
  expected: ReadonlySet<string>,
  found: readonly T[],
  nameOf: (each: T) => string,
): string[] {
  const there = new Set(found.map(nameOf))
  return [...expected].filter(each => !there.has(each)).map(each => `${what} ${each}`)
}
