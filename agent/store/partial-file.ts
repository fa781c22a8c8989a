// A file on its way: written piece by piece, each checked against its hash first. Beside it lies a journal of the pieces written, so that
// a restart knows which to hash again; nothing is believed because the journal says so. It knows no quota and no other file.

import { createHash } from 'node:crypto'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { type Digest, sha256 } from '../../core/digest.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { PieceSet, pieceCount, pieceRange } from '../../core/pieces.ts'
import { BufferPool } from '../buffer-pool.ts'
import { fileChunks } from '../file-chunks.ts'
import { WholeHash } from './whole-hash.ts'

export interface ArtifactFile {
  digest: Digest
  sizeBytes: number
  /** SHA-256 of each piece. */
  hashes: readonly Digest[]
}

/** Writes all of `bytes` at `position`; replaced in tests by one that fails. */
export type WriteAt = (file: FileHandle, bytes: Uint8Array, position: number) => Promise<void>

export const writeAt: WriteAt = async (file, bytes, position) => {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}

/** For pieces that are read to be hashed. */
const hashBuffers = new BufferPool()

export class PartialFile {
  readonly artifact: ArtifactFile
  readonly path: string
  /** Pieces whose hash was right, here or after the restart. */
  readonly held: PieceSet
  readonly #write: WriteAt
  #files: Promise<{ data: FileHandle; journal: FileHandle }> | undefined
  readonly #whole = new WholeHash()
  /** Pieces that came before their turn are being read for it. */
  #hashing: Promise<void> | undefined
  /** Operations that use the descriptors now. */
  #busy = 0
  /** Written since the disk was last told to take what there is. */
  #unsyncedBytes = 0
  /** The disk is taking it. */
  #ahead: Promise<void> | undefined
  /** Why it could not take something: the disk says so once. */
  #notTaken: unknown
  /** Finished or removed: never opened again, for a new empty file would come into being under its name and be read as zeros. */
  #isOver = false

  constructor(path: string, artifact: ArtifactFile, write: WriteAt) {
    this.path = path
    this.artifact = artifact
    this.held = new PieceSet(pieceCount(artifact.sizeBytes))
    this.#write = write
  }

  get isIdleOpen(): boolean {
    return this.#files !== undefined && this.#busy === 0
  }

  get isOpen(): boolean {
    return this.#files !== undefined
  }

  /** Hashes the pieces that the journal names; those that are right are held. */
  async recover(): Promise<void> {
    for (const piece of [...(await readJournal(this.path))].sort((a, b) => a - b)) {
      if (piece >= this.held.count || this.held.has(piece)) continue
      const bytes = await this.#read(piece)
      if (!bytes || sha256(bytes) !== this.artifact.hashes[piece]) continue
      this.held.add(piece)
      if (piece === this.#whole.next) this.#whole.add(bytes)
    }
  }

  /** Throws `wrong-size` or `wrong-hash` before anything is written, `disk-full` when there is no room. */
  async write(piece: number, bytes: Uint8Array): Promise<void> {
    const { start, end } = pieceRange(this.artifact.sizeBytes, piece)
    if (bytes.length !== end - start)
      throw new CodedError('wrong-size', `piece ${piece} has ${end - start} bytes, ${bytes.length} came`)
    if (sha256(bytes) !== this.artifact.hashes[piece])
      throw new CodedError('wrong-hash', `piece ${piece} of ${this.artifact.digest.slice(0, 12)}… has another hash`)
    if (this.held.has(piece)) return
    await this.#use(async ({ data, journal }) => {
      const record = Buffer.alloc(4)
      record.writeUInt32LE(piece)
      await this.#write(data, bytes, start)
      await journal.write(record)
    })
    this.held.add(piece)
    if (piece === this.#whole.next) this.#whole.add(bytes)
    void this.#hashAhead()
    this.#unsyncedBytes += bytes.length
    if (this.#unsyncedBytes >= limits.syncAheadBytes) this.#ahead ??= this.#syncAhead()
  }

  /** A held piece, or undefined; also when the file was taken away meanwhile. */
  async read(piece: number, buffers?: BufferPool): Promise<Uint8Array | undefined> {
    if (!this.held.has(piece) || this.#isOver) return undefined
    const isThere = this.isOpen || (await hasSize(this.path, this.artifact.sizeBytes))
    return isThere ? await this.#read(piece, buffers) : undefined
  }

  /**
   * Checks the whole file's SHA-256, hashed as its pieces came, makes it durable and moves it to `target`. Throws `wrong-hash` when all
   * pieces are right and the whole is not (the piece list lied): then nothing of it can be kept. Readers under way go on; new ones find
   * nothing.
   */
  async finish(target: string): Promise<void> {
    const found = await this.#use(async ({ data }) => {
      const [digest] = await Promise.all([this.#digest(data), this.#sync(data)])
      return digest
    })
    if (found !== this.artifact.digest) {
      throw new CodedError(
        'wrong-hash',
        `expected a file with SHA-256 ${this.artifact.digest}, its pieces make ${found}: its piece list is wrong`,
      )
    }
    await rename(this.path, target)
    await rm(journalPath(this.path), { force: true })
  }

  async remove(): Promise<void> {
    await this.retire()
    await rm(this.path, { force: true })
    await rm(journalPath(this.path), { force: true })
  }

  /** It was finished or given up: nothing is begun any more, and what uses it now may end. */
  async retire(): Promise<void> {
    this.#isOver = true
    if (this.#busy === 0) await this.close()
  }

  /** Closes the descriptors; they are opened again when needed. Only when nothing uses them. */
  async close(): Promise<void> {
    const files = this.#files
    this.#files = undefined
    if (!files) return
    const { data, journal } = await files
    await Promise.all([data.close(), journal.close()])
  }

  /** One at a time. */
  #hashAhead(): Promise<void> {
    this.#hashing ??= this.#hashHeld().finally(() => {
      this.#hashing = undefined
    })
    return this.#hashing
  }

