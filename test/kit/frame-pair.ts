// Two joined in-memory streams as frames, for tests of protocols without a network.

import { streamPair } from '@libp2p/utils'
import { type FrameLimits, FrameStream } from '../../core/frames.ts'

export async function framePair(limits: FrameLimits): Promise<[FrameStream, FrameStream]> {
  const [a, b] = await streamPair()
  return [new FrameStream(a, limits), new FrameStream(b, limits)]
}
