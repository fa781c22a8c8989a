// An archive, or something on the way to it, that sends what it should not, against a coordinator at work: `feed sync` says what was
// expected, what came and what to do, ends with 1, and the catalogue stays as it was. The archive is a real web server on loopback.

import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import test, { type ExecutionContext } from 'ava'
import type { FeedRow, SyncOutcome } from '../../coordinator/catalogue/feed-handlers.ts'
import { DAY_MS, HOUR_MS, MIB } from '../../core/limits.ts'
import {
  type ArchiveKey,
  FileServer,
  makeArchiveKey,
  type PublishOptions,
  poolPathOf,
  publish,
  releaseText,
  signRelease,
  type TestPackage,
} from '../kit/apt-archive.ts'
import { examplePackages } from '../kit/archive-feed.ts'
import { cleanUp, contentOf, debianAgent, done, type Home, initHome, passphrase, refused } from '../kit/bad-input.ts'
import { isProcessRun, serialProcessTest } from '../kit/long.ts'
import { command, freePort, json, until } from '../kit/processes.ts'

const now = Date.now()
const inRelease = '/debian/dists/bookworm-security/InRelease'
const indexPath = 'main/binary-amd64/Packages'
const indexUrl = `/debian/dists/bookworm-security/${indexPath}.gz`
const cleanups: (() => unknown)[] = []
let office: Home
let here: string[]
let key: ArchiveKey
let stranger: ArchiveKey
let server: FileServer
let packages: TestPackage[]

test.before(async t => {
  if (!isProcessRun) return
  t.timeout(120_000)
  const createdAt = now - 30 * DAY_MS
  key = await makeArchiveKey({ createdAt })
  stranger = await makeArchiveKey({ createdAt })
  packages = await examplePackages()
  server = await new FileServer().start()
  cleanups.push(() => server.stop())
  office = await initHome(t, cleanups)
  here = ['--home', office.home]
  await office.serve()
  await writeFile(join(office.folder, 'archive.gpg'), key.keyring)
  await writeFile(join(office.folder, 'stranger.gpg'), stranger.keyring)
  await offer()
  await done(t, 'patchmesh', addition('debian'))
  await done(t, 'patchmesh', ['feed', 'sync', 'debian', ...here])
})
test.after.always(() => cleanUp(cleanups))

function addition(name: string, { url = `${server.url}/debian`, keyring = 'archive.gpg', more = [] as string[] } = {}) {
  const suite = ['--suite', 'bookworm-security', '--component', 'main', '--arch', 'amd64']
  const at = ['--type', 'apt', '--url', url, '--keyring', join(office.folder, keyring)]
  return ['feed', 'add', name, ...at, ...suite, ...more, ...here]
}

async function offer(options: Partial<PublishOptions> = {}): Promise<void> {
  server.answers.clear()
  await publish(server, { key, packages, date: now - 2 * HOUR_MS, signedAt: now - HOUR_MS, ...options })
}

/** An InRelease that is signed well and says this. */
async function signed(options: Parameters<typeof releaseText>[0], by = key): Promise<void> {
  server.files.set(inRelease, await signRelease(releaseText({ date: now - HOUR_MS, ...options }), by, now - HOUR_MS))
}

/** An index that the archive signs as it is, and states to be unpacked like `plain`. */
async function index(packed: Buffer, plain: Uint8Array): Promise<void> {
  server.files.set(indexUrl, packed)
  const files = new Map([
    [indexPath, plain],
    [`${indexPath}.gz`, packed],
  ])
  await signed({ files })
}

/** The catalogue, and everything that the coordinator ever signed. */
async function known() {
  const patches = await json<unknown[]>('patchmesh', ['patch', 'list', ...here])
  return { patches, signed: await contentOf(office.home, /^(?!state\.)/) }
}

interface Failure {
  code: string
  says: RegExp
}

/** One synchronisation that must fail so, and is told by `feed list` afterwards. */
async function failed(t: ExecutionContext<unknown>, feed: string, { code, says }: Failure): Promise<void> {
  const ran = await command('patchmesh', ['feed', 'sync', feed, '--json', ...here])
  const words = `${ran.stdout}${ran.stderr}`
  t.is(ran.code, 1, words)
  const [outcome, ...others] = JSON.parse(ran.stdout) as SyncOutcome[]
  t.deepEqual(others, [])
  t.like(outcome, { feed, isChanged: false, added: 0, changed: 0, removed: 0, error: { code } }, words)
  t.regex(outcome!.error!.message, says)
  t.notRegex(words, /\n {4}at |a bug of patchmesh/)
  const rows = await json<FeedRow[]>('patchmesh', ['feed', 'list', ...here])
  t.deepEqual(rows.find(({ name }) => name === feed)?.error, outcome!.error)
}

