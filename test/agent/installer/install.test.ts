import { execFile } from 'node:child_process'
import { chmod, lchown, lstat, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test, { type ExecutionContext } from 'ava'
import { createInstaller, type InstalledManifest } from '../../../agent/installer/install.ts'
import { Journal, keyName } from '../../../agent/installer/journal.ts'
import { Kept } from '../../../agent/installer/kept.ts'
import type { InstallOutcome } from '../../../agent/installer/outcome.ts'
import { type Clock, systemClock } from '../../../core/clock.ts'
import { limits, MINUTE_MS } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import type { ChildOrder } from '../../kit/install-child.ts'
import { filePatch, makeInstallLab, manifestOf, tarGz, temporaryFolder } from '../../kit/install-kit.ts'
import { manualClock } from '../../kit/manual-clock.ts'

const key = { schedule: 'sched-1', manifest: 'ab'.repeat(32) }

const rootTest = process.getuid?.() === 0 ? test : test.skip

async function setUp(t: ExecutionContext, clock: Clock = systemClock) {
  const lab = await makeInstallLab(await temporaryFolder(t))
  const steps: string[] = []
  const installer = await createInstaller({
    root: lab.root,
    stateDir: lab.stateDir,
    artifactPath: digest => join(lab.store, digest),
    clock,
    log: silentLog,
    onStep: step => steps.push(step),
  })
  const install = (manifest: InstalledManifest, schedule = key.schedule) =>
    installer.install({ manifest, wanted: manifest.artifacts, key: { ...key, schedule }, lacks: () => [] })
  return { ...lab, installer, install, steps }
}

/** Everything that the installer made beside the files of the patch. */
async function leftovers(lab: { root: string; stateDir: string }): Promise<string[]> {
  const inRoot = (await readdir(lab.root, { recursive: true })).filter(name => name.includes('.patchmesh-'))
  return [...inRoot, ...(await readdir(join(lab.stateDir, 'install/private')))]
}

test('a file is installed with its mode, verified, and leaves nothing behind', async t => {
  const lab = await setUp(t)
  const patch = filePatch(await lab.offer('new'), '/opt/app/tool', 0o755)
  t.like(await lab.install(patch), { state: 'installed', reason: 'applied' })
  t.is(await readFile(join(lab.root, 'opt/app/tool'), 'utf8'), 'new')
  t.is((await stat(join(lab.root, 'opt/app/tool'))).mode & 0o7777, 0o755)
  t.deepEqual(await leftovers(lab), [])
})

test('the same key is never run twice', async t => {
  const lab = await setUp(t)
  const patch = filePatch(await lab.offer('new'), '/tool')
  await lab.install(patch)
  await lab.place('/tool', 'changed by an admin')
  const before = lab.steps.length
  t.like(await lab.install(patch), { state: 'installed', reason: 'applied' })
  t.is(lab.steps.length, before)
  t.is(await readFile(join(lab.root, 'tool'), 'utf8'), 'changed by an admin')
  t.like(await lab.installer.recorded(key), { state: 'installed' })
})

test('asking how an order ended that never ran leaves nothing behind', async t => {
  const lab = await setUp(t)
  t.is(await lab.installer.recorded(key), undefined)
  t.deepEqual(await readdir(join(lab.stateDir, 'install', 'journals')), [])
})

test('what is installed already is not touched', async t => {
  const lab = await setUp(t)
  const path = await lab.place('/tool', 'new')
  const before = await stat(path)
  t.like(await lab.install(filePatch(await lab.offer('new'), '/tool')), {
    state: 'installed',
    reason: 'already-installed',
  })
  t.is((await stat(path)).ino, before.ino)
})

test('what was replaced is kept: content and mode of a file, target of a link, absence', async t => {
  const lab = await setUp(t)
  await lab.place('/tool', 'old')
  await chmod(join(lab.root, 'tool'), 0o750)
  await lab.place('/other', 'other')
  await symlink('other', join(lab.root, 'link'))
  const artifact = await lab.offer('new')
  for (const [at, path] of ['/tool', '/link', '/fresh'].entries())
    await lab.install(filePatch(artifact, path), `s${at}`)
  t.true((await lstat(join(lab.root, 'link'))).isFile())
  const records = []
  for (const schedule of ['s0', 's1', 's2']) {
    const kept = await Kept.open(join(lab.stateDir, 'install/kept', keyName({ ...key, schedule })))
    records.push(...kept.records)
    await kept.close()
  }
  t.like(records[0], { type: 'file', path: '/tool', mode: 0o750 })
  t.like(records[1], { type: 'link', path: '/link', target: 'other' })
  t.like(records[2], { type: 'absent', path: '/fresh' })
  const contents = join(lab.stateDir, 'install/kept', keyName({ ...key, schedule: 's0' }), 'contents')
  t.is(await readFile(join(contents, (await readdir(contents))[0]!), 'utf8'), 'old')
})

test('a folder, a link that leads out of the root, and special bits are refused', async t => {
  const lab = await setUp(t)
  const artifact = await lab.offer('new')
  await lab.place('/folder/x', '')
  await symlink('../state', join(lab.root, 'out'))
  await writeFile(join(lab.stateDir, 'tool'), 'untouched')
  t.like(await lab.install(filePatch(artifact, '/folder'), 's1'), { state: 'failed' })
  t.like(await lab.install(filePatch(artifact, '/out/tool'), 's2'), { state: 'failed' })
  t.like(await lab.install(filePatch(artifact, '/tool', 0o4755), 's3'), { state: 'failed', reason: 'path-refused' })
  t.is(await readFile(join(lab.stateDir, 'tool'), 'utf8'), 'untouched')
  t.deepEqual(await leftovers(lab), [])
})

test('a parent that is a link inside the root is followed as the machine would', async t => {
  const lab = await setUp(t)
  await lab.place('/usr/bin/x', '')
  await symlink('/usr/bin', join(lab.root, 'bin'))
  t.like(await lab.install(filePatch(await lab.offer('new'), '/bin/tool')), { state: 'installed' })
  t.is(await readFile(join(lab.root, 'usr/bin/tool'), 'utf8'), 'new')
})

rootTest('where another user could lead our file by a link, nothing is installed', async t => {
  const lab = await setUp(t)
  await lab.place('/etc/cron.d/keep', '')
  await lab.place('/home/user/keep', '')
  await symlink('/etc/cron.d', join(lab.root, 'home/user/app'))
  await lchown(join(lab.root, 'home/user/app'), 65_534, 65_534)
  const patch = filePatch(await lab.offer('new'), '/home/user/app/tool')
  t.like(await lab.install(patch), { state: 'failed', reason: 'path-refused' })
  t.deepEqual(await readdir(join(lab.root, 'etc/cron.d')), ['keep'])
})

test('a damaged file in the store is not installed, and the key may be run again', async t => {
  const lab = await setUp(t)
  const artifact = await lab.offer('new')
  const stored = join(lab.store, artifact.digest)
  await chmod(stored, 0o600)
  await writeFile(stored, 'bad')
  const failed = { state: 'failed', reason: 'wrong-hash', final: false, artifact: artifact.digest }
  t.like(await lab.install(filePatch(artifact, '/tool')), failed)
  t.deepEqual(await readdir(lab.root), [])
  await writeFile(stored, 'new')
  t.like(await lab.install(filePatch(artifact, '/tool')), { state: 'installed' })
})

test('a patch for another system or one that its rule does not find afterwards fails', async t => {
  const lab = await setUp(t)
  const patch = filePatch(await lab.offer('new'), '/tool')
  const elsewhere = { ...patch, platform: { os: 'plan9', architecture: '', distribution: '' } }
  t.like(await lab.install(elsewhere, 's1'), { state: 'failed', reason: 'not-applicable' })
  const wrongRule = { ...patch, detection: [{ type: 'file-exists' as const, path: '/other' }] }
  t.like(await lab.install(wrongRule, 's2'), { state: 'failed', reason: 'not-detected' })
})

test('an artifact that was not fetched is not installed', async t => {
  const lab = await setUp(t)
  const manifest = filePatch(await lab.offer('new'), '/tool')
  t.like(await lab.installer.install({ manifest, wanted: [], key, lacks: () => [] }), {
    state: 'failed',
    reason: 'artifacts-changed',
  })
})

test('a cause that does not pass ends in a final failure after a number of runs', async t => {
  const lab = await setUp(t)
  const manifest = filePatch({ digest: 'cd'.repeat(32), sizeBytes: 1, fileName: 'gone' }, '/tool')
  let last: InstallOutcome | undefined
  for (let run = 0; run < 9; run++) last = await lab.install(manifest)
  t.like(last, { state: 'failed', reason: 'too-many-runs', final: true })
})

test('installs run one after the other, in order', async t => {
  const lab = await setUp(t)
  const patches = await Promise.all(['one', 'two', 'three'].map(text => lab.offer(text)))
  await Promise.all(patches.map((artifact, at) => lab.install(filePatch(artifact, '/tool'), `s${at}`)))
  t.is(await readFile(join(lab.root, 'tool'), 'utf8'), 'three')
  const one = [
    'begun',
    'copied',
    'applying',
    'file-written',
    'file-kept',
    'file-renamed',
    'applied',
    'verified',
    'ended',
  ]
  t.deepEqual(lab.steps, [...one, ...one, ...one])
})

test('a closed installer lets the running install end and starts no other', async t => {
  const lab = await setUp(t)
  const first = lab.install(filePatch(await lab.offer('new'), '/tool'), 's1')
  await new Promise(resolve => setImmediate(resolve))
  const second = lab.install(filePatch(await lab.offer('newer'), '/tool'), 's2')
  second.catch(() => undefined)
  await lab.installer.close()
  t.like(await first, { state: 'installed' })
  await t.throwsAsync(second, { code: 'wrong-state' })
})

function runChild(order: ChildOrder): Promise<{ outcome: InstallOutcome; steps: number } | 'killed'> {
  const program = fileURLToPath(new URL('../../kit/install-child.ts', import.meta.url))
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, JSON.stringify(order)], (error, stdout) => {
      if (error?.signal === 'SIGKILL') resolve('killed')
      else if (error) reject(error)
      else resolve(JSON.parse(stdout) as { outcome: InstallOutcome; steps: number })
    })
  })
}

