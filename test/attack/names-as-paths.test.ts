// Attack: names chosen by whoever signs, joins or asks are paths upwards, absolute paths, options of a program, two lines, NUL or far too
// long. What checks of ids and lines let through is text to show: files are named by digests, programs are given digests alone.

import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import test, { type ExecutionContext } from 'ava'
import { copyName } from '../../agent/installer/action-context.ts'
import { installCommand, simulateCommand } from '../../agent/installer/apt-command.ts'
import { createInstaller } from '../../agent/installer/install.ts'
import { type Backup, openBackup, sealBackup } from '../../coordinator/backup/backup.ts'
import { startOrigin } from '../../coordinator/origin/origin-server.ts'
import { openOriginStore } from '../../coordinator/origin/origin-store.ts'
import { systemClock } from '../../core/clock.ts'
import { sha256 } from '../../core/digest.ts'
import { silentLog } from '../../core/log.ts'
import { encodeManifest, type Manifest, parseManifest } from '../../core/manifest.ts'
import { type SignedKind, verifyObject } from '../../core/verify.ts'
import { openAdminOffice } from '../kit/admin-office.ts'
import type { NamesReport } from '../kit/deb-root-child.ts'
import { type Fleet, type Made, makeFleet } from '../kit/fleet.ts'
import { makeInstallLab, manifestOf, tarGz, temporaryFolder } from '../kit/install-kit.ts'
import { isLong } from '../kit/long.ts'

const upwards = ['../../x', 'a/../../x', '/etc/passwd']
const dots = ['.', '..', '...', '-y', '--help']
const options = ['-o=evil', '-o Dir::Bin::dpkg=/x', '$(id)', '%2e%2e%2fx']
const broken = ['a\nb', 'a\0b', 'a\u202eb', 'x'.repeat(300)]
/** What a line of text may be, though no id may. */
const lines = [...upwards, ...options]

test('no patch, package, schedule, site or group has a name that is a path or more than one word', async t => {
  const fleet = await makeFleet()
  const deb = { version: '2', architecture: 'amd64', stanza: '' }
  const { body } = await fleet.manifest('a')
  const withDeb = (name: string): Partial<Manifest> => ({
    artifacts: [{ ...body.artifacts[0]!, deb: { ...deb, package: name } }],
    action: { type: 'deb' },
    detection: [{ type: 'deb' }],
  })
  const [artifact] = body.artifacts
  const places: Record<string, (name: string) => Promise<Made>> = {
    patch: name => fleet.manifest(name),
    package: name => fleet.manifest('a', undefined, withDeb(name)),
    'package version': name =>
      fleet.manifest('a', undefined, {
        ...withDeb('a'),
        artifacts: [{ ...artifact!, deb: { ...deb, package: 'a', version: name } }],
      }),
    approval: name => fleet.approval(name, [artifact!.digest]),
    schedule: name => fleet.schedule(name, [{ patch: 'a', manifest: artifact!.digest }]),
    'patch of a schedule': name => fleet.schedule('a', [{ patch: name, manifest: artifact!.digest }]),
    pause: name => fleet.pause(name),
    site: name => fleet.roster(name, { members: [] }),
    group: name => fleet.group(name, []),
    heartbeat: name => fleet.heartbeat(name, []),
  }
  for (const [place, make] of Object.entries(places)) {
    t.notThrows(await taking(fleet, make('plain-1.0')), place)
    for (const name of ['', ...lines, ...broken])
      t.throws(await taking(fleet, make(name)), { code: 'bad-object' }, `${place} ${JSON.stringify(name.slice(0, 30))}`)
  }
})

async function taking(fleet: Fleet, making: Promise<Made>): Promise<() => unknown> {
  const { bytes, head } = await making
  const allowed = [head.kind as Exclude<SignedKind, 'root'>]
  return () => verifyObject(bytes, { anchor: fleet.anchor, now: fleet.seconds * 1000, allowed })
}

test('the name of a file is one line of text, and an artifact’s paths are absolute and go nowhere upwards', async t => {
  const { body } = await (await makeFleet()).manifest('a')
  const [artifact] = body.artifacts
  const parse = (more: Partial<Manifest>) => parseManifest(encodeManifest({ ...body, ...more }))
  for (const fileName of [...lines, ...dots])
    t.is(parse({ artifacts: [{ ...artifact!, fileName }] }).artifacts[0]!.fileName, fileName)
  for (const fileName of broken)
    t.throws(() => parse({ artifacts: [{ ...artifact!, fileName }] }), { code: 'bad-object' })
  for (const path of [
    '../../x',
    '/opt/../etc/passwd',
    '/opt/./x',
    '/opt//x',
    '/..',
    '..',
    '.',
    '-o=evil',
    '',
    ...broken,
  ]) {
    if (path.length === 300) continue // a path may be that long
    const { digest } = artifact!
    t.throws(() => parse({ action: { type: 'file', artifact: digest, path, mode: 0o644 } }), { code: 'bad-object' })
    t.throws(() => parse({ action: { type: 'archive', artifact: digest, prefix: path } }), { code: 'bad-object' })
    t.throws(() => parse({ detection: [{ type: 'file-exists', path }] }), { code: 'bad-object' })
  }
})

