// Gives pieces to the neighbours that ask: one stream of each, a bounded number of pieces at a time, and what was sent counted.

import type { Stream } from '@libp2p/interface'
import type { Clock } from '../../core/clock.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { BufferPool } from '../buffer-pool.ts'
import type { BreachLog } from './breach-log.ts'
import { Pacer } from './pacer.ts'
import { type PieceSource, servePieces } from './piece-server.ts'
import type { Membership } from './swarm-network.ts'
import { UploadSlots } from './upload-slots.ts'

export interface PieceUploadsOptions {
  breaches: BreachLog
  membership: Membership
  source: PieceSource
  isMember(node: string): boolean
  clock: Clock
  log: Log
}

export class PieceUploads {
  readonly #options: PieceUploadsOptions
  readonly #slots: UploadSlots
  /** The piece stream of each node that asks us. */
  readonly #serving = new Map<string, AbortController>()
  readonly #pacer: Pacer
  readonly #ended = new AbortController()
  readonly #buffers = new BufferPool()
  #sentBytes = 0

  constructor(options: PieceUploadsOptions) {
    this.#options = options
    this.#slots = new UploadSlots({
      slots: limits.uploadSlots,
      maxWaiting: limits.uploadQueue,
      clock: options.clock,
    })
    this.#pacer = new Pacer({ clock: options.clock, burstMs: limits.uploadWaitMs })
  }

  /** Bytes a second given to all neighbours together; infinity: no limit. */
  set rate(bytesPerSecond: number) {
    this.#pacer.rate = bytesPerSecond
  }

  get sentBytes(): number {
    return this.#sentBytes
  }

  serve(stream: Stream, node: string): void {
    const { membership, source, isMember, clock } = this.#options
    if (!isMember(node)) {
      stream.abort(new Error('not a member of this site'))
      return
    }
    // The newest stream of a node counts: who opens many and reads nothing would hold every upload slot.
    const replaced = new AbortController()
    this.#serving.get(node)?.abort(new Error('another stream was opened'))
    this.#serving.set(node, replaced)
    servePieces(stream, {
      membership,
      source,
      slots: this.#slots,
      buffers: this.#buffers,
      pacer: this.#pacer,
      clock,
      onSent: (_artifact, bytes) => {
        this.#sentBytes += bytes
      },
      signal: AbortSignal.any([this.#ended.signal, replaced.signal]),
    })
      .catch(error => {
        this.#options.breaches.ended(node, error, 'piece stream ended')
        stream.abort(error instanceof Error ? error : new Error(String(error)))
      })
      .finally(() => this.#serving.get(node) === replaced && this.#serving.delete(node))
  }

  close(): void {
    this.#ended.abort()
    this.#pacer.close()
  }
}
