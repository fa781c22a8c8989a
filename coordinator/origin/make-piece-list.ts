// Cuts an artifact's bytes into pieces on the way into the origin's store: one pass over the stream for the file's own SHA-256, the
// pieces' hashes and the copy on disk. It fetches nothing and signs nothing.

import { createHash } from 'node:crypto'
import type { Digest } from '../../core/digest.ts'
import { pieceBytes } from '../../core/pieces.ts'
import type { OriginFile, OriginStore } from './origin-store.ts'

export interface MadePieceList {
  hashes: Digest[]
  /** The store has the file now: it can be a source. */
  kept: boolean
}

/** Throws `wrong-size` or `wrong-hash` when the stream is not the artifact. */
export async function makePieceList(
  artifact: OriginFile,
  source: AsyncIterable<Uint8Array>,
  { store, keep }: { store: Pick<OriginStore, 'add'>; keep: boolean },
): Promise<MadePieceList> {
  const cutter = new PieceCutter(pieceBytes(artifact.sizeBytes))
  const kept = await store.add(artifact, source, { onChunk: chunk => cutter.add(chunk), keep })
  return { hashes: cutter.end(), kept }
}

class PieceCutter {
  readonly #pieceBytes: number
  readonly #hashes: Digest[] = []
  #hash = createHash('sha256')
  #filled = 0

  constructor(bytes: number) {
    this.#pieceBytes = bytes
  }

  add(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + this.#pieceBytes - this.#filled)
      this.#hash.update(part)
      this.#filled += part.length
      at += part.length
      if (this.#filled === this.#pieceBytes) this.#cut()
    }
  }

  /** The last piece may be shorter; an empty file has none. */
  end(): Digest[] {
    if (this.#filled > 0) this.#cut()
    return this.#hashes
  }

  #cut(): void {
    this.#hashes.push(this.#hash.digest('hex'))
    this.#hash = createHash('sha256')
    this.#filled = 0
  }
}
