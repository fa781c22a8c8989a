import test from 'ava'
import { revokeKey } from 'openpgp'
import { type InReleaseInput, verifyInRelease } from '../../../../coordinator/feed/apt/verify-in-release.ts'
import { type ArchiveKey, archiveNow, makeArchiveKey, releaseText, signRelease } from '../../../kit/apt-archive.ts'

const hour = 3_600_000
let key: ArchiveKey
let other: ArchiveKey
let good: Buffer
const files = new Map([['main/binary-amd64/Packages', Buffer.from('x')]])

test.before(async () => {
  key = await makeArchiveKey()
  other = await makeArchiveKey()
  good = await signRelease(releaseText({ files }), key)
})

function check(bytes: Uint8Array, more: Partial<InReleaseInput> = {}) {
  const input = { bytes, keyring: key.keyring, now: archiveNow, suite: 'bookworm-security', component: 'main' }
  return verifyInRelease({ ...input, ...more })
}

test('a signed InRelease is read, with the suite by its codename or by its name', async t => {
  const release = await check(good)
  t.is(release.date, archiveNow - hour)
  t.is(release.validUntil, undefined)
  t.deepEqual([...release.files.keys()], [...files.keys()])
  await t.notThrowsAsync(check(good, { suite: 'oldstable-security' }))
})

test('a keyring may be binary or armored, and hold several keys', async t => {
  const armored = Buffer.from(`${other.armored}\n${key.armored}`)
  await t.notThrowsAsync(check(good, { keyring: armored }))
  await t.notThrowsAsync(check(good, { keyring: Buffer.concat([other.keyring, key.keyring]) }))
})

test('a keyring that is none is refused', async t => {
  await t.throwsAsync(check(good, { keyring: Buffer.from('not a keyring') }), { code: 'bad-key-file' })
  await t.throwsAsync(check(good, { keyring: new Uint8Array(0) }), { code: 'bad-key-file' })
})

test('a signature by a key outside the keyring is refused', async t => {
  await t.throwsAsync(check(good, { keyring: other.keyring }), { code: 'bad-signature' })
})

const alterations: [string, (text: string) => string][] = [
  ['text before the signed block', text => `Suite: evil\n${text}`],
  ['an empty line before the signed block', text => `\n${text}`],
  ['text after the signed block', text => `${text}Suite: evil\n`],
  ['a second signed block', text => text + text],
  ['a changed letter', text => text.replace('Origin: Test', 'Origin: Tesst')],
  ['an added field', text => text.replace('Origin: Test', 'Origin: Test\nSuite: bookworm')],
  ['an added armor header', text => text.replace(/\n\n/, '\nSuite: evil\n\n')],
  [
    'text between the signed text and its signature',
    text => text.replace('-----BEGIN PGP SIGNATURE', 'Suite: evil\n-----BEGIN PGP SIGNATURE'),
  ],
  ['text inside the signature', text => text.replace('-----END PGP SIGNATURE', 'Suite: evil\n-----END PGP SIGNATURE')],
  ['a byte-order mark', text => `\ufeff${text}`],
  ['no signature', text => text.replace(/-----BEGIN PGP SIGNATURE[\s\S]*/, '')],
  ['a truncated signature', text => text.slice(0, -60)],
  ['the plain text alone', () => releaseText({ files })],
  ['nothing', () => ''],
]

for (const [name, alter] of alterations) {
  test(`InRelease with ${name} is refused`, async t => {
    const altered = alter(good.toString())
    t.not(altered, good.toString())
    await t.throwsAsync(check(Buffer.from(altered)), { code: 'bad-signature' })
  })
}

test('a signature by an unknown key beside a good one does no harm', async t => {
  const bytes = await signRelease(releaseText({ files }), [other, key])
  await t.notThrowsAsync(check(bytes))
})

test('more signatures than any archive has are refused', async t => {
  const bytes = await signRelease(releaseText({ files }), Array<ArchiveKey>(17).fill(key))
  await t.throwsAsync(check(bytes), { code: 'limit-exceeded' })
})

test('InRelease of another suite is refused, though the keyring signed it', async t => {
  const bytes = await signRelease(releaseText({ suite: 'stable', codename: 'trixie', files }), key)
  await t.throwsAsync(check(bytes), { code: 'wrong-suite' })
})

test('InRelease without the component is refused', async t => {
  const bytes = await signRelease(releaseText({ components: 'updates/contrib domain', files }), key)
  await t.throwsAsync(check(bytes), { code: 'bad-feed', message: /component main/ })
})

test('the Date may stay, never go back', async t => {
  await t.notThrowsAsync(check(good, { previousDate: archiveNow - hour }))
  await t.throwsAsync(check(good, { previousDate: archiveNow - hour + 1000 }), { code: 'rollback' })
})

test('a Date in the future is refused', async t => {
  const bytes = await signRelease(releaseText({ date: archiveNow + hour, files }), key)
  await t.throwsAsync(check(bytes), { code: 'bad-feed', message: /clock/ })
})

test('Valid-Until is honoured', async t => {
  const bytes = await signRelease(releaseText({ validUntil: archiveNow + hour, files }), key)
  await t.notThrowsAsync(check(bytes))
  await t.throwsAsync(check(bytes, { now: archiveNow + hour + 1000 }), { code: 'expired' })
})

test('a key that expires later is good until then', async t => {
  const short = await makeArchiveKey({ createdAt: archiveNow - 100 * hour, lifetimeMs: 101 * hour })
  const bytes = await signRelease(releaseText({ files }), short)
  await t.notThrowsAsync(check(bytes, { keyring: short.keyring }))
})

test('an expired key is refused, even for a signature dated before it expired', async t => {
  const short = await makeArchiveKey({ createdAt: archiveNow - 100 * hour, lifetimeMs: 50 * hour })
  const bytes = await signRelease(releaseText({ files }), short, archiveNow - 90 * hour)
  await t.throwsAsync(check(bytes, { keyring: short.keyring }), { code: 'bad-signature', message: /expired/ })
})

test('a revoked key is refused', async t => {
  const { publicKey } = await revokeKey({ key: key.privateKey, date: new Date(archiveNow - hour), format: 'object' })
  const keyring = publicKey.write() as Uint8Array
  await t.throwsAsync(check(good, { keyring }), { code: 'bad-signature', message: /revoked/ })
})

test('an InRelease beyond the limit is refused before anything is read', async t => {
  await t.throwsAsync(check(Buffer.alloc(5 * 1024 * 1024)), { code: 'limit-exceeded' })
})
