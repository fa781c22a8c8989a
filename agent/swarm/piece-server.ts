// Answers piece requests on one stream, in order. Only pieces whose hash was checked leave the store; a site's members only reach this.

import type { Stream } from '@libp2p/interface'
import { checkDigest } from '../../core/check.ts'
import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { exchangeHello, FrameStream } from '../../core/frames.ts'
import { limits } from '../../core/limits.ts'
import type { BufferPool } from '../buffer-pool.ts'
import type { Pacer } from './pacer.ts'
import { isSameSite, type Membership } from './swarm-network.ts'
import type { UploadSlots } from './upload-slots.ts'

export interface PieceSource {
  /** A checked piece in a buffer of the pool, or undefined. Throws `wrong-hash` when it turned out to be damaged. */
  readPiece(artifact: Digest, piece: number, buffers: BufferPool): Promise<Uint8Array | undefined>
}

export interface PieceServerOptions {
  membership: Membership
  source: PieceSource
  slots: UploadSlots
  buffers: BufferPool
  /** The rate at which this node gives. */
  pacer?: Pacer
  clock: Clock
  onSent(artifact: Digest, bytes: number): void
  signal: AbortSignal
}

/** Serves until the other side closes; throws what broke the stream. */
export async function servePieces(stream: Stream, options: PieceServerOptions): Promise<void> {
  const { membership, signal } = options
  const frames = new FrameStream(stream, {
    maxFrameBytes: limits.pieceRequestBytes,
    maxBufferedFrames: limits.pieceRequests,
  })
  const theirs = await exchangeHello(frames, membership, AbortSignal.any([signal, AbortSignal.timeout(limits.helloMs)]))
  if (!isSameSite(membership, theirs)) throw new CodedError('refused', 'pieces are given to members of one site only')
  while (!signal.aborted) {
    const request = await frames.receive('PieceRequest', signal)
    await answer(frames, checkDigest(request.artifact, 'artifact'), request.piece, options)
  }
}

async function answer(
  frames: FrameStream,
  artifact: Digest,
  piece: number,
  { source, slots, buffers, pacer, onSent, signal }: PieceServerOptions,
): Promise<void> {
  const sending = () => AbortSignal.any([signal, AbortSignal.timeout(limits.pieceMs)])
  // Who has to wait for longer than for a slot does better to ask another.
  const isPaidUp = (pacer?.delayMs ?? 0) <= limits.uploadWaitMs
  if (!isPaidUp || !(await slots.acquire(limits.uploadWaitMs))) {
    await frames.send('PieceAnswer', { refused: 'busy' }, sending)
    return
  }
  try {
    const bytes = await readOrMiss(source, artifact, piece, buffers)
    if (!bytes) {
      await frames.send('PieceAnswer', { refused: 'not-held' }, sending)
      return
    }
    if (pacer?.isLimited) await pacer.take(bytes.length, sending())
    await frames.sendWithRaw('PieceAnswer', { sizeBytes: bytes.length }, bytes, sending)
    onSent(artifact, bytes.length)
    buffers.give(bytes)
  } finally {
    slots.release()
  }
}

/** A damaged piece is as good as not held; its loss is the store's and the swarm's business. */
async function readOrMiss(
  source: PieceSource,
  artifact: Digest,
  piece: number,
  buffers: BufferPool,
): Promise<Uint8Array | undefined> {
  try {
    return await source.readPiece(artifact, piece, buffers)
  } catch (error) {
    if (error instanceof CodedError) return undefined
    throw error
  }
}
