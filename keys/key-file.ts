// Key files: one Ed25519 key each, JSON, 0600; root and admin keys sealed, online and node keys plain or sealed.
// Reading refuses files that others can read.

import { open } from 'node:fs/promises'
import { createKeyPair, type KeyPair } from '../core/ed25519.ts'
import { CodedError, systemCode } from '../core/errors.ts'
import { exists, writeDurably } from './durable-file.ts'
import { type SealedBox, seal, unseal } from './seal.ts'

/** The role the key was made for: told to people, not believed (the root says which key holds which role). */
export type KeyUse = 'root' | 'admin' | 'release' | 'enrol' | 'heartbeat' | 'node'

interface KeyFile {
  format: 'patchmesh-key-1'
  use: KeyUse
  publicKey: string
  secretKey?: string
  sealed?: SealedBox
}

/** Writes a new key; sealed when a passphrase is given. Never overwrites: throws `already-exists`. */
export async function createKeyFile(
  path: string,
  {
    use,
    passphrase,
    cost,
    pair = createKeyPair(),
  }: { use: KeyUse; passphrase?: string; cost?: number | undefined; pair?: KeyPair },
): Promise<KeyPair> {
  if (await exists(path))
    throw new CodedError('already-exists', `${path} is there already: a key file is never overwritten`)
  const rest =
    passphrase === undefined
      ? { secretKey: hex(pair.secretKey) }
      : { sealed: await seal(pair.secretKey, passphrase, cost) }
  const file: KeyFile = { format: 'patchmesh-key-1', use, publicKey: hex(pair.publicKey), ...rest }
  await writeDurably(path, `${JSON.stringify(file, null, 2)}\n`)
  return pair
}

/**
 * Opens a key file. `passphrase` is asked only when the key is sealed.
 * Throws `not-found`, `bad-key-file` (form, or permissions of others) or `bad-passphrase`.
 */
export async function readKeyFile(path: string, passphrase: () => Promise<string>): Promise<KeyPair & { use: KeyUse }> {
  const file = parseKeyFile(await readPrivate(path), path)
  const secretKey = file.sealed
    ? await unseal(file.sealed, await passphrase())
    : Buffer.from(file.secretKey ?? '', 'hex')
  if (secretKey.length !== 64)
    throw new CodedError('bad-key-file', `${path}: expected a secret key of 64 bytes, found ${secretKey.length}`)
  const pair = createKeyPair(secretKey.subarray(0, 32))
  if (hex(pair.publicKey) !== file.publicKey)
    throw new CodedError('bad-key-file', `${path}: the secret and the public key do not belong together`)
  return { ...pair, use: file.use }
}

/** Public half and use of a key file, without opening the seal; undefined when the file is no key file of ours. */
export async function peekKeyFile(path: string): Promise<{ use: KeyUse; publicKey: Uint8Array } | undefined> {
  try {
    const file = parseKeyFile(await readPrivate(path, { anyMode: true }), path)
    return { use: file.use, publicKey: Buffer.from(file.publicKey, 'hex') }
  } catch (error) {
    if (error instanceof CodedError) return undefined
    throw error
  }
}

async function readPrivate(path: string, { anyMode = false } = {}): Promise<string> {
  let file: Awaited<ReturnType<typeof open>>
  try {
    file = await open(path, 'r')
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT')
      throw new CodedError('not-found', `no key file at ${path}: give the path of one`, { cause })
    throw new CodedError('io-failed', `cannot read ${path}: ${(cause as Error).message}`, { cause })
  }
  try {
    const stat = await file.stat()
    if (!stat.isFile() || stat.size > 64 * 1024) throw new CodedError('bad-key-file', `${path} is no key file`)
    if (!anyMode && (stat.mode & 0o077) !== 0) {
      throw new CodedError(
        'bad-key-file',
        `${path} can be read by others (mode ${(stat.mode & 0o777).toString(8)}): chmod 600 it`,
      )
    }
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

function parseKeyFile(text: string, path: string): KeyFile {
  let file: KeyFile
  try {
    file = JSON.parse(text) as KeyFile
  } catch (cause) {
    throw new CodedError('bad-key-file', `${path}: expected a patchmesh key file (JSON), found something else`, {
      cause,
    })
  }
  if (
    file?.format !== 'patchmesh-key-1' ||
    typeof file.publicKey !== 'string' ||
    !/^[0-9a-f]{64}$/.test(file.publicKey)
  ) {
    throw new CodedError('bad-key-file', `${path}: expected a patchmesh key file of format 1, found something else`)
  }
  return file
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
