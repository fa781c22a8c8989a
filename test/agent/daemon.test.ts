// The agent as its users meet it: real processes on loopback, a real coordinator, an in-house patch from feed to machine, and the
// command line against the running daemon.

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { PatchView, PauseView, PeerView, StatusView, WhyView } from '../../agent/view.ts'
import { callControl } from '../../core/control.ts'
import { command, type Daemon, daemon, freePort, json, until } from '../kit/processes.ts'

const passphrase = 'a test passphrase'

interface Office {
  folder: string
  home: string
  coordinator: Daemon
  agents: Daemon[]
  /** Where the coordinator and the first agent tell metrics. */
  metrics: { coordinator: string; agent: string }
  state: (index: number) => string
  root: (index: number) => string
  /** `start` is asked when the schedule is made. */
  order: (id: string, start: () => string) => Promise<void>
}

/** A coordinator and two agents that have joined, none of them asking by multicast. */
async function openOffice(t: ExecutionContext): Promise<Office> {
  // Longer than a Unix socket's path may be.
  const folder = await mkdtemp(join(tmpdir(), `pm-daemon-${'x'.repeat(100)}-`))
  const running: Daemon[] = []
  t.teardown(async () => {
    for (const each of running) each.child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })
  const home = join(folder, 'home')
  const state = (index: number) => join(folder, `state-${index}`)
  const root = (index: number) => join(folder, `root-${index}`)
  const listen = `/ip4/127.0.0.1/tcp/${await freePort()}`
  const keys = join(folder, 'keys')
  const made = await command(
    'patchmesh',
    ['init', '--home', home, '--keys', keys, '--fleet', 'test', '--listen', listen, '--passphrase-fd', '3'],
    { passphrase },
  )
  t.is(made.code, 0, made.stderr)
  await setOrigin(home, await freePort())
  const metricsPorts = [await freePort(), await freePort()]
  await setMetrics(join(home, 'coordinator.yaml'), metricsPorts[0]!)
  const coordinator = await daemon('patchmesh', ['serve', '--home', home])
  running.push(coordinator)
  const token = join(folder, 'token')
  const created = await command('patchmesh', [
    'token',
    'create',
    '--home',
    home,
    '--site',
    'office',
    '--uses',
    '2',
    '--prefix',
    '127.0.0.0/8',
  ])
  await writeFile(token, created.stdout)
  const agents: Daemon[] = []
  for (const index of [0, 1]) {
    await mkdir(root(index))
    await mkdir(state(index))
    await writeFile(join(state(index), 'agent.yaml'), 'discovery:\n  mdns: false\n')
    if (index === 0) await setMetrics(join(state(index), 'agent.yaml'), metricsPorts[1]!)
    const where = ['--state', state(index), '--root', root(index), '--listen', '/ip4/127.0.0.1/tcp/0']
    const joined = await command('agent', ['join', '--token-file', token, ...where])
    t.is(joined.code, 0, joined.stderr)
    agents.push(await daemon('agent', ['run', '--state', state(index)]))
    running.push(agents[index]!)
  }

  const order = async (id: string, start: () => string) => {
    const patch = join(folder, 'feed', id)
    await mkdir(patch, { recursive: true })
    await writeFile(join(patch, `${id}.bin`), `content of ${id} `.repeat(20_000))
    const yaml = [
      `id: ${id}`,
      `product: ${id}`,
      'version: "1.0"',
      `title: Patch ${id}`,
      'severity: high',
      `files: [${id}.bin]`,
      `install: { type: file, path: /opt/${id} }`,
    ]
    await writeFile(join(patch, 'patch.yaml'), `${yaml.join('\n')}\n`)
    const at = ['--home', home]
    const sign = ['--passphrase-fd', '3']
    const steps: (() => string[])[] = [
      () => ['feed', 'add', 'house', '--type', 'folder', '--path', join(folder, 'feed'), '--replace', ...at],
      () => ['feed', 'sync', 'house', ...at],
      () => ['patch', 'approve', id, ...at, ...sign],
      () => ['schedule', 'create', '--patch', id, '--site', 'office', '--start', start(), '--yes', ...at, ...sign],
    ]
    for (const step of steps) {
      const { code, stderr } = await command('patchmesh', step(), { passphrase })
      t.is(code, 0, stderr)
    }
  }
  const [toldByCoordinator, toldByAgent] = metricsPorts.map(port => `http://127.0.0.1:${port}/metrics`)
  const metrics = { coordinator: toldByCoordinator!, agent: toldByAgent! }
  return { folder, home, coordinator, agents, metrics, state, root, order }
}

