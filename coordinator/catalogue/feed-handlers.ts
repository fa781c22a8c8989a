// What the running coordinator answers to `patchmesh feed add|sync|list`.

import { Audit } from '../../core/audit.ts'
import type { ControlCall, ControlHandlers } from '../../core/control.ts'
import { CodedError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { FeedConfig } from '../feed/feed-config.ts'
import type { FeedState, Feeds } from '../feed/feeds.ts'
import type { SyncResult } from './sync-feed.ts'

/** Plain JSON. */
export interface FeedAddition {
  config: FeedConfig
  /** Base64. */
  keyring?: string
  replace?: boolean
}

/** Plain JSON; times are ISO 8601, UTC, null: never. */
export interface FeedRow {
  name: string
  type: FeedConfig['type']
  config: FeedConfig
  patches: number
  lastSync: string | null
  lastAttempt: string | null
  /** When the archive signed what was read of it last; null: not synchronised, or a folder. */
  publishedAt: string | null
  error: FeedState['error'] | null
  faults: FeedState['faults']
  skipped: number
}

/** Which feed is waited for, after how many of how many. */
export interface SyncProgress {
  feed: string
  done: number
  total: number
}

export type SyncOutcome = SyncResult & { error?: { code: string; message: string } }

export interface FeedHandlerDeps {
  feeds: Feeds
  /** One feed; throws what its reader throws. */
  sync(name: string, signal?: AbortSignal): Promise<SyncResult>
  log: Log
}

export function feedHandlers({ feeds, sync, log }: FeedHandlerDeps): ControlHandlers {
  const audit = new Audit(log)
  return {
    'feed-add': async ({ config, keyring, replace }: FeedAddition, { by }: ControlCall) => {
      const bytes = keyring === undefined ? undefined : Buffer.from(keyring, 'base64')
      const isNew = await feeds.add(config, { ...(bytes && { keyring: bytes }), replace: replace === true })
      audit.feedAdded({ feed: config.name, isNew, by })
      return { name: config.name, isNew }
    },
    'feed-list': async (): Promise<FeedRow[]> => feeds.list().map(rowOf),
    'feed-sync': async ({ name }: { name?: string }, call: ControlCall): Promise<SyncOutcome[]> => {
      const names = name === undefined ? feeds.list().map(({ config }) => config.name) : [feeds.config(name).name]
      const open = new Set(names)
      const tell = () => {
        const [feed] = open
        if (feed === undefined) return
        call.progress({ feed, done: names.length - open.size, total: names.length } satisfies SyncProgress)
      }
      tell()
      return await Promise.all(
        names.map(async each => {
          const outcome = await outcomeOf(each, () => sync(each, call.signal))
          open.delete(each)
          tell()
          return outcome
        }),
      )
    },
  }
}

/** One feed that fails does not keep the others from being synchronised. */
async function outcomeOf(feed: string, sync: () => Promise<SyncResult>): Promise<SyncOutcome> {
  try {
    return await sync()
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    const nothing = { patches: 0, isChanged: false, added: 0, changed: 0, removed: 0, faults: [], skipped: [] }
    return { feed, ...nothing, error: { code: error.code, message: error.message } }
  }
}

function rowOf({ config, state }: { config: FeedConfig; state: FeedState }): FeedRow {
  const iso = (ms: number) => (ms === 0 ? null : new Date(ms).toISOString())
  return {
    name: config.name,
    type: config.type,
    config,
    patches: state.patches,
    lastSync: iso(state.lastSyncAt),
    lastAttempt: iso(state.lastAttemptAt),
    publishedAt: iso(state.apt?.date ?? 0),
    error: state.error ?? null,
    faults: state.faults,
    skipped: state.skipped.length,
  }
}
