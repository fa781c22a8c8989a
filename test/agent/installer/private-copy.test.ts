import { chmod, link, mkdir, open, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { Folder } from '../../../agent/assess/below-root.ts'
import { takePrivateCopy } from '../../../agent/installer/private-copy.ts'
import { makeInstallLab, temporaryFolder } from '../../kit/install-kit.ts'

async function setUp(t: ExecutionContext) {
  const base = await temporaryFolder(t)
  const lab = await makeInstallLab(base)
  const artifact = await lab.offer('the content')
  const path = join(base, 'copies')
  await mkdir(path)
  const folder = new Folder(await open(path, 'r'), path)
  t.teardown(() => folder.close())
  const source = join(lab.store, artifact.digest)
  const copy = (from = source) => takePrivateCopy({ source: from, artifact, folder, name: 'copy' })
  return { base, artifact, source, path, copy }
}

test('a sound file is copied, readable by its owner alone', async t => {
  const { path, copy } = await setUp(t)
  await copy()
  t.is(await readFile(join(path, 'copy'), 'utf8'), 'the content')
  t.is((await stat(join(path, 'copy'))).mode & 0o777, 0o400)
})

test('a file whose bytes changed in the store is not installed, and leaves no copy', async t => {
  const { source, path, copy } = await setUp(t)
  await chmod(source, 0o600)
  await writeFile(source, 'the c0ntent')
  await chmod(source, 0o400)
  t.like(await t.throwsAsync(copy()), { reason: 'wrong-hash' })
  await t.throwsAsync(stat(join(path, 'copy')), { code: 'ENOENT' })
})

test('a file of another length is refused before it is read', async t => {
  const { source, copy } = await setUp(t)
  await chmod(source, 0o600)
  await writeFile(source, 'the content and more')
  t.like(await t.throwsAsync(copy()), { reason: 'wrong-hash' })
})

test('a link, a second name, and a file that others may write are refused', async t => {
  const { base, source, copy } = await setUp(t)
  await symlink(source, join(base, 'link'))
  t.like(await t.throwsAsync(copy(join(base, 'link'))), { reason: 'artifact-unsafe' })
  t.like(await t.throwsAsync(copy(base)), { reason: 'artifact-unsafe' })
  await chmod(source, 0o420)
  t.like(await t.throwsAsync(copy()), { reason: 'artifact-unsafe' })
  await chmod(source, 0o400)
  await link(source, join(base, 'second'))
  t.like(await t.throwsAsync(copy()), { reason: 'artifact-unsafe' })
})

test('a file that is not in the store is missing', async t => {
  const { base, copy } = await setUp(t)
  t.like(await t.throwsAsync(copy(join(base, 'none'))), { reason: 'artifact-missing' })
})
