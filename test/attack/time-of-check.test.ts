// Attack: whoever can write to the store's folder swaps a file between the check and the use of it: by rename, by writing through a
// descriptor that was open before, by a hard link, by a symbolic link. And nothing but a fixed set of programs is ever started.

import { execFile } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import test, { type ExecutionContext } from 'ava'
import type { InstallStep } from '../../agent/installer/action-context.ts'
import {
  aptEnvironment,
  auditCommand,
  checkCommand,
  configureCommand,
  installCommand,
  simulateCommand,
} from '../../agent/installer/apt-command.ts'
import { createInstaller } from '../../agent/installer/install.ts'
import { runBounded } from '../../agent/installer/run-command.ts'
import { systemClock } from '../../core/clock.ts'
import { silentLog } from '../../core/log.ts'
import { filePatch, makeInstallLab, temporaryFolder } from '../kit/install-kit.ts'

const good = 'what was approved'
const evil = 'what was slipped.'

async function setUp(t: ExecutionContext) {
  const base = await temporaryFolder(t)
  const lab = await makeInstallLab(base)
  const artifact = await lab.offer(good)
  const stored = join(lab.store, artifact.digest)
  const theirs = join(base, 'theirs')
  writeFileSync(theirs, evil)
  const installWith = async (attack: (step: InstallStep) => void) => {
    const { stateDir, root, store } = lab
    const artifactPath = (digest: string) => join(store, digest)
    const onStep = attack
    const installer = await createInstaller({
      root,
      stateDir,
      artifactPath,
      clock: systemClock,
      log: silentLog,
      onStep,
    })
    const manifest = filePatch(artifact, '/opt/tool')
    const key = { schedule: 's', manifest: artifact.digest }
    return installer.install({ manifest, wanted: [artifact], key, lacks: () => [] })
  }
  return { ...lab, artifact, stored, theirs, installWith }
}

/** Each puts other content behind the store's name. */
const swaps: Record<string, (stored: string, theirs: string) => void> = {
  'a rename': (stored, theirs) => renameSync(theirs, stored),
  'a symbolic link': (stored, theirs) => {
    rmSync(stored)
    symlinkSync(theirs, stored)
  },
  'a hard link': (stored, theirs) => {
    rmSync(stored)
    linkSync(theirs, stored)
  },
  'new content': (stored, _) => {
    chmodSync(stored, 0o600)
    writeFileSync(stored, evil)
  },
}

for (const [what, swap] of Object.entries(swaps)) {
  test(`${what} before the install gets nothing installed`, async t => {
    const lab = await setUp(t)
    swap(lab.stored, lab.theirs)
    const outcome = await lab.installWith(() => undefined)
    t.is(outcome.state, 'failed')
    t.true(['wrong-hash', 'artifact-unsafe'].includes(outcome.reason), outcome.reason)
    t.deepEqual(readdirSync(lab.root), [])
  })

  for (const at of ['copied', 'applying', 'file-written'] as const) {
    test(`${what} after the check (at ${at}) changes nothing of what is installed`, async t => {
      const lab = await setUp(t)
      const outcome = await lab.installWith(step => {
        if (step === at) swap(lab.stored, lab.theirs)
      })
      t.is(outcome.state, 'installed')
      t.is(await readFile(join(lab.root, 'opt/tool'), 'utf8'), good)
    })
  }
}

/** Each leaves the right content behind the store's name, where somebody else can change it at any moment. */
const reachable: Record<string, (stored: string, elsewhere: string) => void> = {
  'a symbolic link to it': (stored, elsewhere) => {
    renameSync(stored, elsewhere)
    symlinkSync(elsewhere, stored)
  },
  'a second name': (stored, elsewhere) => linkSync(stored, elsewhere),
  'a mode that lets a group write': stored => chmodSync(stored, 0o620),
  'a mode that lets everyone write': stored => chmodSync(stored, 0o602),
  ...(process.geteuid?.() === 0 && { 'another owner': stored => chownSync(stored, 12_345, 0) }),
}

for (const [what, change] of Object.entries(reachable))
  test(`the right content is not installed from a file with ${what}`, async t => {
    const lab = await setUp(t)
    change(lab.stored, join(lab.store, 'elsewhere'))
    t.like(await lab.installWith(() => undefined), { state: 'failed', reason: 'artifact-unsafe' })
    t.deepEqual(readdirSync(lab.root), [])
  })

