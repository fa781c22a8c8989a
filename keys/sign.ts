// Signing of envelopes. Verifying lives in core/verify.ts and shares nothing with this file.

import { type KeyPair, keyIdOf, sign } from '../core/ed25519.ts'
import { preAuthEncoding, sealEnvelope } from '../core/envelope.ts'
import { type Kind, payloadType } from '../core/kinds.ts'

/** Something that holds a key and can sign with it. */
export interface Signer {
  /** A hint put beside the signature. */
  keyId: string
  publicKey: Uint8Array
  sign(message: Uint8Array): Promise<Uint8Array>
}

export function keySigner(pair: KeyPair, keyId = keyIdOf(pair.publicKey)): Signer {
  return { keyId, publicKey: pair.publicKey, sign: async message => sign(pair.secretKey, message) }
}

/** Envelope bytes with one signature of each signer over the payload and its type. */
export async function signEnvelope(kind: Kind, payload: Uint8Array, signers: readonly Signer[]): Promise<Uint8Array> {
  const pae = preAuthEncoding(payloadType(kind), payload)
  const signatures = await Promise.all(
    signers.map(async signer => ({ keyId: signer.keyId, sig: await signer.sign(pae) })),
  )
  return sealEnvelope(kind, payload, signatures)
}
