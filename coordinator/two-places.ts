// Notices that one member is connected from two addresses at once. A machine that changed its address leaves a connection behind that
// nobody answers on, until the silence is noticed: so both ends are asked at once, and a dead one is closed.

import type { Connection, PeerId } from '@libp2p/interface'
import type { Clock } from '../core/clock.ts'
import { limits } from '../core/limits.ts'
import { protocols } from '../core/protocols.ts'
import { addressOf } from './strangers.ts'

export interface TwoPlacesOptions {
  connections: (peer: PeerId) => Connection[]
  onTwoPlaces: (node: string, addresses: string[]) => void
  clock: Clock
}

export function watchPlaces({ connections, onTwoPlaces, clock }: TwoPlacesOptions) {
  const timers = new Set<() => void>()

  const look = async (peer: PeerId) => {
    const open = connections(peer).filter(({ status }) => status === 'open')
    if (new Set(open.map(addressOf)).size < 2) return
    const answers = await Promise.all(open.map(isAnswered))
    const addresses = [...new Set(open.filter((_, index) => answers[index]).map(addressOf))]
    if (addresses.length > 1) onTwoPlaces(peer.toString(), addresses.sort())
  }

  return {
    opened(connection: Connection): void {
      const cancel = clock.after(limits.twoPlacesMs, () => {
        timers.delete(cancel)
        void look(connection.remotePeer)
      })
      timers.add(cancel)
    },
    close(): void {
      for (const cancel of timers) cancel()
    },
  }
}

/** Whether the other end still speaks; a connection whose end does not is closed. */
async function isAnswered(connection: Connection): Promise<boolean> {
  try {
    const stream = await connection.newStream(protocols.sync, { signal: AbortSignal.timeout(limits.probeMs) })
    stream.abort(new Error('only asked whether anybody is there'))
    return true
  } catch (error) {
    connection.abort(error instanceof Error ? error : new Error(String(error)))
    return false
  }
}
