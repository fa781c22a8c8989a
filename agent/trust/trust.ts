// What the node believes: verified objects in level, and the heads, root chain and clock floor they were accepted under in two
// slots. Level may be lost or damaged: what it holds is verified again at start, and what is missing is fetched again.
// It fetches nothing itself (sync does) and orders nothing (plan does).

import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { openEnvelope } from '../../core/envelope.ts'
import type { ErrorCode } from '../../core/errors.ts'
import type { FreshHeads } from '../../core/fresh-heads.ts'
import { type Head, headKey } from '../../core/header.ts'
import type { Heartbeat } from '../../core/heartbeat.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { oneAtATime } from '../../core/one-at-a-time.ts'
import type { Roster } from '../../core/roster.ts'
import { inTurns } from '../../core/steps.ts'
import { summarize } from '../../core/sync-exchange.ts'
import type { Table, TableChange } from '../../core/table.ts'
import type { Signed, SignedKind, TrustAnchor } from '../../core/verify.ts'
import { openSlots, type Slots } from '../../keys/slots.ts'
import type { Alarms } from '../alarms.ts'
import { changesBetween, isRootKey, restoreTurn, rootCopies, stateBytes } from './at-rest.ts'
import { evidenceChanges, isEvidenceKey } from './evidence.ts'
import { knowledgeOf } from './freshness.ts'
import { type HeldObject, isStanding } from './held.ts'
import { InForce } from './in-force.ts'
import { effectiveNow } from './judge.ts'
import { confirm, stateAfterLoss } from './lost-state.ts'
import { codeOf, isUntimely } from './refusal.ts'
import { Refusals } from './refusals.ts'
import type { Restrictions } from './restrictions.ts'
import {
  copyTrusted,
  dropExpired,
  dropUnnamed,
  receiveSteps,
  restoreOther,
  restoreSteps,
  type Taken,
  type Trusted,
  trustedFrom,
  verifyAgain,
} from './take.ts'
import { decodeTrustedState, encodeTrustedState } from './trusted-state.ts'
import { wantedSteps } from './wants.ts'

export interface TrustOptions {
  /** The agent's state folder: `trusted.0` and `trusted.1` are in it. */
  folder: string
  fleet: Digest
  site: string
  /** `envelopeTable`: envelopes by `headKey`. */
  table: Table<Uint8Array>
  /** Of the pin: where the chain begins when all else is lost. */
  pinnedRoots?: readonly Uint8Array[]
  alarms: Alarms
  clock: Clock
  log: Log
}

export interface Offered {
  accepted: Head[]
  refused: { code: ErrorCode; message: string }[]
}

type ObjectKind = Exclude<SignedKind, 'root'>

/** File name of the slots in the state folder, without `.0` and `.1`. */
export const trustedFile = 'trusted'
/** Name of the database's table of envelopes. */
export const envelopeTable = 'envelopes'

/**
 * With both slots lost it begins anew, unconfirmed, and says so. Throws `wrong-state` when no root of the fleet is to be found,
 * `wrong-fleet` when the slots are another fleet's.
 */
export async function openTrust(options: TrustOptions): Promise<Trust> {
  const slots = await openSlots(join(options.folder, trustedFile), { mayBeLost: true })
  const state = slots.initial === undefined ? await stateAfterLoss(options) : decodeTrustedState(slots.initial)
  if (slots.initial === undefined) await slots.save(encodeTrustedState(state))
  if (state.unconfirmed)
    options.alarms.raise('state-lost', trustedFile, 'the coordinator has not said yet which heartbeat is current')
  if (slots.healed)
    options.alarms.raise(
      'state-healed',
      trustedFile,
      'one of its two copies was damaged or missing and was written again',
    )
  const trust = new Trust(options, slots, trustedFrom(state, options))
  await trust.restore()
  return trust
}

