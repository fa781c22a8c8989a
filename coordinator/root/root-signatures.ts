// Who has signed a proposed root, and what is missing: it needs the threshold of the root in force and its own. Pure.

import { keyIdOf, verify } from '../../core/ed25519.ts'
import type { Envelope, Signature } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import { parseRoot, type Role, type Root } from '../../core/root.ts'
import type { TrustAnchor } from '../../core/verify.ts'

export interface Count {
  version: number
  have: number
  threshold: number
}

export interface ProposedRoot {
  root: Root
  /** Ids of the keys that signed. */
  signers: string[]
  /** What the root in force, and the proposed one itself, ask for. */
  counts: [old: Count, own: Count]
  isComplete: boolean
}

/**
 * A proposed root against the one in force. Throws `refused` (no root), `rollback` (not the next version), `wrong-fleet`,
 * `bad-signature` (a signature that does not verify: it was changed after it was signed) and what parsing throws.
 */
export function openProposedRoot(envelope: Envelope, { fleet, root: old }: TrustAnchor): ProposedRoot {
  if (envelope.kind !== 'root') throw new CodedError('refused', `expected a proposed root, found a ${envelope.kind}`)
  const root = parseRoot(envelope.payload)
  const { version } = root.header
  const expected = old.header.version + 1
  if (root.header.fleet !== fleet) throw new CodedError('wrong-fleet', 'the proposed root belongs to another fleet')
  if (version < expected)
    throw new CodedError(
      'rollback',
      `this is root version ${version}, and version ${expected - 1} is in force: propose version ${expected}`,
    )
  if (version > expected)
    throw new CodedError(
      'rollback',
      `this is root version ${version}, and version ${expected - 1} is in force: version ${expected} comes first, none is skipped`,
    )
  const keys = [
    ...new Map([...old.roles.root.publicKeys, ...root.roles.root.publicKeys].map(key => [hex(key), key])).values(),
  ]
  const signed = new Set<string>()
  const broken: string[] = []
  for (const signature of envelope.signatures) {
    const key = keys.find(each => verify(each, envelope.pae, signature.sig))
    if (key) signed.add(hex(key))
    else broken.push(nameOf(signature))
  }
  if (broken.length > 0)
    throw new CodedError(
      'bad-signature',
      `of ${envelope.signatures.length} signature(s) ${broken.length} (${broken.join(', ')}) are not by a root key over what is proposed here: ` +
        'it was changed after it was signed, or signed by somebody else. Propose it anew, and sign that',
    )
  const counts = [old, root].map(({ header, roles }) => countOf(header.version, roles.root, signed)) as [Count, Count]
  return {
    root,
    signers: keys.filter(key => signed.has(hex(key))).map(keyIdOf),
    counts,
    isComplete: counts.every(({ have, threshold }) => have >= threshold),
  }
}

function countOf(version: number, { publicKeys, threshold }: Role, signed: ReadonlySet<string>): Count {
  return { version, have: publicKeys.filter(key => signed.has(hex(key))).length, threshold }
}

/** Key ids are hints, and of whoever wrote them. */
function nameOf({ keyId }: Signature): string {
  return /^[\w.-]{1,40}$/.test(keyId) ? keyId : 'without a name'
}

/** Each different signature once. */
export function mergeSignatures(lists: readonly (readonly Signature[])[]): Signature[] {
  return [...new Map(lists.flat().map(signature => [hex(signature.sig), signature])).values()]
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
