// The agent's one door to level. What rests in it can be rebuilt; trusted state never does (docs/architecture.md).

import { Level } from 'level'
import { limits } from '../core/limits.ts'
import type { Database } from '../core/table.ts'
import { type DatabaseListener, type LevelFile, openChecked } from '../keys/checked-database.ts'
import { envelopeTable } from './trust/trust.ts'

/** A static method that the package's types leave out. */
const repairer = Level as unknown as { repair(path: string): Promise<void> }

/** What the slots of trusted state name must be there with no neighbour and no coordinator in reach. The rest is soon known again. */
const isDurable = (table: string) => table === envelopeTable

const bounds = { cacheSize: limits.databaseCacheBytes, writeBufferSize: limits.databaseWriteBytes }

/**
 * Heals a damaged one. Throws `already-running` when another process holds it, `io-failed` when it cannot be opened for a reason
 * other than damage.
 */
export function openDatabase(path: string, listener?: DatabaseListener): Promise<Database> {
  const create = (at: string) => new Level<Uint8Array, Uint8Array>(at, bounds) as unknown as LevelFile
  return openChecked(path, { create, repair: at => repairer.repair(at), isDurable }, listener)
}
