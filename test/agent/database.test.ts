import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { openDatabase } from '../../agent/database.ts'
import { KIB, limits } from '../../core/limits.ts'

test('what is written goes to the files of the database before much of it is in memory', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-database-'))
  const database = await openDatabase(join(folder, 'db'))
  t.teardown(async () => {
    await database.close()
    await rm(folder, { recursive: true })
  })
  const table = database.bytes('reports')
  const value = Buffer.alloc(32 * KIB, 'of a report')
  for (let written = 0; written < 3 * limits.databaseWriteBytes; written += value.length)
    await table.put(`key ${written}`, value)
  const files = await readdir(join(folder, 'db'))
  t.true(files.some(name => name.endsWith('.ldb')))
})
