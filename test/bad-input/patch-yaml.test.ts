// In-house patches with mistakes in them, against a coordinator at work: `feed sync` names file, line and field, ends with 1, takes what is
// whole, and keeps what was known of the rest.

import { mkdir, open, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { FeedRow, SyncOutcome } from '../../coordinator/catalogue/feed-handlers.ts'
import { MIB } from '../../core/limits.ts'
import { cleanUp, contentOf, done, type Home, initHome, refused, writePatch } from '../kit/bad-input.ts'
import { isProcessRun, serialProcessTest } from '../kit/long.ts'
import { addPatch, patchYaml } from '../kit/patch-folder.ts'
import { command, json } from '../kit/processes.ts'

const cleanups: (() => unknown)[] = []
let office: Home
let here: string[]
let feed: string

test.before(async t => {
  if (!isProcessRun) return
  t.timeout(60_000)
  office = await initHome(t, cleanups)
  here = ['--home', office.home]
  await office.serve()
  feed = join(office.folder, 'feed')
  await writePatch(feed, 'good')
  await writePatch(feed, 'known')
  await done(t, 'patchmesh', ['feed', 'add', 'house', '--type', 'folder', '--path', feed, ...here])
  await done(t, 'patchmesh', ['feed', 'sync', 'house', ...here])
})
test.after.always(() => cleanUp(cleanups))
test.afterEach.always(async t => {
  if (!isProcessRun) return
  for (const name of await readdir(feed))
    if (name !== 'good') await rm(join(feed, name), { recursive: true, force: true })
  await writePatch(feed, 'known')
  await done(t, 'patchmesh', ['feed', 'sync', 'house', ...here])
})

/** The catalogue, and everything that the coordinator ever signed. */
async function catalogue() {
  const patches = await json<{ id: string }[]>('patchmesh', ['patch', 'list', ...here])
  return { patches, signed: await contentOf(office.home, /^(?!state\.)/) }
}

/** `file:line`, field and message. */
type Fault = [at: string, field: string, says: RegExp]

/** A synchronisation with these faults and no others, told in `feed list` too; the catalogue is as before. */
async function faulty(t: ExecutionContext<unknown>, expected: Fault[]): Promise<void> {
  const before = await catalogue()
  const { faults, ...outcome } = await syncFaulty(t)
  t.like(outcome, { isChanged: false, added: 0, changed: 0, removed: 0 })
  checkFaults(t, faults, expected)
  t.deepEqual(await catalogue(), before)
  const [row] = await json<FeedRow[]>('patchmesh', ['feed', 'list', ...here])
  t.deepEqual(row?.faults, faults)
}

async function syncFaulty(t: ExecutionContext<unknown>): Promise<SyncOutcome> {
  const ran = await command('patchmesh', ['feed', 'sync', 'house', '--json', ...here])
  t.is(ran.code, 1, ran.stdout + ran.stderr)
  t.notRegex(ran.stdout + ran.stderr, /\n {4}at |a bug of patchmesh/)
  return (JSON.parse(ran.stdout) as SyncOutcome[])[0]!
}

function checkFaults(t: ExecutionContext<unknown>, faults: SyncOutcome['faults'], expected: Fault[]): void {
  t.deepEqual(
    faults.map(({ file, line, field }) => [`${file}:${line}`, field]),
    expected.map(([at, field]) => [at, field]),
    JSON.stringify(faults, null, 1),
  )
  for (const [index, [, , says]] of expected.entries()) t.regex(faults[index]?.message ?? '', says)
}

/** A patch.yaml that is right but for these lines: 1 id, 2 product, 3 version, 4 title, 5 files, 6 the file, 7 severity, 8-10 install. */
function spoilt(id: string, ...changes: [from: string, to: string][]): string {
  return changes.reduce((text, [from, to]) => text.replace(from, to), patchYaml(id))
}

serialProcessTest(
  'a field that is unknown, missing or mistyped is told with file, line and field, all at once',
  async t => {
    const yaml = {
      unknown: `${patchYaml('unknown')}frobnicate: 1\n`,
      nested: spoilt('nested', ['  path:', '  pathe:']),
      missing: spoilt('missing', ['title: Patch missing\n', '']),
      choice: spoilt('choice', ['severity: high', 'severity: enormous']),
      text: spoilt('text', ['version: "1.0"', 'version: true']),
      list: spoilt('list', ['\n  - list.bin', ' list.bin']),
      mapping: spoilt('mapping', ['title: Patch mapping', 'title: { a: b }']),
      path: spoilt('path', ['/opt/path', 'opt/path']),
      twice: `${patchYaml('twice')}title: again\n`,
      broken: spoilt('broken', ['title: Patch broken', 'title: "Patch broken']),
      several: spoilt('several', ['severity: high', 'severity: enormous'], ['product: several\n', '']),
    }
    for (const [folder, text] of Object.entries(yaml)) await addPatch(feed, folder, { yaml: text })
    await writeFile(join(feed, 'known', 'patch.yaml'), 'just a text\n')
    await mkdir(join(feed, 'void'))
    await faulty(t, [
      ['broken/patch.yaml:4', '', /^expected YAML: .*quote/],
      ['choice/patch.yaml:7', 'severity', /^expected one of .*high.*, found "enormous"$/],
      ['known/patch.yaml:1', '', /^expected fields like "id: acme-1", found a single value$/],
      [
        'list/patch.yaml:5',
        'files',
        /^expected a list, found a single value; write each entry on a line of its own, after "- "$/,
      ],
      [
        'mapping/patch.yaml:4',
        'title',
        /^expected text, found a mapping of fields; write it in quotes if it is meant as text$/,
      ],
      ['missing/patch.yaml:1', 'title', /^expected this field, found none; add it$/],
      ['nested/patch.yaml:9', 'install.path', /^expected this field, found none; add it$/],
      ['nested/patch.yaml:10', 'install.pathe', /^unknown field; expected one of type, file, path, mode$/],
      ['path/patch.yaml:10', 'install.path', /^expected an absolute path .*, found "opt\/path"$/],
      ['several/patch.yaml:1', 'product', /^expected this field, found none; add it$/],
      ['several/patch.yaml:6', 'severity', /^expected one of .*, found "enormous"$/],
      ['text/patch.yaml:3', 'version', /^expected text, found true; write it in quotes if it is meant as text$/],
      ['twice/patch.yaml:11', '', /^expected each field once, found this one again; keep one of them$/],
      ['unknown/patch.yaml:11', 'frobnicate', /^unknown field; expected one of files, id, product, /],
      [
        'void/patch.yaml:0',
        '',
        /^patch\.yaml: expected this file, found none; put it there, or move the folder out of the feed$/,
      ],
    ])
    const { stderr, stdout } = await command('patchmesh', ['feed', 'sync', 'house', ...here])
    t.is(stdout, 'house: 2 patches, nothing new\n')
    t.regex(stderr, /^house: choice\/patch\.yaml:7: severity: expected one of /m)
  },
)

serialProcessTest(
  'a file named in patch.yaml that is missing, empty or outside the folder is told at its line',
  async t => {
    await writeFile(join(office.folder, 'secret'), 'secret')
    for (const folder of ['missing', 'void', 'link', 'same', 'folder']) await addPatch(feed, folder)
    await addPatch(feed, 'climbs', { yaml: patchYaml('climbs', { file: '../good/good.bin' }) })
    await addPatch(feed, 'absolute', { yaml: patchYaml('absolute', { file: '/etc/hostname' }) })
    await rm(join(feed, 'missing', 'missing.bin'))
    await writeFile(join(feed, 'void', 'void.bin'), '')
    await rm(join(feed, 'link', 'link.bin'))
    await symlink(join(office.folder, 'secret'), join(feed, 'link', 'link.bin'))
    await rm(join(feed, 'folder', 'folder.bin'))
    await mkdir(join(feed, 'folder', 'folder.bin'))
    await writeFile(join(feed, 'same', 'twin.bin'), 'content of same')
    await writeFile(
      join(feed, 'same', 'patch.yaml'),
      spoilt('same', ['same.bin', 'same.bin\n  - twin.bin'], ['type: file', 'type: file\n  file: same.bin']),
    )
    await faulty(t, [
      [
        'absolute/patch.yaml:6',
        'files[0]',
        /^\/etc\/hostname: expected this file, found none; put it there, or correct the name$/,
      ],
      [
        'climbs/patch.yaml:6',
        'files[0]',
        /^\.\.\/good\/good\.bin: expected a file inside the patch's folder, it leads out; copy it into the folder$/,
      ],
      [
        'folder/patch.yaml:6',
        'files[0]',
        /^folder\.bin: expected a regular file, found something else; name a file, or pack the folder as a tar\.gz$/,
      ],
      [
        'link/patch.yaml:6',
        'files[0]',
        /^link\.bin: expected a file inside the patch's folder, it leads out; copy it into the folder$/,
      ],
      [
        'missing/patch.yaml:6',
        'files[0]',
        /^missing\.bin: expected this file, found none; put it there, or correct the name$/,
      ],
      [
        'same/patch.yaml:7',
        'files[1]',
        /^expected files that differ, found twin\.bin equal to same\.bin; name one of them$/,
      ],
      [
        'void/patch.yaml:6',
        'files[0]',
        /^void\.bin: expected content, found an empty file; sync again when it is complete$/,
      ],
    ])
  },
)

serialProcessTest('of two patches of one id neither is taken, and what was known of it stays', async t => {
  await addPatch(feed, 'other', { yaml: patchYaml('known', { file: 'other.bin', version: '2.0' }) })
  await faulty(t, [
    [
      'known/patch.yaml:1',
      'id',
      /^expected an id of its own, found known also in other\/patch\.yaml; give one of them another id$/,
    ],
    [
      'other/patch.yaml:1',
      'id',
      /^expected an id of its own, found known also in known\/patch\.yaml; give one of them another id$/,
    ],
  ])
})

serialProcessTest('an id that another feed has is told', async t => {
  const second = join(office.folder, 'second')
  await writePatch(second, 'good')
  await done(t, 'patchmesh', ['feed', 'add', 'second', '--type', 'folder', '--path', second, ...here])
  const { code, stdout } = await command('patchmesh', ['feed', 'sync', 'second', '--json', ...here])
  t.is(code, 1)
  checkFaults(t, (JSON.parse(stdout) as SyncOutcome[])[0]!.faults, [
    ['good/patch.yaml:1', 'id', /^expected an id of its own, found good in feed house; give one of them another id$/],
  ])
})

serialProcessTest(
  'a patch that changes during the synchronisation is left as it was known, and taken by the next',
  async t => {
    t.timeout(180_000)
    const content = join(feed, 'known', 'known.bin')
    const file = await open(content, 'w')
    await file.truncate(1024 * MIB) // without a byte on the disk; long enough to read
    await file.close()
    const before = await catalogue()
    const syncing = syncFaulty(t)
    let isDone = false
    const changing = (async () => {
      while (!isDone) await utimes(content, new Date(), new Date())
    })()
    const outcome = await syncing.finally(() => {
      isDone = true
    })
    await changing
    checkFaults(t, outcome.faults, [
      ['known/patch.yaml:6', 'files[0]', /^known\.bin: it changed while it was read; sync again when it is complete$/],
    ])
    t.deepEqual(await catalogue(), before)
    await writeFile(content, 'the new content')
    t.regex(
      await done(t, 'patchmesh', ['feed', 'sync', 'house', ...here]),
      /^house: 2 patches, 0 new, 1 changed, 0 gone$/m,
    )
  },
)

serialProcessTest("a feed's folder that is gone is an error, and its patches stay", async t => {
  const before = await catalogue()
  await rename(feed, `${feed}.gone`)
  const outcome = await syncFaulty(t).finally(() => rename(`${feed}.gone`, feed))
  t.is(outcome.error?.code, 'not-found')
  t.regex(
    outcome.error?.message ?? '',
    /^expected a folder of patches at \/.*\/feed, found none: put it there, or name another with "patchmesh feed add … --replace"$/,
  )
  t.deepEqual(await catalogue(), before)
  await refused(t, 'patchmesh', ['feed', 'sync', 'nothing', ...here], {
    code: 'not-found',
    says: /^there is no feed nothing: "patchmesh feed list" names them all$/,
  })
})
