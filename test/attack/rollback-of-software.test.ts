// Attack: an older version of what is installed is ordered, with everything really signed: the vulnerable version comes back. As a file or
// an archive, by an order of its own after the newer one has gone, over what somebody else installed, in a run that was cut off, and as a
// package. Nothing is lowered, and the state says why.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { installCommand } from '../../agent/installer/apt-command.ts'
import { createInstaller } from '../../agent/installer/install.ts'
import { Journal } from '../../agent/installer/journal.ts'
import { sha256 } from '../../core/digest.ts'
import { silentLog } from '../../core/log.ts'
import type { DetectionRule, Manifest } from '../../core/manifest.ts'
import { type Made, makeFleet } from '../kit/fleet.ts'
import { makeInstallLab, manifestOf, tarGz, temporaryFolder } from '../kit/install-kit.ts'
import { manualClock } from '../kit/manual-clock.ts'
import { makeVictim, type Victim } from '../kit/victim.ts'

const now = Date.UTC(2026, 10, 22, 12)
const fleet = await makeFleet({ now })

interface Patch {
  id: string
  version: string
  content: Buffer
  more?: Partial<Omit<Manifest, 'header'>>
}

const appFile = (version: string): Patch => {
  const content = Buffer.from(`app ${version}`)
  const digest = sha256(content)
  const more: Patch['more'] = {
    action: { type: 'file', artifact: digest, path: '/opt/app', mode: 0o644 },
    detection: [{ type: 'file-sha256', path: '/opt/app', digest }],
  }
  return { id: `app-${version}`, version, content, more }
}

const appArchive = async (version: string): Promise<Patch> => {
  const content = await tarGz([{ name: 'VERSION', content: `app ${version}\n` }])
  const file = sha256(Buffer.from(`app ${version}\n`))
  const more: Patch['more'] = {
    action: { type: 'archive', artifact: sha256(content), prefix: '/opt/suite' },
    detection: [{ type: 'file-sha256', path: '/opt/suite/VERSION', digest: file }],
  }
  return { id: `app-${version}`, version, content, more }
}

let versions = 0

/** The next version of one schedule orders exactly these patches; what it ordered before nothing orders any more. */
async function order(victim: Victim, patches: readonly Patch[]): Promise<void> {
  const version = ++versions
  const sets = await Promise.all(
    patches.map(async ({ id, version, content, more }) => {
      await victim.deliver(content)
      const manifest = await fleet.manifest(id, content, { product: 'app', productVersion: version, ...more })
      return {
        manifest,
        objects: [await fleet.approval(id, [manifest.digest]), manifest, await fleet.pieceList(content)],
      }
    }),
  )
  const entries = sets.map(({ manifest }) => ({ patch: manifest.head.name, manifest: manifest.digest }))
  const schedule = await fleet.schedule('S', entries, { version })
  const objects = [await fleet.roster('office'), ...sets.flatMap(set => set.objects as Made[]), schedule]
  const heads = objects.map(({ head }) => head)
  await victim.take(await fleet.heartbeat('office', heads, { version }), ...objects)
}

const victimOf = (t: ExecutionContext) => makeVictim(t, fleet, { now })

async function place(victim: Victim, path: string, content: string): Promise<void> {
  await mkdir(dirname(join(victim.root, path)), { recursive: true })
  await writeFile(join(victim.root, path), content)
}

for (const [what, make, path] of [
  ['file', async (version: string) => appFile(version), '/opt/app'],
  ['archive', appArchive, '/opt/suite/VERSION'],
] as const) {
  test(`an older ${what} of the product goes on in order, and never after the newer one`, async t => {
    const [old, newer] = [await make('1.9'), await make('1.10')]
    const victim = await victimOf(t)
    await order(victim, [old])
    t.regex((await victim.file(path))!, /1\.9/)
    await order(victim, [old, newer])
    t.regex((await victim.file(path))!, /1\.10/)
    t.is(victim.about(old.id), 'superseded newer-installed')
  })

  test(`an older ${what} is not installed when nothing orders the newer one any more`, async t => {
    const [old, newer] = [await make('1.9'), await make('1.10')]
    const victim = await victimOf(t)
    await order(victim, [newer])
    t.regex((await victim.file(path))!, /1\.10/)
    await order(victim, [old])
    t.regex((await victim.file(path))!, /1\.10/)
    t.is(victim.about(old.id), 'superseded newer-installed')
  })
}

test('an older version does not come back when the database and the order of the newer one are both lost', async t => {
  const victim = await victimOf(t)
  await order(victim, [appFile('1.10')])
  const again = await makeVictim(t, fleet, { now, after: victim })
  await order(again, [appFile('1.9')])
  t.is(await again.file('/opt/app'), 'app 1.10')
  t.is(again.about('app-1.9'), 'superseded newer-installed')
})

