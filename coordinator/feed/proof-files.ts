// The raw proofs of archives (InRelease, index) by digest, for admins to check again. Kept packed: an index of Debian's main has
// 45 MB. What is kept was verified by its writer; a reader checks the digest itself.

import { open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import { type Digest, isDigest, sha256 } from '../../core/digest.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { exists, makePrivateFolder, writeDurably } from '../../keys/durable-file.ts'

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

export interface ProofFiles {
  put(digest: Digest, bytes: Uint8Array): Promise<void>
  /** Part of the packed file from `offset` on, and its whole length. Throws `not-found`. */
  readPacked(digest: Digest, offset: number): Promise<{ bytes: Uint8Array; totalBytes: number }>
  /** Removes all but these. */
  keepOnly(digests: ReadonlySet<Digest>): Promise<void>
}

export async function openProofFiles(folder: string): Promise<ProofFiles> {
  await makePrivateFolder(folder)
  const pathOf = (digest: Digest) => {
    if (!isDigest(digest)) throw new CodedError('bad-argument', 'expected the digest of a proof')
    return join(folder, digest)
  }
  return {
    async put(digest, bytes) {
      if (await exists(pathOf(digest))) return
      await writeDurably(pathOf(digest), await compress(bytes))
    },
    async readPacked(digest, offset) {
      try {
        const file = await open(pathOf(digest), 'r')
        try {
          const { size } = await file.stat()
          const bytes = Buffer.alloc(Math.max(0, Math.min(limits.proofChunkBytes, size - offset)))
          const { bytesRead } = await file.read(bytes, 0, bytes.length, offset)
          return { bytes: bytes.subarray(0, bytesRead), totalBytes: size }
        } finally {
          await file.close()
        }
      } catch (cause) {
        if (systemCode(cause) !== 'ENOENT') throw cause
        throw new CodedError('not-found', `the proof ${digest.slice(0, 12)}… is not kept: sync its feed again`, {
          cause,
        })
      }
    },
    async keepOnly(digests) {
      for (const name of await readdir(folder)) if (!digests.has(name)) await rm(join(folder, name), { force: true })
    },
  }
}

/** A whole proof from its packed form, with the digest it must have. Throws `bad-proof`. */
export async function unpackProof(packed: Uint8Array, digest: Digest): Promise<Uint8Array> {
  let bytes: Uint8Array
  try {
    bytes = await decompress(packed, { maxOutputLength: limits.indexBytes })
  } catch (cause) {
    throw new CodedError(
      'bad-proof',
      `the raw proof ${digest.slice(0, 12)}…: expected zstd data, found something else`,
      { cause },
    )
  }
  const found = sha256(bytes)
  if (found !== digest)
    throw new CodedError('bad-proof', `the raw proof: expected the digest ${digest}, found ${found}`)
  return bytes
}
