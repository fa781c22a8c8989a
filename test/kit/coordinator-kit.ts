// The coordinator's side of a fleet in memory: real stores, views and control handlers over the kit's signed objects.
// What is not here: network, feeds and the catalogue.

import { artifactsFor } from '../../coordinator/catalogue/needs.ts'
import { tokenHandlers } from '../../coordinator/enrol/token-handlers.ts'
import { proposalHandlers } from '../../coordinator/proposals/proposal-handlers.ts'
import { Proposals } from '../../coordinator/proposals/proposals.ts'
import { publishOrder } from '../../coordinator/proposals/publish-order.ts'
import { AlarmBook } from '../../coordinator/reports/alarm-book.ts'
import { findPlace } from '../../coordinator/reports/fleet-view.ts'
import { gatherView, takeInReport } from '../../coordinator/reports/gather-view.ts'
import { nodeHandlers } from '../../coordinator/reports/node-handlers.ts'
import { reportHandlers } from '../../coordinator/reports/report-handlers.ts'
import { createReportStore, type InstalledPackage, type OpenedReport } from '../../coordinator/reports/report-store.ts'
import { createControlMeter, createWanMeter } from '../../coordinator/reports/wan-meter.ts'
import { scheduleHandlers } from '../../coordinator/schedule/schedule-handlers.ts'
import { Published } from '../../coordinator/sync/published.ts'
import { toSeconds } from '../../core/clock.ts'
import type { ControlHandlers } from '../../core/control.ts'
import { type Digest, sha256 } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { silentLog } from '../../core/log.ts'
import { type Inventory, type Outcome, packInventory, type Report, type Traffic } from '../../core/report.ts'
import type { Signed } from '../../core/verify.ts'
import { boxKeyPair, openSealed, sealTo } from '../../keys/box.ts'
import type { Fleet } from './fleet.ts'
import { manualClock } from './manual-clock.ts'
import { memoryBytes, memoryTable } from './memory-table.ts'

export async function makeCoordinator(fleet: Fleet, nowMs: number) {
  const clock = manualClock(nowMs)
  const counters = new Map<string, number>()
  const objects = await Published.open({ table: memoryBytes(), anchor: () => fleet.anchor, clock, log: silentLog })
  const store = createReportStore({
    nodes: memoryTable(),
    packages: memoryTable(),
    outcomes: memoryTable(),
    traffic: memoryTable(),
  })
  const meter = createControlMeter(reason =>
    createWanMeter({
      sums: memoryTable(),
      spans: memoryTable(),
      controlBytes: site => counters.get(reason === 'reports' ? site : `${site}/${reason}`) ?? 0,
    }),
  )
  const box = boxKeyPair(fleet.coordinator.secretKey)
  const unseal = (sealed: Uint8Array) => openSealed(box, sealed)
  const alarms = await AlarmBook.open({ table: memoryTable(), clock, log: silentLog })
  const deps = { objects, store, meter, unseal, alarms, clock }
  const proposals = await Proposals.open({
    table: memoryTable(),
    anchor: () => objects.anchor,
    current: (kind, name) => objects.current(kind, name),
    publish: envelope => publishOrder(envelope, { published: objects, meter }),
    clock,
    log: silentLog,
  })
  const roots = () => [fleet.root.bytes]
  const approved = (patch: string) => {
    const manifest = objects.current('manifest', patch)
    const approval = objects.current('approval', patch)
    if (!manifest) throw new CodedError('not-found', `no patch ${patch}`)
    if (!approval) throw new CodedError('wrong-state', `patch ${patch} is new`)
    return { manifest, approval }
  }
  const handlers = {
    ...({ 'coordinator-status': async () => ({ waitsFor: [], heard: [], copied: [] }) } as ControlHandlers),
    ...reportHandlers(deps),
    ...nodeHandlers(deps),
    ...scheduleHandlers({
      ...deps,
      roots,
      approved,
      artifactsFor,
    }),
    ...proposalHandlers({ proposals, objects, roots }),
    ...tokenHandlers({
      tokens: {
        create: async ({ ttlMs }) => ({
          id: '070707',
          secret: Buffer.alloc(32, 7),
          expiresAt: toSeconds(nowMs + ttlMs),
        }),
        list: () => [],
        revoke: async () => undefined,
      },
      pending: { dropOf: async () => 0 },
      log: silentLog,
      findNode: async name => findPlace(await gatherView(deps), name),
      protectedGroups: () => objects.current('policy', '')?.body.protectedGroups ?? [],
      invitation: () => ({
        fleet: fleet.id,
        coordinator: fleet.coordinator.node,
        addresses: ['/ip4/127.0.0.1/tcp/7433'],
        rootVersion: 1,
        rootDigest: fleet.root.digest,
      }),
    }),
  }
  let version = 0
  return {
    ...deps,
    counters,
    handlers,
    proposals,
    put: async (...made: { bytes: Uint8Array }[]) => {
      for (const { bytes } of made) await objects.put(bytes)
    },
    /** Takes in a report with the next version, as a member's stream would. */
    report: (node: string, more: Partial<Omit<OpenedReport, 'header'>> & { version?: number } = {}) => {
      const report = reportOf(fleet, node, { version: ++version, ...more })
      return takeInReport({ body: sealReport(fleet, report), digest: report.digest, bytes: Buffer.alloc(0) }, deps)
    },
    call: <T>(name: string, args: unknown = {}): Promise<T> =>
      handlers[name]!(args, {
        by: 'local',
        progress: () => undefined,
        signal: new AbortController().signal,
      }) as Promise<T>,
  }
}

