// Both slots of trusted state are gone: the node begins anew from what is left, installs nothing, and waits for the coordinator.

import { mkdtemp, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { AlarmBook } from '../../../agent/alarms.ts'
import { openDatabase } from '../../../agent/database.ts'
import { openTrust, type Trust, trustedFile } from '../../../agent/trust/trust.ts'
import { encodeTrustedState } from '../../../agent/trust/trusted-state.ts'
import { silentLog } from '../../../core/log.ts'
import { openSlots } from '../../../keys/slots.ts'
import { type Fleet, type Made, makeFleet } from '../../kit/fleet.ts'
import { manualClock } from '../../kit/manual-clock.ts'

const now = Date.UTC(2026, 10, 22)

async function setUp(t: ExecutionContext, fleet: Fleet) {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-lost-'))
  const slots = await openSlots(join(folder, trustedFile))
  await slots.save(encodeTrustedState({ roots: [fleet.root.bytes], heads: new Map(), clockFloor: 0 }))
  const clock = manualClock(now)
  const alarms = new AlarmBook({ clock, log: silentLog })
  let close: () => Promise<void> = async () => undefined
  const open = async (pinnedRoots: Uint8Array[] = []) => {
    await close()
    const database = await openDatabase(join(folder, 'db'))
    const options = { folder, fleet: fleet.id, site: 'office', pinnedRoots, alarms, clock, log: silentLog }
    const trust = await openTrust({ ...options, table: database.bytes('envelopes') })
    close = async () => {
      await trust.close()
      await database.close()
      close = async () => undefined
    }
    return trust
  }
  t.teardown(async () => {
    await close()
    await rm(folder, { recursive: true })
  })
  const lose = async () => {
    await close()
    await rm(join(folder, `${trustedFile}.0`))
    await truncate(join(folder, `${trustedFile}.1`), 20)
  }
  return { folder, alarms, open, lose, close: () => close() }
}

/** What the coordinator says to a nonce of this node. */
async function answer(fleet: Fleet, heartbeat: Made<'heartbeat'>) {
  const body = { nonce: Buffer.alloc(32), heartbeat: heartbeat.head, summary: fleet.id }
  return (await fleet.freshHeads('node', body)).body
}

async function orders(fleet: Fleet) {
  const manifest = await fleet.manifest('tool')
  const approval = await fleet.approval('tool', [manifest.digest])
  const schedule = await fleet.schedule('s1', [{ patch: 'tool', manifest: manifest.digest }])
  const roster = await fleet.roster('office')
  const named = [roster, approval, manifest, schedule]
  const heartbeat = await fleet.heartbeat(
    'office',
    named.map(({ head }) => head),
  )
  return { manifest, approval, schedule, roster, heartbeat, all: [heartbeat, ...named] }
}

const offer = (trust: Trust, made: readonly Made[]) =>
  trust.offer(
    made.map(({ bytes }) => bytes),
    'peer',
  )

test('level still has everything: it counts, nothing is installed, and the coordinator alone ends the doubt', async t => {
  const fleet = await makeFleet({ now })
  const { alarms, open, lose } = await setUp(t, fleet)
  const { all, heartbeat, schedule, roster } = await orders(fleet)
  await offer(await open(), all)
  await lose()
  for (const trust of [await open(), await open()]) {
    t.true(trust.isStale())
    t.true(trust.restrictions().isRecallMissing)
    t.is(alarms.all()[0]?.code, 'state-lost')
    t.is(trust.current('schedule', 's1')?.digest, schedule.digest)
    t.deepEqual(trust.roster()?.members, roster.body.members)
  }
  const trust = await open()
  const other = await fleet.heartbeat('office', [], { version: 2 })
  await trust.noteFresh(await answer(fleet, other))
  t.true(trust.isStale(), 'the heartbeat it names is not here')
  await trust.noteFresh(await answer(fleet, heartbeat))
  t.false(trust.isStale())
  t.false(trust.restrictions().isRecallMissing)
  t.deepEqual(alarms.all(), [])
  t.false((await open()).isStale(), 'for good')
})

test('neighbours that show a yesterday which is still valid do not end it', async t => {
  const fleet = await makeFleet({ now })
  const { folder, open, lose } = await setUp(t, fleet)
  const { all, manifest, heartbeat } = await orders(fleet)
  const decline = await fleet.approval('tool', [], { version: 2, decision: 'decline' })
  const header = { issuedAt: fleet.seconds + 86_400 }
  const today = await fleet.heartbeat('office', [decline.head], { version: 2, header })
  await offer(await open(), [...all, today, decline])
  await lose()
  await rm(join(folder, 'db'), { recursive: true })
  const trust = await open([fleet.root.bytes])
  await offer(trust, all)
  t.true(trust.isStale())
  t.is(trust.current('manifest', 'tool'), undefined)
  t.is(trust.heartbeat()?.header.version, heartbeat.head.version)
  await trust.noteFresh(await answer(fleet, today))
  t.true(trust.isStale())
  await offer(trust, [today])
  t.false(trust.isStale())
  await offer(trust, [decline])
  t.is((await offer(trust, all)).accepted.length, 0)
  t.is(trust.current('approval', 'tool')?.body.decision, 'decline')
  t.is(trust.current('manifest', 'tool')?.digest, undefined, manifest.digest)
})

test('what level held and the coordinator no longer names is gone with the doubt, and does not come back', async t => {
  const fleet = await makeFleet({ now })
  const { open, lose } = await setUp(t, fleet)
  const { all, schedule, roster } = await orders(fleet)
  await offer(await open(), all)
  await lose()
  const trust = await open()
  const header = { issuedAt: fleet.seconds + 86_400 }
  const today = await fleet.heartbeat('office', [roster.head], { version: 2, header })
  await offer(trust, [today])
  t.truthy(trust.current('schedule', 's1'))
  await trust.noteFresh(await answer(fleet, today))
  t.is(trust.current('schedule', 's1'), undefined)
  t.is((await offer(trust, [schedule])).refused[0]?.code, 'not-current')
  t.truthy(trust.roster())
})

test('no version that level knows goes down, whoever answers', async t => {
  const fleet = await makeFleet({ now })
  const { open, lose } = await setUp(t, fleet)
  const { roster, heartbeat } = await orders(fleet)
  const newer = await fleet.roster('office', { version: 2 })
  const today = await fleet.heartbeat('office', [newer.head], { version: 2 })
  await offer(await open(), [today, newer])
  await lose()
  const trust = await open()
  await trust.noteFresh(await answer(fleet, heartbeat))
  const { refused } = await offer(trust, [heartbeat, roster])
  t.deepEqual(
    refused.map(({ code }) => code),
    ['rollback', 'rollback'],
  )
  t.true(trust.isStale())
})

test('the root chain comes from level, and from the pin when level is lost too; without both it is told', async t => {
  const fleet = await makeFleet({ now })
  const { folder, open, lose, close } = await setUp(t, fleet)
  const second = await fleet.nextRoot(fleet.root)
  await offer(await open(), [second])
  await lose()
  t.is((await open()).anchor().root.header.version, 2)
  await lose()
  await rm(join(folder, 'db'), { recursive: true })
  t.is((await open([fleet.root.bytes, second.bytes.slice(1)])).anchor().root.header.version, 1)
  await lose()
  await rm(join(folder, 'db'), { recursive: true })
  const foreign = await makeFleet({ now, seed: 'foreign' })
  await t.throwsAsync(open([foreign.root.bytes]), { code: 'wrong-state' })
  await close()
})
