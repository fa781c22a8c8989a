// Gives a socket all parts of a message at once. libp2p writes each part by itself, Noise's two bytes of length among them: twenty-one
// system calls for a piece of 256 KiB, each a packet of its own where nothing is waiting.

import type { Socket } from 'node:net'
import type { ConnectionEncrypter, MessageStream } from '@libp2p/interface'

/** What of a TCP connection of libp2p is used; it has no public way to hold writes together. */
interface SocketConnection {
  socket: Socket
  sendData(data: Iterable<Uint8Array> & { byteLength: number }): { sentBytes: number; canSendMore: boolean }
}

/** The same encrypter, over connections that write whole messages. */
export function wholeWrites<C>(create: (components: C) => ConnectionEncrypter): (components: C) => ConnectionEncrypter {
  return components => {
    const encrypter = create(components)
    const { secureInbound, secureOutbound } = encrypter
    encrypter.secureInbound = (connection, options) => secureInbound.call(encrypter, writeWhole(connection), options)
    encrypter.secureOutbound = (connection, options) => secureOutbound.call(encrypter, writeWhole(connection), options)
    return encrypter
  }
}

function writeWhole<S extends MessageStream>(stream: S): S {
  const connection = socketConnectionOf(stream)
  connection.sendData = data => {
    const { socket } = connection
    let canSendMore = true
    socket.cork()
    for (const part of data) canSendMore = socket.write(part)
    socket.uncork()
    return { sentBytes: data.byteLength, canSendMore }
  }
  return stream
}

/** Should libp2p's TCP connection change, this throws at the first one, and does not pass unnoticed. */
function socketConnectionOf(stream: MessageStream): SocketConnection {
  const connection = stream as unknown as Partial<SocketConnection>
  if (typeof connection.socket?.cork !== 'function' || typeof connection.sendData !== 'function')
    throw new Error('the TCP connection of libp2p has changed')
  return connection as SocketConnection
}