const respond = (path: string, answer: (response: ServerResponse) => unknown) =>
  void server.answers.set(path, (_request, response) => void answer(response))
const edit = (path: string, change: (text: string) => string) =>
  void server.files.set(path, Buffer.from(change(Buffer.from(server.files.get(path)!).toString())))

const notSigned: Failure = {
  code: 'bad-signature',
  says: /^InRelease: expected a valid signature by a key of the keyring, found \w{16}: .*; check the keyring, or the mirror$/,
}

const faults: (Failure & { what: string; spoil: () => unknown })[] = [
  {
    what: 'an InRelease that was altered after it was signed',
    spoil: () => edit(inRelease, text => text.replace('Origin: Test', 'Origin: Evil')),
    ...notSigned,
  },
  {
    what: "an InRelease that another's key signed",
    spoil: () => signed({}, stranger),
    ...notSigned,
  },
  {
    what: 'text before the signed block',
    spoil: () => edit(inRelease, text => `Suite: evil\n\n${text}`),
    code: 'bad-signature',
    says: /^InRelease: expected a block that starts with BEGIN PGP SIGNED MESSAGE, found something else; the mirror or something on the way altered it$/,
  },
  {
    what: 'text after the signed block',
    spoil: () => edit(inRelease, text => `${text}\nSuite: evil\n`),
    code: 'bad-signature',
    says: /^InRelease: expected nothing but one signature after the signed text, found something else; the mirror /,
  },
  {
    what: 'a Valid-Until in the past',
    spoil: () => signed({ validUntil: now - HOUR_MS / 2 }),
    code: 'expired',
    says: /^InRelease: expected Valid-Until after 20.*Z, found 20.*Z; the mirror is stale, try another, or check this machine's clock$/,
  },
  {
    what: 'a Date that went back',
    spoil: () => signed({ date: now - DAY_MS }),
    code: 'rollback',
    says: /^InRelease: expected a Date not before 20.*Z, found 20.*Z; the mirror is behind or replays, try another$/,
  },
  {
    what: 'another suite that the same key signs',
    spoil: () => signed({ suite: 'stable', codename: 'trixie' }),
    code: 'wrong-suite',
    says: /^InRelease: expected the suite bookworm-security, found "stable" \("trixie"\); the mirror serves another suite, or /,
  },
  {
    what: 'an index with another hash',
    spoil: async () => {
      await index(gzipSync('new'), Buffer.from('new'))
      server.files.set(indexUrl, Buffer.from(gzipSync('new')).fill(0, 12, 13))
    },
    code: 'wrong-hash',
    says: /Packages\.gz: expected SHA-256 \w{64}, found \w{64}; the mirror is being updated or is broken, sync again later$/,
  },
  {
    what: 'an index with another size',
    spoil: async () => {
      await index(gzipSync('new'), Buffer.from('new'))
      server.files.set(indexUrl, Buffer.alloc(7))
    },
    code: 'wrong-size',
    says: /^http:.*Packages\.gz: expected \d+ bytes, the server announces 7; the mirror is being updated or is broken, sync again later$/,
  },
  {
    what: 'an index that unpacks to another size than was signed',
    spoil: () => index(gzipSync('new'), Buffer.from('newer')),
    code: 'wrong-size',
    says: /Packages: expected 5 bytes, found 3; the mirror is being updated or is broken, sync again later$/,
  },
  {
    what: 'an index that unpacks to another hash than was signed',
    spoil: () => index(gzipSync('new'), Buffer.from('old')),
    code: 'wrong-hash',
    says: /Packages: expected SHA-256 \w{64}, found \w{64}; the mirror is being updated or is broken, sync again later$/,
  },
  {
    what: 'an index whose compression is cut short',
    spoil: () => index(gzipSync('new').subarray(0, -9), Buffer.from('new')),
    code: 'bad-feed',
    says: /Packages\.gz: expected a whole gz stream, found .*; the file is damaged/,
  },
  {
    what: 'an index that is a gzip bomb',
    spoil: () => index(gzipSync(Buffer.alloc(256 * MIB)), Buffer.from('new')),
    code: 'limit-exceeded',
    says: /Packages\.gz: expected at most 3 bytes after decompression, found more; the file is not what it should be/,
  },
  {
    what: 'an index whose connection breaks off',
    spoil: async () => {
      await index(gzipSync('new'), Buffer.from('new'))
      const { length } = gzipSync('new')
      respond(indexUrl, response => {
        response.writeHead(200, { 'content-length': length })
        response.write('x', () => response.destroy())
      })
    },
    code: 'truncated',
    says: /^http:.*Packages\.gz: expected \d+ bytes, found 1 bytes?; the connection broke off, sync again later$/,
  },
  {
    what: '404 for the InRelease',
    spoil: () => server.files.delete(inRelease),
    code: 'not-found',
    says: /^http:.*\/InRelease: expected status 200, found 404; check the URL and the server$/,
  },
  {
    what: '404 for the index',
    spoil: async () => {
      await index(gzipSync('new'), Buffer.from('new'))
      server.files.delete(indexUrl)
    },
    code: 'not-found',
    says: /Packages: expected status 200, found 404; check the URL and the server$/,
  },
  {
    what: '500',
    spoil: () => respond(inRelease, response => response.writeHead(500).end('no')),
    code: 'http-status',
    says: /^http:.*\/InRelease: expected status 200, found 500; the server is out of order, sync again later$/,
  },
  {
    what: 'a loop of redirects',
    spoil: () => respond(inRelease, response => response.writeHead(302, { location: inRelease }).end()),
    code: 'redirect-refused',
    says: /^http:.*\/InRelease: expected at most 5 redirects, found more; give the feed the URL where they end$/,
  },
]

