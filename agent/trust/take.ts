// One envelope applied to what is trusted: verify, judge, take; a new root or recall verifies again what is held. Changes the value
// it is given, which is a copy until trust.ts has made it durable; no I/O.

import { setImmediate } from 'node:timers/promises'
import type { Digest } from '../../core/digest.ts'
import { type Envelope, openEnvelope } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import { type Head, headKey } from '../../core/header.ts'
import { namedBy } from '../../core/heartbeat.ts'
import type { Kind } from '../../core/kinds.ts'
import { limits } from '../../core/limits.ts'
import { epochOf, parseRoot } from '../../core/root.ts'
import { inTurns, type Steps } from '../../core/steps.ts'
import {
  openVouched,
  type Signed,
  type TrustAnchor,
  verifyRoot,
  verifyRootChain,
  verifySteps,
  vouchedSteps,
} from '../../core/verify.ts'
import { type Frozen, freeze, thaw } from './equivocation.ts'
import { currencyOf, knowledgeOf } from './freshness.ts'
import { Held, type HeldObject, headOf, isStanding } from './held.ts'
import { acceptedKinds, effectiveNow, isForSite, isOnlineMany, judge, raiseFloor } from './judge.ts'
import { restrictionsOf } from './restrictions.ts'
import type { TrustedState } from './trusted-state.ts'
import { isOrdered } from './wants.ts'

export interface Trusted {
  readonly fleet: Digest
  readonly site: string
  anchor: TrustAnchor
  /** The chain, version 1 first. */
  roots: { head: Head; bytes: Uint8Array }[]
  /** Whether what is held was verified under this root and recall: after a change of them, `verifyAgain` does. */
  isVerified: boolean
  /** The newest head accepted of each kind and name; what it names need not be held. */
  heads: Map<string, Head>
  /** By `headKey`: of these two contents of one version were seen. */
  frozen: Map<string, Frozen>
  /** Seconds since 1970. */
  clockFloor: number
  /** Trusted state was lost: what is held is provisional until the coordinator has confirmed it (lost-state.ts). */
  isUnconfirmed: boolean
  held: Held
}

const objectKinds = acceptedKinds.filter(kind => kind !== 'root')

/** Nothing is held yet. Throws as `verifyRootChain` when the chain is not the fleet's. */
export function trustedFrom(state: TrustedState, { fleet, site }: { fleet: Digest; site: string }): Trusted {
  const anchor = verifyRootChain(state.roots, fleet)
  const roots = state.roots.map((bytes, index) => ({ bytes, head: rootHead(openEnvelope(bytes), index + 1) }))
  const { clockFloor, unconfirmed: isUnconfirmed = false } = state
  const maps = { heads: new Map(state.heads), frozen: new Map(state.frozen) }
  return { fleet, site, anchor, roots, isVerified: true, ...maps, clockFloor, isUnconfirmed, held: new Held() }
}

export function copyTrusted(trusted: Trusted): Trusted {
  const { roots, heads, frozen, held } = trusted
  return { ...trusted, roots: [...roots], heads: new Map(heads), frozen: new Map(frozen), held: held.copy() }
}

/**
 * As `take`, for what comes from outside. Under a root that has expired nothing new counts but a newer root, and what stops
 * things: recall and pause (TUF 1.0.33 §5.3.10). What was accepted before goes on. Throws `expired` besides.
 */
export function* receiveSteps(trusted: Trusted, envelope: Envelope, now: number): Steps<Taken | undefined> {
  const { kind } = envelope
  const { version, notAfter } = trusted.anchor.root.header
  const isExempt = kind === 'root' || kind === 'recall' || kind === 'pause'
  if (!isExempt && notAfter * 1000 <= effectiveNow(trusted.clockFloor, now))
    throw new CodedError('expired', `root version ${version} has expired: a new root comes before anything else`)
  return yield* takeSteps(trusted, envelope, now)
}

