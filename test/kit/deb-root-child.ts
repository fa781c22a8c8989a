// Real apt and dpkg in a real root: an overlay of this machine's own root in a private mount namespace, so that nothing outlives
// this process. Run as `unshare --mount --propagation private node deb-root-child.ts FOLDER [dependencies|names|all-names]`; prints one JSON document.

import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInstaller, type InstalledManifest } from '../../agent/installer/install.ts'
import type { InstallOutcome } from '../../agent/installer/outcome.ts'
import { systemClock } from '../../core/clock.ts'
import { sha256 } from '../../core/digest.ts'
import { silentLog } from '../../core/log.ts'
import type { Artifact } from '../../core/manifest.ts'
import { makeAr } from './apt-archive.ts'
import { type InstallLab, manifestOf } from './install-kit.ts'
import { type RawEntry, rawTarGz } from './raw-tar.ts'

export interface DebRootReport {
  /** Why this machine cannot run it. */
  skipped?: string
  upgrade: { outcome: InstallOutcome; versions: string; script: string; config: string; leftovers: string[] }
  again: InstallOutcome
  held: { outcome: InstallOutcome; versions: string }
  removing: { outcome: InstallOutcome; versions: string }
  failing: { outcome: InstallOutcome; status: string }
  resumed: { outcome: InstallOutcome; versions: string; leftovers: string[] }
  newer: InstallOutcome
}

/** What became of patches whose dependencies reach beyond them. */
export interface DependencyReport {
  skipped?: string
  /** Of a package that the machine's own archive has and nobody approved. */
  pulling: Refused
  /** Of a set of which only one member needs it. */
  set: Refused
  removing: Refused
  lowering: Refused
  /** Whether apt by itself would have pulled it. */
  offered: boolean
}

/** What became of .debs whose control file, or list of files, has hostile names. */
export interface NamesReport {
  skipped?: string
  /** By the field that lies. */
  control: Record<string, Refused>
  /** By the name of a file; `outside`: what was made beside the root. */
  files: Record<string, Refused & { outside: string[] }>
}

export interface Refused {
  outcome: InstallOutcome
  versions: string
}

const base = process.argv[2]!
const root = join(base, 'mount/root')
const lab: Pick<InstallLab, 'root' | 'stateDir' | 'store'> = {
  root,
  stateDir: join(base, 'state'),
  store: join(base, 'store'),
}

async function report(): Promise<Partial<DebRootReport> | Partial<DependencyReport> | Partial<NamesReport>> {
  for (const folder of [lab.stateDir, lab.store, join(base, 'mount')]) mkdirSync(folder, { recursive: true })
  try {
    mountRoot()
  } catch (error) {
    return { skipped: (error as Error).message }
  }
  const old = ['a', 'b', 'c', 'd', 'e'].map(name => build({ name, version: '1.0' }))
  inRoot('/usr/bin/dpkg', '--install', ...old.map(({ inside }) => inside))
  if (process.argv[3] === 'dependencies') return await dependencies()
  if (process.argv[3] !== undefined) return await names(process.argv[3] === 'all-names')
  return {
    upgrade: await upgrade(),
    again: await install(aAndB, 'upgrade'),
    held: await held(),
    removing: await removing(),
    failing: await failing(),
    resumed: await resumed(),
    newer: await newer(),
  }
}

function mountRoot(): void {
  const mount = (...args: string[]) => execFileSync('/bin/mount', args, { stdio: 'pipe' })
  const top = join(base, 'mount')
  mount('-t', 'tmpfs', 'none', top)
  for (const name of ['upper', 'work', 'root']) mkdirSync(join(top, name))
  mount('-t', 'overlay', 'overlay', '-o', `lowerdir=/,upperdir=${top}/upper,workdir=${top}/work`, root)
  mount('-t', 'proc', 'proc', join(root, 'proc'))
  mount('--bind', '/dev', join(root, 'dev'))
  rmSync(join(root, 'usr/sbin/policy-rc.d'), { force: true }) // container images bring one
}

