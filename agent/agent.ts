// The agent's composition root: opens the state folder, puts the stages together, and takes them apart in reverse order. The only
// file that sees all stages; it decides nothing.

import { hostname, uptime } from 'node:os'
import type { Clock } from '../core/clock.ts'
import { type Closers, openOrClose } from '../core/closers.ts'
import { serveControl } from '../core/control.ts'
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import { serveMetricsAsSet } from '../core/metrics-server.ts'
import { nodeIdOf } from '../core/node-id.ts'
import { protocols } from '../core/protocols.ts'
import type { Random } from '../core/random.ts'
import type { Database } from '../core/table.ts'
import type { DatabaseListener } from '../keys/checked-database.ts'
import { keySigner } from '../keys/sign.ts'
import packageJson from '../package.json' with { type: 'json' }
import { AlarmBook } from './alarms.ts'
import { NodeChoices } from './choices.ts'
import { type AgentConfig, readConfig } from './config.ts'
import { type Connectivity, changesMembers, connect } from './connectivity.ts'
import { controlHandlers, viewStatus } from './control-handlers.ts'
import { openDatabase } from './database.ts'
import { DuplicateAlarm } from './duplicate-alarm.ts'
import { createFetchRules, type FetchRules } from './fetch-rules.ts'
import { watchIdleMemory } from './idle-memory.ts'
import { createInstaller } from './installer/install.ts'
import { InventoryWatch } from './inventory-watch.ts'
import { keepHouse } from './keep-house.ts'
import { agentMetrics, readAgent } from './metrics.ts'
import { readNodeKey } from './node-key.ts'
import { emptyRoster, fellowsOf } from './own-roster.ts'
import { type Pin, readPin, writePin } from './pin.ts'
import { Driver } from './plan/driver.ts'
import { installedProducts } from './plan/installed-products.ts'
import { NodeMemory } from './plan/node-memory.ts'
import { Progress } from './progress.ts'
import { Relay } from './report/relay.ts'
import { ReportBook } from './report/report-book.ts'
import { createReporter, type Reporter } from './report/reporter.ts'
import { statePaths } from './state-paths.ts'
import { openStore, type Store } from './store/store.ts'
import { createOriginClient } from './swarm/origin-client.ts'
import { OutsidePace } from './swarm/outside-pace.ts'
import { createSwarm, type Swarm } from './swarm/swarm.ts'
import { envelopeTable, openTrust, type Trust } from './trust/trust.ts'

export interface AgentOptions {
  /** The state folder. */
  folder: string
  /** Asked only when the node's key is sealed. */
  passphrase: () => Promise<string>
  /** Starts before this one, in a row, at which the agent crashed. */
  crashes?: number
  clock: Clock
  random: Random
  log: Log
}

export interface Agent {
  node: string
  /** Multiaddrs, with the node's id. */
  addresses(): string[]
  /** Settles when a start anew is needed: to heal what was found damaged, or because the node was moved to another site. */
  outdated: Promise<void>
  /** Lets a running install end, delivers reports if it can, closes everything. */
  close(): Promise<void>
}

/** Throws `wrong-state` (not joined), `already-running`, `bad-argument` (agent.yaml), `bad-key-file` or `io-failed`. */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  return await openOrClose(closers => open(options, closers))
}

/** What the stages share. */
interface Base extends AgentOptions {
  config: AgentConfig
  pin: Pin
  database: Database
  node: string
  secretKey: Uint8Array
  publicKey: Uint8Array
  trust: Trust
  alarms: AlarmBook
  /** A file of the state folder was damaged and was healed. */
  onHealed: (file: string, detail: string) => void
  outdated: PromiseWithResolvers<void>
}

