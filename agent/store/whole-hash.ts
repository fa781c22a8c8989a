// SHA-256 of a file whose pieces come in any order: what lies without a gap from its beginning is hashed while the rest is on its way, so that
// little is left to do when the last piece is here and everybody waits for the file.

import { createHash } from 'node:crypto'
import type { Digest } from '../../core/digest.ts'

export class WholeHash {
  readonly #hash = createHash('sha256')
  #next = 0

  /** The piece that is to be added now. */
  get next(): number {
    return this.#next
  }

  add(bytes: Uint8Array): void {
    this.#hash.update(bytes)
    this.#next++
  }

  /** Of what was added so far; more may be added after it. */
  digest(): Digest {
    return this.#hash.copy().digest('hex')
  }
}
