import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { AlarmBook } from '../../../agent/alarms.ts'
import { openDatabase } from '../../../agent/database.ts'
import { envelopeTable, openTrust, type Trust, trustedFile } from '../../../agent/trust/trust.ts'
import { encodeTrustedState } from '../../../agent/trust/trusted-state.ts'
import type { Clock } from '../../../core/clock.ts'
import { createKeyPair, type KeyPair } from '../../../core/ed25519.ts'
import { DAY_MS, limits } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import { openSlots } from '../../../keys/slots.ts'
import { type Fleet, makeFleet } from '../../kit/fleet.ts'

const now = Date.UTC(2026, 10, 22)

/** A clock that stands still until it is set; timers run when it passes them. */
function stoppedClock(start: number) {
  const timers = new Set<{ at: number; run: () => void }>()
  const clock = {
    time: start,
    now: () => clock.time,
    monotonic: () => clock.time,
    after(delayMs: number, run: () => void) {
      const timer = { at: clock.time + delayMs, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(ms: number) {
      clock.time += ms
      for (const timer of [...timers]) {
        if (timer.at > clock.time || !timers.delete(timer)) continue
        timer.run()
      }
    },
  }
  return clock satisfies Clock
}

async function setUp(t: ExecutionContext, fleet: Fleet, clock = stoppedClock(now)) {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-trust-'))
  const slots = await openSlots(join(folder, trustedFile))
  await slots.save(encodeTrustedState({ roots: [fleet.root.bytes], heads: new Map(), clockFloor: 0 }))
  const alarms = new AlarmBook({ clock, log: silentLog })
  let close: () => Promise<void> = async () => undefined
  const open = async () => {
    const database = await openDatabase(join(folder, 'db'))
    const table = database.bytes(envelopeTable)
    const trust = await openTrust({ folder, fleet: fleet.id, site: 'office', table, alarms, clock, log: silentLog })
    close = async () => {
      await trust.close()
      await database.close()
    }
    return { trust, table }
  }
  t.teardown(async () => {
    await close()
    await rm(folder, { recursive: true })
  })
  return { folder, clock, alarms, open, close: () => close() }
}

/** A fresh heartbeat that names nothing: what is issued now is new to it. */
async function refresh(trust: Trust, fleet: Fleet) {
  const heartbeat = await fleet.heartbeat('office', [])
  await trust.offer([heartbeat.bytes], 'coordinator')
  return heartbeat
}

async function objects(fleet: Fleet) {
  const manifest = await fleet.manifest('tool')
  const approval = await fleet.approval('tool', [manifest.digest])
  const schedule = await fleet.schedule('s1', [{ patch: 'tool', manifest: manifest.digest }])
  const roster = await fleet.roster('office')
  const policy = await fleet.policy()
  const heartbeat = await fleet.heartbeat(
    'office',
    [manifest, approval, schedule, roster, policy].map(made => made.head),
  )
  const all = [heartbeat, policy, roster, approval, manifest, schedule]
  return { manifest, approval, schedule, roster, policy, heartbeat, all, bytes: all.map(made => made.bytes) }
}

test('what was accepted is there again after a restart', async t => {
  const fleet = await makeFleet({ now })
  const { open, close } = await setUp(t, fleet)
  const { bytes, roster, schedule } = await objects(fleet)
  const first = await open()
  const changed: string[] = []
  first.trust.onChange(heads => changed.push(...heads.map(head => head.kind)))
  const { accepted, refused } = await first.trust.offer(bytes, 'peer')
  t.is(accepted.length, 6)
  t.deepEqual(refused, [])
  t.deepEqual(changed, ['heartbeat', 'policy', 'roster', 'approval', 'manifest', 'schedule'])
  const summary = first.trust.summary()
  await close()
  const { trust } = await open()
  t.is(trust.summary(), summary)
  t.deepEqual(trust.roster(), roster.body)
  t.deepEqual(trust.all('schedule')[0]?.body, schedule.body)
  t.deepEqual(Buffer.from((await trust.envelope(schedule.digest))!), Buffer.from(schedule.bytes))
})

test('a lost database forgets no version: the same objects are fetched again, an older one is refused', async t => {
  const fleet = await makeFleet({ now })
  const { folder, open, close } = await setUp(t, fleet)
  const manifest = await fleet.manifest('tool')
  const patches = [{ patch: 'tool', manifest: manifest.digest }]
  const older = await fleet.schedule('s1', patches, { version: 1 })
  const newer = await fleet.schedule('s1', patches, { version: 2 })
  const first = await open()
  await refresh(first.trust, fleet)
  await first.trust.offer([newer.bytes], 'peer')
  await close()
  await rm(join(folder, 'db'), { recursive: true })
  const { trust } = await open()
  t.is(trust.current('schedule', 's1'), undefined)
  t.deepEqual(await trust.wants([older.head, newer.head], 'peer'), [newer.head])
  t.is((await trust.offer([older.bytes], 'peer')).refused[0]?.code, 'rollback')
  t.is((await trust.offer([newer.bytes], 'peer')).accepted.length, 1)
  t.is(trust.current('schedule', 's1')?.header.version, 2)
})

test('a damaged entry of the database is dropped and wanted again', async t => {
  const fleet = await makeFleet({ now })
  const { open, close } = await setUp(t, fleet)
  const { bytes, schedule } = await objects(fleet)
  const { trust: first, table } = await open()
  await first.offer(bytes, 'peer')
  const damaged = Uint8Array.from(schedule.bytes)
  damaged[damaged.length - 20]! ^= 1
  await table.put('schedule/s1', damaged)
  await close()
  const { trust } = await open()
  t.is(trust.current('schedule', 's1'), undefined)
  t.deepEqual(await trust.wants([schedule.head], 'peer'), [schedule.head])
})

test('one damaged slot is healed from the other and costs nothing', async t => {
  const fleet = await makeFleet({ now })
  for (const slot of [0, 1]) {
    const { folder, alarms, open, close } = await setUp(t, fleet)
    const { bytes } = await objects(fleet)
    const { trust: first } = await open()
    await first.offer(bytes, 'peer')
    const summary = first.summary()
    await close()
    await writeFile(join(folder, `${trustedFile}.${slot}`), randomBytes(100))
    t.deepEqual(alarms.all(), [])
    t.is((await open()).trust.summary(), summary)
    t.is(alarms.all()[0]?.code, 'state-healed')
    await close()
    t.deepEqual(await readFile(join(folder, `${trustedFile}.0`)), await readFile(join(folder, `${trustedFile}.1`)))
  }
})

test('of two policies with one version the first stays in force', async t => {
  const fleet = await makeFleet({ now })
  const { open } = await setUp(t, fleet)
  const { trust } = await open()
  await refresh(trust, fleet)
  const first = await fleet.policy({ protectedGroups: ['servers'] })
  const second = await fleet.policy({ protectedGroups: [] })
  await trust.offer([first.bytes], 'peer')
  t.is((await trust.offer([second.bytes], 'peer')).refused[0]?.code, 'equivocation')
  t.deepEqual(trust.current('policy', '')?.body.protectedGroups, ['servers'])
})

test('an object of another site, of another fleet, or signed by a foreign key is refused', async t => {
  const fleet = await makeFleet({ now, sites: { office: 2, branch: 2 } })
  const other = await makeFleet({ now, seed: 'other' })
  const { open } = await setUp(t, fleet)
  const { trust } = await open()
  const offer = async (bytes: Uint8Array) => (await trust.offer([bytes], 'peer')).refused[0]?.code
  t.is(await offer((await fleet.roster('branch')).bytes), 'refused')
  t.is(await offer((await other.roster('office')).bytes), 'bad-signature')
  const policy = await fleet.policy()
  t.is(await offer((await fleet.sign('policy', policy.body, [createKeyPair()])).bytes), 'bad-signature')
  const foreign = { ...policy.body, header: { ...policy.body.header, fleet: other.id } }
  t.is(await offer((await fleet.sign('policy', foreign)).bytes), 'wrong-fleet')
  t.is(await offer(randomBytes(64)), 'bad-envelope')
})

test('root versions are taken one after the other, signed by the keys of both', async t => {
  const fleet = await makeFleet({ now })
  const { open, close } = await setUp(t, fleet)
  const next = createKeyPair(new Uint8Array(32).fill(7))
  const second = await fleet.nextRoot(
    fleet.root,
    root => {
      root.roles.root.publicKeys = [next.publicKey]
    },
    [fleet.keys.root[0]!, next],
  )
  const third = await fleet.nextRoot(second, () => undefined, [next])
  const stolen = await fleet.nextRoot(second, () => undefined, [fleet.keys.root[0]!])
  const { trust } = await open()
  t.is((await trust.offer([third.bytes], 'peer')).refused[0]?.code, 'bad-signature')
  const { accepted, refused } = await trust.offer([second.bytes, stolen.bytes, third.bytes], 'peer')
  t.deepEqual(
    accepted.map(head => head.version),
    [2, 3],
  )
  t.is(refused[0]?.code, 'bad-signature')
  await close()
  t.is((await open()).trust.anchor().root.header.version, 3)
})

test('under a new root, objects of an earlier epoch are dropped, but the roster stays until the next one', async t => {
  const fleet = await makeFleet({ now })
  const { open, close } = await setUp(t, fleet)
  const { bytes, roster } = await objects(fleet)
  const { trust } = await open()
  await trust.offer(bytes, 'peer')
  const second = await fleet.nextRoot(fleet.root, root => {
    root.roles.admin.epoch = 1
    root.roles.enrol.epoch = 1
  })
  await trust.offer([second.bytes], 'peer')
  t.deepEqual(trust.all('schedule'), [])
  t.is(trust.all('manifest').length, 1)
  t.deepEqual(trust.roster(), roster.body)
  await close()
  const again = await open()
  t.deepEqual(again.trust.roster(), roster.body)
  const renewed = await fleet.roster('office', { version: 1, header: { epoch: 1 }, members: [] })
  t.is((await again.trust.offer([renewed.bytes], 'peer')).accepted.length, 1)
  t.deepEqual(again.trust.roster()?.members, [])
})

test('what has expired is not taken, not used and dropped in time; a roster stays in force', async t => {
  const fleet = await makeFleet({ now })
  const { open, clock } = await setUp(t, fleet)
  const { bytes, roster, schedule, heartbeat } = await objects(fleet)
  const { trust, table } = await open()
  await trust.offer(bytes, 'peer')
  clock.advance(31 * DAY_MS)
  t.is(trust.current('schedule', 's1'), undefined)
  t.deepEqual(trust.roster(), roster.body)
  clock.advance(limits.pruneMs)
  await trust.offer([], 'peer') // in turn after the sweep
  t.truthy(await table.get('schedule/s1'), 'only this clock says that it has expired')
  const header = { issuedAt: fleet.seconds + 32 * 86_400 }
  const body = { nonce: Buffer.alloc(32), heartbeat: heartbeat.head, summary: fleet.id }
  await trust.noteFresh((await fleet.freshHeads('node', body, { header })).body)
  clock.advance(limits.pruneMs)
  const late = await trust.offer([(await fleet.manifest('late')).bytes], 'peer')
  t.is(late.refused[0]?.code, 'expired')
  t.is(await table.get('schedule/s1'), undefined)
  t.is((await trust.offer([schedule.bytes], 'peer')).refused[0]?.code, 'expired')
})

test('what others are told of is the same list until it changes: by what comes, by what expires, by a clock that is set', async t => {
  const fleet = await makeFleet({ now })
  const { open, clock } = await setUp(t, fleet)
  const { trust } = await open()
  await refresh(trust, fleet)
  const first = trust.heads()
  clock.time += 1000
  t.is(trust.heads(), first)
  const soon = { notAfter: fleet.seconds + 3600 }
  const brief = await fleet.schedule('brief', [{ patch: 'tool', manifest: fleet.id }], { header: soon })
  await trust.offer([brief.bytes], 'peer')
  const isTold = () => trust.heads().some(({ digest }) => digest === brief.digest)
  t.true(isTold())
  const before = trust.summary()
  clock.time = now + 3600_000 - 1
  t.true(isTold())
  clock.time += 1
  t.false(isTold())
  t.not(trust.summary(), before)
  clock.time = now
  t.true(isTold(), 'nothing that others signed says that it is later')
  t.is(trust.summary(), before)
})

test("a clock that is set back does not bring back what the admins' own dates have outrun", async t => {
  const fleet = await makeFleet({ now })
  const { open, clock } = await setUp(t, fleet)
  const { trust } = await open()
  await refresh(trust, fleet)
  const soon = { notAfter: fleet.seconds + 3600 }
  const brief = await fleet.schedule('brief', [{ patch: 'tool', manifest: fleet.id }], { header: soon })
  await trust.offer([brief.bytes], 'peer')
  t.truthy(trust.current('schedule', 'brief'))
  clock.time += 2 * 3600 * 1000
  await trust.offer([(await fleet.policy({ header: { issuedAt: fleet.seconds + 7200 } })).bytes], 'peer')
  clock.time = now
  t.is(trust.current('schedule', 'brief'), undefined)
})

test('what the heartbeat no longer names is used until it expires, and no longer told to others', async t => {
  const fleet = await makeFleet({ now })
  const { open } = await setUp(t, fleet)
  const { trust } = await open()
  const { bytes, schedule } = await objects(fleet)
  const later = { issuedAt: fleet.seconds + 3600 }
  await trust.offer(bytes, 'peer')
  t.true(trust.heads().some(head => head.digest === schedule.digest))
  await trust.offer([(await fleet.heartbeat('office', [], { version: 2, header: later })).bytes], 'peer')
  t.false(trust.heads().some(head => head.digest === schedule.digest))
  t.is(trust.all('schedule').length, 1)
  t.deepEqual(await trust.wants([schedule.head], 'peer'), [])
})

test('what a node sent and was refused is not asked from it again for a while', async t => {
  const fleet = await makeFleet({ now })
  const { open, clock } = await setUp(t, fleet)
  const { trust } = await open()
  const { head: shared } = await refresh(trust, fleet)
  const policy = await fleet.policy()
  const bad = await fleet.sign('policy', policy.body, [createKeyPair()])
  await trust.offer([bad.bytes], 'liar')
  t.deepEqual(await trust.wants([shared, policy.head], 'liar'), [])
  t.deepEqual(await trust.wants([shared, policy.head], 'honest'), [policy.head])
  clock.advance(limits.refusedMs)
  t.deepEqual(await trust.wants([shared, policy.head], 'liar'), [policy.head])
})

test('of a batch full of forgeries the rest is not looked at, and other work gets its turn meanwhile', async t => {
  const fleet = await makeFleet({ now })
  const it = await setUp(t, fleet)
  const { trust } = await it.open()
  const forger = createKeyPair(randomBytes(32))
  const forged = Array.from({ length: 2 * limits.refusedPerExchange }, (_, index) => forge(fleet, `p${index}`, forger))
  const policy = await fleet.policy()
  let turns = 0
  let isOver = false
  const count = () => {
    if (isOver) return
    turns++
    setImmediate(count)
  }
  count()
  const batch = [...(await Promise.all(forged)), policy].map(({ bytes }) => bytes)
  const { accepted, refused } = await trust.offer(batch, 'neighbour')
  isOver = true
  t.is(refused.length, limits.refusedPerExchange)
  t.deepEqual(accepted, [])
  t.true(turns >= limits.refusedPerExchange, `${turns} turns`)
})

async function forge(fleet: Fleet, patch: string, forger: KeyPair) {
  const { body } = await fleet.approval(patch, [])
  return await fleet.sign('approval', body, [forger])
}
