// Pieces on the LAN: one stream for each pair of client and server, answered in order, as piece-client.ts and piece-server.ts do it; upload
// slots and ports that all streams of a node share. What arrives is judged by the client's node, not here.

import type { SwarmEvent } from '../../agent/swarm/swarm-state.ts'
import { limits } from '../../core/limits.ts'
import type { Random } from '../../core/random.ts'
import type { Fact } from './facts.ts'
import { linkDelay } from './links.ts'
import type { EventQueue } from './queue.ts'
import { reaches, type SimNode } from './sim-node.ts'

interface Asked {
  artifact: string
  piece: number
  sizeBytes: number
}

export interface PieceStream {
  client: SimNode
  server: SimNode
  waiting: Asked[]
  /** Sent, and not yet through the client's port. */
  flying: Asked[]
  /** The server works on the first one. */
  isServing: boolean
  lastByteAt: number
  headSince: number
  isClosed: boolean
  isWatched: boolean
  /** When it began to wait for an upload slot. */
  queuedAt: number
}

export interface PieceStreamsOptions {
  queue: EventQueue
  random: Random
  bytesPerSecond: number
  give(node: SimNode, event: SwarmEvent): void
  /** A whole piece has come. */
  arrive(client: SimNode, piece: Asked & { from: SimNode; isRight: boolean }): void
  onFact(fact: Fact): void
}

export class PieceStreams {
  readonly #options: PieceStreamsOptions
  bytes = 0

  constructor(options: PieceStreamsOptions) {
    this.#options = options
  }

  ask(client: SimNode, server: SimNode, asked: Asked): void {
    const { queue } = this.#options
    if (!client.links.has(server.id)) {
      this.#refuse(client, server, asked, 'silent', 1)
      return
    }
    let stream = client.streams.get(server.id)
    if (!stream) {
      stream = this.#open(client, server)
      client.streams.set(server.id, stream)
    }
    if (stream.waiting.length >= limits.pieceRequests) {
      this.#refuse(client, server, asked, 'busy', 1)
      return
    }
    if (stream.waiting.length === 0) stream.headSince = stream.lastByteAt = queue.now
    stream.waiting.push(asked)
    this.#watch(stream)
    const open = stream
    if (reaches(client, server)) queue.after(linkDelay(client, server), () => this.#serveNext(open))
  }

  /** The connection broke: everything outstanding fails. */
  break(a: SimNode, b: SimNode): void {
    for (const [client, server] of [
      [a, b],
      [b, a],
    ] as const) {
      const stream = client.streams.get(server.id)
      if (stream) this.#fail(stream)
    }
  }

  /** The server runs again. */
  resume(server: SimNode, clients: Iterable<SimNode>): void {
    this.#grant(server)
    for (const client of clients) {
      const stream = client.streams.get(server.id)
      if (stream) this.#serveNext(stream)
    }
  }

  /** Its process is gone, and what it was sending with it. */
  forget(node: SimNode): void {
    for (const stream of node.streams.values()) this.#fail(stream)
    node.uploads = 0
    node.uploadQueue.length = 0
  }

  #open(client: SimNode, server: SimNode): PieceStream {
    const { now } = this.#options.queue
    return {
      client,
      server,
      waiting: [],
      flying: [],
      isServing: false,
      lastByteAt: now,
      headSince: now,
      isClosed: false,
      isWatched: false,
      queuedAt: 0,
    }
  }

