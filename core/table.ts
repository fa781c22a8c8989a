// A named table of a level database: string keys, values of one type. It is the only view of level that stages get;
// opening the database is the business of each program's database.ts. What rests here can be rebuilt (docs/architecture.md).

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

/** What is used of an abstract-level sublevel whose keys are text. */
interface Sublevel<T> {
  get(key: string): Promise<T | undefined>
  put(key: string, value: T): Promise<void>
  del(key: string): Promise<void>
  batch(changes: ({ type: 'put'; key: string; value: T } | { type: 'del'; key: string })[]): Promise<void>
  iterator(range: { gte: string }): AsyncIterable<[key: string, value: T]>
}

function createTable<T>(sublevel: Sublevel<T>): Table<T> {
  return {
    get: key => sublevel.get(key),
    put: (key, value) => sublevel.put(key, value),
    delete: key => sublevel.del(key),
    batch: changes =>
      sublevel.batch(changes.map(change => (change.type === 'put' ? change : { type: 'del', key: change.key }))),
    async *entries(prefix = '') {
      for await (const [key, value] of sublevel.iterator({ gte: prefix })) {
        if (!key.startsWith(prefix)) return
        yield [key, value]
      }
    },
  }
}

/** What each program's database.ts gives its stages. */
export interface Database {
  json<T>(name: string): Table<T>
  bytes(name: string): Table<Uint8Array>
  close(): Promise<void>
}

/** What is used of a level database. */
interface OpenLevel {
  sublevel(name: string, options: { valueEncoding: string }): unknown
  close(): Promise<void>
}

export function databaseOf(level: OpenLevel): Database {
  const table = <T>(name: string, valueEncoding: 'json' | 'view') =>
    createTable<T>(level.sublevel(name, { valueEncoding }) as Sublevel<T>)
  return {
    json: <T>(name: string) => table<T>(name, 'json'),
    bytes: name => table<Uint8Array>(name, 'view'),
    close: () => level.close(),
  }
}
