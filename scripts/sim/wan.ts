// One site's WAN link: all outside requests share its rate in turn, and what a request had under way when it ended crosses all the same.
// Sources answer as they are told to: at once, later (Retry-After), whole files in place of ranges, slowly, with wrong bytes.

import type { ArtifactState, SwarmEffect, SwarmEvent } from '../../agent/swarm/swarm-state.ts'
import { sizeOfPiece } from '../../agent/swarm/swarm-state.ts'
import { limits } from '../../core/limits.ts'
import type { Fact } from './facts.ts'
import type { EventQueue } from './queue.ts'
import type { SimNode } from './sim-node.ts'

interface Transfer {
  node: SimNode
  life: number
  request: number
  artifact: string
  /** Bytes left of each piece, in order. */
  pieces: { piece: number; left: number }[]
  /** What still arrives after its node has stopped reading. */
  window: number
  /** When its node was last told that bytes come (ms). */
  movedAt: number
  /** The first byte can come. */
  isReady: boolean
  /** Its node wants no more of it. */
  isEnded: boolean
}

export interface Source {
  /** Asks everyone to wait until then (ms). */
  waitUntil: number
  ignoresRanges: boolean
  /** Pieces that come wrong once, from the first of two sources. */
  spoils: Set<number>
}

export interface WanOptions {
  queue: EventQueue
  bytesPerSecond: number
  roundTripMs: number
  give(node: SimNode, event: SwarmEvent): void
  arrive(node: SimNode, piece: { artifact: string; piece: number; isRight: boolean }): void
  onFact(fact: Fact): void
}

export interface SeenRequest {
  at: number
  node: string
  artifact: string
  first: number
  count: number
  reason: string
}

const quantumBytes = 16 * 1024
const readWindowBytes = 64 * 1024

export class Wan {
  readonly sources = new Map<string, Source>()
  /** Outside requests in the order they began. */
  readonly requests: SeenRequest[] = []
  bytes = 0
  readonly #options: WanOptions
  readonly #transfers: Transfer[] = []
  #isSending = false

  constructor(options: WanOptions) {
    this.#options = options
  }

  source(artifact: string): Source {
    const known = this.sources.get(artifact)
    if (known) return known
    const made: Source = { waitUntil: 0, ignoresRanges: false, spoils: new Set() }
    this.sources.set(artifact, made)
    return made
  }

  fetch(node: SimNode, effect: Extract<SwarmEffect, { type: 'fetch-outside' }>): void {
    const { queue, roundTripMs, give } = this.#options
    const { request, artifact, first, count, reason } = effect
    this.requests.push({ at: queue.now, node: node.id, artifact, first, count, reason })
    const { life } = node
    const source = this.source(artifact)
    const endIn = (inMs: number, how: Extract<SwarmEvent, { type: 'outside-ended' }>['end']) =>
      queue.after(inMs, () => {
        if (node.life === life) give(node, { type: 'outside-ended', request, end: how })
      })
    if (node.isCutOff || node.isUnplugged) {
      endIn(limits.sourceConnectMs, { kind: 'failed' })
      return
    }
    if (source.waitUntil > queue.now) {
      endIn(roundTripMs, { kind: 'wait', until: source.waitUntil })
      return
    }
    const known = node.state.artifacts.get(artifact)
    if (!known) return
    const whole = source.ignoresRanges
    if (whole && !known.wholeOnly) {
      this.#count(readWindowBytes) // it begins to send everything
      endIn(roundTripMs, { kind: 'no-ranges' })
      return
    }
    // Of a whole file everything that is lacking is taken, and what is behind that is not read.
    const begin = whole ? 0 : first
    const end = whole ? lastLacking(known) + 1 : first + count
    const pieces = Array.from({ length: end - begin }, (_, index) => {
      const piece = begin + index
      return { piece, left: sizeOfPiece(known, piece) }
    })
    const window = Math.min(readWindowBytes, (this.#options.bytesPerSecond * roundTripMs) / 1000)
    const transfer = { node, life, request, artifact, pieces, window, movedAt: 0, isReady: false, isEnded: false }
    this.#transfers.push(transfer)
    queue.after(roundTripMs, () => {
      transfer.isReady = true
      this.resume()
    })
  }

  abort(node: SimNode, request: number): void {
    const transfer = this.#transfers.find(one => one.node === node && one.request === request && !one.isEnded)
    if (transfer) this.#end(transfer)
  }

  /** Its process is gone. */
  forget(node: SimNode): void {
    for (const transfer of this.#transfers) if (transfer.node === node) this.#end(transfer)
  }

  /** Somebody reads again: the link sends on. */
  resume(): void {
    if (this.#isSending) return
    const index = this.#transfers.findIndex(one => one.isReady && (this.#isRead(one) || one.window > 0))
    const transfer = this.#transfers[index]
    if (!transfer) return
    this.#transfers.splice(index, 1)
    const head = transfer.pieces[0]
    if (!head) {
      this.resume()
      return
    }
    this.#transfers.push(transfer)
    const isRead = this.#isRead(transfer)
    const bytes = Math.min(quantumBytes, head.left, isRead ? quantumBytes : transfer.window)
    if (!isRead) transfer.window -= bytes
    this.#isSending = true
    this.#count(bytes)
    this.#options.queue.after((bytes * 1000) / this.#options.bytesPerSecond, () => {
      this.#isSending = false
      this.#deliver(transfer, head, bytes)
      this.resume()
    })
  }

  #isRead({ node, life, isEnded }: Transfer): boolean {
    return !isEnded && node.life === life && node.status === 'up' && !node.isCutOff && !node.isUnplugged
  }

  #count(bytes: number): void {
    this.bytes += bytes
    this.#options.onFact({ type: 'wan', at: this.#options.queue.now, bytes })
  }

  #deliver(transfer: Transfer, head: { piece: number; left: number }, bytes: number): void {
    head.left -= bytes
    this.#noteMoving(transfer)
    if (head.left > 0) return
    if (transfer.isEnded) {
      transfer.pieces.shift()
      return
    }
    const { node, artifact, request, life } = transfer
    const { queue, arrive, give } = this.#options
    const source = this.source(artifact)
    if (source.spoils.delete(head.piece)) {
      arrive(node, { artifact, piece: head.piece, isRight: false })
      const known = node.state.artifacts.get(artifact)
      head.left = known ? sizeOfPiece(known, head.piece) : 0 // the next source is asked for it
      return
    }
    transfer.pieces.shift()
    arrive(node, { artifact, piece: head.piece, isRight: true })
    if (transfer.pieces.length > 0) return
    this.#transfers.splice(this.#transfers.indexOf(transfer), 1)
    queue.after(1 + node.diskMs, () => {
      if (node.life === life) give(node, { type: 'outside-ended', request, end: { kind: 'done' } })
    })
  }

  /** Once a second, as an agent does. */
  #noteMoving(transfer: Transfer): void {
    const { queue, give } = this.#options
    if (!this.#isRead(transfer) || queue.now - transfer.movedAt < limits.movedMs) return
    transfer.movedAt = queue.now
    give(transfer.node, { type: 'outside-moved', request: transfer.request })
  }

  #end(transfer: Transfer): void {
    transfer.isEnded = true
    if (transfer.window > 0 && transfer.isReady) return
    const index = this.#transfers.indexOf(transfer)
    if (index >= 0) this.#transfers.splice(index, 1)
  }
}

function lastLacking({ held, count }: ArtifactState): number {
  let last = count - 1
  while (last >= 0 && held.has(last)) last--
  return last
}
