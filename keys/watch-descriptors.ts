// Whether this process may open more files: said while nearly all descriptors it is allowed are in use. Who uses them up (a flood of connections, a
// limit set too low) makes everything else here fail one by one, each with words of its own; this names the cause. Linux only.

import { readdir, readFile } from 'node:fs/promises'
import type { Clock } from '../core/clock.ts'
import { systemCode } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'

export interface Descriptors {
  open: number
  allowed: number
}

export interface DescriptorWatch {
  /** At each look while it is so. */
  onUsedUp(detail: string): void
  onEnough(): void
  clock: Clock
  log: Log
  /** Asks the system unless a test says otherwise; undefined where it does not say. */
  count?: (before: number | undefined) => Promise<Descriptors | undefined>
}

/** Returns what ends it. */
export function watchDescriptors({
  onUsedUp,
  onEnough,
  clock,
  log,
  count = countDescriptors,
}: DescriptorWatch): () => void {
  let cancel: () => void = () => undefined
  let isClosed = false
  let allowed: number | undefined
  const look = async () => {
    try {
      const found = await count(allowed)
      allowed = found?.allowed
      if (found && found.allowed - found.open < found.allowed / limits.descriptorReserveShare)
        onUsedUp(
          `${found.open} of ${found.allowed} are in use: raise the limit (LimitNOFILE= of the service, or "ulimit -n"), or stop who opens so many connections`,
        )
      else onEnough()
    } catch (error) {
      log.warn({ err: error }, 'number of open files not known')
    }
    if (!isClosed) cancel = clock.after(limits.descriptorLookMs, () => void look())
  }
  void look()
  return () => {
    isClosed = true
    cancel()
  }
}

/** `before`: how many were allowed, for when even this takes one descriptor too many. */
async function countDescriptors(before: number | undefined): Promise<Descriptors | undefined> {
  try {
    const allowed = softLimit(await readFile('/proc/self/limits', 'utf8'))
    return allowed === undefined ? undefined : { open: (await readdir('/proc/self/fd')).length, allowed }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    if (systemCode(error) === 'EMFILE' && before !== undefined) return { open: before, allowed: before }
    throw error
  }
}

function softLimit(text: string): number | undefined {
  const found = /^Max open files\s+(\d+)/m.exec(text)
  return found ? Number(found[1]) : undefined
}
