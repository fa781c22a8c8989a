// Decides whether an envelope is what it claims, in the order of the specification (proto/README.md §2.4): size, form, type,
// role keys of the trusted root, signatures, payload, header, expiry. It compares no versions: that needs trusted state.

import { type Announcement, parseAnnouncement } from './announcement.ts'
import { type Approval, parseApproval } from './approval.ts'
import type { Digest } from './digest.ts'
import { keyIdOf, verify as verifySignature } from './ed25519.ts'
import { type Envelope, openEnvelope } from './envelope.ts'
import { CodedError } from './errors.ts'
import { type FreshHeads, parseFreshHeads } from './fresh-heads.ts'
import { type Group, parseGroup } from './group.ts'
import type { Header } from './header.ts'
import { type Heartbeat, heartbeatSteps } from './heartbeat.ts'
import { type Kind, kinds, type RoleName } from './kinds.ts'
import { limits } from './limits.ts'
import { type Manifest, parseManifest } from './manifest.ts'
import { nodeKey } from './node-id.ts'
import { type Pause, parsePause } from './pause.ts'
import { type PieceList, parsePieceList } from './piece-list.ts'
import { type Policy, parsePolicy } from './policy.ts'
import { keySubject, type Recall, recallSteps } from './recall.ts'
import { parseReceipt, type Receipt } from './receipt.ts'
import { parseReport, type Report } from './report.ts'
import { epochOf, parseRoot, type Role, type Root } from './root.ts'
import { type Roster, rosterSteps } from './roster.ts'
import { parseSchedule, type Schedule } from './schedule.ts'
import { atOnce, type Steps } from './steps.ts'

/** The kinds that roles of the root sign, with what they carry. */
export interface Bodies {
  root: Root
  roster: Roster
  manifest: Manifest
  'piece-list': PieceList
  approval: Approval
  schedule: Schedule
  policy: Policy
  group: Group
  recall: Recall
  pause: Pause
  heartbeat: Heartbeat
  'fresh-heads': FreshHeads
  receipt: Receipt
}
export type SignedKind = keyof Bodies

/** A verified object: discriminate on `kind`. */
export type Signed<K extends SignedKind = SignedKind> = {
  [Each in K]: { kind: Each; header: Header<Each>; body: Bodies[Each]; digest: Digest; bytes: Uint8Array }
}[K]

/** Those that may be long are parsed in steps. */
const parsers: { [K in SignedKind]: (payload: Uint8Array) => Bodies[K] | Steps<Bodies[K]> } = {
  root: parseRoot,
  roster: rosterSteps,
  manifest: parseManifest,
  'piece-list': parsePieceList,
  approval: parseApproval,
  schedule: parseSchedule,
  policy: parsePolicy,
  group: parseGroup,
  recall: recallSteps,
  pause: parsePause,
  heartbeat: heartbeatSteps,
  'fresh-heads': parseFreshHeads,
  receipt: parseReceipt,
}

/** A trusted root and the id of its fleet (the digest of its version 1). */
export interface TrustAnchor {
  fleet: Digest
  root: Root
  /** Keys that a recall has withdrawn, as `keySubject`: their signatures do not count, except on roots. */
  recalledKeys?: ReadonlySet<string>
}

/**
 * The role's keys that validly signed, each once, at most `enough` of them. A key id only says which key to try first; without true ones
 * the search ends after so many tries that no envelope full of forgeries holds up everything else.
 */
export function signersOf(
  envelope: Envelope,
  { publicKeys, threshold }: Role,
  { recalledKeys, enough = threshold }: { recalledKeys?: ReadonlySet<string> | undefined; enough?: number } = {},
): Uint8Array[] {
  const counted = publicKeys.filter(key => !recalledKeys?.has(keySubject(key)))
  const unused = counted.map(key => ({ key, id: keyIdOf(key) }))
  const signers: Uint8Array[] = []
  let tries = 0
  for (const { sig, keyId } of envelope.signatures) {
    if (signers.length >= enough) break
    unused.sort((a, b) => Number(b.id === keyId) - Number(a.id === keyId))
    const index = unused.findIndex(
      ({ key }) => ++tries <= limits.signatureTries && verifySignature(key, envelope.pae, sig),
    )
    if (index >= 0) signers.push(...unused.splice(index, 1).map(({ key }) => key))
  }
  return signers
}

