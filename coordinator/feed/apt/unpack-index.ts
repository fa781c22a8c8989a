// A Packages index against the Release that lists it: size and SHA-256 as it was fetched, and again unpacked.
// It fetches nothing, and does not read the packages.

import { sha256 } from '../../../core/digest.ts'
import { CodedError } from '../../../core/errors.ts'
import { limits } from '../../../core/limits.ts'
import { decompress, packingOf } from './decompress.ts'
import type { ReleaseFile } from './release.ts'

/** Checks a fetched or stored index against the Release, packed and unpacked, and gives it unpacked. Throws `wrong-hash`, `wrong-size`, `limit-exceeded` or `bad-feed`. */
export async function unpackIndex(
  packed: Uint8Array,
  { file, plain }: { file: ReleaseFile; plain: ReleaseFile | undefined },
): Promise<Uint8Array> {
  checkFile(packed, file)
  const packing = packingOf(file.path)
  if (packing === 'none') return packed
  const chunks: Uint8Array[] = []
  const maxBytes = Math.min(plain?.sizeBytes ?? limits.indexBytes, limits.indexBytes)
  for await (const chunk of decompress(once(packed), { packing, maxBytes, what: file.path, code: 'bad-feed' }))
    chunks.push(chunk)
  const unpacked = Buffer.concat(chunks)
  if (plain !== undefined) checkFile(unpacked, plain)
  return unpacked
}

function checkFile(bytes: Uint8Array, file: ReleaseFile): void {
  if (bytes.length !== file.sizeBytes) {
    throw new CodedError(
      'wrong-size',
      `${file.path}: expected ${file.sizeBytes} bytes, found ${bytes.length}; the mirror is being updated or is broken, sync again later`,
    )
  }
  const found = sha256(bytes)
  if (found !== file.sha256) {
    throw new CodedError(
      'wrong-hash',
      `${file.path}: expected SHA-256 ${file.sha256}, found ${found}; the mirror is being updated or is broken, sync again later`,
    )
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += limits.feedChunkBytes) yield bytes.subarray(at, at + limits.feedChunkBytes)
}
