// A node as far as deciding goes: real trust, real planning, a real folder as the machine; the files are all here, and the installer
// notes what it was asked to install, and asks what it would be told at the last moment.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import type { InstallOrder } from '../../agent/installer/install.ts'
import { Driver } from '../../agent/plan/driver.ts'
import { installedProducts } from '../../agent/plan/installed-products.ts'
import { NodeMemory } from '../../agent/plan/node-memory.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import type { Fleet, Made } from './fleet.ts'
import { manualClock } from './manual-clock.ts'
import { memoryTable } from './memory-table.ts'
import { makeTrust } from './trust-kit.ts'

export interface PlannedNode extends Awaited<ReturnType<typeof makeTrust>> {
  /** Offers, and thinks. Codes of what was refused. */
  offer(...made: readonly { bytes: Uint8Array }[]): Promise<string[]>
  /** `state reason` of a patch; undefined when nothing orders it. */
  stateOf(patch: string): Promise<string | undefined>
  /** What the installer was given. */
  begun: InstallOrder[]
}

export async function makePlannedNode(
  t: ExecutionContext,
  fleet: Fleet,
  { now, keys = fleet.nodes.office![0]! }: { now: number; keys?: { node: string } },
): Promise<PlannedNode> {
  const root = await mkdtemp(join(tmpdir(), 'patchmesh-planned-'))
  t.teardown(() => rm(root, { recursive: true }))
  const made = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  const { trust } = made
  const begun: InstallOrder[] = []
  const tables = {
    life: memoryTable<never>(),
    seen: memoryTable<number>(),
    installs: memoryTable<never>(),
  }
  const driver = new Driver({
    node: keys.node,
    root,
    localZone: 'UTC',
    bootedAt: now - 3_600_000,
    trust,
    store: { has: () => true, discard: async () => undefined },
    swarm: { want: () => undefined, traffic: () => [], status: () => ({ artifacts: [] }) },
    installer: {
      install: order => {
        begun.push(order)
        return new Promise(() => undefined)
      },
      recorded: async () => undefined,
      interrupted: async () => [],
      close: async () => undefined,
    },
    memory: await NodeMemory.open(tables, installedProducts(join(root, 'installed.json')), now - 10 * limits.offlineMs),
    report: async () => undefined,
    onFacts: () => undefined,
    clock: manualClock(now),
    log: silentLog,
  })
  return {
    ...made,
    begun,
    async offer(...objects) {
      const { refused } = await trust.offer(
        objects.map(({ bytes }) => bytes),
        'peer',
      )
      await driver.scan()
      return refused.map(({ code }) => code)
    },
    async stateOf(patch) {
      const { plan } = await driver.scan()
      const found = plan.patches.find(each => each.patch === patch)
      return found && `${found.state} ${found.reason}`.trim()
    },
  }
}

/** Everything that an install of one in-house file takes, and the heartbeat that names it. */
export async function orderOf(fleet: Fleet, patch = 'tool', id = 's1') {
  const roster = await fleet.roster('office')
  const manifest = await fleet.manifest(patch)
  const approval = await fleet.approval(patch, [manifest.digest])
  const schedule = await fleet.schedule(id, [{ patch, manifest: manifest.digest }])
  const pieceList = await fleet.pieceList(Buffer.from(patch))
  const all: Made[] = [roster, approval, manifest, schedule, pieceList]
  const heartbeat = await fleet.heartbeat(
    'office',
    all.map(({ head }) => head),
  )
  return { roster, manifest, approval, schedule, pieceList, heartbeat, all: [heartbeat, ...all] as Made[] }
}
