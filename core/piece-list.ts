// The hashes of an artifact's pieces and where it can be fetched from outside. Transport only: the artifact's SHA-256 decides.

import { decode, encode } from '../proto/codec.ts'
import { checkInteger, checkList, checkUrl } from './check.ts'
import { type Digest, isDigest } from './digest.ts'
import { CodedError } from './errors.ts'
import { encodeHeader, type Header, parseHeader } from './header.ts'
import { limits } from './limits.ts'
import { pieceBytes, pieceCount } from './pieces.ts'

export interface PieceList {
  /** `header.name` is the artifact's digest. */
  header: Header<'piece-list'>
  sizeBytes: number
  hashes: Digest[]
  /** URLs outside the site, best first. */
  sources: string[]
}

export function parsePieceList(payload: Uint8Array): PieceList {
  const wire = decode('PieceList', payload)
  const header = parseHeader(wire.header, 'piece-list')
  if (!isDigest(header.name)) throw new CodedError('bad-object', 'header.name: expected the digest of an artifact')
  const sizeBytes = checkInteger(wire.sizeBytes, 'size_bytes', { max: limits.artifactBytes })
  checkInteger(wire.pieceBytes, 'piece_bytes', { min: pieceBytes(sizeBytes), max: pieceBytes(sizeBytes) })
  const count = pieceCount(sizeBytes)
  if (wire.hashes.length !== count * 32) {
    throw new CodedError(
      'bad-object',
      `hashes: expected ${count * 32} bytes for ${count} pieces, found ${wire.hashes.length}`,
    )
  }
  const hashes = Array.from({ length: count }, (_, piece) =>
    Buffer.from(wire.hashes.subarray(piece * 32, piece * 32 + 32)).toString('hex'),
  )
  return { header, sizeBytes, hashes, sources: checkList(wire.sources, 'sources', limits.sources, checkUrl) }
}

export function encodePieceList(list: PieceList): Uint8Array {
  return encode('PieceList', {
    header: encodeHeader(list.header),
    sizeBytes: list.sizeBytes,
    pieceBytes: pieceBytes(list.sizeBytes),
    hashes: Buffer.from(list.hashes.join(''), 'hex'),
    sources: list.sources,
  })
}
