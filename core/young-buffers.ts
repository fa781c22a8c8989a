// Has V8 drop dead buffers in time. They lie outside its heap. It looks for dead ones among the young when the young generation is full of objects, and who passes on
// bytes makes few: long before that the bytes are so many that it marks the whole heap, 150 times for 512 MiB sent, a third of the processor time. Node's gc()
// exists where a process was started with --expose-gc, as both daemons are; elsewhere this does nothing.

import { limits } from './limits.ts'

let madeBytes = 0

/** So many bytes of buffers, soon dead, were made. */
export function noteBuffers(bytes: number): void {
  madeBytes += bytes
  if (madeBytes < limits.youngBufferBytes) return
  madeBytes = 0
  globalThis.gc?.({ type: 'minor' })
}