test('a pipe in the place of a file is not waited for', async t => {
  const lab = await setUp(t)
  rmSync(lab.stored)
  await promisify(execFile)('/usr/bin/mkfifo', ['-m', '0400', lab.stored])
  t.like(await lab.installWith(() => undefined), { state: 'failed', reason: 'artifact-unsafe' })
})

test('writing through a descriptor that was open before gets nothing else installed', async t => {
  for (const at of ['begun', 'copied', 'applying', 'file-written'] as const) {
    const lab = await setUp(t)
    chmodSync(lab.stored, 0o600)
    const descriptor = openSync(lab.stored, 'r+')
    chmodSync(lab.stored, 0o400)
    const outcome = await lab.installWith(step => {
      if (step === at) writeSync(descriptor, evil, 0)
    })
    if (at === 'begun') t.like(outcome, { state: 'failed', reason: 'wrong-hash' })
    else t.is(await readFile(join(lab.root, 'opt/tool'), 'utf8'), good, at)
  }
})

test('the private copy is in a folder of the agent alone, and a copy that changes there is noticed', async t => {
  const lab = await setUp(t)
  const copies = join(lab.stateDir, 'install/private')
  const outcome = await lab.installWith(step => {
    if (step !== 'copied') return
    const [folder] = readdirSync(copies)
    const copy = join(copies, folder!, lab.artifact.digest)
    chmodSync(copy, 0o600)
    writeFileSync(copy, evil)
  })
  t.like(outcome, { state: 'failed', reason: 'wrong-hash' })
  t.deepEqual(
    readdirSync(lab.root, { recursive: true }).filter(name => String(name).includes('tool')),
    [],
  )
})

test('a program of the installer gets a fixed environment and folder and no input, whatever the agent has', async t => {
  process.env.LD_PRELOAD_TEST = 'evil'
  t.teardown(() => delete process.env.LD_PRELOAD_TEST)
  const command = { file: '/usr/bin/env', args: [] }
  const { output } = await runBounded(command, { clock: systemClock, environment: aptEnvironment, timeoutMs: 10_000 })
  const seen = Object.fromEntries(
    output
      .trim()
      .split('\n')
      .map(line => line.split(/=(.*)/s).slice(0, 2)),
  )
  t.deepEqual(seen, { ...aptEnvironment })
  const where = await runBounded(
    { file: '/bin/pwd', args: [] },
    { clock: systemClock, environment: aptEnvironment, timeoutMs: 10_000 },
  )
  t.is(where.output.trim(), '/')
})

test('only fixed programs are run, by absolute path, and names from outside stand behind --', t => {
  const debs = ['/private/-o=evil.deb', '/private/$(id).deb']
  for (const root of ['/', '/some/root']) {
    const commands = [
      simulateCommand(root, debs),
      installCommand(root, debs),
      configureCommand(root),
      auditCommand(root),
      checkCommand(root),
    ]
    for (const { file, args } of commands) {
      const program = file === '/usr/sbin/chroot' ? args[1]! : file
      t.true(['/usr/bin/apt-get', '/usr/bin/dpkg'].includes(program))
      if (args.includes(debs[0]!)) t.deepEqual(args.slice(args.indexOf('--') + 1), debs)
    }
  }
})

test('processes are started in known files only, and never through a shell', t => {
  const project = join(import.meta.dirname, '../..')
  const product = ['agent', 'coordinator', 'core', 'keys'].flatMap(folder =>
    readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .map(name => `${folder}/${name}`),
  )
  const starting = product.filter(path =>
    /child_process|worker_threads|node:cluster|process\.(dlopen|binding)|\beval\(|new Function\(|node:vm/.test(
      readFileSync(join(project, path), 'utf8'),
    ),
  )
  const [gc, ...programs] = starting.sort()
  t.is(gc, 'agent/idle-memory.ts') // asks for a garbage collection: the fixed text `gc`
  t.deepEqual(programs, [
    'agent/installer/run-command.ts', // the commands above
    'keys/external-signer.ts', // what an admin gives as --signer, on the admin's own machine
  ])
  for (const path of programs) {
    const text = readFileSync(join(project, path), 'utf8')
    t.regex(text, /shell: false/, path)
    t.notRegex(text, /\b(exec|execSync|execFile|fork)\(|shell: true/, path)
  }
})
