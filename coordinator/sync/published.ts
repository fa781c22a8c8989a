// The current version of everything the coordinator relays, verified before it is kept, by kind and name.
// Its table can be lost: online objects are signed anew, admin objects are submitted again or come back from a backup.

import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { compareVersions, headKey } from '../../core/header.ts'
import { kinds } from '../../core/kinds.ts'
import type { Log } from '../../core/log.ts'
import { indexRecall, keysOf, type Recall, type RecallIndex } from '../../core/recall.ts'
import type { Table } from '../../core/table.ts'
import { type Signed, type SignedKind, type TrustAnchor, verifyObject } from '../../core/verify.ts'

export type RelayedKind = Exclude<SignedKind, 'root' | 'fresh-heads' | 'receipt'>
export const relayed: readonly RelayedKind[] = [
  'recall',
  'pause',
  'policy',
  'group',
  'roster',
  'heartbeat',
  'approval',
  'manifest',
  'schedule',
  'piece-list',
]

/** Objects verified between two turns of everything else. */
const verifiedPerTurn = 50

export interface PublishedDeps {
  table: Table<Uint8Array>
  /** The newest root; `verifyAgain` is called after it has become another one. */
  anchor: () => TrustAnchor
  /** The roots before it, the oldest first. */
  pastAnchors?: () => readonly TrustAnchor[]
  clock: Clock
  log: Log
}

export class Published {
  readonly #objects = new Map<string, Signed>()
  readonly #listeners = new Set<(object: Signed) => void>()
  readonly #table: Table<Uint8Array>
  readonly #deps: PublishedDeps
  readonly #clock: Clock
  readonly #log: Log
  #anchor: TrustAnchor
  #recall: RecallIndex = indexRecall(undefined)

  private constructor(deps: PublishedDeps) {
    this.#table = deps.table
    this.#deps = deps
    this.#anchor = deps.anchor()
    this.#clock = deps.clock
    this.#log = deps.log
  }

