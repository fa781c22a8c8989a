// Reads an open file from its start through one buffer, whatever the descriptor's position. Each chunk is good until the next one is asked for.

import type { FileHandle } from 'node:fs/promises'
import { limits } from '../core/limits.ts'
import { BufferPool } from './buffer-pool.ts'

const buffers = new BufferPool()

/** Until the file ends, or after so many bytes. */
export async function* fileChunks(
  file: FileHandle,
  { maxBytes = Number.POSITIVE_INFINITY }: { maxBytes?: number } = {},
): AsyncGenerator<Uint8Array, undefined> {
  const buffer = buffers.take(limits.fileChunkBytes)
  for (let at = 0; at < maxBytes; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, maxBytes - at), at)
    if (bytesRead === 0) break
    at += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
  buffers.give(buffer) // not when the reader left early: it may still be writing its chunk somewhere
}
