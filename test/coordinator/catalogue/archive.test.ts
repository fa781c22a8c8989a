import test, { type ExecutionContext } from 'ava'
import { artifactsFor } from '../../../coordinator/catalogue/needs.ts'
import type { PatchDetails, PatchRow } from '../../../coordinator/catalogue/patch-view.ts'
import { SyncTurns } from '../../../coordinator/catalogue/sync-turns.ts'
import { unpackProof } from '../../../coordinator/feed/proof-files.ts'
import { DAY_MS, HOUR_MS, limits } from '../../../core/limits.ts'
import { type ArchiveKey, archiveNow, makeArchiveKey, poolPathOf } from '../../kit/apt-archive.ts'
import { examplePackages, openArchiveFeed, sourceX } from '../../kit/archive-feed.ts'
import { bookworm, type TestStage } from '../../kit/catalogue.ts'
import { addPatch, temporaryFolder } from '../../kit/patch-folder.ts'

let key: ArchiveKey
test.before(async () => {
  key = await makeArchiveKey()
})

const setUp = (t: ExecutionContext, options: { quotaBytes?: number } = {}) => openArchiveFeed(t, { key, ...options })

async function approve(stage: TestStage, id = sourceX) {
  const manifest = await stage.catalogue.manifest(id, 'approve')
  const version = (stage.published.current('approval', id)?.header.version ?? 0) + 1
  const approval = await stage.fleet.approval(id, [manifest.digest], { version })
  const envelope = Buffer.from(approval.bytes).toString('base64')
  const { notReady } = await stage.ask<{ notReady: string }>('proposal-submit', { envelope })
  return { manifest, notReady }
}

async function row(stage: TestStage, id = sourceX) {
  return (await stage.ask<PatchRow[]>('patch-list')).find(each => each.id === id)
}

test('a source package at a version is one patch for its release of the system', async t => {
  const { stage } = await setUp(t)
  const ids = (await stage.ask<PatchRow[]>('patch-list')).map(({ id, severity, state }) => [id, severity, state])
  t.deepEqual(ids, [
    [sourceX, 'unknown', 'new'],
    ['debian:y_1:3', 'unknown', 'new'],
  ])
  t.deepEqual(stage.catalogue.get(sourceX).platform, { os: 'linux', architecture: 'amd64', distribution: 'bookworm' })
})

test('archives that say nothing hold up no other feed, are asked once at a time, and closing does not wait for them', async t => {
  const { stage, server, config } = await setUp(t)
  const path = await temporaryFolder(t)
  await addPatch(path, 'acme')
  const keyring = Buffer.from(key.keyring).toString('base64')
  const feed = (name: string, more: object) =>
    stage.ask('feed-add', { config: { ...config, name, everyMs: HOUR_MS, ...more }, keyring })
  const release = (name: string) => `/${name}/dists/bookworm-security/InRelease`
  const asked = (name: string) => server.requests.filter(each => each === release(name)).length
  // More than are read at once.
  const silentOnes = Array.from({ length: limits.feedsAtOnce + 1 }, (_, index) => `silent-${index}`)
  const areAsked = silentOnes.map(name => {
    const isAsked = Promise.withResolvers<void>()
    server.answers.set(release(name), () => isAsked.resolve())
    return isAsked.promise
  })
  for (const name of silentOnes) await feed(name, { url: `${server.url}/${name}` })
  const silent = stage.syncDue()
  await Promise.all(areAsked)
  await stage.ask('feed-add', { config: { name: 'house', everyMs: HOUR_MS, type: 'folder', path, origin: '' } })
  await stage.syncDue()
  t.is((await row(stage, 'acme'))?.state, 'new')
  t.is(stage.feeds.state('house').lastSyncAt, stage.clock.now())
  for (const name of silentOnes) {
    t.is(stage.feeds.state(name).lastAttemptAt, 0)
    t.is(asked(name), 1)
  }
  await stage.close()
  await silent
})

test('no more than a few feeds are read at the same time, and all of them are', async t => {
  const turns = new SyncTurns()
  let [reading, most] = [0, 0]
  const read = async () => {
    most = Math.max(most, ++reading)
    await new Promise(resolve => setImmediate(resolve))
    reading--
  }
  const feeds = Array.from({ length: 10 }, (_, index) => `feed-${index}`)
  await Promise.all(feeds.map(name => turns.run(name, () => turns.reading(read))))
  t.is(most, limits.feedsAtOnce)
  const failing = turns.run('feed-0', () => turns.reading(async () => Promise.reject(new Error('not reachable'))))
  await t.throwsAsync(failing)
  most = 0
  await Promise.all([turns.run('feed-0', read), turns.run('feed-0', read)])
  t.is(most, 1, 'one feed')
  await turns.ended()
  t.false(turns.has('feed-0'))
})