/** Every path below a folder; digests and keys, which differ from name to name, as `#`. */
function tree(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.map(name => name.replaceAll(/[0-9a-f]{64}/g, '#')).sort()
}

/** Installs with this name wherever a name can be; gives all paths around the machine's root, at the copy and at the end. */
async function installAs(t: ExecutionContext, type: 'file' | 'archive' | 'deb', name: string) {
  const base = await temporaryFolder(t)
  const lab = await makeInstallLab(join(base, 'deep', 'deeper'))
  await lab.place('/etc/passwd', 'root')
  await lab.place(
    '/var/lib/dpkg/status',
    `Package: ${name}\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n`,
  )
  const content = type === 'archive' ? await tarGz([{ name: 'done', content: 'yes' }]) : Buffer.from('content')
  const artifact = await lab.offer(content, name)
  const { digest } = artifact
  const deb = { package: name, version: '2', architecture: 'amd64', stanza: '' }
  const actions = {
    file: { type, artifact: digest, path: '/opt/app', mode: 0o644 },
    archive: { type, artifact: digest, prefix: '/opt/app' },
    deb: { type },
  } as const
  const path = type === 'file' ? '/opt/app' : '/opt/app/done'
  const artifacts = [{ ...artifact, ...(type === 'deb' && { deb }) }]
  const manifest = manifestOf({
    artifacts,
    action: actions[type] as Manifest['action'],
    detection: [type === 'deb' ? { type } : { type: 'file-exists', path }],
  })
  manifest.header.name = name
  const copied = Promise.withResolvers<string[]>()
  const installer = await createInstaller({
    root: lab.root,
    stateDir: lab.stateDir,
    artifactPath: each => join(lab.store, each),
    clock: systemClock,
    log: silentLog,
    onStep: step => step === 'copied' && copied.resolve(tree(base)),
  })
  const key = { schedule: name, manifest: digest }
  const outcome = await installer.install({ manifest, wanted: artifacts, key, lacks: () => [] })
  await installer.close()
  copied.resolve([`never copied: ${outcome.detail}`])
  const passwd = await readFile(join(lab.root, 'etc/passwd'), 'utf8')
  return { reason: outcome.reason, copied: await copied.promise, after: tree(base), passwd }
}

