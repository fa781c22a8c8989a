// Reads an open file from its start through two buffers, whatever the descriptor's position. Each chunk is good until the next one is asked for.

import type { FileHandle } from 'node:fs/promises'
import { limits } from '../core/limits.ts'
import { BufferPool } from './buffer-pool.ts'

const buffers = new BufferPool()

/** Until the file ends, or after so many bytes. The next chunk is read while the reader is busy with one. */
export async function* fileChunks(
  file: FileHandle,
  { maxBytes = Number.POSITIVE_INFINITY }: { maxBytes?: number } = {},
): AsyncGenerator<Uint8Array, undefined> {
  const read = async (buffer: Buffer, at: number) =>
    (await file.read(buffer, 0, Math.min(buffer.length, maxBytes - at), at)).bytesRead
  let [buffer, other] = [buffers.take(limits.fileChunkBytes), buffers.take(limits.fileChunkBytes)]
  let at = 0
  let reading = read(buffer, at)
  for (let bytesRead = await reading; bytesRead > 0; bytesRead = await reading) {
    at += bytesRead
    reading = read(other, at)
    reading.catch(() => undefined) // the same promise is waited for, and throws, when the next chunk is asked for
    yield buffer.subarray(0, bytesRead)
    ;[buffer, other] = [other, buffer]
  }
  buffers.give(buffer) // not when the reader left early: it may still be writing its chunk somewhere
  buffers.give(other)
}
