// Attack: an archive, signed and approved, whose entries reach out of the prefix, write through links, bring devices or special bits,
// lie about names and sizes in every dialect of tar, or never end. Refused whole: nothing is changed outside the prefix or in it.

import { cp, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import test, { type ExecutionContext } from 'ava'
import { makeArchiveLab, temporaryFolder } from '../kit/install-kit.ts'
import { gnuLong, paxEntry, type RawEntry, rawEntry, rawTarGz } from '../kit/raw-tar.ts'

const sound: RawEntry = { name: 'done', content: 'yes' }
const evil = { name: 'evil', content: 'x' }
const link = (name: string, linkname: string): RawEntry => ({ name, type: '2', linkname })
const hardLink = (name: string, linkname: string): RawEntry => ({ name, type: '1', linkname })
const base256 = (...bytes: number[]) => Buffer.from([...bytes, ...Array(12).fill(0)]).subarray(0, 12)

const hostile: Record<string, RawEntry[]> = {
  'a name upwards': [{ ...evil, name: '../evil' }],
  'a name far upwards': [{ ...evil, name: '../../../../../../../../tmp/evil' }],
  'a name upwards in the middle': [{ ...evil, name: 'a/../../evil' }],
  'a name upwards at the end': [{ ...evil, name: 'a/..' }],
  'a name upwards that comes back': [{ ...evil, name: '../app/evil' }],
  'a name that goes up and stays inside': [{ ...evil, name: 'a/../evil' }],
  'a folder upwards': [{ name: '../evil/', type: '5' }],
  'only dots': [{ name: '..', type: '5' }],
  'a file named as the prefix': [{ ...evil, name: '.' }],
  'a file named as the prefix with slashes': [{ ...evil, name: './/.' }],
  'an absolute name': [{ ...evil, name: '/etc/passwd' }],
  'an absolute name with two slashes': [{ ...evil, name: '//etc/passwd' }],
  'an absolute folder': [{ name: '/etc/evil/', type: '5' }],
  'a ustar prefix upwards': [{ ...evil, prefix: '../..' }],
  'an absolute ustar prefix': [{ ...evil, prefix: '/etc' }],
  'no name': [{ ...evil, name: '' }],
  'a link out, absolute': [link('l', '/etc')],
  'a link out, upwards': [link('l', '../../etc')],
  'a link out through a folder': [{ name: 'd/', type: '5' }, link('d/l', '../../etc')],
  'a link upwards after a name': [link('l', 'd/../../..')],
  'a link to the prefix’s parent': [link('l', '..')],
  'a link to nothing': [link('l', '')],
  'a write through a link': [link('l', 'd'), { ...evil, name: 'l/evil' }],
  'a write through a link that comes later': [{ ...evil, name: 'l/evil' }, link('l', 'd')],
  'a folder over a link': [link('l', 'd'), { name: 'l/', type: '5' }],
  'a file over a link': [link('l', 'd'), { ...evil, name: 'l' }],
  'a chain of links upwards': [link('a/b/s', '../..'), link('t', 'a/b/s/../x')],
  'a hard link out, absolute': [hardLink('h', '/etc/passwd')],
  'a hard link out, upwards': [hardLink('h', '../../etc/passwd')],
  'a hard link to what is on the disk': [hardLink('h', 'config')],
  'a hard link to a link': [link('l', 'done'), hardLink('h', 'l')],
  'a hard link to itself': [hardLink('h', 'h')],
  'a write through a hard link': [hardLink('h', 'done'), { ...evil, name: 'h' }],
  'a character device': [{ name: 'd', type: '3' }],
  'a block device': [{ name: 'd', type: '4' }],
  'a fifo': [{ name: 'f', type: '6' }],
  'a kind nobody knows': [{ ...evil, type: 'Z' }],
  'a sparse file': [{ ...evil, type: 'S' }],
  'a volume label': [{ name: 'v', type: 'V' }],
  'a multi-volume rest': [{ ...evil, type: 'M' }],
  'a folder dump': [{ name: 'd', type: 'D', content: 'Yevil\0\0' }],
  'a setuid file': [{ ...evil, mode: 0o4755 }],
  'a setgid file': [{ ...evil, mode: 0o2755 }],
  'a sticky file': [{ ...evil, mode: 0o1755 }],
  'the same file twice': [{ ...evil, name: 'done' }],
  'the same file by another spelling': [{ ...evil, name: './/done' }],
  'a folder over a file': [{ name: 'done/', type: '5' }],
  'a file below a file': [{ ...evil, name: 'done/evil' }],
  'a file over a folder': [
    { name: 'd/x', content: '' },
    { ...evil, name: 'd' },
  ],
  'the installer’s own name': [{ ...evil, name: '.patchmesh-0123456789abcdef/0' }],
  'a pax path upwards': [paxEntry({ path: '../../evil' }), evil],
  'an absolute pax path': [paxEntry({ path: '/etc/evil' }), evil],
  'a pax link path out': [paxEntry({ linkpath: '/etc/passwd' }), link('l', 'done')],
  'a pax link path out on a hard link': [paxEntry({ linkpath: '../../etc/passwd' }), hardLink('h', 'done')],
  'a pax size that swallows the next header': [paxEntry({ size: '100000' }), evil],
  'a pax header of a megabyte': [paxEntry({ comment: 'c'.repeat(1_000_000) }), evil],
  'a GNU long name upwards': [gnuLong('L', '../../evil'), evil],
  'a GNU long name, absolute': [gnuLong('L', '/etc/evil'), evil],
  'a GNU long link out': [gnuLong('K', '/etc/passwd'), link('l', 'done')],
  'a GNU long name without end': [{ ...gnuLong('L', 'x'), content: `${'x/'.repeat(200_000)}evil` }, evil],
  'a negative size': [{ ...evil, size: base256(0xff, 0xff) }],
  'a size beyond all measure': [{ ...evil, size: base256(0x80, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff) }],
  'a size of letters': [{ ...evil, size: 'not-a-number' }],
  'a checksum that is wrong': [{ ...evil, checksum: '000000\0 ' }],
}

/** What a reader may take or refuse, as long as everything stays below the prefix. */
const odd: Record<string, RawEntry[]> = {
  'backslashes for slashes': [{ ...evil, name: '..\\..\\evil' }],
  'dots of Unicode': [{ ...evil, name: '\u2025/\uff0e\uff0e/evil' }],
  'percent signs for slashes': [{ ...evil, name: '..%2f..%2fevil' }],
  'a NUL in the name': [{ ...evil, name: 'evil\0/../../../etc/passwd' }],
  'a NUL in a pax path': [paxEntry({ path: 'evil\0/../../etc/passwd' }), evil],
  'a name of control characters': [{ ...evil, name: 'a\nb\x1b[2J' }],
  'a name that is no UTF-8': [{ ...evil, name: Buffer.from([0xc0, 0xae, 0xc0, 0xae, 0x2f, 0x65]) }],
  'names that differ in case': [evil, { ...evil, name: 'EVIL' }],
  'a name of 300 characters': [gnuLong('L', 'x'.repeat(300)), evil],
  'a path of 5,000 characters': [gnuLong('L', `${'x'.repeat(200)}/`.repeat(25)), evil],
  'a global pax path upwards': [paxEntry({ path: '../../evil' }, 'g'), evil],
  'a negative pax size': [paxEntry({ size: '-1' }), evil],
  'three dots': [{ ...evil, name: '.../evil' }],
  'an old file type with a slash at its end': [{ name: 'evil/', type: '\0', content: '' }],
  'a header without magic': [{ ...evil, magic: '\0' }],
}

async function setUp(t: ExecutionContext) {
  const base = await temporaryFolder(t)
  const lab = await makeArchiveLab(base)
  await lab.place('/etc/passwd', 'root')
  await lab.place('/opt/app/config', 'stays')
  await lab.place('/opt/app/d/keep', 'stays')
  await symlink('../../etc', join(lab.root, 'opt/app/out'))
  await writeFile(join(base, 'outside'), 'untouched')
  const before = join(base, 'before')
  await cp(lab.root, before, { recursive: true, verbatimSymlinks: true })
  return { ...lab, base, before }
}

/** Every path below with its content, but what is `below` this. */
async function picture(folder: string, except?: string): Promise<string[]> {
  const lines: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(folder.length)
    if (except !== undefined && path.startsWith(except)) continue
    lines.push(entry.isFile() ? `${path} ${await readFile(join(folder, path), 'utf8')}` : path)
  }
  return lines.sort()
}