export interface Taken {
  head: Head
  /** It is the second content of its version: nothing of the object is acted on until a higher one. */
  isFrozen: boolean
}

/** Undefined for what is held already. Throws what verification throws, the judge's codes, `stale` and `not-current`. */
export function* takeSteps(trusted: Trusted, envelope: Envelope, now: number): Steps<Taken | undefined> {
  if (envelope.kind === 'root') return takeRoot(trusted, envelope, now)
  if (trusted.held.digests.has(envelope.digest)) return undefined
  const time = effectiveNow(trusted.clockFloor, now)
  const signed = yield* verifySteps(envelope, { anchor: trusted.anchor, now: time, allowed: objectKinds })
  const head = headOf(signed)
  const verdict = judge(trusted.heads, head, trusted.site)
  if (verdict.type === 'refuse') throw new CodedError(verdict.code, verdict.message)
  if (verdict.type === 'equivocation') {
    const isNews = freeze(trusted, signed, now)
    if (isNews && signed.kind === 'recall') hear(trusted)
    return isNews ? { head, isFrozen: true } : undefined
  }
  if (verdict.type === 'accept') checkCurrent(trusted, signed, time)
  hold(trusted, signed)
  trusted.clockFloor = raiseFloor(trusted.clockFloor, signed, now)
  return { head, isFrozen: false }
}

function hold(trusted: Trusted, signed: HeldObject): void {
  const head = headOf(signed)
  if (trusted.heads.get(headKey(head))?.digest !== head.digest) thaw(trusted, signed)
  trusted.held.hold(signed)
  trusted.heads.set(headKey(head), head)
  if (signed.kind === 'recall') hear(trusted)
}

/** From the next signature on, the recalled keys do not count. */
function hear(trusted: Trusted): void {
  const { recalledKeys } = restrictionsOf(trusted)
  const before = trusted.anchor.recalledKeys ?? new Set()
  if (recalledKeys.size === before.size && [...recalledKeys].every(key => before.has(key))) return
  trusted.anchor = { ...trusted.anchor, recalledKeys }
  trusted.isVerified = false
}

/** What was accepted once needs no proof again that it is current. */
function checkCurrent(trusted: Trusted, object: HeldObject, now: number): void {
  const { kind, name } = headOf(object)
  if (kind === 'pause' && !isOrdered(name, trusted))
    throw new CodedError('not-current', `the pause is of schedule ${name}, which this node does not know`)
  switch (currencyOf({ head: headOf(object), object }, knowledgeOf(trusted, now))) {
    case 'current':
      return
    case 'not-current':
      throw new CodedError('not-current', `the ${kind} ${name} is older than the heartbeat, which does not name it`)
    case 'stale':
      throw new CodedError(
        'stale',
        `no fresh heartbeat tells whether the ${kind} ${name} is current: reach the coordinator`,
      )
  }
}

/**
 * Takes back what level held. What was accepted once (its digest is the trusted head's) was judged then: only its keys and its epoch
 * count; what has expired is dropped elsewhere, and not by the local clock alone. A standing object stays in force though it has expired;
 * a roster, and a recall of this epoch, even though root or recall no longer knows the keys, until their successors have signed one.
 * What belongs to a site that the node was moved away from is let go: neighbours told of it would ask whether it is they who were moved.
 * Throws as `take`.
 */
export function* restoreSteps(trusted: Trusted, bytes: Uint8Array, now: number): Steps<void> {
  const envelope = openEnvelope(bytes)
  const signed = yield* reopenSteps(trusted, envelope)
  if (signed && !isForSite(headOf(signed), trusted.site))
    throw new CodedError('refused', `the ${signed.kind} is of a site this node was moved away from`)
  if (signed) hold(trusted, signed)
  else if (trusted.isUnconfirmed) yield* takeProvisionally(trusted, envelope, now)
  else yield* takeSteps(trusted, envelope, now)
}