/** The file may have the setting already, unset. */
async function setMetrics(path: string, port: number): Promise<void> {
  const text = (await readFile(path, 'utf8')).replace(/^metrics:\n( .*\n)*/m, '')
  await writeFile(path, `${text}metrics:\n  listen: ${port}\n`)
}

/** The values of a scrape by name and labels as they are written. */
async function scrape(url: string): Promise<Map<string, number>> {
  const lines = (await (await fetch(url)).text()).split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return new Map(lines.map(line => [line.replace(/ [^ ]*$/, ''), Number(line.split(' ').at(-1))]))
}

async function setOrigin(home: string, port: number): Promise<void> {
  const path = join(home, 'coordinator.yaml')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace(/^originListen:.*$/m, `originListen: 127.0.0.1:${port}`))
}

/** Asks the running agent directly: a process for each question would cost a second each. */
const ask = <T>(office: Office, index: number, name: string, args: unknown = {}) =>
  callControl(join(office.state(index), 'control', 'agent.sock'), name, args) as Promise<T>

const installed = (office: Office, index: number, id: string) =>
  until(
    `install of ${id}`,
    30_000,
    () => ask<PatchView[]>(office, index, 'patches'),
    patches => patches.some(patch => patch.id === id && patch.state === 'installed'),
  )

test('a patch goes from the feed into two machines, and the agent explains itself', async t => {
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
  t.is(local + lan + seed + origin, why.artifacts[0]!.sizeBytes)
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
  t.is(told.get('patchmesh_agent_wan_bytes_total{reason="first-copy"}') ?? 0, origin)
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

test('fetching is paused by the admins and at the machine, and goes on at once when both let it', async t => {
  t.timeout(120_000)
  const office = await openOffice(t)
  const setPolicy = async (text: string) => {
    const file = join(office.folder, 'policy.yaml')
    await writeFile(file, text)
    const set = ['policy', 'set', file, '--home', office.home, '--yes', '--passphrase-fd', '3']
    const { code, stderr } = await command('patchmesh', set, { passphrase })
    t.is(code, 0, stderr)
  }
  const whenHeldUp = (reason: string) =>
    until(
      reason,
      15_000,
      () => Promise.all([0, 1].map(index => ask<PatchView[]>(office, index, 'patches'))),
      all => all.every(patches => patches.some(patch => patch.id === 'app' && patch.reason === reason)),
    )
  await setPolicy('pauseFetching: true\n')
  await until(
    'the policy at both',
    15_000,
    () => Promise.all([0, 1].map(index => ask<StatusView>(office, index, 'status'))),
    all => all.every(({ fetching }) => fetching.closed === 'site-paused'),
  )
  for (const index of [0, 1]) {
    const paused = await json<PauseView>('agent', ['pause', '--for', '1h', '--state', office.state(index)])
    t.like(paused, { paused: true, all: false })
  }
  await office.order('app', () => 'now')
  const [patches] = await whenHeldUp('node-paused')
  t.regex(patches![0]!.detail, /someone at this machine has paused fetching, until \d{4}-/)
  const screen = await command('agent', ['status', '--state', office.state(0)])
  t.regex(screen.stdout, /outside: +closed \(node-paused\)/)
  for (const index of [0, 1]) await ask(office, index, 'resume')
  await whenHeldUp('site-paused')
  t.like(await json('agent', ['pin', 'app', '--state', office.state(0)]), { pinned: true, changed: true, haveBytes: 0 })
  await setPolicy('budgets:\n  - rate: 4 MiB/s\n')
  for (const index of [0, 1]) await installed(office, index, 'app')
  const status = await ask<StatusView>(office, 0, 'status')
  t.deepEqual([status.fetching.closed, status.fetching.budgetBytesPerSecond], [null, 4 * 1024 * 1024])
  t.deepEqual(status.pinned, ['app'])
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
