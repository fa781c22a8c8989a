// Attack: a node is kept at yesterday's: who is between it and the coordinator delivers no heartbeat, or the coordinator is gone. The
// node becomes stale and says so, takes nothing new but what stops things and emergencies, and finishes what it had accepted.

import test from 'ava'
import fc from 'fast-check'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../core/limits.ts'
import { type Made, makeFleet } from '../kit/fleet.ts'
import { makePlannedNode, orderOf, type PlannedNode } from '../kit/planned-node.ts'

const now = Date.UTC(2026, 10, 22)
const fleet = await makeFleet({ now })
const order = await orderOf(fleet)
const soon = { notAfter: fleet.seconds + 7 * 86_400 }
const brief = await fleet.heartbeat('office', order.heartbeat.body.heads, { header: soon })
const later = { issuedAt: fleet.seconds + 8 * 86_400 }

/** The heartbeat has expired since. */
async function makeStale(node: PlannedNode, known: readonly Made[] = order.all.slice(1)) {
  await node.offer(brief, ...known)
  node.time.now += 8 * DAY_MS
}

const emergency = async (patch: string, hours: number, more: { emergency?: boolean } = {}) => {
  const content = Buffer.from(`${patch} for an emergency`)
  const manifest = await fleet.manifest(patch, content)
  const approval = await fleet.approval(patch, [manifest.digest], { header: later })
  const header = { ...later, notAfter: later.issuedAt + hours * 3600 }
  const schedule = await fleet.schedule('e1', [{ patch, manifest: manifest.digest }], {
    emergency: true,
    header,
    ...more,
  })
  return [schedule, approval, manifest, await fleet.pieceList(content)] as Made[]
}

test('a node without a fresh heartbeat is stale, takes no order, and finishes what it had accepted', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  await makeStale(node)
  t.true(node.trust.isStale())
  t.is(node.begun.length, 1)
  const manifest = await fleet.manifest('late', undefined, { header: later })
  const policy = await fleet.policy({ header: later })
  const roster = await fleet.roster('office', { version: 2, header: later })
  for (const made of [manifest, policy, roster]) {
    t.deepEqual(await node.trust.wants([brief.head, made.head], 'peer'), [])
    t.deepEqual(await node.offer(made), ['stale'])
  }
  const schedule = await fleet.schedule('s2', [{ patch: 'tool', manifest: order.manifest.digest }], { header: later })
  t.deepEqual(await node.offer(schedule), ['stale'])
  t.deepEqual(await node.trust.wants([brief.head, schedule.head], 'another'), [], 'asked once: it was no emergency')
  t.is(await node.stateOf('tool'), 'installing installing')
})

test('a stale node takes recall and pause, from any neighbour', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  await makeStale(node)
  const recall = await fleet.recall([{ type: 'manifest', subject: order.manifest.digest, recalledAt: 1, expiresAt: 0 }])
  const pause = await fleet.pause('s1')
  t.deepEqual(await node.trust.wants([recall.head, pause.head], 'peer'), [recall.head])
  t.deepEqual(await node.offer(recall, pause), [])
  t.true(node.trust.restrictions().recall.hasManifest(order.manifest.digest))
  t.is(node.trust.restrictions().pauseOf('s1'), 'paused')
})

test('a stale node takes an emergency schedule of at most 72 hours, and what it names', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  await makeStale(node, [order.roster])
  const objects = await emergency('fix', 72)
  const other = await fleet.approval('other', [fleet.id], { header: later })
  t.deepEqual(await node.offer(objects[1]!), ['stale'], 'not before the schedule')
  t.deepEqual(await node.offer(...objects, other), ['stale'])
  node.time.now += MINUTE_MS // it was reached late: it catches up after a short wait
  t.is(await node.stateOf('fix'), 'installing installing')
})

test('an emergency that lasts longer, or says that it is none, is an order like any other', async t => {
  for (const [hours, more] of [
    [73, {}],
    [24, { emergency: false }],
  ] as const) {
    const node = await makePlannedNode(t, fleet, { now })
    await makeStale(node, [order.roster])
    t.deepEqual(await node.offer(...(await emergency('fix', hours, more))), ['stale', 'stale', 'stale', 'stale'])
    t.deepEqual(node.begun, [])
  }
})

test('an emergency brings back no approval from before a decline that the last heartbeat named', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  const objects = await emergency('fix', 24)
  const declined = await fleet.approval('fix', [], { version: 2, decision: 'decline' })
  await node.offer(await fleet.heartbeat('office', [order.roster.head, declined.head], { header: soon }), order.roster)
  node.time.now += 8 * DAY_MS
  t.deepEqual(await node.offer(...objects), ['not-current'])
  t.deepEqual(node.begun, [])
})

test('fresh again, a node takes what it had refused', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  await makeStale(node)
  const policy = await fleet.policy({ header: later })
  await node.offer(policy)
  const heartbeat = await fleet.heartbeat('office', [policy.head], { version: 2, header: later })
  t.deepEqual(await node.offer(heartbeat, policy), [])
  t.false(node.trust.isStale())
})

test('whatever is offered in whatever order, a stale node takes no forbidden kind', async t => {
  const late = { header: later }
  const kinds: Made[] = [
    await fleet.roster('office', { version: 3, ...late }),
    await fleet.policy(late),
    await fleet.group('web', [], late),
    await fleet.manifest('late', undefined, late),
    await fleet.approval('late', [fleet.id], late),
    await fleet.pieceList(Buffer.from('late'), [], late),
    await fleet.schedule('s9', [{ patch: 'late', manifest: fleet.id }], late),
    await fleet.recall([], late),
    await fleet.pause('s1', true, late),
    ...(await emergency('fix', 24)),
  ]
  const named = new Set((await emergency('fix', 24)).map(({ digest }) => digest))
  const order9 = fc.shuffledSubarray(kinds, { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(order9, async objects => {
      const node = await makePlannedNode(t, fleet, { now })
      await makeStale(node)
      const { accepted } = await node.trust.offer(
        objects.map(({ bytes }) => bytes),
        'peer',
      )
      return accepted.every(head => head.kind === 'recall' || head.kind === 'pause' || named.has(head.digest))
    }),
    { numRuns: 30 },
  )
  t.pass()
})

test('the clock set back does not make a heartbeat fresh again that the admins have outlived', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  await makeStale(node)
  await node.offer(await fleet.recall([], { header: later }))
  node.time.now = now + HOUR_MS
  t.true(node.trust.isStale())
})
