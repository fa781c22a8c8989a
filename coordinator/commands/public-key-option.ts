// A public key as an option's value: hexadecimal, or a file with a key of ours, a PEM, or hexadecimal.

import { open } from 'node:fs/promises'
import { CodedError, systemCode } from '../../core/errors.ts'
import { peekKeyFile } from '../../keys/key-file.ts'
import { parsePublicKey } from '../../keys/public-key.ts'

/** Throws `bad-argument`. */
export async function publicKeyFrom(text: string, option: string): Promise<Uint8Array> {
  const key = parsePublicKey(text) ?? (await fromFile(text))
  if (key) return key
  throw new CodedError(
    'bad-argument',
    `${option}: expected 64 hexadecimal digits of an Ed25519 public key, or a file with a key, found ${JSON.stringify(text)}`,
  )
}

async function fromFile(path: string): Promise<Uint8Array | undefined> {
  try {
    const file = await open(path, 'r')
    try {
      const bytes = Buffer.alloc(4096)
      const { bytesRead } = await file.read(bytes)
      return parsePublicKey(bytes.toString('latin1', 0, bytesRead)) ?? (await peekKeyFile(path))?.publicKey
    } finally {
      await file.close()
    }
  } catch (error) {
    if (['ENOENT', 'ENAMETOOLONG', 'EISDIR', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined
    throw error
  }
}
