import { posix } from 'node:path'
import test from 'ava'
import fc from 'fast-check'
import { type ArchiveEntry, planArchive } from '../../../agent/installer/plan-archive.ts'

function entry(path: string, parts: Partial<ArchiveEntry> = {}): ArchiveEntry {
  return { type: 'File', path, linkPath: '', mode: 0o644, sizeBytes: 1, ...parts }
}

const symbolic = (path: string, linkPath: string) => entry(path, { type: 'SymbolicLink', linkPath })

test('files, folders and links that stay inside are planned by their normalised path', t => {
  const plan = planArchive([
    entry('./', { type: 'Directory' }),
    entry('./bin/', { type: 'Directory' }),
    entry('bin//tool', { mode: 0o755 }),
    symbolic('lib/current', '../bin/tool'),
    entry('bin/alias', { type: 'Link', linkPath: './bin/tool' }),
  ])
  t.deepEqual([...plan.keys()], ['bin', 'bin/tool', 'lib/current', 'bin/alias'])
  t.like(plan.get('bin/tool'), { type: 'file', index: 2, mode: 0o755 })
  t.like(plan.get('bin/alias'), { type: 'copy', of: 2 })
})

test('modes of an archive give nothing away but whether a file is executable', t => {
  t.like(planArchive([entry('a', { mode: 0o666 })]).get('a'), { mode: 0o644 })
  t.like(planArchive([entry('a', { mode: 0o777 })]).get('a'), { mode: 0o755 })
})

const hostile: Record<string, ArchiveEntry[]> = {
  'an absolute name': [entry('/etc/passwd')],
  'a name that leads upwards': [entry('a/../../etc/passwd')],
  'a name that is only upwards': [entry('..', { type: 'Directory' })],
  'a file in place of the prefix': [entry('.')],
  'a NUL in a name': [entry('a\0b')],
  'a name of the installer': [entry('.patchmesh-0011223344556677/0')],
  'an absolute link': [symbolic('a', '/etc')],
  'a link upwards out of the prefix': [symbolic('a/b', '../../etc')],
  'a link upwards after a name': [symbolic('a', 'b/../../etc')],
  'a link upwards through another link': [symbolic('a/b/s', '../..'), symbolic('t', 'a/b/s/../x')],
  'an empty link': [symbolic('a', '')],
  'a file below a link': [symbolic('a', 'b'), entry('a/file')],
  'a file below a link that comes later': [entry('a/file'), symbolic('a', 'b')],
  'a file below a file': [entry('a'), entry('a/b')],
  'a link in place of a folder': [entry('a', { type: 'Directory' }), symbolic('a', 'b')],
  'the same file twice': [entry('a'), entry('./a')],
  'a hard link out of the prefix': [entry('a', { type: 'Link', linkPath: '../secret' })],
  'an absolute hard link': [entry('a', { type: 'Link', linkPath: '/etc/shadow' })],
  'a hard link to a file that the archive does not bring': [entry('a', { type: 'Link', linkPath: 'b' })],
  'a hard link to a link': [symbolic('b', 'c'), entry('a', { type: 'Link', linkPath: 'b' })],
  'a setuid file': [entry('a', { mode: 0o4755 })],
  'a setgid file': [entry('a', { mode: 0o2755 })],
  'a character device': [entry('a', { type: 'CharacterDevice' })],
  'a block device': [entry('a', { type: 'BlockDevice' })],
  'a fifo': [entry('a', { type: 'FIFO' })],
  'a kind that nobody knows': [entry('a', { type: 'SparseFile' })],
  'more bytes than allowed': [entry('a', { sizeBytes: 2 ** 50 })],
}

for (const [what, entries] of Object.entries(hostile)) {
  test(`an archive with ${what} is refused whole`, t => {
    const harmless = entry('harmless')
    t.throws(() => planArchive([harmless, ...entries]), { message: /^the archive is refused/ })
  })
}

test('whatever the names, a plan stays below the prefix and nothing in it lies below a link or a file', t => {
  const name = fc.constantFrom('a', 'b', 'c', '..', '.', '')
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map(names => names.join('/'))
  const type = fc.constantFrom('File', 'Directory', 'SymbolicLink', 'Link')
  const entries = fc.array(
    fc.record({ type, path, linkPath: path }).map(parts => ({ ...parts, mode: 0o644, sizeBytes: 1 })),
    { maxLength: 5 },
  )
  let planned = 0
  fc.assert(
    fc.property(entries, list => {
      let plan: ReturnType<typeof planArchive>
      try {
        plan = planArchive(list)
      } catch {
        return
      }
      planned++
      for (const [at, entry] of plan) {
        const clean = posix.normalize(at) === at && !at.startsWith('/') && !at.startsWith('..')
        if (!clean) throw new Error(`bad path ${at}`)
        const parent = plan.get(posix.dirname(at))
        if (parent !== undefined && parent.type !== 'folder') throw new Error(`${at} lies below a ${parent.type}`)
        if (entry.type === 'link') followInside(plan, at)
      }
    }),
    { numRuns: 2000 },
  )
  t.true(planned > 50)
})

/** Follows a link as the kernel would, in a prefix that holds nothing but the plan; throws if it leads out. */
function followInside(plan: ReturnType<typeof planArchive>, link: string): void {
  let here: string[] = []
  const pending = link.split('/')
  for (let steps = 0; pending.length > 0 && steps < 100; steps++) {
    const name = pending.shift()!
    if (name === '' || name === '.') continue
    if (name === '..') {
      if (here.length === 0) throw new Error(`${link} leads out`)
      here = here.slice(0, -1)
      continue
    }
    const entry = plan.get([...here, name].join('/'))
    if (entry?.type === 'link') pending.unshift(...entry.target.split('/'))
    else here.push(name)
  }
}