serialProcessTest('whatever an archive gets wrong is told, and the catalogue stays as it was', async t => {
  t.timeout(300_000)
  await offer()
  const before = await known()
  t.true(before.patches.length > 0)
  for (const { what, spoil, ...failure } of faults) {
    await offer()
    await spoil()
    t.log(what)
    await failed(t, 'debian', failure)
  }
  t.deepEqual(await known(), before)
  await offer({ date: now - HOUR_MS })
  await done(t, 'patchmesh', ['feed', 'sync', 'debian', ...here])
  t.deepEqual(await known(), before)
  const [row] = await json<FeedRow[]>('patchmesh', ['feed', 'list', ...here])
  t.is(row?.error, null)
})

serialProcessTest('for people the failure is one line that names the feed', async t => {
  await offer()
  server.files.delete(inRelease)
  const { code, stdout, stderr } = await command('patchmesh', ['feed', 'sync', ...here])
  t.is(code, 1)
  t.is(stdout, 'debian: failed\n')
  t.regex(stderr, /^debian: http:.*: expected status 200, found 404; check the URL and the server\n$/)
})

serialProcessTest('a keyring that is missing, empty or none is refused, and no feed is made', async t => {
  await writeFile(join(office.folder, 'empty.gpg'), '')
  await writeFile(join(office.folder, 'text.gpg'), 'no key at all')
  await refused(t, 'patchmesh', addition('other', { keyring: 'none.gpg' }), {
    code: 'bad-argument',
    exit: 2,
    says: /^--keyring: expected the archive's OpenPGP keys at \/.*\/none\.gpg, found no such file: give the path of a \.gpg or \.asc file$/,
  })
  await refused(t, 'patchmesh', addition('other', { keyring: '.' }), {
    code: 'bad-argument',
    exit: 2,
    says: /^--keyring: expected the archive's OpenPGP keys at \/.*, found a folder: give the path of a \.gpg or \.asc file$/,
  })
  await refused(t, 'patchmesh', addition('other', { keyring: 'empty.gpg' }), {
    code: 'bad-key-file',
    says: /^keyring: expected OpenPGP public keys, found an empty file; give the archive's keyring \(\.gpg or \.asc\)$/,
  })
  await refused(t, 'patchmesh', addition('other', { keyring: 'text.gpg' }), {
    code: 'bad-key-file',
    says: /^keyring: expected OpenPGP public keys, found .*; give the archive's keyring \(\.gpg or \.asc\)$/,
  })
  const rows = await json<FeedRow[]>('patchmesh', ['feed', 'list', ...here])
  t.deepEqual(
    rows.map(({ name }) => name),
    ['debian'],
  )
})

