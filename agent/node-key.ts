// The node's own key, which is its identity, and its copy: lost, the machine is another node and an admin has to let it in again.

import { readFile } from 'node:fs/promises'
import type { KeyPair } from '../core/ed25519.ts'
import { CodedError } from '../core/errors.ts'
import { exists } from '../keys/durable-file.ts'
import { type KeptOptions, readKept, writeKept } from '../keys/kept-file.ts'
import { createKeyFile, isKeyFile, readKeyFile } from '../keys/key-file.ts'
import { statePaths } from './state-paths.ts'

/** Throws as readKeyFile(): `not-found` when the folder holds none, `bad-key-file` when it and its copy are damaged. */
export async function readNodeKey(
  folder: string,
  passphrase: () => Promise<string>,
  onHealed?: KeptOptions['onHealed'],
): Promise<KeyPair> {
  const path = statePaths(folder).key
  if (!(await keepCopy(folder, onHealed)) && (await exists(path))) throw damaged(path)
  return await readKeyFile(path, passphrase)
}

/** The key of the folder, new if it has none. */
export async function readOrMakeNodeKey(folder: string, passphrase: () => Promise<string>): Promise<KeyPair> {
  const path = statePaths(folder).key
  if (await keepCopy(folder)) return await readKeyFile(path, passphrase)
  if (await exists(path)) throw damaged(path)
  const pair = await createKeyFile(path, { use: 'node' })
  await keepCopy(folder)
  return pair
}

/** A node signs all day by itself: it has its secret here, plain or sealed. */
function hasSecret(text: string): boolean {
  return isKeyFile(text) && /"(secretKey|sealed)"/.test(text)
}

function damaged(path: string): CodedError {
  return new CodedError(
    'bad-key-file',
    `${path} and its copy are damaged, or are no key: restore it from a backup, or remove the folder and join again as a new node`,
  )
}

/** Afterwards the file and its copy are whole, if one of them is. */
async function keepCopy(folder: string, onHealed?: KeptOptions['onHealed']): Promise<boolean> {
  const path = statePaths(folder).key
  const text = await readKept(path, { isWhole: hasSecret, isEdited: true, onHealed })
  // whoever changed it, a key that cannot be used is no edit to keep
  if (text !== undefined && (await readFile(path, 'utf8')) !== text) await writeKept(path, text)
  return text !== undefined
}
