// Files that are either the old or the new content after a crash: temp, fsync, rename, fsync of the folder.

import { randomBytes } from 'node:crypto'
import { access, mkdir, open, rename, rm, statfs } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { systemCode } from '../core/errors.ts'
import { limits } from '../core/limits.ts'

/** Replaces `path` atomically and durably. */
export async function writeDurably(path: string, bytes: Uint8Array | string, mode = 0o600): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    const file = await open(temporary, 'wx', mode)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw Object.assign(error as Error, { path }) // what fails on an open file says no name
  }
  await syncFolder(dirname(path))
}

/** Of the disk below a path, as far as we may use it. */
export interface DiskSpace {
  freeBytes: number
  sizeBytes: number
}

export async function diskSpace(path: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(path)
  return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize }
}

/** Whether the disk below `path` has room for what a program of ours writes at once, its files for others aside. */
export async function hasRoom(path: string): Promise<boolean> {
  return (await diskSpace(path)).freeBytes >= limits.diskRoomBytes
}

/** What files for others leave of the disk to journals, reports, and the machine's other programs. */
export function diskReserve({ sizeBytes }: Pick<DiskSpace, 'sizeBytes'>): number {
  return Math.min(limits.diskReserveBytes, Math.floor(sizeBytes / limits.diskReserveShare))
}

/** Makes renames and new names in the folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** A folder of our own, 0700, with what is missing above it; what is made is durable, for what comes to rest in it is relied on. */
export async function makePrivateFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  const top = dirname(resolve(first))
  for (let at = dirname(resolve(path)); ; at = dirname(at)) {
    await syncFolder(at)
    if (at === top || at === dirname(at)) return
  }
}

/** Throws what the system says, except that there is no such file. */
export async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false
    throw error
  }
}
