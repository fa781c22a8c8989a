// One node id from two places: a disk that was copied, or a key that was stolen. The coordinator notices by the reports and by the
// connections; a restart, a reboot, a new address, and a report that was under way are no alarm.

import test, { type ExecutionContext } from 'ava'
import { createNetwork, strangerFrames } from '../../coordinator/network.ts'
import type { AlarmRow } from '../../coordinator/reports/alarm-rows.ts'
import { takeInReport } from '../../coordinator/reports/gather-view.ts'
import type { NodeDetails, NodeRow } from '../../coordinator/reports/node-handlers.ts'
import { createKeyPair } from '../../core/ed25519.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { protocols } from '../../core/protocols.ts'
import { boxKeyPair, sealTo } from '../../keys/box.ts'
import { inventoryOf, makeCoordinator, reportOf, sealReport } from '../kit/coordinator-kit.ts'
import { makeFleet } from '../kit/fleet.ts'
import { manualClock } from '../kit/manual-clock.ts'
import { openStranger } from '../kit/stranger.ts'

const now = Date.parse('2026-11-23T08:00:00Z')

async function setUp() {
  const fleet = await makeFleet({ now })
  const coordinator = await makeCoordinator(fleet, now)
  await coordinator.put(await fleet.roster('office'))
  const node = fleet.nodes.office![0]!.node
  const say = (version: number, boot: number) => coordinator.report(node, { version, boot })
  const alarms = () => coordinator.call<AlarmRow[]>('report-alarms')
  return { fleet, coordinator, node, say, alarms }
}

test('two agents with one key that report in turn raise the alarm, once for each turn', async t => {
  const { coordinator, node, say, alarms } = await setUp()
  await say(100, 1)
  await say(110, 2)
  t.deepEqual(await alarms(), [])
  await say(120, 1)
  t.like((await alarms())[0], {
    node: 'coordinator',
    code: 'duplicate-node',
    subject: node,
    host: 'office-0',
    count: 1,
  })
  await say(130, 2)
  t.is((await alarms())[0]!.count, 2)
  const rows = await coordinator.call<NodeRow[]>('node-list')
  t.deepEqual(rows.find(row => row.node === node)?.alarms, ['duplicate-node'])
  t.like((await coordinator.call<NodeDetails>('node-show', { node })).alarms[0], { code: 'duplicate-node' })
})

test('a copy whose clock is behind, so that its reports count as old, raises the alarm with its second one', async t => {
  const { say, alarms } = await setUp()
  await say(1000, 5)
  await say(400, 3)
  t.deepEqual(await alarms(), [])
  await say(400, 3)
  t.deepEqual(await alarms(), [], 'the same report once more')
  await say(401, 3)
  t.is((await alarms())[0]?.code, 'duplicate-node')
})

test('two reports of one version with different content raise the alarm', async t => {
  const { fleet, coordinator, node, alarms } = await setUp()
  const body = sealReport(fleet, reportOf(fleet, node, { version: 7 }))
  await takeInReport({ body, digest: 'aa'.repeat(32), bytes: Buffer.alloc(0) }, coordinator)
  await takeInReport({ body, digest: 'aa'.repeat(32), bytes: Buffer.alloc(0) }, coordinator)
  t.deepEqual(await alarms(), [])
  await takeInReport({ body, digest: 'bb'.repeat(32), bytes: Buffer.alloc(0) }, coordinator)
  t.is((await alarms())[0]?.code, 'duplicate-node')
})

test('restarts, reboots, a clock set back and a report that was under way are no alarm', async t => {
  const { say, alarms } = await setUp()
  let version = 100
  for (const boot of [10, 20, 30, 40, 15, 50, 60, 70, 80, 90, 100, 110]) {
    await say(++version, boot)
    await say(++version, boot)
  }
  await say(version - 3, 100)
  t.deepEqual(await alarms(), [])
})

