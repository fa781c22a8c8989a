import test from 'ava'
import { openNetwork } from '../../agent/network.ts'
import { FrameStream } from '../../core/frames.ts'
import { silentLog } from '../../core/log.ts'
import { protocols } from '../../core/protocols.ts'
import { pullSync, type SyncSource, serveSync, syncFrameLimits } from '../../core/sync-exchange.ts'
import { makeFleet } from '../kit/fleet.ts'
import { officeLimitMs, startOffice, untilInOffice as until } from '../kit/office.ts'
import { loopback, startSiteAgent } from '../kit/site-agents.ts'

test.serial('an office finds itself through the coordinator, and what the admins order is soon everywhere', async t => {
  const fleet = await makeFleet({ sites: { office: 4 } })
  const { coordinator, roster, agents } = await startOffice(t, fleet)
  await until(t, agents, () => agents.every(({ network }) => network.connectedMembers().length === 3))
  await until(t, agents, () => agents.every(({ trust }) => trust.heartbeat() !== undefined))

  const manifest = await fleet.manifest('tool')
  const approval = await fleet.approval('tool', [manifest.digest])
  const schedule = await fleet.schedule('s1', [{ patch: 'tool', manifest: manifest.digest }])
  const objects = [roster, manifest, approval, schedule]
  const heads = objects.map(({ head }) => head)
  const before = coordinator.sent()
  const started = performance.now()
  await coordinator.publish([...objects, await fleet.heartbeat('office', heads, { version: 2 })])
  await until(t, agents, () => agents.every(({ trust }) => trust.current('schedule', 's1') !== undefined))
  const tookMs = Math.round(performance.now() - started)
  const sent = coordinator.sent() - before
  t.log(`everywhere after ${tookMs} ms, ${sent} objects crossed the line`)
  // four objects; after two seconds the second contact fetches what has not come to it
  t.true(sent <= (tookMs < 1900 ? 4 : 8), `${sent} went out`)
  t.is(new Set(agents.map(({ trust }) => trust.summary())).size, 1)
})

test.serial('with the coordinator dead, what one node holds still reaches the others', async t => {
  const fleet = await makeFleet({ sites: { office: 3 } })
  const { coordinator, agents } = await startOffice(t, fleet)
  await until(t, agents, () => agents.every(({ network }) => network.connectedMembers().length === 2))
  await until(t, agents, () => agents.every(({ trust }) => !trust.isStale()))
  await coordinator.stop()
  const policy = await fleet.policy()
  await agents[2]!.trust.offer([policy.bytes], 'hand-carried')
  await until(t, agents, () => agents.every(({ trust }) => trust.current('policy', '') !== undefined))
  t.pass()
})

test.serial('a member that the roster drops is cut off by all', async t => {
  const fleet = await makeFleet({ sites: { office: 3 } })
  const { coordinator, roster, agents } = await startOffice(t, fleet)
  await until(t, agents, () => agents.every(({ network }) => network.connectedMembers().length === 2))
  const dropped = agents[1]!
  const members = roster.body.members.filter(({ node }) => node !== dropped.node)
  const renewed = await fleet.roster('office', { version: 2, members })
  await coordinator.publish([renewed, await fleet.heartbeat('office', [renewed.head], { version: 2 })])
  const others = agents.filter(agent => agent !== dropped)
  await until(t, agents, () => others.every(({ network }) => !network.isConnected(dropped.node)))
  t.true(others.every(({ network }) => network.connectedMembers().length === 1))
})

test.serial('a stranger gets no byte of any protocol', async t => {
  const fleet = await makeFleet({ sites: { office: 1, elsewhere: 1 } })
  const { agents } = await startOffice(t, fleet)
  const [agent] = agents
  const { secretKey } = fleet.nodes.elsewhere![0]!
  const everyone = () => true
  const stranger = await openNetwork({
    secretKey,
    listen: loopback,
    admits: everyone,
    isMember: everyone,
    log: silentLog,
  })
  t.teardown(() => stranger.close())
  const signal = AbortSignal.timeout(officeLimitMs)
  agent!.network.onAnyConnect(node => t.not(node, stranger.node, 'refused before there is a connection'))
  for (const protocol of Object.values(protocols)) {
    const heard = await (async () => {
      await stranger.dial(agent!.node, agent!.network.addresses(), signal)
      const frames = new FrameStream(await stranger.openStream(agent!.node, protocol, signal), syncFrameLimits)
      await frames.send('Hello', { spec: 1, fleet: Buffer.from(fleet.id, 'hex'), site: 'office' }, signal)
      return await frames.receiveRaw(signal)
    })().catch((error: Error) => error)
    t.true(heard instanceof Error, protocol)
    t.false(signal.aborted, `${protocol}: refused, not ignored`)
  }
})

test.serial('a member that sends forgeries is broken off after a few, and not fetched from for a while', async t => {
  const fleet = await makeFleet({ sites: { office: 2 } })
  const roster = await fleet.roster('office')
  const [honest, hostile] = fleet.nodes.office!
  const heartbeat = await fleet.heartbeat('office', [])
  const known = [roster, heartbeat]
  const agent = await startSiteAgent(fleet, honest!, { known, pinned: { node: honest!.node, addresses: [] } })
  t.teardown(() => agent.stop())
  const forged = await Promise.all(
    Array.from({ length: 400 }, async (_, index) =>
      fleet.sign('policy', (await fleet.policy({ version: index + 1 })).body, [hostile!]),
    ),
  )
  const network = await openNetwork({
    secretKey: hostile!.secretKey,
    listen: loopback,
    admits: () => true,
    isMember: () => true,
    log: silentLog,
  })
  t.teardown(() => network.close())
  let exchanges = 0
  let asked = 0
  const source: SyncSource = {
    fleet: fleet.id,
    site: 'office',
    heads: () => [
      heartbeat.head,
      ...forged
        .map(({ head }, index) => ({ ...head, name: `p${index}`, kind: 'approval' as const }))
        .slice(exchanges * 200, exchanges * 200 + 200),
    ],
    envelope: async digest => {
      asked++
      return forged.find(made => made.digest === digest)?.bytes
    },
    peers: () => [],
  }
  const ended = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await network.handle(
    protocols.sync,
    stream => {
      serveSync(new FrameStream(stream, syncFrameLimits), source, AbortSignal.timeout(officeLimitMs))
        .catch(() => undefined) // the agent breaks it off
        .finally(() => ended[exchanges++]?.resolve())
    },
    { maxInboundStreams: 8 },
  )
  const signal = AbortSignal.timeout(officeLimitMs)
  await network.dial(agent.node, agent.network.addresses(), signal)
  await ended[0]!.promise
  const frames = new FrameStream(await network.openStream(agent.node, protocols.sync, signal), syncFrameLimits)
  await pullSync(frames, source, { wants: () => [], deliver: async () => undefined }, signal)
  await ended[1]!.promise
  t.is(asked, 200, 'all of the first request, nothing in the second exchange')
})
