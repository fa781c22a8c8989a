// Signs in native code: tests sign thousands of objects, and tweetnacl takes 10 ms for each.

import { createPrivateKey, sign } from 'node:crypto'
import type { KeyPair } from '../../core/ed25519.ts'
import { keySigner, type Signer } from '../../keys/sign.ts'

/** As `keySigner`, with the same signatures: Ed25519 is deterministic. */
export function quickSigner(pair: KeyPair, keyId?: string): Signer {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), pair.secretKey.subarray(0, 32)]) // RFC 8410
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  return { ...keySigner(pair, keyId), sign: async message => sign(null, message, key) }
}