test('the manifest carries the stanzas and what ties them to the vendor', async t => {
  const { stage } = await setUp(t)
  const { body } = await stage.catalogue.manifest(sourceX, 'approve')
  t.deepEqual(
    body.artifacts.map(({ fileName, deb }) => [
      fileName,
      deb?.version,
      deb?.stanza.startsWith(`Package: ${deb.package}\n`),
    ]),
    [
      ['libx1_2.0-1+b1_amd64.deb', '2.0-1+b1', true],
      ['x-doc_2.0-1_all.deb', '2.0-1', true],
    ],
  )
  t.like(body.proof.apt, { suite: 'bookworm-security', component: 'main', indexPath: 'main/binary-amd64/Packages' })
})

test('nodes that need a patch are found by their packages, and only theirs count', async t => {
  const { stage } = await setUp(t)
  stage.reported.inventories.push(
    bookworm('old', ['libx1 1.0-1 x']),
    bookworm('new', ['libx1 2.0-1+b1 x 2.0-1']),
    bookworm('without', ['z 1']),
    bookworm('bullseye', ['libx1 1.0-1 x'], {
      osVersion: '11',
      osCodename: 'bullseye',
      osName: 'Debian GNU/Linux 11 (bullseye)',
    }),
    bookworm('arm', ['libx1 1.0-1 x'], { architecture: 'arm64', packages: [] }),
  )
  t.is((await row(stage))!.nodes, 1)
  const shown = await stage.ask<PatchDetails>('patch-show', { id: sourceX })
  t.like(shown.neededBy[0], { node: 'old', fromVersion: '1.0-1', artifacts: [shown.artifacts[0]!.digest] })
  t.is(shown.neededBytes, shown.artifacts[0]!.sizeBytes)
  t.is((await stage.ask<PatchRow[]>('patch-list', { needed: true })).length, 1)
})

test('a removed package whose settings remain is not installed', async t => {
  const { stage } = await setUp(t)
  const gone = bookworm('gone', ['libx1 1.0-1 x'])
  gone.inventory.packages[0]!.status = 'deinstall ok config-files'
  stage.reported.inventories.push(gone)
  t.is((await row(stage))!.nodes, 0)
})

test('CVEs are those of the versions after the oldest one that is installed', async t => {
  const { stage } = await setUp(t)
  const cves = async () => (await stage.ask<PatchDetails>('patch-show', { id: sourceX })).cves
  t.deepEqual(await cves(), ['CVE-2026-22222'])
  stage.reported.inventories.push(bookworm('a', ['libx1 1.5-1 x']), bookworm('b', ['libx1 1.0-1 x']))
  t.deepEqual(await cves(), ['CVE-2026-11111', 'CVE-2026-22222'])
  t.deepEqual((await stage.catalogue.manifest(sourceX, 'approve')).body.cves, ['CVE-2026-11111', 'CVE-2026-22222'])
})

test('changelogs are fetched only of patches that a node needs, and once', async t => {
  const { stage, server } = await setUp(t)
  const debs = () => server.requests.filter(path => path.endsWith('.deb'))
  await stage.preparation.run()
  t.deepEqual(debs(), [])
  stage.reported.inventories.push(bookworm('a', ['libx1 1.5-1 x']))
  await stage.preparation.run()
  await stage.preparation.run()
  t.is(debs().length, 1)
  const again = await stage.reopen()
  await again.ask('patch-show', { id: sourceX })
  t.is(debs().length, 1)
})

test('a changelog that cannot be fetched keeps nobody from seeing the patch', async t => {
  const { stage, server } = await setUp(t)
  for (const path of [...server.files.keys()]) if (path.endsWith('.deb')) server.files.delete(path)
  const shown = await stage.ask<PatchDetails>('patch-show', { id: sourceX })
  t.is(shown.changelog.state, 'unavailable')
  t.deepEqual(shown.cves, [])
})

test('piece lists are made of needed artifacts only, with the vendor first and the origin second', async t => {
  const { stage, server } = await setUp(t)
  stage.reported.inventories.push(bookworm('a', ['libx1 1.0-1 x']))
  const { manifest, notReady } = await approve(stage)
  t.is(notReady, '')
  const [libx1] = manifest.body.artifacts
  t.deepEqual(
    stage.published.all('piece-list').map(({ header }) => header.name),
    [libx1!.digest],
  )
  t.deepEqual(stage.published.current('piece-list', libx1!.digest)!.body.sources, [
    `${server.url}/debian/${encodeURI(poolPathOf({ package: 'libx1', version: '2.0-1+b1' })).replaceAll('+', '%2B')}`,
    `http://origin.test:7434/artifact/${libx1!.digest}`,
  ])
})

test('a node that reports later gets its piece lists at the next preparation', async t => {
  const { stage } = await setUp(t)
  await approve(stage)
  t.deepEqual(stage.published.all('piece-list'), [])
  stage.reported.inventories.push(bookworm('a', ['x-doc 1.0-1 x', 'libx1 1.0-1 x']))
  await stage.preparation.run()
  t.is(stage.published.all('piece-list').length, 2)
  const { body } = stage.catalogue.approved(sourceX).manifest
  t.is(artifactsFor(body, stage.reported.inventories[0]!.inventory).length, 2)
})