/** Whether at least the threshold of a root's keys signed: no recall counts for root. */
function hasThreshold(envelope: Envelope, role: Role): boolean {
  return signersOf(envelope, role).length >= role.threshold
}

export interface VerifyOptions<K extends SignedKind> {
  anchor: TrustAnchor
  now: number
  allowed: readonly K[]
}

/**
 * Any kind but root, against a trusted root, at `now` (ms). `allowed` are the kinds that may come this way.
 * Throws `limit-exceeded`, `bad-envelope`, `unknown-kind`, `refused`, `bad-signature`, `bad-object`, `bad-header`,
 * `wrong-fleet` or `expired`.
 */
export function verifyObject<K extends Exclude<SignedKind, 'root'>>(
  bytes: Uint8Array,
  options: VerifyOptions<K>,
): Signed<K> {
  return atOnce(verifySteps(openEnvelope(bytes), options))
}

/** As `verifyObject`, for a caller whom the largest objects must not keep from all else. */
export function* verifySteps<K extends Exclude<SignedKind, 'root'>>(
  envelope: Envelope,
  { anchor, now, allowed }: VerifyOptions<K>,
): Steps<Signed<K>> {
  const kind = envelope.kind as K
  if (!allowed.includes(kind))
    throw new CodedError('refused', `expected ${allowed.join(' or ')}, found a ${envelope.kind}`)
  const { role } = kinds[kind]
  const { threshold } = anchor.root.roles[role]
  const signers = signersOf(envelope, anchor.root.roles[role], anchor).length
  if (signers < (kind === 'pause' ? 1 : threshold)) throw tooFewSignatures(kind, role, threshold)
  const body = yield* bodySteps(kind, envelope.payload)
  if (kind === 'pause' && !(body as Pause).paused && signers < threshold) throw tooFewSignatures(kind, role, threshold)
  if (body.header.fleet !== anchor.fleet) {
    throw new CodedError(
      'wrong-fleet',
      `the ${kind} belongs to fleet ${body.header.fleet.slice(0, 12)}…, this is ${anchor.fleet.slice(0, 12)}…`,
    )
  }
  const epoch = epochOf(anchor.root, kind)
  if (body.header.epoch !== epoch) {
    throw new CodedError('bad-header', `the ${kind} is of epoch ${body.header.epoch}, the root says ${epoch}`)
  }
  checkExpiry(body.header, now)
  return { kind, header: body.header, body, digest: envelope.digest, bytes: envelope.bytes } as unknown as Signed<K>
}

/** An object whose digest is trusted already: its form and meaning, no signatures and no dates. Throws as `verifyObject`. */
export function openVouched(bytes: Uint8Array): Signed {
  return atOnce(vouchedSteps(openEnvelope(bytes)))
}

export function* vouchedSteps({ kind, payload, digest, bytes }: Envelope): Steps<Signed> {
  if (!Object.hasOwn(parsers, kind)) throw new CodedError('refused', `expected a signed object, found a ${kind}`)
  const body = yield* bodySteps(kind as SignedKind, payload)
  return { kind, header: body.header, body, digest, bytes } as unknown as Signed
}

/** Stopping takes any one admin key, everything else the threshold. */
function tooFewSignatures(kind: Kind, role: RoleName, threshold: number): CodedError {
  return new CodedError(
    'bad-signature',
    `the ${kind} needs ${threshold} valid signature(s) of the role ${role}, it has fewer`,
  )
}

function* bodySteps<K extends SignedKind>(kind: K, payload: Uint8Array): Steps<Bodies[K]> {
  try {
    const parsed = parsers[kind](payload)
    return Symbol.iterator in parsed ? yield* parsed : parsed
  } catch (error) {
    throw refusalOf(kind, error)
  }
}

function checkExpiry(header: Header, now: number): void {
  if (header.notAfter * 1000 > now) return
  throw new CodedError(
    'expired',
    `the ${header.kind} ${header.name} expired ${new Date(header.notAfter * 1000).toISOString()}`,
  )
}

/**
 * A root: the first one is verified against itself (its digest must be known by another way), a later one against the
 * thresholds of its predecessor and its own. Expiry is the caller's business: only the last root's counts.
 */
