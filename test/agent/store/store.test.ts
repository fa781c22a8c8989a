import { chmod, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { type ArtifactFile, type WriteAt, writeAt } from '../../../agent/store/partial-file.ts'
import { openStore, type Store, type StoreOptions } from '../../../agent/store/store.ts'
import { sha256 } from '../../../core/digest.ts'
import { limits } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import { pieceCount, pieceRange } from '../../../core/pieces.ts'
import { seededRandom } from '../../../core/random.ts'
import { diskReserve } from '../../../keys/durable-file.ts'
import { manualClock } from '../../kit/manual-clock.ts'

interface Sample {
  file: ArtifactFile
  content: Buffer
  piece(index: number): Buffer
}

function sample(sizeBytes: number, seed = 1): Sample {
  const random = seededRandom(seed)
  const content = Buffer.from(Array.from({ length: sizeBytes }, () => Math.floor(random() * 256)))
  const piece = (index: number) => {
    const { start, end } = pieceRange(sizeBytes, index)
    return content.subarray(start, end)
  }
  const hashes = Array.from({ length: pieceCount(sizeBytes) }, (_, index) => sha256(piece(index)))
  return { file: { digest: sha256(content), sizeBytes, hashes }, content, piece }
}

async function newFolder(t: ExecutionContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-store-'))
  t.teardown(() => rm(folder, { recursive: true }))
  return folder
}

async function open(t: ExecutionContext, folder: string, more: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore({ folder, log: silentLog, ...more })
  t.teardown(() => store.close())
  return store
}

async function fill(store: Store, { file, piece }: Sample): Promise<void> {
  await store.begin(file)
  for (let index = 0; index < file.hashes.length; index++) await store.writePiece(file.digest, index, piece(index))
  await store.complete(file.digest)
}

test('pieces in any order become the whole file, which is complete only then', async t => {
  const store = await open(t, await newFolder(t))
  const one = sample(200_000)
  t.is((await store.begin(one.file)).size, 0)
  for (const index of [3, 0, 2]) await store.writePiece(one.file.digest, index, one.piece(index))
  await t.throwsAsync(store.complete(one.file.digest), { code: 'wrong-state' })
  t.false(store.has(one.file.digest))
  await t.throwsAsync(store.open(one.file.digest), { code: 'not-found' })
  await store.writePiece(one.file.digest, 1, one.piece(1))
  await store.complete(one.file.digest)
  t.true(store.has(one.file.digest))
  t.deepEqual(await readFile(store.path(one.file.digest)), one.content)
  t.is((await stat(store.path(one.file.digest))).mode & 0o777, 0o600)
})

test('a piece with another hash or length is neither written nor served', async t => {
  const store = await open(t, await newFolder(t))
  const { file, piece } = sample(100_000)
  await store.begin(file)
  const wrong = Buffer.from(piece(0))
  wrong[17] = wrong[17]! ^ 1
  await t.throwsAsync(store.writePiece(file.digest, 0, wrong), { code: 'wrong-hash' })
  await t.throwsAsync(store.writePiece(file.digest, 0, piece(0).subarray(1)), { code: 'wrong-size' })
  t.is(await store.readPiece(file.digest, 0), undefined)
  await store.writePiece(file.digest, 0, piece(0))
  t.deepEqual(Buffer.from((await store.readPiece(file.digest, 0))!), piece(0))
})

test('an empty file is completed without a piece', async t => {
  const store = await open(t, await newFolder(t))
  const { file } = sample(0)
  t.true((await store.begin(file)).isComplete)
  await store.complete(file.digest)
  t.is((await readFile(store.path(file.digest))).length, 0)
})

test('a piece list whose pieces make another file leaves nothing behind', async t => {
  const folder = await newFolder(t)
  const store = await open(t, folder)
  const { file, piece } = sample(100_000)
  const liar = { ...file, digest: sha256(Buffer.from('another file')) }
  await store.begin(liar)
  for (const index of [0, 1]) await store.writePiece(liar.digest, index, piece(index))
  await t.throwsAsync(store.complete(liar.digest), { code: 'wrong-hash' })
  t.false(store.has(liar.digest))
  t.deepEqual(await readdir(join(folder, 'partial')), [])
  t.is((await store.begin(liar)).size, 0)
})

test('after a restart the pieces written are held, without any of them being written again', async t => {
  const folder = await newFolder(t)
  const { file, piece } = sample(300_000)
  const before = await open(t, folder)
  await before.begin(file)
  for (const index of [0, 2]) await before.writePiece(file.digest, index, piece(index))
  // no close: as after kill -9
  const after = await open(t, folder)
  const held = await after.begin(file)
  t.deepEqual(
    [0, 1, 2, 3, 4].map(index => held.has(index)),
    [true, false, true, false, false],
  )
  await before.close()
})

test('after a restart a damaged piece is not held, whatever the journal says', async t => {
  const folder = await newFolder(t)
  const { file, piece } = sample(300_000)
  const before = await open(t, folder)
  await before.begin(file)
  for (const index of [0, 1, 2]) await before.writePiece(file.digest, index, piece(index))
  await before.close()
  const path = join(folder, 'partial', file.digest)
  const bytes = await readFile(path)
  bytes[70_000] = bytes[70_000]! ^ 1
  await writeFile(path, bytes)
  await writeFile(`${path}.pieces`, Buffer.from([4, 0, 0, 0, 255, 255, 255, 255, 7]), { flag: 'a' })
  const held = await (await open(t, folder)).begin(file)
  t.deepEqual(
    [0, 1, 2, 3, 4].map(index => held.has(index)),
    [true, false, true, false, false],
  )
})

test('a partial file that lost its end, or its journal, loses only pieces', async t => {
  const folder = await newFolder(t)
  const { file, piece } = sample(300_000)
  const before = await open(t, folder)
  await before.begin(file)
  for (const index of [0, 4]) await before.writePiece(file.digest, index, piece(index))
  await before.close()
  await truncate(join(folder, 'partial', file.digest), 150_000)
  const held = await (await open(t, folder)).begin(file)
  t.true(held.has(0))
  t.false(held.has(4))
  await rm(join(folder, 'partial', `${file.digest}.pieces`))
  t.is((await (await open(t, folder)).begin(file)).size, 0)
})

test('a whole file that rots on disk is not served; it is removed and can be fetched again', async t => {
  const folder = await newFolder(t)
  const one = sample(200_000)
  await fill(await open(t, folder), one)
  const bytes = await readFile(join(folder, 'files', one.file.digest))
  bytes[0] = bytes[0]! ^ 1
  await chmod(join(folder, 'files', one.file.digest), 0o600)
  await writeFile(join(folder, 'files', one.file.digest), bytes)
  const store = await open(t, folder)
  t.true((await store.begin(one.file)).isComplete)
  t.deepEqual(Buffer.from((await store.readPiece(one.file.digest, 1))!), one.piece(1))
  await t.throwsAsync(store.readPiece(one.file.digest, 0), { code: 'wrong-hash' })
  t.false(store.has(one.file.digest))
  await fill(store, one)
  t.true(store.has(one.file.digest))
})

test('what rots on disk while the rest of its file comes is not served either', async t => {
  const folder = await newFolder(t)
  const one = sample(200_000)
  const store = await open(t, folder)
  await store.begin(one.file)
  for (const index of [0, 1, 2]) await store.writePiece(one.file.digest, index, one.piece(index))
  const path = join(folder, 'partial', one.file.digest)
  const bytes = await readFile(path)
  bytes[0] = bytes[0]! ^ 1
  await writeFile(path, bytes)
  await store.writePiece(one.file.digest, 3, one.piece(3))
  await store.complete(one.file.digest)
  t.deepEqual(Buffer.from((await store.readPiece(one.file.digest, 1))!), one.piece(1))
  await t.throwsAsync(store.readPiece(one.file.digest, 0), { code: 'wrong-hash' })
  t.false(store.has(one.file.digest))
})

test('a whole file that is changed while its store is open is checked again before it is served', async t => {
  const folder = await newFolder(t)
  const one = sample(200_000)
  const store = await open(t, folder)
  await fill(store, one)
  const path = join(folder, 'files', one.file.digest)
  const bytes = await readFile(path)
  bytes[0] = bytes[0]! ^ 1
  await chmod(path, 0o600)
  await writeFile(path, bytes)
  await utimes(path, 1000, 1000) // whatever the file system's clock ticks in
  await t.throwsAsync(store.readPiece(one.file.digest, 0), { code: 'wrong-hash' })
  t.false(store.has(one.file.digest))
})

test('a whole file of another length than the artifact is dropped at once', async t => {
  const folder = await newFolder(t)
  const one = sample(100_000)
  await fill(await open(t, folder), one)
  await truncate(join(folder, 'files', one.file.digest), 99_999)
  const store = await open(t, folder)
  t.is((await store.begin(one.file)).size, 0)
})

test('what nobody wants makes room for what is wanted, and what is wanted is never evicted', async t => {
  const folder = await newFolder(t)
  const [old, kept, next, more] = [1, 2, 3, 4].map(seed => sample(100_000, seed))
  const store = await open(t, folder, { quotaBytes: 250_000 })
  await fill(store, old!)
  await fill(store, kept!)
  store.keep(new Set([kept!.file.digest, next!.file.digest, more!.file.digest]))
  await store.begin(next!.file)
  t.false(store.has(old!.file.digest))
  t.true(store.has(kept!.file.digest))
  t.is(store.usage().bytes, 200_000)
  await t.throwsAsync(store.begin(more!.file), { code: 'over-quota' })
  store.keep(new Set([next!.file.digest]))
  t.deepEqual(await store.evictUnwanted(0), [kept!.file.digest])
  await store.begin(more!.file)
})

test('left-overs of an earlier run count and are evicted like the rest', async t => {
  const folder = await newFolder(t)
  const [old, next] = [1, 2].map(seed => sample(100_000, seed))
  const before = await open(t, folder)
  await before.begin(old!.file)
  await before.writePiece(old!.file.digest, 0, old!.piece(0))
  await before.close()
  const store = await open(t, folder, { quotaBytes: 150_000 })
  t.is(store.usage().bytes, 100_000)
  store.keep(new Set([next!.file.digest]))
  await store.begin(next!.file)
  t.deepEqual(await readdir(join(folder, 'partial')), [])
})

test('downloads leave a reserve of the disk free; what is not kept goes before they wait', async t => {
  const disk = { freeBytes: limits.diskReserveBytes + 400_000, sizeBytes: 1e12 }
  const clock = manualClock(1_000_000)
  let questions = 0
  const spaceOf = async () => {
    questions++
    return disk
  }
  const store = await open(t, await newFolder(t), { spaceOf, clock })
  const asked = async (freeBytes: number) => {
    disk.freeBytes = freeBytes
    await clock.advance(limits.storeRoomMs)
  }
  const [old, next] = [1, 2].map(seed => sample(200_000, seed))
  await fill(store, old!)
  store.keep(new Set([old!.file.digest, next!.file.digest]))
  await store.begin(next!.file)
  const write = (index: number) => store.writePiece(next!.file.digest, index, next!.piece(index))
  await write(0)
  t.is(questions, 1, 'for all pieces of a moment')
  await asked(limits.diskReserveBytes + next!.piece(1).length - 1)
  await t.throwsAsync(write(1), { code: 'disk-full' })
  t.true(store.has(old!.file.digest))
  t.is(await store.readPiece(next!.file.digest, 1), undefined)
  await write(0) // held already: takes no room
  await asked(disk.freeBytes + 1)
  await write(1)

  await asked(0)
  store.keep(new Set([next!.file.digest]))
  await t.throwsAsync(write(2), { code: 'disk-full' })
  t.false(store.has(old!.file.digest))
})

test('the reserve of a small disk is a twentieth of it', t => {
  t.is(diskReserve({ sizeBytes: 20_000_000 }), 1_000_000)
  t.is(diskReserve({ sizeBytes: 1e12 }), limits.diskReserveBytes)
})

test('a full disk is told as such, holds nothing, and the piece is taken when there is room again', async t => {
  let isFull = true
  const write: WriteAt = async (file, bytes, position) => {
    if (!isFull) return await writeAt(file, bytes, position)
    await writeAt(file, bytes.subarray(0, 100), position)
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }
  const folder = await newFolder(t)
  const store = await open(t, folder, { write })
  const one = sample(100_000)
  await store.begin(one.file)
  await t.throwsAsync(store.writePiece(one.file.digest, 0, one.piece(0)), { code: 'disk-full' })
  t.is(await store.readPiece(one.file.digest, 0), undefined)
  t.is((await (await open(t, folder)).begin(one.file)).size, 0)
  isFull = false
  await fill(store, one)
  t.true(store.has(one.file.digest))
})

test('names in the store folder that are no digest are left alone', async t => {
  const folder = await newFolder(t)
  await open(t, folder)
  await writeFile(join(folder, 'files', 'notes.txt'), 'mine')
  const store = await open(t, folder)
  t.is(store.usage().files, 0)
  store.keep(new Set())
  await store.evictUnwanted(0)
  t.deepEqual(await readdir(join(folder, 'files')), ['notes.txt'])
})

test('a discarded file is gone, from the disk too, and is begun anew', async t => {
  const folder = await newFolder(t)
  const store = await open(t, folder)
  const one = sample(100_000)
  await fill(store, one)
  await store.discard(one.file.digest)
  t.false(store.has(one.file.digest))
  t.deepEqual(await readdir(join(folder, 'files')), [])
  t.is((await store.begin(one.file)).size, 0)
})
