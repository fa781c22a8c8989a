// SHA-256 digests as lower-case hexadecimal text, the form in which they travel inside the programs.

import { createHash } from 'node:crypto'

/** 64 lower-case hexadecimal characters. */
export type Digest = string

export function sha256(...parts: Uint8Array[]): Digest {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

export function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}
