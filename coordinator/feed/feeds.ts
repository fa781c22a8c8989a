// The feeds of this coordinator: how each is set up, what its last synchronisation gave, and how its files are reached.
// What a synchronisation does with the catalogue is coordinator/catalogue/sync-feed.ts; when it is due is asked by serve.

import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { AptProof } from '../../core/manifest.ts'
import type { Table } from '../../core/table.ts'
import type { SkippedPackage } from './apt/packages-index.ts'
import { type AptSource, type AptState, aptProof, poolUrl } from './apt/sync-apt.ts'
import { readKeyring } from './apt/verify-in-release.ts'
import { type AptFeedConfig, checkFeedConfig, type FeedConfig } from './feed-config.ts'
import { HttpClient } from './http-client.ts'
import type { FeedFault } from './yaml-fields.ts'

/** Of the last synchronisation. Plain JSON. */
export interface FeedState {
  /** Milliseconds since 1970; 0: never. */
  lastAttemptAt: number
  lastSyncAt: number
  error?: { code: string; message: string }
  patches: number
  faults: FeedFault[]
  skipped: SkippedPackage[]
  apt?: AptState
}

export interface FeedStatus {
  config: FeedConfig
  state: FeedState
}

export interface FeedTables {
  configs: Table<FeedConfig>
  states: Table<FeedState>
  keyrings: Table<Uint8Array>
}

/** How one artifact is reached. */
export interface ArtifactSource {
  /** URLs outside, best first, without the coordinator's own origin. */
  urls: string[]
  /** Whether the coordinator's origin is a source: the only one, one more, or none. */
  origin: 'only' | 'also' | 'none'
  /** The bytes; unverified. */
  open(signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>>
}

const never: FeedState = { lastAttemptAt: 0, lastSyncAt: 0, patches: 0, faults: [], skipped: [] }

export class Feeds {
  readonly #tables: FeedTables
  readonly #configs = new Map<string, FeedConfig>()
  readonly #states = new Map<string, FeedState>()
  readonly #clients = new Map<string, HttpClient>()

  private constructor(tables: FeedTables) {
    this.#tables = tables
  }

  static async open(tables: FeedTables): Promise<Feeds> {
    const feeds = new Feeds(tables)
    for await (const [name, config] of tables.configs.entries()) feeds.#configs.set(name, config)
    for await (const [name, state] of tables.states.entries()) feeds.#states.set(name, state)
    return feeds
  }

