import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { type CheckMeans, checkManifest, feedReader } from '../../../coordinator/commands/check-manifest.ts'
import type { FeedConfig } from '../../../coordinator/feed/feed-config.ts'
import { unpackProof } from '../../../coordinator/feed/proof-files.ts'
import { sha256 } from '../../../core/digest.ts'
import type { Manifest } from '../../../core/manifest.ts'
import { type ArchiveKey, archiveNow, makeArchiveKey } from '../../kit/apt-archive.ts'
import { openArchiveFeed, sourceX } from '../../kit/archive-feed.ts'
import { openTestStage } from '../../kit/catalogue.ts'
import { addPatch, patchYaml, temporaryFolder } from '../../kit/patch-folder.ts'

let key: ArchiveKey
let otherKey: ArchiveKey
test.before(async () => {
  key = await makeArchiveKey()
  otherKey = await makeArchiveKey()
})

interface Check {
  manifest: Manifest
  means: CheckMeans
}

async function inHouse(t: ExecutionContext): Promise<Check & { path: string }> {
  const stage = await openTestStage(t)
  const path = await temporaryFolder(t)
  await addPatch(path, 'acme')
  await addPatch(path, 'other')
  const feed: FeedConfig = { name: 'house', everyMs: 0, type: 'folder', path, origin: '' }
  await stage.ask('feed-add', { config: feed })
  await stage.sync('house')
  const { body } = await stage.catalogue.manifest('acme', 'approve')
  const readProof = async () => t.fail() as never
  return { path, manifest: structuredClone(body), means: { feed, now: stage.clock.now(), readProof } }
}

async function fromArchive(t: ExecutionContext, options: { validUntil?: number } = {}): Promise<Check> {
  const { stage, config } = await openArchiveFeed(t, { key, ...options })
  const { body } = await stage.catalogue.manifest(sourceX, 'approve')
  const keyring = join(await temporaryFolder(t), 'keyring.gpg')
  await writeFile(keyring, key.keyring)
  const readProof = async (digest: string) => {
    const { bytes } = await stage.ask<{ bytes: string }>('patch-proof', { digest, offset: 0 })
    return await unpackProof(Buffer.from(bytes, 'base64'), digest)
  }
  const feed = { ...config, keyring } as unknown as FeedConfig
  return { manifest: structuredClone(body), means: { feed, now: archiveNow, readProof } }
}

test("an in-house patch that equals the admin's own copy is proved, and the copy is named", async t => {
  const { manifest, means, path } = await inHouse(t)
  t.deepEqual(await checkManifest(manifest, means), {
    proof: `equal to your copy in ${join(path, 'acme')}`,
    means: `your own copies in ${path}`,
  })
  const { proof } = await checkManifest(manifest, { ...means, files: join(path, 'acme') })
  t.is(proof, `equal to your copy in ${join(path, 'acme')}`)
})

test('a folder is read once for all patches that are looked for in it, and no file of another is', async t => {
  const { manifest, means, path } = await inHouse(t)
  const readOwnFeed = feedReader(['acme', 'else'])
  const first = await checkManifest(manifest, { ...means, readOwnFeed })
  await rm(path, { recursive: true })
  t.deepEqual(await checkManifest(manifest, { ...means, readOwnFeed }), first)
  const { patches } = await readOwnFeed(path)
  t.deepEqual(
    patches.map(({ stated }) => stated.id),
    ['acme'],
  )
})

const lies: [what: string, tell: (manifest: Manifest) => void][] = [
  [
    'other bytes',
    manifest => {
      manifest.artifacts[0]!.digest = sha256(Buffer.from('evil'))
      manifest.action = { type: 'file', path: '/opt/acme', mode: 0o644, artifact: manifest.artifacts[0]!.digest }
    },
  ],
  ['another size', manifest => void manifest.artifacts[0]!.sizeBytes++],
  [
    'one file more',
    manifest => void manifest.artifacts.push({ digest: sha256(Buffer.from('x')), sizeBytes: 1, fileName: 'x' }),
  ],
  ['another place', manifest => void Object.assign(manifest.action, { path: '/etc/cron.d/acme' })],
  ['another mode', manifest => void Object.assign(manifest.action, { mode: 0o777 })],
  [
    'another action',
    manifest => {
      manifest.action = { type: 'archive', artifact: manifest.artifacts[0]!.digest, prefix: '/opt' }
    },
  ],
  [
    'another rule',
    manifest => {
      manifest.detection = [{ type: 'file-exists', path: '/opt/acme' }]
    },
  ],
  [
    'another platform',
    manifest => {
      manifest.platform.os = 'linux'
    },
  ],
  [
    'another version',
    manifest => {
      manifest.productVersion = '0.9'
    },
  ],
  [
    'another name',
    manifest => {
      manifest.header.name = 'other'
    },
  ],
]

