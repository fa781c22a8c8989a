// A coordinator lost with its disk, with the real executables: restored from a backup, it learns from the fleet what came after it, and no
// version that it signed goes down.

import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { openEnvelope } from '../../core/envelope.ts'
import { MIB } from '../../core/limits.ts'
import { parseRoster } from '../../core/roster.ts'
import { writeDemoFeed } from '../../scripts/fleet/demo-patches.ts'
import { type Agent, crash, passphrase as demoPassphrase, Fleet, localPlace } from '../../scripts/fleet/fleet.ts'
import { until } from '../../scripts/fleet/until.ts'
import { isLong, processTest } from '../kit/long.ts'
import { command } from '../kit/processes.ts'

const limitMs = 60_000
const passphrase = 'the passphrase of the backup'

async function patchmesh(...args: string[]) {
  const { code, stdout, stderr } = await command('patchmesh', [...args, '--passphrase-fd', '3', '--json'], {
    passphrase,
  })
  return { code, out: stdout === '' ? undefined : JSON.parse(stdout), err: stderr }
}

async function rosterOf(fleet: Fleet): Promise<{ version: number; members: number }> {
  const { objects } = await fleet.ask<{ objects: string[] }>('fleet-objects', { kinds: ['roster'] })
  const { header, members } = parseRoster(openEnvelope(Buffer.from(objects[0]!, 'base64')).payload)
  return { version: header.version, members: members.length }
}

