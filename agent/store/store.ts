// The files of this node, by digest: whole ones, and partial ones with the pieces that were checked. Nothing is served, called complete
// or handed out before its hash was right. It does not know what is wanted unless told, and fetches nothing.

import { type FileHandle, open, readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, systemClock } from '../../core/clock.ts'
import { type Digest, isDigest, sha256 } from '../../core/digest.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { PieceSet, pieceCount, pieceRange } from '../../core/pieces.ts'
import { type DiskSpace, diskReserve, diskSpace, makePrivateFolder, syncFolder } from '../../keys/durable-file.ts'
import type { BufferPool } from '../buffer-pool.ts'
import { type ArtifactFile, journalPath, PartialFile, readAt, type WriteAt, writeAt } from './partial-file.ts'

export interface StoreOptions {
  folder: string
  quotaBytes?: number
  clock?: Clock
  log: Log
  /** For tests: a disk that fails. */
  write?: WriteAt
  /** For tests: a disk of a size. */
  spaceOf?: (folder: string) => Promise<DiskSpace>
}

interface WholeFile {
  sizeBytes: number
  /** When it was last known to be wanted (ms); the file's time of change, so that a restart forgets nothing. */
  wantedAt: number
  /** Known while the artifact is wanted. */
  artifact?: ArtifactFile
  /** Pieces whose hash was checked since this process started, and since the file last changed: a disk may rot, people may write. */
  checked?: PieceSet
  /** Time of change (ms) of the file as it was checked. */
  checkedMs?: number
}

export interface StoreUsage {
  /** Whole files, and the full size of partial ones. */
  bytes: number
  quotaBytes: number
  files: number
}

export async function openStore(options: StoreOptions): Promise<Store> {
  const store = new Store(options)
  await store.load()
  return store
}

export class Store {
  readonly #folder: string
  readonly #quotaBytes: number
  readonly #clock: Clock
  readonly #log: Log
  readonly #write: WriteAt
  readonly #spaceOf: (folder: string) => Promise<DiskSpace>
  /** What may be written before the reserve begins, as of then (monotonic). */
  #room = { bytes: 0, askedAt: Number.NEGATIVE_INFINITY }
  readonly #whole = new Map<Digest, WholeFile>()
  readonly #partial = new Map<Digest, PartialFile>()
  /** Partial files of an earlier run that nobody asked for yet, with their sizes. */
  readonly #left = new Map<Digest, number>()
  /** Undefined until it is known what is wanted. */
  #keep: ReadonlySet<Digest> | undefined
  #pinned: ReadonlySet<Digest> = new Set()

  constructor({
    folder,
    quotaBytes = limits.storeBytes,
    clock = systemClock,
    log,
    write = writeAt,
    spaceOf = diskSpace,
  }: StoreOptions) {
    this.#clock = clock
    this.#folder = folder
    this.#quotaBytes = quotaBytes
    this.#log = log
    this.#write = write
    this.#spaceOf = spaceOf
  }

