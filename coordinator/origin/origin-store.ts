// The files that the coordinator's HTTP origin serves, by digest: verified copies in a folder of its own, within a quota. In-house
// files are copied too, so that a changed or vanished file in the feed's folder never changes what is served. A file enters only
// when length and SHA-256 are right; one that changed on disk since is checked again before it is served, and dropped when wrong.

import { createHash, randomBytes } from 'node:crypto'
import type { Stats } from 'node:fs'
import { constants, type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Digest, isDigest } from '../../core/digest.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { makePrivateFolder, syncFolder } from '../../keys/durable-file.ts'

export interface OriginStore {
  has(digest: Digest): boolean
  /** The verified file, to be closed by the caller. Undefined: not here (any more). */
  open(digest: Digest): Promise<{ file: FileHandle; sizeBytes: number } | undefined>
  /**
   * Takes a file from a stream, calling `onChunk` on the way, also when there is no room to keep it, or it need not be kept. True when
   * it is here afterwards. Throws `wrong-size` or `wrong-hash` and then keeps nothing.
   */
  add(
    file: OriginFile,
    source: AsyncIterable<Uint8Array>,
    options?: { onChunk?: (chunk: Uint8Array) => void; keep?: boolean },
  ): Promise<boolean>
  /** What may never be evicted from now on. */
  keep(digests: ReadonlySet<Digest>): void
  usedBytes(): number
}

export interface OriginFile {
  digest: Digest
  sizeBytes: number
}

interface Held {
  sizeBytes: number
  /** Order of use: the smallest goes first. */
  used: number
  /** The file as it was when its hash was last right; undefined: not checked since the start. */
  verified?: Pick<Stats, 'ino' | 'size' | 'mtimeMs' | 'ctimeMs'>
}

export async function openOriginStore({
  folder,
  quotaBytes,
  log,
}: {
  folder: string
  quotaBytes: number
  log: Log
}): Promise<OriginStore> {
  await makePrivateFolder(folder)
  return new FileStore({ folder, quotaBytes, log, held: await findHeld(folder) })
}

/** What an earlier run left; unfinished files of it are removed. */
async function findHeld(folder: string): Promise<Map<Digest, Held>> {
  const found: [Digest, Held][] = []
  for (const name of await readdir(folder)) {
    if (!isDigest(name)) {
      await rm(join(folder, name), { recursive: true, force: true })
      continue
    }
    const { size, mtimeMs } = await stat(join(folder, name))
    found.push([name, { sizeBytes: size, used: mtimeMs }])
  }
  const inOrder = found.sort(([, a], [, b]) => a.used - b.used)
  return new Map(inOrder.map(([digest, held], index) => [digest, { ...held, used: index }]))
}

class FileStore implements OriginStore {
  readonly #folder: string
  readonly #quotaBytes: number
  readonly #log: Log
  readonly #held: Map<Digest, Held>
  readonly #checking = new Map<Digest, Promise<boolean>>()
  #kept: ReadonlySet<Digest> = new Set()
  #reservedBytes = 0
  #uses: number

  constructor({
    folder,
    quotaBytes,
    log,
    held,
  }: { folder: string; quotaBytes: number; log: Log; held: Map<Digest, Held> }) {
    this.#folder = folder
    this.#quotaBytes = quotaBytes
    this.#log = log
    this.#held = held
    this.#uses = held.size
  }

  has(digest: Digest): boolean {
    return this.#held.has(digest)
  }

  keep(digests: ReadonlySet<Digest>): void {
    this.#kept = digests
  }

