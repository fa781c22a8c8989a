// A value as it rests in level: a mark, a CRC-32 over its key and itself, itself. Level's own checksums are not asked for by its
// binding, so a flipped bit on the disk would be read back as if it had been written. Against an enemy it is no protection: what must
// hold against one is signed.

import { crc32 } from 'node:zlib'

const mark = 1
const headBytes = 5

export function sealValue(key: Uint8Array, value: Uint8Array): Uint8Array {
  const sealed = Buffer.allocUnsafe(headBytes + value.length)
  sealed[0] = mark
  sealed.writeUInt32BE(checksum(key, value), 1)
  sealed.set(value, headBytes)
  return sealed
}

/** Undefined when it is not what was written under this key. The answer shares the memory of `sealed`. */
export function openValue(key: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < headBytes || sealed[0] !== mark) return undefined
  const value = sealed.subarray(headBytes)
  const found = Buffer.from(sealed.buffer, sealed.byteOffset, headBytes).readUInt32BE(1)
  return found === checksum(key, value) ? value : undefined
}

function checksum(key: Uint8Array, value: Uint8Array): number {
  return crc32(value, crc32(key))
}