async function archivePatch(lab: {
  offer: (content: Uint8Array) => ReturnType<Awaited<ReturnType<typeof makeInstallLab>>['offer']>
}) {
  const artifact = await lab.offer(
    await tarGz([
      { name: 'bin/a', content: 'new a', mode: 0o755 },
      { name: 'bin/b', content: 'new b' },
      { name: 'link', type: 'symlink', linkname: 'bin/a' },
    ]),
  )
  // The rule looks at the file that is moved first: a half-moved archive must not pass for an installed one.
  return manifestOf({
    artifacts: [artifact],
    action: { type: 'archive', artifact: artifact.digest, prefix: '/opt/app' },
    detection: [{ type: 'file-exists', path: '/opt/app/bin/a' }],
  })
}

test('a file install that is killed at any step is installed once by the next run', async t => {
  const reached = await killAtEachStep(
    t,
    async lab => filePatch(await lab.offer('new'), '/tool'),
    async lab => {
      t.is(await readFile(join(lab.root, 'tool'), 'utf8'), 'new')
    },
  )
  t.is(reached, 9)
})

test('an archive install that is killed at any step is installed whole by the next run', async t => {
  const reached = await killAtEachStep(t, archivePatch, async lab => {
    t.is(await readFile(join(lab.root, 'opt/app/bin/a'), 'utf8'), 'new a')
    t.is(await readFile(join(lab.root, 'opt/app/bin/b'), 'utf8'), 'new b')
    t.is(await readlink(join(lab.root, 'opt/app/link')), 'bin/a')
  })
  t.is(reached, 11)
})

