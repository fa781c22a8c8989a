// Tells the sender of a stream that it may send more when half of its window is used, as other implementations of yamux do. libp2p's says
// so for every frame: each small message would be answered by a packet of its own, sealed, sent, received and opened. And it keeps frames so
// short that a reader sees half of a window before all of it has come.

import type { MultiaddrConnection, StreamMuxer, StreamMuxerFactory } from '@libp2p/interface'

/** What of a stream of libp2p's yamux is used; it has no option for this. */
interface WindowedStream {
  state: number
  recvWindow: number
  recvWindowCapacity: number
  /** Most bytes of one frame; set anew by each window update. */
  maxMessageSize?: number
  sendWindowUpdate(): void
}

interface WindowedMuxer {
  _newStream(...args: unknown[]): WindowedStream
}

/** Of yamux's stream states: only there an update carries nothing but the window. */
const established = 3

/** The same muxer, whose streams renew a window that is half used. */
export function sparingUpdates(create: () => StreamMuxerFactory): () => StreamMuxerFactory {
  return () => {
    const factory = create()
    const { createStreamMuxer } = factory
    factory.createStreamMuxer = (connection: MultiaddrConnection) =>
      sparing(createStreamMuxer.call(factory, connection))
    return factory
  }
}

function sparing(made: StreamMuxer): StreamMuxer {
  const muxer = made as unknown as Partial<WindowedMuxer>
  const open = muxer._newStream
  if (typeof open !== 'function') throw new Error('the muxer of libp2p has changed')
  muxer._newStream = (...args) => {
    const stream = open.apply(muxer, args)
    const update = stream.sendWindowUpdate
    if (typeof update !== 'function' || typeof stream.recvWindowCapacity !== 'number')
      throw new Error('the streams of libp2p have changed')
    stream.sendWindowUpdate = () => {
      if (stream.state === established && stream.recvWindowCapacity > stream.recvWindow / 2) return
      update.call(stream)
    }
    shortenFrames(stream)
    return stream
  }
  return made
}

/** What a frame of Noise has room for, less yamux's header. */
const frameBytes = 65_535 - 16 - 12

/**
 * libp2p's yamux makes one frame of all that the window allows, and its reader looks at a frame when it is whole: half of the window would be told
 * to be free only when all of it has come, and meanwhile the line is empty.
 */
function shortenFrames(stream: WindowedStream): void {
  let allowed = stream.maxMessageSize ?? frameBytes
  Object.defineProperty(stream, 'maxMessageSize', {
    get: () => Math.min(allowed, frameBytes),
    set: (bytes: number) => {
      allowed = bytes
    },
  })
}
