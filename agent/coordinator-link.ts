// The agent's connection to a coordinator, shared by those who need one: opened on demand, kept while anyone holds it.
// Coordinators are those the trusted root names; addresses come from root and from joining.

import type { Stream } from '@libp2p/interface'
import type { Clock } from '../core/clock.ts'
import { CodedError } from '../core/errors.ts'
import { limits, SECOND_MS } from '../core/limits.ts'
import type { PeerAddresses } from '../core/sync-exchange.ts'
import type { Network } from './network.ts'

export interface CoordinatorLinkOptions {
  network: Pick<Network, 'dial' | 'disconnect' | 'isConnected' | 'openStream'>
  /** Best first. */
  coordinators: () => PeerAddresses[]
  clock: Clock
}

export interface HeldLink {
  /** The coordinator's peer id. */
  node: string
  release: () => void
}

/** How long an unused connection stays: what follows soon finds it open. */
const lingerMs = 5 * SECOND_MS

export class CoordinatorLink {
  readonly #options: CoordinatorLinkOptions
  #holders = 0
  #dialling: Promise<string> | undefined
  #cancelLinger: () => unknown = () => undefined

  constructor(options: CoordinatorLinkOptions) {
    this.#options = options
  }

  /** The connected coordinator, if any. */
  get connected(): string | undefined {
    const { coordinators, network } = this.#options
    return coordinators().find(({ node }) => network.isConnected(node))?.node
  }

  isCoordinator(node: string): boolean {
    return this.#options.coordinators().some(coordinator => coordinator.node === node)
  }

  /** Connects if need be. Throws `not-reachable` when no coordinator answers. */
  async hold(signal: AbortSignal): Promise<HeldLink> {
    this.#cancelLinger()
    this.#holders++
    try {
      this.#dialling ??= this.#dial(signal).finally(() => {
        this.#dialling = undefined
      })
      const node = await this.#dialling
      return { node, release: once(() => this.#release()) }
    } catch (error) {
      this.#release()
      throw error
    }
  }

  /** One stream of a protocol; `release` when done with it. */
  async open(
    protocol: string,
    signal: AbortSignal,
  ): Promise<{ node: string; stream: Stream; release: () => Promise<void> }> {
    const { node, release } = await this.hold(signal)
    try {
      const stream = await this.#options.network.openStream(node, protocol, signal)
      return { node, stream, release: async () => release() }
    } catch (error) {
      release()
      throw error
    }
  }

  close(): void {
    this.#cancelLinger()
  }

  async #dial(signal: AbortSignal): Promise<string> {
    const connected = this.connected
    if (connected !== undefined) return connected
    let last: unknown
    for (const { node, addresses } of this.#options.coordinators()) {
      try {
        await this.#options.network.dial(node, addresses, AbortSignal.any([signal, AbortSignal.timeout(limits.dialMs)]))
        return node
      } catch (error) {
        last = error
      }
    }
    throw new CodedError('not-reachable', 'no coordinator can be reached: is the line up, and is it running?', {
      cause: last,
    })
  }

  #release(): void {
    if (--this.#holders > 0) return
    this.#cancelLinger()
    this.#cancelLinger = this.#options.clock.after(lingerMs, () => {
      const node = this.connected
      if (this.#holders > 0 || node === undefined) return
      void this.#options.network.disconnect(node).catch(() => undefined) // it hung up first
    })
  }
}

function once(run: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    run()
  }
}
