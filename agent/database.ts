// The agent's one door to level. What rests in it can be rebuilt; trusted state never does (docs/architecture.md).

import { Level } from 'level'
import { CodedError } from '../core/errors.ts'
import { type Database, databaseOf } from '../core/table.ts'

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
  return databaseOf(level)
}
