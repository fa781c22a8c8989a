// An object of the admins that may still lack signatures: verified in everything but their number, with who signed it. Nothing acts on
// one below its threshold. Pure.

import { toSeconds } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { keyIdOf } from '../../core/ed25519.ts'
import { type Envelope, openEnvelope, type Signature, sealEnvelope } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import { compareVersions } from '../../core/header.ts'
import { addRecalls, keySubject, type Recall } from '../../core/recall.ts'
import { type Signed, signersOf, type TrustAnchor, verifyObject } from '../../core/verify.ts'

/** What admins sign. */
export const orderKinds = ['approval', 'schedule', 'policy', 'group', 'recall', 'pause'] as const
export type OrderKind = (typeof orderKinds)[number]

/** In words, for people. */
export const orderWords: Record<OrderKind, string> = {
  approval: 'decision about a patch',
  schedule: 'schedule',
  policy: 'policy',
  group: 'protected group',
  recall: 'recall',
  pause: 'pause of a schedule',
}

export interface Proposal {
  object: Signed<OrderKind>
  envelope: Envelope
  /** Of each admin key of now, unless recalled, one signature that holds; at least one. By `keySubject`. */
  signatures: ReadonlyMap<string, Signature>
  /** Key ids of who signed, in the order of the envelope. */
  signers: string[]
  /** How many it needs. */
  needed: number
  /** Key ids (a hint) beside signatures that no admin key of now made over this content. */
  misfits: string[]
  /** Key ids of recalled admin keys that signed: they do not count. */
  recalled: string[]
}

/**
 * Throws as `verifyObject`, but one valid signature of an admin key is enough: `bad-signature` names whose do not hold. More
 * signatures than there are admin keys are refused unread: each costs a verification for every key.
 */
export function openProposal(bytes: Uint8Array, { anchor, now }: { anchor: TrustAnchor; now: number }): Proposal {
  const envelope = openEnvelope(bytes)
  const { admin } = anchor.root.roles
  if (!(orderKinds as readonly string[]).includes(envelope.kind))
    throw new CodedError('refused', `expected what admins sign (${orderKinds.join(', ')}), found a ${envelope.kind}`)
  const most = admin.publicKeys.length
  if (envelope.signatures.length > most)
    throw new CodedError(
      'refused',
      `expected at most ${most} signatures, one of each admin key, found ${envelope.signatures.length}`,
    )
  const sorted = sortSignatures(envelope, anchor)
  if (sorted.signatures.size === 0) throw noneHolds(envelope, sorted)
  const object = verifyObject(bytes, { anchor: withThreshold(anchor, 1), now, allowed: orderKinds })
  return { object, envelope, needed: neededFor(object, anchor), ...sorted }
}

function sortSignatures(
  envelope: Envelope,
  { root, recalledKeys }: TrustAnchor,
): Pick<Proposal, 'signatures' | 'signers' | 'misfits' | 'recalled'> {
  const signatures = new Map<string, Signature>()
  const [signers, misfits, recalled]: string[][] = [[], [], []]
  for (const signature of envelope.signatures) {
    const [key] = signersOf({ ...envelope, signatures: [signature] }, root.roles.admin, { enough: 1 })
    if (!key) misfits!.push(printableId(signature.keyId))
    else if (recalledKeys?.has(keySubject(key))) recalled!.push(keyIdOf(key))
    else if (!signatures.has(keySubject(key))) {
      signatures.set(keySubject(key), { sig: signature.sig, keyId: keyIdOf(key) })
      signers!.push(keyIdOf(key))
    }
  }
  return { signatures, signers: signers!, misfits: misfits!, recalled: recalled! }
}

/** Stopping takes any one key, all else the threshold. */
function neededFor(object: Signed<OrderKind>, { root }: TrustAnchor): number {
  return object.kind === 'pause' && object.body.paused ? 1 : root.roles.admin.threshold
}

function withThreshold(anchor: TrustAnchor, threshold: number): TrustAnchor {
  const { roles } = anchor.root
  return { ...anchor, root: { ...anchor.root, roles: { ...roles, admin: { ...roles.admin, threshold } } } }
}

/** A key id is whatever its writer put there. */
function printableId(keyId: string): string {
  return /^[0-9a-f]{16}$/.test(keyId) ? keyId : 'an unreadable key id'
}

function noneHolds(
  { kind, signatures }: Envelope,
  { misfits, recalled }: Pick<Proposal, 'misfits' | 'recalled'>,
): CodedError {
  if (signatures.length === 0) return new CodedError('bad-signature', `the ${kind} has no signature`)
  if (misfits.length === 0)
    return new CodedError('bad-signature', `the ${kind} is signed by recalled keys alone (${recalled.join(', ')})`)
  return new CodedError(
    'bad-signature',
    `no signature on the ${kind} is by an admin key over this content (found ${misfits.join(', ')}): it was changed after it was signed, or the keys are no admin keys any more; propose it again`,
  )
}

/** Throws `bad-signature` naming signatures that do not hold: someone changed the object, or signed another one. */
export function refuseMisfits({ object, misfits }: Proposal): void {
  if (misfits.length === 0) return
  throw new CodedError(
    'bad-signature',
    `expected signatures over this ${object.kind}, those of ${misfits.join(', ')} do not hold: it was changed after they signed, or they are no admin keys any more; nothing was signed. Propose it again`,
  )
}

/** Envelope bytes with the signatures that count, of both, each key once. Both are of one digest. */
export function mergeProposals(held: Proposal | undefined, added: Proposal): Uint8Array {
  const signatures = new Map(held?.signatures)
  for (const [key, signature] of added.signatures) if (!signatures.has(key)) signatures.set(key, signature)
  return sealEnvelope(added.envelope.kind, added.envelope.payload, [...signatures.values()])
}

/**
 * Why an object cannot follow the current one of its kind and name any more; undefined: it can. `base` is the digest of what was
 * current when it was proposed ('' for nothing), where that is known.
 */
export function whyOutdated(
  { kind, header, body }: Signed<OrderKind>,
  current: Signed<OrderKind> | undefined,
  { now, base }: { now: number; base?: Digest | '' },
): string | undefined {
  const what = `${kind} ${header.name}`.trim()
  if (current && compareVersions(header, current.header) <= 0)
    return `a ${what} of version ${current.header.version} is in force meanwhile, this is version ${header.version}`
  if (base !== undefined && base !== (current?.digest ?? ''))
    return `the ${what} that it was made against is not the current one any more`
  if (kind === 'recall' && current?.kind === 'recall' && losesRecalls(body as Recall, current.body, now))
    return 'the recall list in force withdraws more than this one'
  return undefined
}

/** The newest list is the whole list: one that was made against an older one would let go what was recalled meanwhile. */
function losesRecalls(next: Recall, current: Recall, now: number): boolean {
  return addRecalls(current, next, toSeconds(now)).entries.length > next.entries.length
}

/** The first characters of a digest that tell proposals apart. */
export function shortDigest(digest: Digest): string {
  return digest.slice(0, 12)
}
