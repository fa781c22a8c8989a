// A named table of a level database: string keys, values of one type. It is the only view of level that stages get;
// opening the database is the business of each program's database.ts. What rests here can be rebuilt (docs/architecture.md).

import { openValue, sealValue } from './checked-value.ts'
import { CodedError } from './errors.ts'

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

/** What is used of an abstract-level sublevel with keys of text and values of bytes. */
interface Sublevel {
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
interface Durability {
  sync: boolean
}

/** What is used of a level database. */
interface OpenLevel {
  sublevel(name: string, options: { valueEncoding: 'view' }): unknown
  close(): Promise<void>
}

/**
 * Level reads back what the disk gives, so each value is checked (checked-value.ts). `onDamaged` is told of a value that is not what was
 * written, or that level cannot read; whoever asked for it gets `io-failed`. A change of a durable table is on the disk when it is told.
 */
export function databaseOf(
  level: OpenLevel,
  { onDamaged, isDurable }: { onDamaged: (detail: string) => void; isDurable: (table: string) => boolean },
): Database {
  const table = <T>(name: string, encoding: Encoding<T>) => {
    const sublevel = level.sublevel(name, { valueEncoding: 'view' }) as Sublevel
    return new CheckedTable<T>({ name, sublevel, encoding, how: { sync: isDurable(name) }, onDamaged })
  }
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
  sublevel: Sublevel
  encoding: Encoding<T>
  how: Durability
  onDamaged: (detail: string) => void
}

class CheckedTable<T> implements Table<T> {
  readonly #name: string
  readonly #sublevel: Sublevel
  readonly #encoding: Encoding<T>
  readonly #how: Durability
  readonly #onDamaged: (detail: string) => void

  constructor({ name, sublevel, encoding, how, onDamaged }: TableParts<T>) {
    this.#name = name
    this.#sublevel = sublevel
    this.#encoding = encoding
    this.#how = how
    this.#onDamaged = onDamaged
  }

  async get(key: string): Promise<T | undefined> {
    const value = await this.#guard(() => this.#sublevel.get(key))
    return value && this.#open(key, value)
  }

  put(key: string, value: T): Promise<void> {
    return this.#guard(() => this.#sublevel.put(key, this.#seal(key, value), this.#how))
  }

  delete(key: string): Promise<void> {
    return this.#guard(() => this.#sublevel.del(key, this.#how))
  }

  async batch(changes: readonly TableChange<T>[]): Promise<void> {
    const plain = changes.map(change =>
      change.type === 'put'
        ? { ...change, value: this.#seal(change.key, change.value) }
        : { type: 'del' as const, key: change.key },
    )
    await this.#guard(() => this.#sublevel.batch(plain, this.#how))
  }

  async *entries(prefix = ''): AsyncIterable<[key: string, value: T]> {
    const iterator = this.#sublevel.iterator({ gte: prefix })[Symbol.asyncIterator]()
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
