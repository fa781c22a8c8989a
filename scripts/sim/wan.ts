// One site's WAN link: all outside requests share its rate in turn, and what a request had under way when it ended crosses all the same.
// Sources answer as they are told to: at once, later (Retry-After), whole files in place of ranges, slowly, with wrong bytes.

import { type OriginTroubles, originsOut, recordOriginTrouble } from '../../agent/swarm/origin-troubles.ts'
import { chooseSource, recordSuccess, recordTrouble, type SourceRecords } from '../../agent/swarm/sources.ts'
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

/** All files of a site have one. */
export const simOrigin = 'http://outside'
const quantumBytes = 16 * 1024
const readWindowBytes = 64 * 1024

export class Wan {
  readonly sources = new Map<string, Source>()
  /** Outside requests in the order they began. */
  readonly requests: SeenRequest[] = []
  bytes = 0
  readonly #options: WanOptions
  readonly #transfers: Transfer[] = []
  /** By node and request: what is asked for now. */
  readonly #asked = new Map<string, { life: number; artifact: string }>()
  /** What nodes know of the sources, by node. */
  readonly #troubles = new Map<string, { life: number; origins: OriginTroubles; records: SourceRecords }>()
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
    const { origins, records } = this.#troublesOf(node)
    const choice = chooseSource([urlOf(artifact)], records, { whole: true, now: queue.now, origins })
    if (choice.kind === 'none') {
      endIn(0, { kind: 'failed', until: choice.until })
      return
    }
    const asked = { life, artifact }
    this.#asked.set(keyOf(node, request), asked)
    if (node.isCutOff || node.isUnplugged) {
      queue.after(limits.sourceConnectMs, () => {
        if (this.#asked.get(keyOf(node, request)) === asked) this.#fail(node, request, 'unreachable')
      })
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

  abort(node: SimNode, { request, isSilent }: Extract<SwarmEffect, { type: 'abort-outside' }>): void {
    if (isSilent) this.#options.queue.after(0, () => this.#fail(node, request, 'silent'))
    else this.#asked.delete(keyOf(node, request))
    const transfer = this.#transfers.find(one => one.node === node && one.request === request && !one.isEnded)
    if (transfer) this.#end(transfer)
  }

  /** As an agent's own client notes it: `unreachable` is the whole origin at once. */
  #fail(node: SimNode, request: number, trouble: 'unreachable' | 'silent'): void {
    const asked = this.#asked.get(keyOf(node, request))
    this.#asked.delete(keyOf(node, request))
    if (asked?.life !== node.life) return
    const { artifact } = asked
    const { origins, records } = this.#troublesOf(node)
    const { now } = this.#options.queue
    const isOfHost = trouble === 'unreachable'
    const url = urlOf(artifact)
    recordTrouble(records, url, { trouble, isOfHost, now })
    const until = records.get(url)!.notBefore
    recordOriginTrouble(origins, url, { artifact, trouble, found: trouble, until, isOfHost, now })
    this.#options.give(node, { type: 'origins-changed', out: originsOut(origins) })
  }

  #succeed(node: SimNode, request: number, artifact: string): void {
    this.#asked.delete(keyOf(node, request))
    const { origins, records } = this.#troublesOf(node)
    recordSuccess(records, urlOf(artifact))
    if (origins.delete(simOrigin)) this.#options.give(node, { type: 'origins-changed', out: originsOut(origins) })
  }

  #troublesOf(node: SimNode): { life: number; origins: OriginTroubles; records: SourceRecords } {
    const known = this.#troubles.get(node.id)
    if (known?.life === node.life) return known
    const made = { life: node.life, origins: new Map(), records: new Map() }
    this.#troubles.set(node.id, made)
    return made
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
    this.#succeed(node, request, artifact)
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

function keyOf(node: SimNode, request: number): string {
  return `${node.id} ${request}`
}

function urlOf(artifact: string): string {
  return `${simOrigin}/${artifact}`
}
