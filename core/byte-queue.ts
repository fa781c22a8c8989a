// Bytes as they came, in parts, taken out in other lengths: a view where that lies in one part. It copies only when asked for one array
// of what came in several. It bounds nothing: its owner does.

export type Parts = Uint8Array | Iterable<Uint8Array>

export class ByteQueue {
  #parts: Uint8Array[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  add(data: Parts): void {
    for (const part of data instanceof Uint8Array ? [data] : data) {
      if (part.length === 0) continue
      this.#parts.push(part)
      this.#length += part.length
    }
  }

  /** The byte so many behind the first; there must be one. */
  at(index: number): number {
    let from = 0
    for (const part of this.#parts) {
      if (index < from + part.length) return part[index - from]!
      from += part.length
    }
    throw new RangeError(`no byte ${index} of ${this.#length}`)
  }

  /** So many as one array. There must be as many. */
  take(count: number): Uint8Array {
    const [first = empty] = this.#parts
    if (first.length > count) {
      this.#parts[0] = first.subarray(count)
      this.#length -= count
      return first.subarray(0, count)
    }
    const parts = this.takeParts(count)
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts, count)
  }

  /** So many as views. There must be as many. */
  takeParts(count: number): Uint8Array[] {
    if (count > this.#length) throw new RangeError(`${count} bytes of ${this.#length}`)
    this.#length -= count
    let left = count
    let whole = 0
    while (left > 0 && this.#parts[whole]!.length <= left) left -= this.#parts[whole++]!.length
    const taken = this.#parts.splice(0, whole)
    const next = this.#parts[0]
    if (left === 0 || !next) return taken
    this.#parts[0] = next.subarray(left)
    return [...taken, next.subarray(0, left)]
  }

  clear(): void {
    this.#parts = []
    this.#length = 0
  }
}

const empty = new Uint8Array()
