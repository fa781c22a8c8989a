// A hostile mirror or archive: its InRelease stripped of the signature, signed by another's key, of another suite, rolled back, frozen. Driven
// from a real server through the feed's synchronisation, and then at the admin's own check of the manifest, which trusts no coordinator.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { FeedRow } from '../../coordinator/catalogue/feed-handlers.ts'
import { type CheckMeans, checkManifest } from '../../coordinator/commands/check-manifest.ts'
import { renderRows } from '../../coordinator/commands/feed.ts'
import type { FeedConfig } from '../../coordinator/feed/feed-config.ts'
import { unpackProof } from '../../coordinator/feed/proof-files.ts'
import { DAY_MS, HOUR_MS } from '../../core/limits.ts'
import type { Manifest } from '../../core/manifest.ts'
import { type ArchiveKey, archiveNow, makeArchiveKey, releaseText, signRelease } from '../kit/apt-archive.ts'
import { type ArchiveFeed, openArchiveFeed, sourceX } from '../kit/archive-feed.ts'
import { temporaryFolder } from '../kit/patch-folder.ts'

let key: ArchiveKey
let stolen: ArchiveKey
test.before(async () => {
  key = await makeArchiveKey()
  stolen = await makeArchiveKey()
})

const inRelease = '/debian/dists/bookworm-security/InRelease'

/** What the synchronisation says of the feed, and how many patches it still knows. */
async function syncAgain({ stage }: ArchiveFeed): Promise<{ code: string | undefined; patches: number }> {
  const [result] = await stage.ask<{ error?: { code: string } }[]>('feed-sync', { name: 'debian' })
  const [row] = await stage.ask<{ patches: number }[]>('feed-list')
  return { code: result?.error?.code, patches: row!.patches }
}

const tampering: [string, (feed: ArchiveFeed) => Promise<void>, string][] = [
  [
    'stripped of its signature',
    async ({ server }) => void server.files.set(inRelease, Buffer.from(releaseText({ date: archiveNow }))),
    'bad-signature',
  ],
  [
    'signed by another key',
    async ({ server }) =>
      void server.files.set(inRelease, await signRelease(releaseText({ date: archiveNow }), stolen)),
    'bad-signature',
  ],
  [
    'of another suite that the same key signs',
    async ({ server }) => {
      const text = releaseText({ suite: 'stable-updates', codename: 'trixie', date: archiveNow })
      server.files.set(inRelease, await signRelease(text, key))
    },
    'wrong-suite',
  ],
  ['rolled back', feed => feed.publish({ date: archiveNow - 2 * DAY_MS }), 'rollback'],
  ['past its Valid-Until', feed => feed.publish({ date: archiveNow, validUntil: archiveNow - HOUR_MS / 2 }), 'expired'],
]

for (const [name, tamper, code] of tampering)
  test(`an InRelease ${name} is refused by the synchronisation, and what was known stays`, async t => {
    const feed = await openArchiveFeed(t, { key })
    const before = (await syncAgain(feed)).patches
    await tamper(feed)
    const after = await syncAgain(feed)
    t.is(after.code, code)
    t.true(before > 0)
    t.is(after.patches, before)
  })

test('a mirror that stands still without a Valid-Until is not refused, and its age is told', async t => {
  const feed = await openArchiveFeed(t, { key })
  const { clock } = feed.stage
  await clock.advance(90 * DAY_MS)
  t.is((await syncAgain(feed)).code, undefined)
  const rows = await feed.stage.ask<FeedRow[]>('feed-list')
  const { lastSync, publishedAt } = rows[0]!
  t.is(Date.parse(lastSync!), archiveNow + 90 * DAY_MS)
  t.is(publishedAt, new Date(archiveNow - HOUR_MS).toISOString())
  t.regex(renderRows(rows, clock.now()), /\b90 ?d/)
})

test('a mirror that stands still past its Valid-Until is refused, and both its age and the refusal are told', async t => {
  const feed = await openArchiveFeed(t, { key, validUntil: archiveNow + DAY_MS })
  await feed.stage.clock.advance(7 * DAY_MS)
  t.is((await syncAgain(feed)).code, 'expired')
  const [row] = await feed.stage.ask<FeedRow[]>('feed-list')
  t.like(row, { publishedAt: new Date(archiveNow - HOUR_MS).toISOString(), error: { code: 'expired' } })
})

async function fromArchive(t: ExecutionContext, options: { key: ArchiveKey; validUntil?: number }) {
  const { stage, config } = await openArchiveFeed(t, options)
  const { body } = await stage.catalogue.manifest(sourceX, 'approve')
  const keyring = join(await temporaryFolder(t), 'keyring.gpg')
  await writeFile(keyring, key.keyring)
  const readProof = async (digest: string) => {
    const { bytes } = await stage.ask<{ bytes: string }>('patch-proof', { digest, offset: 0 })
    return await unpackProof(Buffer.from(bytes, 'base64'), digest)
  }
  const means: CheckMeans = { feed: { ...config, keyring } as unknown as FeedConfig, now: archiveNow, readProof }
  return { manifest: structuredClone(body) as Manifest, means }
}

test('what a coordinator took from an archive of another key does not pass the admin’s own check', async t => {
  const { manifest, means } = await fromArchive(t, { key: stolen })
  await t.throwsAsync(checkManifest(manifest, means), { code: 'bad-signature' })
})

test('a proof that was frozen past its Valid-Until does not pass the admin’s own check', async t => {
  const { manifest, means } = await fromArchive(t, { key, validUntil: archiveNow + HOUR_MS })
  await t.notThrowsAsync(checkManifest(manifest, means))
  await t.throwsAsync(checkManifest(manifest, { ...means, now: archiveNow + 2 * HOUR_MS }), { code: 'expired' })
})

test('an artifact or a dependency that the feed’s stanzas do not prove does not pass the admin’s own check', async t => {
  const { manifest, means } = await fromArchive(t, { key })
  const [first] = manifest.artifacts
  const foreign = { digest: 'ee'.repeat(32), sizeBytes: 10, fileName: 'evil.deb' }
  for (const extra of [foreign, { ...first!, digest: foreign.digest }]) {
    const extended = structuredClone(manifest)
    extended.artifacts.push(extra)
    await t.throwsAsync(checkManifest(extended, means))
  }
})
