// A backup's file, and what becomes of it: whole or not at all, in a new home only, and nothing but names of ours.

import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { type Backup, collectBackup, openBackup, sealBackup } from '../../../coordinator/backup/backup.ts'
import { restoreHome } from '../../../coordinator/backup/restore.ts'
import { initFleet } from '../../../coordinator/commands/init.ts'
import { openDatabase } from '../../../coordinator/database.ts'
import { homePaths } from '../../../coordinator/home.ts'
import { openState } from '../../../coordinator/state.ts'
import { temporaryFolder } from '../../kit/patch-folder.ts'

const now = Date.now()
const cost = 2

async function makeBackup(t: ExecutionContext): Promise<{ folder: string; home: string; backup: Backup }> {
  const folder = await temporaryFolder(t)
  const home = join(folder, 'home')
  const passphrase = async () => 'secret'
  const listen = ['/ip4/127.0.0.1/tcp/0']
  await initFleet({ home, keys: join(folder, 'keys'), fleet: 'test', listen, passphrase, cost })
  const state = await openState(home)
  await state.takeVersion('roster', 'berlin', 1000)
  const database = await openDatabase(homePaths(home).database)
  await database.bytes('published').put('roster/berlin', Buffer.from([1, 2, 3]))
  await database.bytes('published').put('heartbeat/berlin', Buffer.from([4]))
  await database.json('feeds').put('house', { name: 'house' })
  const backup = await collectBackup({ home, state, database, now })
  await database.close()
  return { folder, home, backup }
}

async function sealed(folder: string, backup: Backup): Promise<string> {
  const path = join(folder, 'file.backup')
  await writeFile(path, await sealBackup(backup, 'pass', cost))
  return path
}

const pass = async () => 'pass'

test('what is backed up comes back: state, keys, settings, feeds and signed objects, without heartbeats', async t => {
  const { folder, home, backup } = await makeBackup(t)
  const opened = await openBackup(await sealed(folder, backup), pass)
  t.deepEqual(opened, backup)
  const restored = join(folder, 'again')
  t.deepEqual((await restoreHome(opened, { home: restored, trustBackup: false })).waitsFor, ['berlin'])
  const state = await openState(restored)
  t.is(state.lastVersion('roster', 'berlin'), 1000)
  t.deepEqual([...state.unheardSites], ['berlin'])
  t.is(state.anchor.fleet, (await openState(home)).anchor.fleet)
  for (const name of await readdir(homePaths(home).keys)) {
    const path = join(homePaths(restored).keys, name)
    t.deepEqual(await readFile(path), await readFile(join(homePaths(home).keys, name)))
    t.is((await stat(path)).mode & 0o777, 0o600)
  }
  const database = await openDatabase(homePaths(restored).database)
  t.deepEqual(Buffer.from((await database.bytes('published').get('roster/berlin'))!), Buffer.from([1, 2, 3]))
  t.is(await database.bytes('published').get('heartbeat/berlin'), undefined)
  t.deepEqual(await database.json('feeds').get('house'), { name: 'house' })
  await database.close()
  const trusted = join(folder, 'trusted')
  t.deepEqual((await restoreHome(opened, { home: trusted, trustBackup: true })).waitsFor, [])
})

test('another passphrase, a changed or cut file, and what is no backup are told apart', async t => {
  const { folder, backup } = await makeBackup(t)
  const path = await sealed(folder, backup)
  await t.throwsAsync(
    openBackup(path, async () => 'wrong'),
    { code: 'bad-passphrase' },
  )
  const text = await readFile(path, 'utf8')
  const { sealed: box } = JSON.parse(text)
  const bytes = Buffer.from(box.box, 'base64')
  bytes[100]! ^= 1
  await writeFile(path, JSON.stringify({ ...JSON.parse(text), sealed: { ...box, box: bytes.toString('base64') } }))
  await t.throwsAsync(openBackup(path, pass), { code: 'bad-passphrase' })
  for (const broken of [text.slice(0, -20), '{}', 'null', '[]', '', 'PK'])
    await t.throwsAsync(
      writeFile(path, broken).then(() => openBackup(path, pass)),
      { code: 'bad-argument' },
      broken,
    )
  await t.throwsAsync(openBackup(join(folder, 'gone'), pass), { code: 'not-found' })
})

test('names that lead out of the home, and parts that are no table, make no home', async t => {
  const { folder, backup } = await makeBackup(t)
  const evil = ['../evil', 'keys/../../evil', '/etc/evil', 'keys/a/b', 'keys/.hidden', 'state.0', 'keys/']
  for (const name of evil) {
    const path = await sealed(folder, { ...backup, files: { ...backup.files, [name]: '' } })
    await t.throwsAsync(openBackup(path, pass), { code: 'bad-argument' }, name)
  }
  const path = await sealed(folder, { ...backup, bytes: { published: 1 } as never })
  await t.throwsAsync(openBackup(path, pass), { code: 'bad-argument' })
})

test('a backup is restored whole or not at all, and into a new or empty folder only', async t => {
  const { folder, home, backup } = await makeBackup(t)
  await t.throwsAsync(restoreHome(backup, { home, trustBackup: false }), { code: 'already-exists' })
  const target = join(folder, 'target')
  await t.throwsAsync(restoreHome({ ...backup, state: 'AAAA' }, { home: target, trustBackup: false }))
  await t.throwsAsync(restoreHome({ ...backup, fleet: '0'.repeat(64) }, { home: target, trustBackup: false }))
  t.deepEqual((await readdir(folder)).sort(), ['home', 'keys'])
  await mkdir(target)
  await chmod(target, 0o700)
  await restoreHome(backup, { home: target, trustBackup: false })
  t.deepEqual((await readdir(folder)).sort(), ['home', 'keys', 'target'])
})
