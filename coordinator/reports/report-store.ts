// What the nodes said of themselves: the newest report's inventory, outcome per patch and traffic per artifact, in tables.
// A report counts once it rests there; a node sends again what was not acknowledged. It verifies no signature.

import type { Alarm } from '../../core/alarms.ts'
import type { Digest } from '../../core/digest.ts'
import { limits } from '../../core/limits.ts'
import { oneAtATime } from '../../core/one-at-a-time.ts'
import type { Inventory, Outcome, Report, Traffic } from '../../core/report.ts'
import type { Table, TableChange } from '../../core/table.ts'
import { type Heard, hear } from './hear.ts'

export type InstalledPackage = Inventory['packages'][number]
export type SystemFacts = Omit<Inventory, 'packages'>

/** A verified report whose inventory has been opened. */
export type OpenedReport = Omit<Report, 'inventory'> & { digest: Digest; inventory?: Inventory }

/** What is known of a node besides its outcomes. */
export interface NodeRecord {
  node: string
  /** Where it was when it reported. */
  site: string
  /** Of the newest report taken in. */
  version: number
  /** Seconds since 1970, by the coordinator's clock. */
  lastReport: number
  agentVersion: string
  /** What the node says should not be on it, and that it has seen no fresh heartbeat. */
  alarms: Alarm[]
  saysStale: boolean
  heard: Heard
  system?: SystemFacts
}

export interface ReportTables {
  nodes: Table<NodeRecord>
  /** By node. */
  packages: Table<InstalledPackage[]>
  /** By `node/patch/manifest`. */
  outcomes: Table<Outcome>
  /** By `node/artifact`. */
  traffic: Table<Traffic>
}

export interface Records {
  nodes: Map<string, NodeRecord>
  outcomes: Map<string, Outcome[]>
  traffic: Map<string, Traffic[]>
}

export interface Taken {
  isNew: boolean
  forgot: boolean
  duplicate?: string
}

export interface ReportStore {
  /**
   * Takes in a verified report of a member; resolves when it rests in the tables. Not new: a report of this or a higher
   * version rests there already, nothing changed (acknowledge it all the same). `duplicate`: why two machines must speak for the node.
   * `forgot`: no inventory of the node rested there, so what it told earlier, if anything, is lost.
   */
  intake(report: OpenedReport, from: { site: string; nowSeconds: number }): Promise<Taken>
  records(): Promise<Records>
  node(node: string): Promise<NodeRecord | undefined>
  /** Undefined until the node has sent an inventory. */
  packages(node: string): Promise<InstalledPackage[] | undefined>
  inventory(node: string): Promise<Inventory | undefined>
  /** Of every node that has sent one, with the site it was in. */
  inventories(): AsyncIterable<{ node: string; site: string; inventory: Inventory }>
  /** Told after a report with an inventory rests in the tables. */
  onInventory(listener: (node: string) => void): void
}

export function createReportStore(tables: ReportTables): ReportStore {
  const listeners = new Set<(node: string) => void>()
  const inTurn = oneAtATime()

  const takeIn: ReportStore['intake'] = async (report, { site, nowSeconds }) => {
    const { name: node, version } = report.header
    const held = await tables.nodes.get(node)
    const { heard, duplicate } = hear(held && { ...held.heard, version: held.version }, {
      version,
      boot: report.boot,
      digest: report.digest,
    })
    // Not whether there is a record: the answer to the report that made it may have been lost.
    const taken = { forgot: held?.system === undefined, ...(duplicate && { duplicate }) }
    if (held && held.version >= version) {
      if (heard.late !== held.heard.late) await tables.nodes.put(node, { ...held, heard })
      return { isNew: false, ...taken }
    }
    await tables.outcomes.batch(
      await changes(tables.outcomes, {
        node,
        maximum: limits.outcomesPerNode,
        entries: report.outcomes.map(item => [`${item.patch}/${item.manifest}`, item]),
        age: item => item.at,
      }),
    )
    await tables.traffic.batch(
      await changes(tables.traffic, {
        node,
        maximum: limits.trafficPerNode,
        entries: report.traffic.map(item => [item.artifact, item]),
        age: () => 0,
      }),
    )
    if (report.inventory) await tables.packages.put(node, report.inventory.packages)
    // Last: its version says that all the rest is there.
    const system = report.inventory ? factsOf(report.inventory) : held?.system
    await tables.nodes.put(node, {
      node,
      site,
      version,
      lastReport: nowSeconds,
      agentVersion: report.agentVersion,
      alarms: report.alarms,
      saysStale: report.stale,
      heard,
      ...(system && { system }),
    })
    if (report.inventory) for (const listener of listeners) listener(node)
    return { isNew: true, ...taken }
  }

  return {
    intake: (report, from) => inTurn(() => takeIn(report, from)),
    async records() {
      const nodes = new Map<string, NodeRecord>()
      for await (const [node, record] of tables.nodes.entries()) nodes.set(node, record)
      return { nodes, outcomes: await byNode(tables.outcomes), traffic: await byNode(tables.traffic) }
    },
    node: node => tables.nodes.get(node),
    packages: node => tables.packages.get(node),
    async inventory(node) {
      const system = (await tables.nodes.get(node))?.system
      return system && { ...system, packages: (await tables.packages.get(node)) ?? [] }
    },
    async *inventories() {
      for await (const [node, { site, system }] of tables.nodes.entries()) {
        if (!system) continue
        yield { node, site, inventory: { ...system, packages: (await tables.packages.get(node)) ?? [] } }
      }
    },
    onInventory: listener => void listeners.add(listener),
  }
}

function factsOf({ packages: _, ...facts }: Inventory): SystemFacts {
  return facts
}

/** The entries to put, and the oldest ones to delete so that one node cannot fill the disk. */
async function changes<T>(
  table: Table<T>,
  { node, maximum, entries, age }: { node: string; maximum: number; entries: [string, T][]; age: (value: T) => number },
): Promise<TableChange<T>[]> {
  const fresh = new Map(entries.map(([name, value]) => [`${node}/${name}`, value]))
  const held: [string, number][] = []
  for await (const [key, value] of table.entries(`${node}/`)) if (!fresh.has(key)) held.push([key, age(value)])
  const surplus = Math.max(0, held.length + fresh.size - maximum)
  const oldest = held.sort((a, b) => a[1] - b[1]).slice(0, surplus)
  return [
    ...oldest.map(([key]) => ({ type: 'delete' as const, key })),
    ...[...fresh].map(([key, value]) => ({ type: 'put' as const, key, value })),
  ]
}

async function byNode<T>(table: Table<T>): Promise<Map<string, T[]>> {
  const found = new Map<string, T[]>()
  for await (const [key, value] of table.entries()) {
    const node = key.slice(0, key.indexOf('/'))
    const list = found.get(node)
    if (list) list.push(value)
    else found.set(node, [value])
  }
  return found
}

/** The latest outcome of a patch as one manifest describes it. */
export function outcomeOf(records: Records, node: string, patch: string, manifest: Digest): Outcome | undefined {
  return records.outcomes.get(node)?.find(outcome => outcome.patch === patch && outcome.manifest === manifest)
}
