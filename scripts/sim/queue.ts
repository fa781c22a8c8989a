// The virtual clock: what is to happen, in the order of its time; of two things at one time the one planned first. A binary heap.
// What runs may return a promise; it is over before the next one begins, so that one seed gives one run.

interface Entry {
  at: number
  order: number
  run: () => void | Promise<void>
}

export class EventQueue {
  now: number
  readonly #heap: Entry[] = []
  #order = 0

  constructor(startMs: number) {
    this.now = startMs
  }

  get size(): number {
    return this.#heap.length
  }

  after(inMs: number, run: () => void | Promise<void>): void {
    const heap = this.#heap
    const entry: Entry = { at: this.now + Math.max(0, inMs), order: this.#order++, run }
    let index = heap.length
    heap.push(entry)
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = heap[parent]!
      if (!isBefore(entry, above)) break
      heap[index] = above
      index = parent
    }
    heap[index] = entry
  }

  /** Runs what is next; undefined when nothing is left. */
  runNext(): { promise: Promise<void> | undefined } | undefined {
    const next = this.#take()
    if (!next) return undefined
    this.now = next.at
    return { promise: next.run() as Promise<void> | undefined }
  }

  #take(): Entry | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++
      const below = heap[child]!
      if (!isBefore(below, last)) break
      heap[index] = below
      index = child
    }
    heap[index] = last
    return first
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}

/** Everything that waits for a promise has run as far as it can: of the virtual time nothing passes. */
export function drained(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
