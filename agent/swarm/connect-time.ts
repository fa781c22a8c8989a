// How long a source's kernel needs to answer: opens a connection and closes it. Unlike an answer's delay that holds no work of the source's
// program, so it tells a busy line from a busy source.

import { connect } from 'node:net'
import type { Clock } from '../../core/clock.ts'
import { limits } from '../../core/limits.ts'

/** Where a connection leads, as the kernel says. */
export interface Remote {
  address: string
  port: number
  /** The delay is that of a proxy and of what is behind it. */
  isProxy: boolean
}

/** Milliseconds; infinity: it did not connect. */
export async function connectMs({ address, port }: Remote, clock: Clock): Promise<number> {
  const startedAt = clock.monotonic()
  const socket = connect({ host: address, port, timeout: limits.sourceConnectMs })
  try {
    return await new Promise<number>(resolve => {
      socket.once('connect', () => resolve(clock.monotonic() - startedAt))
      for (const event of ['error', 'timeout'] as const) socket.once(event, () => resolve(Number.POSITIVE_INFINITY))
    })
  } finally {
    socket.destroy()
  }
}
