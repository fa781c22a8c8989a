// Members of the site that send what no honest one sends, and strangers, against a real agent process. Each member has joined with a key of
// its own and speaks real libp2p over loopback. All lie at once while the agent downloads a file of which every one says that it has it: the
// agent names each in its log and in `peers`, finishes from elsewhere, lives, and has not grown.

import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Connection, Stream } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import test, { type ExecutionContext } from 'ava'
import { createLibp2p, type Libp2p } from 'libp2p'
import { readNodeKey } from '../../agent/node-key.ts'
import type { PeerView, StatusView, WhyView } from '../../agent/view.ts'
import { callControl } from '../../core/control.ts'
import { type Digest, sha256 } from '../../core/digest.ts'
import type { KeyPair } from '../../core/ed25519.ts'
import { exchangeHello, FrameStream } from '../../core/frames.ts'
import { KIB, limits, MIB } from '../../core/limits.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { protocols } from '../../core/protocols.ts'
import { transportOptions } from '../../core/transport.ts'
import { changeSettings, type Fleet } from '../../scripts/fleet/fleet.ts'
import { burstGrowth, type Victim } from '../../scripts/floods/measure.ts'
import { cleanUp, openFleet, whyOf, writePatch } from '../kit/bad-input.ts'
import { haveAll, pieceLies } from '../kit/hostile-member.ts'
import { isProcessRun, serialProcessTest } from '../kit/long.ts'
import { type MemberLie as Lie, memberLies as lies } from '../kit/member-lies.ts'
import { command, type Daemon, daemon, until } from '../kit/processes.ts'

const limitMs = 120_000
/** More than an agent with so many neighbours takes, by far less than any of the lies would make it take if it were believed. */
const rssAnonMost = 250 * MIB
const cleanups: (() => unknown)[] = []
const children = new Set<ChildProcess>()
const ended = new AbortController()
const content = Buffer.alloc(MIB, 'what every member says it has ')
for (let at = 0; at < content.length; at += 64 * KIB) content.writeUInt32BE(at, at) // no two pieces are alike
const patience = () => AbortSignal.timeout(20_000)

interface Member {
  node: string
  keys: KeyPair
  host: Libp2p
  connection: Connection
}

let folder: string
let fleet: Fleet
let agent: Daemon
let state: string
let hello: { fleet: Digest; site: string }
const members = new Map<string, Member>()
/** Every reason for which nothing was asked of a member at some time, by its id. */
const heldBack = new Map<string, Set<string>>()
let isSourceOpen = false

const ask = <T>(name: string, args: unknown = {}) =>
  callControl(join(state, 'control', 'agent.sock'), name, args) as Promise<T>

test.before(async t => {
  if (!isProcessRun) return
  t.timeout(4 * limitMs)
  ;({ folder, fleet } = await openFleet('net', { children, cleanups }))
  const names = Object.keys(lies)
  const token = await fleet.token({ site: 'office', prefixes: ['127.0.0.0/8'], uses: names.length + 1 })
  state = (await joinAs(t, 'agent', token)).state
  const joined: Pick<Member, 'node' | 'keys'>[] = []
  for (const index of names.keys()) joined.push(await joinAs(t, `member-${index}`, token))
  await changeSettings(join(state, 'agent.yaml'), { 'discovery.mdns': false })
  agent = await daemon('agent', ['run', '--state', state])
  cleanups.push(() => agent.child.kill('SIGKILL'))
  hello = { fleet: (await ask<StatusView>('status')).fleet, site: 'office' }
  await until(
    'all are on the roster',
    limitMs,
    () => ask<PeerView[]>('peers'),
    all => all.length === names.length,
  )
  // before they come: members that are the site's contacts and pass nothing on would hold the order up for a while
  await orderFrom(await openSource())
  await until(
    'the order has come',
    limitMs,
    () => whyOf({ ask }, 'wanted'),
    why => why?.state === 'fetching',
  )
  for (const [index, name] of names.entries()) members.set(name, await openMember(joined[index]!, lies[name]!))
})
test.after.always(async t => {
  if (!t.passed) t.log(agent?.log().slice(-5000))
  ended.abort()
  await cleanUp(cleanups)
})

async function joinAs(t: ExecutionContext, name: string, token: string) {
  const folderOf = join(folder, name)
  const where = ['--state', folderOf, '--root', join(folder, `root-${name}`), '--listen', '/ip4/127.0.0.1/tcp/0']
  const { code, stderr } = await command('agent', ['join', '--token-file', '-', ...where], { input: token })
  t.is(code, 0, stderr)
  const keys = await readNodeKey(folderOf, () => Promise.reject(new Error('the key is not sealed')))
  return { state: folderOf, keys, node: nodeIdOf(keys.publicKey) }
}