  /**
   * Adds a feed; `keyring` are the bytes of an apt feed's. The same again changes nothing and gives false. Throws `already-exists` when the name
   * stands for other settings and `replace` is not set, `bad-argument`, `bad-key-file` or `limit-exceeded`.
   */
  async add(
    found: FeedConfig,
    { keyring, replace = false }: { keyring?: Uint8Array; replace?: boolean },
  ): Promise<boolean> {
    const config = checkFeedConfig(found)
    const held = this.#configs.get(config.name)
    if (config.type === 'apt') await checkKeyring(keyring)
    if (held && (await this.#isSame(held, config, keyring))) return false
    if (held && (!replace || held.type !== config.type)) {
      const hint = held.type === config.type ? 'give --replace to change it' : 'choose another name'
      throw new CodedError('already-exists', `there is a feed ${config.name} with other settings: ${hint}`)
    }
    if (!held && this.#configs.size >= limits.feeds)
      throw new CodedError('limit-exceeded', `there are ${limits.feeds} feeds already: no more are possible`)
    if (keyring) await this.#tables.keyrings.put(config.name, keyring)
    await this.#tables.configs.put(config.name, config)
    this.#configs.set(config.name, config)
    // What was true of the old source (its Release date, its index) says nothing of the new one.
    await this.#putState(config.name, { ...never, patches: this.state(config.name).patches })
    await this.#dropClient(config.name)
    return true
  }

  async #isSame(held: FeedConfig, config: FeedConfig, keyring: Uint8Array | undefined): Promise<boolean> {
    const known = await this.#tables.keyrings.get(config.name)
    const sameKeyring = (known && sha256(known)) === (keyring && sha256(keyring))
    return sameKeyring && JSON.stringify(held) === JSON.stringify(config)
  }

  list(): FeedStatus[] {
    return [...this.#configs.values()].map(config => ({ config, state: this.state(config.name) }))
  }

  /** Throws `not-found`. */
  config(name: string): FeedConfig {
    const config = this.#configs.get(name)
    if (config) return config
    throw new CodedError('not-found', `there is no feed ${name}: "patchmesh feed list" names them all`)
  }

  state(name: string): FeedState {
    return this.#states.get(name) ?? never
  }

  async #putState(name: string, state: FeedState): Promise<void> {
    await this.#tables.states.put(name, state)
    this.#states.set(name, state)
  }

  async finish(name: string, state: Omit<FeedState, 'lastAttemptAt' | 'lastSyncAt'>, now: number): Promise<void> {
    await this.#putState(name, { ...state, lastAttemptAt: now, lastSyncAt: now })
  }

  /** A failed synchronisation leaves what is known as it was. */
  async fail(name: string, error: { code: string; message: string }, now: number): Promise<void> {
    await this.#putState(name, { ...this.state(name), error, lastAttemptAt: now })
  }

  /** Timed feeds whose time has come; one that failed is tried again sooner. */
  due(now: number): string[] {
    return this.list()
      .filter(({ config, state }) => {
        const wait = state.error ? Math.min(config.everyMs, limits.feedRetryMs) : config.everyMs
        // an attempt noted by a clock that was ahead holds nothing up
        return config.everyMs > 0 && (now >= state.lastAttemptAt + wait || now < state.lastAttemptAt)
      })
      .map(({ config }) => config.name)
  }

  /** Throws `not-found` when the keyring is gone. */
  async aptSource(config: AptFeedConfig): Promise<AptSource> {
    const keyring = await this.#tables.keyrings.get(config.name)
    if (!keyring) throw new CodedError('not-found', `the keyring of feed ${config.name} is gone: add the feed again`)
    const { url, suite, component, architecture } = config
    return { url, suite, component, architecture, keyring }
  }

  proofOf(name: string): AptProof | undefined {
    const config = this.#configs.get(name)
    const { apt } = this.state(name)
    if (config?.type !== 'apt' || !apt) return undefined
    return aptProof({ ...config, keyring: new Uint8Array() }, apt)
  }

  client(config: AptFeedConfig): HttpClient {
    const client = this.#clients.get(config.name) ?? new HttpClient(config.proxy === '' ? {} : { proxy: config.proxy })
    this.#clients.set(config.name, client)
    return client
  }

  source(feed: string, artifact: { path: string; sizeBytes: number }): ArtifactSource {
    const config = this.config(feed)
    if (config.type === 'folder') {
      const open = async () => createReadStream(join(config.path, artifact.path), { highWaterMark: 2 ** 20 })
      if (config.origin === '') return { urls: [], origin: 'only', open }
      return { urls: [poolUrl({ url: new URL(config.origin).href }, artifact.path)], origin: 'none', open }
    }
    const url = poolUrl(config, artifact.path)
    const { sizeBytes } = artifact
    const open = async (signal?: AbortSignal) => {
      const request = { url, maxBytes: sizeBytes, expectBytes: sizeBytes, ...(signal && { signal }) }
      return (await this.client(config).get(request)).body
    }
    return { urls: [url], origin: 'also', open }
  }

  async #dropClient(name: string): Promise<void> {
    await this.#clients.get(name)?.close()
    this.#clients.delete(name)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.keys()].map(name => this.#dropClient(name)))
  }
}

async function checkKeyring(keyring: Uint8Array | undefined): Promise<void> {
  if (!keyring) throw new CodedError('bad-argument', "an apt feed needs the archive's keyring: give --keyring FILE")
  await readKeyring(keyring)
}
