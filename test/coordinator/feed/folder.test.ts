import { execFileSync } from 'node:child_process'
import { appendFile, mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { readFolder, readPatch } from '../../../coordinator/feed/folder.ts'
import { sha256 } from '../../../core/digest.ts'
import { addPatch, patchYaml, temporaryFolder } from '../../kit/patch-folder.ts'

async function soleFault(t: ExecutionContext, root: string, options = {}) {
  const { patches, faults } = await readFolder(root, options)
  t.is(patches.length, 0)
  t.is(faults.length, 1, JSON.stringify(faults))
  return faults[0]!
}

test('each folder is a patch, with the hash and length of its files', async t => {
  const root = await temporaryFolder(t)
  await addPatch(root, 'one', { content: 'first' })
  await addPatch(root, 'two', { content: 'second' })
  await mkdir(join(root, '.git'))
  await writeFile(join(root, 'README'), 'not a patch')
  const { patches, faults } = await readFolder(root)
  t.deepEqual(faults, [])
  t.deepEqual(
    patches.map(({ folder, stated, artifacts }) => [folder, stated.id, artifacts]),
    [
      [
        'one',
        'one',
        [{ digest: sha256(Buffer.from('first')), sizeBytes: 5, fileName: 'one.bin', path: 'one/one.bin' }],
      ],
      [
        'two',
        'two',
        [{ digest: sha256(Buffer.from('second')), sizeBytes: 6, fileName: 'two.bin', path: 'two/two.bin' }],
      ],
    ],
  )
})

test('a broken patch holds up no other', async t => {
  const root = await temporaryFolder(t)
  await addPatch(root, 'good')
  await addPatch(root, 'bad', { yaml: 'id: bad\n' })
  const { patches, faulty } = await readFolder(root)
  t.deepEqual([patches.map(({ folder }) => folder), faulty], [['good'], ['bad']])
})

test('a file that is named but missing is a fault at its line', async t => {
  const root = await temporaryFolder(t)
  await addPatch(root, 'p')
  await rm(join(root, 'p/p.bin'))
  const fault = await soleFault(t, root)
  t.like(fault, { file: 'p/patch.yaml', line: 6, field: 'files[0]' })
  t.regex(fault.message, /found none/)
})

test('an empty file is a fault', async t => {
  const root = await temporaryFolder(t)
  await addPatch(root, 'p', { content: '' })
  t.regex((await soleFault(t, root)).message, /empty file/)
})

for (const name of ['../other/x.bin', '../../outside.bin', 'sub/../../other/x.bin']) {
  test(`a file outside the patch's folder is a fault: ${name}`, async t => {
    const root = await temporaryFolder(t)
    await addPatch(join(root, 'feed'), 'p', { yaml: patchYaml('p', { file: name }) })
    await mkdir(join(root, 'feed/p/sub'))
    await mkdir(join(root, 'feed/other'))
    await writeFile(join(root, 'feed/other/x.bin'), 'x')
    await writeFile(join(root, 'outside.bin'), 'x')
    const { patches, faults } = await readFolder(join(root, 'feed'))
    t.is(patches.length, 0)
    t.true(
      faults.some(({ file, message }) => file === 'p/patch.yaml' && /leads out/.test(message)),
      JSON.stringify(faults),
    )
  })
}

test('a link that leads out of the folder is a fault, one within it is not', async t => {
  const root = await temporaryFolder(t)
  await writeFile(join(root, 'secret'), 'secret')
  await addPatch(join(root, 'feed'), 'out')
  await rm(join(root, 'feed/out/out.bin'))
  await symlink(join(root, 'secret'), join(root, 'feed/out/out.bin'))
  await addPatch(join(root, 'feed'), 'in')
  await rename(join(root, 'feed/in/in.bin'), join(root, 'feed/in/real.bin'))
  await symlink('real.bin', join(root, 'feed/in/in.bin'))
  const { patches, faults } = await readFolder(join(root, 'feed'))
  t.deepEqual(
    patches.map(({ artifacts }) => artifacts[0]!.path),
    ['in/real.bin'],
  )
  t.regex(faults[0]!.message, /leads out/)
})

test('a patch folder that is a link out of the feed is a fault', async t => {
  const root = await temporaryFolder(t)
  await addPatch(join(root, 'elsewhere'), 'p')
  await mkdir(join(root, 'feed'))
  await symlink(join(root, 'elsewhere/p'), join(root, 'feed/p'))
  t.regex((await soleFault(t, join(root, 'feed'))).message, /leads out/)
})

test('a named pipe, a folder and a folder without patch.yaml are faults and block nothing', async t => {
  const root = await temporaryFolder(t)
  await addPatch(root, 'pipe')
  await rm(join(root, 'pipe/pipe.bin'))
  execFileSync('mkfifo', [join(root, 'pipe/pipe.bin')])
  await addPatch(root, 'folder')
  await rm(join(root, 'folder/folder.bin'))
  await mkdir(join(root, 'folder/folder.bin'))
  await mkdir(join(root, 'void'))
  const { faults } = await readFolder(root)
  t.deepEqual(
    faults.map(({ file, message }) => [
      file,
      /regular file/.test(message) || /patch.yaml: expected this file/.test(message),
    ]),
    [
      ['folder/patch.yaml', true],
      ['pipe/patch.yaml', true],
      ['void/patch.yaml', true],
    ],
  )
})

test('two patches of one id are both faults, each naming the other', async t => {
  const root = await temporaryFolder(t)
  await addPatch(root, 'a', { yaml: patchYaml('same', { file: 'a.bin' }) })
  await addPatch(root, 'b', { yaml: patchYaml('same', { file: 'b.bin' }), content: 'other' })
  const { patches, faults } = await readFolder(root)
  t.is(patches.length, 0)
  t.deepEqual(
    faults.map(({ file, line, field, message }) => [file, line, field, message.includes('also in')]),
    [
      ['a/patch.yaml', 1, 'id', true],
      ['b/patch.yaml', 1, 'id', true],
    ],
  )
})

test('two equal files of one patch are a fault', async t => {
  const root = await temporaryFolder(t)
  const yaml = patchYaml('p')
    .replace('- p.bin', '- p.bin\n  - q.bin')
    .replace('type: file', 'type: file\n  file: p.bin')
  await addPatch(root, 'p', { yaml, content: 'same' })
  await writeFile(join(root, 'p/q.bin'), 'same')
  t.like(await soleFault(t, root), { field: 'files[1]', line: 7 })
})

test('an archive that is no gzip is a fault', async t => {
  const root = await temporaryFolder(t)
  const yaml = patchYaml('p')
    .replace(/install:[\s\S]*/, 'install: { type: archive, prefix: /opt/p }\n')
    .concat('detection: [{ type: file-exists, path: /opt/p/x }]\n')
  await addPatch(root, 'p', { yaml, content: 'PK not a tar.gz' })
  t.regex((await soleFault(t, root)).message, /tar\.gz/)
})

test('a file that changes while it is read is a fault', async t => {
  const root = await temporaryFolder(t)
  await addPatch(root, 'p', { content: 'before' })
  const onRead = async (path: string) => {
    if (path.endsWith('p.bin')) await appendFile(path, 'more')
  }
  t.regex((await soleFault(t, root, { onRead })).message, /changed while it was read/)
})

test('a file that is replaced while it is read is a fault, even by one of equal length and time', async t => {
  const root = await temporaryFolder(t)
  await addPatch(root, 'p', { content: 'before' })
  const time = new Date(1_700_000_000_000)
  await utimes(join(root, 'p/p.bin'), time, time)
  const onRead = async (path: string) => {
    if (!path.endsWith('p.bin')) return
    await writeFile(`${path}.new`, 'after!')
    await utimes(`${path}.new`, time, time)
    await rename(`${path}.new`, path)
  }
  t.regex((await soleFault(t, root, { onRead })).message, /changed while it was read/)
})

test('a file that is overwritten while it is read is a fault, even by equal length and time', async t => {
  const root = await temporaryFolder(t)
  await addPatch(root, 'p', { content: 'before' })
  const time = new Date(1_700_000_000_000)
  await utimes(join(root, 'p/p.bin'), time, time)
  const onRead = async (path: string) => {
    if (!path.endsWith('p.bin')) return
    await writeFile(path, 'after!')
    await utimes(path, time, time)
  }
  t.regex((await soleFault(t, root, { onRead })).message, /changed while it was read/)
})

test('a patch.yaml that changes while its files are read is a fault', async t => {
  const root = await temporaryFolder(t)
  await addPatch(root, 'p')
  const onRead = async (path: string) => {
    if (path.endsWith('p.bin')) await appendFile(join(root, 'p/patch.yaml'), '# later\n')
  }
  t.regex((await soleFault(t, root, { onRead })).message, /changed while its files were read/)
})

test('a patch.yaml that is no text is a fault, not a crash', async t => {
  const root = await temporaryFolder(t)
  await addPatch(root, 'p')
  await writeFile(join(root, 'p/patch.yaml'), Buffer.from([0xff, 0xfe, 0x00]))
  t.regex((await soleFault(t, root)).message, /UTF-8/)
})

test('a folder that is not there, or is a file, is an error', async t => {
  const root = await temporaryFolder(t)
  await t.throwsAsync(readFolder(join(root, 'none')), { code: 'not-found' })
  await writeFile(join(root, 'file'), '')
  await t.throwsAsync(readFolder(join(root, 'file')), { code: 'io-failed' })
})

test("a single patch's folder can be read by itself", async t => {
  const root = await temporaryFolder(t)
  await addPatch(root, 'p')
  t.like(await readPatch(join(root, 'p')), { folder: 'p', stated: { id: 'p' } })
  t.is(await readPatch(root), undefined)
})
