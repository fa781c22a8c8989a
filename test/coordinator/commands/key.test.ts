// `patchmesh key` as a person uses it: keys made, listed, shown and sealed, with the files that go wrong.

import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import type { CodedError } from '../../../core/errors.ts'
import { createKeyFile, readKeyFile, sealKeyFile } from '../../../keys/key-file.ts'
import { writeRootsFile } from '../../../keys/root-file.ts'
import { makeFleet } from '../../kit/fleet.ts'
import { jsonOf, runPatchmesh } from '../../kit/run-patchmesh.ts'

const folder = await mkdtemp(join(tmpdir(), 'patchmesh-key-command-'))
test.after.always(() => rm(folder, { recursive: true }))
const give = (passphrase: string) => async () => passphrase

interface Key {
  file: string
  use: string
  keyId: string
  form: string
  node: string | null
  roles?: string[] | null
  problem?: string
}

test('keys of people are sealed, online ones are plain, and the peer id of an operator is told', async t => {
  t.timeout(300_000)
  const made: Record<string, Key> = {}
  for (const use of ['admin', 'release', 'operator']) {
    const args = ['key', 'create', join(folder, `${use}.key`), '--use', use, '--json']
    made[use] = await jsonOf<Key>(runPatchmesh(args, use === 'release' ? {} : { passphrase: 'secret' }))
  }
  t.is(made.admin?.form, 'sealed')
  t.is(made.release?.form, 'plain')
  t.regex(made.operator?.node ?? '', /^12D3KooW/)
  t.is((await readKeyFile(join(folder, 'admin.key'), give('secret'))).use, 'admin')
  const again = await runPatchmesh(['key', 'create', join(folder, 'release.key'), '--use', 'release'])
  t.is(again.code, 1)
  t.regex(again.err, /never overwritten/)
  const silent = await runPatchmesh(['key', 'create', join(folder, 'root.key'), '--use', 'root'])
  t.is(silent.code, 2)
  t.regex(silent.err, /give --passphrase-fd N/)
  t.false((await readdir(folder)).includes('root.key'))
})

test('list says of each file what it is, or why it would be refused; show tells the roles in a root', async t => {
  t.timeout(300_000)
  const place = await mkdtemp(join(folder, 'list-'))
  const fleet = await makeFleet()
  await createKeyFile(join(place, 'a.key'), { use: 'admin', pair: fleet.keys.admin[0]! })
  await createKeyFile(join(place, 'b.key'), { use: 'release', pair: fleet.keys.release[0]! })
  await chmod(join(place, 'b.key'), 0o640)
  const whole = await readFile(join(place, 'a.key'), 'utf8')
  await writeFile(join(place, 'c.key'), whole.slice(0, 60), { mode: 0o600 })
  await writeFile(join(place, 'd.key'), '-----BEGIN PRIVATE KEY-----\n', { mode: 0o600 })
  await writeFile(join(place, 'notes.txt'), 'not a key', { mode: 0o600 })
  const rows = await jsonOf<Key[]>(runPatchmesh(['key', 'list', place, '--json']))
  t.deepEqual(
    rows.map(({ file, use, problem }) => [file.slice(-5), use, (problem ?? '').replace(`${file}`, 'F')]),
    [
      ['a.key', 'admin', ''],
      ['b.key', 'release', 'F can be read by others (mode 640): chmod 600 it'],
      ['c.key', undefined, 'F: expected a patchmesh key file (JSON), found something else'],
      ['d.key', undefined, 'F: expected a patchmesh key file (JSON), found something else'],
    ],
  )
  const roots = join(place, 'roots.json')
  await writeRootsFile(roots, [fleet.root.bytes])
  const shown = await jsonOf<Key>(runPatchmesh(['key', 'show', join(place, 'a.key'), '--root', roots, '--json']))
  t.deepEqual(shown.roles, ['admin'])
  for (const name of ['b.key', 'c.key', 'd.key']) {
    const { code, err } = await runPatchmesh(['key', 'show', join(place, name), '--json'])
    t.is(code, 1)
    t.is(JSON.parse(err).error.code, 'bad-key-file', name)
  }
})

test('sealing and a change of passphrase keep the key, and what goes wrong keeps the file', async t => {
  const cost = 2 ** 10
  const path = join(folder, 'sealing.key')
  const { publicKey } = await createKeyFile(path, { use: 'heartbeat' })
  const never = async (): Promise<string> => {
    throw new Error('asked for a passphrase')
  }
  t.false((await sealKeyFile(path, { passphrase: never, next: give('one'), cost })).wasSealed)
  t.true((await sealKeyFile(path, { passphrase: give('one'), next: give('two'), cost })).wasSealed)
  t.deepEqual((await readKeyFile(path, give('two'))).publicKey, publicKey)
  const before = await readFile(path)
  const codeOf = async (promise: Promise<unknown>) => (await t.throwsAsync<CodedError>(promise))?.code
  t.is(await codeOf(sealKeyFile(path, { passphrase: give('one'), next: give('three'), cost })), 'bad-passphrase')
  await t.throwsAsync(sealKeyFile(path, { passphrase: give('two'), next: never, cost }), { message: /asked/ })
  t.deepEqual(await readFile(path), before)
  await chmod(path, 0o644)
  t.is(await codeOf(sealKeyFile(path, { passphrase: give('two'), next: give('x'), cost })), 'bad-key-file')
  t.is(await codeOf(sealKeyFile(join(folder, 'none'), { passphrase: never, next: never, cost })), 'not-found')
  t.deepEqual(
    (await readdir(folder)).filter(name => name.startsWith('.')),
    [],
    'no temporary file is left',
  )
})

test('two passphrases come from one descriptor, a line each', async t => {
  t.timeout(300_000)
  const path = join(folder, 'lines.key')
  await createKeyFile(path, { use: 'admin', passphrase: 'old', cost: 2 ** 10 })
  const sealed = await jsonOf<{ wasSealed: boolean }>(
    runPatchmesh(['key', 'seal', path, '--json'], { passphrase: 'old\nnew' }),
  )
  t.true(sealed.wasSealed)
  t.is((await readKeyFile(path, give('new'))).use, 'admin')
})
