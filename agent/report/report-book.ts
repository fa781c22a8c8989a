// What this node has told the coordinator and what it has yet to tell: the newest outcome of each order, the newest byte counts of
// each artifact, the inventory. Only the newest matters, so the queue is bounded by what exists. It rests in level until
// acknowledged; lost, it is filled anew by the next look at the machine. It sends nothing.

import { isDeepStrictEqual } from 'node:util'
import { type Digest, sha256 } from '../../core/digest.ts'
import { limits } from '../../core/limits.ts'
import { type ReasonCode, reasons } from '../../core/reasons.ts'
import type { Inventory, Outcome, PatchState, Report, Traffic } from '../../core/report.ts'
import type { Table } from '../../core/table.ts'

/** What the coordinator is to know, with the marks that tell whether it does. */
interface Entry<T> {
  value: T
  /** The coordinator has durably stored it. */
  acknowledged: boolean
}

interface HeldInventory {
  value: Inventory
  /** Of the content without its time. */
  digest: Digest
}

interface InventoryEntry extends Entry<Inventory | undefined> {
  /** The content itself stays in memory only until it is acknowledged. */
  digest: Digest
}

export interface ReportTables {
  outcomes: Table<Entry<Outcome>>
  traffic: Table<Entry<Traffic>>
  /** `inventory`, `inventory-acknowledged` (its digest), `health` and `version`. */
  meta: Table<unknown>
}

/** Part of a report; acknowledge() takes it back. */
export interface Batch {
  outcomes: Outcome[]
  traffic: Traffic[]
  inventory: Inventory | undefined
  /** Mark of alarms and staleness, which go with every report; undefined when the coordinator knows them. */
  health: Digest | undefined
}

export type Health = Pick<Report, 'alarms' | 'stale'>

export class ReportBook {
  readonly #tables: ReportTables
  readonly #outcomes = new Map<string, Entry<Outcome>>()
  readonly #traffic = new Map<string, Entry<Traffic>>()
  #inventory: InventoryEntry | undefined
  #health: Entry<Digest> = { value: markOf({ alarms: [], stale: false }), acknowledged: true }
  #version = 0

  private constructor(tables: ReportTables) {
    this.#tables = tables
  }

  static async open(tables: ReportTables): Promise<ReportBook> {
    const book = new ReportBook(tables)
    for await (const [key, entry] of tables.outcomes.entries()) book.#outcomes.set(key, entry)
    for await (const [key, entry] of tables.traffic.entries()) book.#traffic.set(key, entry)
    const held = (await tables.meta.get('inventory')) as HeldInventory | undefined
    const acknowledged = held?.digest === (await tables.meta.get('inventory-acknowledged'))
    if (held) book.#inventory = { value: acknowledged ? undefined : held.value, acknowledged, digest: held.digest }
    book.#health = ((await tables.meta.get('health')) as Entry<Digest> | undefined) ?? book.#health
    book.#version = ((await tables.meta.get('version')) as number | undefined) ?? 0
    return book
  }

