// Attack: the clock of a machine is set ten years forward or back, or a stolen heartbeat key signs for 2040.
// Promise: nothing stops for good, nothing is deleted, it is told; and when the clock is right again all goes on by itself.

import test from 'ava'
import { NodeMemory } from '../../agent/plan/node-memory.ts'
import { plan } from '../../agent/plan/plan.ts'
import { Proposals } from '../../coordinator/proposals/proposals.ts'
import { AlarmBook } from '../../coordinator/reports/alarm-book.ts'
import { isDue } from '../../coordinator/sign/online-signer.ts'
import { Published } from '../../coordinator/sync/published.ts'
import { DAY_MS, HOUR_MS, limits, MINUTE_MS } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { hour, input, noon, schedule } from '../agent/plan/fixtures/orders.ts'
import { nodeNumber, tokenTerms, withEnrolment } from '../kit/enrolment.ts'
import { makeFleet } from '../kit/fleet.ts'
import { openHeadsLab } from '../kit/heads-lab.ts'
import { manualClock } from '../kit/manual-clock.ts'
import { memoryBytes, memoryTable } from '../kit/memory-table.ts'

const now = Date.UTC(2026, 10, 22)
const tenYears = 3652 * DAY_MS

async function setUp(t: Parameters<typeof openHeadsLab>[0]) {
  const fleet = await makeFleet({ now })
  const lab = await openHeadsLab(t, fleet, { now })
  const roster = await fleet.roster('office')
  const manifest = await fleet.manifest('tool')
  const order = await fleet.schedule('s1', [{ patch: 'tool', manifest: manifest.digest }])
  const named = [roster, manifest, order]
  const heartbeat = await fleet.heartbeat(
    'office',
    named.map(({ head }) => head),
  )
  lab.coordinator.objects = [heartbeat, ...named]
  await lab.trust.offer(
    lab.coordinator.objects.map(({ bytes }) => bytes),
    'peer',
  )
  return { ...lab, fleet, order, roster }
}

for (const [side, byMs] of [
  ['forward', tenYears],
  ['back', -tenYears],
] as const) {
  test(`a clock set ten years ${side} deletes nothing, is told, and when it is right again all goes on`, async t => {
    const { query, trust, alarms, clock, coordinator, order, advance } = await setUp(t)
    const started = clock.monotonic()
    coordinator.now = () => now + clock.monotonic() - started
    query.start()
    clock.shift(byMs)
    await advance(2 * HOUR_MS, 60)
    const alarm = alarms.all().find(({ code }) => code === 'clock-wrong')
    t.regex(alarm?.detail ?? '', side === 'forward' ? /^365\d d.* ahead of/ : /^365\d d.* behind/)
    t.true(trust.now() >= now - DAY_MS, 'not before what the admins signed')
    t.is(trust.current('schedule', 's1') === undefined, side === 'forward', 'what has expired is not used')
    await advance(2 * limits.pruneMs, 60)
    clock.shift(-byMs)
    await advance(MINUTE_MS, 60)
    t.deepEqual(alarms.all(), [], 'over as soon as it is noticed, not at the next hourly question')
    await advance(2 * HOUR_MS, 60)
    t.is(trust.current('schedule', 's1')?.digest, order.digest)
    t.false(trust.isStale())
    t.deepEqual(alarms.all(), [])
  })
}

test('what was refused while the clock was ten years ahead is taken within a minute of its being right', async t => {
  const { query, trust, fleet, clock, coordinator, advance } = await setUp(t)
  const started = clock.monotonic()
  coordinator.now = () => now + clock.monotonic() - started
  query.start()
  const policy = await fleet.policy()
  const heartbeat = await fleet.heartbeat(
    'office',
    [...coordinator.objects.slice(1), policy].map(({ head }) => head),
    {
      version: now / 1000 + 60,
    },
  )
  coordinator.objects = [heartbeat, ...coordinator.objects.slice(1), policy]
  clock.shift(tenYears)
  await advance(MINUTE_MS, 60)
  const { refused } = await trust.offer(
    coordinator.objects.map(({ bytes }) => bytes),
    'coordinator',
  )
  t.true(refused.length > 0)
  clock.shift(-tenYears)
  await advance(MINUTE_MS, 60)
  t.is(trust.current('policy', policy.head.name)?.digest, policy.digest)
})

test('heartbeats dated 2040 by a stolen key block newer ones until root raises the epoch, and nothing else', async t => {
  const { query, trust, fleet, alarms, order, roster, advance } = await setUp(t)
  const year2040 = Date.UTC(2040, 0, 1) / 1000
  const header = { issuedAt: year2040, notAfter: year2040 + 7 * 86_400 }
  const forged = await fleet.heartbeat('office', [roster.head, order.head], { version: year2040, header })
  t.is((await trust.offer([forged.bytes], 'thief')).accepted.length, 1)
  query.start()
  await advance(2 * limits.pruneMs, 30)
  t.true(trust.now() < now + DAY_MS, 'the floor does not move')
  t.truthy(trust.current('schedule', 's1'), 'nothing is deleted')
  t.is(alarms.all()[0]?.code, 'heartbeat-behind')
  const root = await fleet.nextRoot(fleet.root, next => {
    next.roles.heartbeat = { ...next.roles.heartbeat, epoch: 1 }
  })
  const honest = await fleet.heartbeat('office', [roster.head], { version: 1, header: { epoch: 1 } })
  t.deepEqual((await trust.offer([root.bytes, honest.bytes], 'coordinator')).refused, [])
  t.is(trust.heartbeat()?.header.epoch, 1)
  t.false(trust.isStale())
})

