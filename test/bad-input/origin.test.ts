// Sources outside that misbehave in every way, against a real coordinator and a real agent: what is defined happens, `patchmesh-agent why`
// says which source failed and how, and none of them holds up a file whose source is well.

import { type ChildProcess, execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import test from 'ava'
import type { WhyView } from '../../agent/view.ts'
import { KIB } from '../../core/limits.ts'
import { type Agent, type Fleet, localPlace } from '../../scripts/fleet/fleet.ts'
import { changelogText, FileServer, makeArchiveKey, makeDeb, poolPathOf, publish } from '../kit/apt-archive.ts'
import { cleanUp, done, openFleet, whyOf, writePatch } from '../kit/bad-input.ts'
import { isProcessRun, serialProcessTest } from '../kit/long.ts'
import { until } from '../kit/processes.ts'

const limitMs = 90_000
const sizeBytes = 200 * KIB
const cleanups: (() => unknown)[] = []
const children = new Set<ChildProcess>()
let folder: string
let fleet: Fleet
let agent: Agent

interface Range {
  start: number
  end: number
}
type Handler = (response: ServerResponse, range: Range, content: Buffer) => void

const contentOf = (id: string) => Buffer.alloc(sizeBytes, `content of ${id} `)

const honest: Handler = (response, range, content) =>
  sendRange(response, range, content.subarray(range.start, range.end))

function sendRange(response: ServerResponse, { start, end }: Range, body: Uint8Array): void {
  const headers = { 'content-range': `bytes ${start}-${end - 1}/${sizeBytes}`, 'content-length': end - start }
  response.writeHead(206, headers).end(body)
}

/** How the file of each patch is served, by the patch's id. */
const serving: Record<string, Handler> = {
  well: honest,
  whole: (response, _range, content) => response.writeHead(200, { 'content-length': content.length }).end(content),
  gone: response => response.writeHead(404).end(),
  'wrong-length': (response, { start, end }) =>
    response.writeHead(206, { 'content-range': `bytes ${start}-${end - 1}/7` }).end(),
  'other-bytes': (response, range) => sendRange(response, range, Buffer.alloc(range.end - range.start, 7)),
  'in-a-loop': response => response.writeHead(302, { location: '/well-lost' }).end(),
  'sent-inside': response => response.writeHead(302, { location: 'http://10.255.255.1/secret' }).end(),
  busy: response => response.writeHead(429, { 'retry-after': '400' }).end(),
  overloaded: response => response.writeHead(503, { 'retry-after': '400' }).end(),
  failing: response => response.writeHead(503).end(),
  silent: () => undefined,
  trickle: (response, { start, end }) => {
    response.writeHead(206, { 'content-range': `bytes ${start}-${end - 1}/${sizeBytes}` })
    const timer = setInterval(() => response.write('x'), 200)
    response.on('close', () => clearInterval(timer))
  },
  secured: honest,
}
const installedStanza = [
  'Package: x-doc',
  'Status: install ok installed',
  'Version: 1.0-1',
  'Architecture: all',
  'Source: x',
  'Description: documents',
  '',
  '',
].join('\n')
const feeds = {
  plain: ['well', 'whole', 'gone', 'wrong-length', 'other-bytes', 'in-a-loop', 'sent-inside', 'busy'],
  slow: ['trickle'],
  overloaded: ['overloaded'],
  tls: ['secured'],
}
/** When each file was first asked for. */
const askedAt = new Map<string, number>()

const answer: RequestListener = (request: IncomingMessage, response) => {
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
  const id = /([a-z-]+)\.bin$/.exec(request.url ?? '')?.[1] ?? 'in-a-loop'
  if (!askedAt.has(id)) askedAt.set(id, Date.now())
  serving[id]!(response, { start: Number(start), end: Number(end) + 1 }, contentOf(id))
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A certificate that nobody vouches for. */
async function selfSigned(): Promise<{ key: Buffer; cert: Buffer }> {
  const [key, cert] = [join(folder, 'tls.key'), join(folder, 'tls.crt')]
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  await promisify(execFile)('openssl', ['req', '-x509', ...made, ...subject, '-keyout', key, '-out', cert])
  return { key: await readFile(key), cert: await readFile(cert) }
}

test.before(async t => {
  if (!isProcessRun) return
  t.timeout(120_000)
  ;({ folder, fleet } = await openFleet('origin', { children, cleanups }))
  const token = await fleet.token({ site: 'office', prefixes: ['127.0.0.0/8'], uses: 1 })
  const settings = { 'discovery.mdns': false }
  const root = join(folder, 'roots', 'one')
  await mkdir(join(root, 'var/lib/dpkg'), { recursive: true })
  await mkdir(join(root, 'etc'))
  await writeFile(join(root, 'etc/os-release'), 'ID=debian\nVERSION_CODENAME=bookworm\n')
  await writeFile(join(root, 'var/lib/dpkg/status'), installedStanza)
  agent = await fleet.addAgent({ place: localPlace('one', children), site: 'office', token, root, settings })
  const origins = {
    plain: `http://${await listen(createServer(answer))}`,
    slow: `http://${await listen(createServer(answer))}`,
    overloaded: `http://${await listen(createServer(answer))}`,
    tls: `https://${await listen(createTlsServer(await selfSigned(), answer) as unknown as Server)}`,
  }
  for (const [feed, ids] of Object.entries(feeds)) await addFeed(feed, ids, origins[feed as keyof typeof feeds])
  await order(Object.values(feeds).flat())
})
test.after.always(() => cleanUp(cleanups))

async function addFeed(feed: string, ids: string[], origin: string): Promise<void> {
  const path = join(folder, feed)
  for (const id of ids) await writePatch(path, id, { content: contentOf(id) })
  await fleet.command('feed', 'add', feed, '--type', 'folder', '--path', path, '--origin', origin)
  await fleet.command('feed', 'sync', feed)
}

async function order(ids: string[], start = 'now'): Promise<void> {
  await fleet.signing('patch', 'approve', ...ids)
  const patches = ids.flatMap(id => ['--patch', id])
  await fleet.signing('schedule', 'create', ...patches, '--site', 'office', '--start', start, '--yes')
}

async function whenHeldUp(id: string, reason: string): Promise<WhyView> {
  const why = await until(
    `${id}: ${reason}`,
    limitMs,
    () => whyOf(agent, id),
    found => found?.reason === reason,
  )
  return why!
}

async function whenInstalled(id: string): Promise<WhyView> {
  const why = await until(
    `install of ${id}`,
    limitMs,
    () => whyOf(agent, id),
    found => found?.state === 'installed',
  )
  return why!
}

serialProcessTest('a file whose source is well comes, whatever the sources of others do', async t => {
  t.timeout(limitMs)
  const { bytes } = await whenInstalled('well')
  // a request that ran when another's line failed may have been given up
  t.true(bytes.origin >= sizeBytes && bytes.origin < 2 * sizeBytes)
  t.deepEqual(await readFile(join(agent.root, 'opt', 'well')), contentOf('well'))
})

serialProcessTest('a source that answers a range with 200 gives the file all the same', async t => {
  t.timeout(limitMs)
  const { bytes, wan } = await whenInstalled('whole')
  t.log(bytes, wan)
  t.true(bytes.origin >= sizeBytes && bytes.origin < 2 * sizeBytes)
})

for (const [id, words] of [
  ['gone', /gone, status 404/],
  ['wrong-length', /wrong-bytes, content-range bytes \d+-\d+\/7, expected bytes \d+-\d+\/204800/],
  ['other-bytes', /wrong-bytes, piece \d has a wrong hash/],
  ['in-a-loop', /gone, more than 5 redirects/],
  ['sent-inside', /gone, a redirect .*private address/],
  ['trickle', /too-slow, under 8192 bytes in 8000 ms/],
  ['secured', /unreachable, self-signed certificate/],
] as [string, RegExp][])
  serialProcessTest(`of a source that fails (${id}) "why" says how, and nothing of it is kept`, async t => {
    t.timeout(limitMs)
    const why = await whenHeldUp(id, 'source-failed')
    t.log(why.detail)
    t.is(why.state, 'fetching')
    t.regex(why.detail, /no source outside gives it now, and no neighbour has it: 127\.0\.0\.1:\d+: /)
    t.regex(why.detail, words)
    t.is(why.haveBytes, 0)
  })

for (const [id, status] of [
  ['busy', 429],
  ['overloaded', 503],
] as [string, number][])
  serialProcessTest(`of a source that asks to wait (${status}) "why" says until when`, async t => {
    t.timeout(limitMs)
    const { detail } = await whenHeldUp(id, 'source-wait')
    t.log(detail)
    const said = Date.parse(/until (\d{4}-[^ ]+Z)/.exec(detail)?.[1] ?? '')
    t.true(said > Date.now() && said <= Date.now() + 401_000, detail)
  })

serialProcessTest(
  'while one file of a source fails, is silent or trickles, the next of that source and those of others come without a pause',
  async t => {
    t.timeout(2 * limitMs)
    const one = `http://${await listen(createServer(answer))}`
    const certified = `https://${await listen(createTlsServer(await selfSigned(), answer) as unknown as Server)}`
    const broken = ['failing-beside', 'silent-beside', 'trickle-beside', 'secured-beside']
    const well = ['well-beside', 'well-besides']
    for (const id of broken) serving[id] = serving[id.replace('-beside', '')]!
    for (const id of well) serving[id] = honest
    await addFeed('mixed', [...broken.slice(0, 3), 'well-beside'], one)
    await addFeed('certified', ['secured-beside'], certified)
    await addFeed('other', ['well-besides'], `http://${await listen(createServer(answer))}`)
    await order([...broken, ...well])
    for (const id of well) await whenInstalled(id)
    const first = Math.min(...broken.flatMap(id => askedAt.get(id) ?? []), ...well.map(id => askedAt.get(id)!))
    for (const id of well) {
      const afterMs = askedAt.get(id)! - first
      t.log(id, afterMs)
      t.true(afterMs <= 30_000, `${id}: ${afterMs} ms; silence is given up after 12 s, a trickle after 8 s`)
    }
  },
)

serialProcessTest('"why" as people see it names the source and what it did', async t => {
  t.timeout(limitMs)
  const screen = await done(t, 'agent', ['why', 'gone', '--state', agent.state])
  t.regex(screen, /gone is fetching \(source-failed\): no source outside gives it now/)
  t.regex(screen, /127\.0\.0\.1:\d+: gone, status 404/)
})

serialProcessTest("a vendor's file that is gone comes from the coordinator, the second source", async t => {
  t.timeout(limitMs)
  const key = await makeArchiveKey({ createdAt: Date.now() - 3_600_000 })
  const changelog = changelogText([['2.0-1', 'Fix CVE-2026-22222']], 'x')
  const deb = await makeDeb({ 'usr/share/doc/x-doc/changelog.Debian': changelog })
  const update = { package: 'x-doc', version: '2.0-1', source: 'x', architecture: 'all', deb }
  const vendor = await new FileServer().start()
  cleanups.push(() => vendor.stop())
  await publish(vendor, { key, packages: [update], date: Date.now() - 60_000, signedAt: Date.now() - 1000 })
  let refused = 0
  vendor.answers.set(`/debian/${poolPathOf(update)}`, (request, response) => {
    const isAgent = request.headers['user-agent'] === 'patchmesh-agent'
    if (isAgent) refused++
    response.writeHead(isAgent ? 404 : 200).end(isAgent ? '' : deb)
  })
  const keyring = join(folder, 'vendor.gpg')
  await writeFile(keyring, key.keyring)
  const from = ['--url', `${vendor.url}/debian`, '--suite', 'bookworm-security', '--component', 'main']
  const what = ['--arch', 'amd64', '--keyring', keyring, '--distribution', 'any']
  await fleet.command('feed', 'add', 'vendor', '--type', 'apt', ...from, ...what)
  await fleet.command('feed', 'sync', 'vendor')
  const id = 'vendor:x_2.0-1'
  await order([id], new Date(Date.now() + 3_600_000).toISOString())
  const why = await until(
    'all of it is here',
    limitMs,
    () => whyOf(agent, id),
    found => found?.haveBytes === deb.length && found.state === 'waiting',
  )
  t.like(why, { state: 'waiting', reason: 'start-not-reached', sizeBytes: deb.length })
  t.is(why!.bytes.origin, deb.length)
  t.true(refused > 0)
  t.regex(await readFile(agent.logFile, 'utf8'), /"trouble":"gone".*"source failed"|"source failed".*"trouble":"gone"/)
})

serialProcessTest(
  'a policy that forbids fetching for hours: "why" says until when, and it comes when the policy lets it',
  async t => {
    t.timeout(2 * limitMs)
    const policy = async (text: string) => {
      const path = join(folder, 'policy.yaml')
      await writeFile(path, text)
      await fleet.signing('policy', 'set', path, '--yes')
    }
    const begin = new Date(Date.now() + 5 * 3_600_000).toISOString().slice(11, 16)
    await policy(`budgets:\n  - hours: ["Mon,Tue,Wed,Thu,Fri,Sat,Sun ${begin} PT1H UTC"]\n`)
    serving.later = honest
    await writePatch(join(folder, 'plain'), 'later', { content: contentOf('later') })
    await fleet.command('feed', 'sync', 'plain')
    await order(['later'])
    const { detail } = await whenHeldUp('later', 'budget-hours')
    t.log(detail)
    const said = Date.parse(/until (\d{4}-[^ ]+Z)/.exec(detail)?.[1] ?? '')
    t.true(said > Date.now() + 4 * 3_600_000 && said < Date.now() + 6 * 3_600_000, detail)
    await policy('budgets: []\n')
    await whenInstalled('later')
  },
)