/** libp2p with the member's key, connected to the agent; it does what it does whenever it is asked. */
async function openMember({ node, keys }: Pick<Member, 'node' | 'keys'>, lie: Lie): Promise<Member> {
  const options = transportOptions({ secretKey: keys.secretKey, listen: [], admit: () => true })
  const host = (await createLibp2p({ ...options, transports: [tcp()] })) as unknown as Libp2p
  cleanups.push(() => host.stop())
  await host.handle(protocols.piece, stream => void servePieces(stream, lie).catch(ignore))
  await host.handle(protocols.swarm, stream => void speak(stream, lie).catch(ignore))
  const connection = await connected(host)
  // the smaller id opens the swarm stream between two members
  if (node < agent.listening.node) {
    const stream = await connection.newStream(protocols.swarm, { signal: patience() })
    void speak(stream, lie).catch(ignore)
  }
  return { node, keys, host, connection }
}

/** Its streams are cut off by the agent, or by the end of the test. */
const ignore = () => undefined

/** The agent takes so many connections a second from one address; what it refuses is tried again. */
async function connected(host: Libp2p): Promise<Connection> {
  const address = multiaddr(`/ip4/127.0.0.1/tcp/${portOf(agent)}/p2p/${agent.listening.node}`)
  const connection = await until(
    'the member is connected',
    limitMs,
    () => host.dial(address, { signal: patience() }).catch((error: Error) => `${error.name}: ${error.message}`),
    found => typeof found !== 'string',
  )
  return connection as Connection
}

const portOf = ({ listening }: Daemon) => Number(/tcp\/(\d+)/.exec(listening.addresses[0]!)![1])

const framesOn = (stream: Stream) => new FrameStream(stream, { maxFrameBytes: MIB, maxBufferedFrames: 64 })

async function greet(stream: Stream, spec?: number): Promise<FrameStream> {
  const frames = framesOn(stream)
  if (spec === undefined) await exchangeHello(frames, hello, ended.signal)
  else await frames.send('Hello', { ...hello, spec, fleet: Buffer.from(hello.fleet, 'hex') }, ended.signal)
  return frames
}

async function servePieces(stream: Stream, { lie = pieceLies.silence }: Lie): Promise<void> {
  const frames = await greet(stream)
  for (;;) {
    const { piece } = await frames.receive('PieceRequest', ended.signal)
    const start = piece * limits.pieceBytesMin
    await lie(frames, piece, Buffer.from(content.subarray(start, start + limits.pieceBytesMin)))
  }
}

/** It says at once, and to whoever asks, that it has the whole file. */
async function speak(stream: Stream, { lie, onSwarm, spec }: Lie): Promise<void> {
  const frames = await greet(stream, spec)
  await onSwarm?.(frames)
  if (lie) await frames.send('SwarmMessage', { have: haveAll(content) }, ended.signal)
  for (;;) {
    const { ask: asked } = await frames.receive('SwarmMessage', ended.signal)
    if (asked && lie) await frames.send('SwarmMessage', { have: haveAll(content) }, ended.signal)
  }
}

