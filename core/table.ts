// A named table of a level database: string keys, values of one type. It is the only view of level that stages get;
// opening the database is the business of each program's database.ts. What rests here can be rebuilt (docs/architecture.md).

import { openValue, sealValue } from './checked-value.ts'
import { CodedError } from './errors.ts'
import { type Durability, type OpenLevel, ReopenedLevel, type Sublevel } from './reopened-level.ts'

export type TableChange<T> = { type: 'put'; key: string; value: T } | { type: 'delete'; key: string }

export interface Table<T> {
  get(key: string): Promise<T | undefined>
  put(key: string, value: T): Promise<void>
  delete(key: string): Promise<void>
  /** In key order, a snapshot of the moment of the call. */
  entries(prefix?: string): AsyncIterable<[key: string, value: T]>
  /** All of the changes or none. */
  batch(changes: readonly TableChange<T>[]): Promise<void>
}

/** What each program's database.ts gives its stages. */
export interface Database {
  json<T>(name: string): Table<T>
  bytes(name: string): Table<Uint8Array>
  close(): Promise<void>
}

/**
 * Level reads back what the disk gives, so each value is checked (checked-value.ts). `onDamaged` is told of a value that is not what was
 * written, or that level cannot read; whoever asked for it gets `io-failed`. A change of a durable table is on the disk when it is told. A
 * write for which there is no room gets `disk-full`; `hasRoom` tells when another try is worth it.
 */
export function databaseOf(
  opened: OpenLevel,
  {
    onDamaged,
    isDurable,
    hasRoom,
  }: {
    onDamaged: (detail: string) => void
    isDurable: (table: string) => boolean
    hasRoom: () => Promise<boolean>
  },
): Database {
  const level = new ReopenedLevel(opened, hasRoom)
  const table = <T>(name: string, encoding: Encoding<T>) =>
    new CheckedTable<T>({ name, level, encoding, how: { sync: isDurable(name) }, onDamaged })
  return {
    json: <T>(name: string) => table<T>(name, jsonEncoding as Encoding<T>),
    bytes: name => table<Uint8Array>(name, { toBytes: value => value, fromBytes: bytes => bytes }),
    close: () => level.close(),
  }
}

interface Encoding<T> {
  toBytes(value: T): Uint8Array
  fromBytes(bytes: Uint8Array): T
}

const jsonEncoding: Encoding<unknown> = {
  toBytes: value => Buffer.from(JSON.stringify(value)),
  fromBytes: bytes => JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()),
}

interface TableParts<T> {
  name: string
  level: ReopenedLevel
  encoding: Encoding<T>
  how: Durability
  onDamaged: (detail: string) => void
}

class CheckedTable<T> implements Table<T> {
  readonly #name: string
  readonly #level: ReopenedLevel
  readonly #encoding: Encoding<T>
  readonly #how: Durability
  readonly #onDamaged: (detail: string) => void

  constructor({ name, level, encoding, how, onDamaged }: TableParts<T>) {
    this.#name = name
    this.#level = level
    this.#encoding = encoding
    this.#how = how
    this.#onDamaged = onDamaged
  }

  async get(key: string): Promise<T | undefined> {
    const value = await this.#guard(() => this.#level.read(this.#name, sublevel => sublevel.get(key)))
    return value && this.#open(key, value)
  }

  put(key: string, value: T): Promise<void> {
    const sealed = this.#seal(key, value) // as it is now, whenever it is written
    return this.#write(sublevel => sublevel.put(key, sealed, this.#how))
  }

  delete(key: string): Promise<void> {
    return this.#write(sublevel => sublevel.del(key, this.#how))
  }

  async batch(changes: readonly TableChange<T>[]): Promise<void> {
    const plain = changes.map(change =>
      change.type === 'put'
        ? { ...change, value: this.#seal(change.key, change.value) }
        : { type: 'del' as const, key: change.key },
    )
    await this.#write(sublevel => sublevel.batch(plain, this.#how))
  }

  async *entries(prefix = ''): AsyncIterable<[key: string, value: T]> {
    const begin = async (sublevel: Sublevel) => sublevel.iterator({ gte: prefix })[Symbol.asyncIterator]()
    const iterator = await this.#guard(() => this.#level.read(this.#name, begin))
    try {
      for (;;) {
        const next = await this.#guard(() => iterator.next())
        if (next.done || !next.value[0].startsWith(prefix)) return
        const [key, value] = next.value
        yield [key, this.#open(key, value)]
      }
    } finally {
      await iterator.return?.()
    }
  }

  #write(use: (sublevel: Sublevel) => Promise<void>): Promise<void> {
    return this.#guard(() => this.#level.write(this.#name, use))
  }

  #seal(key: string, value: T): Uint8Array {
    return sealValue(storedKey(this.#name, key), this.#encoding.toBytes(value))
  }

  #open(key: string, value: Uint8Array): T {
    const bytes = openValue(storedKey(this.#name, key), value)
    if (bytes) return this.#encoding.fromBytes(bytes)
    return this.#fail(`the value of ${this.#name}/${key} is not what was written`)
  }

  async #guard<R>(use: () => Promise<R>): Promise<R> {
    try {
      return await use()
    } catch (cause) {
      if (!isDamage(cause)) throw cause
      return this.#fail(`the table ${this.#name} cannot be read: ${(cause as Error).message}`, cause)
    }
  }

  #fail(detail: string, cause?: unknown): never {
    this.#onDamaged(detail)
    throw new CodedError('io-failed', `the database is damaged (${detail}); it is repaired at the next start`, {
      cause,
    })
  }
}

/** As abstract-level names the keys of a sublevel in the database. */
function storedKey(table: string, key: string): Uint8Array {
  return Buffer.from(`!${table}!${key}`)
}

/** Whether level says that its files are not what it wrote, or cannot be read at all. */
export function isDamage(error: unknown): boolean {
  const { code, message = '', cause } = (error ?? {}) as { code?: string; message?: string; cause?: unknown }
  if (code === 'LEVEL_CORRUPTION') return true
  if (code === 'LEVEL_IO_ERROR' && /No such file|Input\/output error|Invalid argument/.test(message)) return true
  return cause !== undefined && cause !== error && isDamage(cause)
}
