import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { openOriginStore } from '../../../coordinator/origin/origin-store.ts'
import { sha256 } from '../../../core/digest.ts'
import { silentLog } from '../../../core/log.ts'
import { temporaryFolder } from '../../kit/patch-folder.ts'

async function setUp(t: ExecutionContext, quotaBytes = 1000) {
  const folder = await temporaryFolder(t)
  return { folder, store: await openOriginStore({ folder, quotaBytes, log: silentLog }) }
}

function fileOf(text: string) {
  const bytes = Buffer.from(text)
  return { digest: sha256(bytes), sizeBytes: bytes.length }
}

async function* stream(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part)
}

async function contentOf(store: Awaited<ReturnType<typeof setUp>>['store'], digest: string) {
  const held = await store.open(digest)
  if (held === undefined) return undefined
  const text = await held.file.readFile('utf8')
  await held.file.close()
  return text
}

test('a file enters through its hash and is there afterwards', async t => {
  const { store } = await setUp(t)
  const file = fileOf('hello world')
  const chunks: number[] = []
  t.true(await store.add(file, stream('hello ', 'world'), { onChunk: chunk => chunks.push(chunk.length) }))
  t.is(await contentOf(store, file.digest), 'hello world')
  t.deepEqual(chunks, [6, 5])
  t.is(store.usedBytes(), 11)
})

test('other bytes than the digest says are not kept', async t => {
  const { store, folder } = await setUp(t)
  const file = fileOf('hello world')
  await t.throwsAsync(store.add(file, stream('hello wOrld')), { code: 'wrong-hash' })
  t.false(store.has(file.digest))
  t.deepEqual(await readdir(folder), [])
  t.is(store.usedBytes(), 0)
})

test('a stream that is too short or too long is not kept', async t => {
  const { store, folder } = await setUp(t)
  const file = fileOf('hello world')
  await t.throwsAsync(store.add(file, stream('hello')), { code: 'wrong-size' })
  await t.throwsAsync(store.add(file, stream('hello world', '!')), { code: 'wrong-size' })
  t.deepEqual(await readdir(folder), [])
})

test('a stream that breaks leaves nothing behind', async t => {
  const { store, folder } = await setUp(t)
  async function* broken() {
    yield Buffer.from('hello')
    throw new Error('link down')
  }
  await t.throwsAsync(store.add(fileOf('hello world'), broken()), { message: 'link down' })
  t.deepEqual(await readdir(folder), [])
  t.is(store.usedBytes(), 0)
})

test('a file that was changed on disk is not served any more', async t => {
  const { store, folder } = await setUp(t)
  const file = fileOf('hello world')
  await store.add(file, stream('hello world'))
  await writeFile(join(folder, file.digest), 'hello wOrld')
  t.is(await contentOf(store, file.digest), undefined)
  t.false(store.has(file.digest))
})

test('a file that was only touched is checked again and served', async t => {
  const { store, folder } = await setUp(t)
  const file = fileOf('hello world')
  await store.add(file, stream('hello world'))
  await utimes(join(folder, file.digest), 1, 1)
  t.is(await contentOf(store, file.digest), 'hello world')
})

test('what an earlier run left is checked before it is served', async t => {
  const { folder } = await setUp(t)
  const [good, bad] = [fileOf('good'), fileOf('bad')]
  await writeFile(join(folder, good.digest), 'good')
  await writeFile(join(folder, bad.digest), 'BAD')
  await writeFile(join(folder, '.half.tmp'), 'ba')
  const store = await openOriginStore({ folder, quotaBytes: 1000, log: silentLog })
  t.is(await contentOf(store, good.digest), 'good')
  t.is(await contentOf(store, bad.digest), undefined)
  t.deepEqual(await readdir(folder), [good.digest])
})

test('the quota evicts what was used longest ago, never what must be kept', async t => {
  const { store } = await setUp(t, 10)
  const [a, b, c] = [fileOf('aaaa'), fileOf('bbbb'), fileOf('cccc')]
  await store.add(a, stream('aaaa'))
  await store.add(b, stream('bbbb'))
  store.keep(new Set([a.digest]))
  t.true(await store.add(c, stream('cccc')))
  t.deepEqual([store.has(a.digest), store.has(b.digest), store.has(c.digest)], [true, false, true])
  t.is(store.usedBytes(), 8)
})

test('a file that does not fit is hashed and not kept', async t => {
  const { store } = await setUp(t, 10)
  const a = fileOf('aaaaaaaa')
  await store.add(a, stream('aaaaaaaa'))
  store.keep(new Set([a.digest]))
  const big = fileOf('bbbbbbbb')
  let seen = 0
  t.false(await store.add(big, stream('bbbbbbbb'), { onChunk: chunk => (seen += chunk.length) }))
  t.is(seen, 8)
  t.true(store.has(a.digest))
  await t.throwsAsync(store.add(big, stream('bbbbbbbX')), { code: 'wrong-hash' })
})

test('files are private to the coordinator', async t => {
  const { store, folder } = await setUp(t)
  const file = fileOf('x')
  await store.add(file, stream('x'))
  t.is((await stat(join(folder, file.digest))).mode & 0o777, 0o600)
  t.is(await readFile(join(folder, file.digest), 'utf8'), 'x')
})
