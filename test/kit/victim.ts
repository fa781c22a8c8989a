// A node under attack: real trust (slots and level in a folder), real planning and real installs into a folder that stands for the
// machine. Only the swarm is left out: whatever file is ordered is delivered, as by an attacker who wants it installed.

import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { AlarmBook } from '../../agent/alarms.ts'
import { openDatabase } from '../../agent/database.ts'
import { createInstaller } from '../../agent/installer/install.ts'
import type { InstallOutcome } from '../../agent/installer/outcome.ts'
import { Driver } from '../../agent/plan/driver.ts'
import { installedProducts } from '../../agent/plan/installed-products.ts'
import { NodeMemory } from '../../agent/plan/node-memory.ts'
import { statePaths } from '../../agent/state-paths.ts'
import { envelopeTable, type Offered, openTrust, trustedFile } from '../../agent/trust/trust.ts'
import { encodeTrustedState } from '../../agent/trust/trusted-state.ts'
import { type Digest, sha256 } from '../../core/digest.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { openSlots } from '../../keys/slots.ts'
import type { Fleet, Made } from './fleet.ts'
import { type ManualClock, manualClock } from './manual-clock.ts'

export interface VictimOptions {
  now: number
  site?: string
  /** Which node of the site. */
  index?: number
  /** Files an attacker or an honest source can deliver. */
  files?: readonly Uint8Array[]
  /** Goes on with the state folder and the machine of this one, whose trusted state and database are lost. */
  after?: { folder: string }
}

export type Victim = Awaited<ReturnType<typeof makeVictim>>

export async function makeVictim(
  t: ExecutionContext,
  fleet: Fleet,
  { now, site = 'office', index = 0, files = [], after }: VictimOptions,
) {
  const folder = after?.folder ?? (await mkdtemp(join(tmpdir(), 'patchmesh-victim-')))
  const [root, store] = [join(folder, 'root'), join(folder, 'store')]
  for (const each of [root, store]) await mkdir(each, { mode: 0o700, recursive: true })
  const clock: ManualClock = manualClock(now)
  const slots = await openSlots(join(folder, trustedFile))
  await slots.save(encodeTrustedState({ roots: [fleet.root.bytes], heads: new Map(), clockFloor: 0 }))
  const database = await openDatabase(join(folder, after ? 'db-anew' : 'db'))
  const alarms = new AlarmBook({ clock, log: silentLog })
  const trust = await openTrust({
    folder,
    fleet: fleet.id,
    site,
    table: database.bytes(envelopeTable),
    alarms,
    clock,
    log: silentLog,
  })
  const stored = new Set<Digest>()
  const deliver = async (content: Uint8Array) => {
    await writeFile(join(store, sha256(content)), content, { mode: 0o600 })
    stored.add(sha256(content))
  }
  for (const file of files) await deliver(file)

  const running = new Set<Promise<InstallOutcome>>()
  const installer = await createInstaller({
    root,
    stateDir: folder,
    artifactPath: digest => join(store, digest),
    clock,
    log: silentLog,
  })
  const tables = {
    life: database.json<never>('life'),
    seen: database.json<number>('seen'),
    installs: database.json<never>('installs'),
  }
  const driver = new Driver({
    node: fleet.nodes[site]![index]!.node,
    root,
    localZone: 'UTC',
    bootedAt: now - 3_600_000,
    trust,
    store: { has: digest => stored.has(digest), discard: async digest => void stored.delete(digest) },
    swarm: { want: () => undefined, traffic: () => [], status: () => ({ artifacts: [] }) },
    installer: {
      ...installer,
      install: order => {
        const run = installer.install(order)
        running.add(run)
        return run.finally(() => running.delete(run))
      },
    },
    memory: await NodeMemory.open(tables, installedProducts(statePaths(folder).installed), now - 10 * limits.offlineMs),
    report: async () => undefined,
    onFacts: () => undefined,
    clock,
    log: silentLog,
  })
  await driver.start()
  t.teardown(async () => {
    await driver.close()
    await trust.close()
    await database.close()
    if (!after) await rm(folder, { recursive: true })
  })

  /** Thinks, and lets installs end, until nothing is to be done now. */
  const settle = async () => {
    for (let round = 0; round < 20; round++) {
      await driver.scan()
      if (running.size === 0 && !driver.picture.plan.install) return
      await Promise.all(running)
      await clock.advance(limits.planCoalesceMs)
    }
  }
  return {
    folder,
    root,
    clock,
    trust,
    alarms,
    driver,
    deliver,
    settle,
    /** Offers the objects one by one, as neighbours would, thinks, and installs what is ready. */
    async take(...objects: (Made | Uint8Array)[]): Promise<Offered> {
      const all: Offered = { accepted: [], refused: [] }
      for (const object of objects) {
        const { accepted, refused } = await trust.offer(['bytes' in object ? object.bytes : object], 'attacker')
        all.accepted.push(...accepted)
        all.refused.push(...refused)
      }
      await settle()
      return all
    },
    /** State and reason of a patch as `patchmesh-agent patches` tells it. */
    about(patch: string): string {
      const found = driver.picture.plan.patches.find(each => each.patch === patch)
      return found ? `${found.state} ${found.reason}`.trim() : 'not ordered'
    },
    /** What lies at a path of the machine; undefined: nothing. */
    async file(path: string): Promise<string | undefined> {
      const at = join(root, path)
      return (await stat(at).catch(() => undefined)) ? await readFile(at, 'utf8') : undefined
    },
  }
}