for (const [what, tell] of lies) {
  test(`a stolen coordinator cannot get an in-house manifest signed that says ${what}`, async t => {
    const { manifest, means } = await inHouse(t)
    tell(manifest)
    await t.throwsAsync(checkManifest(manifest, means), { code: 'bad-proof' })
  })
}

test("the admin's copy decides, not the coordinator's", async t => {
  const { manifest, means } = await inHouse(t)
  const own = await temporaryFolder(t)
  await addPatch(own, 'acme', { content: 'what the admin built' })
  await t.throwsAsync(checkManifest(manifest, { ...means, files: own }), { code: 'bad-proof' })
})

test('without a copy of their own the admin is asked for one', async t => {
  const { manifest, means, path } = await inHouse(t)
  const empty = await temporaryFolder(t)
  for (const files of [empty, join(empty, 'none'), join(path, 'other')])
    await t.throwsAsync(checkManifest(manifest, { ...means, files }), { code: 'bad-argument', message: /--files/ })
  const away = { ...means, feed: { ...means.feed, path: '/not/on/this/machine' } as FeedConfig }
  await t.throwsAsync(checkManifest(manifest, away), { code: 'bad-argument', message: /--files/ })
})

test('a copy that is broken is told with its fault', async t => {
  const { manifest, means } = await inHouse(t)
  const own = await temporaryFolder(t)
  await addPatch(own, 'acme', { yaml: patchYaml('acme').replace('severity: high', 'severity: huge') })
  await t.throwsAsync(checkManifest(manifest, { ...means, files: own }), { message: /severity|one of critical/ })
})

test('a patch of an archive is proved by InRelease, index and keyring, which are named', async t => {
  const { manifest, means } = await fromArchive(t)
  const checked = await checkManifest(manifest, means)
  t.regex(checked.proof, /^signed by Test \(bookworm-security, 2026-11-22T.*keyring\.gpg$/)
  t.regex(checked.means, /^suite bookworm-security with the keyring of SHA-256 [0-9a-f]{64}$/)
})

test("the admin's keyring decides", async t => {
  const { manifest, means } = await fromArchive(t)
  const keyring = join(await temporaryFolder(t), 'own.gpg')
  await writeFile(keyring, otherKey.keyring)
  await t.throwsAsync(checkManifest(manifest, { ...means, keyring }), { code: 'bad-signature' })
  await t.throwsAsync(checkManifest(manifest, { ...means, keyring: `${keyring}.none` }), { code: 'bad-argument' })
})

const archiveLies: [what: string, tell: (manifest: Manifest) => void][] = [
  [
    'other bytes',
    manifest => {
      manifest.artifacts[0]!.digest = sha256(Buffer.from('evil'))
    },
  ],
  [
    'another stanza',
    manifest => {
      manifest.artifacts[0]!.deb!.stanza += 'Pre-Depends: evil\n'
    },
  ],
  [
    'another version of a package',
    manifest => {
      manifest.artifacts[0]!.deb!.version = '9'
    },
  ],
  [
    'another index',
    manifest => {
      manifest.proof.apt!.indexDigest = manifest.proof.apt!.inReleaseDigest
    },
  ],
  [
    'another suite',
    manifest => {
      manifest.proof.apt!.suite = 'trixie-security'
    },
  ],
  [
    'another product',
    manifest => {
      manifest.product = 'y'
    },
  ],
  [
    'another id',
    manifest => {
      manifest.header.name = 'debian:y_2.0-1'
    },
  ],
  [
    'another rule',
    manifest => {
      manifest.detection = [{ type: 'file-exists', path: '/' }]
    },
  ],
  ['that it is in-house', manifest => void delete manifest.proof.apt],
]

for (const [what, tell] of archiveLies) {
  test(`a stolen coordinator cannot get a vendor's manifest signed that says ${what}`, async t => {
    const { manifest, means } = await fromArchive(t)
    tell(manifest)
    const error = await t.throwsAsync(checkManifest(manifest, means))
    t.true(['bad-proof', 'wrong-suite', 'not-found'].includes((error as { code?: string }).code ?? ''), String(error))
  })
}

test('a proof whose time is over is refused', async t => {
  const { manifest, means } = await fromArchive(t, { validUntil: archiveNow + 3_600_000 })
  await t.throwsAsync(checkManifest(manifest, { ...means, now: archiveNow + 7_200_000 }), { code: 'expired' })
})
