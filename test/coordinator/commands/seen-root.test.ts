// What a key has met of the root stays noted beside it: a root chain without its end gets nothing signed, whoever shows it.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { trustRoots } from '../../../coordinator/commands/admin-key.ts'
import { sealEnvelope } from '../../../core/envelope.ts'
import { encodeRoot } from '../../../core/root.ts'
import { writeEnvelopeFile } from '../../../keys/envelope-file.ts'
import { createKeyFile } from '../../../keys/key-file.ts'
import { rootsField } from '../../../keys/root-file.ts'
import { makeFleet } from '../../kit/fleet.ts'
import { temporaryFolder } from '../../kit/patch-folder.ts'
import { errorOf, jsonOf, runPatchmesh } from '../../kit/run-patchmesh.ts'

test('a key that has met a root signs under no shorter chain, and under no other root of that version', async t => {
  const fleet = await makeFleet()
  const key = join(await temporaryFolder(t), 'admin.key')
  const second = await fleet.nextRoot(fleet.root)
  const other = await fleet.nextRoot(fleet.root, root => {
    root.header.notAfter++
  })
  const third = await fleet.nextRoot(second)
  const chain = (...made: { bytes: Uint8Array }[]) => made.map(({ bytes }) => bytes)
  await trustRoots(chain(fleet.root), key)
  await trustRoots(chain(fleet.root, second), key)
  await t.throwsAsync(trustRoots(chain(fleet.root), key), { code: 'rollback' })
  await t.throwsAsync(trustRoots(chain(fleet.root, other), key), { code: 'equivocation' })
  await trustRoots(chain(fleet.root, second, third), key)
  await t.throwsAsync(trustRoots(chain(fleet.root, second), key), { code: 'rollback' })
  t.is((await trustRoots(chain(fleet.root), undefined)).root.header.version, 1, 'who only reads is not held to it')
  const elsewhere = await makeFleet({ seed: 'another' })
  await trustRoots(chain(elsewhere.root), key)
  t.regex(await readFile(`${key}.seen`, 'utf8'), new RegExp(`root/${fleet.id}.*root/${elsewhere.id}`))
})

test('the holder of a root key, offline, is not shown a chain from which the newest root was cut', async t => {
  const fleet = await makeFleet()
  const folder = await temporaryFolder(t)
  const key = join(folder, 'root.key')
  await createKeyFile(key, { use: 'root', pair: fleet.keys.root[0]! })
  const second = await fleet.nextRoot(fleet.root)
  const proposalAfter = async (name: string, roots: (typeof second)[]) => {
    const { body } = await fleet.nextRoot(roots.at(-1)!, root => {
      root.recallEpoch = 1
    })
    const file = join(folder, name)
    const chain = roots.map(({ bytes }) => bytes)
    await writeEnvelopeFile(file, sealEnvelope('root', encodeRoot(body), []), rootsField(chain))
    return file
  }
  const sign = (file: string) => runPatchmesh(['root', 'sign', file, '--key', key, '--json'])
  t.like(await jsonOf(sign(await proposalAfter('3.root', [fleet.root, second]))), { version: 3, complete: true })
  t.is(await errorOf(sign(await proposalAfter('2.root', [fleet.root]))), 'rollback')
})