async function nothingOutside(t: ExecutionContext, lab: Awaited<ReturnType<typeof setUp>>, except?: string) {
  t.deepEqual(await picture(lab.root, except), await picture(lab.before, except))
  t.deepEqual((await readdir(lab.base)).sort(), ['before', 'outside', 'root', 'state', 'store'])
  t.is(await readFile(join(lab.base, 'outside'), 'utf8'), 'untouched')
}

test('the corpus has more than 50 hostile archives, and one without them is installed', async t => {
  t.true(Object.keys(hostile).length >= 50)
  const lab = await setUp(t)
  t.like(await lab.install(rawTarGz([sound, { name: 'd/', type: '5' }, link('l', 'done')])), { state: 'installed' })
})

for (const [what, entries] of Object.entries(hostile)) {
  test(`an archive with ${what} is refused whole`, async t => {
    const lab = await setUp(t)
    t.like(await lab.install(rawTarGz([sound, ...entries, { name: 'last', content: 'x' }])), {
      state: 'failed',
      reason: 'archive-refused',
    })
    await nothingOutside(t, lab)
  })
}

for (const [what, entries] of Object.entries(odd)) {
  test(`an archive with ${what} changes nothing outside its prefix`, async t => {
    const lab = await setUp(t)
    const { state } = await lab.install(rawTarGz([sound, ...entries]))
    t.true(['installed', 'failed'].includes(state))
    await nothingOutside(t, lab, '/opt/app')
    t.deepEqual(await readdir(join(lab.root, 'etc')), ['passwd'])
    if (state === 'failed') await nothingOutside(t, lab)
  })
}