  async load(): Promise<void> {
    await makePrivateFolder(join(this.#folder, 'files'))
    await makePrivateFolder(join(this.#folder, 'partial'))
    for (const name of await readdir(join(this.#folder, 'files')))
      if (isDigest(name)) this.#whole.set(name, await this.#found(name))
    for (const name of await readdir(join(this.#folder, 'partial')))
      if (isDigest(name)) this.#left.set(name, (await stat(this.#partialPath(name))).size)
  }

  async #found(digest: Digest): Promise<WholeFile> {
    const { size, mtimeMs } = await stat(this.path(digest))
    return { sizeBytes: size, wantedAt: mtimeMs }
  }

  /** Whether the whole file is here; the SHA-256 of what came was checked when it was completed. */
  has(digest: Digest): boolean {
    return this.#whole.has(digest)
  }

  /** Where the whole file is, or will be. */
  path(digest: Digest): string {
    return join(this.#folder, 'files', digest)
  }

  /** The whole file, for reading. Throws `not-found`. */
  async open(digest: Digest): Promise<FileHandle> {
    if (!this.has(digest)) throw new CodedError('not-found', `the store has no whole file ${digest}`)
    return await open(this.path(digest), 'r')
  }

  /**
   * Makes room for an artifact and returns the pieces that are here and right; those of an earlier run are hashed again. Beginning
   * twice is harmless. Throws `over-quota` when what is kept leaves no room, `disk-full`.
   */
  async begin(artifact: ArtifactFile): Promise<PieceSet> {
    const count = pieceCount(artifact.sizeBytes)
    const whole = this.#whole.get(artifact.digest)
    if (whole && whole.sizeBytes !== artifact.sizeBytes) await this.#dropWhole(artifact.digest, 'wrong size')
    else if (whole) {
      whole.artifact = artifact
      whole.checked ??= new PieceSet(count)
      return PieceSet.full(count)
    }
    const known = this.#partial.get(artifact.digest)
    if (known) return known.held
    this.#left.delete(artifact.digest)
    await this.#makeRoom(artifact.sizeBytes)
    const partial = new PartialFile(this.#partialPath(artifact.digest), artifact, this.#write)
    this.#partial.set(artifact.digest, partial)
    await partial.recover()
    return partial.held
  }

  /** Throws `wrong-hash`, `wrong-size`, `disk-full` or `not-found` (not begun); then the piece is not held. */
  async writePiece(digest: Digest, piece: number, bytes: Uint8Array): Promise<void> {
    if (this.has(digest)) return
    const partial = this.#partial.get(digest)
    if (!partial) throw new CodedError('not-found', `the store was not told to begin ${digest}`)
    await this.#closeIdle()
    if (!partial.held.has(piece)) await this.#leaveReserve(bytes.length)
    await partial.write(piece, bytes)
  }

  /** A piece whose hash was checked, or undefined. A whole file that turns out to be damaged is dropped: `wrong-hash`. */
  async readPiece(digest: Digest, piece: number, buffers?: BufferPool): Promise<Uint8Array | undefined> {
    const whole = this.#whole.get(digest)
    if (!whole) return await this.#partial.get(digest)?.read(piece, buffers)
    const { artifact } = whole
    if (!artifact || !whole.checked || piece >= whole.checked.count) return undefined
    const { start, end } = pieceRange(artifact.sizeBytes, piece)
    const found = await this.#readWhole(digest, start, end - start, buffers)
    if (found && found.changedMs !== whole.checkedMs) {
      whole.checked = new PieceSet(whole.checked.count)
      whole.checkedMs = found.changedMs
    }
    if (found && (whole.checked.has(piece) || sha256(found.bytes) === artifact.hashes[piece])) {
      whole.checked.add(piece)
      return found.bytes
    }
    await this.#dropWhole(digest, 'damaged')
    throw new CodedError('wrong-hash', `the stored file ${digest} is damaged; it was removed and is fetched again`)
  }

  /** Checks the whole and moves it among the whole files. On `wrong-hash` the partial file is removed. */
  async complete(digest: Digest): Promise<void> {
    if (this.has(digest)) return
    const partial = this.#partial.get(digest)
    if (!partial?.held.isComplete) throw new CodedError('wrong-state', `the file ${digest} is not complete`)
    try {
      await partial.finish(this.path(digest))
    } catch (error) {
      if (error instanceof CodedError && error.code === 'wrong-hash') await this.#dropPartial(digest)
      throw error
    }
    await syncFolder(join(this.#folder, 'files'))
    const { artifact } = partial
    const wantedAt = this.#clock.now()
    const checked = new PieceSet(partial.held.count) // what came was right; what the disk gives is looked at before it is served
    const { mtimeMs: checkedMs } = await stat(this.path(digest))
    this.#whole.set(digest, { sizeBytes: artifact.sizeBytes, wantedAt, artifact, checked, checkedMs })
    this.#partial.delete(digest)
    await partial.retire()
  }

  /** Removes a whole file that turned out not to be what it should be: it counts as missing and is fetched again. */
  async discard(digest: Digest): Promise<void> {
    if (this.has(digest)) await this.#dropWhole(digest, 'discarded')
  }

  /** From now on nothing else is kept when room is needed. */
  keep(digests: ReadonlySet<Digest>): void {
    const now = this.#clock.now()
    for (const [digest, whole] of this.#whole) if (digests.has(digest) || this.#keep?.has(digest)) whole.wantedAt = now // also what is let go now: its time begins
    this.#keep = digests
  }

  /** These stay whatever is wanted. */
  pin(digests: ReadonlySet<Digest>): void {
    this.#pinned = digests
  }

  /** Removes what has not been wanted for so long, whole and partial; returns what was removed. Nothing before keep() was called. */
  async evictUnwanted(forMs: number): Promise<Digest[]> {
    if (!this.#keep) return []
    const now = this.#clock.now()
    for (const [digest, whole] of this.#whole) if (this.#isKept(digest)) await this.#noteWanted(digest, whole, now)
    const gone: Digest[] = []
    for (const digest of this.#unkept()) {
      if (now - (await this.#wantedAt(digest)) < forMs) continue
      await this.#remove(digest)
      gone.push(digest)
    }
    return gone
  }

  async #noteWanted(digest: Digest, whole: WholeFile, now: number): Promise<void> {
    whole.wantedAt = now
    try {
      await utimes(this.path(digest), now / 1000, now / 1000)
    } catch (error) {
      if (systemCode(error) === undefined) throw error
      this.#log.warn({ artifact: digest, err: error }, 'time of stored file not set')
    }
  }

  async #wantedAt(digest: Digest): Promise<number> {
    const whole = this.#whole.get(digest)
    if (whole) return whole.wantedAt
    try {
      return (await stat(this.#partialPath(digest))).mtimeMs
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error
      return 0 // begun, and nothing of it written
    }
  }

  usage(): StoreUsage {
    let bytes = 0
    for (const { sizeBytes } of this.#whole.values()) bytes += sizeBytes
    for (const { artifact } of this.#partial.values()) bytes += artifact.sizeBytes
    for (const sizeBytes of this.#left.values()) bytes += sizeBytes
    return { bytes, quotaBytes: this.#quotaBytes, files: this.#whole.size }
  }

  async close(): Promise<void> {
    for (const partial of this.#partial.values()) await partial.close()
  }

  async #makeRoom(sizeBytes: number): Promise<void> {
    for (const digest of this.#unkept()) {
      if (this.usage().bytes + sizeBytes <= this.#quotaBytes) return
      await this.#remove(digest)
    }
    const { bytes, quotaBytes } = this.usage()
    if (bytes + sizeBytes <= quotaBytes) return
    throw new CodedError(
      'over-quota',
      `a file of ${sizeBytes} bytes does not fit: ${bytes} of ${quotaBytes} bytes are taken by what is still wanted; raise the quota`,
    )
  }

  /** What is written here must not take the last bytes of the disk. What is not kept goes first. */
  async #leaveReserve(sizeBytes: number): Promise<void> {
    const now = this.#clock.monotonic()
    if (now - this.#room.askedAt < limits.storeRoomMs && this.#room.bytes >= sizeBytes) {
      this.#room.bytes -= sizeBytes
      return
    }
    const lacksRoom = async () => {
      const space = await this.#spaceOf(this.#folder)
      this.#room = { bytes: space.freeBytes - diskReserve(space) - sizeBytes, askedAt: now }
      return this.#room.bytes < 0
    }
    if (!(await lacksRoom())) return
    for (const digest of this.#unkept()) {
      await this.#remove(digest)
      if (!(await lacksRoom())) return
    }
    throw new CodedError('disk-full', 'the disk of the store is full but for a reserve: free some space')
  }

  /** Left-overs of earlier runs first, then partial files, then whole ones, the longest unwanted first. */
  #unkept(): Digest[] {
    const whole = [...this.#whole].sort(([, a], [, b]) => a.wantedAt - b.wantedAt).map(([digest]) => digest)
    return [...this.#left.keys(), ...this.#partial.keys(), ...whole].filter(digest => !this.#isKept(digest))
  }

  #isKept(digest: Digest): boolean {
    return this.#pinned.has(digest) || (this.#keep?.has(digest) ?? false)
  }

  async #remove(digest: Digest): Promise<void> {
    this.#log.info({ artifact: digest }, 'artifact evicted')
    if (this.#left.delete(digest)) {
      await rm(this.#partialPath(digest), { force: true })
      await rm(journalPath(this.#partialPath(digest)), { force: true })
    }
    await this.#dropPartial(digest)
    if (this.#whole.delete(digest)) await rm(this.path(digest), { force: true })
  }

  async #dropPartial(digest: Digest): Promise<void> {
    const partial = this.#partial.get(digest)
    this.#partial.delete(digest)
    await partial?.remove()
  }

  async #dropWhole(digest: Digest, why: string): Promise<void> {
    this.#log.warn({ artifact: digest, why }, 'stored file removed')
    this.#whole.delete(digest)
    await rm(this.path(digest), { force: true })
  }

  async #readWhole(
    digest: Digest,
    start: number,
    length: number,
    buffers: BufferPool | undefined,
  ): Promise<{ bytes: Uint8Array; changedMs: number } | undefined> {
    try {
      await using file = await open(this.path(digest), 'r')
      const { mtimeMs: changedMs } = await file.stat()
      const bytes = await readAt(file, start, length, buffers)
      return bytes && { bytes, changedMs }
    } catch (error) {
      if (systemCode(error) === undefined) throw error
      this.#log.warn({ artifact: digest, err: error }, 'stored file could not be read')
      return undefined
    }
  }

  /** Keeps the number of open descriptors bounded. */
  async #closeIdle(): Promise<void> {
    const opened = [...this.#partial.values()].filter(partial => partial.isOpen)
    if (opened.length < limits.openPartials) return
    await opened.find(partial => partial.isIdleOpen)?.close()
  }

  #partialPath(digest: Digest): string {
    return join(this.#folder, 'partial', digest)
  }
}
