// A level database on a real disk that fills up: level itself takes no write any more then, however much room there is later. Takes root.

import { join } from 'node:path'
import test from 'ava'
import { openDatabase } from '../../agent/database.ts'
import { CodedError } from '../../core/errors.ts'
import { temporaryFolder } from '../kit/patch-folder.ts'
import { isRoot, smallDisk } from '../kit/small-disk.ts'

const rootTest = isRoot ? test : test.skip

rootTest('a database whose disk was full writes again when there is room, and has lost nothing', async t => {
  const disk = await smallDisk(await temporaryFolder(t), { sizeBytes: 24 * 2 ** 20 })
  t.teardown(disk.free)
  await disk.fill({ leaveBytes: 7 * 2 ** 20 })
  const database = await openDatabase(join(disk.path, 'db'))
  const table = database.bytes('things')
  // Random, or level would compress it.
  const value = (index: number) => crypto.getRandomValues(new Uint8Array(50_000)).fill(index % 256, 0, 1)
  let written = 0
  const write = async () => {
    for (; written < 400; written++) await table.put(`key-${written}`, value(written))
  }
  await t.throwsAsync(write(), { instanceOf: CodedError, code: 'disk-full' })
  await t.throwsAsync(table.put('more', value(1)), { code: 'disk-full' })
  t.is((await table.get('key-0'))?.[0], 0)
  await disk.makeRoom()
  await table.put('more', value(7))
  t.is((await table.get('more'))?.[0], 7)
  let found = 0
  for await (const [key, bytes] of table.entries('key-')) {
    t.is(bytes[0], Number(key.slice(4)) % 256)
    found++
  }
  t.is(found, written)
  await database.close()
})
