// Attack: bytes that nobody ordered are to be installed: with one or two of manifest, approval and schedule missing, for another
// digest or patch, unsigned, signed by the attacker, by another role, or by too few admins. None of it reaches the installer.

import test from 'ava'
import { createKeyPair } from '../../core/ed25519.ts'
import { makeFleet } from '../kit/fleet.ts'
import { makePlannedNode, orderOf } from '../kit/planned-node.ts'

const now = Date.UTC(2026, 10, 22)
const fleet = await makeFleet({ now, adminKeys: 2 })
const order = await orderOf(fleet)
const { heartbeat, roster, manifest, approval, schedule, pieceList } = order
const context = [heartbeat, roster, pieceList]

test('manifest, approval and schedule together are installed', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  t.deepEqual(await node.offer(...context, approval, manifest, schedule), [])
  t.is(node.begun.length, 1)
})

for (const held of [
  [],
  [manifest],
  [approval],
  [schedule],
  [manifest, approval],
  [manifest, schedule],
  [approval, schedule],
]) {
  test(`with ${held.map(({ head }) => head.kind).join(' and ') || 'nothing'} alone nothing is installed`, async t => {
    const node = await makePlannedNode(t, fleet, { now })
    t.deepEqual(await node.offer(...context, ...held), [])
    t.deepEqual(node.begun, [])
  })
}

test('an approval or a schedule of other content is not one of this manifest', async t => {
  const other = await fleet.manifest('tool', Buffer.from('other bytes'))
  const otherName = await fleet.manifest('tool2', Buffer.from('tool'))
  const forOther = await fleet.approval('tool', [other.digest])
  const scheduleOfOther = await fleet.schedule('s1', [{ patch: 'tool', manifest: other.digest }])
  const underOtherName = await fleet.schedule('s1', [{ patch: 'tool', manifest: otherName.digest }])
  const approvedUnderOther = await fleet.approval('tool', [otherName.digest])
  const sets = [
    [manifest, forOther, schedule],
    [manifest, approval, scheduleOfOther],
    [otherName, approvedUnderOther, underOtherName],
  ]
  for (const set of sets) {
    const node = await makePlannedNode(t, fleet, { now })
    const names = [roster, pieceList, ...set].map(({ head }) => head)
    await node.offer(await fleet.heartbeat('office', names), roster, pieceList, ...set)
    t.deepEqual(node.begun, [])
  }
})

test('what is not signed by the keys of its role, all of them, is refused', async t => {
  const stranger = createKeyPair(Buffer.alloc(32, 5))
  const [one] = fleet.keys.admin
  for (const made of [manifest, approval, schedule]) {
    const kind = made.head.kind as 'manifest' | 'approval' | 'schedule'
    const others = made === manifest ? fleet.keys.admin : fleet.keys.release
    for (const signers of [
      [],
      [stranger],
      [stranger, stranger],
      others,
      made === manifest ? [] : [one!],
      [one!, one!],
    ]) {
      const node = await makePlannedNode(t, fleet, { now })
      const forged = await fleet.sign(kind, made.body as never, signers)
      const rest = [approval, manifest, schedule].filter(each => each !== (made as unknown))
      t.deepEqual(await node.offer(...context, ...rest, forged), ['bad-signature'], `${kind} by ${signers.length}`)
      t.deepEqual(node.begun, [])
    }
  }
})
