// Sends this machine's inventory after each look at it, not more often than once an interval. The hardware library is loaded only then:
// it is the heaviest part of the agent and needed once in a while.

import { type Clock, sleep } from '../core/clock.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import type { Inventory } from '../core/report.ts'
import type { Facts } from './assess/facts.ts'
import type { Machine } from './assess/inventory.ts'

export interface InventoryWatchOptions {
  root: string
  send: (inventory: Inventory) => Promise<void>
  clock: Clock
  log: Log
}

export class InventoryWatch {
  readonly #options: InventoryWatchOptions
  readonly #stop = new AbortController()
  #latest: Facts | undefined
  #machine: Machine | undefined
  #working: Promise<void> | undefined

  constructor(options: InventoryWatchOptions) {
    this.#options = options
  }

  offer(facts: Facts): void {
    this.#latest = facts
    if (this.#stop.signal.aborted) return
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined
    })
  }

  async close(): Promise<void> {
    this.#stop.abort()
    await this.#working
  }

  async #work(): Promise<void> {
    const { root, send, clock, log } = this.#options
    while (this.#latest && !this.#stop.signal.aborted) {
      const facts = this.#latest
      this.#latest = undefined
      try {
        const { collectInventory, readMachine } = await import('./assess/inventory.ts')
        // Once: it starts programs and waits for them, which after each install would slow down what this machine passes on to others.
        this.#machine ??= await readMachine(clock)
        await send(await collectInventory({ root, facts, machine: this.#machine, clock }))
      } catch (error) {
        log.warn({ err: error }, 'inventory not collected')
      }
      await sleep(clock, limits.inventoryIntervalMs, this.#stop.signal)
    }
  }
}
