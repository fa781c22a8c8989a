// Which feed is synchronised when: an archive that says nothing until its time is up keeps no other feed waiting. A feed is read once at a
// time, a few feeds at once, and one of them changes the catalogue at a time.

import { limits } from '../../core/limits.ts'
import { oneAtATime } from '../../core/one-at-a-time.ts'

export class SyncTurns {
  /** Of each feed that is read or waits to be: when the last one asked for has ended. */
  readonly #ends = new Map<string, Promise<unknown>>()
  readonly #waiting: (() => void)[] = []
  #reading = 0

  /** For what changes the catalogue or the proofs kept. */
  readonly changing = oneAtATime()

  has(feed: string): boolean {
    return this.#ends.has(feed)
  }

  run<T>(feed: string, work: () => Promise<T>): Promise<T> {
    const result = (this.#ends.get(feed) ?? Promise.resolve()).then(() => this.#oneOfFew(work))
    const end = result.then(
      () => undefined,
      () => undefined, // its caller hears of it; the next one goes on
    )
    this.#ends.set(feed, end)
    void end.then(() => this.#ends.get(feed) === end && this.#ends.delete(feed))
    return result
  }

  async #oneOfFew<T>(work: () => Promise<T>): Promise<T> {
    if (this.#reading < limits.feedsAtOnce) this.#reading++
    else await new Promise<void>(resolve => this.#waiting.push(resolve)) // its place is handed over
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#reading--
    }
  }

  async ended(): Promise<void> {
    await Promise.all(this.#ends.values())
  }
}