/** Nothing tells any more that it was accepted once; it counts for nothing but its version until it is confirmed. */
function* takeProvisionally(trusted: Trusted, envelope: Envelope, now: number): Steps<void> {
  const signed = yield* verifySteps(envelope, { anchor: trusted.anchor, now: 0, allowed: objectKinds })
  const verdict = judge(trusted.heads, headOf(signed), trusted.site)
  if (verdict.type === 'refuse') throw new CodedError(verdict.code, verdict.message)
  hold(trusted, signed)
  trusted.clockFloor = raiseFloor(trusted.clockFloor, signed, now)
}

/** The second content of what is frozen, from the evidence. False: it is not needed. */
export function restoreOther(trusted: Trusted, bytes: Uint8Array): boolean {
  const { digest } = openEnvelope(bytes)
  if (![...trusted.frozen.values()].some(({ otherDigest }) => otherDigest === digest)) return false
  const other = openVouched(bytes)
  trusted.held.holdOther(other)
  if (other.kind === 'recall') hear(trusted)
  return true
}

/**
 * Drops expired objects. Their heads stay, so that no older version comes back, until half of the table is full: then those of manifests
 * and piece lists that are neither held nor named by the heartbeat go. Of what admins signed they go only when there are more of
 * them than `limits.reservedHeads`: an online key that fills the table must not bring back an approval from before a decline.
 */
export function dropExpired(trusted: Trusted, now: number): HeldObject[] {
  const expired = trusted.held.expired(now)
  for (const signed of expired) {
    thaw(trusted, signed)
    trusted.held.drop(signed)
  }
  if (trusted.heads.size > limits.heads / 2) forgetHeads(trusted, isOnlineMany)
  const admins = [...trusted.heads.values()].filter(head => !isOnlineMany(head.kind))
  if (admins.length > limits.reservedHeads) forgetHeads(trusted, kind => !isOnlineMany(kind))
  return expired
}

/**
 * Drops manifests and piece lists that the heartbeat has not named for `limits.unnamedMs`: a coordinator signs them for two years, and an
 * order ends within days. Their heads stay. What a schedule still orders here stays too, named or not. `now` in ms, as of the heartbeat's signer.
 */
export function dropUnnamed({ held, site, isUnconfirmed }: Trusted, now: number): HeldObject[] {
  const heartbeat = held.get('heartbeat', site)
  if (!heartbeat || isUnconfirmed) return []
  const named = namedBy(heartbeat.body)
  const ordered = orderedBy(held)
  const isDue = ({ kind, header, digest }: HeldObject) =>
    isOnlineMany(kind) &&
    !named.has(headKey(header)) &&
    !ordered.has(kind === 'manifest' ? digest : header.name) &&
    now - header.issuedAt * 1000 >= limits.unnamedMs
  const gone = [...held.all()].filter(isDue)
  for (const signed of gone) held.drop(signed)
  return gone
}

/** Digests of the manifests that schedules held name, and of their artifacts. */
function orderedBy(held: Held): ReadonlySet<Digest> {
  const ordered = new Set<Digest>()
  for (const { kind, body } of held.all())
    if (kind === 'schedule') for (const { manifest } of body.patches) ordered.add(manifest)
  for (const { kind, digest, body } of held.all())
    if (kind === 'manifest' && ordered.has(digest)) for (const artifact of body.artifacts) ordered.add(artifact.digest)
  return ordered
}

function forgetHeads({ heads, held, site }: Trusted, isMeant: (kind: Kind) => boolean): void {
  const heartbeat = held.get('heartbeat', site)
  const named = new Set(heartbeat?.kind === 'heartbeat' ? heartbeat.body.heads.map(headKey) : [])
  for (const [key, head] of heads) {
    if (isMeant(head.kind) && !isStanding(head.kind) && !held.digests.has(head.digest) && !named.has(key))
      heads.delete(key)
  }
}

