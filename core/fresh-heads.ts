// The coordinator's signed answer to one node that asked, with a nonce, what is current: no neighbour and no recording can give it.

import { decode, encode } from '../proto/codec.ts'
import { checkBytes, checkDigest, checkId, checkPresent } from './check.ts'
import type { Digest } from './digest.ts'
import { CodedError } from './errors.ts'
import type { FrameLimits } from './frames.ts'
import { encodeHead, encodeHeader, type Head, type Header, parseHead, parseHeader } from './header.ts'
import { limits } from './limits.ts'

/** For `new FrameStream(stream, headsFrameLimits)` on both sides. */
export const headsFrameLimits: FrameLimits = { maxFrameBytes: limits.headsFrameBytes, maxBufferedFrames: 1 }

export interface FreshHeads {
  /** `header.name` is the node that asked; `header.issuedAt` the coordinator's time. */
  header: Header<'fresh-heads'>
  /** 32 bytes, as asked. */
  nonce: Uint8Array
  /** Head of the current heartbeat of the node's site. */
  heartbeat: Head
  /** As core/sync-exchange.ts's `summarize` of all heads the site is to know. */
  summary: Digest
}

export function parseFreshHeads(payload: Uint8Array): FreshHeads {
  const wire = decode('FreshHeads', payload)
  const answer: FreshHeads = {
    header: parseHeader(wire.header, 'fresh-heads'),
    nonce: checkBytes(wire.nonce, 'nonce', limits.nonceBytes),
    heartbeat: parseHead(checkPresent(wire.heartbeat, 'heartbeat'), 'heartbeat'),
    summary: checkDigest(wire.summary, 'summary'),
  }
  checkId(answer.header.name, 'header.name')
  if (answer.heartbeat.kind !== 'heartbeat')
    throw new CodedError('bad-object', `heartbeat.kind: expected heartbeat, found ${answer.heartbeat.kind}`)
  return answer
}

export function encodeFreshHeads({ header, nonce, heartbeat, summary }: FreshHeads): Uint8Array {
  return encode('FreshHeads', {
    header: encodeHeader(header),
    nonce,
    heartbeat: encodeHead(heartbeat),
    summary: Buffer.from(summary, 'hex'),
  })
}
