// Attack: a machine of the office is taken over and recalled. Its connections end on every node at once, it is neither admitted nor
// dialled again, and nothing of what it says reaches anyone. Real connections on loopback.

import test from 'ava'
import { type RecallEntry, recallSubject } from '../../core/recall.ts'
import { makeFleet } from '../kit/fleet.ts'
import { officeLimitMs, startOffice, untilInOffice as until } from '../kit/office.ts'
import type { SiteAgent } from '../kit/site-agents.ts'

const entry = (node: string): RecallEntry => ({
  type: 'member',
  subject: recallSubject('member', node)!,
  recalledAt: 1,
  expiresAt: 0,
})

test.serial('a recall reaches every node of an office of 12 and cuts the recalled one off everywhere', async t => {
  t.timeout(2 * officeLimitMs)
  const fleet = await makeFleet({ sites: { office: 12 } })
  const { coordinator, roster, agents } = await startOffice(t, fleet)
  const connected = (least: number) => agents.every(({ network }) => network.connectedMembers().length >= least)
  await until(t, agents, () => connected(5) && agents.every(({ trust }) => trust.heartbeat() !== undefined))
  const bad = agents[5]!
  const others = agents.filter(agent => agent !== bad)
  const neighbours = others.filter(({ network }) => network.isConnected(bad.node)).length
  t.true(neighbours > 0)
  const recall = await fleet.recall([entry(bad.node)])
  const heartbeat = await fleet.heartbeat('office', [roster.head, recall.head], { version: 2 })
  const started = performance.now()
  const cpu = process.cpuUsage()
  await Promise.all([
    coordinator.publish([roster, recall, heartbeat]).catch(() => undefined), // the recalled one is cut off meanwhile
    until(t, agents, () =>
      others.every(
        ({ network, trust }) => !network.isConnected(bad.node) && trust.restrictions().recall.hasMember(bad.node),
      ),
    ),
  ])
  const { user, system } = process.cpuUsage(cpu)
  t.log(`CPU ${Math.round((user + system) / 1000)} ms for all 13 nodes in one process`)
  t.log(`${neighbours} connections cut and 11 nodes told after ${Math.round(performance.now() - started)} ms`)
  t.true(others.every(({ trust }) => !trust.roster()!.members.some(({ node }) => node === bad.node)))

  const [first] = others
  const signal = AbortSignal.timeout(5000)
  await bad.network.dial(first!.node, first!.network.addresses(), signal).catch(() => undefined)
  t.false(first!.network.isConnected(bad.node), 'refused before there is a connection')
  await first!.network.dial(bad.node, bad.network.addresses(), signal).catch(() => undefined)
  t.false(first!.network.isConnected(bad.node), 'nor kept when it was being dialled')
})

test.serial(
  'a node that learns that it was recalled or retired closes its own gate, though nobody else knows',
  async t => {
    t.timeout(2 * officeLimitMs)
    const fleet = await makeFleet({ sites: { office: 4 } })
    const { coordinator, roster, agents } = await startOffice(t, fleet)
    await until(t, agents, () => agents.every(({ network }) => network.connectedMembers().length === 3))
    await coordinator.stop()
    const [recalled, retired, ...others] = agents as [SiteAgent, SiteAgent, SiteAgent, SiteAgent]
    const without = await fleet.roster('office', {
      version: 2,
      members: roster.body.members.filter(({ node }) => node !== retired.node),
    })
    // the others never take it: their rosters go on naming both
    for (const { trust } of others) trust.offer = async () => ({ accepted: [], refused: [] })
    await recalled.trust.offer([(await fleet.recall([entry(recalled.node)])).bytes], 'hand-carried')
    await retired.trust.offer([without.bytes], 'hand-carried')
    await until(t, agents, () => [recalled, retired].every(({ network }) => network.connectedMembers().length === 0))
    const signal = AbortSignal.timeout(5000)
    for (const gone of [recalled, retired]) {
      await others[0]!.network.dial(gone.node, gone.network.addresses(), signal).catch(() => undefined)
      t.false(gone.network.isConnected(others[0]!.node), 'it admits nobody, and dials nobody')
    }
  },
)

test.serial('with the coordinator gone, a recall that is carried to one node is everywhere', async t => {
  t.timeout(2 * officeLimitMs)
  const fleet = await makeFleet({ sites: { office: 4 } })
  const { coordinator, agents } = await startOffice(t, fleet)
  await until(t, agents, () => agents.every(({ network }) => network.connectedMembers().length === 3))
  await coordinator.stop()
  const bad = agents[3]!
  const others = agents.slice(0, 3)
  await others[0]!.trust.offer([(await fleet.recall([entry(bad.node)])).bytes], 'hand-carried')
  await until(t, agents, () => others.every(({ network }) => !network.isConnected(bad.node)))
  t.true(others.every(({ network }) => network.connectedMembers().length === 2))
})