export function verifyRoot(bytes: Uint8Array, previous?: TrustAnchor): Signed<'root'> {
  const envelope = openEnvelope(bytes)
  if (envelope.kind !== 'root') throw new CodedError('refused', `expected a root, found a ${envelope.kind}`)
  if (previous && !hasThreshold(envelope, previous.root.roles.root)) {
    throw new CodedError(
      'bad-signature',
      `the root needs the threshold of root version ${previous.root.header.version}`,
    )
  }
  const body = atOnce(bodySteps('root', envelope.payload))
  if (!hasThreshold(envelope, body.roles.root))
    throw new CodedError('bad-signature', 'the root needs its own threshold of signatures')
  const expected = previous ? previous.root.header.version + 1 : 1
  if (body.header.version !== expected) {
    throw new CodedError('rollback', `expected root version ${expected}, found ${body.header.version}`)
  }
  if (previous && body.header.fleet !== previous.fleet)
    throw new CodedError('wrong-fleet', 'the root belongs to another fleet')
  return { kind: 'root', header: body.header, body, digest: envelope.digest, bytes }
}

/** The chain from version 1 on; returns the anchor of the last. `fleet` is the expected digest of the first. Throws as `verifyRoot`. */
export function verifyRootChain(chain: readonly Uint8Array[], fleet: Digest): TrustAnchor {
  return verifyRoots(chain, fleet).at(-1)!
}

/** As `verifyRootChain`, with the anchor of each version. */
export function verifyRoots(chain: readonly Uint8Array[], fleet: Digest): TrustAnchor[] {
  if (chain.length === 0) throw new CodedError('bad-object', 'expected at least root version 1, found none')
  if (chain.length > limits.roots)
    throw new CodedError(
      'limit-exceeded',
      `expected at most ${limits.roots} versions of the root, found ${chain.length}`,
    )
  const anchors: TrustAnchor[] = []
  for (const bytes of chain) {
    const root: Signed<'root'> = verifyRoot(bytes, anchors.at(-1))
    if (anchors.length === 0 && root.digest !== fleet) {
      throw new CodedError(
        'wrong-fleet',
        `expected the first root of fleet ${fleet.slice(0, 12)}…, found ${root.digest.slice(0, 12)}…`,
      )
    }
    anchors.push({ fleet, root: root.body })
  }
  return anchors
}

export interface VerifiedReport {
  body: Report
  digest: Digest
  bytes: Uint8Array
}

/** A report or announcement, which its node signed itself: the signature's key id names the node. Throws as `verifyObject`. */
export function verifyReport(bytes: Uint8Array, { fleet }: { fleet: Digest }): VerifiedReport {
  const { envelope, node } = openNodeEnvelope(bytes, 'report')
  const body = parseOrRefuse('report', () => parseReport(envelope.payload))
  if (body.header.fleet !== fleet) throw new CodedError('wrong-fleet', 'the report belongs to another fleet')
  if (body.header.name !== node) throw new CodedError('bad-signature', 'the report is not signed by the node it names')
  return { body, digest: envelope.digest, bytes }
}

export function verifyAnnouncement(bytes: Uint8Array, { fleet, site }: { fleet: Digest; site: string }): Announcement {
  const { envelope, node } = openNodeEnvelope(bytes, 'announcement')
  const body = parseOrRefuse('announcement', () => parseAnnouncement(envelope.payload))
  if (body.fleet !== fleet || body.site !== site)
    throw new CodedError('wrong-fleet', 'the announcement is of another fleet or site')
  if (body.node !== node) throw new CodedError('bad-signature', 'the announcement is not signed by the node it names')
  return body
}

/** The signature is checked before the payload is parsed. */
function openNodeEnvelope(bytes: Uint8Array, kind: Kind): { envelope: Envelope; node: string } {
  const envelope = openEnvelope(bytes)
  if (envelope.kind !== kind) throw new CodedError('refused', `expected a ${kind}, found a ${envelope.kind}`)
  const [signature, ...more] = envelope.signatures
  const key = signature && more.length === 0 ? nodeKey(signature.keyId) : undefined
  if (!key || !verifySignature(key, envelope.pae, signature!.sig)) {
    throw new CodedError(
      'bad-signature',
      `the ${kind} needs exactly one valid signature, of the node that its key id names`,
    )
  }
  return { envelope, node: signature!.keyId }
}

function parseOrRefuse<T>(kind: Kind, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw refusalOf(kind, error)
  }
}

function refusalOf(kind: Kind, error: unknown): CodedError {
  if (error instanceof CodedError) return error
  return new CodedError('bad-object', `the payload is not a ${kind}`, { cause: error })
}