/**
 * One step of the chain: N to N + 1, signed by the thresholds of both. Whether N or N + 1 has expired does not matter here: only the
 * last one's expiry counts (`receive`), so a node that was off for a year comes through. What is held waits for `verifyAgain`.
 */
function takeRoot(trusted: Trusted, envelope: Envelope, now: number): Taken | undefined {
  if (trusted.roots.some(({ head }) => head.digest === envelope.digest)) return undefined
  if (trusted.held.digests.has(envelope.digest)) return undefined
  if (trusted.roots.length >= limits.roots)
    throw new CodedError('limit-exceeded', `a root chain has at most ${limits.roots} versions`)
  const { root, isSecond } = verifyStep(trusted, envelope)
  const head = headOf(root)
  if (isSecond) return freeze(trusted, root, now) ? { head, isFrozen: true } : undefined
  thaw(trusted, root)
  trusted.anchor = { ...trusted.anchor, root: root.body }
  trusted.roots.push({ head, bytes: envelope.bytes })
  trusted.clockFloor = raiseFloor(trusted.clockFloor, root, now)
  trusted.isVerified = false
  return { head, isFrozen: false }
}

/** Throws as `verifyRoot`. */
function verifyStep(trusted: Trusted, envelope: Envelope): { root: Signed<'root'>; isSecond: boolean } {
  try {
    return { root: verifyRoot(envelope.bytes, trusted.anchor), isSecond: false }
  } catch (error) {
    const root = error instanceof CodedError && secondRoot(trusted, envelope)
    if (!root) throw error
    return { root, isSecond: true }
  }
}

/**
 * Another content of the newest version, if it is one: whoever holds root's keys signed two. The first stays in force, since a root
 * cannot be frozen away, and the next version settles it, as it has settled those before.
 */
function secondRoot({ roots, fleet }: Trusted, { bytes }: Envelope): Signed<'root'> | undefined {
  const previous = roots.at(-2)
  if (!previous) return undefined
  try {
    return verifyRoot(bytes, { fleet, root: parseRoot(openEnvelope(previous.bytes).payload) })
  } catch (error) {
    if (error instanceof CodedError) return undefined
    throw error
  }
}

/**
 * Under a new root or recall, what its keys and epochs no longer cover is dropped; the heads stay, so nothing older comes back. Once
 * after any number of steps, and before any other object is taken. The recall first: which signatures count is its word.
 */
export async function verifyAgain(trusted: Trusted): Promise<void> {
  if (trusted.isVerified) return
  const { held } = trusted
  const recall = held.get('recall', '')
  if (recall && !(await inTurns(reopenSteps(trusted, openEnvelope(recall.bytes))))) {
    held.drop(recall)
    held.dropOther(recall)
  }
  hear(trusted)
  for (const signed of [...held.all()]) {
    await setImmediate() // thousands of signatures must not hold up everything else
    if (signed.kind === 'recall') continue
    if (!(await inTurns(reopenSteps(trusted, openEnvelope(signed.bytes))))) held.drop(signed)
  }
  trusted.isVerified = true
}

/** An object that was accepted once, if root and recall still know its keys and epoch; undefined too for one that was not. */
function* reopenSteps(trusted: Trusted, envelope: Envelope): Steps<HeldObject | undefined> {
  const { anchor, heads } = trusted
  const { kind, digest } = envelope
  const vouched = yield* vouchedSteps(envelope)
  if (vouched.kind === 'root' || heads.get(headKey(vouched.header))?.digest !== digest) return undefined
  if (kind === 'recall') return vouched.header.epoch === epochOf(anchor.root, 'recall') ? vouched : undefined
  try {
    return yield* verifySteps(envelope, { anchor, now: 0, allowed: objectKinds })
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    return kind === 'roster' ? vouched : undefined
  }
}

function rootHead({ digest }: Envelope, version: number): Head {
  return { kind: 'root', name: '', epoch: 0, version, digest }
}
