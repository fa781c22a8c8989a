// A libp2p node that keeps to no limit of ours and dials from a loopback address of its choice: what a host on the LAN can be.

import type { Connection } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import type { ExecutionContext } from 'ava'
import { createLibp2p } from 'libp2p'
import type { KeyPair } from '../../core/ed25519.ts'
import { transportOptions } from '../../core/transport.ts'

export interface Stranger {
  /** A new connection, also when there is one already. */
  connect(node: string, address: string): Promise<Connection>
  /** Resolves when the connection has closed, from whichever side. */
  closed(connection: Connection): Promise<void>
  /** Answers on no protocol any more. */
  forgetProtocols(): Promise<void>
}

export async function openStranger(
  t: ExecutionContext,
  { secretKey }: KeyPair,
  { from = '127.0.0.1', serves }: { from?: string; serves?: string } = {},
): Promise<Stranger> {
  const libp2p = await createLibp2p({
    ...transportOptions({ secretKey, listen: [], admit: () => false }),
    transports: [tcp({ dialOpts: { localAddress: from } as never })],
  })
  t.teardown(async () => {
    await libp2p.stop()
  })
  if (serves) await libp2p.handle(serves, () => undefined)
  return {
    forgetProtocols: async () => {
      if (serves) await libp2p.unhandle(serves)
    },
    connect: (node, address) =>
      libp2p.dial(multiaddr(`${address}/p2p/${node}`), { signal: AbortSignal.timeout(20_000), force: true }),
    closed: connection =>
      connection.status === 'open'
        ? new Promise(resolve => connection.addEventListener('close', () => resolve(), { once: true }))
        : Promise.resolve(),
  }
}
