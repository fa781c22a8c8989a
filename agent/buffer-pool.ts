// Buffers that are used again. A new one of a piece's size lies outside V8's heap and outlives its young generation, and every ten megabytes
// of those make V8 mark the whole heap. Who takes a buffer owns it. Who gives it back says that nobody reads or writes it any more, no stream
// and no thread under a file operation either; in doubt it is not given back, and the collector takes it: that costs time and never bytes.
// Free ones are held weakly, so that a daemon at rest has none. What is in a buffer when it is taken is what its last owner left.

import assert from 'node:assert/strict'
import { limits } from '../core/limits.ts'

export class BufferPool {
  /** Of all that were made here, whether it is lent. */
  readonly #isLent = new WeakMap<ArrayBufferLike, boolean>()
  /** By size, the last given back at the end. */
  readonly #free = new Map<number, WeakRef<ArrayBufferLike>[]>()

  /** A view of so many bytes of a buffer that is the caller's alone. */
  take(sizeBytes: number): Buffer {
    const wholeBytes = 2 ** Math.ceil(Math.log2(Math.max(sizeBytes, 1)))
    const buffer = this.#takeFree(wholeBytes) ?? Buffer.allocUnsafeSlow(wholeBytes).buffer
    this.#isLent.set(buffer, true)
    return Buffer.from(buffer, 0, sizeBytes)
  }

  /** The buffer that a view lies in: once, and only one that was taken here; else it throws, for somebody would read another's bytes. */
  give({ buffer }: Uint8Array): void {
    assert(this.#isLent.get(buffer) === true, 'a buffer was given back that was not lent')
    this.#isLent.set(buffer, false)
    const free = this.#free.get(buffer.byteLength) ?? []
    this.#free.set(buffer.byteLength, free)
    free.push(new WeakRef(buffer))
    if (free.length > limits.freeBuffers) free.shift()
  }

  #takeFree(wholeBytes: number): ArrayBufferLike | undefined {
    const free = this.#free.get(wholeBytes) ?? []
    for (let last = free.pop(); last; last = free.pop()) {
      const buffer = last.deref()
      if (buffer) return buffer
    }
    return undefined
  }
}
