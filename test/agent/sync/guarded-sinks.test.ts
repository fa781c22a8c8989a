import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { AlarmBook } from '../../../agent/alarms.ts'
import { openDatabase } from '../../../agent/database.ts'
import { GuardedSinks } from '../../../agent/sync/guarded-sinks.ts'
import { envelopeTable, openTrust, trustedFile } from '../../../agent/trust/trust.ts'
import { encodeTrustedState } from '../../../agent/trust/trusted-state.ts'
import { silentLog } from '../../../core/log.ts'
import { openSlots } from '../../../keys/slots.ts'
import { makeFleet } from '../../kit/fleet.ts'
import { manualClock } from '../../kit/manual-clock.ts'

const now = Date.UTC(2026, 10, 22)

async function setUp(t: ExecutionContext) {
  const fleet = await makeFleet({ now })
  const clock = manualClock(now)
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-sinks-'))
  const slots = await openSlots(join(folder, trustedFile))
  await slots.save(encodeTrustedState({ roots: [fleet.root.bytes], heads: new Map(), clockFloor: 0 }))
  const database = await openDatabase(join(folder, 'db'))
  const alarms = new AlarmBook({ clock, log: silentLog })
  const table = database.bytes(envelopeTable)
  const trust = await openTrust({ folder, fleet: fleet.id, site: 'office', table, alarms, clock, log: silentLog })
  t.teardown(async () => {
    await trust.close()
    await database.close()
    await rm(folder, { recursive: true })
  })
  const manifest = await fleet.manifest('tool')
  const schedule = await fleet.schedule('s1', [{ patch: 'tool', manifest: manifest.digest }])
  const before = await fleet.heartbeat('office', [manifest.head, schedule.head])
  await trust.offer([before.bytes, manifest.bytes, schedule.bytes], 'coordinator')
  return { fleet, trust, clock, manifest, schedule, before }
}

test('what stops things is fetched without what else is new', async t => {
  const { fleet, trust, clock, manifest, schedule } = await setUp(t)
  const pause = await fleet.pause('s1')
  const named = [manifest.head, schedule.head, pause.head]
  const after = await fleet.heartbeat('office', named, { version: 2 })
  const claims = [pause.head, after.head]
  const sinks = new GuardedSinks(trust, clock)
  t.deepEqual(await sinks.sinkFor('coordinator', 'all').wants(claims), claims)
  t.deepEqual(await sinks.sinkFor('coordinator', 'urgent').wants(claims), [pause.head])
  t.deepEqual(await sinks.sinkFor('coordinator', 'none').wants(claims), [])
})

test('a newer heartbeat and what it names are fetched in one go; from who holds an older one what is new here is not', async t => {
  const { fleet, trust, manifest, schedule, before } = await setUp(t)
  const order = await fleet.schedule('s2', [{ patch: 'tool', manifest: manifest.digest }])
  const named = [manifest.head, schedule.head, order.head]
  const after = await fleet.heartbeat('office', named, { version: 2 })
  t.deepEqual(await trust.wants([...named, after.head], 'neighbour'), [order.head, after.head])
  const older = { ...before.head, version: 0, digest: 'e'.repeat(64) }
  t.deepEqual(await trust.wants([...named, older], 'neighbour'), [])
  t.deepEqual((await trust.offer([after.bytes, order.bytes], 'neighbour')).accepted, [after.head, order.head])
})
