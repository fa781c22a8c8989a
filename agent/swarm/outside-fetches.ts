// Carries out what the swarm decided to fetch from outside: each request is one job of the origin client, its pieces go to the store, its
// bytes into the counters, and how it ended back to the decisions. It chooses neither pieces nor sources.

import type { Digest } from '../../core/digest.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import type { Keeper } from './keeper.ts'
import type { GivenUp, OriginClient } from './origin-client.ts'
import type { SwarmEffect, SwarmEvent, SwarmState, WanReason } from './swarm-state.ts'
import type { TrafficBook } from './traffic.ts'

export interface OutsideFetchesOptions {
  state: SwarmState
  keeper: Keeper
  origin: OriginClient
  book: TrafficBook
  log: Log
  now(): number
  dispatch(event: SwarmEvent): void
}

export class OutsideFetches {
  readonly #options: OutsideFetchesOptions
  readonly #running = new Map<number, AbortController>()

  constructor(options: OutsideFetchesOptions) {
    this.#options = options
  }

  async fetch(effect: Extract<SwarmEffect, { type: 'fetch-outside' }>): Promise<void> {
    const { request, artifact, first, count, reason } = effect
    const { state, keeper, origin, book, log, now, dispatch } = this.#options
    const entry = keeper.get(artifact)
    const known = state.artifacts.get(artifact)
    if (!entry || !known) return
    const controller = new AbortController()
    this.#running.set(request, controller)
    const wasted = (bytes: number, why: WanReason) =>
      book.countOrigin(artifact, (controller.signal.reason as GivenUp | undefined)?.reason ?? why, bytes)
    const moving = () => {
      if (now() - state.outsideProgress.movedAt >= limits.movedMs) dispatch({ type: 'outside-moved', request })
    }
    try {
      const end = await origin.fetch(
        {
          artifact,
          sizeBytes: known.sizeBytes,
          sources: entry.wanted.sources,
          first,
          count,
          whole: known.wholeOnly,
          isMissing: piece => !known.held.has(piece),
          onPiece: (piece, bytes) => this.#take(artifact, piece, bytes, reason),
          onWasted: wasted,
          onMoving: moving,
          onWire: bytes => book.countWire(artifact, bytes),
          onOrigins: out => dispatch({ type: 'origins-changed', out }),
        },
        controller.signal,
      )
      dispatch({ type: 'outside-ended', request, end })
    } catch (error) {
      if (!controller.signal.aborted) log.warn({ artifact, first, err: error }, 'outside request failed')
      dispatch({ type: 'outside-ended', request, end: { kind: 'failed' } })
    } finally {
      this.#running.delete(request)
    }
  }

  abort(request: number, givenUp: GivenUp): void {
    this.#running.get(request)?.abort(givenUp)
  }

  async close(): Promise<void> {
    for (const controller of this.#running.values())
      controller.abort({ reason: 'request-failed', isSilent: false } satisfies GivenUp)
    await this.#options.origin.close()
  }

  /** False: its hash is wrong. Throws when it cannot be kept. */
  async #take(artifact: Digest, piece: number, bytes: Uint8Array, reason: WanReason): Promise<boolean> {
    const { state, keeper, book, dispatch } = this.#options
    const kept = await keeper.keepPiece(artifact, piece, bytes)
    if (kept === 'unkept') throw new Error('the store takes no pieces of it now')
    if (kept === 'bad') {
      dispatch({ type: 'piece-bad', artifact, piece, from: undefined })
      return false
    }
    const cameMeanwhile = state.artifacts.get(artifact)?.held.has(piece)
    book.countOrigin(artifact, cameMeanwhile ? 'lease-conflict' : reason, bytes.length)
    dispatch({ type: 'piece-held', artifact, piece, from: undefined })
    return true
  }
}
