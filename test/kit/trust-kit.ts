// A node's trust over real slots in a folder of its own and a table in memory, at a clock that stands still.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { AlarmBook } from '../../agent/alarms.ts'
import { openTrust, type Trust, trustedFile } from '../../agent/trust/trust.ts'
import { decodeTrustedState, encodeTrustedState } from '../../agent/trust/trusted-state.ts'
import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { silentLog } from '../../core/log.ts'
import { openSlots } from '../../keys/slots.ts'
import { memoryBytes } from './memory-table.ts'

export interface TestTrust {
  trust: Trust
  alarms: AlarmBook
  /** Milliseconds; set it to move on. */
  time: { now: number }
  /** Versions of the root in the slots. */
  persistedRoots(): Promise<number>
  /** As when the database loses an entry. */
  dropFromTable(key: string): Promise<void>
  /** As after a crash: what is in the slots and the table. */
  reopen(): Promise<Trust>
}

/** `onNow` is called whenever trust looks at its clock. */
export async function makeTrust(
  t: ExecutionContext,
  { fleet, root, site = 'office', now }: { fleet: Digest; root: Uint8Array; site?: string; now: number },
  { onNow }: { onNow?: (folder: string) => void } = {},
): Promise<TestTrust> {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-trust-'))
  const slots = await openSlots(join(folder, trustedFile))
  await slots.save(encodeTrustedState({ roots: [root], heads: new Map(), clockFloor: 0 }))
  const time = { now }
  const clock: Clock = {
    now: () => {
      onNow?.(folder)
      return time.now
    },
    monotonic: () => time.now,
    after: () => () => undefined,
  }
  const table = memoryBytes()
  const alarms = new AlarmBook({ clock, log: silentLog })
  const open = () => openTrust({ folder, fleet, site, table, alarms, clock, log: silentLog })
  let trust = await open()
  t.teardown(async () => {
    await trust.close()
    await rm(folder, { recursive: true })
  })
  return {
    trust,
    alarms,
    time,
    persistedRoots: async () => {
      const { initial } = await openSlots(join(folder, trustedFile))
      return decodeTrustedState(initial!).roots.length
    },
    dropFromTable: key => table.delete(key),
    reopen: async () => {
      await trust.close()
      trust = await open()
      return trust
    },
  }
}
