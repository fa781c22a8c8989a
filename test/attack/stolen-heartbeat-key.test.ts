// Attack: the coordinator's heartbeat key is stolen. It states what it likes, dated 2040, of the highest version there is. It makes no node
// install or forget anything; it can keep new orders away, but neither recall, pause nor an emergency; a new root ends it.

import test from 'ava'
import { createKeyPair } from '../../core/ed25519.ts'
import { makeFleet } from '../kit/fleet.ts'
import { makePlannedNode, orderOf } from '../kit/planned-node.ts'

const now = Date.UTC(2026, 10, 22)
const year2040 = Date.UTC(2040, 0, 1) / 1000
const fleet = await makeFleet({ now })
const order = await orderOf(fleet)
const far = { issuedAt: year2040, notAfter: year2040 + 86_400 }
const thiefs = (heads = order.heartbeat.body.heads) =>
  fleet.heartbeat('office', heads, { version: Number.MAX_SAFE_INTEGER, header: far })

test('what was accepted goes on under a heartbeat dated 2040, and no time moves', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  await node.offer(...order.all)
  t.deepEqual(await node.offer(await thiefs([])), [])
  t.is(await node.stateOf('tool'), 'installing installing')
  t.is(node.trust.now(), now)
})

test('it raises no version of another kind: what it names and nobody signed does not bar the way', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  const heads = order.heartbeat.body.heads.map(head => ({ ...head, version: head.version + 1000, digest: fleet.id }))
  await node.offer(await fleet.heartbeat('office', heads))
  t.deepEqual(new Set(await node.offer(...order.all.slice(1))), new Set(['not-current']))
  await node.offer(await fleet.heartbeat('office', order.heartbeat.body.heads, { version: 2 }), ...order.all.slice(1))
  t.is(node.begun.length, 1)
})

test('it keeps away no recall, no pause and no emergency', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  await node.offer(...order.all, await thiefs([]))
  const manifest = await fleet.manifest('fix')
  const soon = { notAfter: fleet.seconds + 3600 }
  const objects = [
    await fleet.recall([]),
    await fleet.pause('s1'),
    await fleet.schedule('e1', [{ patch: 'fix', manifest: manifest.digest }], { emergency: true, header: soon }),
    await fleet.approval('fix', [manifest.digest]),
    manifest,
    await fleet.pieceList(Buffer.from('fix')),
  ]
  t.deepEqual(await node.offer(...objects), [])
  t.is(node.trust.restrictions().pauseOf('s1'), 'paused')
  t.regex((await node.stateOf('fix'))!, /^(ready|waiting|installing) /)
})

test('a new root takes the key away and raises its epoch: the next honest heartbeat counts', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  await node.offer(await thiefs([]), order.roster)
  t.deepEqual(await node.offer(order.schedule), ['not-current'])
  const key = createKeyPair(Buffer.alloc(32, 8))
  const root = await fleet.nextRoot(fleet.root, next => {
    next.roles.heartbeat.publicKeys = [key.publicKey]
    next.roles.heartbeat.epoch = 1
  })
  const body = { ...order.heartbeat.body, header: { ...order.heartbeat.body.header, epoch: 1 } }
  const honest = await fleet.sign('heartbeat', body, [key])
  await node.offer(root)
  t.true(node.trust.isStale(), 'the thief’s heartbeat is void')
  t.deepEqual(await node.offer(honest, ...order.all.slice(1)), [])
  t.is(node.begun.length, 1)
  t.deepEqual(await node.offer(await thiefs()), ['bad-signature'])
})
