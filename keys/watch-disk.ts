// Whether the disk of a program's own folder has room: said while it has none, and when it has some again. Everything that writes there waits
// or tries again by itself; this only says so, where people look.

import type { Clock } from '../core/clock.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import { formatBytes } from '../core/present.ts'
import { type DiskSpace, diskSpace } from './durable-file.ts'
import { watch } from './watch.ts'

export interface DiskWatch {
  folder: string
  /** With fewer bytes free, the disk counts as full. */
  roomBytes(space: DiskSpace): number
  /** At each look while it is. */
  onFull(detail: string): void
  onRoom(): void
  clock: Clock
  log: Log
  /** Asks the system unless a test says otherwise. */
  spaceOf?: (folder: string) => Promise<DiskSpace>
}

/** Returns what ends it. */
export function watchDisk({
  folder,
  roomBytes,
  onFull,
  onRoom,
  clock,
  log,
  spaceOf = diskSpace,
}: DiskWatch): () => void {
  const look = async () => {
    const space = await spaceOf(folder)
    const wanted = roomBytes(space)
    if (space.freeBytes >= wanted) onRoom()
    else onFull(`${formatBytes(space.freeBytes)} are free, ${formatBytes(wanted)} are needed: free some space there`)
  }
  return watch(look, { everyMs: limits.diskLookMs, unknown: 'room on the disk not known', clock, log })
}
