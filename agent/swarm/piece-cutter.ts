// Cuts what a source sends into pieces and hands each on the moment its last byte is here. A piece may come in several answers of one
// source. All of them come into one buffer: who is handed a piece is done with its bytes when it has answered; who failed to keep one may not
// be. It knows no HTTP and chooses no source.

import { pieceBytes, pieceCount, pieceRange } from '../../core/pieces.ts'
import { noteBuffers } from '../../core/young-buffers.ts'
import type { BufferPool } from '../buffer-pool.ts'
import type { OriginJob } from './origin-client.ts'

/** What the keeper of pieces threw, told apart from what the network threw. */
export class KeepFailed extends Error {}

export class PieceCutter {
  readonly #job: OriginJob
  /** The piece that is coming, and the one behind the last. */
  #piece: number
  #end: number
  readonly #buffers: BufferPool
  readonly #buffer: Buffer
  #filled = 0
  #isBeingKept = false

  constructor(job: OriginJob, buffers: BufferPool) {
    this.#job = job
    this.#buffers = buffers
    this.#piece = job.first
    this.#end = job.first + job.count
    this.#buffer = buffers.take(Math.min(pieceBytes(job.sizeBytes), job.sizeBytes))
  }

  /** Nothing of what was asked for is lacking; pieces that came another way are skipped. */
  isDone(): boolean {
    if (this.#filled === 0) while (this.#piece < this.#end && !this.#job.isMissing(this.#piece)) this.#piece++
    return this.#piece >= this.#end
  }

  /** Where the next byte belongs in the file. */
  position(): number {
    return pieceRange(this.#job.sizeBytes, this.#piece).start + this.#filled
  }

  lackingBytes(): number {
    return pieceRange(this.#job.sizeBytes, this.#end - 1).end - this.position()
  }

  /** Whether so many more bytes are enough for the piece that is coming. */
  completesWith(bytes: number): boolean {
    if (this.#piece >= this.#end) return false
    const { start, end } = pieceRange(this.#job.sizeBytes, this.#piece)
    return this.#filled + bytes >= end - start
  }

  /** The source sends the whole file from its first byte: everything that is missing is taken. */
  startOver(): void {
    this.drop()
    this.#piece = 0
    this.#end = pieceCount(this.#job.sizeBytes)
    while (this.#end > 0 && !this.#job.isMissing(this.#end - 1)) this.#end--
  }

  /** The number of a piece whose hash was wrong: it is lost, and so is what came behind it. Throws `KeepFailed`. */
  async push(chunk: Uint8Array): Promise<number | undefined> {
    noteBuffers(chunk.length)
    for (let at = 0; at < chunk.length && this.#piece < this.#end; ) {
      const { start, end } = pieceRange(this.#job.sizeBytes, this.#piece)
      const part = chunk.subarray(at, at + end - start - this.#filled)
      this.#buffer.set(part, this.#filled)
      this.#filled += part.length
      at += part.length
      if (this.#filled === end - start && !(await this.#handOn())) return this.#piece
    }
    return undefined
  }

  moving(): void {
    this.#job.onMoving?.()
  }

  /** Forgets the part of a piece that is here. */
  drop(): void {
    if (this.#filled > 0) this.#job.onWasted(this.#filled, 'request-failed')
    this.#filled = 0
  }

  /** No more comes. */
  end(): void {
    this.drop()
    if (!this.#isBeingKept) this.#buffers.give(this.#buffer)
  }

  async #handOn(): Promise<boolean> {
    const { isMissing, onWasted, whole } = this.#job
    const bytes = this.#buffer.subarray(0, this.#filled)
    const right = isMissing(this.#piece) ? await this.#keep(bytes) : undefined
    if (right === false) onWasted(this.#filled, 'bad-pieces')
    // here already: a source that sends everything sends that, too, and of what was asked for a neighbour has given it meanwhile
    if (right === undefined) onWasted(this.#filled, whole ? 'source-ignored-range' : 'lease-conflict')
    this.#filled = 0
    if (right === false) return false
    this.#piece++
    return true
  }

  async #keep(bytes: Uint8Array): Promise<boolean> {
    this.#isBeingKept = true
    try {
      const isRight = await this.#job.onPiece(this.#piece, bytes)
      this.#isBeingKept = false
      return isRight
    } catch (cause) {
      throw new KeepFailed('piece not kept', { cause })
    }
  }
}
