// A machine that lets its agent down, with real processes: a disk that is full at any write, a stored file that rots while the agent runs,
// a clock that is years off, no file descriptors left, little memory. What is held up says so, and goes on by itself.

import type { ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { PatchView, StatusView, WhyView } from '../../agent/view.ts'
import { MIB } from '../../core/limits.ts'
import { diskReserve, diskSpace } from '../../keys/durable-file.ts'
import { type Agent, Fleet, localPlace } from '../../scripts/fleet/fleet.ts'
import { cleanUp, writePatch } from '../kit/bad-input.ts'
import { isProcessRun, serialProcessTest } from '../kit/long.ts'
import { until } from '../kit/processes.ts'
import { isRoot, smallDisk } from '../kit/small-disk.ts'

const rootTest = isRoot ? serialProcessTest : test.skip
const limitMs = 90_000
const cleanups: (() => unknown)[] = []
const children = new Set<ChildProcess>()
let folder: string
let fleet: Fleet

test.before(async t => {
  if (!isProcessRun) return
  t.timeout(120_000)
  folder = await mkdtemp(join(tmpdir(), 'pm-machine-'))
  cleanups.push(() => rm(folder, { recursive: true, force: true }))
  cleanups.push(() => children.forEach(child => void child.kill('SIGKILL')))
  fleet = new Fleet({ folder, outside: localPlace('outside', children), ports: { coordinator: 0, origin: 0 } })
  await fleet.start()
})
test.afterEach.always(async t => {
  const agents = fleet?.agents.splice(0) ?? []
  if (!t.passed) for (const { logFile } of agents) t.log((await readFile(logFile, 'utf8')).slice(-5000))
})
test.after.always(() => cleanUp(cleanups))

/** An agent in a site of its own, so that no test hears of another. */
async function addAgent(site: string, name = site): Promise<Agent> {
  const token = await fleet.token({ site, prefixes: ['127.0.0.0/8'], uses: 2 })
  return await fleet.addAgent({ place: localPlace(name, children), site, token, settings: { 'discovery.mdns': false } })
}

/** A patch that is ordered for a site, at once. */
async function order(site: string, { sizeBytes }: { sizeBytes: number }): Promise<string> {
  const id = `for-${site}`
  await writePatch(join(folder, `feed-${site}`), id, { content: Buffer.alloc(sizeBytes, `content of ${site} `) })
  await fleet.command('feed', 'add', `feed-${site}`, '--type', 'folder', '--path', join(folder, `feed-${site}`))
  await fleet.command('feed', 'sync', `feed-${site}`)
  await fleet.signing('patch', 'approve', id)
  await fleet.signing('schedule', 'create', '--patch', id, '--site', site, '--start', 'now')
  return id
}

const patchOf = (agent: Agent, id: string) =>
  agent.ask<PatchView[]>('patches').then(all => all.find(patch => patch.id === id))

async function installed(t: ExecutionContext, agent: Agent, id: string): Promise<void> {
  const patch = await until(
    `install of ${id}`,
    limitMs,
    () => patchOf(agent, id),
    found => found?.state === 'installed',
  )
  t.is(patch?.haveBytes, patch?.sizeBytes)
}

rootTest(
  'a download that finds the disk full leaves a reserve, waits, says so, and goes on by itself when there is room',
  async t => {
    t.timeout(240_000)
    const disk = await smallDisk(join(await agentsFolder()), { sizeBytes: 40 * MIB, name: 'full' })
    cleanups.push(disk.free)
    const agent = await addAgent('full')
    await disk.fill({ leaveBytes: 5 * MIB })
    const id = await order('full', { sizeBytes: 6 * MIB })
    const waiting = await until(
      'waiting',
      limitMs,
      () => patchOf(agent, id),
      found => found?.reason === 'no-space',
    )
    t.like(waiting, { state: 'fetching' })
    const why = await agent.ask<WhyView>('why', { patch: id })
    t.is(why.words, 'the disk is full')
    t.is((await agent.ask<StatusView>('status')).patches[0]?.reason, 'no-space')
    t.is(agent.process.exitCode, null)
    const space = await diskSpace(disk.path)
    t.true(space.freeBytes >= diskReserve(space) - MIB, `the download left ${space.freeBytes} bytes of the disk free`)
    await disk.makeRoom()
    await installed(t, agent, id)
    t.is((await readFile(join(agent.root, 'opt', id))).length, 6 * MIB)
  },
)

rootTest('an agent whose disk takes no byte at all lives, and catches up when there is room', async t => {
  t.timeout(240_000)
  const disk = await smallDisk(await agentsFolder(), { sizeBytes: 10 * MIB, name: 'stuffed' })
  cleanups.push(disk.free)
  const agent = await addAgent('stuffed')
  await until(
    'roster',
    limitMs,
    () => agent.ask<StatusView>('status'),
    ({ coordinator }) => coordinator.connected,
  )
  await disk.fill()
  const id = await order('stuffed', { sizeBytes: MIB })
  const status = await until(
    'a word on the full disk',
    limitMs,
    () => agent.ask<StatusView>('status'),
    ({ alarms }) => alarms.some(({ code }) => code === 'disk-full'),
  )
  t.log(status.alarms)
  t.is(agent.process.exitCode, null)
  await disk.makeRoom()
  await installed(t, agent, id)
  await until(
    'a healthy word',
    limitMs,
    () => agent.ask<StatusView>('status'),
    ({ alarms }) => alarms.length === 0,
  )
})

async function agentsFolder(): Promise<string> {
  const path = join(folder, 'agents')
  await mkdir(path, { recursive: true })
  return path
}
