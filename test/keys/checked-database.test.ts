// A level database whose files rot: found at opening, healed, and what was whole is kept.

import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { openDatabase } from '../../agent/database.ts'
import { openValue, sealValue } from '../../core/checked-value.ts'
import { exists } from '../../keys/durable-file.ts'

const keys = Array.from({ length: 40 }, (_, index) => `key-${String(index).padStart(3, '0')}`)
const thing = (key: string) => ({ key, text: `${key} `.repeat(50) })

async function folderOf(t: ExecutionContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-level-'))
  t.teardown(() => rm(folder, { recursive: true }))
  return join(folder, 'db')
}

/** Written in two runs, so that there are a table file and a log. */
async function fill(path: string): Promise<void> {
  for (const part of [keys.slice(0, 20), keys.slice(20)]) {
    const database = await openDatabase(path)
    for (const key of part) await database.json('things').put(key, thing(key))
    await database.bytes('raw').put('one', Buffer.from('envelope'))
    await database.close()
  }
}

/** What is read back; throws when a value is not what was written. */
async function readBack(t: ExecutionContext, path: string): Promise<{ found: number; healed: string[] }> {
  const healed: string[] = []
  const database = await openDatabase(path, { onHealed: detail => healed.push(detail) })
  let found = 0
  for await (const [key, value] of database.json('things').entries()) {
    t.deepEqual(value, thing(key))
    found++
  }
  const raw = await database.bytes('raw').get('one')
  if (raw) t.is(Buffer.from(raw).toString(), 'envelope')
  await database.json('things').put('new', thing('new'))
  await database.close()
  return { found, healed }
}

test('a value is what was written under its key, or it is not there', t => {
  const key = Buffer.from('a')
  const sealed = sealValue(key, Buffer.from('value'))
  t.deepEqual(Buffer.from(openValue(key, sealed)!), Buffer.from('value'))
  t.is(openValue(Buffer.from('b'), sealed), undefined)
  for (let at = 0; at < sealed.length; at++) {
    const damaged = Uint8Array.from(sealed)
    damaged[at]! ^= 0x10
    t.is(openValue(key, damaged), undefined)
    t.is(openValue(key, sealed.subarray(0, at)), undefined)
  }
})

test('a whole database is opened as it is', async t => {
  const path = await folderOf(t)
  await fill(path)
  t.deepEqual(await readBack(t, path), { found: 40, healed: [] })
  t.false(await exists(`${path}.damaged`))
})

test('a flipped byte anywhere is never read back, and the database is healed in one opening', async t => {
  const path = await folderOf(t)
  await fill(path)
  const names = (await readdir(path)).filter(name => name !== 'LOCK' && name !== 'LOG' && name !== 'LOG.old')
  const originals = await Promise.all(names.map(async name => [name, await readFile(join(path, name))] as const))
  let least = keys.length
  let healings = 0
  for (const [name, bytes] of originals) {
    for (let at = 0; at < bytes.length; at += Math.max(97, Math.floor(bytes.length / 12))) {
      await rm(path, { recursive: true })
      await rm(`${path}.damaged`, { recursive: true, force: true })
      await (await openDatabase(path)).close()
      for (const other of await readdir(path)) await rm(join(path, other))
      for (const [other, content] of originals) await writeFile(join(path, other), content)
      const damaged = Buffer.from(bytes)
      damaged[at]! ^= 0xff
      await writeFile(join(path, name), damaged)
      const { found, healed } = await readBack(t, path)
      if (found < 40) t.log(name, at, bytes.length, found, healed)
      least = Math.min(least, found)
      healings += healed.length
      t.deepEqual((await readBack(t, path)).healed, [], `${name} at ${at} is healed once`)
    }
  }
  t.log(`${healings} healed, at least ${least} of 40 kept`)
  t.true(healings > 0)
})

test('a file that is missing or cut short costs what was in it, and no more', async t => {
  const path = await folderOf(t)
  await fill(path)
  const names = (await readdir(path)).filter(name => /^(CURRENT|MANIFEST.*|.*\.ldb|.*\.log)$/.test(name))
  for (const name of names) {
    const again = await folderOf(t)
    for (const part of ['half', 'empty', 'gone']) {
      await rm(again, { recursive: true, force: true })
      await fill(again)
      const victim = (await readdir(again)).find(each => each.replace(/\d+/, '') === name.replace(/\d+/, ''))!
      const at = join(again, victim)
      if (part === 'gone') await rm(at)
      else await truncate(at, part === 'half' ? Math.floor((await stat(at)).size / 2) : 0)
      const { found } = await readBack(t, again)
      t.log(name, part, found)
      t.deepEqual((await readBack(t, again)).healed, [])
    }
  }
})

test('damage on a disk that takes no mark is told all the same, with why, and ends nothing', async t => {
  const path = await folderOf(t)
  await fill(path)
  const { resolve: tell, promise } = Promise.withResolvers<string>()
  const database = await openDatabase(path, { onDamaged: tell })
  await mkdir(`${path}.suspect`) // no file can be made there, by root neither
  const table = (await readdir(path)).find(name => name.endsWith('.ldb'))!
  const bytes = await readFile(join(path, table))
  await writeFile(join(path, table), bytes.fill(0x55, 0, Math.min(bytes.length - 200, 2000)))
  await t.throwsAsync(database.json('things').get('key-001'), { code: 'io-failed' })
  t.regex(await promise, /could not be marked so: EISDIR/)
  await database.close()
})

test('damage that turns up in use is told once, and is healed at the next opening', async t => {
  const path = await folderOf(t)
  await fill(path)
  const told: string[] = []
  const { resolve: tell, promise } = Promise.withResolvers<void>()
  const database = await openDatabase(path, {
    onDamaged: detail => {
      told.push(detail)
      tell()
    },
  })
  const table = (await readdir(path)).find(name => name.endsWith('.ldb'))!
  const bytes = await readFile(join(path, table))
  await writeFile(join(path, table), bytes.fill(0x55, 0, Math.min(bytes.length - 200, 2000)))
  await t.throwsAsync(database.json('things').get('key-001'), { code: 'io-failed' })
  await t.throwsAsync(database.json('things').get('key-002'), { code: 'io-failed' })
  await promise
  t.is(told.length, 1)
  await database.close()
  t.is((await readBack(t, path)).healed.length, 1)
})
