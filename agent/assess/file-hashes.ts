// The SHA-256 of files of the machine. A file is not read again while its inode, size and times are what they were: after each install all
// files of all orders are looked at, and most of them are years old. Who wants to know what is on the disk begins with a new one.

import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { Clock } from '../../core/clock.ts'
import { limits } from '../../core/limits.ts'
import { fileChunks } from '../file-chunks.ts'

export class FileHashes {
  readonly #clock: Clock
  readonly #known = new Map<string, { stamp: string; sha256: string }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Of an open file from its start, whatever the descriptor's position. */
  async of(path: string, file: FileHandle): Promise<string> {
    const stamp = await this.#stamp(file)
    const known = this.#known.get(path)
    if (known && known.stamp === stamp) return known.sha256
    const hash = createHash('sha256')
    for await (const chunk of fileChunks(file)) hash.update(chunk)
    const sha256 = hash.digest('hex')
    if (stamp !== undefined) this.#known.set(path, { stamp, sha256 })
    return sha256
  }

  /** Undefined when it changed a moment ago: the kernel's clock is coarse, and a change that follows might leave the same times. */
  async #stamp(file: FileHandle): Promise<string | undefined> {
    const { dev, ino, size, mtimeNs, ctimeNs, ctimeMs } = await file.stat({ bigint: true })
    const isRecent = Math.abs(this.#clock.now() - Number(ctimeMs)) < limits.hashSettledMs
    return isRecent ? undefined : `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`
  }
}
