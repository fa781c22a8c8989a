// Opens a level database so that damage is found and healed at once: everything is read and checked; when anything is not what was
// written, all that is right is moved into a new database and the old one put aside. What is missing then is rebuilt by its owners.
// Level itself stays in each program's database.ts.

import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openValue } from '../core/checked-value.ts'
import { CodedError, systemCode } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { systemFailure } from '../core/system-failure.ts'
import { type Database, databaseOf, isDamage } from '../core/table.ts'
import { exists, hasRoom, syncFolder } from './durable-file.ts'

type Entry = [key: Uint8Array, value: Uint8Array]

interface Put {
  type: 'put'
  key: Uint8Array
  value: Uint8Array
}

/** What is used of a level database. */
export interface LevelFile {
  open(): Promise<void>
  close(): Promise<void>
  sublevel(name: string, options: { valueEncoding: 'view' }): unknown
  iterator(options: { keyEncoding: 'view'; valueEncoding: 'view' }): AsyncIterable<Entry>
  batch(changes: Put[], options: { keyEncoding: 'view'; valueEncoding: 'view'; sync: boolean }): Promise<void>
}

/** The program's door to level. */
export interface LevelDoor {
  create(path: string): LevelFile
  repair(path: string): Promise<void>
  /** Whether a change of the table must outlive a power cut once it is told. */
  isDurable(table: string): boolean
}

export interface DatabaseListener {
  /** The database was damaged and is whole again without what is lost; `detail` is for people. */
  onHealed?: (detail: string) => void
  /** Damage turned up in use: it is healed by opening again. */
  onDamaged?: (detail: string) => void
}

const views = { keyEncoding: 'view', valueEncoding: 'view' } as const
const copiedAtOnce = 256

/** Throws `already-running` when another process holds it, `io-failed` when it cannot be opened for a reason other than damage. */
export async function openChecked(path: string, door: LevelDoor, listener: DatabaseListener = {}): Promise<Database> {
  await finishSwap(path)
  const suspect = await exists(suspectPath(path))
  await pointToManifest(path)
  const level = await openOrRepair(path, door)
  const isWhole = !suspect && !level.wasRepaired && (await check(level.file))
  if (isWhole) {
    if (await hasDropped(path))
      listener.onHealed?.('the newest entries of the database were lost; they are fetched anew')
    return use(path, level.file, { door, listener })
  }
  const sound = await moveSound(path, level.file, door)
  await rm(suspectPath(path), { force: true })
  listener.onHealed?.(`${sound} entries of the database were whole and were kept; the rest is fetched anew`)
  const { file } = await openOrRepair(path, door)
  return use(path, file, { door, listener })
}

function use(
  path: string,
  file: LevelFile,
  { door, listener }: { door: LevelDoor; listener: DatabaseListener },
): Database {
  let isTold = false
  const onDamaged = (detail: string) => {
    if (isTold) return
    isTold = true
    void markSuspect(path)
      // A disk that takes no mark: the next opening reads everything, and finds the damage by itself where it still is.
      .then(
        () => detail,
        error => `${detail}; and it could not be marked so: ${(error as Error).message}`,
      )
      .then(told => listener.onDamaged?.(told))
  }
  return databaseOf(file, { onDamaged, isDurable: door.isDurable, hasRoom: () => hasRoom(path) })
}

async function markSuspect(path: string): Promise<void> {
  await (await open(suspectPath(path), 'w', 0o600)).close()
  await syncFolder(join(path, '..'))
}

async function openOrRepair(path: string, door: LevelDoor): Promise<{ file: LevelFile; wasRepaired: boolean }> {
  try {
    return { file: await openLevel(path, door), wasRepaired: false }
  } catch (error) {
    if (!isDamage(error)) throw error
    return { file: await openRepaired(path, door), wasRepaired: true }
  }
}

/** Empty when nothing else is possible. */
async function openRepaired(path: string, door: LevelDoor): Promise<LevelFile> {
  try {
    await door.repair(path)
    return await openLevel(path, door)
  } catch (error) {
    if (!isDamage(error)) throw error
    await putAside(path)
    return await openLevel(path, door)
  }
}