test('an archive that is cut, doubled, packed twice, or expands without measure is refused', async t => {
  const whole = rawTarGz([sound, { name: 'big', content: 'x'.repeat(5000) }])
  const tar = gunzipSync(whole)
  const zeros = gzipSync(Buffer.alloc(8 * 1024 * 1024))
  const cases: Record<string, Uint8Array> = {
    'cut in the stream': whole.subarray(0, whole.length - 9),
    'cut in a file': gzipSync(tar.subarray(0, 3000)),
    'cut in a header': gzipSync(tar.subarray(0, 1100)),
    'packed twice': gzipSync(whole),
    'not packed': tar,
    empty: Buffer.alloc(0),
    'zeros alone': zeros,
    'rubbish behind the stream': Buffer.concat([whole, Buffer.from('rubbish')]),
    'more entries than allowed': gzipSync(Buffer.concat(Array(70_000).fill(rawEntry({ name: 'e', type: '5' })))),
  }
  for (const [what, bytes] of Object.entries(cases)) {
    const lab = await setUp(t)
    t.like(await lab.install(bytes), { state: 'failed' }, what)
    await nothingOutside(t, lab)
  }
})

test.serial('what follows the end of an archive is read through, and neither kept nor copied', async t => {
  const lab = await setUp(t)
  const long = gzipSync(Buffer.concat([gunzipSync(rawTarGz([sound])), Buffer.alloc(8 * 1024 * 1024)]))
  const concat = Buffer.concat
  let copiedBytes = 0
  t.teardown(() => Object.assign(Buffer, { concat }))
  Buffer.concat = (list, length) => {
    const joined = concat(list, length)
    copiedBytes += joined.length
    return joined
  }
  t.like(await lab.install(long), { state: 'installed' })
  t.true(copiedBytes < 4 * 1024 * 1024, `${copiedBytes} bytes`)
})
