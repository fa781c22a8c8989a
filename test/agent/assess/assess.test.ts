import test from 'ava'
import { assess } from '../../../agent/assess/assess.ts'
import type { FileFact } from '../../../agent/assess/facts.ts'
import type { DebPackage } from '../../../core/deb-status.ts'
import { sha256 } from '../../../core/digest.ts'
import type { Artifact, DetectionRule } from '../../../core/manifest.ts'
import { debPackage, factsOf, filePatch, manifestOf } from '../../kit/install-kit.ts'

const artifact: Artifact = { digest: sha256(Buffer.from('new')), sizeBytes: 3, fileName: 'tool' }
const patch = filePatch(artifact, '/opt/tool')

function withFile(fact: FileFact) {
  return factsOf({ files: new Map([['/opt/tool', fact]]) })
}

function deb(name: string, version: string, architecture = 'amd64'): Artifact {
  const digest = sha256(Buffer.from(name + version + architecture))
  return { digest, sizeBytes: 1, fileName: `${name}.deb`, deb: { package: name, version, architecture, stanza: '' } }
}

const jq = manifestOf({
  artifacts: [deb('jq', '1.6-2+deb12u1'), deb('libjq1', '1.6-2+deb12u1'), deb('libjq-dev', '1.6-2+deb12u1')],
  action: { type: 'deb' },
  detection: [{ type: 'deb' }],
})

function withPackages(...packages: DebPackage[]) {
  return factsOf({ packages: { state: 'known', packages } })
}

test('a file with the right hash is installed, with another it is missing', t => {
  t.like(assess(patch, withFile({ state: 'present', sizeBytes: 3, sha256: artifact.digest })), { state: 'installed' })
  const other = assess(patch, withFile({ state: 'present', sizeBytes: 3, sha256: sha256(Buffer.from('old')) }))
  t.like(other, { state: 'missing', reason: 'file-differs' })
  t.deepEqual(other.artifacts, [artifact])
  t.like(assess(patch, withFile({ state: 'absent' })), { state: 'missing', reason: 'file-absent' })
})

test('a file that cannot be read makes the state unknown, never installed', t => {
  t.like(assess(patch, withFile({ state: 'unreadable', detail: 'EACCES' })), {
    state: 'unknown',
    reason: 'facts-unreadable',
  })
  t.like(assess(patch, factsOf()), { state: 'unknown', reason: 'facts-unreadable' })
})

test('all rules must hold, and no rule at all proves nothing', t => {
  const rules: DetectionRule[] = [
    { type: 'file-exists', path: '/opt/tool' },
    { type: 'version-line', path: '/opt/version', prefix: 'v', version: '1.10', scheme: 'dotted' },
  ]
  const manifest = { ...patch, detection: rules }
  const facts = (text: string) =>
    factsOf({
      files: new Map<string, FileFact>([
        ['/opt/tool', { state: 'present', sizeBytes: 1 }],
        ['/opt/version', { state: 'present', sizeBytes: 5, text }],
      ]),
    })
  t.like(assess(manifest, facts('v1.9\n')), { state: 'missing', reason: 'version-lower' })
  t.like(assess(manifest, facts('v1.10\n')), { state: 'installed' })
  t.like(assess(manifest, facts('none\n')), { state: 'missing', reason: 'version-not-found' })
  t.like(assess(manifest, facts('v1.11-rc1\n')), { state: 'unknown', reason: 'version-not-found' })
  t.like(assess({ ...patch, detection: [] }, factsOf()), { state: 'unknown', reason: 'no-rule' })
})

test('a patch for another system does not apply', t => {
  const facts = withFile({ state: 'absent' })
  const on = (platform: Partial<typeof patch.platform>) =>
    assess({ ...patch, platform: { os: '', architecture: '', distribution: '', ...platform } }, facts)
  t.like(on({ os: 'win32' }), { state: 'not-applicable', reason: 'other-os' })
  t.like(on({ architecture: 'arm64' }), { state: 'not-applicable', reason: 'other-architecture' })
  t.like(on({ distribution: 'ubuntu' }), { state: 'not-applicable', reason: 'other-distribution' })
  t.like(on({ os: 'linux', architecture: 'amd64', distribution: 'debian' }), { state: 'missing' })
  t.like(on({ architecture: 'all', distribution: 'bookworm' }), { state: 'missing' })
})

test('of a source package only the binaries that are installed and older are needed', t => {
  const found = assess(
    jq,
    withPackages(debPackage({ package: 'jq', version: '1.6-2' }), debPackage({ package: 'libjq1', version: '1.6-2' })),
  )
  t.like(found, { state: 'missing', reason: 'package-outdated' })
  t.deepEqual(
    found.artifacts.map(needed => needed.deb?.package),
    ['jq', 'libjq1'],
  )
})

test('a machine with none of the packages is not concerned', t => {
  t.like(assess(jq, withPackages(debPackage({ package: 'bash', version: '1' }))), {
    state: 'not-applicable',
    reason: 'package-absent',
  })
  t.like(assess(jq, withPackages(debPackage({ package: 'jq', version: '1', status: 'config-files' }))), {
    state: 'not-applicable',
  })
  t.like(assess(jq, factsOf({ packages: { state: 'absent' } })), { state: 'not-applicable' })
})

test('packages as new or newer are installed, by the rules of Debian versions', t => {
  for (const version of ['1.6-2+deb12u1', '1.6-10', '1:0.1']) {
    t.like(assess(jq, withPackages(debPackage({ package: 'jq', version }))), { state: 'installed' }, version)
  }
  t.like(assess(jq, withPackages(debPackage({ package: 'jq', version: '1.6-2+deb12u1~rc1' }))), { state: 'missing' })
})

test('a held package is missing, with that reason', t => {
  const found = assess(jq, withPackages(debPackage({ package: 'jq', version: '1.6-2', want: 'hold' })))
  t.like(found, { state: 'missing', reason: 'package-held' })
  t.like(assess(jq, withPackages(debPackage({ package: 'jq', version: '1.7-1', want: 'hold' }))), {
    state: 'installed',
  })
})

test('a package that a killed dpkg left broken is missing even at the new version, and is needed again', t => {
  for (const status of ['half-installed', 'unpacked', 'half-configured']) {
    const entry = debPackage({ package: 'jq', version: '1.6-2+deb12u1', status })
    const found = assess(jq, withPackages(entry))
    t.like(found, { state: 'missing', reason: 'package-broken' }, status)
    t.is(found.artifacts[0]?.deb?.package, 'jq')
  }
  const flagged = debPackage({ package: 'jq', version: '1.6-2+deb12u1', flag: 'reinstreq', status: 'unpacked' })
  t.like(assess(jq, withPackages(flagged)), { state: 'missing', reason: 'package-broken' })
})

test('a package of another architecture is another package', t => {
  const i386 = debPackage({ package: 'jq', version: '1.0', architecture: 'i386' })
  t.like(assess(jq, withPackages(i386)), { state: 'not-applicable', reason: 'package-absent' })
})

test('unreadable package records make the state unknown', t => {
  t.like(assess(jq, factsOf({ packages: { state: 'unreadable', detail: 'line 7' } })), { state: 'unknown' })
  t.like(assess(jq, withPackages(debPackage({ package: 'jq', version: '!!' }))), { state: 'unknown' })
})