  /** How many entries are not acknowledged yet. */
  get pending(): number {
    const waiting = (entries: Iterable<Entry<unknown>>) => [...entries].filter(entry => !entry.acknowledged).length
    const others = Number(this.#inventory?.value !== undefined) + Number(!this.#health.acknowledged)
    return waiting(this.#outcomes.values()) + waiting(this.#traffic.values()) + others
  }

  /** Whether nothing that was ordered here is under way. */
  get isSettled(): boolean {
    for (const { value } of this.#outcomes.values()) if (underWay.includes(value.state)) return false
    return true
  }

  /** Keeps what differs from what was noted before, whenever that was; `at` alone is no difference. */
  async noteOutcomes(outcomes: readonly Outcome[]): Promise<void> {
    const changed = outcomes.filter(outcome => {
      const before = this.#outcomes.get(outcomeKey(outcome))?.value
      return !before || !isDeepStrictEqual({ ...before, at: 0 }, { ...outcome, at: 0 })
    })
    await this.#keep(this.#outcomes, this.#tables.outcomes, changed, outcomeKey)
  }

  /** Everything ordered now: what was under way and is ordered no longer is told too. */
  async noteOrders(current: readonly Outcome[], at: number): Promise<void> {
    const keys = new Set(current.map(outcomeKey))
    const gone = [...this.#outcomes.values()]
      .map(entry => entry.value)
      .filter(outcome => !keys.has(outcomeKey(outcome)) && underWay.includes(outcome.state))
    const reason = 'no-longer-ordered' satisfies ReasonCode
    const ended = gone.map(outcome => ({ ...outcome, state: 'missing' as const, reason, detail: reasons[reason], at }))
    await this.noteOutcomes([...current, ...ended])
  }

  async noteTraffic(traffic: readonly Traffic[]): Promise<void> {
    const changed = traffic.filter(each => !isDeepStrictEqual(this.#traffic.get(each.artifact)?.value, each))
    await this.#keep(this.#traffic, this.#tables.traffic, changed, each => each.artifact)
  }

  async noteInventory(inventory: Inventory): Promise<void> {
    const digest = sha256(Buffer.from(JSON.stringify({ ...inventory, collectedAt: 0 })))
    if (this.#inventory?.digest === digest) return
    this.#inventory = { value: inventory, acknowledged: false, digest }
    await this.#tables.meta.put('inventory', { value: inventory, digest } satisfies HeldInventory)
  }

  /** What alarms there are and whether the node is stale; that one was raised once more is no news. */
  async noteHealth(health: Health): Promise<void> {
    const value = markOf(health)
    if (value === this.#health.value) return
    this.#health = { value, acknowledged: false }
    await this.#tables.meta.put('health', this.#health)
  }

  /** The next unacknowledged part, small enough for one report; undefined when there is none. */
  nextBatch(): Batch | undefined {
    const some = <T>(entries: Map<string, Entry<T>>) =>
      [...entries.values()]
        .filter(entry => !entry.acknowledged)
        .slice(0, limits.reportBatch)
        .map(entry => entry.value)
    const batch = {
      outcomes: some(this.#outcomes),
      traffic: some(this.#traffic),
      inventory: this.#inventory?.acknowledged ? undefined : this.#inventory?.value,
      health: this.#health.acknowledged ? undefined : this.#health.value,
    }
    const isNews = batch.outcomes.length + batch.traffic.length > 0 || batch.inventory || batch.health
    return isNews ? batch : undefined
  }

  /** A version above every one used before, durable before it is used; `atLeast` in seconds, so that a lost database reuses none. */
  async nextVersion(atLeast: number): Promise<number> {
    this.#version = Math.max(this.#version + 1, atLeast)
    await this.#tables.meta.put('version', this.#version)
    return this.#version
  }

  /** Marks what still is as it was sent; what changed meanwhile goes with a later batch. */
  async acknowledge(batch: Batch): Promise<void> {
    await this.#mark(this.#outcomes, this.#tables.outcomes, batch.outcomes, outcomeKey)
    await this.#mark(this.#traffic, this.#tables.traffic, batch.traffic, each => each.artifact)
    if (batch.health === this.#health.value) {
      this.#health = { value: batch.health, acknowledged: true }
      await this.#tables.meta.put('health', this.#health)
    }
    if (!batch.inventory || this.#inventory?.value !== batch.inventory) return
    this.#inventory = { value: undefined, acknowledged: true, digest: this.#inventory.digest }
    await this.#tables.meta.put('inventory-acknowledged', this.#inventory.digest)
  }

  /** The coordinator has lost what it had acknowledged: all of it is to be sent again. */
  async tellAgain(): Promise<void> {
    await this.#tellAgain(this.#outcomes, this.#tables.outcomes)
    await this.#tellAgain(this.#traffic, this.#tables.traffic)
    const held = (await this.#tables.meta.get('inventory')) as HeldInventory | undefined
    await this.#tables.meta.delete('inventory-acknowledged')
    if (held && this.#inventory?.acknowledged) this.#inventory = { ...held, acknowledged: false }
  }

  async #tellAgain<T>(entries: Map<string, Entry<T>>, table: Table<Entry<T>>): Promise<void> {
    const changes = [...entries].flatMap(([key, { value, acknowledged }]) =>
      acknowledged ? [{ type: 'put' as const, key, value: { value, acknowledged: false } }] : [],
    )
    for (const { key, value } of changes) entries.set(key, value)
    if (changes.length > 0) await table.batch(changes)
  }

  async #keep<T>(
    entries: Map<string, Entry<T>>,
    table: Table<Entry<T>>,
    values: readonly T[],
    keyOf: (value: T) => string,
  ): Promise<void> {
    if (values.length === 0) return
    const changes = values.map(value => ({
      type: 'put' as const,
      key: keyOf(value),
      value: { value, acknowledged: false },
    }))
    for (const { key, value } of changes) entries.set(key, value)
    const surplus = [...entries].filter(([, entry]) => entry.acknowledged).slice(0, entries.size - limits.reportEntries)
    const dropped = entries.size > limits.reportEntries ? surplus.map(([key]) => key) : []
    for (const key of dropped) entries.delete(key)
    await table.batch([...changes, ...dropped.map(key => ({ type: 'delete' as const, key }))])
  }

  async #mark<T>(
    entries: Map<string, Entry<T>>,
    table: Table<Entry<T>>,
    values: readonly T[],
    keyOf: (value: T) => string,
  ): Promise<void> {
    const same = values.filter(value => entries.get(keyOf(value))?.value === value)
    const changes = same.map(value => ({
      type: 'put' as const,
      key: keyOf(value),
      value: { value, acknowledged: true },
    }))
    for (const { key, value } of changes) entries.set(key, value)
    if (changes.length > 0) await table.batch(changes)
  }
}

/** States that a vanished order must not leave behind at the coordinator. */
const underWay: readonly PatchState[] = ['unknown', 'fetching', 'waiting', 'ready', 'installing']

/** Ids contain no slash. */
function outcomeKey({ schedule, patch }: Outcome): string {
  return `${schedule}/${patch}`
}

function markOf({ alarms, stale }: Health): Digest {
  return sha256(Buffer.from(JSON.stringify([stale, alarms.map(({ code, subject }) => [code, subject])])))
}
