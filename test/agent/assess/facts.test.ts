import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { collectFacts, parseOsRelease } from '../../../agent/assess/facts.ts'
import { collectInventory, readMachine } from '../../../agent/assess/inventory.ts'
import { systemClock } from '../../../core/clock.ts'
import { sha256 } from '../../../core/digest.ts'
import { makeInstallLab, temporaryFolder } from '../../kit/install-kit.ts'

const STATUS = `Package: dpkg
Status: install ok installed
Architecture: arm64
Version: 1.21.22

Package: jq
Status: hold ok installed
Architecture: arm64
Source: jq-source (1.0-1)
Version: 1.0-1+b1
`

test('facts come from the root directory that was named, not from this machine', async t => {
  const { root, place } = await makeInstallLab(await temporaryFolder(t))
  await place(
    '/usr/lib/os-release',
    'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nPRETTY_NAME="Debian \\"12\\""\n',
  )
  await place('/etc/motd', 'hello')
  await symlink('../usr/lib/os-release', join(root, 'etc/os-release'))
  await place('/var/lib/dpkg/status', STATUS)
  const facts = await collectFacts({ root, rules: [] })
  t.deepEqual(facts.distribution, { id: 'debian', versionId: '12', codename: 'bookworm', name: 'Debian "12"' })
  t.is(facts.architecture, 'arm64')
  t.like(facts.packages, { state: 'known' })
})

test('foreign architectures follow the native one', async t => {
  const { root, place } = await makeInstallLab(await temporaryFolder(t))
  await place('/var/lib/dpkg/arch', 'amd64\ni386\n')
  t.like(await collectFacts({ root, rules: [] }), { architecture: 'amd64', foreignArchitectures: ['i386'] })
})

test('only what the rules name is hashed or read', async t => {
  const { root, place } = await makeInstallLab(await temporaryFolder(t))
  await place('/a', 'one')
  await place('/b', 'v=1\n')
  const { files } = await collectFacts({
    root,
    rules: [
      { type: 'file-exists', path: '/b' },
      { type: 'file-sha256', path: '/a', digest: '' },
      { type: 'version-line', path: '/b', prefix: 'v=', version: '1', scheme: 'dotted' },
      { type: 'file-exists', path: '/a/below' },
      { type: 'file-exists', path: '/none' },
    ],
  })
  t.deepEqual(files.get('/a'), { state: 'present', sizeBytes: 3, sha256: sha256(Buffer.from('one')) })
  t.deepEqual(files.get('/b'), { state: 'present', sizeBytes: 4, text: 'v=1\n' })
  t.deepEqual(files.get('/a/below'), { state: 'absent' })
  t.deepEqual(files.get('/none'), { state: 'absent' })
})

test('a link out of the root and damaged package records are facts that cannot be read', async t => {
  const { root, place } = await makeInstallLab(await temporaryFolder(t))
  await symlink('../outside', join(root, 'link'))
  await place('/var/lib/dpkg/status', ' a line that continues nothing\n')
  const facts = await collectFacts({ root, rules: [{ type: 'file-exists', path: '/link' }] })
  t.like(facts.files.get('/link'), { state: 'unreadable' })
  t.like(facts.packages, { state: 'unreadable' })
})

test('os-release values lose their quotes, and comments are none', t => {
  t.like(parseOsRelease('# ID=no\nID="ubuntu"\nVERSION_ID=\'24.04\'\nNAME=Ubuntu\n'), {
    id: 'ubuntu',
    versionId: '24.04',
    name: 'Ubuntu',
  })
  t.like(parseOsRelease(''), { id: '', versionId: '' })
})

test('an inventory names packages with their source and status, and the hardware', async t => {
  const { root, place } = await makeInstallLab(await temporaryFolder(t))
  await place('/var/lib/dpkg/status', STATUS)
  const facts = await collectFacts({ root, rules: [] })
  const inventory = await collectInventory({ root, facts, machine: await readMachine(systemClock), clock: systemClock })
  t.deepEqual(inventory.packages[1], {
    package: 'jq',
    version: '1.0-1+b1',
    architecture: 'arm64',
    status: 'hold ok installed',
    source: 'jq-source',
    sourceVersion: '1.0-1',
  })
  t.true(inventory.hardware.memoryBytes > 0)
  t.true(inventory.hardware.diskBytes > 0)
  t.false(inventory.addresses.includes('127.0.0.1'))
})
