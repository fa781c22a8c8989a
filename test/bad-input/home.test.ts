// The coordinator's home as it can go wrong: nobody serves it, two do, a port is taken, it is of a newer version, another fleet's,
// another user's, on a full disk. `serve` and the commands say what to do, and a home that is refused stays as it is.

import { once } from 'node:events'
import { appendFile, chmod, chown, cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import test from 'ava'
import { parse, stringify } from 'yaml'
import { cleanUp, contentOf, done, type Home, initHome, passphrase, refused, writePatch } from '../kit/bad-input.ts'
import { isProcessRun, serialProcessTest } from '../kit/long.ts'
import { command } from '../kit/processes.ts'
import { isRoot, smallDisk } from '../kit/small-disk.ts'

const cleanups: (() => unknown)[] = []
let office: Home

test.before(async t => {
  if (!isProcessRun) return
  t.timeout(60_000)
  office = await initHome(t, cleanups)
})
test.after.always(() => cleanUp(cleanups))

/** A copy that a test may spoil. Its coordinator listens elsewhere, so that only what is tested stands in its way. */
async function copyOf(name: string, settings: object = {}): Promise<string> {
  const copy = join(office.folder, name)
  await cp(office.home, copy, { recursive: true, filter: path => !path.endsWith('/control') })
  const config = join(copy, 'coordinator.yaml')
  const free = { listen: ['/ip4/127.0.0.1/tcp/0'], originListen: '127.0.0.1:0' }
  await writeFile(config, stringify({ ...parse(await readFile(config, 'utf8')), ...free, ...settings }))
  return copy
}

/** All but what a start may make anew. */
const restOf = (home: string) => contentOf(home, /^(db|control|files)\/|\.copy$/)

serialProcessTest('a command without a coordinator says how to start one', async t => {
  const how = {
    code: 'not-running',
    says: /nobody answers: start it with "patchmesh serve --home .*", or give another --home$/,
  }
  await refused(t, 'patchmesh', ['patch', 'list', '--home', office.home], how)
  await refused(t, 'patchmesh', ['serve', '--home', join(office.folder, 'nothing')], {
    code: 'not-found',
    says: /nothing is not the home of a coordinator: run "patchmesh init", or give --home DIR$/,
  })
  await refused(t, 'patchmesh', ['init', '--home', office.home, '--keys', join(office.folder, 'k'), '--fleet', 'x'], {
    code: 'already-exists',
    says: /home is not empty: expected a new folder, found /,
  })
})

serialProcessTest('a home of a newer version is refused and not touched', async t => {
  const home = await copyOf('newer')
  for (const slot of ['state.0', 'state.1']) {
    const bytes = await readFile(join(home, slot))
    await writeFile(join(home, slot), Buffer.concat([Buffer.from('PMSLOT2\n'), bytes.subarray(8)]))
  }
  const before = await contentOf(home)
  await refused(t, 'patchmesh', ['serve', '--home', home], {
    code: 'wrong-state',
    says: /newer is of a newer version of patchmesh than this one: nothing was changed; start it with the newer version$/,
  })
  t.deepEqual(await contentOf(home), before)
})

serialProcessTest('settings that make no sense name the file, the line and the setting', async t => {
  const unknown = await copyOf('unknown', { frobnicate: 1 })
  await refused(t, 'patchmesh', ['serve', '--home', unknown], {
    code: 'bad-argument',
    exit: 2,
    says: /coordinator\.yaml: frobnicate is unknown; expected one of listen, /,
  })
  await appendFile(join(unknown, 'coordinator.yaml'), 'announce: [\n')
  await refused(t, 'patchmesh', ['serve', '--home', unknown], {
    code: 'bad-argument',
    exit: 2,
    says: /coordinator\.yaml, line \d+: /,
  })
})

serialProcessTest('a port that is taken is named with the setting that chooses it', async t => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  cleanups.push(() => taken.close())
  const { port } = taken.address() as { port: number }
  const peers = await copyOf('peers-port', { listen: [`/ip4/127.0.0.1/tcp/${port}`] })
  const origin = await copyOf('origin-port', { originListen: `127.0.0.1:${port}` })
  const elsewhere = await copyOf('no-address', { listen: ['/ip4/192.0.2.7/tcp/0'] })
  const before = await Promise.all([peers, origin, elsewhere].map(restOf))
  await refused(t, 'patchmesh', ['serve', '--home', peers], {
    code: 'io-failed',
    says: /^cannot listen on \/ip4\/127\.0\.0\.1\/tcp\/\d+: another process has this port: stop it, or change listen in coordinator\.yaml$/,
  })
  await refused(t, 'patchmesh', ['serve', '--home', origin], {
    code: 'io-failed',
    says: /^cannot listen on 127\.0\.0\.1:\d+: another process has this port: stop it, or change originListen in /,
  })
  await refused(t, 'patchmesh', ['serve', '--home', elsewhere], {
    code: 'io-failed',
    says: /^cannot listen on .*: this machine has no such address: change listen in coordinator\.yaml$/,
  })
  t.deepEqual(await Promise.all([peers, origin, elsewhere].map(restOf)), before)
})

const rootTest = isRoot ? serialProcessTest : test.skip

