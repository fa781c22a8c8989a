// Several nodes' reports as one zstd frame, between nodes of a site and from a contact to the coordinator (proto/README.md §4). It
// verifies nothing: each report is an envelope of its own node.

import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { CodecError, decode, encode, type Message } from '../proto/codec.ts'
import { checkInteger, checkList } from './check.ts'
import { CodedError } from './errors.ts'
import type { FrameLimits } from './frames.ts'
import { limits } from './limits.ts'

/** For `new FrameStream(stream, relayFrameLimits)` on both sides. */
export const relayFrameLimits: FrameLimits = { maxFrameBytes: limits.relayFrameBytes, maxBufferedFrames: 1 }

export interface BatchedReport {
  envelope: Uint8Array
  /** Its node has nothing under way; nobody vouches for it. */
  settled: boolean
}

export interface ReportBatch {
  /** How long who sends it waits for the receipts. */
  waitMs: number
  reports: BatchedReport[]
}

export function packBatch({ waitMs, reports }: ReportBatch): Uint8Array {
  return zstdCompressSync(encode('ReportBatch', { waitMs: Math.max(0, Math.floor(waitMs)), reports }))
}

/** Throws `bad-object` or `bad-message`. */
export function unpackBatch(packed: Uint8Array): ReportBatch {
  const wire = read(inflate(packed))
  return {
    waitMs: checkInteger(wire.waitMs, 'wait_ms', { max: limits.relayWaitMs }),
    reports: checkList(wire.reports, 'reports', limits.batchedReports, ({ envelope, settled }) => ({
      envelope: Uint8Array.from(envelope),
      settled,
    })),
  }
}

/** zstd stops at the bound: what it would inflate to beyond never takes memory. */
function inflate(packed: Uint8Array): Uint8Array {
  try {
    return zstdDecompressSync(packed, { maxOutputLength: limits.batchBytes })
  } catch (cause) {
    throw new CodedError('bad-object', `expected reports as zstd data of at most ${limits.batchBytes} bytes`, { cause })
  }
}

function read(bytes: Uint8Array): Message<'ReportBatch'> {
  try {
    return decode('ReportBatch', bytes)
  } catch (cause) {
    if (!(cause instanceof CodecError)) throw cause
    throw new CodedError('bad-message', 'what was packed is no batch of reports', { cause })
  }
}
