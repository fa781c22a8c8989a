import { readdirSync, renameSync, symlinkSync } from 'node:fs'
import { mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import test, { type ExecutionContext } from 'ava'
import type { InstallStep } from '../../../agent/installer/action-context.ts'
import { makeArchiveLab, tarGz, temporaryFolder } from '../../kit/install-kit.ts'

async function setUp(t: ExecutionContext, onStep?: (step: InstallStep) => void) {
  const lab = await makeArchiveLab(await temporaryFolder(t), onStep)
  return { ...lab, app: join(lab.root, 'opt/app') }
}

const sound = { name: 'done', content: 'yes' }

test('an archive is unpacked with folders, links and executable bits, over what was there', async t => {
  const lab = await setUp(t)
  await lab.place('/opt/app/bin/tool', 'old')
  await lab.place('/opt/app/config', 'stays')
  const long = `${'d'.repeat(120)}/${'e'.repeat(120)}`
  const outcome = await lab.install(
    await tarGz([
      { name: 'bin', type: 'directory' },
      { name: 'bin/tool', content: 'new', mode: 0o777 },
      { name: 'bin/same', type: 'link', linkname: 'bin/tool' },
      { name: 'current', type: 'symlink', linkname: 'bin/tool' },
      { name: long, content: 'deep' },
      { name: 'empty', type: 'directory' },
      sound,
    ]),
  )
  t.like(outcome, { state: 'installed', reason: 'applied' })
  t.is(await readFile(join(lab.app, 'bin/tool'), 'utf8'), 'new')
  t.is((await stat(join(lab.app, 'bin/tool'))).mode & 0o7777, 0o755)
  t.is(await readFile(join(lab.app, 'bin/same'), 'utf8'), 'new')
  t.is(await readlink(join(lab.app, 'current')), 'bin/tool')
  t.is(await readFile(join(lab.app, long), 'utf8'), 'deep')
  t.is(await readFile(join(lab.app, 'config'), 'utf8'), 'stays')
  t.true((await stat(join(lab.app, 'empty'))).isDirectory())
  t.deepEqual(
    (await readdir(lab.app)).filter(name => name.startsWith('.')),
    [],
  )
})

const hostile: Record<string, Parameters<typeof tarGz>[0]> = {
  'an absolute name': [{ name: '/etc/evil', content: 'x' }],
  'a name upwards': [{ name: '../evil', content: 'x' }],
  'a link out of the prefix': [{ name: 'l', type: 'symlink', linkname: '../../etc' }],
  'a file through a link': [
    { name: 'l', type: 'symlink', linkname: 'bin' },
    { name: 'l/evil', content: 'x' },
  ],
  'a hard link to a file of the machine': [{ name: 'l', type: 'link', linkname: '/etc/passwd' }],
  'a device': [{ name: 'd', type: 'character-device', devmajor: 1, devminor: 3 }],
  'a fifo': [{ name: 'd', type: 'fifo' }],
  'a setuid file': [{ name: 'su', content: 'x', mode: 0o4755 }],
  'an extended header that names a path upwards': [{ name: 'a', content: 'x', pax: { path: '../../evil' } }],
  'an extended header beyond all measure': [{ name: 'a', content: 'x', pax: { comment: 'c'.repeat(100_000) } }],
}
for (const [what, entries] of Object.entries(hostile)) {
  test(`an archive with ${what} is refused before anything is written`, async t => {
    const lab = await setUp(t)
    t.like(await lab.install(await tarGz([sound, ...entries])), { state: 'failed', reason: 'archive-refused' })
    t.deepEqual(await readdir(lab.root), [])
  })
}

test('what is no sound tar.gz is refused: cut short, no tar, compressed twice, a bad checksum', async t => {
  const archive = await tarGz([sound, { name: 'big', content: 'x'.repeat(5000) }])
  const badHeader = gunzipSync(archive)
  badHeader[0]! ^= 1
  const cases = {
    cut: archive.subarray(0, archive.length - 20),
    'cut inside': gzipSync(gunzipSync(archive).subarray(0, 3000)),
    text: gzipSync(Buffer.from('no tar '.repeat(200))),
    plain: gunzipSync(archive),
    twice: gzipSync(archive),
    'bad checksum': gzipSync(badHeader),
    empty: Buffer.from(''),
  }
  for (const [what, bytes] of Object.entries(cases)) {
    const lab = await setUp(t)
    t.like(await lab.install(bytes), { state: 'failed', reason: 'archive-refused' }, what)
    t.deepEqual(await readdir(lab.root), [], what)
  }
})

test('a link on the disk where the archive has a folder is refused, wherever it leads', async t => {
  const lab = await setUp(t)
  await mkdir(lab.app, { recursive: true })
  await mkdir(join(lab.root, 'etc'))
  await symlink('/etc', join(lab.app, 'bin'))
  t.like(await lab.install(await tarGz([sound, { name: 'bin/evil', content: 'x' }])), {
    state: 'failed',
    reason: 'path-refused',
  })
  t.deepEqual(await readdir(join(lab.root, 'etc')), [])
  t.deepEqual(await readdir(lab.app), ['bin'])
})

test('a folder on the disk where the archive has a file is refused before anything is written', async t => {
  const lab = await setUp(t)
  await mkdir(join(lab.app, 'bin'), { recursive: true })
  await writeFile(join(lab.app, 'bin/x'), '')
  t.like(await lab.install(await tarGz([sound, { name: 'bin', content: 'x' }])), {
    state: 'failed',
    reason: 'path-refused',
  })
  t.deepEqual(await readdir(lab.app), ['bin'])
})

test('whoever may write to the prefix and puts a link where we unpack changes nothing of what is installed', async t => {
  const lab = await setUp(t, step => {
    if (step !== 'archive-staged') return
    const staging = join(lab.app, readdirSync(lab.app).find(name => name.startsWith('.patchmesh-'))!)
    renameSync(staging, join(lab.root, 'taken'))
    symlinkSync(join(lab.root, 'theirs'), staging)
  })
  await lab.place('/theirs/0', 'not vouched for by anyone')
  t.like(await lab.install(await tarGz([sound])), { state: 'installed' })
  t.is(await readFile(join(lab.app, 'done'), 'utf8'), sound.content)
  t.is(await readFile(join(lab.root, 'theirs/0'), 'utf8'), 'not vouched for by anyone')
})
