// Decompression of what archives are packed with: xz, gzip, zstd, or nothing. Streaming, and stopped at a maximum, so that a bomb
// costs no more than a file of the allowed size. It checks no hash; a damaged or truncated stream is an error.

import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ReadableStream } from 'node:stream/web'
import { setImmediate } from 'node:timers/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import xz from 'xz-decompress'
import { CodedError, type ErrorCode } from '../../../core/errors.ts'

export type Packing = 'xz' | 'gz' | 'zst' | 'none'

/** By the end of a file name. */
export function packingOf(name: string): Packing {
  if (name.endsWith('.xz')) return 'xz'
  if (name.endsWith('.gz')) return 'gz'
  if (name.endsWith('.zst')) return 'zst'
  return 'none'
}

export interface DecompressOptions {
  packing: Packing
  /** Of the decompressed bytes. */
  maxBytes: number
  /** The file's name, for errors. */
  what: string
  /** The code of the error when the stream is damaged. */
  code: ErrorCode
}

/** Throws `limit-exceeded`, or `options.code` when the stream is damaged or ends early. */
export async function* decompress(
  input: AsyncIterable<Uint8Array>,
  options: DecompressOptions,
): AsyncGenerator<Uint8Array> {
  let total = 0
  try {
    for await (const chunk of unpack(input, options.packing)) {
      total += chunk.length
      if (total > options.maxBytes) {
        throw new CodedError(
          'limit-exceeded',
          `${options.what}: expected at most ${options.maxBytes} bytes after decompression, found more; the file is not what it should be`,
        )
      }
      yield chunk
    }
  } catch (error) {
    if (error instanceof CodedError) throw error
    throw new CodedError(
      options.code,
      `${options.what}: expected a whole ${options.packing} stream, found ${(error as Error).message}; the file is damaged`,
      { cause: error },
    )
  }
}

function unpack(input: AsyncIterable<Uint8Array>, packing: Packing): AsyncIterable<Uint8Array> {
  if (packing === 'xz') return unpackXz(input)
  if (packing === 'gz') return throughZlib(input, createGunzip())
  if (packing === 'zst') return throughZlib(input, createZstdDecompress())
  return input
}

async function* throughZlib(
  input: AsyncIterable<Uint8Array>,
  unpacker: ReturnType<typeof createGunzip>,
): AsyncGenerator<Uint8Array> {
  const source = Readable.from(input)
  // The unpacker is destroyed with the source's error, and its reader sees that.
  pipeline(source, unpacker).catch(noteSeenByReader)
  try {
    yield* unpacker as AsyncIterable<Uint8Array>
  } finally {
    unpacker.destroy()
    source.destroy()
  }
}

/**
 * The module has one WASM instance and lets one stream at a time use it: a stream that is neither read to its end nor cancelled blocks all
 * others for ever. So we queue here, and cancel whatever was left unread. It works on this thread: other work gets a turn now and then.
 */
let xzTurn: Promise<void> = Promise.resolve()

async function* unpackXz(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { promise: done, resolve: release } = Promise.withResolvers<void>()
  const before = xzTurn
  xzTurn = done
  await before
  const reader = new xz.XzReadableStream(
    ReadableStream.from(input) as ConstructorParameters<typeof xz.XzReadableStream>[0],
  ).getReader()
  try {
    for (let chunks = 1; ; chunks++) {
      const { done, value } = await reader.read()
      if (done) return
      if (value.length > 0) yield value
      if (chunks % 32 === 0) await setImmediate()
    }
  } finally {
    await reader.cancel().catch(noteSeenByReader)
    release()
  }
}

/** The same failure reaches whoever reads the stream; a second report of it would end the process. */
function noteSeenByReader(): undefined {
  return undefined
}