for (const type of ['file', 'archive', 'deb'] as const) {
  test(`an install of the kind ${type} makes the same files, whatever patch, schedule and file are called`, async t => {
    const plain = await installAs(t, type, 'plain')
    t.is(plain.reason, type === 'deb' ? 'no-proc' : 'applied')
    t.true(
      plain.copied.some(path => /private\/#\/#(\.deb)?$/.test(path)),
      plain.copied.join(' '),
    )
    // A package of such a name is on no machine: dpkg's own list would not be read.
    for (const name of type === 'deb' ? dots : [...lines, '..', '-y'])
      t.deepEqual(await installAs(t, type, name), plain, name)
  })
}

test('apt-get is given absolute paths of digests behind the end of its options, whatever a package is called', t => {
  for (const name of [...lines, ...dots, ...broken]) {
    const artifact = { digest: sha256(Buffer.from(name)), sizeBytes: 1, fileName: name }
    const deb = { package: name, version: name, architecture: name, stanza: name }
    const path = `/var/lib/patchmesh/private/k/${copyName({ ...artifact, deb })}`
    for (const { args } of ['/', '/srv/root'].flatMap(root => [
      installCommand(root, [path]),
      simulateCommand(root, [path]),
    ])) {
      t.deepEqual(args.slice(args.indexOf('--')), ['--', path])
      t.regex(args.at(-1)!, /^\/[a-z/]+\/[0-9a-f]{64}\.deb$/)
    }
  }
})

test('the origin serves what lies in its folder under a digest, and no other path of the machine', async t => {
  const folder = await temporaryFolder(t)
  await writeFile(join(folder, 'x'), 'a secret beside the files')
  const files = join(folder, 'files')
  const store = await openOriginStore({ folder: files, quotaBytes: 1000, log: silentLog })
  await writeFile(join(files, 'x'), 'a secret among the files')
  const content = Buffer.from('a patch')
  const digest = sha256(content)
  await store.add(
    { digest, sizeBytes: content.length },
    (async function* () {
      yield content
    })(),
  )
  const origin = await startOrigin({ store, host: '127.0.0.1', port: 0, log: silentLog })
  t.teardown(() => origin.close())
  const get = async (path: string) => {
    const socket = connect({ port: Number(new URL(origin.url).port), host: '127.0.0.1' })
    await once(socket, 'connect')
    socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
    return await text(socket)
  }
  t.regex(await get(`/artifact/${digest}`), /^HTTP\/1.1 200[\s\S]*a patch$/)
  const asked = [
    'x',
    ...lines,
    ...dots,
    ...broken,
    '..%2fx',
    `${digest}/../x`,
    `../artifact/${digest}/../../x`,
    `${digest}\0`,
  ]
  for (const name of asked)
    for (const path of [`/artifact/${name}`, `/${name}`, name]) {
      const answer = await get(path)
      t.regex(answer, /^HTTP\/1.1 40[04]/, path.slice(0, 40))
      t.notRegex(answer, /secret/)
    }
})

test('a backup brings no file into a home but its settings and keys', async t => {
  const folder = await temporaryFolder(t)
  const path = join(folder, 'one.backup')
  const open = async (name: string) => {
    const files = { [name]: Buffer.from('evil').toString('base64') }
    const tables = { bytes: { published: [], 'feed-keyrings': [] }, json: { feeds: [], proposals: [] } }
    const backup: Backup = { format: 'patchmesh-backup-1', fleet: '', madeAt: '', state: '', files, ...tables }
    await writeFile(path, await sealBackup(backup, 'safe', 2))
    return await openBackup(path, async () => 'safe')
  }
  for (const name of ['coordinator.yaml', 'keys/node.key']) t.deepEqual(Object.keys((await open(name)).files), [name])
  for (const name of [
    ...lines,
    ...dots,
    ...broken,
    'keys/..',
    'keys/../../x',
    'keys/-o',
    'keys/a/b',
    'db/x',
    'keys/a\n',
  ])
    await t.throwsAsync(open(name), { code: 'bad-argument' }, JSON.stringify(name))
})

test('a proposal is written where its admin said, whatever its schedule is called', async t => {
  const { admins } = await openAdminOffice(t)
  const folder = await temporaryFolder(t)
  const terms = ['--patch', 'vpn', '--all', '--start', 'now', '--out', join(folder, 'proposal')]
  const { code, err } = await admins[0]!('schedule', 'create', '--yes', ...terms, '--id', '..')
  t.is(code, 0, err)
  t.deepEqual(await readdir(folder), ['proposal'])
  const refused = await admins[0]!('schedule', 'create', '--yes', ...terms, '--id', '../../x')
  t.is(refused.code, 2)
  t.deepEqual(await readdir(folder), ['proposal'])
})

const debPrograms = ['/usr/bin/apt-get', '/usr/bin/unshare', '/usr/bin/dpkg-deb']
const debTest = process.getuid?.() === 0 && debPrograms.every(existsSync) ? test : test.skip

debTest('as root: real apt and dpkg are led nowhere by the names in a .deb', async t => {
  t.timeout(120_000, 'a real package system on a busy machine')
  const program = join(import.meta.dirname, '../kit/deb-root-child.ts')
  const mode = isLong ? 'all-names' : 'names'
  const args = ['--mount', '--propagation', 'private', process.execPath, program, await temporaryFolder(t), mode]
  const { stdout } = await promisify(execFile)('/usr/bin/unshare', args)
  const { skipped, control, files } = JSON.parse(stdout) as NamesReport
  if (skipped !== undefined) {
    t.log(`no overlay of the root here: ${skipped}`)
    return t.pass()
  }
  const untouched = 'pm-test-a=1.0 pm-test-b=1.0 pm-test-c=1.0 pm-test-d=1.0 pm-test-e=1.0'
  for (const [lie, { outcome, versions }] of Object.entries(control)) {
    t.is(outcome.state, 'failed', lie)
    t.true(['apt-refused', 'would-install-other'].includes(outcome.reason), `${lie}: ${outcome.reason}`)
    t.is(versions, untouched, lie)
  }
  // Whom the admins trust with a .deb, they trust with its files: but they are of the machine that it is installed on.
  for (const [lie, { outside }] of Object.entries(files)) t.deepEqual(outside, [], lie)
})
