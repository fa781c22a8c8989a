// The coordinator's composition root: opens the home, puts the stages together, listens, and closes it all again.

import type { Clock } from '../core/clock.ts'
import { type Closers, openOrClose } from '../core/closers.ts'
import { type ControlHandlers, serveControl } from '../core/control.ts'
import { CodedError } from '../core/errors.ts'
import { splitHostPort } from '../core/host-port.ts'
import type { JoinToken } from '../core/join-token.ts'
import type { Log } from '../core/log.ts'
import { logHandlers } from '../core/log-level.ts'
import { serveMetricsAsSet } from '../core/metrics-server.ts'
import { protocols } from '../core/protocols.ts'
import type { Database } from '../core/table.ts'
import { boxKeyPair, openSealed } from '../keys/box.ts'
import { refuseNewer } from '../keys/slots.ts'
import { announced, originUrl } from './addresses.ts'
import { backupHandlers } from './backup/backup-handlers.ts'
import { FirstWord } from './backup/first-word.ts'
import { Hearing } from './backup/hearing.ts'
import { createLearner, raiseToHeld } from './backup/learn.ts'
import { type CatalogueStage, openCatalogueStage } from './catalogue/catalogue-stage.ts'
import { artifactsFor } from './catalogue/needs.ts'
import { reportedFacts } from './catalogue/reported-facts.ts'
import { type CoordinatorConfig, readKeptConfig } from './config.ts'
import { openDatabase } from './database.ts'
import { memberHandlers } from './enrol/member-handlers.ts'
import { Pending } from './enrol/pending.ts'
import { Rosters } from './enrol/rosters.ts'
import { tokenHandlers } from './enrol/token-handlers.ts'
import { Tokens } from './enrol/tokens.ts'
import { handleProtocols } from './handle-protocols.ts'
import { homePaths, readOnlineKeys, readOnlineSigners, refuseOfflineKeys } from './home.ts'
import { coordinatorMetrics, coordinatorReader } from './metrics.ts'
import { type CoordinatorNetwork, createNetwork } from './network.ts'
import { type Origin, startOrigin } from './origin/origin-server.ts'
import { startTimers, warnUnheard, watchHome } from './periodic-work.ts'
import { proposalHandlers } from './proposals/proposal-handlers.ts'
import { Proposals } from './proposals/proposals.ts'
import { publishOrder } from './proposals/publish-order.ts'
import { operatorCommands } from './remote/operator-commands.ts'
import { controlRequestFrames, createRemoteControl } from './remote/serve-control.ts'
import { createSubmitServer, submitFrames } from './remote/serve-submit.ts'
import { AlarmBook } from './reports/alarm-book.ts'
import { findPlace, hostOf } from './reports/fleet-view.ts'
import { gatherView, type ReportDeps } from './reports/gather-view.ts'
import { Intake } from './reports/intake.ts'
import { nodeHandlers } from './reports/node-handlers.ts'
import { reportHandlers } from './reports/report-handlers.ts'
import { createReportStore, type ReportStore } from './reports/report-store.ts'
import { createControlMeter, createWanMeter } from './reports/wan-meter.ts'
import { remindOfExpiry } from './root/root-expiry.ts'
import { rootHandlers } from './root/root-handlers.ts'
import { rootMismatch } from './root/root-mismatch.ts'
import { createTakeRoot, renewRosters, type TakeRoot } from './root/take-root.ts'
import { type ScheduleDeps, scheduleHandlers } from './schedule/schedule-handlers.ts'
import { createOnlineSigner, missingKeys, type OnlineSigner } from './sign/online-signer.ts'
import { type CoordinatorState, openState, statePath } from './state.ts'
import { createHeadsServer, type ServeHeads } from './sync/fresh-heads.ts'
import { createHeartbeats, type Heartbeats } from './sync/heartbeats.ts'
import { Published } from './sync/published.ts'
import { createSiteSync, type SiteSync } from './sync/site-sync.ts'

export interface ServeOptions {
  home: string
  /** Asked only when a key in the home is sealed. */
  passphrase: () => Promise<string>
  clock: Clock
  log: Log
  /** Of a restored home: sign for all sites at once, without having heard what the fleet holds. */
  acceptRestored?: boolean
}

export interface Running {
  node: string
  addresses: string[]
  origin: string
  /** The database turned out to be damaged: closing and serving again heals it. */
  damaged: Promise<void>
  close(): Promise<void>
}

