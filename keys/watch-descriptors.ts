// Whether this process may open more files: said while nearly all descriptors it is allowed are in use. Who uses them up (a flood of connections, a
// limit set too low) makes everything else here fail one by one, each with words of its own; this names the cause. Linux only.

import { readdir, readFile } from 'node:fs/promises'
import type { Clock } from '../core/clock.ts'
import { systemCode } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import { watch } from './watch.ts'

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
  /** Asks the system unless a test says otherwise. All are in use when even the question takes one too many; undefined where it does not say. */
  count?: () => Promise<Descriptors | 'all' | undefined>
}

const remedy = 'raise the limit (LimitNOFILE= of the service, or "ulimit -n"), or stop who opens so many connections'

/** Returns what ends it. */
export function watchDescriptors({
  onUsedUp,
  onEnough,
  clock,
  log,
  count = countDescriptors,
}: DescriptorWatch): () => void {
  const look = async () => {
    const found = await count()
    if (found === 'all') onUsedUp(`all are in use: ${remedy}`)
    else if (found && found.allowed - found.open < found.allowed / limits.descriptorReserveShare)
      onUsedUp(`${found.open} of ${found.allowed} are in use: ${remedy}`)
    else onEnough()
  }
  return watch(look, { everyMs: limits.descriptorLookMs, unknown: 'number of open files not known', clock, log })
}

async function countDescriptors(): Promise<Descriptors | 'all' | undefined> {
  try {
    const allowed = softLimit(await readFile('/proc/self/limits', 'utf8'))
    return allowed === undefined ? undefined : { open: (await readdir('/proc/self/fd')).length, allowed }
  } catch (error) {
    if (systemCode(error) === 'EMFILE') return 'all'
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function softLimit(text: string): number | undefined {
  const found = /^Max open files\s+(\d+)/m.exec(text)
  return found ? Number(found[1]) : undefined
}
