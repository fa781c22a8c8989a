// Key files: one Ed25519 key each, JSON, 0600, in three forms: plain, sealed, or the public half alone, whose secret is with an
// external signer. Reading refuses files that others can read.

import { open, realpath } from 'node:fs/promises'
import { createKeyPair, isStrictPoint, type KeyPair } from '../core/ed25519.ts'
import { CodedError, systemCode } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { exists, writeDurably } from './durable-file.ts'
import { renewCopy } from './kept-file.ts'
import { type SealedBox, seal, unseal } from './seal.ts'

export const keyUses = ['root', 'admin', 'release', 'enrol', 'heartbeat', 'operator', 'node'] as const
/** What the key was made for: told to people, not believed (the root says which key holds which role). */
export type KeyUse = (typeof keyUses)[number]

interface KeyFile {
  format: 'patchmesh-key-1'
  use: KeyUse
  publicKey: string
  /** One of these two, or neither: then an external signer has the secret. */
  secretKey?: string
  sealed?: SealedBox
  /** Program and arguments of the external signer. */
  signer?: string[]
}

export interface KeyFacts {
  use: KeyUse
  publicKey: Uint8Array
  form: 'plain' | 'sealed' | 'external'
  /** Empty: the command is to be given when it is used. */
  signer: string[]
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

/** Writes the public half of a key whose secret an external signer has. Throws `already-exists` or `bad-argument`. */
export async function createExternalKeyFile(
  path: string,
  { use, publicKey, signer }: { use: KeyUse; publicKey: Uint8Array; signer: string[] },
): Promise<void> {
  if (await exists(path))
    throw new CodedError('already-exists', `${path} is there already: a key file is never overwritten`)
  if (!isStrictPoint(publicKey)) throw new CodedError('bad-argument', 'expected an Ed25519 public key of 32 bytes')
  const file: KeyFile = { format: 'patchmesh-key-1', use, publicKey: hex(publicKey), ...(signer[0] && { signer }) }
  await writeDurably(path, `${JSON.stringify(file, null, 2)}\n`)
}

/**
 * Opens a key file. `passphrase` is asked only when the key is sealed.
 * Throws `not-found`, `bad-key-file` (form, or permissions of others) or `bad-passphrase`.
 */
export async function readKeyFile(path: string, passphrase: () => Promise<string>): Promise<KeyPair & { use: KeyUse }> {
  const file = parseKeyFile((await readPrivate(path)).text, path)
  return { ...(await openSecret(file, path, passphrase)), use: file.use }
}

async function openSecret(file: KeyFile, path: string, passphrase: () => Promise<string>): Promise<KeyPair> {
  if (!file.sealed && file.secretKey === undefined)
    throw new CodedError('bad-key-file', `${path} holds a public key alone: its secret is with an external signer`)
  const secretKey = file.sealed
    ? await unseal(file.sealed, await passphrase(), { file: path })
    : Buffer.from(file.secretKey ?? '', 'hex')
  if (secretKey.length !== 64)
    throw new CodedError('bad-key-file', `${path}: expected a secret key of 64 bytes, found ${secretKey.length}`)
  const pair = createKeyPair(secretKey.subarray(0, 32))
  if (hex(pair.publicKey) !== file.publicKey)
    throw new CodedError('bad-key-file', `${path}: the secret and the public key do not belong together`)
  return pair
}

/**
 * Seals a plain key, or seals a sealed one with another passphrase. The file is replaced only when what will be in it has been
 * opened with the new passphrase, and in one step: whatever happens, the old or the new one is there.
 * Throws as `readKeyFile`; `wrong-state` for a key whose secret is elsewhere.
 */
export async function sealKeyFile(
  path: string,
  { passphrase, next, cost }: { passphrase: () => Promise<string>; next: () => Promise<string>; cost?: number },
): Promise<{ wasSealed: boolean }> {
  const target = await realPath(path)
  const file = parseKeyFile((await readPrivate(target)).text, path)
  if (formOf(file) === 'external')
    throw new CodedError('wrong-state', `${path} holds a public key alone: there is nothing in it to seal`)
  const pair = await openSecret(file, path, passphrase)
  const passphraseOfNext = await next()
  const { format, use, publicKey } = file
  const sealed: KeyFile = { format, use, publicKey, sealed: await seal(pair.secretKey, passphraseOfNext, cost) }
  await openSecret(sealed, path, async () => passphraseOfNext)
  await writeDurably(target, `${JSON.stringify(sealed, null, 2)}\n`)
  await renewCopy(target)
  return { wasSealed: file.sealed !== undefined }
}

/** A link to a key on another medium stays a link. */
async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return path // reading it says so
    throw error
  }
}

/** What a key file says without opening the seal. Throws as `readKeyFile`; `anyMode`: even one that others can read. */
export async function inspectKeyFile(path: string, { anyMode = false } = {}): Promise<KeyFacts> {
  const { text, owner } = await readPrivate(path, { anyMode })
  const file = parseKeyFile(text, path)
  if (!anyMode && file.signer && ![0, process.getuid?.() ?? owner].includes(owner))
    throw new CodedError('bad-key-file', `${path} names a program to run and belongs to another user: make it your own`)
  const publicKey = Buffer.from(file.publicKey, 'hex')
  return { use: file.use, publicKey, form: formOf(file), signer: file.signer ?? [] }
}

function formOf({ sealed, secretKey }: KeyFile): KeyFacts['form'] {
  return sealed ? 'sealed' : secretKey === undefined ? 'external' : 'plain'
}

/** As `inspectKeyFile`; undefined when the file is no key file of ours. */
export async function peekKeyFile(path: string): Promise<KeyFacts | undefined> {
  try {
    return await inspectKeyFile(path, { anyMode: true })
  } catch (error) {
    if (error instanceof CodedError) return undefined
    throw error
  }
}

/** Whether the text is that of a key file, and the secret of a plain key the right one. */
export function isKeyFile(text: string): boolean {
  try {
    const { secretKey, publicKey } = parseKeyFile(text, '')
    if (secretKey === undefined) return true
    if (!/^[0-9a-f]{128}$/.test(secretKey) || secretKey.slice(64) !== publicKey) return false
    return hex(createKeyPair(Buffer.from(secretKey.slice(0, 64), 'hex')).publicKey) === publicKey
  } catch (error) {
    if (error instanceof CodedError) return false
    throw error
  }
}

async function readPrivate(path: string, { anyMode = false } = {}): Promise<{ text: string; owner: number }> {
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
    return { text: await file.readFile('utf8'), owner: stat.uid }
  } finally {
    await file.close()
  }
}

function parseKeyFile(text: string, path: string): KeyFile {
  let file: KeyFile
  try {
    file = JSON.parse(text) as KeyFile
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    // no cause: it quotes the text, which may be a secret's
    throw new CodedError('bad-key-file', `${path}: expected a patchmesh key file (JSON), found something else`)
  }
  const isOurs =
    file?.format === 'patchmesh-key-1' &&
    keyUses.includes(file.use) &&
    typeof file.publicKey === 'string' &&
    /^[0-9a-f]{64}$/.test(file.publicKey) &&
    (file.secretKey === undefined || typeof file.secretKey === 'string') &&
    (file.sealed === undefined || (typeof file.sealed === 'object' && file.sealed !== null)) &&
    (file.signer === undefined || isCommand(file.signer))
  if (!isOurs)
    throw new CodedError('bad-key-file', `${path}: expected a patchmesh key file of format 1, found something else`)
  return file
}

function isCommand(words: unknown): boolean {
  return Array.isArray(words) && words.length <= limits.signerWords && words.every(word => typeof word === 'string')
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
