// Another root of a version that the chain has: two people, or two groups, signed two. The first that was taken stays. Pure.

import { openEnvelope } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import { parseRoot } from '../../core/root.ts'

/** Throws `equivocation` for another content of a version in the chain, and what parsing throws. */
export function checkNoSecondRoot(bytes: Uint8Array, chain: readonly Uint8Array[]): void {
  const { digest, payload, kind } = openEnvelope(bytes)
  if (kind !== 'root') return
  const { version } = parseRoot(payload).header
  const taken = chain[version - 1]
  const known = taken && openEnvelope(taken).digest
  if (known === undefined || known === digest) return
  const next = chain.length + 1
  throw new CodedError(
    'equivocation',
    `root version ${version} is ${known.slice(0, 12)}… already, and this is another one, ${digest.slice(0, 12)}…: nothing was changed. ` +
      `Whatever it was to change goes into version ${next}: "patchmesh root propose". If you know nothing of a second one, somebody else has root keys`,
  )
}