/** Throws `not-found`, `refused`, `bad-key-file`, `wrong-state`, `already-running`, `bad-argument` or `io-failed`. */
export async function serve(options: ServeOptions): Promise<Running> {
  return await openOrClose(closers => open(options, closers))
}

async function open(
  { home, passphrase, clock, log, acceptRestored = false }: ServeOptions,
  closers: Closers,
): Promise<Running> {
  await refuseNewer(statePath(home))
  const config = await readKeptConfig(home, (file, detail) => log.warn({ file, detail }, 'file healed'))
  const damaged = Promise.withResolvers<void>()
  const database = await openDatabase(homePaths(home).database, {
    onHealed: detail => log.warn({ detail }, 'database healed'),
    onDamaged: detail => {
      log.error({ detail }, 'database damaged: starting again heals it')
      damaged.resolve()
    },
  })
  closers.add(() => database.close())
  const state = await openState(home)
  if (state.wasHealed) log.warn('one of the two copies of the state was damaged or missing and was written again')
  if (state.unheardSites.size > 0 && acceptRestored) {
    log.warn({ sites: [...state.unheardSites] }, 'restored coordinator goes on without having heard these sites')
    await state.replaceUnheardSites([])
  }
  warnUnheard(state, log)
  await refuseOfflineKeys(home, state.anchor)
  const keys = await readOnlineKeys(home, { root: state.anchor.root, passphrase })
  const [missing] = missingKeys(state.anchor.root, keys.signers)
  if (missing !== undefined) throw new CodedError('bad-key-file', missing)

  const table = database.bytes('published')
  const published = await Published.open({
    table,
    anchor: () => state.anchor,
    pastAnchors: () => state.anchors.slice(0, -1),
    clock,
    log,
  })
  await raiseToHeld(state, published)
  let signers = keys.signers
  const signer = createOnlineSigner({ state, signers: () => signers, clock })
  const rosters = new Rosters(published, signer, site => state.unheardSites.has(site))
  const isMember = (node: string) => rosters.find(node) !== undefined && !published.recall.hasMember(node)
  const isOperator = (node: string) =>
    state.anchor.root.operators.some(({ peerId }) => peerId === node) && !published.recall.hasMember(node)
  const { listen } = config
  const alarms = await AlarmBook.open({ table: database.json('alarms'), clock, log })
  const onTwoPlaces = (node: string, addresses: string[]) =>
    alarms.raise('duplicate-node', node, `connected at the same time from ${addresses.join(' and ')}`)
  const { secretKey } = keys.node
  const network = await createNetwork({ secretKey, listen, isMember, isOperator, onTwoPlaces, clock, log })
  closers.add(() => network.close())
  const parts: Parts = { config, state, database, published, signer, rosters, network, alarms, clock, log }

  const box = boxKeyPair(secretKey)
  const self = { node: network.node, boxKey: box.publicKey }
  const tellMismatch = () => {
    for (const mismatch of rootMismatch(state.anchor.root, self)) alarms.raise('root-mismatch', network.node, mismatch)
  }
  tellMismatch()
  const unseal = (sealed: Uint8Array) => openSealed(box, sealed)
  const learning: { takeRoot?: TakeRoot } = {}
  const { siteSync, serveHeads, reports, heartbeats, hearing } = connectSites(parts, { unseal, learning }, closers)
  const proposals = await openProposals(parts, reports)
  const stage = await openCatalogue(parts, { reports, proposals, home }, closers)
  const origin = await listenOrigin(config, stage, log)
  closers.add(() => origin.close())
  const enrolment = await openEnrolment(parts)
  const takeRoot = createTakeRoot({
    ...parts,
    self,
    readSigners: root => readOnlineSigners(home, { root, passphrase }),
    useSigners: next => {
      signers = next
    },
    refresh: () => {
      tellMismatch()
      network.recheck()
      heartbeats.refresh()
      void stage.preparation.run()
    },
  })
  learning.takeRoot = takeRoot
  const intake = new Intake({ reports, onNews: node => siteSync.heardOf(node), clock })
  await handleProtocols(parts, { enrolment, siteSync, serveHeads, reports, intake })
  const handlers = {
    ...controlHandlers(parts, { enrolment, reports, proposals, stage }),
    ...rootHandlers({ roots: () => state.roots, takeRoot }),
    ...backupHandlers({ home, state, database, hearing, alarms, now: () => clock.now() }),
    ...logHandlers(log),
  }
  await renewRosters(parts)
  const control = await serveControl(homePaths(home).control, handlers, { log })
  closers.add(() => control.close())
  await tellMetrics(parts, { reports, intake, siteSync, stage }, closers)
  await serveOperators(parts, { handlers, proposals }, closers)
  startTimers(parts, { stage, siteSync }, closers)
  remindOfExpiry(parts, closers)
  const endWatch = watchHome({ home, ...parts })
  closers.add(async () => endWatch())
  return {
    node: network.node,
    addresses: announced(config),
    origin: originUrl(config),
    damaged: damaged.promise,
    close: () => closers.closeAll(),
  }
}