/** Asks everyone to wait until it is opened; then it serves ranges. */
async function openSource(): Promise<string> {
  const server = createServer((request, response) => {
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    if (!isSourceOpen) return response.writeHead(503, { 'retry-after': '1' }).end()
    const headers = { 'content-range': `bytes ${first}-${last}/${content.length}` }
    return response.writeHead(206, headers).end(content.subarray(Number(first), Number(last) + 1))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function orderFrom(source: string): Promise<void> {
  await writePatch(join(folder, 'feed'), 'wanted', { content })
  await fleet.command('feed', 'add', 'house', '--type', 'folder', '--path', join(folder, 'feed'), '--origin', source)
  await fleet.command('feed', 'sync', 'house')
  await fleet.signing('patch', 'approve', 'wanted')
  await fleet.signing(
    'schedule',
    'create',
    '--patch',
    'wanted',
    '--node',
    agent.listening.node,
    '--start',
    'now',
    '--yes',
  )
}

type Line = { level: number | string; node?: string; msg: string; code?: string; why?: string }

const warningsOf = ({ node }: Member) =>
  agent
    .log()
    .split('\n')
    .filter(line => line.startsWith('{') && line.endsWith('}'))
    .map(line => JSON.parse(line) as Line)
    .filter(line => (line.level === 40 || line.level === 'warn') && line.node === node)

async function look(): Promise<void> {
  for (const peer of await ask<PeerView[]>('peers')) {
    const seen = heldBack.get(peer.node) ?? new Set()
    heldBack.set(peer.node, seen.add(peer.heldBack))
  }
}

/** The agent lives, answers people, and is no larger than an agent may be. */
async function isWell(t: ExecutionContext): Promise<void> {
  const { code, stdout } = await command('agent', ['status', '--state', state, '--json'])
  t.is(code, 0)
  t.is((JSON.parse(stdout) as StatusView).node, agent.listening.node)
  t.is(agent.child.exitCode, null)
  const used = await rssAnon()
  t.log(`RssAnon ${Math.round(used / MIB)} MiB`)
  t.true(used < rssAnonMost)
}

async function rssAnon(): Promise<number> {
  const text = await readFile(`/proc/${agent.child.pid}/status`, 'utf8')
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(text)![1]) * KIB
}

for (const [name, { warning, heldBack: reason, fault }] of Object.entries(lies))
  serialProcessTest(`a member that sends ${name} is named in the log and in "peers"`, async t => {
    t.timeout(2 * limitMs)
    const member = members.get(name)!
    const isNamed = ({ msg, code, why }: Line) =>
      warning.msg.test(msg) &&
      (warning.code === undefined || warning.code === code) &&
      (warning.why === undefined || warning.why.test(why ?? ''))
    const found = await until(
      `the warning of ${name}`,
      limitMs,
      async () => {
        await look()
        return warningsOf(member)
      },
      all => all.some(isNamed),
    )
    t.log(found.find(isNamed))
    t.true(found.some(isNamed))
    await until(
      `${name} is held back`,
      limitMs,
      async () => {
        await look()
        return [...(heldBack.get(member.node) ?? [])]
      },
      reasons => (reason ? reasons.some(each => reason.test(each)) : reasons.length > 0),
    )
    if (!fault) return
    const shown = (await ask<PeerView[]>('peers')).find(({ node }) => node === member.node)
    t.regex(shown?.fault ?? '', fault)
    t.true(Date.parse(shown!.faultAt!) <= Date.now())
  })

serialProcessTest('the file comes from elsewhere all the same, and is the right one', async t => {
  t.timeout(2 * limitMs)
  await isWell(t)
  isSourceOpen = true
  const why = await until(
    'install',
    limitMs,
    () => ask<WhyView>('why', { patch: 'wanted' }),
    ({ state }) => state === 'installed',
  )
  t.log(why.bytes, why.wan)
  t.true(why.bytes.origin > 0)
  t.is(sha256(await readFile(join(folder, 'root-agent', 'opt', 'wanted'))), sha256(content))
  await isWell(t)
})

serialProcessTest(
  'half a message, streams that say nothing and streams of another version cost the agent nothing',
  async t => {
    t.timeout(2 * limitMs)
    const { host } = members.get('nothing at all')!
    const connection = await connected(host)
    const half = await greet(await connection.newStream(protocols.piece, { signal: patience() }))
    half.stream.send(Buffer.from([100, 1, 2, 3]))
    const cut = await greet(await connection.newStream(protocols.piece, { signal: patience() }))
    cut.stream.send(Buffer.from([100, 1, 2, 3]))
    await cut.stream.close({ signal: patience() })
    await t.throwsAsync(connection.newStream('/patchmesh/swarm/9.0.0', { signal: patience() }))
    const silent: Stream[] = []
    for (let count = 0; count < 4 * limits.swarmStreams; count++)
      silent.push(
        ...(await connection.newStream(protocols.piece, { signal: patience() }).then(
          stream => [stream],
          () => [], // more than it takes
        )),
      )
    t.true(silent.length > 0)
    await Promise.all(
      silent
        .filter(({ status }) => status === 'open')
        .map(each => once(each, 'close', { signal: AbortSignal.timeout(limitMs) })),
    )
    await isWell(t)
  },
)

serialProcessTest(
  'ten thousand connections at once: the agent has not grown, and a member gets in when they are gone',
  async t => {
    t.timeout(3 * limitMs)
    const { node, addresses } = agent.listening
    const victim: Victim = {
      node,
      addresses,
      port: portOf(agent),
      members: [],
      rssBytes: rssAnon,
      stop: async () => undefined,
    }
    const growth = await burstGrowth(victim, { connections: 10_000, hosts: 100 })
    t.log(`${Math.round(growth / MIB)} MiB more while they were open`)
    t.true(growth < 64 * MIB)
    await isWell(t)
    const { host } = members.get('half a piece')!
    for (const each of host.getConnections()) await each.close().catch(ignore)
    t.is((await connected(host)).status, 'open')
  },
)