test('an alarm ends a week after it was last seen; what a node tells ends with its next report', async t => {
  const { coordinator, node, say, alarms } = await setUp()
  await say(100, 1)
  await say(110, 2)
  await say(120, 1)
  const told = { code: 'clock-wrong', subject: '', detail: 'by 3 h', firstAt: 1, lastAt: 2, count: 3 }
  await coordinator.report(node, { version: 130, boot: 1, alarms: [told], stale: true })
  t.deepEqual(
    (await alarms()).map(row => [row.node, row.code]),
    [
      [node, 'clock-wrong'],
      ['coordinator', 'duplicate-node'],
    ],
  )
  t.true((await coordinator.call<NodeRow[]>('node-list')).find(row => row.node === node)?.saysStale)
  await coordinator.report(node, { version: 140, boot: 1 })
  await coordinator.clock.advance(limits.alarmKeptMs + 1000)
  t.deepEqual(await alarms(), [])
})

test('an inventory that is sealed to another coordinator, or to none, is refused, and the right one is taken after it', async t => {
  const { fleet, coordinator, node } = await setUp()
  const report = reportOf(fleet, node, { version: 5 })
  const { publicKey } = boxKeyPair(createKeyPair().secretKey)
  for (const inventory of [sealTo(publicKey, Buffer.from('x')), Buffer.from('plain')]) {
    const body = { ...sealReport(fleet, report), inventory }
    await t.throwsAsync(takeInReport({ body, digest: report.digest, bytes: inventory }, coordinator), {
      code: 'bad-object',
    })
  }
  t.is(await coordinator.store.node(node), undefined)
  await coordinator.report(node, { version: 5, inventory: inventoryOf('pc-1', [{}]) })
  t.is((await coordinator.store.inventory(node))?.hostName, 'pc-1')
})

async function openCoordinator(t: ExecutionContext) {
  const member = createKeyPair(Buffer.alloc(32, 9))
  const clock = manualClock(now)
  let noticed: (addresses: string[]) => void = () => undefined
  const told: string[][] = []
  const network = await createNetwork({
    secretKey: createKeyPair(Buffer.alloc(32, 10)).secretKey,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    isMember: node => node === nodeIdOf(member.publicKey),
    isOperator: () => false,
    onTwoPlaces: (_, addresses) => {
      told.push(addresses)
      noticed(addresses)
    },
    clock,
    log: silentLog,
  })
  t.teardown(() => network.close())
  let connected: () => void = () => undefined
  await network.handle(protocols.sync, 'members', strangerFrames, async () => connected())
  /** Connects; resolves when the coordinator has served a stream of it. */
  const come = async (from: string) => {
    const client = await openStranger(t, member, { from, serves: protocols.sync })
    const heard = new Promise<void>(resolve => {
      connected = resolve
    })
    const connection = await client.connect(network.node, network.addresses()[0]!)
    await connection.newStream(protocols.sync, { signal: AbortSignal.timeout(20_000) })
    await heard
    return { client, connection }
  }
  const nextNotice = () =>
    new Promise<string[]>(resolve => {
      noticed = resolve
    })
  return { network, clock, come, told, nextNotice }
}

test('a node that stays connected from two addresses is noticed', async t => {
  const { clock, come, nextNotice } = await openCoordinator(t)
  await come('127.0.0.1')
  await come('127.0.0.2')
  const notice = nextNotice()
  await clock.advance(limits.twoPlacesMs)
  t.deepEqual(await notice, ['127.0.0.1', '127.0.0.2'])
})

test('two connections from one address, and an old one that nobody answers on, are no two places', async t => {
  const { clock, come, told, network } = await openCoordinator(t)
  const first = await come('127.0.0.1')
  await come('127.0.0.1')
  await clock.advance(limits.twoPlacesMs)
  t.deepEqual(told, [])
  await first.connection.close()
  const gone = await come('127.0.0.3')
  await gone.client.forgetProtocols()
  const cut = gone.client.closed(gone.connection)
  await clock.advance(limits.twoPlacesMs)
  await cut
  t.deepEqual(told, [])
  t.is(network.connected().length, 1)
})
