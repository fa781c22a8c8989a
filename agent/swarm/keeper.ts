// Keeps the store in step with what is wanted: opens, writes, completes, retries when the disk is full, evicts. It speaks with nobody
// but the store, and tells the swarm's state what happened as events.

import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import type { PieceSet } from '../../core/pieces.ts'
import type { BufferPool } from '../buffer-pool.ts'
import type { ArtifactFile } from '../store/partial-file.ts'
import { originsOf } from './origin-troubles.ts'
import type { SwarmEvent } from './swarm-state.ts'
import { fileOf, type Wanted, type WantedStatus } from './wanted.ts'

/** What is used of the store. */
export interface PieceStore {
  has(digest: Digest): boolean
  begin(artifact: ArtifactFile): Promise<PieceSet>
  writePiece(digest: Digest, piece: number, bytes: Uint8Array): Promise<void>
  readPiece(digest: Digest, piece: number, buffers?: BufferPool): Promise<Uint8Array | undefined>
  complete(digest: Digest): Promise<void>
  /** Nothing else is kept when room is needed. */
  keep(digests: ReadonlySet<Digest>): void
}

export type Kept =
  | 'held' // right and stored
  | 'bad' // wrong hash or length
  | 'unkept' // no longer wanted, or the store has no room

interface Entry {
  wanted: Wanted
  status: Exclude<WantedStatus, 'settling'>
  /** Handed to the swarm's state. */
  joined: boolean
  completing: boolean
  cancelRetry?: () => void
}

export interface KeeperOptions {
  store: PieceStore
  clock: Clock
  log: Log
  dispatch(event: SwarmEvent): void
  /** It was in the store when it became wanted. */
  onLocal(wanted: Wanted): void
  onComplete(artifact: Digest): void
  now(): number
}

export class Keeper {
  readonly #options: KeeperOptions
  readonly #entries = new Map<Digest, Entry>()
  #closed = false

  constructor(options: KeeperOptions) {
    this.#options = options
  }

  /** Replaces the set. */
  want(list: readonly Wanted[]): void {
    const next = new Map(list.map(wanted => [wanted.artifact, wanted]))
    for (const [artifact, entry] of this.#entries) {
      const wanted = next.get(artifact)
      if (!wanted || !isSameFile(wanted, entry.wanted)) this.#drop(artifact, entry)
    }
    for (const wanted of next.values()) {
      const before = this.#entries.get(wanted.artifact)
      const isLost = before?.status === 'complete' && !this.#options.store.has(wanted.artifact)
      if (isLost) this.#drop(wanted.artifact, before) // discarded: it is fetched again
      const entry = this.#entries.get(wanted.artifact)
      if (!entry) this.#add(wanted)
      else {
        const isOther = !isWantedAlike(wanted, entry.wanted)
        entry.wanted = wanted
        if (isOther && entry.joined) void this.#join(entry)
      }
    }
  }

  get(artifact: Digest): { wanted: Wanted; status: Exclude<WantedStatus, 'settling'> } | undefined {
    return this.#entries.get(artifact)
  }

  entries(): Iterable<{ wanted: Wanted; status: Exclude<WantedStatus, 'settling'> }> {
    return this.#entries.values()
  }

  async keepPiece(artifact: Digest, piece: number, bytes: Uint8Array): Promise<Kept> {
    const entry = this.#entries.get(artifact)
    if (entry?.status !== 'fetching') return 'unkept'
    try {
      await this.#options.store.writePiece(artifact, piece, bytes)
      return 'held'
    } catch (error) {
      if (error instanceof CodedError && (error.code === 'wrong-hash' || error.code === 'wrong-size')) return 'bad'
      this.#holdUp(entry, error)
      return 'unkept'
    }
  }

