// Tells neighbours that this node has something new, a few at a time: most hear it meanwhile from others, and an exchange with every neighbour
// of every node would take an office's machines longer than the news itself.

import { type Random, shuffled } from '../../core/random.ts'
import type { Timers } from './timers.ts'

const timing = {
  /** Before the first step, up to this, and twice as long before each further one: by then most have it from where we have it … */
  stepMs: 150,
  /** … but where machines are busy, so many times what the exchange took that brought it; and never longer than this. */
  stepExchanges: 2,
  stepMaxMs: 1000,
  /** So many neighbours a step. */
  tellAtOnce: 3,
  /** An exchange brings things one after the other: what came first is told with the rest, or after so long. */
  partsMs: 500,
}

export interface NewsOptions {
  /** Neighbours that, as far as we know, lack what we have. */
  untold: () => string[]
  tell: (node: string) => void
  /** Whether what is new may be what the coordinator just told: nobody here has it. */
  isFromCoordinator: () => boolean
  timers: Timers
  random: Random
}

export class News {
  readonly #options: NewsOptions
  #exchanges = 0
  #isUntold = false
  #stepMs = timing.stepMs

  constructor(options: NewsOptions) {
    this.#options = options
  }

  /**
   * What is new now is told to everyone who lacks it, each once. While an exchange runs there may be more to come: what is told apart goes
   * through the office apart, and twice as many exchanges are made. What stops things waits for nothing.
   */
  changed({ isUrgent }: { isUrgent: boolean }): void {
    this.#isUntold = true
    if (isUrgent || this.#exchanges === 0) this.#begin()
    else if (!this.#options.timers.has('parts'))
      this.#options.timers.after('parts', timing.partsMs, () => this.#begin())
  }

  exchangeBegan(): void {
    this.#exchanges++
  }

  /** `tookMs`: of an exchange with a neighbour that brought something; 0 of any other, it says nothing of how busy machines are here. */
  exchangeEnded({ hasBrought, tookMs }: { hasBrought: boolean; tookMs: number }): void {
    this.#exchanges--
    if (hasBrought) this.#stepMs = Math.min(Math.max(timing.stepMs, timing.stepExchanges * tookMs), timing.stepMaxMs)
    if (hasBrought || this.#exchanges === 0) this.#begin()
  }

  /** At once what came from the coordinator. Of a recall, too, a few are told at a time: an office has it sooner. */
  #begin(): void {
    if (!this.#isUntold) return
    this.#isUntold = false
    const { isFromCoordinator, timers } = this.#options
    const delayMs = isFromCoordinator() ? 0 : this.#pauseMs()
    this.#step(Math.min(delayMs, timers.leftMs('news')), this.#pauseMs(), new Set()) // what comes piece by piece is not put off
  }

  #step(delayMs: number, pauseMs: number, told: Set<string>): void {
    const { untold, tell, timers, random } = this.#options
    timers.after('news', delayMs, () => {
      const left = shuffled(
        untold().filter(node => !told.has(node)),
        random,
      )
      for (const node of left.slice(0, timing.tellAtOnce)) {
        told.add(node)
        tell(node)
      }
      if (left.length > timing.tellAtOnce) this.#step(pauseMs, Math.min(2 * pauseMs, timing.stepMaxMs), told)
    })
  }

  #pauseMs(): number {
    return this.#stepMs * (0.5 + this.#options.random() / 2)
  }
}
