// In-memory streams that copy what is sent, as a sealed connection does: whoever has sent a buffer may use it again.

import { once } from 'node:events'
import type { MessageStream, Stream } from '@libp2p/interface'
import { multiaddrConnectionPair, streamPair } from '@libp2p/utils'
import { yamux } from '@libp2p/yamux'
import { KIB } from '../../core/limits.ts'
import { sparingUpdates } from '../../core/window-updates.ts'

/** The smallest window that yamux has: what is longer is sent in parts. */
export const windowBytes = 256 * KIB

export async function copiedStreams(protocol?: string): Promise<[Stream, Stream]> {
  const [mine, theirs] = await streamPair({ delay: 0, ...(protocol !== undefined && { protocol }) })
  return [copying(mine), copying(theirs)]
}

/** Both ends of a stream of the real muxer. */
export async function muxedStreams(): Promise<[Stream, Stream]> {
  const streamOptions = { initialStreamWindowSize: windowBytes, maxStreamWindowSize: windowBytes }
  const create = sparingUpdates(yamux({ enableKeepAlive: false, streamOptions }))
  const [mine, theirs] = multiaddrConnectionPair({ delay: 0 }).map(end => create().createStreamMuxer(copying(end)))
  const [[{ detail }], stream] = await Promise.all([once(theirs!, 'stream'), mine!.createStream()])
  return [stream, detail as Stream]
}

function copying<S extends MessageStream>(stream: S): S {
  const { send } = stream
  stream.send = data => send.call(stream, Uint8Array.from(data.subarray())) // a Buffer's slice() would be a view
  return stream
}