export function reportOf(
  fleet: Fleet,
  node: string,
  { version, ...more }: Partial<Omit<OpenedReport, 'header'>> & { version: number },
): OpenedReport {
  return {
    header: fleet.header('report' as never, node, version) as unknown as Report['header'],
    digest: sha256(Buffer.from(`${node}/${version}`)),
    outcomes: [],
    traffic: [],
    agentVersion: '0.1.0',
    alarms: [],
    stale: false,
    boot: 1,
    ...more,
  }
}

/** As its node sends it, the inventory sealed to the fleet's coordinator. */
export function sealReport(fleet: Fleet, { digest: _, inventory, ...report }: OpenedReport): Report {
  const { publicKey } = boxKeyPair(fleet.coordinator.secretKey)
  return { ...report, ...(inventory && { inventory: sealTo(publicKey, packInventory(inventory)) }) }
}

export function outcomeOf(
  manifest: { digest: Digest; body: Signed<'manifest'>['body'] },
  more: Partial<Outcome> = {},
): Outcome {
  return {
    schedule: '',
    patch: manifest.body.header.name,
    manifest: manifest.digest,
    state: 'installed',
    reason: '',
    detail: '',
    at: 1,
    ...more,
  }
}

export function trafficOf(artifact: Digest, more: Partial<Traffic> = {}): Traffic {
  return {
    artifact,
    sizeBytes: 0,
    localBytes: 0,
    lanBytes: 0,
    seedBytes: 0,
    originBytes: 0,
    originWireBytes: 0,
    needed: true,
    reasons: [],
    lanWasted: [],
    ...more,
  }
}

export function inventoryOf(hostName: string, packages: Partial<InstalledPackage>[] = []): Inventory {
  return {
    hostName,
    osId: 'debian',
    osVersion: '12',
    osCodename: 'bookworm',
    osName: 'Debian GNU/Linux 12 (bookworm)',
    kernel: '6.1',
    architecture: 'amd64',
    addresses: ['10.0.0.7'],
    packages: packages.map(item => ({
      package: 'jq',
      version: '1.6-2',
      architecture: 'amd64',
      status: 'install ok installed',
      source: 'jq',
      sourceVersion: '1.6-2',
      ...item,
    })),
    hardware: { vendor: 'ACME', model: 'Box', cpu: 'x', cores: 2, memoryBytes: 2 ** 32, diskBytes: 2 ** 40 },
    collectedAt: 1,
  }
}
