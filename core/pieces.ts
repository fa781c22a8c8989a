// How an artifact is cut into pieces, and sets of pieces as bit fields. Pure arithmetic.

import { CodedError } from './errors.ts'
import { limits } from './limits.ts'

/** Length ÷ 256 rounded up to a power of two, 64 KiB to 4 MiB. */
export function pieceBytes(sizeBytes: number): number {
  let size: number = limits.pieceBytesMin
  while (size < limits.pieceBytesMax && size * 256 < sizeBytes) size *= 2
  return size
}

/** An empty artifact has no pieces. */
export function pieceCount(sizeBytes: number): number {
  return Math.ceil(sizeBytes / pieceBytes(sizeBytes))
}

/** Byte range [start, end) of a piece. */
export function pieceRange(sizeBytes: number, piece: number): { start: number; end: number } {
  const size = pieceBytes(sizeBytes)
  if (!Number.isInteger(piece) || piece < 0 || piece * size >= sizeBytes)
    throw new RangeError(`no piece ${piece} in ${sizeBytes} bytes`)
  return { start: piece * size, end: Math.min((piece + 1) * size, sizeBytes) }
}

/** A fixed-size set of piece numbers; travels as bytes, most significant bit first. */
export class PieceSet {
  readonly count: number
  readonly #bits: Uint8Array
  #held = 0

  constructor(count: number) {
    this.count = count
    this.#bits = new Uint8Array(Math.ceil(count / 8))
  }

  /** Throws `bad-message` unless the length fits and no bit behind the last piece is set. */
  static fromBytes(bytes: Uint8Array, count: number): PieceSet {
    const set = new PieceSet(count)
    if (bytes.length !== set.#bits.length) {
      throw new CodedError(
        'bad-message',
        `a bit field of ${count} pieces has ${set.#bits.length} bytes, found ${bytes.length}`,
      )
    }
    for (let piece = 0; piece < bytes.length * 8; piece++) {
      if (((bytes[piece >> 3]! >> (7 - (piece & 7))) & 1) === 0) continue
      if (piece >= count) throw new CodedError('bad-message', `a bit field of ${count} pieces names piece ${piece}`)
      set.add(piece)
    }
    return set
  }

  static full(count: number): PieceSet {
    const set = new PieceSet(count)
    for (let piece = 0; piece < count; piece++) set.add(piece)
    return set
  }

  /** How many pieces are in the set. */
  get size(): number {
    return this.#held
  }

  get isComplete(): boolean {
    return this.#held === this.count
  }

  has(piece: number): boolean {
    return piece >= 0 && piece < this.count && ((this.#bits[piece >> 3]! >> (7 - (piece & 7))) & 1) === 1
  }

  add(piece: number): void {
    if (piece < 0 || piece >= this.count) throw new RangeError(`no piece ${piece} of ${this.count}`)
    if (this.has(piece)) return
    this.#bits[piece >> 3]! |= 1 << (7 - (piece & 7))
    this.#held++
  }

  delete(piece: number): void {
    if (!this.has(piece)) return
    this.#bits[piece >> 3]! &= ~(1 << (7 - (piece & 7)))
    this.#held--
  }

  toBytes(): Uint8Array {
    return this.#bits.slice()
  }
}
