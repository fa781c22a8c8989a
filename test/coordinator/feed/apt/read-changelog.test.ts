import { gzipSync } from 'node:zlib'
import test from 'ava'
import { fetchChangelog } from '../../../../coordinator/feed/apt/fetch-changelog.ts'
import { artifactOf } from '../../../../coordinator/feed/apt/packages-index.ts'
import { readChangelog } from '../../../../coordinator/feed/apt/read-changelog.ts'
import { parseFields } from '../../../../core/deb822.ts'
import { CodedError } from '../../../../core/errors.ts'
import { changelogText, makeAr, makeDeb, stanzaOf } from '../../../kit/apt-archive.ts'

const text = changelogText([
  ['2.0-1+deb12u2', 'Fix CVE-2026-123456 and CVE-2025-1111.'],
  ['2.0-1+deb12u1', 'Fix CVE-2025-2222, not CVE-20-1 nor CVE-2025-1.'],
  ['1.9-1', 'Fix CVE-2020-3333.'],
])
const doc = 'usr/share/doc/libx'
const files = {
  'usr/bin/x': 'x',
  [`${doc}/changelog.gz`]: gzipSync('upstream'),
  [`${doc}/changelog.Debian.gz`]: gzipSync(text),
}

async function* bytewise(bytes: Uint8Array, step = 7) {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
}

function read(deb: Uint8Array, newerThan?: string) {
  return readChangelog(bytewise(deb), { package: 'libx', newerThan })
}

for (const packing of ['gz', 'zst', 'none'] as const) {
  test(`the changelog of a .deb packed with ${packing} is read`, async t => {
    const found = await read(await makeDeb(files, packing))
    t.deepEqual(found!.entries[0], {
      version: '2.0-1+deb12u2',
      urgency: 'high',
      date: Date.UTC(2026, 10, 21, 9),
      text: '  * Fix CVE-2026-123456 and CVE-2025-1111.',
      cves: ['CVE-2025-1111', 'CVE-2026-123456'],
    })
    t.is(found!.entries.length, 3)
  })
}

test('only the entries newer than the installed version count, and their CVEs', async t => {
  const deb = await makeDeb(files)
  t.deepEqual((await read(deb, '2.0-1'))!.cves, ['CVE-2025-1111', 'CVE-2025-2222', 'CVE-2026-123456'])
  t.deepEqual((await read(deb, '2.0-1+deb12u2'))!.entries, [])
})

test('a native package has its changelog under the other name', async t => {
  const found = await read(await makeDeb({ [`${doc}/changelog.gz`]: gzipSync(text) }))
  t.is(found!.entries.length, 3)
})

test('a package without a changelog of its own gives none', async t => {
  t.is(await read(await makeDeb({ [doc]: '-> libother' })), undefined)
  t.is(await read(await makeDeb({ [`${doc}/changelog.gz`]: gzipSync('upstream prose') })), undefined)
  t.is(await read(await makeDeb({ 'usr/share/doc/liby/changelog.Debian.gz': gzipSync(text) })), undefined)
})

test('a file that is no .deb, or a part of one, is refused', async t => {
  const deb = await makeDeb(files)
  await t.throwsAsync(read(Buffer.from('MZ and nothing else')), { code: 'bad-deb' })
  await t.throwsAsync(read(new Uint8Array(0)), { code: 'bad-deb' })
  await t.throwsAsync(read(makeAr([['data.tar', Buffer.alloc(0)]])), { code: 'bad-deb', message: /debian-binary/ })
  await t.throwsAsync(read(makeAr([['debian-binary', Buffer.from('3.0\n')]])), { code: 'bad-deb', message: /format 2/ })
  await t.throwsAsync(read(makeAr([['debian-binary', Buffer.from('2.0\n')]])), { code: 'bad-deb' })
  for (const share of [0.3, 0.5, 0.7, 0.9]) {
    await t.throwsAsync(read(deb.subarray(0, Math.floor(deb.length * share))), { code: 'bad-deb' }, `${share}`)
  }
})

test('a .deb cut between two of its files is refused too', async t => {
  const deb = await makeDeb({ [`${doc}/changelog.gz`]: gzipSync(text) }, 'none')
  await t.throwsAsync(read(deb.subarray(0, -1024)), { code: 'bad-deb' })
})

test('a changelog that unpacks to more than the limit is refused', async t => {
  const bomb = await makeDeb({ [`${doc}/changelog.Debian.gz`]: gzipSync(Buffer.alloc(33 * 1024 * 1024)) })
  await t.throwsAsync(readChangelog(bytewise(bomb, 65536), { package: 'libx' }), { code: 'limit-exceeded' })
})

async function makePatch(debs: Record<string, Uint8Array>) {
  const bodies = new Map<string, Uint8Array>()
  const artifacts = Object.entries(debs).map(([name, deb]) => {
    const raw = stanzaOf({ package: name, version: '2', source: 'x', deb })
    const artifact = artifactOf({ raw, fields: parseFields(raw, { what: 'stanza', line: 1 }) })
    if (typeof artifact === 'string') throw new Error(artifact)
    bodies.set(`http://archive.example/${artifact.poolPath}`, deb)
    return artifact
  })
  const asked: string[] = []
  const fetch = async ({ url }: { url: string }) => {
    asked.push(url.replace(/.*\/|_.*/g, ''))
    const body = bodies.get(url)
    if (body === undefined) throw new CodedError('not-found', url)
    return body
  }
  return {
    input: { patch: { source: 'x', version: '2', artifacts }, source: { url: 'http://archive.example' }, fetch },
    asked,
    bodies,
  }
}

test('the smallest .deb is asked for the changelog, and where it links to another package, that one next', async t => {
  const bulk = Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * at * 31) % 251))
  const { input, asked } = await makePatch({
    libx: await makeDeb({ ...files, 'usr/lib/big': Buffer.concat([bulk, bulk.reverse()]) }, 'none'),
    'x-middle': await makeDeb({ 'usr/lib/middle': bulk }, 'none'),
    'x-small': await makeDeb({ 'usr/share/doc/x-small': '-> libx' }),
  })
  t.is((await fetchChangelog(input))!.entries.length, 3)
  t.deepEqual(asked, ['x-small', 'libx'])
})

test('where no package has one, there is none', async t => {
  const { input } = await makePatch({ libx: await makeDeb({ [doc]: '-> elsewhere' }) })
  t.is(await fetchChangelog(input), undefined)
})

test('a downloaded .deb with another hash is refused before it is read', async t => {
  const { input, bodies } = await makePatch({ libx: await makeDeb(files) })
  for (const body of bodies.values()) body[body.length - 1]! ^= 1
  await t.throwsAsync(fetchChangelog(input), { code: 'wrong-hash' })
})