  #serveNext(stream: PieceStream): void {
    const { server, client } = stream
    const [asked] = stream.waiting
    if (!asked || stream.isServing || stream.isClosed || server.status !== 'up' || !reaches(client, server)) return
    if (server.lie?.serves === 'never') return
    stream.isServing = true
    if (server.uploads < limits.uploadSlots) {
      server.uploads++
      this.#send(stream, asked)
      return
    }
    if (server.uploadQueue.length >= limits.uploadQueue) {
      this.#answerRefused(stream, 'busy')
      return
    }
    const queuedAt = this.#options.queue.now
    stream.queuedAt = queuedAt
    server.uploadQueue.push(stream)
    this.#options.queue.after(limits.uploadWaitMs, () => {
      const index = stream.queuedAt === queuedAt ? server.uploadQueue.indexOf(stream) : -1
      if (index < 0) return
      server.uploadQueue.splice(index, 1)
      this.#answerRefused(stream, 'busy')
    })
  }

  #send(stream: PieceStream, asked: Asked): void {
    const { queue, onFact, random, bytesPerSecond } = this.#options
    const { server, client } = stream
    const { artifact, piece, sizeBytes } = asked
    const isLiar = server.lie !== undefined
    const isVerified = server.store.get(artifact)?.has(piece) ?? false
    if (!isVerified && !isLiar) {
      this.#release(server)
      this.#answerRefused(stream, 'not-held')
      return
    }
    const serves = server.lie?.serves ?? 'honestly'
    onFact({ type: 'piece-served', at: queue.now, node: server.id, to: client.id, artifact, piece, isVerified, isLiar })
    if (serves === 'a-byte-a-second') {
      this.#trickle(stream)
      return
    }
    const isRight = serves !== 'garbage' && (isVerified || !isLiar) && random() >= server.corrupts
    const takesMs = (sizeBytes * 1000) / bytesPerSecond
    server.sendingUntil = Math.max(queue.now, server.sendingUntil) + takesMs
    client.receivingUntil = Math.max(server.sendingUntil, client.receivingUntil + takesMs)
    const { life } = server
    queue.after(server.sendingUntil - queue.now, () => {
      if (server.life !== life) return
      this.#release(server)
      this.#next(stream)
    })
    const arrivalMs = client.receivingUntil - queue.now + linkDelay(server, client)
    queue.after(arrivalMs, () => {
      if (stream.isClosed || server.life !== life || !reaches(server, client)) return
      this.#settle(stream, asked)
      this.bytes += sizeBytes
      this.#options.arrive(client, { ...asked, from: server, isRight })
    })
  }

  /** Keeps the stream from being silent; the client's patience with one piece ends it. */
  #trickle(stream: PieceStream): void {
    if (stream.isClosed) return
    stream.lastByteAt = this.#options.queue.now
    this.#options.queue.after(1000, () => this.#trickle(stream))
  }

  /** The server has sent, or refused, the first one. */
  #next(stream: PieceStream): void {
    stream.isServing = false
    const { queue } = this.#options
    const sent = stream.waiting.shift()
    if (sent) stream.flying.push(sent)
    queue.after(0, () => this.#serveNext(stream))
  }

  #settle(stream: PieceStream, asked: Asked): void {
    stream.lastByteAt = stream.headSince = this.#options.queue.now
    const index = stream.flying.indexOf(asked)
    if (index >= 0) stream.flying.splice(index, 1)
  }

  #answerRefused(stream: PieceStream, why: 'busy' | 'not-held'): void {
    const { client, server } = stream
    const [asked] = stream.waiting
    stream.isServing = false
    if (!asked || stream.isClosed) return
    stream.waiting.shift()
    this.#options.queue.after(linkDelay(server, client), () => {
      if (stream.isClosed || !reaches(server, client)) return
      stream.lastByteAt = stream.headSince = this.#options.queue.now
      this.#refuse(client, server, asked, why, 0)
    })
    this.#options.queue.after(0, () => this.#serveNext(stream))
  }

  #release(server: SimNode): void {
    server.uploads = Math.max(0, server.uploads - 1)
    this.#grant(server)
  }

  #grant(server: SimNode): void {
    while (server.status === 'up' && server.uploads < limits.uploadSlots) {
      const next = server.uploadQueue.shift()
      if (!next) return
      const [asked] = next.waiting
      if (!asked || next.isClosed) continue
      server.uploads++
      this.#send(next, asked)
    }
  }

  /** One timer for all that is outstanding, as in an agent. */
  #watch(stream: PieceStream): void {
    if (stream.isWatched || stream.isClosed) return
    stream.isWatched = true
    const { queue } = this.#options
    queue.after(limits.pieceIdleMs / 3, () => {
      stream.isWatched = false
      const outstanding = stream.waiting.length + stream.flying.length
      if (outstanding === 0 || stream.isClosed) return
      if (queue.now - stream.lastByteAt >= limits.pieceIdleMs || queue.now - stream.headSince >= limits.pieceMs)
        this.#fail(stream)
      else this.#watch(stream)
    })
  }

  #fail(stream: PieceStream): void {
    if (stream.isClosed) return
    stream.isClosed = true
    const { client, server } = stream
    client.streams.delete(server.id)
    const queued = server.uploadQueue.indexOf(stream)
    if (queued >= 0) server.uploadQueue.splice(queued, 1)
    if (stream.isServing && queued < 0 && server.lie?.serves === 'a-byte-a-second') this.#release(server)
    for (const asked of [...stream.flying, ...stream.waiting]) this.#refuse(client, server, asked, 'silent', 1)
  }

  #refuse(client: SimNode, server: SimNode, asked: Asked, why: 'busy' | 'not-held' | 'silent', inMs: number): void {
    const { artifact, piece } = asked
    const { life } = client
    this.#options.queue.after(inMs, () => {
      if (client.life === life)
        this.#options.give(client, { type: 'piece-refused', artifact, piece, from: server.id, why })
    })
  }
}
