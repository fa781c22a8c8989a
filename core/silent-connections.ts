// Ends a connection from which nothing comes any more. A link that is cut tells nobody: TCP finds out only by what it sends, after minutes, and
// yamux's keep-alive asks once and waits for ever. Whoever counts a lost neighbour among the connected waits for news from it.

import type { MultiaddrConnection, StreamMuxer, StreamMuxerFactory } from '@libp2p/interface'
import type { Clock } from './clock.ts'
import { KIB, limits } from './limits.ts'

/** What libp2p's yamux has beyond the interface. */
interface AskingMuxer extends StreamMuxer {
  ping(): Promise<number>
}

/** Looks since something came: at this one the other end is asked whether it is there, at that one nobody is. */
const looks = { ask: 2, end: 4 }

/** What was sent meanwhile stands before the question: for so many bytes one look more, which is 25 KiB a second on a thin uplink. */
const bytesALook = 128 * KIB

/**
 * The same muxer, whose connection ends at the fourth look after the last byte came. Whatever comes is a sign of life: on a thin line the answer
 * may stand behind much else; and question and answer behind what was sent before them.
 */
export function endingInSilence(create: () => StreamMuxerFactory, clock: Clock): () => StreamMuxerFactory {
  return () => {
    const factory = create()
    const { createStreamMuxer } = factory
    factory.createStreamMuxer = (connection: MultiaddrConnection) => {
      const muxer = createStreamMuxer.call(factory, connection) as AskingMuxer
      if (typeof muxer.ping !== 'function') throw new Error('the muxer of libp2p has changed')
      watch(connection, muxer, clock)
      return muxer
    }
    return factory
  }
}

/** Counts looks, not time: a process that stood still itself has heard nobody, and may not blame the others. */
function watch(connection: MultiaddrConnection, muxer: AskingMuxer, clock: Clock): void {
  let quiet = 0
  let sent = 0
  let cancel: () => unknown = () => undefined
  const look = () => {
    quiet++
    if (quiet === looks.ask) muxer.ping().catch(() => undefined) // it rejects where the connection is closing, and then that is known
    if (quiet >= looks.end + Math.floor(sent / bytesALook))
      connection.abort(new Error('nothing comes from there any more'))
    else lookLater()
  }
  const lookLater = () => {
    cancel = clock.after(limits.silentLookMs, look)
  }
  const { send } = connection
  connection.send = data => {
    sent += data.byteLength
    return send.call(connection, data)
  }
  connection.addEventListener('message', () => {
    quiet = 0
    sent = 0
  })
  connection.addEventListener('close', () => cancel())
  lookLater()
}
