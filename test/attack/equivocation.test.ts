// Attack: whoever holds a key shows one half of an office another schedule than the other half, under the same version. On first contact
// both halves hold both contents: the object is frozen until a higher version, both are kept as evidence, and an alarm tells.

import test, { type ExecutionContext } from 'ava'
import { createKeyPair } from '../../core/ed25519.ts'
import { limits } from '../../core/limits.ts'
import { pull } from '../kit/exchange.ts'
import { type Made, makeFleet } from '../kit/fleet.ts'
import { makePlannedNode, orderOf, type PlannedNode } from '../kit/planned-node.ts'
import { makeTrust } from '../kit/trust-kit.ts'

const now = Date.UTC(2026, 10, 22)
const fleet = await makeFleet({ now })
const order = await orderOf(fleet)
const patches = [{ patch: 'tool', manifest: order.manifest.digest }]
const later = { startAt: fleet.seconds + 86_400 }
const otherSchedule = await fleet.schedule('s1', patches, { ...later, deadline: fleet.seconds + 99 })
const schedule = await fleet.schedule('s1', patches, later)
const withoutSchedule = order.all.filter(({ head }) => head.kind !== 'schedule' && head.kind !== 'heartbeat')

/** Nodes of one office that were shown these schedules. */
async function office(t: ExecutionContext, ...shown: Made[]): Promise<PlannedNode[]> {
  const heartbeat = await fleet.heartbeat(
    'office',
    withoutSchedule.map(({ head }) => head),
  )
  return await Promise.all(
    shown.map(async (made, index) => {
      const node = await makePlannedNode(t, fleet, { now, keys: fleet.nodes.office![index]! })
      t.deepEqual(await node.offer(heartbeat, ...withoutSchedule, made), [])
      return node
    }),
  )
}

test('two halves of an office that were shown different schedules find out on first contact', async t => {
  const [a, b, c] = await office(t, schedule, otherSchedule, schedule)
  t.is(await a!.stateOf('tool'), 'waiting start-not-reached')
  await pull(b!.trust, a!.trust, 'b')
  await pull(a!.trust, b!.trust, 'a')
  for (const node of [a!, b!]) {
    t.is(await node.stateOf('tool'), 'missing equivocation')
    t.like(node.alarms.all()[0], { code: 'equivocation', subject: 'schedule/s1' })
  }
  await pull(a!.trust, c!.trust, 'a')
  t.is(await c!.stateOf('tool'), 'missing equivocation', 'the third has both from one neighbour, and verified both')
  t.is(new Set([a!, b!, c!].map(({ trust }) => trust.summary())).size, 1, 'nothing is left to exchange')
  t.is((await pull(a!.trust, b!.trust)).fetched, 0)
})

test('frozen stays frozen over a restart, with both contents; a higher version ends it', async t => {
  const { trust, alarms, reopen } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  const heartbeat = await fleet.heartbeat('office', [])
  await trust.offer([heartbeat.bytes, schedule.bytes, otherSchedule.bytes], 'peer')
  t.true(trust.restrictions().isFrozen('schedule', 's1'))
  const again = await reopen()
  t.true(again.restrictions().isFrozen('schedule', 's1'))
  for (const made of [schedule, otherSchedule]) t.truthy(await again.envelope(made.digest))
  t.is(again.current('schedule', 's1')?.digest, schedule.digest)
  const higher = await fleet.schedule('s1', patches, { version: 2 })
  await again.offer([higher.bytes], 'peer')
  t.false(again.restrictions().isFrozen('schedule', 's1'))
  t.deepEqual(alarms.all(), [])
  t.is((await again.offer([otherSchedule.bytes], 'peer')).refused[0]?.code, 'rollback')
})

test('an added, a missing or another signature changes nothing: the content is the same', async t => {
  const two = await makeFleet({ now, adminKeys: 2 })
  const { trust, alarms } = await makeTrust(t, { fleet: two.id, root: two.root.bytes, now })
  const heartbeat = await two.heartbeat('office', [])
  const made = await two.policy()
  await trust.offer([heartbeat.bytes, made.bytes], 'peer')
  for (const signers of [
    [...two.keys.admin, createKeyPair(Buffer.alloc(32, 3))],
    two.keys.admin.slice(1),
    two.keys.admin.toReversed(),
  ]) {
    const same = await two.sign('policy', made.body, signers)
    t.is(same.digest, made.digest)
    t.deepEqual(await trust.offer([same.bytes], 'peer'), { accepted: [], refused: [] })
  }
  t.deepEqual(alarms.all(), [])
})