/** Kills a run at step 1, 2, … and runs it again, until a run comes through; gives the number of steps. */
async function killAtEachStep(
  t: ExecutionContext,
  makePatch: (lab: Awaited<ReturnType<typeof makeInstallLab>>) => Promise<InstalledManifest>,
  check: (lab: { root: string }) => Promise<void>,
): Promise<number> {
  t.timeout(120_000, 'a process for each step, on a busy machine')
  for (let dieAt = 1; dieAt < 30; dieAt++) {
    const lab = await makeInstallLab(await temporaryFolder(t))
    await lab.place('/tool', 'old')
    const manifest = await makePatch(lab)
    const order = {
      manifest,
      wanted: manifest.artifacts,
      key,
      root: lab.root,
      stateDir: lab.stateDir,
      store: lab.store,
    }
    const first = await runChild({ ...order, dieAt })
    if (first !== 'killed') return first.steps
    const again = await runChild({ ...order, dieAt: 0 })
    if (again === 'killed') throw new Error('the second run was not to be killed')
    t.like(again.outcome, { state: 'installed', reason: 'applied' }, `killed at ${dieAt}`)
    await check(lab)
    t.deepEqual(await leftovers(lab), [], `killed at ${dieAt}`)
    await keepsTheOldState(t, lab.stateDir, dieAt)
  }
  throw new Error('no run came through')
}

/** A repeated run must not have kept the patch's own file as the old state. */
async function keepsTheOldState(t: ExecutionContext, stateDir: string, dieAt: number): Promise<void> {
  const journal = await Journal.open({ folder: join(stateDir, 'install/journals'), key })
  t.is(journal.entries.filter(entry => entry.event === 'end').length, 1, `killed at ${dieAt}`)
  await journal.close()
  const folder = join(stateDir, 'install/kept', keyName(key), 'contents')
  for (const name of await readdir(folder))
    t.is(await readFile(join(folder, name), 'utf8'), 'old', `killed at ${dieAt}`)
}

test('what was replaced goes when it is old, which is looked for at the start, and after an install once an hour', async t => {
  const clock = manualClock(Date.UTC(2026, 10, 22))
  const lab = await setUp(t, clock)
  const artifact = await lab.offer('new')
  let installs = 0
  const install = async () => {
    await lab.place('/tool', 'old')
    await lab.install(filePatch(artifact, '/tool'), `s${installs++}`)
    return new Set(await readdir(join(lab.stateDir, 'install/kept')))
  }
  const first = keyName({ ...key, schedule: 's0' })
  t.true((await install()).has(first))
  await clock.advance(limits.keptMs - MINUTE_MS)
  t.true((await install()).has(first))
  await clock.advance(2 * MINUTE_MS)
  t.true((await install()).has(first))
  await clock.advance(limits.pruneKeptMs)
  t.false((await install()).has(first))
})