async function open(options: AgentOptions, closers: Closers): Promise<Agent> {
  const base = await openBase(options, closers)
  const { folder, config, pin, database, node, secretKey, trust, alarms, clock, random, log } = base
  const store = await openStore({ folder: statePaths(folder).store, quotaBytes: config.quotaBytes, log })
  closers.add(() => store.close())

  const { listen, discovery } = config
  const pinned = pin.coordinator
  const told: { again?: () => Promise<void> } = {} // the reporter needs the connections first
  const net = await connect({
    secretKey,
    listen,
    mdns: discovery.mdns,
    roamingRate: config.roaming.rateBytesPerSecond,
    onMoved: async site => {
      await writePin(folder, { ...pin, site })
      base.outdated.resolve()
    },
    onForgotten: async () => await told.again?.(),
    pinned,
    trust,
    database,
    alarms,
    clock,
    random,
    log,
  })
  closers.add(() => net.close())
  const choices = await NodeChoices.open(folder, base.onHealed)
  const rules = createFetchRules({ site: pin.site, trust, choices, config, clock })
  const swarm = await openSwarm(base, { net, store, rules }, closers)
  closers.add(() => swarm.close())
  net.place.listenWith(swarm)
  closers.add(net.place.follow(own => swarm.setPlace(own)))
  const relay = await openRelay(base, net)
  closers.add(() => relay.close())
  const reporter = await openReporter(base, { net, relay })
  told.again = reporter.tellAgain
  closers.add(() => reporter.close(limits.stopGraceMs))
  const noteHealth = () => reporter.note({}).catch(error => log.warn({ err: error }, 'health not noted'))
  closers.add(alarms.onChange(() => void noteHealth()))

  const driver = await startDriver(base, { store, swarm, reporter }, closers)
  swarm.onComplete(() => driver.wake())
  closers.add(net.place.follow(() => driver.wake()))
  closers.add(
    trust.onChange(changed => {
      if (changed.some(({ kind }) => changesMembers(kind))) swarm.rosterChanged()
      if (changed.some(({ kind }) => kind === 'policy')) swarm.rulesChanged()
      driver.wake()
    }),
  )
  closers.add(net.network.onAnyConnect(peer => net.link.isCoordinator(peer) && reporter.hurry()))
  closers.add(
    choices.onChange(() => {
      rules.forget()
      swarm.rulesChanged()
      driver.wake()
    }),
  )
  closers.add(swarm.onHoldUp(() => driver.wake()))
  closers.add(rules.onDue(() => swarm.rulesChanged()))
  closers.add(keepHouse({ folder, trust, store, choices, alarms, clock, log }))
  const progress = startSampling(base, { driver, swarm }, closers)

  const isBusy = () =>
    driver.picture.installing !== undefined || swarm.status().artifacts.some(each => each.status !== 'complete')
  closers.add(watchIdleMemory({ isBusy, clock }))

  const about = { node, hostName: hostname(), agentVersion: packageJson.version, startedAt: clock.now() }
  const parts = {
    about,
    trust,
    alarms,
    net,
    store,
    swarm,
    reporter,
    driver,
    progress,
    rules,
    choices,
    clock,
    log,
  }
  const control = await serveControl(statePaths(folder).control, controlHandlers(parts), { log })
  closers.add(() => control.close())
  const read = () => readAgent({ status: viewStatus(parts), swarm: swarm.status(), totals: swarm.totals() })
  const metrics = await serveMetricsAsSet(config.metrics, { table: agentMetrics, read, clock, log })
  if (metrics) closers.add(() => metrics.close())
  return {
    node,
    addresses: () => net.network.addresses().map(address => `${address}/p2p/${node}`),
    outdated: base.outdated.promise,
    close: () => closers.closeAll(),
  }
}

/** The database's lock is the folder's: the kernel drops it with the process, however that ends. */
async function openBase(options: AgentOptions, closers: Closers): Promise<Base> {
  const { folder, clock, log } = options
  const alarms = new AlarmBook({ clock, log })
  const { crashes = 0 } = options
  if (crashes >= limits.crashes) closers.add(raiseForAWhile(alarms, { crashes, clock }))
  const onHealed = (file: string, detail: string) => alarms.raise('state-healed', file, detail)
  const pin = await readPin(folder, onHealed)
  if (!pin)
    throw new CodedError(
      'wrong-state',
      `${folder} belongs to no fleet: run "patchmesh-agent join TOKEN --state ${folder}" first`,
    )
  const config = await readConfig(folder, onHealed)
  const outdated = Promise.withResolvers<void>()
  const database = await openLocked(folder, {
    onHealed: detail => alarms.raise('state-healed', 'db', detail),
    onDamaged: detail => {
      log.error({ detail }, 'database damaged')
      outdated.resolve()
    },
  })
  closers.add(() => database.close())
  const { secretKey, publicKey } = await readNodeKey(folder, options.passphrase, onHealed)
  const { fleet, site } = pin
  const pinnedRoots = (pin.roots ?? []).map(text => Uint8Array.from(Buffer.from(text, 'base64')))
  const table = database.bytes(envelopeTable)
  const trust = await openTrust({ folder, fleet, site, table, pinnedRoots, alarms, clock, log })
  closers.add(() => trust.close())
  return {
    ...options,
    config,
    pin,
    database,
    node: nodeIdOf(publicKey),
    secretKey,
    publicKey,
    trust,
    alarms,
    onHealed,
    outdated,
  }
}

/** When it has stood for as long as a crash takes, it is over. */
function raiseForAWhile(alarms: AlarmBook, { crashes, clock }: { crashes: number; clock: Clock }): () => void {
  alarms.raise('crash-loop', 'agent', `it crashed at its last ${crashes} starts`)
  return clock.after(limits.crashMs, () => alarms.clear('crash-loop'))
}

