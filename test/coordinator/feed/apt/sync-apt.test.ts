import { gunzipSync, gzipSync } from 'node:zlib'
import test, { type ExecutionContext } from 'ava'
import { type AptState, aptProof, poolUrl, syncApt } from '../../../../coordinator/feed/apt/sync-apt.ts'
import { HttpClient } from '../../../../coordinator/feed/http-client.ts'
import {
  type ArchiveKey,
  archiveNow,
  FileServer,
  makeArchiveKey,
  type PublishOptions,
  publish,
  releaseText,
  sha256Of,
  signRelease,
  type TestPackage,
} from '../../../kit/apt-archive.ts'

const hour = 3_600_000
let key: ArchiveKey
test.before(async () => {
  key = await makeArchiveKey()
})
const suite = '/debian/dists/bookworm-security'
const index = 'main/binary-amd64/Packages'

const packages: TestPackage[] = [
  { package: 'libx1', version: '2.0-1+b1', source: 'x (2.0-1)' },
  { package: 'x-doc', version: '2.0-1', source: 'x', architecture: 'all' },
  { package: 'libx1-dbgsym', version: '2.0-1+b1', source: 'x (2.0-1)' },
  { package: 'x-symbols', version: '2.0-1', source: 'x', section: 'debug' },
  { package: 'y', version: '1:3' },
]

async function setUp(t: ExecutionContext, options: Partial<PublishOptions> = {}) {
  const server = await new FileServer().start()
  const client = new HttpClient()
  t.teardown(async () => {
    await client.close()
    await server.stop()
  })
  const offer = (more: Partial<PublishOptions> = {}) => publish(server, { key, packages, ...options, ...more })
  await offer()
  const source = {
    url: `${server.url}/debian`,
    suite: 'bookworm-security',
    component: 'main',
    architecture: 'amd64',
    keyring: key.keyring,
  }
  const sync = (previous?: AptState) => syncApt({ source, previous, now: archiveNow, fetch: client.getBytes })
  return { server, source, offer, sync }
}

test('an archive becomes one patch a source and version, without debug packages', async t => {
  const { sync, source } = await setUp(t)
  const found = await sync()
  if (!found.changed) return t.fail()
  t.deepEqual(
    found.patches.map(patch => [
      patch.source,
      patch.version,
      patch.artifacts.map(({ deb }) => `${deb.package} ${deb.version} ${deb.architecture}`),
    ]),
    [
      ['x', '2.0-1', ['libx1 2.0-1+b1 amd64', 'x-doc 2.0-1 all']],
      ['y', '1:3', ['y 1:3 amd64']],
    ],
  )
  const y = found.patches[1]!.artifacts[0]!
  t.is(y.digest, sha256Of(Buffer.from('y 1:3')))
  t.is(y.description, 'the package y')
  t.is(poolUrl(source, y.poolPath), `${source.url}/pool/y_1%253a3_amd64.deb`)
  t.is(sha256Of(found.index), found.state.indexDigest)
  t.is(aptProof(source, found.state).indexPath, index)
  t.deepEqual(found.skipped, [])
})

test('when nothing changed, InRelease alone is fetched', async t => {
  const { sync, server, offer } = await setUp(t)
  const first = await sync()
  server.requests.length = 0
  const second = await sync(first.state)
  t.false(second.changed)
  t.deepEqual(server.requests, [`${suite}/InRelease`])
  await offer({ date: archiveNow - hour / 2 })
  const third = await sync(second.state)
  t.false(third.changed)
  t.deepEqual(server.requests, [`${suite}/InRelease`, `${suite}/InRelease`])
  t.is(third.state.date, archiveNow - hour / 2)
  t.deepEqual(third.state.patches, first.state.patches)
})

test('a later sync names the patches that went', async t => {
  const { sync, offer } = await setUp(t)
  const first = await sync()
  await offer({ packages: [{ package: 'y', version: '1:4' }] })
  const second = await sync(first.state)
  if (!second.changed) return t.fail()
  t.deepEqual(second.removed, ['x 2.0-1', 'y 1:3'])
  t.deepEqual(second.state.patches, ['y 1:4'])
})

test('an index is fetched by its hash where the archive offers that', async t => {
  const { sync, server } = await setUp(t, { byHash: true })
  t.true((await sync()).changed)
  t.is(server.requests.length, 2)
  t.regex(server.requests[1]!, /main\/binary-amd64\/by-hash\/SHA256\/[0-9a-f]{64}$/)
})

test('where a mirror lacks a file, the next offered one is taken', async t => {
  const { sync, server } = await setUp(t, { offer: ['gz', 'plain'] })
  server.files.delete(`${suite}/${index}.gz`)
  t.true((await sync()).changed)
  server.files.delete(`${suite}/${index}`)
  await t.throwsAsync(sync(), { code: 'not-found' })
})

test('redirects of a mirror are followed', async t => {
  const { sync, server } = await setUp(t)
  const bytes = server.files.get(`${suite}/InRelease`)!
  server.files.set('/elsewhere', bytes)
  server.answers.set(`${suite}/InRelease`, (_request, response) =>
    response.writeHead(301, { location: '/elsewhere' }).end(),
  )
  t.true((await sync()).changed)
})

