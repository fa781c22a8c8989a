// The current version of everything the coordinator relays, verified before it is kept, by kind and name.
// Its table can be lost: online objects are signed anew, admin objects are submitted again or come back from a backup.

import type { Clock } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { compareVersions, headKey } from '../../core/header.ts'
import type { Log } from '../../core/log.ts'
import type { Table } from '../../core/table.ts'
import { type Signed, type SignedKind, type TrustAnchor, verifyObject } from '../../core/verify.ts'

export type RelayedKind = Exclude<SignedKind, 'root' | 'fresh-heads'>
const relayed: readonly RelayedKind[] = [
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

export class Published {
  readonly #objects = new Map<string, Signed>()
  readonly #listeners = new Set<(object: Signed) => void>()
  readonly #table: Table<Uint8Array>
  readonly #anchor: TrustAnchor
  readonly #clock: Clock

  private constructor(table: Table<Uint8Array>, anchor: TrustAnchor, clock: Clock) {
    this.#table = table
    this.#anchor = anchor
    this.#clock = clock
  }

  /**
   * Reads and verifies what the table holds; what no longer holds (expired, damaged) is dropped with a log line. Expiry never closes
   * a membership: rosters stay, however long the coordinator was off, and are signed anew.
   */
  static async open({
    table,
    anchor,
    clock,
    log,
  }: {
    table: Table<Uint8Array>
    anchor: TrustAnchor
    clock: Clock
    log: Log
  }) {
    const published = new Published(table, anchor, clock)
    const dropped: string[] = []
    for await (const [key, bytes] of table.entries()) {
      try {
        const now = key.startsWith('roster/') ? 0 : clock.now()
        published.#objects.set(key, verifyObject(bytes, { anchor, now, allowed: relayed }))
      } catch (error) {
        if (!(error instanceof CodedError)) throw error
        log.warn({ key, code: error.code, reason: error.message }, 'stored object dropped')
        dropped.push(key)
      }
    }
    for (const key of dropped) await table.delete(key)
    return published
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
    for (const listener of this.#listeners) listener(object)
    return true
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