test('a vendor that serves other bytes gets no piece list', async t => {
  const { stage, server } = await setUp(t)
  stage.reported.inventories.push(bookworm('a', ['libx1 1.0-1 x']))
  await stage.ask('patch-show', { id: sourceX })
  const path = `/debian/${poolPathOf({ package: 'libx1', version: '2.0-1+b1' })}`
  const wrong = Buffer.from(server.files.get(path)!)
  wrong[100]! ^= 1
  server.files.set(path, wrong)
  const { notReady } = await approve(stage)
  t.regex(notReady, /SHA-256/)
  t.deepEqual(stage.published.all('piece-list'), [])
})

test('a vendor file for which there is no room is told with the vendor alone, and not downloaded again and again', async t => {
  const { stage, server } = await setUp(t, { quotaBytes: 10 })
  stage.reported.inventories.push(bookworm('a', ['libx1 1.0-1 x']))
  const { manifest } = await approve(stage)
  const { digest } = manifest.body.artifacts[0]!
  t.is(stage.published.current('piece-list', digest)!.body.sources.length, 1)
  await stage.preparation.run()
  const before = server.requests.length
  await stage.preparation.run()
  t.is(server.requests.length, before)
})

test('when nothing changed, only InRelease is fetched', async t => {
  const { stage, server } = await setUp(t)
  const before = server.requests.length
  const result = await stage.sync('debian')
  t.false(result.isChanged)
  await stage.preparation.run()
  t.deepEqual(server.requests.slice(before), ['/debian/dists/bookworm-security/InRelease'])
})

test('a fresher InRelease renews the manifest of what is not approved, and leaves what is as it was', async t => {
  const { stage, publish } = await setUp(t)
  const first = await stage.catalogue.manifest(sourceX, 'approve')
  const later = async (hours: number) => {
    await publish({ date: archiveNow + hours * HOUR_MS })
    await stage.clock.advance(2 * HOUR_MS)
    await stage.sync('debian')
  }
  await later(1)
  const second = await stage.catalogue.manifest(sourceX, 'approve')
  t.not(second.digest, first.digest)
  t.not(second.body.proof.apt!.inReleaseDigest, first.body.proof.apt!.inReleaseDigest)
  await approve(stage)
  await later(2)
  t.is((await stage.catalogue.manifest(sourceX, 'approve')).digest, second.digest)
  t.is((await row(stage))!.state, 'approved')
})

test('a version that the suite drops stays approved where it was, and is told as withdrawn', async t => {
  const { stage, publish } = await setUp(t)
  const { manifest } = await approve(stage)
  await publish({ packages: await examplePackages('2.1-1'), date: archiveNow + HOUR_MS })
  await stage.clock.advance(2 * HOUR_MS)
  await stage.sync('debian')
  t.like(await row(stage), { state: 'approved', remark: 'withdrawn' })
  t.is(stage.catalogue.approved(sourceX).manifest.digest, manifest.digest)
  t.like(await row(stage, 'debian:x_2.1-1'), { state: 'new' })
  t.is((await stage.ask<PatchDetails>('patch-show', { id: sourceX })).supersededBy, 'debian:x_2.1-1')
})

test('the raw proof is handed out as it was, also after later synchronisations, while something approved rests on it', async t => {
  const { stage, publish } = await setUp(t)
  const { manifest } = await approve(stage)
  await publish({ packages: await examplePackages('2.1-1'), date: archiveNow + HOUR_MS })
  await stage.clock.advance(DAY_MS)
  await stage.sync('debian')
  const { inReleaseDigest, indexDigest } = manifest.body.proof.apt!
  for (const digest of [inReleaseDigest, indexDigest]) {
    const part = await stage.ask<{ bytes: string; totalBytes: number }>('patch-proof', { digest, offset: 0 })
    const packed = Buffer.from(part.bytes, 'base64')
    t.is(packed.length, part.totalBytes)
    await t.notThrowsAsync(unpackProof(packed, digest))
    await t.throwsAsync(unpackProof(packed, 'f'.repeat(64)), { code: 'bad-proof' })
  }
  await t.throwsAsync(stage.ask('patch-proof', { digest: '../home', offset: 0 }), { code: 'bad-argument' })
})

test('a keyring that is none is refused when the feed is added', async t => {
  const { stage, config } = await setUp(t)
  const add = (keyring?: string) => stage.ask('feed-add', { config: { ...config, name: 'other' }, keyring })
  await t.throwsAsync(add(), { code: 'bad-argument' })
  await t.throwsAsync(add(Buffer.from('no keys').toString('base64')), { code: 'bad-key-file' })
})
