import test, { type ExecutionContext } from 'ava'
import { type AptProofInput, checkAptProof } from '../../../../coordinator/feed/apt/check-apt-proof.ts'
import { aptProof, syncApt } from '../../../../coordinator/feed/apt/sync-apt.ts'
import { HttpClient } from '../../../../coordinator/feed/http-client.ts'
import {
  type ArchiveKey,
  archiveNow,
  FileServer,
  makeArchiveKey,
  type PublishOptions,
  publish,
  releaseText,
  signRelease,
} from '../../../kit/apt-archive.ts'

const hour = 3_600_000
let key: ArchiveKey
test.before(async () => {
  key = await makeArchiveKey()
})

async function setUp(t: ExecutionContext, options: Partial<PublishOptions> = {}): Promise<AptProofInput> {
  const server = await new FileServer().start()
  const client = new HttpClient()
  t.teardown(async () => {
    await client.close()
    await server.stop()
  })
  const packages = [
    { package: 'first', version: '1' },
    { package: 'libx1', version: '2.0-1+b1', source: 'x (2.0-1)' },
    { package: 'x-doc', version: '2.0-1', source: 'x', architecture: 'all' },
  ]
  await publish(server, { key, packages, ...options })
  const source = {
    url: `${server.url}/debian`,
    suite: 'bookworm-security',
    component: 'main',
    architecture: 'amd64',
    keyring: key.keyring,
  }
  const found = await syncApt({ source, now: archiveNow, fetch: client.getBytes })
  if (!found.changed) throw new Error('expected a change')
  const { artifacts } = found.patches[1]!
  const { inRelease, index } = found
  return {
    proof: aptProof(source, found.state),
    artifacts,
    source: 'x',
    sourceVersion: '2.0-1',
    inRelease,
    index,
    keyring: key.keyring,
    now: archiveNow,
  }
}

test("a manifest's artifacts that are the vendor's are proved", async t => {
  const input = await setUp(t)
  const release = await checkAptProof(input)
  t.is(release.codename, 'bookworm-security')
})

test("an artifact's word that is not the vendor's is refused", async t => {
  const input = await setUp(t)
  const [artifact, ...rest] = input.artifacts
  const deb = artifact!.deb!
  const other = 'f'.repeat(64)
  for (const changed of [
    { ...artifact!, digest: other },
    { ...artifact!, sizeBytes: 1 },
    { ...artifact!, fileName: 'other.deb' },
    { ...artifact!, deb: { ...deb, package: 'libx2' } },
    { ...artifact!, deb: { ...deb, version: '2.0-2' } },
    { ...artifact!, deb: { ...deb, architecture: 'i386' } },
    { ...artifact!, deb: undefined },
    { ...artifact!, digest: other, deb: { ...deb, stanza: deb.stanza.replace(/SHA256: .*/, `SHA256: ${other}`) } },
    { ...artifact!, deb: { ...deb, stanza: deb.stanza.slice(0, deb.stanza.lastIndexOf('Description')) } },
  ]) {
    await t.throwsAsync(checkAptProof({ ...input, artifacts: [changed, ...rest] }), { code: 'bad-proof' })
  }
})

test('a part of a stanza, though its bytes are in the index, is no stanza', async t => {
  const input = await setUp(t)
  const deb = input.artifacts[0]!.deb!
  const stanza = deb.stanza.replace(/^Package: .*\n/, '')
  const artifacts = [{ ...input.artifacts[0]!, deb: { ...deb, stanza } }]
  t.true(Buffer.from(input.index).includes(stanza))
  await t.throwsAsync(checkAptProof({ ...input, artifacts }), { code: 'bad-proof' })
})

test('artifacts of another source or version than the manifest says, or none, are refused', async t => {
  const input = await setUp(t)
  await t.throwsAsync(checkAptProof({ ...input, source: 'openssl' }), { code: 'bad-proof' })
  await t.throwsAsync(checkAptProof({ ...input, sourceVersion: '2.0-2' }), { code: 'bad-proof' })
  await t.throwsAsync(checkAptProof({ ...input, artifacts: [] }), { code: 'bad-proof' })
})

test('another InRelease, another index, or an index path of something else is refused', async t => {
  const input = await setUp(t)
  const { proof } = input
  const other = await signRelease(releaseText({ files: new Map() }), key)
  await t.throwsAsync(checkAptProof({ ...input, inRelease: other }), { code: 'bad-proof' })
  const index = Buffer.from(input.index).fill('z', 3, 4)
  await t.throwsAsync(checkAptProof({ ...input, index }), { code: 'wrong-hash' })
  await t.throwsAsync(checkAptProof({ ...input, proof: { ...proof, indexDigest: 'f'.repeat(64) } }), {
    code: 'bad-proof',
  })
  await t.throwsAsync(checkAptProof({ ...input, proof: { ...proof, architecture: 'i386' } }), { code: 'bad-proof' })
  await t.throwsAsync(checkAptProof({ ...input, proof: { ...proof, suite: 'trixie' } }), { code: 'wrong-suite' })
})

test("a coordinator's own archive does not stand against the admin's keyring", async t => {
  const thief = await makeArchiveKey()
  const input = await setUp(t)
  await t.throwsAsync(checkAptProof({ ...input, keyring: thief.keyring }), { code: 'bad-signature' })
})

test("a proof beyond the archive's Valid-Until, or older than one accepted before, is refused", async t => {
  const input = await setUp(t, { validUntil: archiveNow + hour })
  await t.notThrowsAsync(checkAptProof(input))
  await t.throwsAsync(checkAptProof({ ...input, now: archiveNow + 2 * hour }), { code: 'expired' })
  await t.throwsAsync(checkAptProof({ ...input, previousDate: archiveNow }), { code: 'rollback' })
})
