// A backup becomes a home again: everything or nothing, in a new folder. What the fleet learnt after the backup was made is not in it;
// so the restored coordinator signs nothing for a site before it has heard a member of it (learn.ts).

import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { CodedError, systemCode } from '../../core/errors.ts'
import { makePrivateFolder, syncFolder, writeDurably } from '../../keys/durable-file.ts'
import { openDatabase } from '../database.ts'
import { homePaths } from '../home.ts'
import { restoreState } from '../state.ts'
import type { Backup } from './backup.ts'

export interface Restored {
  fleet: string
  madeAt: string
  /** Sites whose members are to be heard first; none with `trustBackup`. */
  waitsFor: string[]
}

/** `trustBackup`: the fleet learnt nothing since. Throws `already-exists`, or what a broken backup throws. */
export async function restoreHome(
  backup: Backup,
  { home, trustBackup }: { home: string; trustBackup: boolean },
): Promise<Restored> {
  await refuseUsed(home)
  await mkdir(dirname(home), { recursive: true })
  const making = join(dirname(home), `.${basename(home)}.restoring`)
  await rm(making, { recursive: true, force: true }) // what an interrupted restore left
  try {
    await makePrivateFolder(making)
    const waitsFor = await fill(making, backup, trustBackup)
    await removeEmpty(home)
    await rename(making, home)
    await syncFolder(dirname(home))
    return { fleet: backup.fleet, madeAt: backup.madeAt, waitsFor }
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw error
  }
}

async function fill(home: string, backup: Backup, trustBackup: boolean): Promise<string[]> {
  await makePrivateFolder(homePaths(home).keys)
  for (const [name, content] of Object.entries(backup.files)) await writeDurably(join(home, name), bytesOf(content))
  const state = await restoreState(home, bytesOf(backup.state))
  if (state.anchor.fleet !== backup.fleet)
    throw new CodedError(
      'bad-argument',
      'the parts of the backup do not belong together: its state is of another fleet',
    )
  const database = await openDatabase(homePaths(home).database)
  try {
    for (const [name, rows] of Object.entries(backup.bytes)) {
      const table = database.bytes(name)
      for (const [key, value] of rows) await table.put(key, bytesOf(value))
    }
    for (const [name, rows] of Object.entries(backup.json)) {
      const table = database.json(name)
      for (const [key, value] of rows) await table.put(key, value)
    }
  } finally {
    await database.close()
  }
  const sites = trustBackup ? [] : sitesOf(backup)
  await state.replaceUnheardSites(sites)
  return sites
}

export function sitesOf({ bytes }: Backup): string[] {
  return bytes.published.flatMap(([key]) => (key.startsWith('roster/') ? [key.slice('roster/'.length)] : [])).sort()
}

async function refuseUsed(home: string): Promise<void> {
  try {
    const names = await readdir(home)
    if (names.length > 0)
      throw new CodedError('already-exists', `${home} is not empty: a backup is restored into a new folder only`)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
}

async function removeEmpty(home: string): Promise<void> {
  try {
    await rmdir(home)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'base64')
}
