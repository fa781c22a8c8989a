// Carries out what the swarm decided to ask of its neighbours: one long-lived stream to each, what came into the store and the counters,
// and how it ended back to the decisions. It chooses neither pieces nor neighbours.

import type { Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import { protocols } from '../../core/protocols.ts'
import { BufferPool } from '../buffer-pool.ts'
import type { BreachLog } from './breach-log.ts'
import type { Keeper } from './keeper.ts'
import { PieceClient } from './piece-client.ts'
import type { Membership, SwarmNetwork } from './swarm-network.ts'
import { type SwarmEffect, type SwarmEvent, type SwarmState, sizeOfPiece } from './swarm-state.ts'
import type { TrafficBook } from './traffic.ts'

export interface PieceRequestsOptions {
  breaches: BreachLog
  membership: Membership
  state: SwarmState
  keeper: Keeper
  network: SwarmNetwork
  book: TrafficBook
  clock: Clock
  log: Log
  dispatch(event: SwarmEvent): void
}

export class PieceRequests {
  readonly #options: PieceRequestsOptions
  readonly #clients = new Map<string, PieceClient>()
  readonly #buffers = new BufferPool()

  constructor(options: PieceRequestsOptions) {
    this.#options = options
  }

  async request({ from, artifact, piece }: Extract<SwarmEffect, { type: 'request-piece' }>): Promise<void> {
    const { state, keeper, book, log, dispatch } = this.#options
    const known = state.artifacts.get(artifact)
    if (!known) return
    const reply = await this.#client(from).request(artifact, piece, sizeOfPiece(known, piece))
    if (reply.kind === 'refused') return dispatch({ type: 'piece-refused', artifact, piece, from, why: reply.why })
    if (reply.kind === 'failed' || !state.ranking.of.has(from)) {
      const why = reply.kind === 'failed' ? reply.why : 'no longer a member' // recalled meanwhile: nothing of it is used
      log.debug({ node: from, artifact, piece, why }, 'piece not received')
      return dispatch({ type: 'piece-refused', artifact, piece, from, why: 'silent' })
    }
    const source = state.ranking.of.get(from)?.class === 'seed' ? 'seed' : 'lan'
    book.countLan(artifact, source, reply.bytes.length)
    const sizeBytes = reply.bytes.length
    const kept = await keeper.keepPiece(artifact, piece, reply.bytes)
    this.#buffers.give(reply.bytes) // hashed and written: nobody reads it any more
    if (kept === 'bad') book.countLanWasted(artifact, 'bad-pieces', sizeBytes)
    else if (state.artifacts.get(artifact)?.held.has(piece)) book.countLanWasted(artifact, 'came-twice', sizeBytes)
    else if (kept === 'unkept') book.countLanWasted(artifact, 'not-kept', sizeBytes)
    if (kept === 'held') dispatch({ type: 'piece-held', artifact, piece, from })
    if (kept === 'bad') {
      log.warn({ node: from, artifact, piece }, 'bad piece received')
      dispatch({ type: 'piece-bad', artifact, piece, from })
    }
    if (kept === 'unkept') dispatch({ type: 'piece-refused', artifact, piece, from, why: 'busy' })
  }

  /** What is outstanding there fails; the next request opens another stream. */
  drop(node: string): void {
    this.#clients.get(node)?.close()
  }

  close(): void {
    for (const client of this.#clients.values()) client.close()
  }

  #client(node: string): PieceClient {
    const known = this.#clients.get(node)
    if (known && !known.isClosed) return known
    const { membership, network, clock, log } = this.#options
    const client = new PieceClient({
      membership,
      clock,
      buffers: this.#buffers,
      open: signal => network.openStream(node, protocols.piece, signal),
      onFailed: error => this.#options.breaches.ended(node, error, 'piece stream broken'),
      onLate: why => log.warn({ node, why }, 'neighbour gave no piece in time'),
    })
    this.#clients.set(node, client)
    return client
  }
}
