// Puts the stage feed -> catalogue -> manifest together for serve: tables, folders, the catalogue, the origin's store, preparation, and
// the answers to the command line. It listens nowhere and starts no timer; serve does, with what this returns.

import { join } from 'node:path'
import type { Clock } from '../../core/clock.ts'
import type { ControlCall, ControlHandlers } from '../../core/control.ts'
import type { Digest } from '../../core/digest.ts'
import type { Log } from '../../core/log.ts'
import type { Table } from '../../core/table.ts'
import type { AptPatch } from '../feed/apt/packages-index.ts'
import { Feeds } from '../feed/feeds.ts'
import { openProofFiles } from '../feed/proof-files.ts'
import { type OriginStore, openOriginStore } from '../origin/origin-store.ts'
import type { OnlineSigner } from '../sign/online-signer.ts'
import { Catalogue, type PublishedObjects } from './catalogue.ts'
import { Changelogs } from './changelogs.ts'
import { feedHandlers } from './feed-handlers.ts'
import { type FleetReports, lowestNeed } from './fleet-needs.ts'
import { patchHandlers } from './patch-handlers.ts'
import { PieceLists } from './piece-lists.ts'
import { Preparation } from './preparation.ts'
import { type SyncResult, syncFeed } from './sync-feed.ts'
import { SyncTurns } from './sync-turns.ts'

export interface CatalogueStageDeps {
  /** Where tables come from. */
  database: { json<T>(name: string): Table<T>; bytes(name: string): Table<Uint8Array> }
  /** A folder of its own for origin files and proofs. */
  files: string
  originQuotaBytes: number
  /** Base URL of the built-in origin as agents reach it. */
  originUrl(): string
  published: PublishedObjects
  signer: OnlineSigner
  reports: FleetReports
  /** Manifests that an unexpired schedule names. */
  scheduled(): ReadonlySet<Digest>
  /** An approval of the manifest waits for more signatures. */
  isProposed(manifest: Digest): boolean
  /** Envelopes of the root chain. */
  roots(): readonly Uint8Array[]
  clock: Clock
  log: Log
}

export interface CatalogueStage {
  catalogue: Catalogue
  feeds: Feeds
  /** For the HTTP origin. */
  store: OriginStore
  preparation: Preparation
  /** Gets ready what agents ask for after an approval; returns why it is not, or nothing. */
  prepare(patch: string, call: ControlCall): Promise<string>
  /** One feed; then what it brought is prepared in the background. */
  sync(name: string, signal?: AbortSignal): Promise<SyncResult>
  /** Synchronises the timed feeds that are due and not being read. Never throws. */
  syncDue(): Promise<void>
  handlers: ControlHandlers
  close(): Promise<void>
}

export async function openCatalogueStage(deps: CatalogueStageDeps): Promise<CatalogueStage> {
  const { database, files, reports, published, signer, clock, log } = deps
  const aptPatches = database.json<AptPatch>('apt-patches')
  const proofs = await openProofFiles(join(files, 'proofs'))
  const store = await openOriginStore({ folder: join(files, 'origin'), quotaBytes: deps.originQuotaBytes, log })
  const feeds = await Feeds.open({
    configs: database.json('feeds'),
    states: database.json('feed-states'),
    keyrings: database.bytes('feed-keyrings'),
  })
  const changelogs = new Changelogs({
    table: database.json('changelogs'),
    aptPatches,
    archive: name => archiveOf(feeds, name),
    lowestNeed: entry => lowestNeed(entry, reports),
    log,
  })
  const catalogue = await Catalogue.open({
    tables: { patches: database.json('patches'), aptPatches },
    published,
    signer,
    proofOf: name => feeds.proofOf(name),
    why: entry => changelogs.why(entry),
    isProposed: deps.isProposed,
    clock,
  })
  const pieceLists = new PieceLists({ published, signer, store, originUrl: deps.originUrl, clock, log })
  const { scheduled, roots } = deps
  const preparation = new Preparation({
    catalogue,
    feeds,
    pieceLists,
    changelogs,
    store,
    reports,
    scheduled,
    clock,
    log,
  })
  const stopping = new AbortController()
  const turns = new SyncTurns()
  const { reading, changing } = turns
  const sync = async (name: string, signal?: AbortSignal) => {
    const signals = signal ? [signal, stopping.signal] : [stopping.signal]
    const result = await turns.run(name, () =>
      syncFeed(name, { feeds, catalogue, proofs, reading, changing, clock, log }, AbortSignal.any(signals)),
    )
    void preparation.run()
    return result
  }
  return {
    catalogue,
    feeds,
    store,
    preparation,
    async prepare(patch, call) {
      const onProgress = (done: number, total: number) => call.progress({ patch, done, total })
      return (await preparation.patch(patch, onProgress)).error
    },
    sync,
    async syncDue() {
      const due = feeds.due(clock.now()).filter(name => !turns.has(name))
      // A failure is in the feed's state and in the log; the next time comes.
      await Promise.all(due.map(name => sync(name).catch(() => undefined)))
    },
    handlers: {
      ...feedHandlers({ feeds, sync, log }),
      ...patchHandlers({ catalogue, feeds, changelogs, reports, published, proofs, roots }),
    },
    async close() {
      stopping.abort()
      await preparation.close()
      await turns.ended()
      await feeds.close()
    },
  }
}

function archiveOf(feeds: Feeds, name: string) {
  const config = feeds.list().find(feed => feed.config.name === name)?.config
  return config?.type === 'apt' ? { url: config.url, fetch: feeds.client(config).getBytes } : undefined
}
