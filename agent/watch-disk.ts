// Whether the agent's disk has room: an alarm while it has none. Everything that writes there waits or tries again by itself; this only
// says so, where people look.

import type { Clock } from '../core/clock.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import { formatBytes } from '../core/present.ts'
import { hasRoom } from '../keys/durable-file.ts'
import type { Alarms } from './alarms.ts'

/** Returns what ends it. */
export function watchDisk({
  folder,
  alarms,
  clock,
  log,
}: {
  folder: string
  alarms: Alarms
  clock: Clock
  log: Log
}): () => void {
  let cancel: () => void = () => undefined
  let isClosed = false
  const look = async () => {
    try {
      if (await hasRoom(folder)) alarms.clear('disk-full', folder)
      else
        alarms.raise(
          'disk-full',
          folder,
          `less than ${formatBytes(limits.diskRoomBytes)} are free: free some space there`,
        )
    } catch (error) {
      log.warn({ err: error }, 'room on the disk not known')
    }
    if (!isClosed) cancel = clock.after(limits.diskLookMs, () => void look())
  }
  void look()
  return () => {
    isClosed = true
    cancel()
  }
}
