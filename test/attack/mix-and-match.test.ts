// Attack: a neighbour or a contact combines objects that were never current together: an old approval with a new schedule, a schedule
// that is no longer ordered, another content than the heartbeat names. All of it was really signed once.

import test from 'ava'
import { pull } from '../kit/exchange.ts'
import { makeFleet } from '../kit/fleet.ts'
import { makePlannedNode, orderOf } from '../kit/planned-node.ts'
import { makeTrust } from '../kit/trust-kit.ts'

const now = Date.UTC(2026, 10, 22)
const fleet = await makeFleet({ now })
const order = await orderOf(fleet)
const past = { issuedAt: fleet.seconds - 86_400 }

test('a node that comes new takes no version below the one the heartbeat names, and does not fetch it', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  const declined = await fleet.approval('tool', [], { version: 2, decision: 'decline' })
  const heads = order.all.map(({ head }) => (head.kind === 'approval' ? declined.head : head)).slice(1)
  const heartbeat = await fleet.heartbeat('office', heads)
  t.deepEqual(await node.offer(heartbeat, ...order.all.slice(1)), ['not-current'])
  t.deepEqual(await node.trust.wants([heartbeat.head, order.approval.head], 'another'), [])
  t.deepEqual(node.begun, [])
})

test('what is older than the heartbeat and named no more is refused, what is newer is taken', async t => {
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  await trust.offer([(await fleet.heartbeat('office', [])).bytes], 'coordinator')
  const patches = [{ patch: 'tool', manifest: order.manifest.digest }]
  const withdrawn = await fleet.schedule('old', patches, { header: past })
  const fresh = await fleet.schedule('new', patches)
  const { accepted, refused } = await trust.offer([withdrawn.bytes, fresh.bytes], 'peer')
  t.deepEqual(
    accepted.map(({ name }) => name),
    ['new'],
  )
  t.deepEqual(
    refused.map(({ code }) => code),
    ['not-current'],
  )
})

test('another content than the one the heartbeat names is refused', async t => {
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  await trust.offer([order.heartbeat.bytes], 'coordinator')
  const other = await fleet.manifest('tool', Buffer.from('other bytes'))
  t.deepEqual(await trust.wants([order.heartbeat.head, other.head], 'peer'), [])
  t.is((await trust.offer([other.bytes], 'peer')).refused[0]?.code, 'not-current')
  t.is((await trust.offer([order.manifest.bytes], 'peer')).accepted.length, 1)
})

test('what was refused as not current is taken once a heartbeat names it', async t => {
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  await trust.offer([(await fleet.heartbeat('office', [])).bytes], 'coordinator')
  const policy = await fleet.policy({ header: past })
  await trust.offer([policy.bytes], 'peer')
  const heartbeat = await fleet.heartbeat('office', [policy.head], { version: 2 })
  t.deepEqual(await trust.wants([heartbeat.head, policy.head], 'peer'), [heartbeat.head])
  await trust.offer([heartbeat.bytes], 'peer')
  t.deepEqual(await trust.wants([heartbeat.head, policy.head], 'peer'), [policy.head])
  t.is((await trust.offer([policy.bytes], 'peer')).accepted.length, 1)
})

test('from who holds an older heartbeat nothing is fetched that ours does not name; it gets ours, and both are equal', async t => {
  const [one, two] = [
    await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now }),
    await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now }),
  ]
  const old = await fleet.schedule('old', [{ patch: 'tool', manifest: fleet.id }], { header: past })
  const before = await fleet.heartbeat('office', [old.head], { header: past })
  const after = await fleet.heartbeat('office', [], { version: 2 })
  await one.trust.offer([before.bytes, old.bytes], 'coordinator')
  await two.trust.offer([after.bytes], 'coordinator')
  t.is((await pull(one.trust, two.trust)).fetched, 0)
  await pull(two.trust, one.trust)
  t.is(one.trust.summary(), two.trust.summary())
})
