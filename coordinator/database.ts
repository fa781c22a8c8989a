// The coordinator's one door to level. What rests in it can be rebuilt from envelopes, feeds and reports (design §3).

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
    if ((cause as { cause?: { code?: string } }).cause?.code === 'LEVEL_LOCKED') {
      throw new CodedError('already-running', `${path} is in use: a coordinator runs on this home already`, { cause })
    }
    throw new CodedError(
      'io-failed',
      `cannot open the database ${path}: restore it from a backup, or remove the folder`,
      { cause },
    )
  }
  const table = <T>(name: string, valueEncoding: 'json' | 'view') =>
    createTable<T>(level.sublevel<string, T>(name, { valueEncoding }) as unknown as Sublevel<T>)
  return { json: name => table(name, 'json'), bytes: name => table(name, 'view'), close: () => level.close() }
}