interface Parts {
  config: CoordinatorConfig
  state: CoordinatorState
  database: Database
  published: Published
  signer: OnlineSigner
  rosters: Rosters
  network: CoordinatorNetwork
  alarms: AlarmBook
  clock: Clock
  log: Log
}

interface Enrolment {
  tokens: Tokens
  pending: Pending
}

/** Who may become a member; and who is one no longer is cut off at once. */
async function openEnrolment({ state, rosters, published, network, alarms, clock }: Parts): Promise<Enrolment> {
  const onGuessing = (network: string) => alarms.raise('token-guessing', 'join', `last from ${network}`)
  published.onChange(({ kind }) => (kind === 'roster' || kind === 'recall') && network.recheck())
  await rosters.settle()
  return { tokens: new Tokens({ state, clock, onGuessing }), pending: new Pending(state, clock) }
}

/** What each site is to know, and what its nodes report. */
function connectSites(
  parts: Parts,
  { unseal, learning }: { unseal: ReportDeps['unseal']; learning: { takeRoot?: TakeRoot } },
  closers: Closers,
): { siteSync: SiteSync; serveHeads: ServeHeads; reports: ReportDeps; heartbeats: Heartbeats; hearing: Hearing } {
  const { state, published, signer, rosters, database, alarms, clock, log } = parts
  const rootHead = () => state.rootHeads.at(-1)!
  const sites = rosters.all().flatMap(({ header, members }) => (members.length > 0 ? [header.name] : []))
  const firstWord = new FirstWord(sites, { clock, onHeard: () => heartbeats.refresh() })
  closers.add(async () => firstWord.close())
  const isUnheard = (site: string) => state.unheardSites.has(site) || firstWord.isAwaited(site)
  const heartbeats: Heartbeats = createHeartbeats({ ...parts, rootHead, isUnheard })
  closers.add(() => heartbeats.close())
  const siteOf = (node: string) => rosters.find(node)?.site
  const takeRoot = async (bytes: Uint8Array) => await learning.takeRoot?.(bytes, { anyway: false })
  const learn = createLearner({ state, published, takeRoot, alarms, log })
  const hearing = new Hearing(parts, async () => {
    await rosters.settle()
    await renewRosters(parts)
    heartbeats.refresh()
  })
  closers.add(async () => hearing.close())
  const onHeard = (site: string, node: string) => hearing.note(site, node)
  const prefixesOf = (site: string) => published.current('roster', site)?.body.prefixes ?? []
  const siteSync = createSiteSync({ ...parts, heartbeats, siteOf, prefixesOf, learn, onHeard, firstWord })
  heartbeats.onNews(sites => siteSync.nudge(sites))
  const store: ReportStore = createReportStore({
    nodes: database.json('nodes'),
    packages: database.json('packages'),
    outcomes: database.json('outcomes'),
    traffic: database.json('traffic'),
  })
  const knows = async (node: string) => (await store.node(node))?.system !== undefined
  const serveHeads = createHeadsServer({ heartbeats, state, signer, siteOf, knows, clock })
  const meter = createControlMeter(reason =>
    createWanMeter({
      sums: database.json(`wan-sums-${reason}`),
      spans: database.json(`wan-spans-${reason}`),
      controlBytes: site => siteSync.bytesOf(site, reason),
    }),
  )
  const reports = { objects: published, store, meter, unseal, alarms, clock }
  return { siteSync, serveHeads, reports, heartbeats, hearing }
}

/** Through here everything comes that admins sign. */
async function openProposals({ database, published, clock, log }: Parts, { meter }: ReportDeps): Promise<Proposals> {
  return await Proposals.open({
    table: database.json('proposals'),
    anchor: () => published.anchor,
    current: (kind, name) => published.current(kind, name),
    publish: envelope => publishOrder(envelope, { published, meter }),
    clock,
    log,
  })
}