  /**
   * Reads and verifies what the table holds; what no longer holds (damaged, of a recalled key) is dropped with a log line. What has
   * expired is only left out, and dropped when it has expired by the admins' time, too: a clock that is wrong for a day deletes nothing.
   * Expiry never closes a membership: rosters stay, however long the coordinator was off, and are signed anew.
   */
  static async open(deps: PublishedDeps) {
    const published = new Published(deps)
    const held = new Map<string, Uint8Array>()
    for await (const [key, bytes] of deps.table.entries()) held.set(key, bytes)
    // The recall first, as it was accepted: the keys it withdraws may have signed it.
    const recallKey = headKey({ kind: 'recall', name: '' })
    for (const key of [recallKey, ...[...held.keys()].filter(key => key !== recallKey)]) {
      const bytes = held.get(key)
      if (bytes && !published.#restore(key, bytes)) await deps.table.delete(key)
    }
    await published.#dropExpired()
    return published
  }

  async #dropExpired(): Promise<void> {
    const expiredBy = Math.min(this.#clock.now(), this.#adminTime())
    for (const [key, { kind, header, digest }] of [...this.#objects]) {
      if (kind === 'roster' || header.notAfter * 1000 > expiredBy) continue
      this.#log.warn({ key, digest, notAfter: header.notAfter }, 'expired object dropped')
      this.#objects.delete(key)
      await this.#table.delete(key)
    }
  }

  /** The newest time that root and admins signed, in ms: it comes from their machines, not from this one's clock. */
  #adminTime(): number {
    let newest = this.#anchor.root.header.issuedAt
    for (const { kind, header } of this.#objects.values())
      if (kinds[kind].role === 'admin') newest = Math.max(newest, header.issuedAt)
    return newest * 1000
  }

  #restore(key: string, bytes: Uint8Array): boolean {
    const object = this.#readStored(bytes)
    if (object instanceof CodedError) {
      this.#log.warn({ key, code: object.code, reason: object.message }, 'stored object dropped')
      return false
    }
    this.#objects.set(key, object)
    if (object.kind === 'recall') this.#useRecall(object.body)
    return true
  }

  /**
   * What the newest root covers and no recall touches. Of recalled keys and those of earlier roots only what must not end with them is read: a roster, as the record of who is
   * a member, and a recall of the epoch in force, because a change of keys must not bring back what was withdrawn.
   */
  #readStored(bytes: Uint8Array): Signed | CodedError {
    const read = tryVerify(bytes, this.#anchor)
    if (!(read instanceof CodedError)) return read
    for (const past of [this.#deps.anchor(), ...[...(this.#deps.pastAnchors?.() ?? [])].reverse()]) {
      const old = tryVerify(bytes, past)
      if (old instanceof CodedError) continue
      const { recallEpoch } = this.#deps.anchor().root
      if (old.kind === 'roster' || (old.kind === 'recall' && old.header.epoch === recallEpoch)) return old
      break
    }
    return read
  }

  #useRecall(recall: Recall | undefined): void {
    this.#recall = indexRecall(recall)
    this.#anchor = { ...this.#deps.anchor(), ...(recall && { recalledKeys: keysOf(recall) }) }
  }

  /**
   * After a new root: what its keys and epochs no longer cover is dropped and returned. Rosters stay, and their owner signs them
   * anew; so does a recall of the same epoch, which the admins sign anew.
   */
  async verifyAgain(): Promise<Signed[]> {
    const recallKey = headKey({ kind: 'recall', name: '' })
    const recall = this.#objects.get(recallKey) as Signed<'recall'> | undefined
    this.#useRecall(recall?.header.epoch === this.#deps.anchor().root.recallEpoch ? recall?.body : undefined)
    const dropped: Signed[] = []
    let count = 0
    for (const [key, object] of [...this.#objects]) {
      if (++count % verifiedPerTurn === 0) await setImmediate()
      if (this.#objects.get(key) !== object || !(this.#readStored(object.bytes) instanceof CodedError)) continue
      this.#objects.delete(key)
      await this.#table.delete(key)
      dropped.push(object)
    }
    return dropped
  }

  /** Whether the newest root's keys and epochs cover it, expired or not. */
  isCovered({ bytes }: Signed): boolean {
    return !(tryVerify(bytes, this.#deps.anchor()) instanceof CodedError)
  }

  /** The root, and the keys that the recall in force withdraws; another one after each recall. */
  get anchor(): TrustAnchor {
    return this.#anchor
  }

  /** What the recall in force withdraws. */
  get recall(): RecallIndex {
    return this.#recall
  }

  /** Verifies and keeps a newer object. False: it is held already. Throws as `verifyObject`, or `rollback`. */
  async put(bytes: Uint8Array, allowed: readonly RelayedKind[] = relayed): Promise<boolean> {
    const object = verifyObject(bytes, { anchor: this.#anchor, now: this.#clock.now(), allowed })
    const key = headKey(object.header)
    const held = this.#objects.get(key)
    if (held?.digest === object.digest) return false
    if (held && compareVersions(object.header, held.header) <= 0) {
      throw new CodedError(
        'rollback',
        `a ${object.kind} ${object.header.name} of version ${held.header.version} is held: sign a higher one`,
      )
    }
    await this.#table.put(key, bytes)
    this.#objects.set(key, object)
    if (object.kind === 'recall') this.#useRecall(object.body)
    this.#tell(object)
    if (object.kind === 'recall' && (await this.#dropUnsigned(object.body))) this.#tell(object)
    return true
  }

  #tell(object: Signed): void {
    for (const listener of this.#listeners) listener(object)
  }

  /**
   * After a recall, what recalled keys alone had signed goes. Rosters stay, and are signed anew when the enrol role has its next key: a
   * recalled key must not put a whole site out. What is withdrawn by its own name stays too: nodes say why they do not install it.
   */
  async #dropUnsigned(recall: Recall): Promise<boolean> {
    if (keysOf(recall).size === 0) return false
    let count = 0
    let isChanged = false
    for (const [key, { kind, bytes }] of [...this.#objects]) {
      if (++count % verifiedPerTurn === 0) await setImmediate()
      if (kind === 'roster' || kind === 'recall' || this.#objects.get(key)?.bytes !== bytes) continue
      this.#objects.delete(key)
      if (this.#restore(key, bytes)) continue
      await this.#table.delete(key)
      isChanged = true
    }
    return isChanged
  }

  current<K extends RelayedKind>(kind: K, name: string): Signed<K> | undefined {
    return this.#objects.get(headKey({ kind, name })) as Signed<K> | undefined
  }

  /** Every current object, or those of one kind; without expired ones, but for rosters. */
  all(): Signed[]
  all<K extends RelayedKind>(kind: K): Signed<K>[]
  all(kind?: RelayedKind): Signed[] {
    const now = this.#clock.now()
    return [...this.#objects.values()].filter(
      object => (!kind || object.kind === kind) && (object.kind === 'roster' || object.header.notAfter * 1000 > now),
    )
  }

  onChange(listener: (object: Signed) => void): void {
    this.#listeners.add(listener)
  }
}

/** Whether it has expired does not matter. */
function tryVerify(bytes: Uint8Array, anchor: TrustAnchor): Signed | CodedError {
  try {
    return verifyObject(bytes, { anchor, now: 0, allowed: relayed })
  } catch (error) {
    if (error instanceof CodedError) return error
    throw error
  }
}