test('versions of another form are no way around: every two versions have an order', async t => {
  for (const [lower, higher] of [
    ['2.0~rc1', '2.0'],
    ['2026.1', '2026.1-hotfix_2'],
    ['1.9', 'r1'],
  ] as const) {
    const victim = await victimOf(t)
    await order(victim, [appFile(higher)])
    await order(victim, [appFile(lower)])
    t.is(await victim.file('/opt/app'), `app ${higher}`)
  }
})

test('once the newer version is gone from the machine, the older one may be ordered', async t => {
  const victim = await victimOf(t)
  await order(victim, [appFile('2.0')])
  await place(victim, '/opt/app', 'something else')
  await order(victim, [appFile('1.0')])
  t.is(await victim.file('/opt/app'), 'app 1.0')
})

const versionLine = (version: string): DetectionRule => ({
  type: 'version-line',
  path: '/opt/app.version',
  prefix: 'version ',
  version,
  scheme: 'dotted',
})

test('where a line of the machine states a higher version, the rest that differs is no reason to install', async t => {
  const patch = appFile('1.9')
  const detection = [...patch.more!.detection!, versionLine('1.9')]
  for (const rules of [detection, detection.toReversed()]) {
    const victim = await victimOf(t)
    await place(victim, '/opt/app', 'app 1.10, by its vendor')
    await place(victim, '/opt/app.version', 'version 1.10\n')
    await order(victim, [{ ...patch, more: { ...patch.more, detection: rules } }])
    t.is(await victim.file('/opt/app'), 'app 1.10, by its vendor')
    t.is(victim.about('app-1.9'), 'superseded newer-installed')
  }
})

test('a run that was cut off is not taken up again over a version that is newer by now', async t => {
  const base = await temporaryFolder(t)
  const lab = await makeInstallLab(base)
  const artifact = await lab.offer('app 1.9')
  const rules: DetectionRule[] = [versionLine('1.9')]
  const manifest = manifestOf({
    artifacts: [artifact],
    action: { type: 'file', artifact: artifact.digest, path: '/opt/app', mode: 0o644 },
    detection: rules,
  })
  const digest = sha256(Buffer.from('manifest'))
  for (const [schedule, detection, ends] of [
    ['one rule', rules, 'applied'],
    ['two rules', [...rules, { type: 'file-sha256', path: '/opt/app', digest: artifact.digest }], 'would-downgrade'],
  ] as [string, DetectionRule[], 'applied' | 'would-downgrade'][]) {
    await lab.place('/opt/app', 'app 1.10')
    await lab.place('/opt/app.version', 'version 1.10\n')
    const clock = manualClock(now)
    const options = { root: lab.root, stateDir: lab.stateDir, clock, log: silentLog }
    const installer = await createInstaller({ ...options, artifactPath: each => join(lab.store, each) })
    const key = { schedule, manifest: digest }
    const journal = await Journal.open({ folder: join(lab.stateDir, 'install', 'journals'), key })
    await journal.begin('app', now)
    await journal.mark('applying', now)
    await journal.close()
    const patch = { ...manifest, detection }
    const outcome = await installer.install({ manifest: patch, wanted: [artifact], key, lacks: () => [] })
    t.is(outcome.reason, ends)
    t.is(await readFile(join(lab.root, '/opt/app'), 'utf8'), 'app 1.10')
  }
})

test('an older package is not installed over a newer one', async t => {
  const deb = {
    package: 'tool',
    version: '1:2.0-1',
    architecture: 'amd64',
    stanza: 'Package: tool\nVersion: 1:2.0-1\n',
  }
  const content = Buffer.from('an old .deb')
  const more: Patch['more'] = {
    artifacts: [{ digest: sha256(content), sizeBytes: content.length, fileName: 'tool.deb', deb }],
    action: { type: 'deb' },
    detection: [{ type: 'deb' }],
  }
  const victim = await victimOf(t)
  const entry = ['Package: tool', 'Status: install ok installed', 'Architecture: amd64', 'Version: 1:2.0-2', '']
  await place(victim, '/var/lib/dpkg/status', entry.join('\n'))
  await order(victim, [{ id: 'tool-2.0', version: '1:2.0-1', content, more }])
  t.is(victim.about('tool-2.0'), 'installed')
  t.false(victim.driver.picture.wanted.some(({ needed }) => needed))
  t.false(installCommand('/', ['/a.deb']).args.some(argument => /downgrade|force-yes|--force$/.test(argument)))
})
