import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
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

test('what stops things is fetched at once, though a new heartbeat came with it', async t => {
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
  const pause = await fleet.pause('s1')
  const after = await fleet.heartbeat('office', [manifest.head, schedule.head, pause.head], { version: 2 })
  const claims = [pause.head, after.head]
  const sinks = new GuardedSinks(trust, clock)
  t.deepEqual(await sinks.sinkFor('coordinator', 'all').wants(claims), [after.head])
  t.deepEqual(await sinks.sinkFor('coordinator', 'urgent').wants(claims), [pause.head])
  t.deepEqual(await sinks.sinkFor('coordinator', 'none').wants(claims), [])
})
