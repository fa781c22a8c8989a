// What the node believes: verified objects in level, and the heads, root chain and clock floor they were accepted under in two
// slots. Level may be lost or damaged: what it holds is verified again at start, and what is missing is fetched again.
// It fetches nothing itself (sync does) and orders nothing (plan does).

import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { CodedError, type ErrorCode } from '../../core/errors.ts'
import { type Head, headKey } from '../../core/header.ts'
import type { Heartbeat } from '../../core/heartbeat.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { oneAtATime } from '../../core/one-at-a-time.ts'
import type { Roster } from '../../core/roster.ts'
import { summarize } from '../../core/sync-exchange.ts'
import type { Table, TableChange } from '../../core/table.ts'
import type { Signed, SignedKind, TrustAnchor } from '../../core/verify.ts'
import { openSlots, type Slots } from '../../keys/slots.ts'
import type { Alarms } from '../alarms.ts'
import { type HeldObject, isStanding } from './held.ts'
import { effectiveNow, isWanted } from './judge.ts'
import { copyTrusted, dropExpired, receive, restore, type Trusted, trustedFrom, verifyAgain } from './take.ts'
import { decodeTrustedState, encodeTrustedState } from './trusted-state.ts'

export interface TrustOptions {
  /** The agent's state folder: `trusted.0` and `trusted.1` are in it. */
  folder: string
  fleet: Digest
  site: string
  /** `envelopeTable`: envelopes by `headKey`. */
  table: Table<Uint8Array>
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

/** Throws `wrong-state` when the node has not joined or both slots are damaged, `wrong-fleet` when they are another fleet's. */
export async function openTrust(options: TrustOptions): Promise<Trust> {
  const slots = await openSlots(join(options.folder, trustedFile))
  if (slots.initial === undefined)
    throw new CodedError('wrong-state', `${options.folder} holds no trusted state: join a fleet first`)
  if (slots.healed)
    options.alarms.raise(
      'state-healed',
      trustedFile,
      'one of its two copies was damaged or missing and was written again',
    )
  const trusted = trustedFrom(decodeTrustedState(slots.initial), options)
  const trust = new Trust(options, slots, trusted)
  await trust.restore()
  return trust
}

export class Trust {
  readonly fleet: Digest
  readonly site: string
  readonly #options: TrustOptions
  readonly #slots: Slots
  #trusted: Trusted
  readonly #inTurn = oneAtATime()
  #listeners = new Set<(changed: Head[]) => void>()
  #refused = new Map<string, number>()
  #cancelPrune: () => void = () => undefined

  constructor(options: TrustOptions, slots: Slots, trusted: Trusted) {
    this.fleet = options.fleet
    this.site = options.site
    this.#options = options
    this.#slots = slots
    this.#trusted = trusted
  }

