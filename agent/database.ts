// The agent's one door to level. What rests in it can be rebuilt; trusted state never does (design §3).

import { Level } from 'level'
import { CodedError } from '../core/errors.ts'
import { createTable, type Sublevel, type Table } from '../core/table.ts'

export interface Database {
  json<T>(name: string): Table<T>
  bytes(name: string): Table<Uint8Array>
  close(): Promise<void>
}

/** Throws `already-running` when another process holds it, `io-failed` when it cannot be opened. */
export async function openDatabase(path: string): Promise<Database> {
  const level = new Level<string, unknown>(path)
  try {
    await level.open()
  } catch (cause) {
    if ((cause as { cause?: { code?: string } }).cause?.code === 'LEVEL_LOCKED')
      throw new CodedError('already-running', `${path} is in use by another process: stop that one first`, { cause })
    throw new CodedError('io-failed', `cannot open the database ${path}: remove the folder, it is rebuilt`, { cause })
  }
  const table = <T>(name: string, valueEncoding: 'json' | 'view') =>
    createTable<T>(level.sublevel<string, T>(name, { valueEncoding }) as unknown as Sublevel<T>)
  return {
    json: <T>(name: string) => table<T>(name, 'json'),
    bytes: name => table<Uint8Array>(name, 'view'),
    close: () => level.close(),
  }
}
