// The coordinator's one door to level. What rests in it can be rebuilt from envelopes, feeds and reports (docs/architecture.md), at the price of
// asking everyone: nodes and admins are told that it has something only when that is on the disk.

import { dirname } from 'node:path'
import { Level } from 'level'
import { CodedError } from '../core/errors.ts'
import type { Database } from '../core/table.ts'
import { type DatabaseListener, type LevelFile, openChecked } from '../keys/checked-database.ts'

/** A static method that the package's types leave out. */
const repairer = Level as unknown as { repair(path: string): Promise<void> }

/**
 * Heals a damaged one. Throws `already-running` when another process holds it, `io-failed` when it cannot be opened for a reason
 * other than damage.
 */
export async function openDatabase(path: string, listener?: DatabaseListener): Promise<Database> {
  const create = (at: string) => new Level<Uint8Array, Uint8Array>(at) as unknown as LevelFile
  try {
    return await openChecked(path, { create, repair: at => repairer.repair(at), isDurable: () => true }, listener)
  } catch (cause) {
    if (!(cause instanceof CodedError) || cause.code !== 'already-running') throw cause
    throw new CodedError(
      'already-running',
      `a coordinator runs on ${dirname(path)} already: stop it first, or give another --home`,
      { cause },
    )
  }
}
