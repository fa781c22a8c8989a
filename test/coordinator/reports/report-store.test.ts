import test from 'ava'
import { createReportStore } from '../../../coordinator/reports/report-store.ts'
import { limits } from '../../../core/limits.ts'
import { inventoryOf, makeCoordinator, outcomeOf, reportOf, trafficOf } from '../../kit/coordinator-kit.ts'
import { makeFleet } from '../../kit/fleet.ts'
import { memoryTable } from '../../kit/memory-table.ts'

const now = Date.parse('2026-11-23T08:00:00Z')

async function make() {
  const fleet = await makeFleet({ now })
  const tables = {
    nodes: memoryTable<never>(),
    packages: memoryTable<never>(),
    outcomes: memoryTable<never>(),
    traffic: memoryTable<never>(),
  }
  const store = createReportStore(tables)
  const patch = await fleet.manifest('vpn')
  const node = fleet.nodes.office![0]!.node
  const from = { site: 'office', nowSeconds: now / 1000 }
  return { fleet, tables, store, patch, node, from }
}

test('a report rests in the tables, and what it leaves out stays as it was', async t => {
  const { fleet, store, patch, node, from } = await make()
  const first = reportOf(fleet, node, {
    version: 5,
    outcomes: [outcomeOf(patch, { state: 'fetching', reason: 'fetching' })],
    inventory: inventoryOf('pc-1', [{}]),
  })
  t.true((await store.intake(first, from)).isNew)
  const second = reportOf(fleet, node, { version: 6, traffic: [trafficOf('ab'.repeat(32), { lanBytes: 7 })] })
  t.true((await store.intake(second, { ...from, nowSeconds: from.nowSeconds + 60 })).isNew)
  const { nodes, outcomes, traffic } = await store.records()
  t.like(nodes.get(node), { version: 6, site: 'office', lastReport: from.nowSeconds + 60, agentVersion: '0.1.0' })
  t.is(nodes.get(node)?.system?.hostName, 'pc-1')
  t.is(outcomes.get(node)?.[0]?.state, 'fetching')
  t.is(traffic.get(node)?.[0]?.lanBytes, 7)
  t.is((await store.packages(node))?.length, 1)
  t.is((await store.inventory(node))?.packages[0]?.package, 'jq')
})

test('a node of which no inventory rests here is to tell everything again, until one has come', async t => {
  const { fleet, store, patch, node, from } = await make()
  const outcomes = [outcomeOf(patch)]
  const reports = [
    reportOf(fleet, node, { version: 5, outcomes }), // perhaps the answer to this one is lost
    reportOf(fleet, node, { version: 6, outcomes, inventory: inventoryOf('pc-1') }),
    reportOf(fleet, node, { version: 7 }),
    reportOf(fleet, node, { version: 7 }),
  ]
  const forgot = []
  for (const report of reports) forgot.push((await store.intake(report, from)).forgot)
  t.deepEqual(forgot, [true, true, false, false])
})

test('a report of an older or equal version changes nothing', async t => {
  const { fleet, store, patch, node, from } = await make()
  await store.intake(reportOf(fleet, node, { version: 5, outcomes: [outcomeOf(patch)] }), from)
  for (const version of [5, 4]) {
    const late = reportOf(fleet, node, {
      version,
      outcomes: [outcomeOf(patch, { state: 'missing', reason: 'file-absent' })],
    })
    t.false((await store.intake(late, { ...from, nowSeconds: from.nowSeconds + 60 })).isNew)
  }
  const { nodes, outcomes } = await store.records()
  t.is(outcomes.get(node)?.[0]?.state, 'installed')
  t.is(nodes.get(node)?.lastReport, from.nowSeconds)
})

test('reports that come at once are taken in one after the other', async t => {
  const { fleet, store, patch, node, from } = await make()
  const reports = [7, 9, 8].map(version =>
    reportOf(fleet, node, { version, outcomes: [outcomeOf(patch, { at: version })] }),
  )
  const taken = await Promise.all(reports.map(report => store.intake(report, from)))
  t.deepEqual(
    taken.map(({ isNew }) => isNew),
    [true, true, false],
  )
  t.is((await store.records()).outcomes.get(node)?.[0]?.at, 9)
})

test('a report that was cut off while it was written is taken in when it comes again', async t => {
  const { fleet, tables, store, patch, node, from } = await make()
  const report = reportOf(fleet, node, { version: 5, outcomes: [outcomeOf(patch)] })
  const put = tables.nodes.put
  tables.nodes.put = async () => {
    throw new Error('killed')
  }
  await t.throwsAsync(store.intake(report, from), { message: 'killed' })
  t.is(await store.node(node), undefined)
  tables.nodes.put = put
  t.true((await store.intake(report, from)).isNew)
  t.is((await store.node(node))?.version, 5)
})

test('one node cannot fill the tables: its oldest outcomes go', async t => {
  const { fleet, store, patch, node, from } = await make()
  for (let version = 1; version <= 3; version++) {
    const outcomes = Array.from({ length: limits.outcomes }, (_, index) =>
      outcomeOf(patch, { patch: `p${version}-${index}`, at: version }),
    )
    await store.intake(reportOf(fleet, node, { version, outcomes }), from)
  }
  const kept = (await store.records()).outcomes.get(node)!
  t.is(kept.length, limits.outcomesPerNode)
  t.is(kept.filter(outcome => outcome.at === 1).length, 0)
})

test('a report of a node on no roster is refused', async t => {
  const fleet = await makeFleet({ now })
  const kit = await makeCoordinator(fleet, now)
  await kit.put(await fleet.roster('office'))
  await t.throwsAsync(kit.report(fleet.coordinator.node), { code: 'not-a-member' })
  await kit.report(fleet.nodes.office![0]!.node)
  t.is((await kit.store.records()).nodes.size, 1)
})

test('inventories are told and listed', async t => {
  const { fleet, store, node, from } = await make()
  const told: string[] = []
  store.onInventory(each => told.push(each))
  await store.intake(reportOf(fleet, node, { version: 1 }), from)
  t.deepEqual(told, [])
  await store.intake(reportOf(fleet, node, { version: 2, inventory: inventoryOf('pc-1') }), from)
  t.deepEqual(told, [node])
  const hosts: string[] = []
  for await (const { inventory } of store.inventories()) hosts.push(inventory.hostName)
  t.deepEqual(hosts, ['pc-1'])
})
