// Which feed is synchronised when: archives that say nothing until their time is up keep no other feed waiting, however many they are. A feed
// is asked once at a time, a few of those that answered are read at once, and one of them changes the catalogue at a time.

import { limits } from '../../core/limits.ts'
import { oneAtATime } from '../../core/one-at-a-time.ts'

export class SyncTurns {
  /** Of each feed that is read or waits to be: when the last one asked for has ended. */
  readonly #ends = new Map<string, Promise<unknown>>()
  readonly #waiting: (() => void)[] = []
  #reading = 0

  /** For what changes the catalogue or the proofs kept. */
  readonly changing = oneAtATime()

  /** For what takes memory and the line; who only waits for an answer has no place here. */
  readonly reading = async <T>(work: () => Promise<T>): Promise<T> => {
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

  has(feed: string): boolean {
    return this.#ends.has(feed)
  }

  run<T>(feed: string, work: () => Promise<T>): Promise<T> {
    const result = (this.#ends.get(feed) ?? Promise.resolve()).then(work)
    const end = result.then(
      () => undefined,
      () => undefined, // its caller hears of it; the next one goes on
    )
    this.#ends.set(feed, end)
    void end.then(() => this.#ends.get(feed) === end && this.#ends.delete(feed))
    return result
  }

  async ended(): Promise<void> {
    await Promise.all(this.#ends.values())
  }
}
