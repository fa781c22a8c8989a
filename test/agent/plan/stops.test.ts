// What stops or narrows an order, from signed objects to what the node says: later members, protected groups, pauses and files.

import test from 'ava'
import { plan } from '../../../agent/plan/plan.ts'
import { wantedArtifacts } from '../../../agent/plan/wanted.ts'
import { memberMark } from '../../../core/schedule.ts'
import { makeFleet } from '../../kit/fleet.ts'
import { makePlannedNode, orderOf } from '../../kit/planned-node.ts'
import { stopsOf } from '../../kit/stops.ts'
import { header, input, schedule, self } from './fixtures/orders.ts'

const now = Date.UTC(2026, 10, 22)
const fleet = await makeFleet({ now })
const order = await orderOf(fleet)
const [me, other] = fleet.nodes.office!.map(({ node }) => node)
const targets = { ...order.schedule.body.targets, includesLaterMembers: false }
const scheduleFor = (more: Partial<typeof targets>) =>
  fleet.schedule('s1', order.schedule.body.patches, { targets: { ...targets, ...more } })
const rest = [order.roster, order.approval, order.manifest, order.pieceList]

test('a node that joined the targets after the schedule was signed says so, and installs nothing', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  const signed = await scheduleFor({ members: [memberMark(other!)] })
  await node.offer(await fleet.heartbeat('office', []), ...rest, signed)
  t.is(await node.stateOf('tool'), 'missing target-added-later')
  t.deepEqual(node.begun, [])
})

test('a node that the schedule was signed for stays a target whatever a roster says of its groups', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  const signed = await scheduleFor({ all: false, groups: ['web'], members: [memberMark(me!)] })
  await node.offer(await fleet.heartbeat('office', []), ...rest, signed)
  t.is(node.begun.length, 1)
})

test('a protected group is what the admins sign of it: the roster moves nobody in or out', async t => {
  const roster = await fleet.roster('office', {
    members: order.roster.body.members.map(member => ({ ...member, groups: member.node === me ? ['web'] : [] })),
  })
  const web = await fleet.schedule('s1', order.schedule.body.patches, {
    targets: { ...targets, all: false, groups: ['web'], includesLaterMembers: true },
  })
  const policy = await fleet.policy({ protectedGroups: ['web'] })
  const objects = [await fleet.heartbeat('office', []), order.approval, order.manifest, order.pieceList, web]
  const cases = [
    { nodes: [other!], begins: 0, says: undefined },
    { nodes: [me!], begins: 1, says: 'installing installing' },
  ]
  for (const { nodes, begins, says } of cases) {
    const node = await makePlannedNode(t, fleet, { now })
    t.deepEqual(await node.offer(objects[0]!, policy, await fleet.group('web', nodes), roster, ...objects.slice(1)), [])
    t.is(node.begun.length, begins)
    t.is(await node.stateOf('tool'), says)
  }
})

test('while a policy that was accepted is lost, no group that a roster names counts', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  const roster = await fleet.roster('office', {
    members: order.roster.body.members.map(member => ({ ...member, groups: ['web'] })),
  })
  const soon = { notAfter: fleet.seconds + 600 }
  await node.offer(await fleet.heartbeat('office', []), roster, await fleet.policy({ header: soon }))
  t.deepEqual(node.trust.roster()?.members[0]?.groups, ['web'])
  await node.dropFromTable('policy/')
  const again = await node.reopen()
  t.deepEqual(again.roster()?.members[0]?.groups, [])
})

test('of a paused schedule nothing is fetched any more, and what is here whole stays and is served', t => {
  const paused = stopsOf({ pauseOf: () => 'paused' })
  for (const isHeld of [true, false]) {
    const given = input([schedule('s1', ['app'])], { stops: paused, isHeld: () => isHeld })
    const { patches, install } = plan(given)
    t.like(patches[0], { state: 'waiting', reason: 'paused', artifacts: [] })
    t.is(install, undefined)
    for (const isSeed of [true, false]) {
      const list = wantedArtifacts({
        ...given,
        patches,
        members: [self],
        isSeed,
        pieceList: artifact => ({
          header: header('piece-list', artifact),
          sizeBytes: given.manifest(given.schedules[0]!.patches[0]!.manifest)!.artifacts[0]!.sizeBytes,
          hashes: ['a'.repeat(64)],
          sources: [],
        }),
      })
      t.is(list.length, isHeld ? 1 : 0)
    }
  }
})

test('what is installed already stays installed when it is recalled or paused afterwards', t => {
  for (const stops of [stopsOf({ pauseOf: () => 'paused' }), stopsOf({ isRecallMissing: true })]) {
    const given = input([schedule('s1', ['app'])], {
      stops,
      assessment: () => ({ state: 'installed', reason: 'detected', detail: 'it is there', artifacts: [] }),
    })
    t.is(plan(given).patches[0]?.state, 'installed')
  }
})
