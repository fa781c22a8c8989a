// The two ways in which a person signs: with a key file (plain or sealed), or through an external command that has the secret.
// Whoever signs gets a Signer, and does not see which.

import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { commandWords } from './command-words.ts'
import { externalSigner } from './external-signer.ts'
import { inspectKeyFile, type KeyUse, readKeyFile } from './key-file.ts'
import { keySigner, type Signer } from './sign.ts'

export interface OpenSignerOptions {
  /** Asked only when the secret is in the file, sealed. */
  passphrase: () => Promise<string>
  /** The external signer's command as typed; it goes before what the key file names. */
  command?: string | undefined
}

/** The signer of the key in a file. Throws as `readKeyFile` and `commandWords`; the signer itself may throw `signer-failed`. */
export async function openSigner(
  path: string,
  { passphrase, command }: OpenSignerOptions,
): Promise<Signer & { use: KeyUse }> {
  const { use, publicKey, form, signer } = await inspectKeyFile(path)
  if (command === undefined && form !== 'external') {
    const pair = await readKeyFile(path, passphrase)
    return { ...keySigner(pair), use }
  }
  const words = command === undefined ? signer : commandWords(command)
  if (words.length === 0)
    throw new CodedError(
      'bad-argument',
      `${path} holds a public key alone: give the command that signs with it, --signer "PROGRAM ARGUMENTS…"`,
    )
  if (words.length > limits.signerWords)
    throw new CodedError(
      'bad-argument',
      `--signer: expected at most ${limits.signerWords} words, found ${words.length}`,
    )
  return { ...externalSigner({ words, publicKey }), use }
}