serialProcessTest("with another's keyring the archive is not believed", async t => {
  await offer()
  const before = await known()
  await done(t, 'patchmesh', addition('strange', { keyring: 'stranger.gpg' }))
  await failed(t, 'strange', notSigned)
  t.deepEqual((await known()).patches, before.patches)
})

serialProcessTest('an archive that nobody serves says so', async t => {
  const port = await freePort()
  await done(t, 'patchmesh', addition('nobody', { url: `http://127.0.0.1:${port}/debian` }))
  await failed(t, 'nobody', {
    code: 'not-reachable',
    says: /^http:.*\/InRelease: expected an answer, found connect ECONNREFUSED .*; check the URL, the network and the proxy$/,
  })
})

serialProcessTest('a redirect to a private address is refused before anything is asked of it', async t => {
  const inside = await new FileServer().start()
  cleanups.push(() => inside.stop())
  inside.files.set(inRelease, server.files.get(inRelease)!)
  await offer()
  respond(inRelease, response => response.writeHead(302, { location: `${inside.url}${inRelease}` }).end())
  // Behind a proxy the archive's name counts as a public one.
  const proxy = createServer((request, response) => {
    response.writeHead(302, { location: `${inside.url}${new URL(request.url!).pathname}` }).end()
  }).on('connect', (_request, socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    const onward = connect(server.port, '127.0.0.1', () => socket.pipe(onward).pipe(socket))
    for (const end of [socket, onward]) end.on('error', () => [socket, onward].map(each => each.destroy()))
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  cleanups.push(() => [proxy.close(), proxy.closeAllConnections()])
  const { port } = proxy.address() as AddressInfo
  const outside = { url: 'http://archive.example/debian', more: ['--proxy', `http://127.0.0.1:${port}`] }
  await done(t, 'patchmesh', addition('outside', outside))
  await failed(t, 'outside', {
    code: 'redirect-refused',
    says: /^http:\/\/archive\.example\/.*: expected redirects to public addresses, found one to the private address http:\/\/127\.0\.0\.1:\d+; give the feed that URL if you trust it$/,
  })
  t.deepEqual(inside.requests, [])
})

serialProcessTest('an archive that trickles, or falls silent, is given up', async t => {
  t.timeout(180_000)
  await offer()
  const before = await known()
  respond(inRelease, response => {
    const drops = setInterval(() => response.write('x'), 1000)
    response.on('close', () => clearInterval(drops))
  })
  await failed(t, 'debian', {
    code: 'timed-out',
    says: /^http:.*\/InRelease: expected at least 30 KiB in 30 s, found \d+ B; check the server and the network$/,
  })
  respond(inRelease, response => response.write('x'))
  await failed(t, 'debian', {
    code: 'timed-out',
    says: /^http:.*\/InRelease: expected data within 30 s, found silence; check the server and the network$/,
  })
  t.deepEqual(await known(), before)
})

const patch = 'debian:y_1:3'

serialProcessTest('a package that is not as its index states is not taken, until it is', async t => {
  t.timeout(180_000)
  await offer()
  await debianAgent(t, office, cleanups)
  const rows = () => json<{ id: string; nodes: number }[]>('patchmesh', ['patch', 'list', ...here])
  await until('need', 60_000, rows, all => all.some(({ id, nodes }) => id === patch && nodes === 1))
  const path = `/debian/${poolPathOf(packages.find(each => each.package === 'y')!)}`
  const right = server.files.get(path)!
  const approve = async (reason: string) => {
    const at = ['--reason', reason, ...here, '--passphrase-fd', '3']
    return (await json<{ notReady: string }[]>('patchmesh', ['patch', 'approve', patch, ...at], { passphrase }))[0]
  }
  server.files.set(path, Buffer.from(right).fill(0, 100, 101))
  t.regex(
    (await approve('first'))!.notReady,
    /^y_1%3a3_amd64\.deb: expected a file with SHA-256 \w{64}, found \w{64}; /,
  )
  server.files.set(path, right.subarray(1))
  t.regex((await approve('second'))!.notReady, /y_1.*: expected \d+ bytes, the server announces \d+; the mirror /)
  server.files.set(path, right)
  t.is((await approve('third'))!.notReady, '')
})
