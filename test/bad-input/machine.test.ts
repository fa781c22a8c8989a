// A machine that lets its agent down, with real processes: a disk that is full at any write, a stored file that rots while the agent runs,
// a clock that is years off, no file descriptors left, little memory. What is held up says so, and goes on by itself.

import { type ChildProcess, execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import test, { type ExecutionContext } from 'ava'
import type { PatchView, StatusView, WhyView } from '../../agent/view.ts'
import { DAY_MS, KIB, MIB } from '../../core/limits.ts'
import { diskReserve, diskSpace } from '../../keys/durable-file.ts'
import { type Agent, type Fleet, localPlace, stopDaemon } from '../../scripts/fleet/fleet.ts'
import { cleanUp, openFleet, writePatch } from '../kit/bad-input.ts'
import { isProcessRun, serialProcessTest } from '../kit/long.ts'
import { command, until } from '../kit/processes.ts'
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
  ;({ folder, fleet } = await openFleet('machine', { children, cleanups }))
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

/** A patch that is ordered for a site, at once unless another start is given. */
async function order(
  site: string,
  { sizeBytes, start = 'now' }: { sizeBytes: number; start?: string },
): Promise<string> {
  const id = `for-${site}`
  await writePatch(join(folder, `feed-${site}`), id, { content: Buffer.alloc(sizeBytes, `content of ${site} `) })
  await fleet.command('feed', 'add', `feed-${site}`, '--type', 'folder', '--path', join(folder, `feed-${site}`))
  await fleet.command('feed', 'sync', `feed-${site}`)
  await fleet.signing('patch', 'approve', id)
  await fleet.signing('schedule', 'create', '--patch', id, '--site', site, '--start', start, '--yes')
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

serialProcessTest(
  'a stored file that rots while the agent runs is found before it is installed, and fetched again',
  async t => {
    t.timeout(240_000)
    const agent = await addAgent('rot')
    const id = await order('rot', { sizeBytes: MIB, start: later() })
    const files = join(agent.state, 'store/files')
    const found = await until(
      'a whole file',
      limitMs,
      () => readdir(files),
      names => names.length === 1,
    )
    const file = join(files, found[0]!)
    const { atime, mtime } = await stat(file)
    const bytes = await readFile(file)
    bytes[bytes.length >> 1]! ^= 1
    await writeFile(file, bytes)
    await utimes(file, atime, mtime)
    await fleet.signing('schedule', 'create', '--patch', id, '--site', 'rot', '--start', 'now', '--yes')
    await installed(t, agent, id)
    t.true((await readFile(join(agent.root, 'opt', id))).equals(Buffer.alloc(MIB, 'content of rot ')))
    const log = await readFile(agent.logFile, 'utf8')
    t.true(log.includes(`"reason":"${'wrong-hash'}"`), 'told, and not installed')
    t.true(log.includes('stored file removed'))
  },
)

for (const [side, byYears] of [
  ['ahead', 10],
  ['behind', -10],
] as const)
  serialProcessTest(`an agent whose clock is ten years ${side} says so, and works once it is right`, async t => {
    t.timeout(240_000)
    const site = `clock-${side}`
    const joined = await addAgent(site)
    await stopDaemon(joined.process)
    const agent = await fleet.restart(joined, localPlace(site, children), [
      wrongClock(byYears * 365.25 * DAY_MS),
      join(import.meta.dirname, '../../agent/main.ts'),
      'run',
    ])
    const { alarms } = await until(
      'an alarm',
      limitMs,
      () => agent.ask<StatusView>('status'),
      status => status.alarms.some(({ code }) => code === 'clock-wrong'),
    )
    t.log(alarms)
    const id = await order(site, { sizeBytes: MIB })
    agent.process.kill('SIGUSR2')
    await installed(t, agent, id)
    await until(
      'the alarm ends',
      limitMs,
      () => agent.ask<StatusView>('status'),
      status => status.alarms.length === 0,
    )
    t.is(agent.process.exitCode, null)
  })

serialProcessTest(
  'an agent and a coordinator whose descriptors are used up live, say so, and go on when there are some',
  async t => {
    t.timeout(300_000)
    const agent = await addAgent('open')
    const { addresses } = await agent.ask<StatusView>('status')
    const daemons = [
      { process: agent.process, port: portOf(addresses[0]!), logFile: agent.logFile },
      { process: fleet.coordinator!, port: portOf(fleet.addresses[0]!), logFile: join(folder, 'coordinator.log') },
    ]
    for (const { process, port, logFile } of daemons) {
      const allowed = (await readFile(`/proc/${process.pid}/limits`, 'utf8')).match(/^Max open files\s+(\d+)/m)![1]!
      const limit = (files: string) => run('prlimit', ['--pid', String(process.pid), `--nofile=${files}:`])
      await limit('64')
      const endFlood = flood(port)
      cleanups.push(endFlood)
      const told = await until(
        'a word on the descriptors',
        limitMs,
        () => readFile(logFile, 'utf8'),
        log => log.includes('descriptors-used-up'),
      )
      t.regex(told, /(all|\d+ of 64) are in use: raise the limit/)
      endFlood()
      t.is(process.exitCode, null)
      await until(
        'room again',
        limitMs,
        () => readdir(`/proc/${process.pid}/fd`),
        files => files.length < 50,
      )
      await limit(allowed)
    }
    const { stdout } = await command('patchmesh', ['report', 'alarms', '--home', fleet.home, '--json'])
    t.true(stdout.includes('descriptors-used-up'), stdout)
    await installed(t, agent, await order('open', { sizeBytes: MIB }))
    await until(
      'the alarm ends',
      limitMs,
      () => agent.ask<StatusView>('status'),
      status => status.alarms.length === 0,
    )
  },
)

serialProcessTest('an agent that ends for want of memory comes back and has lost nothing', async t => {
  t.timeout(300_000)
  const agent = await addAgent('memory')
  const id = await order('memory', { sizeBytes: MIB, start: later() })
  await until(
    'the order is known',
    limitMs,
    () => patchOf(agent, id),
    patch => patch !== undefined,
  )
  await stopDaemon(agent.process)
  const small = [programs.hungry, '--max-old-space-size=64', programs.agent, 'run']
  const hungry = await fleet.restart(agent, localPlace('memory', children), small)
  const ended = once(hungry.process, 'exit')
  hungry.process.kill('SIGUSR2')
  await ended
  t.regex(await readFile(hungry.logFile, 'utf8'), /heap out of memory/)
  const record = JSON.parse(await readFile(join(agent.state, 'starts.json'), 'utf8'))
  t.is(record.crashes, 1)
  const again = await fleet.restart(agent, localPlace('memory', children))
  await until(
    'what it held, it holds',
    limitMs,
    () => patchOf(again, id),
    patch => patch !== undefined,
  )
  await fleet.signing('schedule', 'create', '--patch', id, '--site', 'memory', '--start', 'now', '--yes')
  await installed(t, again, id)
})

serialProcessTest(
  'an agent to which the system gives no more memory says so as it ends, and the next start goes on from what it held',
  async t => {
    t.timeout(300_000)
    const policy = join(folder, 'thin-line.yaml')
    await writeFile(policy, 'budgets:\n  - site: refused\n    rate: 512 KiB/s\n')
    await fleet.signing('policy', 'set', policy)
    const joined = await addAgent('refused')
    await stopDaemon(joined.process)
    const place = localPlace('refused', children)
    const agent = await fleet.restart(joined, place, [programs.greedy, programs.agent, 'run'])
    const id = await order('refused', { sizeBytes: 8 * MIB })
    const before = await until(
      'a part of it',
      limitMs,
      () => patchOf(agent, id),
      patch => (patch?.haveBytes ?? 0) >= 2 * MIB,
    )
    const { pid } = agent.process
    await run('prlimit', ['--pid', String(pid), `--data=${(await memoryOf(pid!, 'VmData')) + 64 * MIB}:`])
    const ended = once(agent.process, 'exit')
    agent.process.kill('SIGUSR2')
    const [code] = await ended
    t.not(code, 0)
    // Whoever of Node is refused memory first decides: a buffer is an error of ours, the heap ends the process.
    const said = await readFile(agent.logFile, 'utf8')
    t.regex(said, code === 1 ? /"level":60,.*"code":"ERR_MEMORY_ALLOCATION_FAILED"/ : /^FATAL ERROR: .*out of memory/m)
    const again = await fleet.restart(agent, place)
    const after = await until(
      'what it held is known',
      limitMs,
      () => patchOf(again, id),
      patch => patch !== undefined && patch.haveBytes > 0,
    )
    t.true(after!.haveBytes >= before!.haveBytes, `${after!.haveBytes} of ${before!.haveBytes} bytes are left`)
    await installed(t, again, id)
    t.true((await readFile(join(again.root, 'opt', id))).equals(Buffer.alloc(8 * MIB, 'content of refused ')))
    t.deepEqual(await readdir(join(again.state, 'store/partial')), [])
    const [advised, most] = [await advisedMemory(), await memoryOf(again.process.pid!, 'VmHWM')]
    t.log(`${Math.round(most / MIB)} MiB at most; the service is given ${advised / MIB} MiB`)
    t.true(most < advised / 2, 'the other half is for package managers')
  },
)

const run = promisify(execFile)

/** Bytes of the process, as the kernel counts them. */
async function memoryOf(pid: number, field: 'VmData' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)![1]) * KIB
}