  /** A checked piece to serve. A damaged file is noticed here: it is fetched again. */
  async readPiece(artifact: Digest, piece: number, buffers?: BufferPool): Promise<Uint8Array | undefined> {
    const entry = this.#entries.get(artifact)
    if (!entry) return undefined
    try {
      return await this.#options.store.readPiece(artifact, piece, buffers)
    } catch (error) {
      this.#options.log.warn({ artifact, piece, err: error }, 'piece could not be read')
      const isDamaged = error instanceof CodedError && error.code === 'wrong-hash'
      if (!isDamaged || this.#entries.get(artifact) !== entry) return undefined
      this.#drop(artifact, entry)
      this.#add(entry.wanted)
      return undefined
    }
  }

  /** Every piece is held: checks and files the whole. */
  async complete(artifact: Digest): Promise<void> {
    const entry = this.#entries.get(artifact)
    if (!entry || entry.status === 'complete' || entry.completing) return
    entry.completing = true
    try {
      await this.#options.store.complete(artifact)
      entry.completing = false
      if (this.#entries.get(artifact) !== entry) return
      entry.status = 'complete'
      this.#options.log.info({ artifact, sizeBytes: entry.wanted.sizeBytes }, 'artifact completed')
      this.#options.onComplete(artifact)
    } catch (error) {
      entry.completing = false
      if (this.#entries.get(artifact) !== entry) return
      this.#options.dispatch({ type: 'artifact-dropped', artifact })
      entry.joined = false
      if (error instanceof CodedError && error.code === 'wrong-hash') {
        this.#options.log.error({ artifact, err: error }, 'artifact refused')
        entry.status = 'wrong-piece-list'
      } else this.#holdUp(entry, error)
    }
  }

  close(): void {
    this.#closed = true
    for (const entry of this.#entries.values()) entry.cancelRetry?.()
  }

  #add(wanted: Wanted): void {
    const entry: Entry = { wanted, status: 'opening', joined: false, completing: false }
    this.#entries.set(wanted.artifact, entry)
    if (this.#options.store.has(wanted.artifact)) this.#options.onLocal(wanted)
    void this.#join(entry)
  }

  /** Opens it in the store, then hands it to the swarm's state. */
  async #join(entry: Entry): Promise<void> {
    const { wanted } = entry
    const { store, dispatch, onComplete } = this.#options
    const known = store.has(wanted.artifact)
    try {
      const held = await store.begin(fileOf(wanted))
      if (this.#closed || this.#entries.get(wanted.artifact) !== entry) return
      const { sizeBytes, priority, deadline, sources } = entry.wanted
      if (entry.status !== 'complete') entry.status = known ? 'complete' : 'fetching'
      entry.joined = true
      const origins = originsOf(sources)
      dispatch({
        type: 'artifact-wanted',
        artifact: { digest: wanted.artifact, sizeBytes, priority, deadline, held, origins },
      })
      if (known) onComplete(wanted.artifact)
      else if (held.isComplete) await this.complete(wanted.artifact)
    } catch (error) {
      if (this.#entries.get(wanted.artifact) === entry) this.#holdUp(entry, error)
    }
  }

  /** The store cannot go on: everyone else may; this node tries again in a while. */
  #holdUp(entry: Entry, error: unknown): void {
    const code = error instanceof CodedError ? error.code : ''
    const { artifact } = entry.wanted
    entry.status = code === 'disk-full' || code === 'over-quota' ? code : 'io-failed'
    this.#options.log.warn({ artifact, err: error, retryMs: limits.storeRetryMs }, 'artifact held up by the store')
    const until = this.#options.now() + limits.storeRetryMs
    if (entry.joined) this.#options.dispatch({ type: 'artifact-held-up', artifact, until })
    entry.cancelRetry?.()
    entry.cancelRetry = this.#options.clock.after(limits.storeRetryMs, () => {
      if (this.#entries.get(artifact) !== entry) return
      if (!entry.joined) return void this.#join(entry)
      entry.status = 'fetching'
      this.#options.dispatch({ type: 'tick' }) // its pieces may all be here
    })
  }

  #drop(artifact: Digest, entry: Entry): void {
    entry.cancelRetry?.()
    this.#entries.delete(artifact)
    if (entry.joined) this.#options.dispatch({ type: 'artifact-dropped', artifact })
  }
}

function isSameFile(a: Wanted, b: Wanted): boolean {
  return (
    a.sizeBytes === b.sizeBytes && a.hashes.length === b.hashes.length && a.hashes.every((h, i) => h === b.hashes[i])
  )
}

function isWantedAlike(a: Wanted, b: Wanted): boolean {
  const isFromTheSame =
    a.sources.length === b.sources.length && a.sources.every((url, index) => url === b.sources[index])
  return a.priority === b.priority && a.deadline === b.deadline && isFromTheSame
}
