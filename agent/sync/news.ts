// Tells neighbours that this node has something new, a few at a time: most hear it meanwhile from others, and an exchange with every neighbour
// of every node would take an office's machines longer than the news itself.

import { type Random, shuffled } from '../../core/random.ts'
import type { Timers } from './timers.ts'

const timing = {
  /** Between two steps, and before the first, up to this: by then most have it from where we have it. */
  stepMs: 150,
  /** So many neighbours a step. */
  tellAtOnce: 3,
}

export interface NewsOptions {
  /** Neighbours that, as far as we know, lack what we have. */
  untold: () => string[]
  tell: (node: string) => void
  timers: Timers
  random: Random
}

export class News {
  readonly #options: NewsOptions

  constructor(options: NewsOptions) {
    this.#options = options
  }

  /** Begins again: what is new now is told to everyone who lacks it, each once. */
  changed({ atOnce }: { atOnce: boolean }): void {
    this.#step(atOnce ? 0 : this.#pauseMs(), new Set())
  }

  #step(delayMs: number, told: Set<string>): void {
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
      if (left.length > timing.tellAtOnce) this.#step(this.#pauseMs(), told)
    })
  }

  #pauseMs(): number {
    return timing.stepMs * (0.5 + this.#options.random() / 2)
  }
}
