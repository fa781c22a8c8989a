// The main job with the real executables as processes on loopback: feed to installed and reported, with the coordinator dead
// at the start of a schedule, an agent killed, and a second instance refused.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MIB } from '../../core/limits.ts'
import { pieceBytes } from '../../core/pieces.ts'
import { largePatch, writeDemoFeed } from '../../scripts/fleet/demo-patches.ts'
import { type Agent, crash, Fleet, localPlace } from '../../scripts/fleet/fleet.ts'
import { until } from '../../scripts/fleet/until.ts'
import { processTest } from '../kit/long.ts'

interface PatchView {
  id: string
  schedule: string
  state: string
  reason: string
}

interface ComplianceRow {
  patch: string
  state: string
  reason: string
}

const limitMs = 30_000
const largeBytes = 2 * MIB

processTest('three agents install what an admin ordered, whatever dies on the way', async t => {
  t.timeout(180_000)
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-e2e-'))
  const children = new Set<import('node:child_process').ChildProcess>()
  const fleet = new Fleet({ folder, outside: localPlace('outside', children), ports: { coordinator: 0, origin: 0 } })
  try {
    await fleet.start()
    const { token } = await fleet.command<{ token: string }>('token', 'create', '--site', 'office', '--uses', '3')
    const places = [1, 2, 3].map(number => localPlace(`office-${number}`, children))
    const settings = { 'discovery.mdns': false }
    await Promise.all(places.map(place => fleet.addAgent({ place, site: 'office', token, settings })))
    await until('all are connected', limitMs, async () => {
      const views = await ask<{ peers: { connected: number } }>(fleet, 'status')
      return views.every(({ peers }) => peers.connected === 2)
    })
    await publish(fleet, folder)

    await t.notThrowsAsync(order(fleet, [largePatch, 'demo-archive-2.1'], 'now', 'first'))
    await until('the first schedule is installed and reported', limitMs, () => isReported(fleet, 'first'))
    for (const agent of fleet.agents) {
      t.is((await readFile(join(agent.root, 'opt/demo/archive/VERSION'), 'utf8')).trim(), 'demo-archive 2.1')
    }
    const why = await fleet.agents[0]!.ask<{ state: string; bytes: { origin: number; lan: number } }>('why', {
      patch: largePatch,
    })
    t.is(why.state, 'installed')
    // in the end game a last piece may be asked from two neighbours
    const came = why.bytes.origin + why.bytes.lan
    t.true(came >= largeBytes && came <= largeBytes + pieceBytes(largeBytes), `${came} bytes came`)
    const [bytes] = await fleet.command<{ origin: number; payloadBytes: number }[]>(
      'report',
      'bytes',
      '--schedule',
      'first',
    )
    t.true(
      bytes!.origin <= bytes!.payloadBytes * 1.01,
      `${bytes!.origin} bytes came from outside for ${bytes!.payloadBytes}`,
    )

    const start = new Date(Date.now() + 20_000).toISOString()
    await order(fleet, ['demo-small-1-1.0'], start, 'second')
    // the coordinator is the only source of the demo's files: each agent has its own before that one dies
    await until('all agents hold what the second schedule orders', limitMs, async () => {
      const views = await ask<PatchView[]>(fleet, 'patches')
      return views.every(patches =>
        patches.some(({ schedule, state }) => schedule === 'second' && (state === 'waiting' || state === 'installed')),
      )
    })
    await crash(fleet.coordinator!)
    await crash(fleet.agents[1]!.process)
    await fleet.restart(fleet.agents[1]!, places[1]!)
    await until('the second schedule is installed without the coordinator', limitMs, async () => {
      const views = await ask<PatchView[]>(fleet, 'patches')
      return views.every(patches => patches.some(patch => patch.schedule === 'second' && patch.state === 'installed'))
    })

    await fleet.serve()
    await until('the second schedule is reported to the coordinator that came back', limitMs, () =>
      isReported(fleet, 'second'),
    )
    const second = fleet.agents[2]!
    const again = t.throwsAsync(places[2]!.exec(process.execPath, ['agent/main.ts', 'run', '--state', second.state]))
    t.regex((await again)?.message ?? '', /already|in use/)
    await fleet.stop()
    t.is(second.process.exitCode, 0)
  } finally {
    await fleet.stop()
    for (const child of children) child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
})

function ask<T>(fleet: Fleet, command: string): Promise<T[]> {
  return Promise.all(fleet.agents.map((agent: Agent) => agent.ask<T>(command)))
}

async function publish(fleet: Fleet, folder: string): Promise<void> {
  const feed = join(folder, 'feed')
  const patches = await writeDemoFeed(feed, { largeBytes })
  await fleet.command('feed', 'add', 'house', '--type', 'folder', '--path', feed)
  await fleet.command('feed', 'sync')
  await fleet.signing('patch', 'approve', ...patches)
}

async function order(fleet: Fleet, patches: string[], start: string, id: string): Promise<void> {
  const chosen = patches.flatMap(patch => ['--patch', patch])
  await fleet.signing('schedule', 'create', '--yes', ...chosen, '--site', 'office', '--start', start, '--id', id)
}

async function isReported(fleet: Fleet, schedule: string): Promise<boolean> {
  const rows = await fleet.ask<ComplianceRow[]>('report-compliance', { schedule })
  return rows.length > 0 && rows.every(row => row.state === 'installed')
}
