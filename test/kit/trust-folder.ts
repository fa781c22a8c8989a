// An agent's trust in a real state folder with a real database, and what its disk says of it: to hold that an attack changed nothing.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AlarmBook } from '../../agent/alarms.ts'
import { openDatabase } from '../../agent/database.ts'
import { envelopeTable, openTrust, type Trust, trustedFile } from '../../agent/trust/trust.ts'
import { encodeTrustedState } from '../../agent/trust/trusted-state.ts'
import type { Clock } from '../../core/clock.ts'
import { sha256 } from '../../core/digest.ts'
import { type Log, silentLog } from '../../core/log.ts'
import { openSlots } from '../../keys/slots.ts'
import type { Fleet } from './fleet.ts'

export interface TrustFolder {
  folder: string
  trust: Trust
  alarms: AlarmBook
  /** Digest of both slots' bytes and of every envelope in the database. */
  fingerprint: () => Promise<string>
  close: () => Promise<void>
}

/** A node of `site` that has joined and knows the fleet's first root. */
export async function openTrustFolder(
  fleet: Fleet,
  { clock, site = 'office', log = silentLog }: { clock: Clock; site?: string; log?: Log },
): Promise<TrustFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-trust-'))
  const slots = await openSlots(join(folder, trustedFile))
  await slots.save(encodeTrustedState({ roots: [fleet.root.bytes], heads: new Map(), clockFloor: 0 }))
  const database = await openDatabase(join(folder, 'db'))
  const table = database.bytes(envelopeTable)
  const alarms = new AlarmBook({ clock, log })
  const trust = await openTrust({ folder, fleet: fleet.id, site, table, alarms, clock, log })
  return {
    folder,
    trust,
    alarms,
    async fingerprint() {
      const parts = [await readFile(join(folder, `${trustedFile}.0`)), await readFile(join(folder, `${trustedFile}.1`))]
      for await (const [key, value] of table.entries()) parts.push(Buffer.from(key), Buffer.from(value))
      return sha256(...parts)
    },
    async close() {
      await trust.close()
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}
