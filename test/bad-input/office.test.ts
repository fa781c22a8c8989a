// Neighbours that fail each other without ill will, with real processes: a seed whose file has rotted, a full disk where pieces are fetched,
// a store too small for two files of which a neighbour takes one. What is held up says so in `patchmesh-agent why`, and every file comes in the end.

import type { ChildProcess } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { statePaths } from '../../agent/state-paths.ts'
import type { PeerView, StatusView, WhyView } from '../../agent/view.ts'
import { sha256 } from '../../core/digest.ts'
import { DAY_MS, KIB, MIB } from '../../core/limits.ts'
import { type Agent, type Fleet, localPlace, stopDaemon } from '../../scripts/fleet/fleet.ts'
import { cleanUp, openFleet, whyOf, writePatch } from '../kit/bad-input.ts'
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
  ;({ folder, fleet } = await openFleet('office', { children, cleanups }))
})
test.afterEach.always(async t => {
  const agents = fleet?.agents.splice(0) ?? []
  if (!t.passed) for (const { name, logFile } of agents) t.log(name, (await readFile(logFile, 'utf8')).slice(-4000))
})
test.after.always(() => cleanUp(cleanups))

interface Office {
  add(name: string, how?: { seed?: boolean; settings?: Record<string, unknown> }): Promise<Agent>
}

/** A site of its own for each test, so that none hears of another. */
async function openOffice(site: string): Promise<Office> {
  const token = await fleet.token({ site, prefixes: ['127.0.0.0/8'], uses: 2 })
  return {
    add: (name, { seed = false, settings = {} } = {}) =>
      fleet.addAgent({
        place: localPlace(name, children),
        site,
        token,
        seed,
        settings: { 'discovery.mdns': false, ...settings },
      }),
  }
}

interface Source {
  /** It serves ranges from now on. */
  open(): void
  /** It answers 500 to everything from now on, as at the start. */
  shut(): void
  content: Buffer
}

