// Sealing of secret keys at rest: scrypt and nacl.secretbox. One of the two doors to tweetnacl.

import { randomBytes, type ScryptOptions, scrypt } from 'node:crypto'
import nacl from 'tweetnacl'
import { CodedError } from '../core/errors.ts'

/** scrypt's cost; N = 2^17 takes about 0.7 s and 128 MiB. Tests pass a smaller one. */
const sealCost = 2 ** 17

/** What rests in a key file; byte strings in base64. */
export interface SealedBox {
  kdf: 'scrypt'
  N: number
  r: 8
  p: 1
  salt: string
  nonce: string
  box: string
}

export async function seal(secret: Uint8Array, passphrase: string, cost = sealCost): Promise<SealedBox> {
  const salt = randomBytes(32)
  const nonce = randomBytes(nacl.secretbox.nonceLength)
  const box = nacl.secretbox(secret, nonce, await stretch(passphrase, salt, cost))
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return { kdf: 'scrypt', N: cost, r: 8, p: 1, salt: base64(salt), nonce: base64(nonce), box: base64(box) }
}

/** Throws `bad-passphrase` when it does not open, `bad-key-file` when it cannot be a box of ours. */
export async function unseal(
  sealed: SealedBox,
  passphrase: string,
  { file, maxBytes = 4096 }: { file: string; maxBytes?: number },
): Promise<Uint8Array> {
  const [salt, nonce, box] = [sealed.salt, sealed.nonce, sealed.box].map(text => Buffer.from(String(text), 'base64'))
  const costIsOurs =
    Number.isInteger(sealed.N) && sealed.N >= 2 && sealed.N <= 2 ** 20 && (sealed.N & (sealed.N - 1)) === 0
  if (
    sealed.kdf !== 'scrypt' ||
    !costIsOurs ||
    nonce!.length !== nacl.secretbox.nonceLength ||
    box!.length > maxBytes
  ) {
    throw new CodedError('bad-key-file', `${file}: expected a seal of scrypt and secretbox, found something else`)
  }
  const secret = nacl.secretbox.open(box!, nonce!, await stretch(passphrase, salt!, sealed.N))
  if (!secret)
    throw new CodedError('bad-passphrase', `the passphrase does not open ${file}: try again with the right one`)
  return secret
}

function stretch(passphrase: string, salt: Uint8Array, cost: number): Promise<Uint8Array> {
  const options: ScryptOptions = { N: cost, r: 8, p: 1, maxmem: 128 * cost * 8 + 2 ** 25 }
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, nacl.secretbox.keyLength, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
