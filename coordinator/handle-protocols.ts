// What members and newcomers may ask a coordinator over libp2p: which protocol, by whom, within which rates. The protocols themselves
// are in the stages' folders.

import type { Clock } from '../core/clock.ts'
import type { FrameLimits } from '../core/frames.ts'
import { headsFrameLimits } from '../core/fresh-heads.ts'
import { kinds } from '../core/kinds.ts'
import type { Log } from '../core/log.ts'
import { protocols } from '../core/protocols.ts'
import { relayFrameLimits } from '../core/report-batch.ts'
import { syncServerFrames } from '../core/sync-exchange.ts'
import { serveJoin } from './enrol/join-handler.ts'
import type { Pending } from './enrol/pending.ts'
import type { Rosters } from './enrol/rosters.ts'
import type { Tokens } from './enrol/tokens.ts'
import { type CoordinatorNetwork, strangerFrames } from './network.ts'
import type { ReportDeps } from './reports/gather-view.ts'
import type { Intake } from './reports/intake.ts'
import { createBatchServer } from './reports/serve-batches.ts'
import { serveReports } from './reports/serve-reports.ts'
import type { OnlineSigner } from './sign/online-signer.ts'
import type { CoordinatorState } from './state.ts'
import type { ServeHeads } from './sync/fresh-heads.ts'
import type { Published } from './sync/published.ts'
import type { SiteSync } from './sync/site-sync.ts'

interface ProtocolParts {
  state: CoordinatorState
  published: Published
  rosters: Rosters
  signer: OnlineSigner
  network: CoordinatorNetwork
  clock: Clock
  log: Log
}

interface Enrolment {
  tokens: Tokens
  pending: Pending
}

const reportFrames: FrameLimits = { maxFrameBytes: kinds.report.maxBytes, maxBufferedFrames: 2 }

/** Each with who may use it, and what it costs counted for its site. */
export async function handleProtocols(
  { state, published, rosters, signer, network, clock, log }: ProtocolParts,
  {
    enrolment,
    siteSync,
    serveHeads,
    reports,
    intake,
  }: {
    enrolment: Enrolment
    siteSync: SiteSync
    serveHeads: ServeHeads
    reports: ReportDeps
    intake: Pick<Intake, 'take'>
  },
): Promise<void> {
  const { fleet } = state.anchor
  const siteOf = (node: string) => rosters.find(node)?.site
  const isRecalled = (node: string) => published.recall.hasMember(node)
  await network.handle(protocols.join, 'anyone', strangerFrames, (frames, node, signal, address) =>
    serveJoin(frames, { node, address }, { state, ...enrolment, rosters, isRecalled, log }, signal),
  )
  await network.handle(protocols.sync, 'members', syncServerFrames, siteSync.serve)
  await network.handle(protocols.heads, 'members', headsFrameLimits, async (frames, node, signal) => {
    const site = siteOf(node)
    if (site !== undefined)
      await siteSync.counted({ site, reason: 'freshness' }, frames, () => serveHeads(frames, node, signal))
  })
  const newestVersion = async (node: string) => (await reports.store.node(node))?.version
  const serveBatches = createBatchServer({ fleet, siteOf, newestVersion, intake: intake.take, signer, clock, log })
  await network.handle(protocols.relay, 'members', relayFrameLimits, async (frames, node, signal) => {
    const site = siteOf(node)
    if (site !== undefined)
      await siteSync.counted({ site, reason: 'reports' }, frames, () => serveBatches(frames, node, signal))
  })
  await network.handle(protocols.report, 'members', reportFrames, async (frames, node, signal) => {
    const site = siteOf(node)
    if (site === undefined) return
    await siteSync.counted({ site, reason: 'reports' }, frames, () =>
      serveReports(frames, node, { fleet, intake: intake.take, log }, signal),
    )
  })
}