  /** What is held from there on, while the file is open. A disk that does not give it back is found out when the file is finished. */
  async #hashHeld(): Promise<void> {
    for (let piece = this.#whole.next; this.isOpen && this.held.has(piece); piece = this.#whole.next) {
      const bytes = await this.#read(piece, hashBuffers).catch(unlessOurs)
      if (!bytes) return
      if (piece === this.#whole.next) this.#whole.add(bytes) // two that brought the same piece were writing it at once
      hashBuffers.give(bytes)
    }
  }

  /** Of the whole file, all of which is held. What is wrong is read from the disk before anybody is blamed for it. */
  async #digest(data: FileHandle): Promise<Digest> {
    await this.#hashAhead()
    const digest = this.#whole.digest()
    return digest === this.artifact.digest ? digest : await hashFile(data, this.artifact.sizeBytes)
  }

  /** What is on the disk already need not be waited for at the end, when everybody waits for the file. */
  async #syncAhead(): Promise<void> {
    this.#unsyncedBytes = 0
    try {
      await this.#use(({ data }) => data.datasync())
    } catch (error) {
      this.#notTaken = error
    }
    this.#ahead = undefined
  }

  /** Throws also what went wrong ahead: the disk would say that all is well now. */
  async #sync(data: FileHandle): Promise<void> {
    await this.#ahead
    await data.sync()
    const error = this.#notTaken
    this.#notTaken = undefined
    if (error) throw error
  }

  async #read(piece: number, buffers?: BufferPool): Promise<Uint8Array | undefined> {
    const { start, end } = pieceRange(this.artifact.sizeBytes, piece)
    return await this.#use(({ data }) => readAt(data, start, end - start, buffers))
  }

  async #use<T>(work: (files: { data: FileHandle; journal: FileHandle }) => Promise<T>): Promise<T> {
    if (this.#isOver) throw new CodedError('not-found', `the partial file ${this.artifact.digest} is gone`)
    this.#busy++
    try {
      this.#files ??= openFiles(this.path, this.artifact.sizeBytes)
      return await work(await this.#files)
    } catch (cause) {
      throw isFull(cause)
        ? new CodedError('disk-full', 'the disk of the store is full: free some space', { cause })
        : cause
    } finally {
      this.#busy--
      if (this.#isOver && this.#busy === 0) await this.close()
    }
  }
}

export function journalPath(path: string): string {
  return `${path}.pieces`
}

async function openFiles(path: string, sizeBytes: number): Promise<{ data: FileHandle; journal: FileHandle }> {
  const data = await openOrCreate(path)
  try {
    if ((await data.stat()).size !== sizeBytes) await data.truncate(sizeBytes)
    return { data, journal: await open(journalPath(path), 'a', 0o600) }
  } catch (error) {
    await data.close()
    throw error
  }
}

/** A file made anew would be read as zeros that nobody checked. */
async function hasSize(path: string, sizeBytes: number): Promise<boolean> {
  try {
    return (await stat(path)).size === sizeBytes
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    return false
  }
}

async function openOrCreate(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+')
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    return await open(path, 'wx+', 0o600)
  }
}

async function readJournal(path: string): Promise<Set<number>> {
  try {
    await using file = await open(journalPath(path), 'r')
    const bytes = await readUpTo(file, limits.pieces * 4 * 4) // a piece may have been written again after damage
    const pieces = new Set<number>()
    for (let at = 0; at + 4 <= bytes.length; at += 4) pieces.add(bytes.readUInt32LE(at))
    return pieces
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    return new Set()
  }
}

async function readUpTo(file: FileHandle, maxBytes: number): Promise<Buffer> {
  const size = Math.min((await file.stat()).size, maxBytes)
  return Buffer.from((await readAt(file, 0, size)) ?? [])
}

/** Into a buffer of the pool, if one is given. Undefined when the file is shorter. */
export async function readAt(
  file: FileHandle,
  position: number,
  length: number,
  buffers?: BufferPool,
): Promise<Uint8Array | undefined> {
  const bytes = buffers?.take(length) ?? Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled)
    if (bytesRead === 0) return undefined
    filled += bytesRead
  }
  return bytes
}

async function hashFile(file: FileHandle, sizeBytes: number): Promise<Digest> {
  const hash = createHash('sha256')
  for await (const chunk of fileChunks(file, { maxBytes: sizeBytes })) hash.update(chunk)
  return hash.digest('hex')
}

/** Of a disk that gives nothing, or a file that is gone, there is nothing to hash; what else is wrong is a mistake of this program. */
function unlessOurs(error: unknown): undefined {
  if (systemCode(error) === undefined && !(error instanceof CodedError)) throw error
}

function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(systemCode(error) ?? '')
}
