// One synchronisation of one feed into the catalogue: reads the folder or the archive, keeps the raw proof, replaces what the feed stated
// before, and notes how it went. What is broken in one patch is told and holds up no other.

import type { Clock } from '../../core/clock.ts'
import { asCoded } from '../../core/control.ts'
import type { Digest } from '../../core/digest.ts'
import type { Log } from '../../core/log.ts'
import { type AptSync, askArchive, readArchive } from '../feed/apt/sync-apt.ts'
import type { AptFeedConfig, FolderFeedConfig } from '../feed/feed-config.ts'
import { distributionOfSuite } from '../feed/feed-config.ts'
import type { FeedState, Feeds } from '../feed/feeds.ts'
import { type FolderFeed, readFolder } from '../feed/folder.ts'
import type { ProofFiles } from '../feed/proof-files.ts'
import type { FeedFault } from '../feed/yaml-fields.ts'
import type { Catalogue, FeedChange } from './catalogue.ts'
import { entryOfAptPatch, entryOfFolderPatch } from './catalogue-entry.ts'

export interface SyncDeps {
  feeds: Feeds
  catalogue: Catalogue
  proofs: ProofFiles
  /** A few at a time, from what a feed's patches are to their being taken: that is when it takes memory. */
  reading<T>(work: () => Promise<T>): Promise<T>
  /** One after the other: what a feed states now is held against what the others do. */
  changing<T>(work: () => Promise<T>): Promise<T>
  clock: Clock
  log: Log
}

/** Plain JSON. */
export interface SyncResult extends FeedChange {
  feed: string
  patches: number
  /** False: the feed is as it was (nothing but its signature was fetched). */
  isChanged: boolean
  faults: FeedFault[]
  skipped: { package: string; reason: string }[]
}

/** Throws what the feed's reader throws, after noting it in the feed's state. */
export async function syncFeed(name: string, deps: SyncDeps, signal?: AbortSignal): Promise<SyncResult> {
  const { feeds, clock, log } = deps
  const config = feeds.config(name)
  try {
    signal?.throwIfAborted()
    const result =
      config.type === 'folder' ? await syncFolder(config, deps, signal) : await syncArchive(config, deps, signal)
    const { added, changed, removed, patches, faults } = result
    log.info({ feed: name, patches, added, changed, removed, faults: faults.length }, 'feed synchronised')
    return result
  } catch (error) {
    if (signal?.aborted) throw error
    const { code, message } = asCoded(error)
    log.warn({ feed: name, code, reason: message }, 'feed synchronisation failed')
    await feeds.fail(name, { code, message }, clock.now())
    throw error
  }
}

async function syncFolder(config: FolderFeedConfig, deps: SyncDeps, signal?: AbortSignal): Promise<SyncResult> {
  return await deps.reading(async () => {
    const read = await readFolder(config.path, signal ? { signal } : {})
    return await deps.changing(() => {
      signal?.throwIfAborted()
      return takeFolder(config.name, read, deps)
    })
  })
}

async function takeFolder(name: string, read: FolderFeed, deps: SyncDeps): Promise<SyncResult> {
  const { feeds, catalogue, clock } = deps
  const { patches: found, faults, faulty } = read
  const stated = []
  for (const patch of found) {
    const entry = entryOfFolderPatch(name, patch)
    const taken = catalogue.has(entry.id) && catalogue.get(entry.id).feed !== name
    if (!taken) stated.push({ entry })
    else faults.push(takenId(patch.folder, patch.lines.id, `${entry.id} in feed ${catalogue.get(entry.id).feed}`))
  }
  const unread = new Set(faulty)
  const change = await catalogue.replaceFeed(name, stated, entry => unread.has(entry.folder ?? ''))
  const patches = countOf(catalogue, name)
  await feeds.finish(name, { patches, faults, skipped: [] }, clock.now())
  return { feed: name, patches, isChanged: isChange(change), faults, skipped: [], ...change }
}

function takenId(folder: string, line: number, found: string): FeedFault {
  return {
    file: `${folder}/patch.yaml`,
    line,
    field: 'id',
    message: `expected an id of its own, found ${found}; give one of them another id`,
  }
}

async function syncArchive(config: AptFeedConfig, deps: SyncDeps, signal?: AbortSignal): Promise<SyncResult> {
  const { feeds, clock } = deps
  const known = feeds.state(config.name)
  const answer = await askArchive({
    source: await feeds.aptSource(config),
    now: clock.now(),
    fetch: feeds.client(config).getBytes,
    ...(known.apt && { previous: known.apt }),
    ...(signal && { signal }),
  })
  return await deps.reading(async () => {
    signal?.throwIfAborted()
    const sync = await readArchive(answer)
    return await deps.changing(() => {
      signal?.throwIfAborted()
      return takeArchive(config, { sync, known }, deps)
    })
  })
}

async function takeArchive(
  config: AptFeedConfig,
  { sync, known }: { sync: AptSync; known: FeedState },
  deps: SyncDeps,
): Promise<SyncResult> {
  const { feeds, catalogue, proofs, clock } = deps
  const { name } = config
  const { inReleaseDigest, indexDigest } = sync.state
  await proofs.put(inReleaseDigest, sync.inRelease)
  if (!sync.changed) {
    await feeds.finish(
      name,
      { patches: known.patches, faults: [], skipped: known.skipped, apt: sync.state },
      clock.now(),
    )
    const { patches, skipped } = known
    return { feed: name, patches, isChanged: false, faults: [], skipped, added: 0, changed: 0, removed: 0 }
  }
  await proofs.put(indexDigest, sync.index)
  const distribution =
    config.distribution === 'auto' ? distributionOfSuite(sync.release.codename || config.suite) : config.distribution
  const platform = { os: 'linux', architecture: config.architecture, distribution }
  const stated = sync.patches.flatMap(apt => {
    const entry = entryOfAptPatch(name, apt, platform)
    return entry ? [{ entry, apt }] : []
  })
  const change = await catalogue.replaceFeed(name, stated)
  const { skipped } = sync
  const patches = countOf(catalogue, name)
  await feeds.finish(name, { patches, faults: [], skipped, apt: sync.state }, clock.now())
  await dropOldProofs(deps)
  return { feed: name, patches, isChanged: isChange(change), faults: [], skipped, ...change }
}

function isChange({ added, changed, removed }: FeedChange): boolean {
  return added + changed + removed > 0
}

function countOf(catalogue: Catalogue, feed: string): number {
  let count = 0
  for (const entry of catalogue.entries()) if (entry.feed === feed && entry.goneAt === undefined) count++
  return count
}

/** Proofs are kept of what feeds state now, and of what was decided about. */
async function dropOldProofs({ feeds, catalogue, proofs }: SyncDeps): Promise<void> {
  const kept = new Set<Digest>()
  for (const { state } of feeds.list()) if (state.apt) kept.add(state.apt.inReleaseDigest).add(state.apt.indexDigest)
  for (const entry of catalogue.entries()) {
    const { approval, manifest } = catalogue.judge(entry)
    const apt = approval && manifest?.body.proof.apt
    if (apt) kept.add(apt.inReleaseDigest).add(apt.indexDigest)
  }
  await proofs.keepOnly(kept)
}
