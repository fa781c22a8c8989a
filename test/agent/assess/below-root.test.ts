import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { openFileBelow, openFolderBelow, splitPath } from '../../../agent/assess/below-root.ts'
import { makeInstallLab, temporaryFolder } from '../../kit/install-kit.ts'

async function read(root: string, path: string): Promise<string | undefined> {
  const file = await openFileBelow(root, path)
  if (file === undefined) return undefined
  return await file.readFile('utf8').finally(() => file.close())
}

test('links are resolved as the machine itself would see them', async t => {
  const base = await temporaryFolder(t)
  const { root, place } = await makeInstallLab(base)
  await place('/usr/lib/os-release', 'inside')
  await mkdir(join(root, 'etc'))
  await symlink('../usr/lib/os-release', join(root, 'etc/os-release'))
  await symlink('/usr/lib', join(root, 'lib'))
  t.is(await read(root, '/etc/os-release'), 'inside')
  t.is(await read(root, '/lib/os-release'), 'inside')
})

test('an absolute link means the path below the root, not the one of this machine', async t => {
  const base = await temporaryFolder(t)
  const { root } = await makeInstallLab(base)
  await writeFile(join(base, 'secret'), 'outside')
  await symlink(join(base, 'secret'), join(root, 'link'))
  await symlink(base, join(root, 'folder'))
  t.is(await read(root, '/link'), undefined)
  t.is(await read(root, '/folder/secret'), undefined)
})

test('a relative link that leads out of the root is refused', async t => {
  const base = await temporaryFolder(t)
  const { root } = await makeInstallLab(base)
  await writeFile(join(base, 'secret'), 'outside')
  await symlink('../secret', join(root, 'link'))
  await symlink('..', join(root, 'up'))
  await t.throwsAsync(read(root, '/link'), { code: 'refused' })
  await t.throwsAsync(read(root, '/up/secret'), { code: 'refused' })
  await t.throwsAsync(openFolderBelow(root, '/up', { create: 0o755 }), { code: 'refused' })
})

test('a loop of links is refused', async t => {
  const { root } = await makeInstallLab(await temporaryFolder(t))
  await symlink('b', join(root, 'a'))
  await symlink('a', join(root, 'b'))
  await t.throwsAsync(read(root, '/a'), { code: 'refused' })
  await t.throwsAsync(openFolderBelow(root, '/a/c'), { code: 'refused' })
})

test('without leave to follow links every link is refused, also one that stays inside', async t => {
  const { root } = await makeInstallLab(await temporaryFolder(t))
  await mkdir(join(root, 'real'))
  await symlink('real', join(root, 'link'))
  await t.throwsAsync(openFolderBelow(root, '/link', { noLinks: true }), { code: 'refused' })
})

test('what is not a regular file is refused', async t => {
  const { root } = await makeInstallLab(await temporaryFolder(t))
  await mkdir(join(root, 'folder'))
  await t.throwsAsync(read(root, '/folder'), { code: 'refused' })
})

test('paths with upward or empty names are no paths of a patch', t => {
  t.deepEqual(splitPath('/opt/tool'), { folder: '/opt', name: 'tool' })
  t.deepEqual(splitPath('/tool'), { folder: '/', name: 'tool' })
  for (const path of ['opt/tool', '/opt/../etc/passwd', '/opt//tool', '/opt/', '/', '', '/a\0b', '/./a']) {
    t.throws(() => splitPath(path), { code: 'bad-argument' }, path)
  }
})