/** A running coordinator, and how machines join its one site. */
async function open(
  run: (parts: { fleet: Fleet; folder: string; joinAs(number: number): Promise<Agent> }) => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-restore-'))
  const children = new Set<ChildProcess>()
  const fleet = new Fleet({ folder, outside: localPlace('outside', children), ports: { coordinator: 0, origin: 0 } })
  try {
    await fleet.start()
    const terms = {
      site: 'office',
      prefixes: [],
      uses: 4,
      groups: [],
      ttlMs: 3_600_000,
      needsApproval: false,
      replaces: '',
    }
    const { token } = await fleet.ask<{ token: string }>('token-create', terms)
    const settings = { 'discovery.mdns': false }
    const joinAs = (number: number) =>
      fleet.addAgent({ place: localPlace(`office-${number}`, children), site: 'office', token, settings })
    await run({ fleet, folder, joinAs })
  } finally {
    await fleet.stop()
    for (const child of children) child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
}

/** Root version 2, by the commands. */
async function renewRoot(t: ExecutionContext, fleet: Fleet, folder: string): Promise<void> {
  const file = join(folder, 'two.root')
  await fleet.command('root', 'propose', '--out', file)
  const terms = ['root', 'sign', file, '--key', join(folder, 'keys', 'root.key'), '--passphrase-fd', '3', '--json']
  const signed = await command('patchmesh', terms, { passphrase: demoPassphrase })
  t.is(signed.code, 0, signed.stderr)
  await fleet.command('root', 'publish', file)
}

/** The coordinator crashes, its disk is gone, and it starts from the backup; resolves when it has heard its site. */
async function loseAndRestore(t: ExecutionContext, fleet: Fleet, file: string): Promise<void> {
  await crash(fleet.coordinator!)
  await rm(fleet.home, { recursive: true })
  const restored = await patchmesh('restore', file, '--home', fleet.home)
  t.is(restored.code, 0, restored.err)
  t.deepEqual(restored.out.waitsFor, ['office'])
  await fleet.serve()
  await until('the site is heard', limitMs, async () => {
    const { waitsFor } = await fleet.ask<{ waitsFor: string[] }>('coordinator-status')
    return waitsFor.length === 0
  })
}

processTest('a coordinator whose disk is lost comes back from backup and fleet, and no version goes down', async t => {
  t.timeout(180_000)
  await open(async ({ fleet, folder, joinAs }) => {
    const file = join(folder, 'one.backup')
    await joinAs(1)
    const made = await patchmesh('backup', '--home', fleet.home, '--out', file)
    t.is(made.code, 0, made.err)
    t.is((await stat(file)).mode & 0o777, 0o600)
    const late = await joinAs(2)
    const before = await rosterOf(fleet)
    t.is(before.members, 2)
    await until('both know the roster', limitMs, async () => {
      const { peers } = await fleet.agents[0]!.ask<{ peers: { members: number } }>('status')
      return peers.members === 1
    })
    await renewRoot(t, fleet, folder)
    await until('the agents have the new root', limitMs, async () => {
      const views = await Promise.all(fleet.agents.map(agent => agent.ask<{ rootVersion: number }>('status')))
      return views.every(({ rootVersion }) => rootVersion === 2)
    })
    await loseAndRestore(t, fleet, file)
    const { roots } = await fleet.ask<{ roots: string[] }>('root-chain')
    t.is(roots.length, 2, 'the root that is newer than the backup came back from the fleet')
    const after = await rosterOf(fleet)
    t.is(after.members, 2, 'the node that joined after the backup is a member')
    t.true(after.version >= before.version, `${after.version} after ${before.version}`)
    const { notAMember } = await late.ask<{ notAMember: unknown }>('status')
    t.is(notAMember, null)
  })
})

const longTest = isLong ? test : test.skip

longTest('a restored coordinator knows orders made after the backup, and goes on with joins and backups', async t => {
  t.timeout(420_000)
  await open(async ({ fleet, folder, joinAs: join_ }) => {
    const file = join(folder, 'one.backup')
    await Promise.all([1, 2].map(join_))
    const feed = join(folder, 'feed')
    const patches = await writeDemoFeed(feed, { largeBytes: 2 * MIB })
    await fleet.command('feed', 'add', 'house', '--type', 'folder', '--path', feed)
    await fleet.command('feed', 'sync')
    await fleet.signing('patch', 'approve', ...patches)

    const made = await patchmesh('backup', '--home', fleet.home, '--out', file)
    t.is(made.code, 0, made.err)
    t.is((await stat(file)).mode & 0o777, 0o600)
    t.false((await readFile(file, 'utf8')).includes('secretKey'))

    await join_(3)
    const start = new Date(Date.now() + 3_600_000).toISOString()
    await fleet.signing(
      'schedule',
      'create',
      '--yes',
      '--patch',
      patches[0]!,
      '--site',
      'office',
      '--start',
      start,
      '--id',
      'after',
    )
    await until('all agents know the schedule', limitMs, async () => {
      const views = await Promise.all(
        fleet.agents.map(agent => agent.ask<{ schedule: string; state: string }[]>('patches')),
      )
      return views.every(view => view.some(({ schedule }) => schedule === 'after'))
    })
    const before = await rosterOf(fleet)
    t.is(before.members, 3)

    await loseAndRestore(t, fleet, file)
    const after = await rosterOf(fleet)
    t.is(after.members, 3, 'the node that joined after the backup is a member')
    t.true(after.version >= before.version, `${after.version} after ${before.version}`)
    const schedules = await fleet.ask<{ id: string }[]>('schedule-list')
    t.deepEqual(
      schedules.map(({ id }) => id),
      ['after'],
    )

    await join_(4)
    const grown = await rosterOf(fleet)
    t.is(grown.members, 4)
    t.true(grown.version > before.version)
    await until('all agents are connected with the coordinator and each other', limitMs, async () => {
      const views = await Promise.all(
        fleet.agents.map(agent => agent.ask<{ peers: { connected: number; members: number } }>('status')),
      )
      return views.every(({ peers }) => peers.members === 3 && peers.connected > 0)
    })
    const nodes = await fleet.ask<{ alarms?: unknown }[]>('node-list')
    t.is(nodes.length, 4)
    await fleet.stop()

    const second = join(folder, 'two.backup')
    t.is((await patchmesh('backup', '--home', fleet.home, '--out', second)).code, 0, 'without a running coordinator')
    t.is(
      JSON.parse((await patchmesh('backup', '--home', fleet.home, '--out', second)).err).error.code,
      'already-exists',
    )
    const listed = await patchmesh('restore', second, '--list')
    t.like(listed.out, {
      sites: ['office'],
      feeds: ['house'],
      objects: { roster: 1, schedule: 1, approval: patches.length },
    })
    t.is(JSON.parse((await patchmesh('restore', second, '--home', fleet.home)).err).error.code, 'already-exists')
  })
})
