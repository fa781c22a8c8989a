// A public key as people hand it over: 64 hexadecimal digits, or a PEM of SubjectPublicKeyInfo (RFC 8410) as openssl prints it.

import { isStrictPoint } from '../core/ed25519.ts'

/** DER of an Ed25519 SubjectPublicKeyInfo up to the key. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const pem = /^-----BEGIN PUBLIC KEY-----\s+([A-Za-z0-9+/=\s]{1,200})-----END PUBLIC KEY-----$/

/** 32 bytes; undefined when the text is no Ed25519 public key in either form. */
export function parsePublicKey(text: string): Uint8Array | undefined {
  const key = fromHex(text.trim()) ?? fromPem(text.trim())
  return key && isStrictPoint(key) ? key : undefined
}

function fromHex(text: string): Uint8Array | undefined {
  return /^[0-9a-fA-F]{64}$/.test(text) ? Buffer.from(text, 'hex') : undefined
}

function fromPem(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(pem.exec(text)?.[1] ?? '', 'base64')
  const isEd25519 = bytes.length === spkiPrefix.length + 32 && bytes.subarray(0, spkiPrefix.length).equals(spkiPrefix)
  return isEd25519 ? bytes.subarray(spkiPrefix.length) : undefined
}