async function openLocked(folder: string, listener: DatabaseListener): Promise<Database> {
  try {
    return await openDatabase(statePaths(folder).database, listener)
  } catch (cause) {
    if (!(cause instanceof CodedError) || cause.code !== 'already-running') throw cause
    throw new CodedError(
      'already-running',
      `an agent runs on ${folder} already: stop it first, or use another --state`,
      {
        cause,
      },
    )
  }
}

async function openSwarm(
  base: Base,
  { net, store, rules }: { net: Connectivity; store: Store; rules: FetchRules },
  closers: Closers,
): Promise<Swarm> {
  const { node, secretKey, trust, pin, config, database, alarms, clock, random, log } = base
  const duplicates = new DuplicateAlarm({ alarms, clock })
  closers.add(() => duplicates.close())
  const pace = new OutsidePace({ clock, log })
  return await createSwarm({
    node,
    secretKey,
    fleet: pin.fleet,
    site: pin.site,
    roster: () => {
      const roster = trust.roster() ?? emptyRoster(pin)
      return { ...roster, members: [...fellowsOf(roster, node)] }
    },
    ...(config.class !== '' && { class: config.class }),
    network: net.network,
    store,
    origin: createOriginClient({ proxy: config.proxy === '' ? undefined : config.proxy, pace, clock, log }),
    rules,
    pace,
    traffic: database.json('traffic'),
    onDuplicate: other => duplicates.raise(other, { isSelf: other === node }),
    clock,
    random,
    log,
  })
}

async function openRelay(base: Base, { network, link, ranked }: Connectivity): Promise<Relay> {
  const { node, pin, trust, clock, log } = base
  const relay = new Relay({
    node,
    fleet: pin.fleet,
    site: pin.site,
    anchor: () => trust.anchor(),
    ranked,
    isMember: each => each === node || ranked().includes(each),
    network,
    link,
    clock,
    log,
  })
  await relay.start()
  return relay
}

async function openReporter(base: Base, { net, relay }: { net: Connectivity; relay: Relay }): Promise<Reporter> {
  const { link } = net
  const { database, pin, node, trust, alarms, clock, random, log } = base
  const boot = clock.now()
  const book = await ReportBook.open({
    outcomes: database.json('report-outcomes'),
    traffic: database.json('report-traffic'),
    meta: database.json('report-meta'),
  })
  return createReporter({
    book,
    fleet: pin.fleet,
    site: pin.site,
    node,
    signer: keySigner(base, node),
    agentVersion: packageJson.version,
    health: () => ({ alarms: alarms.all(), stale: trust.isStale(), boot }),
    open: async signal => {
      const { node: coordinator, ...opened } = await link.open(protocols.report, signal)
      const named = trust.anchor().root.coordinators.find(({ peerId }) => peerId === coordinator)
      if (named) return { ...opened, boxKey: named.boxKey }
      await opened.release()
      throw new CodedError('not-reachable', `the root names ${coordinator} no longer`)
    },
    relay: { submit: own => relay.submit(own), boxKey: () => trust.anchor().root.coordinators[0]!.boxKey },
    clock,
    random,
    log,
  })
}

async function startDriver(
  base: Base,
  { store, swarm, reporter }: { store: Store; swarm: Swarm; reporter: Reporter },
  closers: Closers,
): Promise<Driver> {
  const { folder, config, database, node, trust, clock, log } = base
  const { root } = config
  const installer = await createInstaller({
    root,
    stateDir: folder,
    artifactPath: digest => store.path(digest),
    clock,
    log,
  })
  const tables = {
    life: database.json<never>('life'),
    seen: database.json<number>('seen'),
    installs: database.json<never>('installs'),
  }
  const products = installedProducts(statePaths(folder).installed, base.onHealed)
  const inventory = new InventoryWatch({ root, send: each => reporter.note({ inventory: each }), clock, log })
  closers.add(() => inventory.close())
  const driver = new Driver({
    node,
    root,
    localZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    bootedAt: clock.now() - uptime() * 1000,
    trust,
    store,
    swarm,
    installer,
    memory: await NodeMemory.open(tables, products, trust.now()),
    report: news => reporter.note(news),
    onFacts: facts => inventory.offer(facts),
    clock,
    log,
  })
  closers.add(() => driver.close())
  await driver.start()
  return driver
}

/** Samples byte counts while something is on its way. */
function startSampling(
  { clock }: Base,
  { driver, swarm }: { driver: Driver; swarm: Swarm },
  closers: Closers,
): Progress {
  const progress = new Progress()
  let cancel: () => void = () => undefined
  const next = () => {
    cancel = clock.after(limits.rateSampleMs, () => {
      if (driver.picture.wanted.length > 0) progress.sample(swarm.traffic(), clock.monotonic())
      next()
    })
  }
  next()
  closers.add(() => cancel())
  return progress
}