/** `MemoryMax` of the agent's unit in docs/operations.md. */
async function advisedMemory(): Promise<number> {
  const text = await readFile(join(import.meta.dirname, '../../docs/operations.md'), 'utf8')
  return Number(/^ +MemoryMax=(\d+)M$/m.exec(text)![1]) * MIB
}

const later = () => new Date(Date.now() + 3_600_000).toISOString()
const portOf = (address: string) => Number(/\/tcp\/(\d+)/.exec(address)![1])

const programs = {
  agent: join(import.meta.dirname, '../../agent/main.ts'),
  /** Takes memory until there is none, at a signal. */
  hungry: `--import=data:text/javascript,process.on('SIGUSR2',()=>{const%20all=[];for(;;)all.push(new%20Array(1000).fill(all.length))})`,
  /** The same with buffers, which lie outside Node's own bound. */
  greedy: `--import=data:text/javascript,process.on('SIGUSR2',()=>{const%20all=[];for(;;)all.push(Buffer.alloc(8388608,1))})`,
}

/** The process believes another time until a signal comes. */
function wrongClock(byMs: number): string {
  return `--import=data:text/javascript,const%20real=Date.now;Date.now=()=>real()+${byMs};process.on('SIGUSR2',()=>{Date.now=real})`
}

/** A hundred connections that say nothing, each made anew when it is closed. Returns what ends it. */
function flood(port: number): () => void {
  const sockets = new Set<Socket>()
  let isOver = false
  const open = () => {
    if (isOver) return
    const socket = connect(port, '127.0.0.1')
    sockets.add(socket)
    socket.on('error', () => undefined) // refused or reset, as it should be
    socket.once('close', () => {
      sockets.delete(socket)
      setTimeout(open, 50)
    })
  }
  for (let count = 0; count < 100; count++) open()
  return () => {
    isOver = true
    for (const socket of sockets) socket.destroy()
  }
}

async function agentsFolder(): Promise<string> {
  const path = join(folder, 'agents')
  await mkdir(path, { recursive: true })
  return path
}
