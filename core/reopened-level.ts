// A level database on a disk that was full: once level could not write it takes no write again until it is opened anew, however much room
// there is by then. So the first write after there is room opens it anew; until then writes are refused and reads go on.

import { CodedError } from './errors.ts'
import { systemFailure } from './system-failure.ts'

/** What is used of an abstract-level sublevel with keys of text and values of bytes. */
export interface Sublevel {
  get(key: string): Promise<Uint8Array | undefined>
  put(key: string, value: Uint8Array, how: Durability): Promise<void>
  del(key: string, how: Durability): Promise<void>
  batch(
    changes: ({ type: 'put'; key: string; value: Uint8Array } | { type: 'del'; key: string })[],
    how: Durability,
  ): Promise<void>
  iterator(range: { gte: string }): AsyncIterable<[key: string, value: Uint8Array]>
}

/** Level writes through to the disk only when asked: else what was written last goes with the power, whatever was told of it before. */
export interface Durability {
  sync: boolean
}

/** What is used of a level database. */
export interface OpenLevel {
  sublevel(name: string, options: { valueEncoding: 'view' }): unknown
  open(): Promise<void>
  close(): Promise<void>
}

export class ReopenedLevel {
  readonly #level: OpenLevel
  readonly #hasRoom: () => Promise<boolean>
  readonly #sublevels = new Map<string, Sublevel>()
  /** A write failed for want of room since it was opened. */
  #isStuck = false
  #reopening: Promise<void> | undefined

  /** `hasRoom`: whether the disk has room for what level writes at once. */
  constructor(level: OpenLevel, hasRoom: () => Promise<boolean>) {
    this.#level = level
    this.#hasRoom = hasRoom
  }

  async read<R>(name: string, use: (sublevel: Sublevel) => Promise<R>): Promise<R> {
    await this.#reopening
    return await use(this.#sublevel(name))
  }

  /** Throws `disk-full`, and what `use` throws. */
  async write<R>(name: string, use: (sublevel: Sublevel) => Promise<R>): Promise<R> {
    if (this.#isStuck) await this.#reopen()
    await this.#reopening
    try {
      return await use(this.#sublevel(name))
    } catch (error) {
      const refused = systemFailure(error)
      if (refused?.code !== 'disk-full') throw error
      this.#isStuck = true
      throw refused
    }
  }

  async close(): Promise<void> {
    await this.#reopening
    await this.#level.close()
  }

  async #reopen(): Promise<void> {
    if (!(await this.#hasRoom()))
      throw new CodedError('disk-full', 'the disk of the database is full: free some space on it, then try again')
    this.#reopening ??= this.#openAnew().finally(() => {
      this.#reopening = undefined
    })
    await this.#reopening
  }

  async #openAnew(): Promise<void> {
    if (!this.#isStuck) return // another write has done it
    await this.#level.close()
    await this.#level.open()
    this.#sublevels.clear() // those of before stay closed
    this.#isStuck = false
  }

  #sublevel(name: string): Sublevel {
    const known = this.#sublevels.get(name) ?? (this.#level.sublevel(name, { valueEncoding: 'view' }) as Sublevel)
    this.#sublevels.set(name, known)
    return known
  }
}
