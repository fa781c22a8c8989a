// Key files: sealed and plain, and every way one can be wrong.

import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import type { CodedError } from '../../core/errors.ts'
import { readKept } from '../../keys/kept-file.ts'
import { createKeyFile, isKeyFile, peekKeyFile, readKeyFile, sealKeyFile } from '../../keys/key-file.ts'

const folder = await mkdtemp(join(tmpdir(), 'patchmesh-keys-'))
test.after.always(() => rm(folder, { recursive: true }))
const cost = 2 ** 10
const give = (passphrase: string) => async () => passphrase
const never = async (): Promise<string> => {
  throw new Error('asked for a passphrase')
}

async function code(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
    return 'none'
  } catch (error) {
    return (error as CodedError).code
  }
}

test('a sealed key opens with its passphrase only', async t => {
  const path = join(folder, 'sealed.key')
  const made = await createKeyFile(path, { use: 'admin', passphrase: 'correct', cost })
  const read = await readKeyFile(path, give('correct'))
  t.deepEqual(read.secretKey, made.secretKey)
  t.is(read.use, 'admin')
  t.is(await code(readKeyFile(path, give('wrong'))), 'bad-passphrase')
  t.false((await readFile(path, 'utf8')).includes(Buffer.from(made.secretKey.subarray(0, 32)).toString('hex')))
})

test('a plain key asks for no passphrase', async t => {
  const path = join(folder, 'plain.key')
  const made = await createKeyFile(path, { use: 'node' })
  t.deepEqual((await readKeyFile(path, never)).publicKey, made.publicKey)
})

test('a key file is never overwritten', async t => {
  const path = join(folder, 'twice.key')
  await createKeyFile(path, { use: 'node' })
  const before = await readFile(path)
  t.is(await code(createKeyFile(path, { use: 'node' })), 'already-exists')
  t.deepEqual(await readFile(path), before)
})

test('a key that others can read is refused', async t => {
  const path = join(folder, 'open.key')
  await createKeyFile(path, { use: 'node' })
  await chmod(path, 0o644)
  t.is(await code(readKeyFile(path, never)), 'bad-key-file')
  await chmod(path, 0o600)
  t.is(await code(readKeyFile(path, never)), 'none')
})

test('missing, foreign, cut and mixed key files are told apart from good ones', async t => {
  t.is(await code(readKeyFile(join(folder, 'none.key'), never)), 'not-found')
  const path = join(folder, 'source.key')
  await createKeyFile(path, { use: 'admin', passphrase: 'x', cost })
  const text = await readFile(path, 'utf8')
  const other = await createKeyFile(join(folder, 'other.key'), { use: 'admin' })
  const mixed = text.replace(
    /"publicKey": "[0-9a-f]+"/,
    `"publicKey": "${Buffer.from(other.publicKey).toString('hex')}"`,
  )
  const broken = [
    text.slice(0, 100),
    '{}',
    'null',
    'not json',
    text.replace('scrypt', 'md5'),
    text.replace('"N": 1024', '"N": 1000000000'),
    mixed,
  ]
  for (const [index, content] of broken.entries()) {
    const file = join(folder, `broken-${index}.key`)
    await writeFile(file, content, { mode: 0o600 })
    t.is(await code(readKeyFile(file, give('x'))), 'bad-key-file', content.slice(0, 60))
  }
  t.is(await peekKeyFile(join(folder, 'broken-3.key')), undefined)
  t.is((await peekKeyFile(path))?.use, 'admin')
})

test('sealing a key seals its copy: no plain secret stays beside it, and the copy still heals the file', async t => {
  const path = join(folder, 'node.key')
  const { secretKey } = await createKeyFile(path, { use: 'node' })
  const options = { isWhole: isKeyFile, isEdited: true }
  await readKept(path, options)
  const bare = Buffer.from(secretKey).toString('hex')
  t.true((await readFile(`${path}.copy`, 'latin1')).includes(bare))
  await sealKeyFile(path, { passphrase: async () => '', next: async () => 'words', cost: 2 ** 10 })
  t.false((await readFile(`${path}.copy`, 'latin1')).includes(bare))
  await rm(path)
  await readKept(path, options)
  t.deepEqual((await readKeyFile(path, async () => 'words')).secretKey, secretKey)
})