function inRoot(...command: string[]): string {
  return execFileSync('/usr/sbin/chroot', [root, ...command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

function versions(): string {
  return inRoot('/usr/bin/dpkg-query', '-W', '-f', `\${Package}=\${Version} `, 'pm-test-*').trim()
}

interface Built {
  artifact: Artifact
  /** Path as seen inside the root. */
  inside: string
}

/** Makes a real .deb: pm-test-a and pm-test-b need each other in the same version, b has a configuration file. */
function build({
  name,
  version,
  fields = '',
  postinst,
}: {
  name: string
  version: string
  fields?: string
  postinst?: string
}): Built {
  const tree = join(root, 'tmp', `${name}-${version}`)
  mkdirSync(join(tree, 'DEBIAN'), { recursive: true })
  mkdirSync(join(tree, 'etc'))
  const twin = name === 'a' ? `Depends: pm-test-b (= ${version})\n` : ''
  const control = `Package: pm-test-${name}\nVersion: ${version}\nArchitecture: all\nMaintainer: test <test@example.org>\nDescription: test\n${twin}${fields}`
  writeFileSync(join(tree, 'DEBIAN/control'), control)
  writeFileSync(join(tree, `etc/pm-test-${name}.conf`), `setting of ${version}\n`)
  writeFileSync(join(tree, 'DEBIAN/conffiles'), `/etc/pm-test-${name}.conf\n`)
  if (postinst !== undefined) {
    writeFileSync(join(tree, 'DEBIAN/postinst'), `#!/bin/sh\n${postinst}\n`)
    chmodSync(join(tree, 'DEBIAN/postinst'), 0o755)
  }
  const inside = `/tmp/${name}-${version}.deb`
  execFileSync('/usr/bin/dpkg-deb', ['--build', '--root-owner-group', '-Znone', tree, join(root, inside)], {
    stdio: 'pipe',
  })
  const bytes = readFileSync(join(root, inside))
  const digest = sha256(bytes)
  writeFileSync(join(lab.store, digest), bytes, { mode: 0o400 })
  const deb = { package: `pm-test-${name}`, version, architecture: 'all', stanza: '' }
  return { inside, artifact: { digest, sizeBytes: bytes.length, fileName: `${name}.deb`, deb } }
}

function patchOf(...built: Built[]): InstalledManifest {
  const artifacts = built.map(({ artifact }) => artifact)
  return manifestOf({ artifacts, action: { type: 'deb' }, detection: [{ type: 'deb' }] })
}

async function install(manifest: InstalledManifest, schedule: string): Promise<InstallOutcome> {
  const installer = await createInstaller({
    ...lab,
    artifactPath: digest => join(lab.store, digest),
    clock: systemClock,
    log: silentLog,
  })
  return await installer.install({
    manifest,
    wanted: manifest.artifacts,
    key: { schedule, manifest: 'ab'.repeat(32) },
    lacks: () => [],
  })
}

function leftovers(): string[] {
  const policy = '/usr/sbin/policy-rc.d'
  return [...readdirSync(join(root, 'var/lib/patchmesh/private')), ...(existsSync(join(root, policy)) ? [policy] : [])]
}

let aAndB: InstalledManifest

async function upgrade(): Promise<DebRootReport['upgrade']> {
  writeFileSync(join(root, 'etc/pm-test-b.conf'), 'setting of the admin\n')
  const postinst =
    'env > /pm-script; umask >> /pm-script; pwd >> /pm-script; /usr/sbin/policy-rc.d; echo policy $? >> /pm-script'
  aAndB = patchOf(build({ name: 'a', version: '2.0', postinst }), build({ name: 'b', version: '2.0' }))
  return {
    outcome: await install(aAndB, 'upgrade'),
    versions: versions(),
    script: readFileSync(join(root, 'pm-script'), 'utf8'),
    config: readFileSync(join(root, 'etc/pm-test-b.conf'), 'utf8'),
    leftovers: leftovers(),
  }
}

async function held(): Promise<DebRootReport['held']> {
  inRoot('/usr/bin/apt-mark', 'hold', 'pm-test-c')
  const outcome = await install(patchOf(build({ name: 'c', version: '2.0' })), 'held')
  inRoot('/usr/bin/apt-mark', 'unhold', 'pm-test-c')
  return { outcome, versions: versions() }
}

async function removing(): Promise<DebRootReport['removing']> {
  const outcome = await install(
    patchOf(build({ name: 'c', version: '3.0', fields: 'Conflicts: pm-test-d\n' })),
    'removing',
  )
  return { outcome, versions: versions() }
}

async function failing(): Promise<DebRootReport['failing']> {
  const outcome = await install(patchOf(build({ name: 'd', version: '2.0', postinst: 'exit 3' })), 'failing')
  const status = inRoot('/usr/bin/dpkg-query', '-W', '-f', `\${Status}`, 'pm-test-d')
  inRoot('/usr/bin/dpkg', '--purge', 'pm-test-d')
  return { outcome, status }
}

/** What a power cut leaves: a begun journal, dpkg half-way (unpacked, not configured), our policy, our copies. */
async function resumed(): Promise<DebRootReport['resumed']> {
  const built = build({ name: 'e', version: '2.0' })
  const order = {
    ...lab,
    manifest: patchOf(built),
    wanted: [built.artifact],
    key: { schedule: 'resumed', manifest: 'ab'.repeat(32) },
  }
  const program = new URL('./install-child.ts', import.meta.url).pathname
  const dieAt = 5 // deb-running: the policy is there, apt-get is not started
  try {
    execFileSync(process.execPath, [program, JSON.stringify({ ...order, dieAt })], { stdio: 'pipe' })
  } catch (error) {
    if ((error as { signal?: string }).signal !== 'SIGKILL') throw error
  }
  if (leftovers().length !== 2) throw new Error(`expected copies and a policy, found ${leftovers()}`)
  inRoot('/usr/bin/dpkg', '--unpack', built.inside)
  const outcome = await install(order.manifest, 'resumed')
  return { outcome, versions: versions(), leftovers: leftovers() }
}

async function newer(): Promise<InstallOutcome> {
  return await install(patchOf(build({ name: 'e', version: '1.5' })), 'newer')
}

/** An archive on the machine that apt trusts and that has pm-test-z. */
function offerOutsider(): void {
  const { artifact } = build({ name: 'z', version: '1.0' })
  const entry = [
    'Package: pm-test-z',
    'Version: 1.0',
    'Architecture: all',
    'Maintainer: test <test@example.org>',
    'Filename: ./z-1.0.deb',
    `Size: ${artifact.sizeBytes}`,
    `SHA256: ${artifact.digest}`,
    'Description: test',
  ]
  writeFileSync(join(root, 'tmp/Packages'), `${entry.join('\n')}\n`)
  rmSync(join(root, 'etc/apt/sources.list.d'), { recursive: true, force: true })
  rmSync(join(root, 'etc/apt/sources.list'), { force: true })
  mkdirSync(join(root, 'etc/apt/sources.list.d'))
  writeFileSync(join(root, 'etc/apt/sources.list.d/outsider.list'), 'deb [trusted=yes] file:/tmp ./\n')
  inRoot('/usr/bin/apt-get', '-o', 'APT::Sandbox::User=root', 'update')
}

async function dependencies(): Promise<DependencyReport> {
  offerOutsider()
  const needsOutsider = 'Depends: pm-test-z\n'
  const pulling = build({ name: 'e', version: '2.0', fields: needsOutsider })
  const set = [build({ name: 'c', version: '2.0' }), build({ name: 'd', version: '2.0', fields: needsOutsider })]
  const removing = build({ name: 'c', version: '3.0', fields: 'Conflicts: pm-test-d\n' })
  const lowering = [
    build({ name: 'c', version: '4.0', fields: 'Depends: pm-test-d (<< 1.0)\n' }),
    build({ name: 'd', version: '0.9' }),
  ]
  const simulated = inRoot('/usr/bin/apt-get', '--simulate', 'install', pulling.inside)
  const order = async (name: string, ...built: Built[]): Promise<Refused> => ({
    outcome: await install(patchOf(...built), name),
    versions: versions(),
  })
  return {
    offered: simulated.includes('Inst pm-test-z'),
    pulling: await order('pulling', pulling),
    set: await order('set', ...set),
    removing: await order('removing', removing),
    lowering: await order('lowering', ...lowering),
  }
}

/** The version of a .deb that lies, and the field that does, or the files. */
interface Lie {
  version: string
  control?: Record<string, string>
  files?: RawEntry[]
}

/** Made by hand: dpkg-deb would refuse to. Its manifest is honest. */
function forge({ version, control = {}, files = [] }: Lie): Built {
  const fields = {
    Package: 'pm-test-c',
    Version: version,
    Architecture: 'all',
    Maintainer: 'test',
    Description: 'test',
  }
  const text = Object.entries({ ...fields, ...control }).map(([name, value]) => `${name}: ${value}\n`)
  const bytes = makeAr([
    ['debian-binary', Buffer.from('2.0\n')],
    ['control.tar.gz', rawTarGz([{ name: './control', content: text.join('') }])],
    ['data.tar.gz', rawTarGz([{ name: './', type: '5', mode: 0o755 }, ...files])],
  ])
  const digest = sha256(bytes)
  writeFileSync(join(lab.store, digest), bytes, { mode: 0o400 })
  const deb = { package: 'pm-test-c', version, architecture: 'all', stanza: '' }
  return { inside: '', artifact: { digest, sizeBytes: bytes.length, fileName: '../../$(id) -o=x.deb', deb } }
}

async function names(all: boolean): Promise<NamesReport> {
  const some = <T>(list: T[], count: number) => (all ? list : list.slice(0, count))
  const report: NamesReport = { control: {}, files: {} }
  const fields = [
    ['Package', '../../../pm-escaped'],
    ['Version', '2.0/../../pm-escaped'],
    ['Package', '-o=Dir::Bin::dpkg=/tmp/pm-escaped'],
    ['Package', 'pm-test-c; touch /pm-escaped'],
    ['Package', 'pm-test-c\nPackage: pm-test-d'],
    ['Version', '2.0 $(touch /pm-escaped)'],
    ['Version', '-1'],
    ['Architecture', '../all'],
  ] as const
  for (const [field, value] of some([...fields], 2)) {
    const built = forge({ version: '2.0', control: { [field]: value } })
    const outcome = await install(patchOf(built), `control-${Object.keys(report.control).length}`)
    report.control[`${field}: ${value}`] = { outcome, versions: versions() }
  }
  const file = (name: string): RawEntry[] => [{ name, content: 'evil' }]
  const lists: Record<string, RawEntry[]> = {
    '../ upwards': file('./../../../../../../pm-escaped'),
    'through a link': [{ name: './pm-link', type: '2', linkname: '/../../..' }, ...file('./pm-link/pm-escaped')],
    'a line break': file('./pm\nescaped'),
    absolute: file('/pm-escaped'),
    'an option': file('-rf'),
    'a link upwards': [{ name: './pm-hard', type: '1', linkname: './../../../../etc/shadow' }],
  }
  for (const [what, files] of some(Object.entries(lists), 1)) {
    const version = `2.${Object.keys(report.files).length}`
    const outcome = await install(patchOf(forge({ version, files })), what)
    report.files[what] = { outcome, versions: versions(), outside: escaped() }
  }
  return report
}

/** What a file that left the root would have made: beside it, at the folders above it, and at the machine's own root. */
function escaped(): string[] {
  const above = [join(base, 'mount'), base, join(base, '..'), '/', '/tmp']
  return above
    .flatMap(folder => ['pm-escaped', 'pm\nescaped', 'pm-hard'].map(name => join(folder, name)))
    .filter(existsSync)
}

console.log(JSON.stringify(await report()))