test('a second content that is not fully signed freezes nothing', async t => {
  const [node] = await office(t, schedule)
  const forged = await fleet.sign('schedule', otherSchedule.body, [createKeyPair(Buffer.alloc(32, 4))])
  t.deepEqual(await node!.offer(forged), ['bad-signature'])
  t.is(await node!.stateOf('tool'), 'waiting start-not-reached')
  t.deepEqual(node!.alarms.all(), [])
})

test('what a frozen object permits stops: approval, manifest, group', async t => {
  const seconds: Made[] = [
    await fleet.approval('tool', [order.manifest.digest], { reason: 'again' }),
    await fleet.manifest('tool', undefined, { title: 'another title' }),
  ]
  for (const second of seconds) {
    const [node] = await office(t, schedule)
    t.deepEqual(await node!.offer(second), ['equivocation'])
    t.is(await node!.stateOf('tool'), 'missing equivocation', second.head.kind)
  }
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  const self = fleet.nodes.office![0]!.node
  const objects = [
    await fleet.heartbeat('office', []),
    await fleet.policy({ protectedGroups: ['web'] }),
    await fleet.roster('office'),
    await fleet.group('web', [self]),
  ]
  await trust.offer(
    objects.map(({ bytes }) => bytes),
    'peer',
  )
  t.deepEqual(trust.roster()?.members[0]?.groups, ['web'])
  await trust.offer([(await fleet.group('web', [])).bytes], 'peer')
  t.deepEqual(trust.roster()?.members[0]?.groups, [])
})

test('what a frozen object forbids still holds: both recalls, and the pause', async t => {
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  const entry = (id: string) => ({ type: 'manifest' as const, subject: id, recalledAt: 1, expiresAt: 0 })
  const [one, two] = [order.manifest.digest, fleet.id]
  const [first, second] = [await fleet.recall([entry(one)]), await fleet.recall([entry(two)])]
  const pauses = [await fleet.pause('s1', false), await fleet.pause('s1', true)]
  const objects = [await fleet.heartbeat('office', []), schedule, first, second, ...pauses]
  await trust.offer(
    objects.map(({ bytes }) => bytes),
    'peer',
  )
  const { recall, pauseOf } = trust.restrictions()
  t.true(recall.hasManifest(one) && recall.hasManifest(two))
  t.is(pauseOf('s1'), 'paused')
})

test('roster, policy and heartbeat: the first stays in force', async t => {
  const { trust, alarms } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  const heartbeat = await fleet.heartbeat('office', [])
  const [roster, policy] = [await fleet.roster('office'), await fleet.policy()]
  const others = [
    await fleet.heartbeat('office', [order.manifest.head]),
    await fleet.roster('office', { members: [] }),
    await fleet.policy({ protectedGroups: ['web'] }),
  ]
  for (const { bytes } of [heartbeat, roster, policy, ...others]) await trust.offer([bytes], 'peer')
  t.deepEqual(trust.roster()?.members, roster.body.members)
  t.is(trust.current('policy', '')?.digest, policy.digest)
  t.is(trust.heartbeat()?.heads.length, 0)
  t.is(alarms.all().length, 3)
})

test('a stolen release key freezes a few of its own objects and leaves room for what admins sign', async t => {
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  await trust.offer([(await fleet.heartbeat('office', [])).bytes, schedule.bytes], 'peer')
  for (let index = 0; index < limits.frozenOnline + 3; index++) {
    const twice = [await fleet.manifest(`p${index}`), await fleet.manifest(`p${index}`, Buffer.from('other'))]
    for (const { bytes } of twice) await trust.offer([bytes], `peer ${index}`)
  }
  t.false(trust.restrictions().isFrozen('manifest', `p${limits.frozenOnline}`))
  await trust.offer([otherSchedule.bytes], 'peer')
  t.true(trust.restrictions().isFrozen('schedule', 's1'))
})
