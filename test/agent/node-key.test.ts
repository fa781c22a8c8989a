// The node's key survives any one flipped bit of its file, whatever the file's time of change says.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { readNodeKey, readOrMakeNodeKey } from '../../agent/node-key.ts'

const none = async () => ''

test('a key file with any byte changed gives the same key, from its copy', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-node-key-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const made = await readOrMakeNodeKey(folder, none)
  const path = join(folder, 'node.key')
  const whole = await readFile(path)
  for (let at = 0; at < whole.length; at += 3) {
    const changed = Buffer.from(whole)
    changed[at]! ^= 1
    await writeFile(path, changed, { mode: 0o600 })
    const read = await readNodeKey(folder, none)
    t.deepEqual(Buffer.from(read.publicKey), Buffer.from(made.publicKey), `byte ${at}`)
    t.deepEqual(Buffer.from(read.secretKey), Buffer.from(made.secretKey), `byte ${at}`)
  }
})
