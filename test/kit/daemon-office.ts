// A coordinator and two agents as real processes on loopback, driven by the real command line: for tests of the agent as its users meet it.

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import type { PatchView } from '../../agent/view.ts'
import { callControl } from '../../core/control.ts'
import { sealCheaply } from './cheap-seal.ts'
import { addPatch } from './patch-folder.ts'
import { command, type Daemon, daemon, freePort, until } from './processes.ts'

export const passphrase = 'a test passphrase'

export interface Office {
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
export async function openOffice(t: ExecutionContext): Promise<Office> {
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
  await sealCheaply(keys, passphrase)
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
    await addPatch(join(folder, 'feed'), id, { content: `content of ${id} `.repeat(20_000) })
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

async function setOrigin(home: string, port: number): Promise<void> {
  const path = join(home, 'coordinator.yaml')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace(/^originListen:.*$/m, `originListen: 127.0.0.1:${port}`))
}

/** Asks the running agent directly: a process for each question would cost a second each. */
export const ask = <T>(office: Office, index: number, name: string, args: unknown = {}) =>
  callControl(join(office.state(index), 'control', 'agent.sock'), name, args) as Promise<T>

export const installed = (office: Office, index: number, id: string) =>
  until(
    `install of ${id}`,
    30_000,
    () => ask<PatchView[]>(office, index, 'patches'),
    patches => patches.some(patch => patch.id === id && patch.state === 'installed'),
  )