rootTest("another user's home is refused with its file", async t => {
  const home = await copyOf('others')
  await chmod(office.folder, 0o755)
  const before = await contentOf(home)
  const asNobody = { uid: 65_534, gid: 65_534 }
  await refused(t, 'patchmesh', ['serve', '--home', home], {
    code: 'io-failed',
    says: /^this user may not use .*\/others\/.* \(permission denied\): run this as its owner, or give it to this user$/,
    ...asNobody,
  })
  t.deepEqual(await contentOf(home), before)
  for (const path of [home, ...Object.keys(before).map(name => join(home, name))]) await chown(path, 65_534, 65_534)
  await chown(join(home, 'keys'), 65_534, 65_534)
  await chmod(home, 0o500) // its own, and not writable
  await refused(t, 'patchmesh', ['serve', '--home', home], {
    code: 'io-failed',
    says: /\(permission denied\): run this as its owner, or give it to this user$/,
    ...asNobody,
  })
  t.deepEqual(await contentOf(home), before)
})

rootTest('a home on a full disk is refused unharmed, and serves when there is room', async t => {
  t.timeout(120_000)
  const disk = await smallDisk(office.folder, { sizeBytes: 1_000_000 })
  cleanups.push(disk.free)
  const home = await copyOf('disk/home')
  await disk.fill()
  const before = await restOf(home)
  await refused(t, 'patchmesh', ['serve', '--home', home], {
    code: 'disk-full',
    says: /^the disk is full, at .*disk\/home\/.*: free some space on it, then try again$/,
  })
  t.deepEqual(await restOf(home), before)
  await refused(
    t,
    'patchmesh',
    [
      'init',
      '--home',
      join(disk.path, 'new'),
      '--keys',
      join(disk.path, 'keys'),
      '--fleet',
      'x',
      '--passphrase-fd',
      '3',
    ],
    {
      code: 'disk-full',
      says: /^the disk is full, at .*: free some space on it, then try again$/,
      passphrase,
    },
  )
  await disk.makeRoom()
  const running = await office.serve(home)
  t.is(await running.stop(), 0)
  await disk.free()
})

rootTest('on a disk that fills up, what a command cannot keep is refused, and what was taken stays', async t => {
  t.timeout(180_000)
  const disk = await smallDisk(office.folder, { sizeBytes: 32_000_000, name: 'filling' })
  cleanups.push(disk.free)
  const home = await copyOf('filling/home')
  const running = await office.serve(home)
  const at = ['--home', home]
  const feed = join(office.folder, 'disk-feed')
  await Promise.all(Array.from({ length: 60 }, (_, index) => writePatch(feed, `app-${index}`)))
  await done(t, 'patchmesh', ['feed', 'add', 'house', '--type', 'folder', '--path', feed, ...at])
  const first = await done(t, 'patchmesh', ['token', 'create', '--site', 'office', '--json', ...at])
  await disk.fill()
  const full = { code: 'disk-full', says: /^the disk is full, at .*: free some space on it, then try again$/ }
  await refused(t, 'patchmesh', ['token', 'create', '--site', 'office', ...at], full)
  const failed = await command('patchmesh', ['feed', 'sync', 'house', '--json', ...at])
  t.is(failed.code, 1, failed.stdout)
  const [outcome] = JSON.parse(failed.stdout) as { added: number; error: { code: string; message: string } }[]
  t.like(outcome, { added: 0, error: { code: 'disk-full' } })
  t.regex(outcome!.error.message, /^the disk of the database is full: free some space on it, then try again$/)
  await disk.makeRoom()
  const second = await done(t, 'patchmesh', ['token', 'create', '--site', 'office', '--json', ...at])
  await done(t, 'patchmesh', ['feed', 'sync', 'house', ...at])
  const tokens = JSON.parse(await done(t, 'patchmesh', ['token', 'list', '--json', ...at])) as { id: string }[]
  t.deepEqual(tokens.map(({ id }) => id).sort(), [first, second].map(text => JSON.parse(text).id).sort())
  t.is(await running.stop(), 0, running.log())
})

serialProcessTest('a second coordinator on one home, and an admin of another fleet, are refused', async t => {
  t.timeout(120_000)
  const running = await office.serve()
  const before = await restOf(office.home)
  await refused(t, 'patchmesh', ['serve', '--home', office.home], {
    code: 'already-running',
    says: /^a coordinator runs on .*\/home already: stop it first, or give another --home$/,
  })
  const other = join(office.folder, 'other')
  await done(
    t,
    'patchmesh',
    ['init', '--home', join(other, 'home'), '--keys', join(other, 'keys'), '--fleet', 'other', '--passphrase-fd', '3'],
    { passphrase },
  )
  await mkdir(join(office.folder, 'feed'), { recursive: true })
  await writePatch(join(office.folder, 'feed'), 'app')
  const at = ['--home', office.home]
  await done(t, 'patchmesh', ['feed', 'add', 'house', '--type', 'folder', '--path', join(office.folder, 'feed'), ...at])
  await done(t, 'patchmesh', ['feed', 'sync', ...at])
  const foreign = ['--key', join(other, 'keys', 'admin.key'), '--passphrase-fd', '3']
  await refused(t, 'patchmesh', ['patch', 'approve', 'app', ...at, ...foreign], {
    code: 'wrong-fleet',
    says: /keys\/admin\.key signs for the fleet \w{12}…, this coordinator is of another, \w{12}…: give the key of an admin of its fleet, or /,
    passphrase,
  })
  // Its state in place of this one's: the keys are not those that its root names.
  const mixed = await copyOf('mixed')
  for (const slot of ['state.0', 'state.1']) await cp(join(other, 'home', slot), join(mixed, slot))
  await refused(t, 'patchmesh', ['serve', '--home', mixed], {
    code: 'bad-key-file',
    says: /^the home's keys\/ holds 0 of the 1 release key.*: put the key file back, or make a new key /,
  })
  t.is(await running.stop(), 0)
  t.deepEqual(
    Object.keys(await restOf(office.home)).filter(name => name.startsWith('keys/')),
    Object.keys(before).filter(name => name.startsWith('keys/')),
  )
})