test('a window does not open by a clock that is behind what the admins signed; without a window the order holds', t => {
  const window = { start: 'daily 12:00', duration: 'PT2H', zone: 'UTC' }
  const windowed = plan(input([schedule('s1', ['app'], { window })], { isClockBehind: true }))
  t.is(windowed.install, undefined)
  t.is(windowed.patches[0]?.reason, 'clock-behind')
  t.truthy(plan(input([schedule('s1', ['app'], { window })])).install)
  t.truthy(plan(input([schedule('s1', ['app'])], { isClockBehind: true })).install)
})

test('what was noted while the clock was ten years ahead holds no install up afterwards', async t => {
  const tables = {
    life: memoryTable<never>(),
    seen: memoryTable<number>(),
    installs: memoryTable<never>(),
  }
  const memory = await NodeMemory.open(tables, { read: async () => [], write: async () => undefined }, noon)
  await memory.tick(noon, [])
  await memory.tick(noon + tenYears, ['s1'])
  await memory.tick(noon + hour, ['s1'])
  t.is(memory.onlineSince, noon + hour)
  t.is(memory.seenAt('s1'), noon + hour)
  await memory.tick(noon + hour + MINUTE_MS, ['s1'])
  t.is(memory.onlineSince, noon + hour)
})

test('a coordinator that starts ten years ahead has lost no object, proposal or alarm when its clock is right again', async t => {
  const fleet = await makeFleet({ now, adminKeys: 2 })
  const bytes = memoryBytes()
  const [waiting, alarms] = [memoryTable<never>(), memoryTable<never>()]
  const clock = manualClock(now)
  const start = async () => {
    const shared = { clock, log: silentLog }
    const published = await Published.open({ table: bytes, anchor: () => fleet.anchor, ...shared })
    const current = published.current.bind(published) as never
    const publish = async () => undefined
    const anchor = () => published.anchor
    const proposals = await Proposals.open({ table: waiting, anchor, current, publish, ...shared })
    return { published, proposals, book: await AlarmBook.open({ table: alarms, ...shared }) }
  }
  const before = await start()
  const manifest = await fleet.manifest('tool')
  const approval = await fleet.approval('tool', [manifest.digest])
  const objects = [await fleet.roster('office'), manifest, approval, await fleet.policy(), await fleet.recall([])]
  for (const object of objects) await before.published.put(object.bytes)
  const { body } = await fleet.schedule('s1', [{ patch: 'tool', manifest: manifest.digest }])
  const byOne = (id: string, version: number) =>
    fleet.sign('schedule', { ...body, header: { ...body.header, name: id, version } }, [fleet.keys.admin[0]!])
  await before.proposals.submit((await byOne('s1', 1)).bytes)
  before.book.raise('token-guessing', 'join', 'last from 192.0.2.0')

  clock.shift(tenYears)
  const ahead = await start()
  t.deepEqual(ahead.published.all('approval'), [], 'what has expired is not handed out')
  t.deepEqual(await ahead.proposals.list(), [])
  t.deepEqual(ahead.book.all(), [])
  ahead.book.raise('duplicate-node', 'node', 'twice')

  clock.shift(-tenYears)
  const after = await start()
  t.deepEqual(
    after.published
      .all()
      .map(({ digest }) => digest)
      .sort(),
    objects.map(({ digest }) => digest).sort(),
  )
  t.is((await after.proposals.list())[0]?.object.header.name, 's1')
  t.deepEqual(
    after.book.all().map(({ code }) => code),
    ['token-guessing', 'duplicate-node'],
  )
})

test('what has expired by the clock and by what admins signed since goes at the next start', async t => {
  const fleet = await makeFleet({ now })
  const table = memoryBytes()
  const clock = manualClock(now)
  const open = () => Published.open({ table, anchor: () => fleet.anchor, clock, log: silentLog })
  const published = await open()
  const approval = await fleet.approval('tool', [])
  await published.put(approval.bytes)
  clock.shift(40 * DAY_MS)
  t.truthy((await open()).current('approval', 'tool'))
  const issuedAt = fleet.seconds + (40 * DAY_MS) / 1000
  await published.put((await fleet.policy({ header: { issuedAt, notAfter: issuedAt + 1000 } })).bytes)
  t.falsy((await open()).current('approval', 'tool'))
})

test('tokens and nodes that wait outlive a coordinator whose clock was ten years ahead', async t => {
  await withEnrolment(async ({ clock, tokens, pending, ask }) => {
    const { id, secret } = await tokens.create(tokenTerms)
    const waiting = {
      site: 'berlin',
      groups: [],
      prefixes: [],
      class: 'wired' as const,
      hostName: 'pc',
      replaces: '',
      token: '',
    }
    await pending.add({ ...waiting, node: nodeNumber(1) })
    clock.shift(tenYears)
    await tokens.create(tokenTerms)
    await pending.add({ ...waiting, node: nodeNumber(2) })
    await pending.drop(nodeNumber(2))
    t.false(pending.has(nodeNumber(1)))
    clock.shift(-tenYears)
    t.true(pending.has(nodeNumber(1)))
    t.true(tokens.list().find(each => each.id === id)?.isOpen)
    t.is((await ask(nodeNumber(3), { secret })).refused, '')
  })
})

test('what a coordinator dated 2040 is signed anew as soon as its clock is right, with a higher version', async t => {
  const held = (atMs: number) => ({ notAfter: (atMs + 7 * DAY_MS) / 1000 })
  t.true(isDue(held(now + tenYears), 'heartbeat', now))
  t.false(isDue(held(now), 'heartbeat', now))
  t.true(isDue(held(now - 4 * DAY_MS), 'heartbeat', now))
  await withEnrolment(async ({ state }) => {
    const ahead = await state.takeVersion('heartbeat', 'office', (now + tenYears) / 1000)
    t.is(await state.takeVersion('heartbeat', 'office', now / 1000), ahead + 1)
  })
})
