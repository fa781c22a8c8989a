// A file with a checksummed copy: one of the two damaged or lost costs nothing, and an edit by a person counts.

import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { type KeptOptions, readKept, writeKept } from '../../keys/kept-file.ts'

const text = 'root: /srv/image\n# a remark\n'
const isWhole = (each: string) => each.startsWith('root: /srv/')

async function setUp(t: ExecutionContext, isEdited: boolean) {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-kept-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const path = join(folder, 'settings')
  const healed: string[] = []
  const options: KeptOptions = { isWhole, isEdited, onHealed: (_, detail) => healed.push(detail) }
  await writeKept(path, text)
  return { path, copy: `${path}.copy`, healed, read: () => readKept(path, options) }
}

/** As a disk changes a file: its times stay. */
async function rot(path: string, at: number): Promise<void> {
  const { mtimeMs } = await stat(path)
  const bytes = await readFile(path)
  bytes[at]! ^= 0x01
  await writeFile(path, bytes)
  const seconds = (Math.floor(mtimeMs) + 0.5) / 1000 // the same millisecond, whatever is rounded
  await utimes(path, seconds, seconds)
}

for (const isEdited of [false, true]) {
  test(`any flipped byte, cut or loss of ${isEdited ? 'an edited' : 'a'} file or its copy costs nothing`, async t => {
    const { path, copy, healed, read } = await setUp(t, isEdited)
    for (const victim of [path, copy]) {
      const length = (await readFile(victim)).length
      for (let at = 0; at < length; at += 3) {
        await rot(victim, at)
        t.is(await read(), text)
        t.is(await readFile(path, 'utf8'), text)
      }
      for (let cut = 0; cut < Math.min(length, 10); cut++) {
        await writeFile(victim, (await readFile(victim)).subarray(0, cut))
        t.is(await read(), text)
      }
      await rm(victim)
      t.is(await read(), text)
    }
    t.true(healed.length > 20)
    healed.length = 0
    t.is(await read(), text)
    t.deepEqual(healed, [])
  })
}

test('an edit counts where people edit, and is undone where they do not', async t => {
  for (const isEdited of [true, false]) {
    const { path, read } = await setUp(t, isEdited)
    await writeFile(path, 'root: /srv/other\n')
    await utimes(path, 1, 1)
    t.is(await read(), isEdited ? 'root: /srv/other\n' : text)
    t.is(await read(), isEdited ? 'root: /srv/other\n' : text)
  }
})

test('an edit that makes no sense stays in its file, and what was in force stays in force', async t => {
  const { path, healed, read } = await setUp(t, true)
  await writeFile(path, 'rot: /srv/other\n')
  await utimes(path, 1, 1)
  t.is(await read(), text)
  t.is(await readFile(path, 'utf8'), 'rot: /srv/other\n')
  t.regex(healed[0]!, /before the last change/)
})

test('a file without a copy is read and gets one; nothing whole is nothing', async t => {
  const { path, copy, healed, read } = await setUp(t, false)
  await rm(copy)
  t.is(await read(), text)
  t.deepEqual(healed, [])
  await rm(path)
  t.is(await read(), text)
  await writeFile(path, 'x')
  await writeFile(copy, 'x')
  t.is(await read(), undefined)
})