export class Trust {
  readonly fleet: Digest
  readonly site: string
  readonly #options: TrustOptions
  readonly #slots: Slots
  #trusted: Trusted
  /** What the slots hold: encoding it for each comparison would take 30 ms with 20,000 heads. */
  #saved: Buffer
  readonly #inTurn = oneAtATime()
  readonly #inForce = new InForce()
  /** Keys of the evidence in the table. */
  readonly #evidence = new Set<string>()
  #listeners = new Set<(changed: Head[]) => void>()
  readonly #refusals: Refusals
  #cancelPrune: () => void = () => undefined
  /** What the coordinator's last answer to a nonce named, and when it was signed, in seconds since 1970. */
  #fresh: { heartbeat: Digest; at: number } | undefined

  constructor(options: TrustOptions, slots: Slots, trusted: Trusted) {
    this.#refusals = new Refusals(options.clock)
    this.fleet = options.fleet
    this.site = options.site
    this.#options = options
    this.#slots = slots
    this.#trusted = trusted
    this.#saved = Buffer.from(slots.initial ?? [])
  }

  /** Milliseconds: the local clock, but not before the floor. What has expired is judged by it. */
  now(): number {
    return effectiveNow(this.#trusted.clockFloor, this.#options.clock.now())
  }

  anchor(): TrustAnchor {
    return this.#trusted.anchor
  }

  /**
   * The newest one accepted, expired or not (a membership does not end by itself), without recalled members and with the groups
   * that count. The same object until it changes. Undefined when level was lost.
   */
  roster(): Roster | undefined {
    return this.#inForce.roster(this.#trusted, this.now())
  }

  /** What is recalled, paused or frozen, and what of that is not known. */
  restrictions(): Restrictions {
    return this.#inForce.restrictions(this.#trusted)
  }

  /** No unexpired heartbeat is held, or the root has expired: what is current is not known. */
  isStale(): boolean {
    return !knowledgeOf(this.#trusted, this.now()).isFresh
  }

  /** The newest one accepted, expired or not: how old it is tells how fresh everything else is. */
  heartbeat(): Heartbeat | undefined {
    return this.current('heartbeat', this.site)?.body
  }

  /** The newest that was accepted, held or not. */
  head(kind: ObjectKind, name: string): Head | undefined {
    return this.#trusted.heads.get(headKey({ kind, name }))
  }

  /** Undefined when it is not held or has expired (roster, policy and heartbeat stay in force). */
  current<K extends ObjectKind>(kind: K, name: string): Signed<K> | undefined {
    const signed = this.#trusted.held.get(kind, name)
    return signed && this.#isInForce(signed as unknown as HeldObject) ? signed : undefined
  }

  all<K extends ObjectKind>(kind: K): Signed<K>[] {
    const all = [...this.#trusted.held.all()].filter(signed => signed.kind === kind && this.#isInForce(signed))
    return all as unknown as Signed<K>[]
  }

  #isInForce({ kind, header }: HeldObject): boolean {
    return isStanding(kind) || header.notAfter * 1000 > this.now()
  }

  /** What to tell others of, all root versions included. */
  heads(): readonly Head[] {
    return this.#inForce.heads(this.#trusted, this.now())
  }

  summary(): Digest {
    return summarize(this.heads())
  }

  async envelope(digest: Digest): Promise<Uint8Array | undefined> {
    const { roots, held } = this.#trusted
    return held.digests.get(digest)?.bytes ?? roots.find(({ head }) => head.digest === digest)?.bytes
  }

  /** Which of the heads that `from` claims to have are worth fetching from it. */
  wants(heads: readonly Head[], from: string): Promise<Head[]> {
    const isRefused = ({ digest }: Head) => this.#refusals.has(digest, from)
    return inTurns(wantedSteps(heads, this.#trusted, { now: this.now(), isRefused }))
  }

  /**
   * Verifies and judges the envelopes in their order. What is accepted is durable when this returns, and listeners have been told.
   * Batches are worked on one after the other. After `limits.refusedPerExchange` refusals the rest is not looked at.
   */
  offer(envelopes: readonly Uint8Array[], from: string): Promise<Offered> {
    return this.#inTurn(() => this.#offer(envelopes, from))
  }

  /** The coordinator has just said, to this node's nonce, which heartbeat is current. */
  noteFresh({ header, heartbeat }: FreshHeads): Promise<void> {
    this.#fresh = { heartbeat: heartbeat.digest, at: header.issuedAt }
    return this.#inTurn(async () => {
      const before = this.#trusted
      const draft = copyTrusted(before)
      if (!this.#confirm(draft)) return
      await this.#adopt(draft, changesBetween(before, draft))
      for (const listener of this.#listeners) listener([heartbeat])
    })
  }

  /** After the loss of trusted state: once the heartbeat that the coordinator named is held. */
  #confirm(draft: Trusted): boolean {
    const heartbeat = draft.held.get('heartbeat', this.site)
    if (!draft.isUnconfirmed || heartbeat === undefined || heartbeat.digest !== this.#fresh?.heartbeat) return false
    confirm(draft, this.now())
    return true
  }

  onChange(listener: (changed: Head[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.#cancelPrune()
    this.#listeners.clear()
    await this.#inTurn(async () => undefined)
  }

  /** Verifies again what level holds. */
  async restore(): Promise<void> {
    const { table, clock, log } = this.#options
    const changes: TableChange<Uint8Array>[] = []
    const draft = copyTrusted(this.#trusted)
    const entries: [key: string, bytes: Uint8Array][] = []
    for await (const entry of table.entries()) if (!isRootKey(entry[0])) entries.push(entry)
    // the recall first: it says which signatures count; then the heartbeat: what slots do not know yet is judged by it
    entries.sort(([a], [b]) => restoreTurn(a) - restoreTurn(b))
    for (const [key, bytes] of entries) {
      try {
        const copy = Uint8Array.from(bytes)
        if (!isEvidenceKey(key)) await inTurns(restoreSteps(draft, copy, clock.now()))
        else {
          restoreOther(draft, copy)
          this.#evidence.add(key)
        }
      } catch (error) {
        log.warn({ key, reason: codeOf(error) }, 'stored object dropped')
        changes.push({ type: 'delete', key })
      }
    }
    draft.isVerified = true // recall and root were there before the rest
    await this.#adopt(draft, [...changes, ...rootCopies(draft, 0)])
    for (const { head, otherDigest } of draft.frozen.values()) this.#raise(head, otherDigest)
    this.#prunePeriodically()
  }

  async #offer(envelopes: readonly Uint8Array[], from: string): Promise<Offered> {
    const { log } = this.#options
    const draft = copyTrusted(this.#trusted)
    const result: Offered = { accepted: [], refused: [] }
    const frozen: Head[] = []
    let worthless = 0
    for (const bytes of envelopes) {
      if (worthless >= limits.refusedPerExchange) break
      await setImmediate() // signatures of a hostile sender must not hold up everything else
      try {
        // a copy: the bytes are part of a larger frame, which they would keep in memory
        const taken = await this.#receive(draft, Uint8Array.from(bytes))
        if (taken?.isFrozen) {
          frozen.push(taken.head)
          result.refused.push({
            code: 'equivocation',
            message: `${headKey(taken.head)} has two contents of one version`,
          })
        } else if (taken) result.accepted.push(taken.head)
      } catch (error) {
        const refusal = { code: codeOf(error), message: (error as Error).message }
        result.refused.push(refusal)
        log.warn({ from, ...refusal }, 'object refused')
        if (!isUntimely(refusal.code)) worthless++
        this.#refusals.note(bytes, from, refusal.code)
      }
    }
    const changed = [...result.accepted, ...frozen]
    if (changed.length === 0) return result
    await verifyAgain(draft)
    this.#confirm(draft)
    const before = this.#trusted
    await this.#adopt(draft, [...changesBetween(before, draft), ...evidenceChanges(before, draft, this.#evidence)])
    if (changed.some(({ kind }) => kind === 'root' || kind === 'heartbeat' || kind === 'schedule'))
      this.#refusals.currentChanged()
    this.#tellFrozen(before, frozen)
    if (result.accepted.length > 0) log.info({ from, accepted: result.accepted.map(headKey) }, 'objects accepted')
    for (const listener of this.#listeners) listener(changed)
    return result
  }

  /** Each root is durable before the next one is looked at: a chain that is cut off goes on from there. */
  async #receive(draft: Trusted, bytes: Uint8Array): Promise<Taken | undefined> {
    const now = this.#options.clock.now()
    const envelope = openEnvelope(bytes)
    if (envelope.kind !== 'root') await verifyAgain(draft)
    const taken = await inTurns(receiveSteps(draft, envelope, now))
    if (taken?.head.kind === 'root' && !taken.isFrozen) await this.#save(draft)
    return taken
  }

  /** Both contents were verified: whoever signed them shows different things to different nodes. */
  #tellFrozen(before: Trusted, frozen: readonly Head[]): void {
    for (const head of frozen) {
      const { head: first } = this.#trusted.frozen.get(headKey(head)) ?? {}
      if (first) this.#raise(first, head.digest)
    }
    for (const [key, { head }] of before.frozen)
      if (!this.#trusted.frozen.has(key)) this.#options.alarms.clear('equivocation', headKey(head))
  }

  #raise(head: Head, otherDigest: Digest): void {
    const { epoch, version, digest } = head
    const detail = `epoch ${epoch} version ${version}: ${digest} was accepted, ${otherDigest} is signed as well`
    this.#options.alarms.raise('equivocation', headKey(head), detail)
  }

  /** Level first: what the slots name is there, whatever instant the power fails (the reverse is only fetched again). */
  async #adopt(draft: Trusted, changes: TableChange<Uint8Array>[]): Promise<void> {
    if (changes.length > 0) await this.#options.table.batch(changes)
    await this.#save(draft)
    const wasUnconfirmed = this.#trusted.isUnconfirmed
    this.#trusted = draft
    if (wasUnconfirmed && !draft.isUnconfirmed) this.#options.alarms.clear('state-lost')
  }

  /**
   * By when things must have expired to be dropped, in ms: by the local clock, and by the newest time that was signed by others, so that
   * a wrong clock, or a stolen key with wrong dates, deletes nothing.
   */
  #pruneTime(): number {
    const heartbeat = this.#trusted.held.get('heartbeat', this.site)?.header.issuedAt ?? 0
    return Math.min(this.now(), Math.max(heartbeat, this.#fresh?.at ?? 0) * 1000)
  }

  async #save(draft: Trusted): Promise<void> {
    const state = stateBytes(draft)
    if (state.equals(this.#saved)) return
    await this.#slots.save(state)
    this.#saved = state
  }

  #prunePeriodically(): void {
    this.#cancelPrune = this.#options.clock.after(limits.pruneMs, () => {
      this.#inTurn(() => this.#prune()).catch(error => this.#options.log.error({ err: error }, 'prune failed'))
      this.#prunePeriodically()
    })
  }

  async #prune(): Promise<void> {
    const before = this.#trusted
    const draft = copyTrusted(before)
    const dropped = [...dropExpired(draft, this.#pruneTime()), ...dropUnnamed(draft, this.#pruneTime())]
    if (dropped.length === 0 && draft.heads.size === before.heads.size) return
    await this.#adopt(draft, changesBetween(before, draft))
    this.#tellFrozen(before, [])
    this.#options.log.info(
      { dropped: dropped.map(({ header }) => headKey(header)) },
      'objects that expired or were ordered no more dropped',
    )
  }

  /** The clock was set: what was refused for its dates may be right now. */
  reconsider(): void {
    this.#refusals.clear()
  }
}
