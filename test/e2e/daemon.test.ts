// The agent as its users meet it: real processes on loopback, a real coordinator, an in-house patch from feed to machine, and the
// command line against the running daemon.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import type { PatchView, PeerView, StatusView, WhyView } from '../../agent/view.ts'
import { pieceBytes } from '../../core/pieces.ts'
import { ask, installed, openOffice } from '../kit/daemon-office.ts'
import { processTest } from '../kit/long.ts'
import { command, type Daemon, daemon, json, until } from '../kit/processes.ts'

/** What a daemon was started with; `process.kill` and its exit code mean the same process. */
async function startOf({ child }: Daemon): Promise<{ settings: Record<string, string>; args: string[] }> {
  const [environment, line] = await Promise.all(
    ['environ', 'cmdline'].map(async name => (await readFile(`/proc/${child.pid}/${name}`, 'utf8')).split('\0')),
  )
  const settings = environment!.filter(each => each.startsWith('MALLOC_')).map(each => each.split('='))
  return { settings: Object.fromEntries(settings), args: line! }
}

/** The values of a scrape by name and labels as they are written. */
async function scrape(url: string): Promise<Map<string, number>> {
  const lines = (await (await fetch(url)).text()).split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return new Map(lines.map(line => [line.replace(/ [^ ]*$/, ''), Number(line.split(' ').at(-1))]))
}