/** A patch in the catalogue whose file comes from a server of the test. */
async function publish(id: string, sizeBytes: number): Promise<Source> {
  const content = Buffer.alloc(sizeBytes, `content of ${id} `)
  for (let at = 0; at < sizeBytes; at += 64 * KIB) content.writeUInt32BE(at, at) // no two pieces are alike
  let isOpen = false
  const server = createServer((request, response) => {
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    if (!isOpen) return response.writeHead(500).end()
    const headers = { 'content-range': `bytes ${first}-${last}/${sizeBytes}` }
    return response.writeHead(206, headers).end(content.subarray(Number(first), Number(last) + 1))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await writePatch(join(folder, `feed-${id}`), id, { content })
  await fleet.command('feed', 'add', id, '--type', 'folder', '--path', join(folder, `feed-${id}`), '--origin', url)
  await fleet.command('feed', 'sync', id)
  await fleet.signing('patch', 'approve', id)
  return {
    content,
    open: () => {
      isOpen = true
    },
    shut: () => {
      isOpen = false
    },
  }
}

const nodeOf = async (agent: Agent) => (await agent.ask<StatusView>('status')).node

async function order(id: string, ...to: string[]): Promise<string> {
  return (await fleet.signing<{ id: string }>('schedule', 'create', '--patch', id, ...to, '--start', 'now', '--yes')).id
}

async function whyWhen(agent: Agent, id: string, accept: (why: WhyView) => boolean): Promise<WhyView> {
  const why = await until(
    `${agent.name}: ${id}`,
    limitMs,
    () => whyOf(agent, id),
    found => found !== undefined && accept(found),
  )
  return why!
}

async function installed(t: ExecutionContext, agent: Agent, id: string, content: Buffer): Promise<WhyView> {
  const why = await whyWhen(agent, id, ({ state }) => state === 'installed')
  t.is(sha256(await readFile(join(agent.root, 'opt', id))), sha256(content))
  return why
}

/** `patchmesh-agent why` as people see it. */
const screen = async (agent: Agent, id: string) => (await command('agent', ['why', id, '--state', agent.state])).stdout

const connected = (agent: Agent) =>
  until(
    'a connected neighbour',
    limitMs,
    () => agent.ask<PeerView[]>('peers'),
    peers => peers.some(each => each.connected),
  )

serialProcessTest(
  'a seed whose file has rotted gives nothing of it, and takes it anew when a source has it',
  async t => {
    t.timeout(4 * limitMs)
    const office = await openOffice('rotten')
    const source = await publish('rotting', 300 * KIB)
    source.open()
    const seed = await office.add('rotten-seed', { seed: true })
    await order('rotting', '--node', await nodeOf(seed))
    await installed(t, seed, 'rotting', source.content)
    const path = join(statePaths(seed.state).store, 'files', sha256(source.content))
    const rotten = Buffer.from(source.content)
    for (let at = 0; at < rotten.length; at += 10_000) rotten[at]! ^= 1
    await writeFile(path, rotten)
    source.shut()
    const node = await office.add('rotten-node')
    await connected(node)
    await order('rotting', '--node', await nodeOf(node))
    const heldUp = await whyWhen(node, 'rotting', ({ reason }) => reason === 'source-failed')
    const words = /no source outside gives it now, and no neighbour has it: 127\.0\.0\.1:\d+: server-error, status 500/
    t.regex(heldUp.detail, words)
    t.is(heldUp.haveBytes, 0)
    t.regex(await readFile(seed.logFile, 'utf8'), /damaged/)
    source.open()
    const { bytes } = await installed(t, node, 'rotting', source.content)
    t.true(bytes.lan + bytes.seed + bytes.origin >= source.content.length)
    t.deepEqual(
      (await node.ask<PeerView[]>('peers')).map(({ badPieces }) => badPieces),
      [0],
    )
    await until(
      'the seed has it again',
      limitMs,
      () => readFile(path).catch(() => undefined), // it is being fetched
      found => found?.equals(source.content) === true,
    )
  },
)

rootTest(
  'when the disk of one that fetches is full, the other brings all of it, and gives it when there is room',
  async t => {
    t.timeout(4 * limitMs)
    const agents = join(folder, 'agents')
    await mkdir(agents, { recursive: true })
    const disk = await smallDisk(agents, { sizeBytes: 40 * MIB, name: 'full' })
    cleanups.push(disk.free)
    const office = await openOffice('thin')
    const source = await publish('large', 6 * MIB)
    const [full, other] = [await office.add('full'), await office.add('roomy')]
    await connected(full)
    await disk.fill({ leaveBytes: 2 * MIB })
    source.open()
    await order('large', '--site', 'thin')
    const heldUp = await whyWhen(full, 'large', ({ reason }) => reason === 'no-space')
    t.is(heldUp.words, 'the disk is full')
    t.regex(await screen(full, 'large'), /large is fetching \(no-space\): the disk is full/)
    await installed(t, other, 'large', source.content)
    await disk.makeRoom()
    const { bytes, wan } = await installed(t, full, 'large', source.content)
    t.log(bytes, wan)
    t.true(bytes.lan > 0)
  },
)

serialProcessTest('a file that a neighbour still takes is not evicted: the next one waits for room', async t => {
  t.timeout(4 * limitMs)
  const office = await openOffice('small')
  const [first, second] = [await publish('first', MIB), await publish('second', 1.5 * MIB)]
  first.open()
  second.open()
  const settings = { quotaBytes: 2 * MIB, lanUploadBytesPerSecond: 64 * KIB }
  const giver = await office.add('giver', { settings })
  const forGiver = await order('first', '--node', await nodeOf(giver))
  await installed(t, giver, 'first', first.content)
  const taker = await office.add('taker')
  await connected(taker)
  const forTaker = await order('first', '--node', await nodeOf(taker))
  await whyWhen(taker, 'first', ({ bytes }) => bytes.lan > 0)
  await fleet.signing('schedule', 'cancel', forGiver, '--reason', 'no longer wanted here')
  await order('second', '--node', await nodeOf(giver))
  const heldUp = await whyWhen(giver, 'second', ({ reason }) => reason === 'quota-exceeded')
  t.is(heldUp.state, 'fetching')
  const { bytes } = await installed(t, taker, 'first', first.content)
  t.log(heldUp.words, heldUp.detail, bytes)
  await fleet.signing('schedule', 'cancel', forTaker, '--reason', 'no longer wanted anywhere')
  await installed(t, giver, 'second', second.content)
  t.regex(await readFile(giver.logFile, 'utf8'), /artifact evicted/)
})

serialProcessTest('a file that a neighbour takes and that is evicted under it comes from elsewhere', async t => {
  t.timeout(4 * limitMs)
  const office = await openOffice('evicting')
  const [first, second] = [await publish('let-go', 4 * MIB), await publish('urgent', 3 * MIB)]
  first.open()
  second.open()
  const settings = { quotaBytes: 5 * MIB, lanUploadBytesPerSecond: 64 * KIB }
  const joined = await office.add('evicting', { settings })
  await stopDaemon(joined.process)
  // It believes what the others know not to be so: that the order for the file has ended.
  const giver = await fleet.restart(joined, localPlace('evicting', children), [
    clockAhead(4 * DAY_MS),
    agentProgram,
    'run',
  ])
  const forGiver = await order('let-go', '--node', await nodeOf(giver))
  await installed(t, giver, 'let-go', first.content)
  const taker = await office.add('asking')
  await connected(taker)
  first.shut()
  await order('let-go', '--node', await nodeOf(taker), '--emergency')
  await whyWhen(taker, 'let-go', ({ bytes }) => bytes.lan > 0)
  await fleet.signing('schedule', 'cancel', forGiver, '--reason', 'no longer wanted here')
  giver.process.kill('SIGUSR2')
  await order('urgent', '--node', await nodeOf(giver))
  await installed(t, giver, 'urgent', second.content)
  t.regex(await readFile(giver.logFile, 'utf8'), /artifact evicted/)
  const heldUp = await whyWhen(taker, 'let-go', ({ reason }) => reason === 'source-failed')
  t.log(heldUp.detail, heldUp.bytes)
  t.true(heldUp.haveBytes < first.content.length)
  first.open()
  const { bytes } = await installed(t, taker, 'let-go', first.content)
  t.log(bytes)
  t.true(bytes.lan > 0 && bytes.origin > 0)
  t.deepEqual(
    (await taker.ask<PeerView[]>('peers')).map(({ badPieces, heldBack }) => [badPieces, heldBack]),
    [[0, 'nothing']],
    'who let it go is not blamed',
  )
})

const agentProgram = join(import.meta.dirname, '../../agent/main.ts')

/** The process believes another time from a signal on. */
function clockAhead(byMs: number): string {
  return `--import=data:text/javascript,const%20real=Date.now;process.on('SIGUSR2',()=>{Date.now=()=>real()+${byMs}})`
}
