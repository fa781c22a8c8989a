// What a partial file gives away while it is finished and after it is gone, and what of it is hashed before.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import fc from 'fast-check'
import { type ArtifactFile, PartialFile, writeAt } from '../../../agent/store/partial-file.ts'
import { sha256 } from '../../../core/digest.ts'
import { limits } from '../../../core/limits.ts'
import { pieceCount, pieceRange } from '../../../core/pieces.ts'

const folder = await mkdtemp(join(tmpdir(), 'patchmesh-partial-'))
test.after.always(() => rm(folder, { recursive: true }))

function fileOf(content: Buffer): { pieces: Buffer[]; artifact: ArtifactFile } {
  const pieces = Array.from({ length: pieceCount(content.length) }, (_, piece) => {
    const { start, end } = pieceRange(content.length, piece)
    return content.subarray(start, end)
  })
  const hashes = pieces.map(piece => sha256(piece))
  return { pieces, artifact: { digest: sha256(content), sizeBytes: content.length, hashes } }
}

const content = Buffer.alloc(100_000, 'content ')
const { pieces, artifact } = fileOf(content)

async function complete(name: string): Promise<{ partial: PartialFile; target: string }> {
  const path = join(folder, name)
  const partial = new PartialFile(path, artifact, writeAt)
  for (const [index, bytes] of pieces.entries()) await partial.write(index, bytes)
  return { partial, target: `${path}.whole` }
}

test('a piece asked for while the file is finished comes right or not at all', async t => {
  const { partial, target } = await complete('finishing')
  const asked: Promise<Uint8Array | undefined>[] = []
  let isFinishing = true
  const finishing = partial.finish(target).finally(() => {
    isFinishing = false
  })
  while (isFinishing) {
    asked.push(partial.read(1))
    await new Promise(setImmediate)
  }
  await finishing
  asked.push(partial.read(1))
  await partial.close()
  asked.push(partial.read(1))
  for (const bytes of await Promise.all(asked)) if (bytes) t.true(pieces[1]!.equals(bytes))
  t.true(asked.length > 2)
  t.false((await readdir(folder)).includes('finishing'))
})

const many = Buffer.from(Array.from({ length: 5 * 64 * 1024 + 7 }, (_, at) => (at * 31) % 251))
const { pieces: manyPieces, artifact: manyFile } = fileOf(many)

test('in whatever order pieces come, all is hashed before the file is finished', async t => {
  let made = 0
  const order = fc.shuffledSubarray([...manyPieces.keys()], { minLength: manyPieces.length })
  await fc.assert(
    fc.asyncProperty(order, fc.boolean(), async (pieces, isAtOnce) => {
      const path = join(folder, `hashed-${made++}`)
      const partial = new PartialFile(path, manyFile, writeAt)
      for (const piece of isAtOnce ? [] : pieces) await partial.write(piece, manyPieces[piece]!)
      if (isAtOnce) await Promise.all(pieces.map(piece => partial.write(piece, manyPieces[piece]!)))
      while (!partial.isIdleOpen) await new Promise(setImmediate)
      await writeFile(path, Buffer.alloc(many.length)) // whoever still read it would find another hash
      await partial.finish(`${path}.whole`)
      await partial.retire()
    }),
    { numRuns: 30 },
  )
  t.is(made, 30)
})

test('what a restart has read to check it is not read again to be hashed', async t => {
  const path = join(folder, 'restarted')
  const before = new PartialFile(path, manyFile, writeAt)
  for (const piece of [2, 0, 1]) await before.write(piece, manyPieces[piece]!)
  await before.close()
  const partial = new PartialFile(path, manyFile, writeAt)
  await partial.recover()
  t.is(partial.held.size, 3)
  await writeFile(path, Buffer.alloc(many.length))
  for (const piece of [3, 4, 5]) await partial.write(piece, manyPieces[piece]!)
  await t.notThrowsAsync(partial.finish(`${path}.whole`))
  await partial.retire()
})

test('a file that is closed while it is hashed stays closed', async t => {
  const partial = new PartialFile(join(folder, 'closed'), manyFile, writeAt)
  for (const piece of [1, 2, 3, 4, 5, 0]) await partial.write(piece, manyPieces[piece]!)
  await partial.close()
  for (let turn = 0; turn < 50; turn++) await new Promise(resolve => setTimeout(resolve, 0))
  t.false(partial.isOpen)
})

test('a piece that the disk gave back wrong once is read again before its piece list is called wrong', async t => {
  const path = join(folder, 'wrong-once')
  const partial = new PartialFile(path, artifact, writeAt)
  await partial.write(1, pieces[1]!)
  const right = await readFile(path)
  await writeFile(path, Buffer.alloc(content.length))
  await partial.write(0, pieces[0]!)
  while (!partial.isIdleOpen) await new Promise(setImmediate)
  await writeFile(path, Buffer.concat([pieces[0]!, right.subarray(pieces[0]!.length)]))
  await partial.finish(`${path}.whole`)
  t.is(sha256(await readFile(`${path}.whole`)), artifact.digest)
  await partial.retire()
})

test('a partial file that was taken away is not made anew to be read as zeros', async t => {
  const { partial } = await complete('taken')
  await partial.close()
  await rm(join(folder, 'taken'))
  t.is(await partial.read(0), undefined)
  t.false((await readdir(folder)).includes('taken'))
})

test('after its removal a partial file gives nothing and leaves nothing', async t => {
  const { partial } = await complete('removed')
  await partial.remove()
  t.is(await partial.read(0), undefined)
  t.deepEqual(
    (await readdir(folder)).filter(name => name.startsWith('removed')),
    [],
  )
})

test('what the disk could not take while more came is told when the file is finished, though it then says that all is well', async t => {
  const large = Buffer.alloc(limits.syncAheadBytes + 1, 'content')
  const cut = Array.from({ length: pieceCount(large.length) }, (_, piece) => {
    const { start, end } = pieceRange(large.length, piece)
    return large.subarray(start, end)
  })
  const file = { digest: sha256(large), sizeBytes: large.length, hashes: cut.map(piece => sha256(piece)) }
  const path = join(folder, 'large')
  let told = 0
  const partial = new PartialFile(path, file, async (handle, bytes, position) => {
    handle.datasync = async () => {
      told++
      throw Object.assign(new Error('the disk gave up'), { code: 'EIO' })
    }
    await writeAt(handle, bytes, position)
  })
  for (const [index, bytes] of cut.entries()) await partial.write(index, bytes)
  await t.throwsAsync(partial.finish(`${path}.whole`), { message: 'the disk gave up' })
  t.is(told, 1)
  await partial.finish(`${path}.whole`)
  t.true((await readFile(`${path}.whole`)).equals(large))
})