test('an index packed with xz is preferred, and read', async t => {
  const { sync, server } = await setUp(t)
  const plain = Buffer.from(xzIndex)
  const packed = Buffer.from(xzBase64, 'base64')
  const files = new Map([
    [index, plain],
    [`${index}.xz`, packed],
    [`${index}.gz`, gzipSync(plain)],
  ])
  server.files.set(`${suite}/InRelease`, await signRelease(releaseText({ files }), key))
  server.files.set(`${suite}/${index}.xz`, packed)
  const found = await sync()
  t.deepEqual(found.state.patches, ['libxz 1.0-1'])
  t.is(server.requests.at(-1), `${suite}/${index}.xz`)
})

test('an index that lists no unpacked file is proved by the packed one', async t => {
  const { sync, server } = await setUp(t)
  const packed = Buffer.from(server.files.get(`${suite}/${index}.gz`)!)
  const files = new Map([[`${index}.gz`, packed]])
  server.files.set(`${suite}/InRelease`, await signRelease(releaseText({ files }), key))
  const found = await sync()
  if (!found.changed) return t.fail()
  t.is(found.state.indexPath, `${index}.gz`)
  t.deepEqual(Buffer.from(found.index), packed)
})

test('an index that is not the one InRelease names is refused', async t => {
  const { sync, server } = await setUp(t)
  const path = `${suite}/${index}.gz`
  const good = server.files.get(path)!
  server.files.set(path, Buffer.from(good).fill(0, 40, 41))
  await t.throwsAsync(sync(), { code: 'wrong-hash' })
  server.files.set(path, good.subarray(0, -1))
  await t.throwsAsync(sync(), { code: 'wrong-size' })
  server.answers.set(path, (_request, response) => {
    response.writeHead(200, { 'content-length': good.length })
    response.write(good.subarray(0, 20), () => response.destroy())
  })
  await t.throwsAsync(sync(), { code: 'truncated' })
})

test('an index that unpacks to another than InRelease names is refused, a bomb before it has unpacked', async t => {
  const { sync, server } = await setUp(t)
  const plain = gunzipSync(server.files.get(`${suite}/${index}.gz`)!)
  const offer = async (content: Uint8Array, stated = plain) => {
    const packed = gzipSync(content)
    server.files.set(`${suite}/${index}.gz`, packed)
    const files = new Map<string, Uint8Array>([
      [index, stated],
      [`${index}.gz`, packed],
    ])
    server.files.set(`${suite}/InRelease`, await signRelease(releaseText({ files }), key))
  }
  await offer(Buffer.alloc(64 * 1024 * 1024))
  await t.throwsAsync(sync(), { code: 'limit-exceeded' })
  await offer(plain.subarray(0, -1))
  await t.throwsAsync(sync(), { code: 'wrong-size' })
  await offer(Buffer.from(plain).fill(32, 9, 10))
  await t.throwsAsync(sync(), { code: 'wrong-hash' })
})

test('a suite without the component or architecture says so', async t => {
  const { source } = await setUp(t)
  const client = new HttpClient()
  t.teardown(() => client.close())
  const sync = (more: object) => syncApt({ source: { ...source, ...more }, now: archiveNow, fetch: client.getBytes })
  await t.throwsAsync(sync({ architecture: 'arm64' }), { code: 'bad-feed', message: /arm64/ })
  await t.throwsAsync(sync({ component: 'universe' }), { code: 'bad-feed', message: /universe/ })
  await t.throwsAsync(sync({ suite: '../../x' }), { code: 'bad-argument' })
})

test('a Date that went back is refused, and nothing more is fetched', async t => {
  const { sync, server, offer } = await setUp(t)
  const first = await sync()
  await offer({ date: archiveNow - 2 * hour })
  server.requests.length = 0
  await t.throwsAsync(sync(first.state), { code: 'rollback' })
  t.is(server.requests.length, 1)
})

test('a package that cannot be used is skipped by name, and the others are read', async t => {
  const { sync } = await setUp(t, {
    packages: [
      { package: 'bad', version: '1_0' },
      { package: '../evil', version: '1' },
      { package: 'good', version: '1' },
    ],
  })
  const found = await sync()
  if (!found.changed) return t.fail()
  t.deepEqual(found.state.patches, ['good 1'])
  t.deepEqual(
    found.skipped.map(entry => entry.package),
    ['bad', '../evil'],
  )
})

const xzIndex = `Package: libxz
Version: 1.0-1
Architecture: amd64
Section: libs
Filename: pool/libxz_1.0-1_amd64.deb
Size: 10
SHA256: 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881
Description: packed with xz
`
const xzBase64 =
  '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4ADSALFdACgYSGbb2jCF/hbpFIlHeIRngCupMK8To+bs5Kn6lHuVB3yuW5AWodboaeRew9jyfolSxx+kzsuQWmlGj/IH6WuDwplKI3OuAkLsBvaYjLDbgMUa4I1LpHHlw1igxKM7yp5uz+gZECOQ88UQNPOUsUYj4OLlmN1DEAzzoySVET1SAfGXF7Pfnmp/1+Dg6T6oww1LsQdSlu+lz8ksKB7bqU4Cfwtj/UcecATuCTPfA7nAFAAAAADuqLia0eELWQABzQHTAQAAR4xgZrHEZ/sCAAAAAARZWg=='