async function openLevel(path: string, door: LevelDoor): Promise<LevelFile> {
  const file = door.create(path)
  try {
    await file.open()
    return file
  } catch (cause) {
    if ((cause as { cause?: { code?: string } }).cause?.code === 'LEVEL_LOCKED')
      throw new CodedError('already-running', `${path} is in use by another process: stop that one first`, { cause })
    const refused = systemFailure(cause)
    if (refused) throw refused
    const message = (cause as { cause?: Error }).cause?.message ?? (cause as Error).message
    throw new CodedError('io-failed', `cannot open the database ${path}: ${message}`, { cause })
  }
}

/** Level without its CURRENT file would begin anew and delete what is there. */
async function pointToManifest(path: string): Promise<void> {
  const names = await namesIn(path)
  const manifests = names.filter(name => /^MANIFEST-\d+$/.test(name)).sort()
  if (names.includes('CURRENT') || !names.some(name => /\.(ldb|log)$/.test(name))) return
  const file = await open(join(path, 'CURRENT'), 'w', 0o600)
  await file.writeFile(`${manifests.at(-1) ?? 'MANIFEST-000000'}\n`).finally(() => file.close())
}

async function check(file: LevelFile): Promise<boolean> {
  try {
    for await (const [key, value] of file.iterator(views)) if (!openValue(key, value)) return false
    return true
  } catch (error) {
    if (!isDamage(error)) throw error
    return false
  }
}

/** Level leaves out what is damaged in its log of writes, and says so only in its own LOG. A write cut off by a crash is none. */
async function hasDropped(path: string): Promise<boolean> {
  try {
    await using log = await open(join(path, 'LOG'), 'r')
    const { buffer, bytesRead } = await log.read(Buffer.alloc(limits.levelLogBytes), 0)
    return /dropping \d+ bytes; Corruption/.test(buffer.toString('latin1', 0, bytesRead))
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    return false
  }
}

/** Closes `file`, and puts a database in its place that holds what is sound; returns how many entries. */
async function moveSound(path: string, file: LevelFile, door: LevelDoor): Promise<number> {
  await rm(newPath(path), { recursive: true, force: true })
  const fresh = await openLevel(newPath(path), door)
  const sound = (await copySound(file, fresh)) ?? (await copyRepaired(path, fresh, door))
  await fresh.close()
  await putAside(path)
  await finishSwap(path)
  return sound
}

/** Reading ends at a table that cannot be read; repairing leaves that one out. */
async function copyRepaired(path: string, fresh: LevelFile, door: LevelDoor): Promise<number> {
  const repaired = await openRepaired(path, door)
  return (await copySound(repaired, fresh)) ?? 0
}

/** Undefined when reading ended before the end. Closes `file`. */
async function copySound(file: LevelFile, fresh: LevelFile): Promise<number | undefined> {
  let sound = 0
  let changes: Put[] = []
  const flush = async () => {
    sound += changes.length
    await fresh.batch(changes, { ...views, sync: true })
    changes = []
  }
  try {
    for await (const [key, value] of file.iterator(views)) {
      if (openValue(key, value)) changes.push({ type: 'put', key, value })
      if (changes.length >= copiedAtOnce) await flush()
    }
    await flush()
    return sound
  } catch (error) {
    if (!isDamage(error)) throw error
    await flush()
    return undefined
  } finally {
    await file.close()
  }
}

async function putAside(path: string): Promise<void> {
  await rm(`${path}.damaged`, { recursive: true, force: true })
  await rename(path, `${path}.damaged`)
}

/** The new database is whole when the old one's name is free; a crash before that began it again. */
async function finishSwap(path: string): Promise<void> {
  if (await exists(path)) return await rm(newPath(path), { recursive: true, force: true })
  if (await exists(newPath(path))) await rename(newPath(path), path)
  else await mkdir(path, { recursive: true, mode: 0o700 })
  await syncFolder(join(path, '..'))
}

function newPath(path: string): string {
  return `${path}.new`
}

function suspectPath(path: string): string {
  return `${path}.suspect`
}

async function namesIn(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}
