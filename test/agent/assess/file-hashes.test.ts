// Which files are read again: those that may have changed, by what the kernel says of them.

import { type FileHandle, mkdtemp, open, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { FileHashes } from '../../../agent/assess/file-hashes.ts'
import { systemClock } from '../../../core/clock.ts'
import { sha256 } from '../../../core/digest.ts'
import { limits } from '../../../core/limits.ts'

async function setUp(t: ExecutionContext, { laterMs }: { laterMs: number }) {
  const folder = await mkdtemp(join(tmpdir(), 'pm-hashes-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const path = join(folder, 'file')
  const hashes = new FileHashes({ ...systemClock, now: () => Date.now() + laterMs })
  const seen = { readBytes: 0 }
  const hash = async () => {
    await using file = await open(path)
    const counted = {
      stat: file.stat.bind(file),
      read: async (...args: Parameters<FileHandle['read']>) => {
        const result = await file.read(...args)
        seen.readBytes += result.bytesRead
        return result
      },
    }
    return await hashes.of(path, counted as unknown as FileHandle)
  }
  return { folder, path, seen, hash }
}

test('a file that has not changed is read once', async t => {
  const { path, seen, hash } = await setUp(t, { laterMs: 2 * limits.hashSettledMs })
  await writeFile(path, 'content')
  for (let look = 0; look < 3; look++) t.is(await hash(), sha256(Buffer.from('content')))
  t.is(seen.readBytes, 'content'.length)
})

test('another content of the same length is seen, also where the time of change is set back, or another file takes the place', async t => {
  const { folder, path, hash } = await setUp(t, { laterMs: 2 * limits.hashSettledMs })
  const then = new Date(2026, 0, 1)
  const changed = async () => (await stat(path, { bigint: true })).ctimeNs
  await writeFile(path, 'one')
  await utimes(path, then, then)
  t.is(await hash(), sha256(Buffer.from('one')))
  const before = await changed()
  await writeFile(path, 'two')
  do await utimes(path, then, then)
  while ((await changed()) === before) // the kernel's clock is coarse
  t.is(await hash(), sha256(Buffer.from('two')))
  await writeFile(join(folder, 'new'), 'six')
  await utimes(join(folder, 'new'), then, then)
  await rename(join(folder, 'new'), path)
  t.is(await hash(), sha256(Buffer.from('six')))
})

test('what changed a moment ago is read each time: the next change might leave the same times', async t => {
  const { path, seen, hash } = await setUp(t, { laterMs: 0 })
  await writeFile(path, 'content')
  await hash()
  await hash()
  t.is(seen.readBytes, 2 * 'content'.length)
})