  /** Milliseconds: the local clock, but not before the floor. What has expired is judged by it. */
  now(): number {
    return effectiveNow(this.#trusted.clockFloor, this.#options.clock.now())
  }

  anchor(): TrustAnchor {
    return this.#trusted.anchor
  }

  /** The newest one accepted, expired or not: a membership does not end by itself. Undefined when level was lost. */
  roster(): Roster | undefined {
    return this.current('roster', this.site)?.body
  }

  /** No unexpired heartbeat is held: what is current is not known. */
  isStale(): boolean {
    const heartbeat = this.heartbeat()
    return heartbeat === undefined || heartbeat.header.notAfter * 1000 <= this.now()
  }

  /** The newest one accepted, expired or not: how old it is tells how fresh everything else is. */
  heartbeat(): Heartbeat | undefined {
    return this.current('heartbeat', this.site)?.body
  }

  /** Undefined when it is not held or has expired (roster, policy and heartbeat stay in force). */
  current<K extends ObjectKind>(kind: K, name: string): Signed<K> | undefined {
    const signed = this.#trusted.held.get(kind, name)
    return signed && this.#isInForce(signed) ? (signed as unknown as Signed<K>) : undefined
  }

  all<K extends ObjectKind>(kind: K): Signed<K>[] {
    const all = [...this.#trusted.held.all()].filter(signed => signed.kind === kind && this.#isInForce(signed))
    return all as unknown as Signed<K>[]
  }

  #isInForce({ kind, header }: HeldObject): boolean {
    return isStanding(kind) || header.notAfter * 1000 > this.now()
  }

  /** What to tell others of, all root versions included. */
  heads(): Head[] {
    const { roots, held } = this.#trusted
    return [...roots.map(root => root.head), ...held.current(this.site, this.now())]
  }

  summary(): Digest {
    return summarize(this.heads())
  }

  async envelope(digest: Digest): Promise<Uint8Array | undefined> {
    const { roots, held } = this.#trusted
    return held.digests.get(digest)?.bytes ?? roots.find(({ head }) => head.digest === digest)?.bytes
  }

  /** Which of the heads that `from` claims to have are worth fetching from it. */
  wants(heads: readonly Head[], from: string): Head[] {
    const { heads: trusted, roots, held } = this.#trusted
    const now = this.#options.clock.monotonic()
    return heads.filter(
      head =>
        isWanted({ heads: trusted, rootVersion: roots.length, site: this.site }, held.digests, head) &&
        !((this.#refused.get(`${from}/${head.digest}`) ?? 0) > now),
    )
  }

  /**
   * Verifies and judges the envelopes in their order. What is accepted is durable when this returns, and listeners have been told.
   * Batches are worked on one after the other. After `limits.refusedPerExchange` refusals the rest is not looked at.
   */
  offer(envelopes: readonly Uint8Array[], from: string): Promise<Offered> {
    return this.#inTurn(() => this.#offer(envelopes, from))
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
    for await (const entry of table.entries()) entries.push(entry)
    // the heartbeat last: what it does not name is old
    entries.sort(([a], [b]) => Number(a.startsWith('heartbeat/')) - Number(b.startsWith('heartbeat/')))
    for (const [key, bytes] of entries) {
      try {
        restore(draft, Uint8Array.from(bytes), clock.now())
      } catch (error) {
        log.warn({ key, reason: codeOf(error) }, 'stored object dropped')
        changes.push({ type: 'delete', key })
      }
    }
    await this.#adopt(draft, changes)
    this.#prunePeriodically()
  }

  async #offer(envelopes: readonly Uint8Array[], from: string): Promise<Offered> {
    const { clock, log } = this.#options
    const draft = copyTrusted(this.#trusted)
    const result: Offered = { accepted: [], refused: [] }
    for (const bytes of envelopes) {
      if (result.refused.length >= limits.refusedPerExchange) break
      await setImmediate() // signatures of a hostile sender must not hold up everything else
      try {
        // a copy: the bytes are part of a larger frame, which they would keep in memory
        const head = await this.#receive(draft, Uint8Array.from(bytes))
        if (head) result.accepted.push(head)
      } catch (error) {
        const refusal = { code: codeOf(error), message: (error as Error).message }
        result.refused.push(refusal)
        log.warn({ from, ...refusal }, 'object refused')
        this.#rememberRefused(bytes, from)
      }
    }
    if (result.accepted.length === 0) return result
    await verifyAgain(draft, clock.now())
    await this.#adopt(draft, changesBetween(this.#trusted, draft))
    log.info({ from, accepted: result.accepted.map(headKey) }, 'objects accepted')
    for (const listener of this.#listeners) listener(result.accepted)
    return result
  }

  /** Each root is durable before the next one is looked at: a chain that is cut off goes on from there. */
  async #receive(draft: Trusted, bytes: Uint8Array): Promise<Head | undefined> {
    const now = this.#options.clock.now()
    if (openEnvelope(bytes).kind !== 'root') await verifyAgain(draft, now)
    const head = receive(draft, bytes, now)
    if (head?.kind === 'root') await this.#slots.save(stateBytes(draft))
    return head
  }

  /** Level first: what the slots name is there, whatever instant the power fails (the reverse is only fetched again). */
  async #adopt(draft: Trusted, changes: TableChange<Uint8Array>[]): Promise<void> {
    if (changes.length > 0) await this.#options.table.batch(changes)
    const state = stateBytes(draft)
    if (!state.equals(stateBytes(this.#trusted))) await this.#slots.save(state)
    this.#trusted = draft
  }

  #prunePeriodically(): void {
    this.#cancelPrune = this.#options.clock.after(limits.pruneMs, () => {
      this.#inTurn(() => this.#prune()).catch(error => this.#options.log.error({ err: error }, 'prune failed'))
      this.#prunePeriodically()
    })
  }

  async #prune(): Promise<void> {
    const draft = copyTrusted(this.#trusted)
    const dropped = dropExpired(draft, this.now())
    if (dropped.length === 0 && draft.heads.size === this.#trusted.heads.size) return
    await this.#adopt(draft, changesBetween(this.#trusted, draft))
    this.#options.log.info({ dropped: dropped.map(({ header }) => headKey(header)) }, 'expired objects dropped')
  }

  /** By sender: others may hold the same object with better signatures. */
  #rememberRefused(bytes: Uint8Array, from: string): void {
    const digest = digestOf(bytes)
    if (digest === undefined) return
    if (this.#refused.size >= limits.refusedEnvelopes) this.#refused.delete(this.#refused.keys().next().value!)
    this.#refused.set(`${from}/${digest}`, this.#options.clock.monotonic() + limits.refusedMs)
  }
}

function stateBytes({ roots, heads, clockFloor }: Trusted): Buffer {
  return Buffer.from(encodeTrustedState({ roots: roots.map(root => root.bytes), heads, clockFloor }))
}

function changesBetween(before: Trusted, after: Trusted): TableChange<Uint8Array>[] {
  const changes: TableChange<Uint8Array>[] = []
  for (const { header } of before.held.all()) {
    if (!after.held.get(header.kind as ObjectKind, header.name)) changes.push({ type: 'delete', key: headKey(header) })
  }
  for (const { header, digest, bytes } of after.held.all()) {
    if (!before.held.digests.has(digest)) changes.push({ type: 'put', key: headKey(header), value: bytes })
  }
  return changes
}

function digestOf(bytes: Uint8Array): Digest | undefined {
  try {
    return openEnvelope(bytes).digest
  } catch (error) {
    codeOf(error)
    return undefined
  }
}

/** Only what verification throws is a refusal; anything else is a bug and goes up. */
function codeOf(error: unknown): ErrorCode {
  if (error instanceof CodedError) return error.code
  throw error
}