processTest('a patch goes from the feed into two machines, and the agent explains itself', async t => {
  t.timeout(120_000)
  const office = await openOffice(t)
  t.is(office.agents[0]!.listening.event, 'listening')
  t.regex(office.agents[0]!.listening.addresses[0]!, /^\/ip4\/127\.0\.0\.1\/tcp\/\d+\/p2p\//)
  await until(
    'meeting',
    10_000,
    () => ask<PeerView[]>(office, 0, 'peers'),
    peers => peers.length === 1 && peers[0]!.connected,
  )

  if (process.platform === 'linux') {
    const bounds = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' }
    for (const each of [office.agents[0]!, office.coordinator]) t.deepEqual((await startOf(each)).settings, bounds)
    const { args } = await startOf(office.agents[0]!)
    for (const option of ['--max-semi-space-size=1', '--expose-gc']) t.true(args.includes(option), option)
    t.true((await startOf(office.coordinator)).args.includes('--expose-gc'))
  }

  const second = await command('agent', ['run', '--state', office.state(0)])
  t.is(second.code, 1)
  t.regex(second.stderr, /runs on .* already/)

  await office.order('app', () => 'now')
  for (const index of [0, 1]) {
    await installed(office, index, 'app')
    t.is((await readFile(join(office.root(index), 'opt/app'), 'utf8')).slice(0, 15), 'content of app ')
  }

  const why = await json<WhyView>('agent', ['why', 'app', '--state', office.state(0)])
  t.deepEqual([why.id, why.state, why.reason], ['app', 'installed', ''])
  const { local, lan, seed, origin } = why.bytes
  // The two may begin in one moment and ask for the same: then that is said, too, and one piece of it is asked of the other, to see that it has it.
  const conflict = why.wan.find(({ reason }) => reason === 'lease-conflict')?.bytes ?? 0
  const { sizeBytes } = why.artifacts[0]!
  const piece = pieceBytes(sizeBytes)
  const twice = local + lan + seed + origin - sizeBytes - conflict
  t.true([0, piece, sizeBytes % piece].includes(twice), `${twice} bytes came twice, beside ${conflict}`)
  t.deepEqual(
    why.lanWasted.map(({ reason, bytes }) => [reason, bytes]),
    twice === 0 ? [] : [['came-twice', twice]],
  )
  t.is(
    why.wan.reduce((sum, { bytes }) => sum + bytes, 0),
    origin,
  )
  const status = await json<StatusView>('agent', ['status', '--state', office.state(1)])
  t.is(status.site, 'office')
  t.is(status.node, office.agents[1]!.listening.node)
  t.true(status.coordinator.lastSeen !== null)
  const screen = await command('agent', ['status', '--state', office.state(0)])
  t.regex(screen.stdout, /1 connected of 1 other members[\s\S]*app +installed/)
  t.is((await command('agent', ['scan', '--state', office.state(0)])).code, 0)
  const unknown = await command('agent', ['why', 'nothing', '--state', office.state(0), '--json'])
  t.deepEqual([unknown.code, unknown.stdout, JSON.parse(unknown.stderr).error.code], [1, '', 'not-found'])

  const rows = await until(
    'reports',
    15_000,
    () => json<{ patch: string; state: string }[]>('patchmesh', ['report', 'compliance', '--home', office.home]),
    all => all.length === 2 && all.every(row => row.state === 'installed'),
  )
  t.is(rows[0]!.patch, 'app')

  const told = await scrape(office.metrics.agent)
  const sources = ['local', 'lan', 'seed', 'origin'].map(
    source => told.get(`patchmesh_agent_received_bytes_total{source="${source}"}`)!,
  )
  t.deepEqual(sources, [local, lan, seed, origin])
  for (const { reason, bytes } of why.lanWasted)
    t.is(told.get(`patchmesh_agent_lan_wasted_bytes_total{reason="${reason}"}`), bytes)
  for (const { reason, bytes } of why.wan) t.is(told.get(`patchmesh_agent_wan_bytes_total{reason="${reason}"}`), bytes)
  t.is(told.get('patchmesh_agent_patches{state="installed"}'), 1)
  t.is(told.get('patchmesh_agent_artifacts{status="complete"}'), 1)
  t.deepEqual([told.get('patchmesh_agent_neighbours'), told.get('patchmesh_agent_members')], [1, 1])
  t.is(told.get('patchmesh_agent_stale'), 0)
  const coordinatorTold = await scrape(office.metrics.coordinator)
  t.true(coordinatorTold.get('patchmesh_coordinator_reports_total{result="taken"}')! >= 2)
  t.is(coordinatorTold.get('patchmesh_coordinator_nodes{state="fresh"}'), 2)
  t.is(coordinatorTold.get('patchmesh_coordinator_outcomes{state="installed"}'), 2)
  t.true(coordinatorTold.get('patchmesh_coordinator_control_bytes_total{site="office",purpose="metadata"}')! > 1000)
  t.true(coordinatorTold.get('patchmesh_coordinator_feed_synced_timestamp_seconds{feed="house"}')! > 1e9)

  // What was accepted is carried out with the coordinator dead, and told when it is back.
  let start = 0
  await office.order('later', () => {
    start = Math.ceil(Date.now() / 1000 + 8) * 1000 // orders know whole seconds
    return new Date(start).toISOString()
  })
  await until(
    'acceptance',
    8000,
    () => Promise.all([0, 1].map(index => ask<PatchView[]>(office, index, 'patches'))),
    all => all.every(patches => patches.some(patch => patch.id === 'later' && patch.reason === 'start-not-reached')),
  )
  t.is(await office.coordinator.stop('SIGKILL'), 'SIGKILL')
  for (const index of [0, 1]) await installed(office, index, 'later')
  t.true(Date.now() >= start)
  t.true((await ask<StatusView>(office, 0, 'status')).reports.pending > 0)

  for (const agent of office.agents) t.is(await agent.stop(), 0, agent.log())
  const gone = await command('agent', ['status', '--state', office.state(0)])
  t.is(gone.code, 1)
  t.regex(gone.stderr, /nobody answers/)

  const coordinator = await daemon('patchmesh', ['serve', '--home', office.home])
  const restarted = await daemon('agent', ['run', '--state', office.state(0)])
  t.teardown(() => void [coordinator, restarted].map(each => each.child.kill('SIGKILL')))
  await until(
    'delivery after the restart of both',
    20_000,
    () => ask<StatusView>(office, 0, 'status'),
    view => view.reports.pending === 0,
  )
  t.is(await restarted.stop('SIGINT'), 0)
  t.is(await coordinator.stop(), 0)
})

test('an agent that has not joined, or has broken settings, says what to do', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'pm-daemon-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const alone = await command('agent', ['run', '--state', folder])
  t.is(alone.code, 1)
  t.regex(alone.stderr, /patchmesh-agent join/)
  const wrong = await command('agent', ['join', 'pmj1_nonsense', '--state', folder, '--json'])
  t.is(JSON.parse(wrong.stderr).error.code, 'bad-token')
  const both = await command('agent', ['join', 'x', '--token-file', 'y', '--state', folder])
  t.is(both.code, 2)
  const neither = await command('agent', ['join', '--state', folder])
  t.is(neither.code, 2)
  const piped = await command('agent', ['join', '--token-file', '-', '--state', folder, '--json'], {
    input: 'pmj1_x\n',
  })
  t.is(JSON.parse(piped.stderr).error.code, 'bad-token')
})
