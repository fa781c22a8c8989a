// What a node remembers between runs for its planning: since when it has been on, when it first saw each schedule, how its installs
// ended. It rests in level; lost, a node merely waits a little longer once, and the install journal still prevents a second install.
// Which version of each product it installed is kept apart, with a copy.

import { limits } from '../../core/limits.ts'
import type { Manifest } from '../../core/manifest.ts'
import type { Table } from '../../core/table.ts'
import { type InstallKey, keyName } from '../installer/journal.ts'
import type { InstallOutcome } from '../installer/outcome.ts'
import type { InstallRecord } from './plan.ts'
import { type InstalledProduct, isNewer } from './supersede.ts'

/** The last time this node was known to be on, and since when without a pause; in ms. */
export interface Life {
  onlineSince: number
  aliveAt: number
}

export interface MemoryTables {
  life: Table<Life>
  /** By schedule, in ms. */
  seen: Table<number>
  /** By keyName(). */
  installs: Table<InstallRecord>
}

/** Where the newest installed version of each product is kept: not in level, which may be lost together with the order that brought it. */
export interface ProductFile {
  read(): Promise<InstalledProduct[]>
  write(products: InstalledProduct[]): Promise<void>
}

export class NodeMemory {
  readonly #tables: MemoryTables
  readonly #file: ProductFile
  readonly #seen = new Map<string, number>()
  /** `undefined`: asked for, and there is none. */
  readonly #records = new Map<string, InstallRecord | undefined>()
  /** What `keyName` gives, which hashes: each key is asked for at every thought. */
  readonly #names = new Map<string, string>()
  /** By product. */
  readonly #products = new Map<string, InstalledProduct>()
  #life: Life

  private constructor(tables: MemoryTables, file: ProductFile, life: Life) {
    this.#tables = tables
    this.#file = file
    this.#life = life
  }

  static async open(tables: MemoryTables, file: ProductFile, now: number): Promise<NodeMemory> {
    const before = await tables.life.get('life')
    const wasOn = before !== undefined && Math.abs(now - before.aliveAt) < limits.offlineMs
    const memory = new NodeMemory(tables, file, { onlineSince: wasOn ? before.onlineSince : now, aliveAt: 0 })
    for await (const [schedule, at] of tables.seen.entries()) memory.#seen.set(schedule, at)
    const records: [string, InstallRecord][] = []
    for await (const entry of tables.installs.entries()) records.push(entry)
    for (const [name, record] of records.sort(([, a], [, b]) => a.at - b.at)) memory.#records.set(name, record)
    for (const product of await file.read()) memory.#products.set(product.product, product)
    return memory
  }

  get onlineSince(): number {
    return this.#life.onlineSince
  }

  /** When this node first had the schedule; infinity before tick() was told of it. */
  seenAt(schedule: string): number {
    return this.#seen.get(schedule) ?? Number.POSITIVE_INFINITY
  }

  /** Notes that the node is on and which schedules it has. A machine that slept was off. */
  async tick(now: number, schedules: readonly string[]): Promise<void> {
    for (const schedule of schedules) {
      if ((this.#seen.get(schedule) ?? Number.POSITIVE_INFINITY) <= now + limits.offlineMs) continue
      this.#seen.set(schedule, now)
      await this.#tables.seen.put(schedule, now)
    }
    for (const schedule of [...this.#seen.keys()].filter(each => !schedules.includes(each))) {
      if (this.#seen.size <= limits.heads) break
      this.#seen.delete(schedule)
      await this.#tables.seen.delete(schedule)
    }
    // far ahead: the clock was wrong then, or was set back since
    const slept = this.#life.aliveAt > 0 && Math.abs(now - this.#life.aliveAt) > limits.offlineMs
    if (slept && now < this.#life.aliveAt) this.#life = { onlineSince: now, aliveAt: 0 }
    if (this.#life.aliveAt > 0 && now - this.#life.aliveAt < limits.aliveMs / 2) return
    this.#life = { onlineSince: slept ? now : this.#life.onlineSince, aliveAt: now }
    await this.#tables.life.put('life', this.#life)
  }

  record(key: InstallKey): InstallRecord | undefined {
    return this.#records.get(this.#nameOf(key))
  }

  /** Fills in from the journal what level does not know. */
  async recall(
    key: InstallKey,
    journal: { recorded: (key: InstallKey) => Promise<InstallOutcome | undefined> },
  ): Promise<void> {
    const name = this.#nameOf(key)
    if (this.#records.has(name)) return
    const outcome = await journal.recorded(key)
    this.#records.set(name, outcome && { outcome, at: 0, runs: 1 })
  }

  async noteInstall(key: InstallKey, outcome: InstallOutcome, at: number): Promise<void> {
    const name = this.#nameOf(key)
    const isRetry = outcome.state === 'failed' && !outcome.final
    const runs = isRetry ? (this.#records.get(name)?.runs ?? 0) + 1 : 0
    const record = { outcome, at, runs }
    this.#records.delete(name) // the last noted stands last
    this.#records.set(name, record)
    await this.#tables.installs.put(name, record)
    await this.#forgetOldest()
  }

  #nameOf(key: InstallKey): string {
    const plain = `${key.manifest} ${key.schedule}`
    const name = this.#names.get(plain) ?? keyName(key)
    if (this.#names.size >= limits.journals) this.#names.clear()
    this.#names.set(plain, name)
    return name
  }

  /** As many as there are journals at most: what is still ordered beyond that is asked of its journal again. */
  async #forgetOldest(): Promise<void> {
    const surplus = this.#records.size - limits.journals
    for (const [name, record] of [...this.#records].slice(0, Math.max(0, surplus))) {
      this.#records.delete(name)
      if (record) await this.#tables.installs.delete(name)
    }
  }

  /** The newest version of each product among `products` that this node installed. */
  installedOf(products: ReadonlySet<string>): InstalledProduct[] {
    return [...this.#products.values()].filter(({ product }) => products.has(product))
  }

  /** Keeps the manifest of an install that ended well, unless a newer one of its product is kept. dpkg knows about packages itself. */
  async noteProduct({ header, product, productVersion, platform, action, detection }: Manifest): Promise<void> {
    if (product === '' || action.type === 'deb') return
    const kept = this.#products.get(product)
    const installed = { patch: header.name, product, productVersion, platform, action, detection }
    if (kept && !isNewer(installed, kept)) return
    if (!kept && this.#products.size >= limits.products) return
    this.#products.set(product, installed)
    await this.#file.write([...this.#products.values()])
  }
}