async function openCatalogue(
  parts: Parts,
  { reports, proposals, home }: { reports: ReportDeps; proposals: Proposals; home: string },
  closers: Closers,
): Promise<CatalogueStage> {
  const { config, database, published, signer, state, rosters, clock, log } = parts
  const members = () =>
    rosters.all().flatMap(({ header, members }) => members.map(({ node }) => ({ node, site: header.name })))
  const stage = await openCatalogueStage({
    database,
    files: homePaths(home).files,
    originQuotaBytes: config.originQuotaBytes,
    originUrl: () => originUrl(config),
    published,
    signer,
    reports: reportedFacts(reports.store, members),
    scheduled: () =>
      new Set(published.all('schedule').flatMap(({ body }) => body.patches.map(({ manifest }) => manifest))),
    isProposed: manifest => proposals.isProposed(manifest),
    roots: () => state.roots,
    clock,
    log,
  })
  closers.add(() => stage.close())
  published.onChange(object => {
    if (object.kind === 'schedule' || object.kind === 'approval') void stage.preparation.run()
  })
  reports.store.onInventory(() => void stage.preparation.run())
  return stage
}

async function listenOrigin(config: CoordinatorConfig, stage: CatalogueStage, log: Log): Promise<Origin> {
  const [host, port] = splitHostPort(config.originListen)
  return await startOrigin({ store: stage.store, host, port, publicUrl: originUrl(config), log })
}

function controlHandlers(
  parts: Parts,
  {
    enrolment,
    reports,
    proposals,
    stage,
  }: { enrolment: Enrolment; reports: ReportDeps; proposals: Proposals; stage: CatalogueStage },
): ControlHandlers {
  const { config, state, published, network, rosters, log } = parts
  const invitation = (): Omit<JoinToken, 'secret'> => ({
    fleet: state.anchor.fleet,
    coordinator: network.node,
    addresses: announced(config),
    rootVersion: state.anchor.root.header.version,
    rootDigest: state.rootHeads.at(-1)!.digest,
  })
  const scheduling: ScheduleDeps = {
    ...reports,
    roots: () => state.roots,
    approved: patch => stage.catalogue.approved(patch),
    artifactsFor,
  }
  const { roots } = scheduling
  const findNode = async (name: string) => {
    const view = await gatherView(reports)
    const place = findPlace(view, name)
    return { ...place, host: hostOf(view, place) }
  }
  const protectedGroups = () => published.current('policy', '')?.body.protectedGroups ?? []
  const cut = (node: string) => network.cut(node)
  return {
    ...tokenHandlers({ ...enrolment, invitation, findNode, protectedGroups, log }),
    ...memberHandlers({ rosters, pending: enrolment.pending, findNode, protectedGroups, cut, log }),
    ...stage.handlers,
    ...proposalHandlers({ proposals, objects: published, roots, prepare: stage.prepare }),
    ...scheduleHandlers(scheduling),
    ...reportHandlers(reports),
    ...nodeHandlers(reports),
  }
}

/** The command line on other machines, and signed objects that anyone hands over. */
async function serveOperators(
  { state, network, clock, log }: Parts,
  { handlers, proposals }: { handlers: ControlHandlers; proposals: Proposals },
  closers: Closers,
): Promise<void> {
  const { fleet } = state.anchor
  const control = createRemoteControl({ fleet, handlers, allowed: operatorCommands, clock, log })
  closers.add(() => control.close())
  await network.handle(protocols.control, 'operators', controlRequestFrames, control.serve)
  const submit = createSubmitServer({ fleet, submit: envelope => proposals.submit(envelope), log })
  await network.handle(protocols.submit, 'anyone', submitFrames, submit)
}

async function tellMetrics(
  { config, state, network, alarms, clock, log }: Parts,
  {
    reports,
    intake,
    siteSync,
    stage,
  }: { reports: ReportDeps; intake: Intake; siteSync: SiteSync; stage: CatalogueStage },
  closers: Closers,
): Promise<void> {
  const read = coordinatorReader({
    node: network.node,
    fleet: state.anchor.fleet,
    view: () => gatherView(reports),
    alarms: () => alarms.all(),
    connected: () => network.connected(),
    reports: result => intake.count(result),
    controlBytes: (site, purpose) => siteSync.bytesOf(site, purpose),
    feeds: () => stage.feeds.list(),
    clock,
  })
  const server = await serveMetricsAsSet(config.metrics, { table: coordinatorMetrics, read, clock, log })
  if (server) closers.add(() => server.close())
}
