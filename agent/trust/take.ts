// One envelope applied to what is trusted: verify, judge, take. Changes the value it is given, which is a copy until trust.ts
// has made it durable; no I/O.

import { setImmediate } from 'node:timers/promises'
import type { Digest } from '../../core/digest.ts'
import { type Envelope, openEnvelope } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import { type Head, headKey } from '../../core/header.ts'
import type { Kind } from '../../core/kinds.ts'
import { limits } from '../../core/limits.ts'
import { parseRoster } from '../../core/roster.ts'
import { type TrustAnchor, verifyObject, verifyRoot, verifyRootChain } from '../../core/verify.ts'
import { Held, type HeldObject, headOf, isStanding } from './held.ts'
import { acceptedKinds, effectiveNow, isOnlineMany, judge, raiseFloor } from './judge.ts'
import type { TrustedState } from './trusted-state.ts'

export interface Trusted {
  readonly fleet: Digest
  readonly site: string
  anchor: TrustAnchor
  /** The chain, version 1 first. */
  roots: { head: Head; bytes: Uint8Array }[]
  /** Version of the root under which what is held was verified: after steps of the chain, `verifyAgain` brings it up. */
  heldUnder: number
  /** The newest head accepted of each kind and name; what it names need not be held. */
  heads: Map<string, Head>
  /** Seconds since 1970. */
  clockFloor: number
  held: Held
}

const objectKinds = acceptedKinds.filter(kind => kind !== 'root')

/** Nothing is held yet. Throws as `verifyRootChain` when the chain is not the fleet's. */
export function trustedFrom(state: TrustedState, { fleet, site }: { fleet: Digest; site: string }): Trusted {
  const anchor = verifyRootChain(state.roots, fleet)
  const roots = state.roots.map((bytes, index) => ({ bytes, head: rootHead(openEnvelope(bytes), index + 1) }))
  const heldUnder = anchor.root.header.version
  const { clockFloor } = state
  return { fleet, site, anchor, roots, heldUnder, heads: new Map(state.heads), clockFloor, held: new Held() }
}

export function copyTrusted(trusted: Trusted): Trusted {
  const { roots, heads, held } = trusted
  return { ...trusted, roots: [...roots], heads: new Map(heads), held: held.copy() }
}

/**
 * As `take`, for what comes from outside. Under a root that has expired nothing new counts but a newer root, and what stops
 * things: recall and pause (TUF 1.0.33 §5.3.10). What was accepted before goes on. Throws `expired` besides.
 */
export function receive(trusted: Trusted, bytes: Uint8Array, now: number): Head | undefined {
  const { kind } = openEnvelope(bytes)
  const { version, notAfter } = trusted.anchor.root.header
  const isExempt = kind === 'root' || kind === 'recall' || kind === 'pause'
  if (!isExempt && notAfter * 1000 <= effectiveNow(trusted.clockFloor, now))
    throw new CodedError('expired', `root version ${version} has expired: a new root comes before anything else`)
  return take(trusted, bytes, now)
}

/** The head that was taken; undefined for what is held already. Throws what verification throws, and the judge's codes. */
export function take(trusted: Trusted, bytes: Uint8Array, now: number): Head | undefined {
  const envelope = openEnvelope(bytes)
  if (envelope.kind === 'root') return takeRoot(trusted, envelope, now)
  if (trusted.held.digests.has(envelope.digest)) return undefined
  const signed = verifyObject(bytes, {
    anchor: trusted.anchor,
    now: effectiveNow(trusted.clockFloor, now),
    allowed: objectKinds,
  })
  const head = headOf(signed)
  const verdict = judge(trusted.heads, head, trusted.site)
  if (verdict.type === 'refuse') throw new CodedError(verdict.code, verdict.message)
  trusted.held.hold(signed)
  trusted.heads.set(headKey(head), head)
  trusted.clockFloor = raiseFloor(trusted.clockFloor, signed.header, now)
  return head
}

/**
 * Takes back what level held. A standing object that was accepted once (its digest is the trusted head's) stays in force though it
 * has expired; a roster even though a newer root no longer knows the key, until that key's successor has signed one.
 * Throws as `take`.
 */
export function restore(trusted: Trusted, bytes: Uint8Array, now: number): void {
  const envelope = openEnvelope(bytes)
  const standing = isTrustedHead(trusted, envelope) ? openStanding(trusted, envelope) : undefined
  if (standing) trusted.held.hold(standing)
  else take(trusted, bytes, now)
}

/**
 * Drops expired objects. Their heads stay, so that no older version comes back, until half of the table is full: then those of manifests
 * and piece lists that are neither held nor named by the heartbeat go. Of what admins signed they go only when there are more of
 * them than `limits.reservedHeads`: an online key that fills the table must not bring back an approval from before a decline.
 */
export function dropExpired(trusted: Trusted, now: number): HeldObject[] {
  const expired = trusted.held.expired(now)
  for (const signed of expired) trusted.held.drop(signed)
  if (trusted.heads.size > limits.heads / 2) forgetHeads(trusted, isOnlineMany)
  const admins = [...trusted.heads.values()].filter(head => !isOnlineMany(head.kind))
  if (admins.length > limits.reservedHeads) forgetHeads(trusted, kind => !isOnlineMany(kind))
  return expired
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
function takeRoot(trusted: Trusted, envelope: Envelope, now: number): Head | undefined {
  if (trusted.roots.some(({ head }) => head.digest === envelope.digest)) return undefined
  if (trusted.roots.length >= limits.roots)
    throw new CodedError('limit-exceeded', `a root chain has at most ${limits.roots} versions`)
  const root = verifyRoot(envelope.bytes, trusted.anchor)
  const head = headOf(root)
  trusted.anchor = { fleet: trusted.fleet, root: root.body }
  trusted.roots.push({ head, bytes: envelope.bytes })
  trusted.clockFloor = raiseFloor(trusted.clockFloor, root.header, now)
  return head
}

/**
 * Under a new root, what its keys and epochs no longer cover is dropped; the heads stay, so nothing older comes back. Once after any
 * number of steps, and before any other object is taken.
 */
export async function verifyAgain(trusted: Trusted, now: number): Promise<void> {
  const { version } = trusted.anchor.root.header
  if (trusted.heldUnder === version) return
  trusted.heldUnder = version
  for (const signed of [...trusted.held.all()]) {
    await setImmediate() // thousands of signatures must not hold up everything else
    trusted.held.drop(signed)
    try {
      restore(trusted, signed.bytes, now)
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
    }
  }
}

function isTrustedHead(trusted: Trusted, { digest, kind }: Envelope): boolean {
  return (
    isStanding(kind) &&
    trusted.heads.get(headKey({ kind, name: kind === 'policy' ? '' : trusted.site }))?.digest === digest
  )
}

function openStanding({ anchor }: Trusted, envelope: Envelope): HeldObject | undefined {
  try {
    return verifyObject(envelope.bytes, { anchor, now: 0, allowed: objectKinds })
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    if (envelope.kind !== 'roster') return undefined
    const body = parseRoster(envelope.payload)
    return { kind: 'roster', header: body.header, body, digest: envelope.digest, bytes: envelope.bytes }
  }
}

function rootHead({ digest }: Envelope, version: number): Head {
  return { kind: 'root', name: '', epoch: 0, version, digest }
}
