// Sealing of bytes to a coordinator (NaCl box with a key made for the one message): neighbours that pass them on cannot read them.
// It does not say who sealed: what is sealed travels inside a signed report.

import { createHash } from 'node:crypto'
import nacl from 'tweetnacl'
import { CodedError } from '../core/errors.ts'

export interface BoxKeyPair {
  /** X25519, 32 bytes each. */
  publicKey: Uint8Array
  secretKey: Uint8Array
}

/** Made from the coordinator's own key (64-byte Ed25519 secret), so that it is kept and backed up with it. */
export function boxKeyPair(nodeSecretKey: Uint8Array): BoxKeyPair {
  const seed = createHash('sha256').update('patchmesh box\n').update(nodeSecretKey.subarray(0, 32)).digest()
  return nacl.box.keyPair.fromSecretKey(seed)
}

/** One-time public key (32), nonce (24), box. */
export function sealTo(publicKey: Uint8Array, bytes: Uint8Array): Uint8Array {
  const once = nacl.box.keyPair()
  const nonce = nacl.randomBytes(nacl.box.nonceLength)
  return Buffer.concat([once.publicKey, nonce, nacl.box(bytes, nonce, publicKey, once.secretKey)])
}

/** Throws `bad-object` when it is cut short, changed, or sealed to another key. */
export function openSealed({ secretKey }: BoxKeyPair, sealed: Uint8Array): Uint8Array {
  const [keyEnd, nonceEnd] = [nacl.box.publicKeyLength, nacl.box.publicKeyLength + nacl.box.nonceLength]
  const opened =
    sealed.length > nonceEnd
      ? nacl.box.open(
          sealed.subarray(nonceEnd),
          sealed.subarray(keyEnd, nonceEnd),
          sealed.subarray(0, keyEnd),
          secretKey,
        )
      : null
  if (opened) return opened
  throw new CodedError('bad-object', 'sealed bytes: expected what was sealed to this coordinator, found something else')
}
