// A coordinator's catalogue stage in memory: real signing, real verification, real files; tables in memory and a clock that
// the test moves. Inventories are what the test puts into `reported`.

import type { ExecutionContext } from 'ava'
import { type CatalogueStage, openCatalogueStage } from '../../coordinator/catalogue/catalogue-stage.ts'
import type { NodeInventory } from '../../coordinator/catalogue/needs.ts'
import { orderKinds } from '../../coordinator/proposals/proposal.ts'
import { proposalHandlers } from '../../coordinator/proposals/proposal-handlers.ts'
import { Proposals } from '../../coordinator/proposals/proposals.ts'
import type { OnlineSigner } from '../../coordinator/sign/online-signer.ts'
import { Published } from '../../coordinator/sync/published.ts'
import { silentLog } from '../../core/log.ts'
import type { Inventory } from '../../core/report.ts'
import type { Table } from '../../core/table.ts'
import { keySigner, signEnvelope } from '../../keys/sign.ts'
import { type Fleet, makeFleet } from './fleet.ts'
import { type ManualClock, manualClock } from './manual-clock.ts'
import { memoryBytes, memoryTable } from './memory-table.ts'
import { temporaryFolder } from './patch-folder.ts'

export interface TestStage extends CatalogueStage {
  fleet: Fleet
  published: Published
  clock: ManualClock
  reported: { inventories: NodeInventory[]; installed: Set<string>; scheduled: Set<string> }
  /** What the clock says, seconds since 1970. */
  seconds(): number
  /** Calls a handler as the command line would. */
  ask<T>(name: string, args?: unknown): Promise<T>
  /** Restarts on the same tables and files. */
  reopen(): Promise<TestStage>
  folder: string
}

export async function openTestStage(
  t: ExecutionContext,
  {
    now = Date.UTC(2026, 10, 22, 12),
    quotaBytes = 1_000_000,
    originUrl = 'http://origin.test:7434',
    admins = {} as { adminKeys?: number; adminThreshold?: number },
  } = {},
): Promise<TestStage> {
  const folder = await temporaryFolder(t)
  const tables = new Map<string, Table<unknown>>()
  const fleet = await makeFleet({ now, ...admins })
  return await open(t, { folder, tables, fleet, clock: manualClock(now), quotaBytes, originUrl })
}

interface Parts {
  folder: string
  tables: Map<string, Table<unknown>>
  fleet: Fleet
  clock: ManualClock
  quotaBytes: number
  originUrl: string
}

async function open(t: ExecutionContext, parts: Parts): Promise<TestStage> {
  const { folder, fleet, clock, quotaBytes, originUrl } = parts
  const table = <T>(name: string, make: () => Table<T>) => {
    const known = (parts.tables.get(name) as Table<T> | undefined) ?? make()
    parts.tables.set(name, known as Table<unknown>)
    return known
  }
  const database = {
    json: <T>(name: string) => table<T>(name, () => memoryTable<T>()),
    bytes: (name: string) => table<Uint8Array>(name, memoryBytes),
  }
  const published = await Published.open({
    table: database.bytes('published'),
    anchor: () => fleet.anchor,
    clock,
    log: silentLog,
  })
  const proposals = await Proposals.open({
    table: database.json('proposals'),
    anchor: () => published.anchor,
    current: (kind, name) => published.current(kind, name),
    publish: envelope => published.put(envelope, orderKinds),
    clock,
    log: silentLog,
  })
  const roots = () => [fleet.root.bytes]
  const reported: TestStage['reported'] = { inventories: [], installed: new Set(), scheduled: new Set() }
  const stage = await openCatalogueStage({
    database,
    files: folder,
    originQuotaBytes: quotaBytes,
    originUrl: () => originUrl,
    published,
    signer: onlineSigner(fleet, clock, published),
    reports: {
      async *inventories() {
        yield* reported.inventories
      },
      installed: async () => reported.installed,
    },
    scheduled: () => reported.scheduled,
    isProposed: manifest => proposals.isProposed(manifest),
    roots,
    clock,
    log: silentLog,
  })
  const handlers = {
    ...stage.handlers,
    ...proposalHandlers({ proposals, objects: published, roots, prepare: stage.prepare }),
  }
  let closed = false
  const close = async () => {
    if (!closed) await stage.close()
    closed = true
  }
  t.teardown(close)
  return {
    ...stage,
    handlers,
    close,
    fleet,
    published,
    clock,
    reported,
    folder,
    seconds: () => Math.floor(clock.now() / 1000),
    ask: async (name, args = {}) => {
      const call = { by: 'local', progress: () => undefined, signal: new AbortController().signal }
      return (await handlers[name]!(args, call)) as never
    },
    async reopen() {
      await close()
      return await open(t, parts)
    },
  }
}

function onlineSigner(fleet: Fleet, clock: ManualClock, published: Published): OnlineSigner {
  return {
    async sign(kind, name, encode) {
      const seconds = Math.floor(clock.now() / 1000)
      const last =
        kind === 'fresh-heads' || kind === 'receipt' ? 0 : (published.current(kind, name)?.header.version ?? 0)
      const version = Math.max(seconds, last + 1)
      const header = fleet.header(kind, name, version, { issuedAt: seconds, notAfter: seconds + 730 * 86_400 })
      return await signEnvelope(kind, encode(header), [keySigner(fleet.keys.release[0]!)])
    },
  }
}

/** The inventory of a bookworm machine with these packages: `name version [source [sourceVersion]]`. */
export function bookworm(node: string, packages: string[], more: Partial<Inventory> = {}): NodeInventory {
  return {
    node,
    site: 'office',
    inventory: {
      hostName: `host-${node}`,
      osId: 'debian',
      osVersion: '12',
      osCodename: 'bookworm',
      osName: 'Debian GNU/Linux 12 (bookworm)',
      kernel: '6.1.0',
      architecture: 'amd64',
      addresses: [],
      packages: packages.map(text => {
        const [name = '', version = '', source = name, sourceVersion = version] = text.split(' ')
        return { package: name, version, architecture: 'amd64', status: 'install ok installed', source, sourceVersion }
      }),
      hardware: { vendor: '', model: '', cpu: '', cores: 1, memoryBytes: 1, diskBytes: 1 },
      collectedAt: 1,
      ...more,
    },
  }
}