  usedBytes(): number {
    return [...this.#held.values()].reduce((sum, held) => sum + held.sizeBytes, this.#reservedBytes)
  }

  async open(digest: Digest): Promise<{ file: FileHandle; sizeBytes: number } | undefined> {
    const held = this.#held.get(digest)
    if (held === undefined) return undefined
    const file = await this.#openFile(digest)
    if (file === undefined) return undefined
    try {
      if (isSame(held.verified, await file.stat()) || (await this.#checkOnce(digest, held))) {
        held.used = this.#uses++
        return { file, sizeBytes: held.sizeBytes }
      }
    } catch (error) {
      await file.close()
      throw error
    }
    await file.close()
    return undefined
  }

  async #openFile(digest: Digest): Promise<FileHandle | undefined> {
    try {
      return await open(join(this.#folder, digest), constants.O_RDONLY | constants.O_NOFOLLOW)
    } catch (error) {
      if (!['ENOENT', 'ELOOP'].includes(systemCode(error) ?? '')) throw error
      await this.#drop(digest, 'origin file gone')
      return undefined
    }
  }

  /** Many requests for one file check it once. */
  #checkOnce(digest: Digest, held: Held): Promise<boolean> {
    const running = this.#checking.get(digest) ?? this.#check(digest, held).finally(() => this.#checking.delete(digest))
    this.#checking.set(digest, running)
    return running
  }

  async #check(digest: Digest, held: Held): Promise<boolean> {
    const file = await this.#openFile(digest)
    if (file === undefined) return false
    try {
      const before = await file.stat()
      const hash = createHash('sha256')
      for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: 2 ** 20 })) hash.update(chunk)
      if (hash.digest('hex') === digest && isSame(before, await file.stat())) {
        held.sizeBytes = before.size
        held.verified = before
        return true
      }
    } finally {
      await file.close()
    }
    await this.#drop(digest, 'origin file damaged')
    return false
  }

  async #drop(digest: Digest, event: string): Promise<void> {
    this.#log.warn({ digest }, event)
    this.#held.delete(digest)
    await rm(join(this.#folder, digest), { force: true })
  }

  async add(
    { digest, sizeBytes }: OriginFile,
    source: AsyncIterable<Uint8Array>,
    { onChunk, keep = true }: { onChunk?: (chunk: Uint8Array) => void; keep?: boolean } = {},
  ): Promise<boolean> {
    const write = keep && !this.has(digest) && (await this.#reserve(sizeBytes))
    const temporary = join(this.#folder, `.${randomBytes(8).toString('hex')}.tmp`)
    const file = write ? await open(temporary, 'wx', 0o600) : undefined
    try {
      const checker = new Checker(digest, sizeBytes)
      for await (const chunk of source) {
        checker.add(chunk)
        onChunk?.(chunk)
        await file?.writeFile(chunk)
      }
      checker.end()
      if (file === undefined) return this.has(digest)
      await file.sync()
      await rename(temporary, join(this.#folder, digest))
      await syncFolder(this.#folder)
      this.#held.set(digest, { sizeBytes, used: this.#uses++, verified: await file.stat() })
      this.#log.info({ digest, sizeBytes }, 'origin file added')
      return true
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    } finally {
      await file?.close()
      if (write) this.#reservedBytes -= sizeBytes
    }
  }

  /** Makes room by evicting what was used longest ago and need not be kept; false when that does not suffice. */
  async #reserve(sizeBytes: number): Promise<boolean> {
    const evictable = [...this.#held]
      .filter(([digest]) => !this.#kept.has(digest))
      .sort(([, a], [, b]) => a.used - b.used)
    const freeable = evictable.reduce((sum, [, held]) => sum + held.sizeBytes, 0)
    if (this.usedBytes() - freeable + sizeBytes > this.#quotaBytes) return false
    this.#reservedBytes += sizeBytes
    for (const [digest, held] of evictable) {
      if (this.usedBytes() <= this.#quotaBytes) break
      this.#held.delete(digest)
      await rm(join(this.#folder, digest), { force: true })
      this.#log.info({ digest, sizeBytes: held.sizeBytes }, 'origin file evicted')
    }
    return true
  }
}

/** Length and hash of a stream against what they must be. */
class Checker {
  readonly #digest: Digest
  readonly #sizeBytes: number
  readonly #hash = createHash('sha256')
  #received = 0

  constructor(digest: Digest, sizeBytes: number) {
    this.#digest = digest
    this.#sizeBytes = sizeBytes
  }

  add(chunk: Uint8Array): void {
    this.#received += chunk.length
    if (this.#received > this.#sizeBytes) this.#wrongSize('more')
    this.#hash.update(chunk)
  }

  end(): void {
    if (this.#received !== this.#sizeBytes) this.#wrongSize(`${this.#received}`)
    const found = this.#hash.digest('hex')
    if (found !== this.#digest)
      throw new CodedError(
        'wrong-hash',
        `expected a file with SHA-256 ${this.#digest}, found ${found}; its source has another file now: sync its feed again, or choose another mirror`,
      )
  }

  #wrongSize(found: string): never {
    throw new CodedError(
      'wrong-size',
      `expected a file of ${this.#sizeBytes} bytes, found ${found}; its source has another file now: sync its feed again, or choose another mirror`,
    )
  }
}

function isSame(a: Held['verified'], b: Stats): boolean {
  return a !== undefined && a.ino === b.ino && a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs
}
