// The one set of libp2p options both programs use: TCP + Noise + yamux and the limits that survive a hostile LAN.
// It creates nothing; each program's network.ts calls createLibp2p with it.

import { noise } from '@chainsafe/libp2p-noise'
import { privateKeyFromRaw } from '@libp2p/crypto/keys'
import type { Connection, MultiaddrConnection } from '@libp2p/interface'
import { type TCPComponents, tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import type { Libp2pOptions } from 'libp2p'
import { type Clock, systemClock } from './clock.ts'
import { gated } from './inbound-gate.ts'
import { limits } from './limits.ts'
import { noiseCrypto } from './noise-crypto.ts'
import { plainDecoding } from './sealed-frames.ts'
import { endingInSilence } from './silent-connections.ts'
import { wholeWrites } from './whole-writes.ts'
import { sparingUpdates } from './window-updates.ts'

export interface TransportSettings {
  /** The node's 64-byte Ed25519 secret key. */
  secretKey: Uint8Array
  /** Multiaddrs. */
  listen: string[]
  /** Whether a node whose key Noise has proven may go on to a muxer. */
  admit: (node: string, connection: MultiaddrConnection) => boolean
  /** Of the looks for silent connections. */
  clock?: Clock | undefined
}

/** Which of a node's connections to cut, oldest first: each has buffers of its own, and no honest node needs many. */
export function surplusOf(connections: readonly Connection[]): Connection[] {
  const byAge = connections.toReversed().sort((a, b) => (b.timeline.open ?? 0) - (a.timeline.open ?? 0))
  return byAge.slice(limits.connectionsPerNode)
}

export function transportOptions({ secretKey, listen, admit, clock = systemClock }: TransportSettings) {
  return {
    privateKey: privateKeyFromRaw(secretKey),
    addresses: { listen },
    transports: [
      (components: TCPComponents) =>
        gated(tcp({ maxConnections: limits.connections, backlog: 256 })(components), () => systemClock.monotonic()),
    ],
    connectionEncrypters: [plainDecoding(wholeWrites(noise({ crypto: noiseCrypto })))],
    streamMuxers: [
      endingInSilence(
        sparingUpdates(
          yamux({
            enableKeepAlive: false,
            streamOptions: {
              initialStreamWindowSize: limits.streamWindowBytes,
              maxStreamWindowSize: limits.streamWindowBytes,
            },
            maxInboundStreams: limits.inboundStreams,
            maxOutboundStreams: limits.inboundStreams,
          }),
        ),
        clock,
      ),
    ],
    connectionGater: {
      denyDialMultiaddr: () => false, // private addresses are where our peers live
      denyInboundEncryptedConnection: (peer: { toString(): string }, connection: MultiaddrConnection) =>
        !admit(peer.toString(), connection),
    },
    connectionManager: {
      maxConnections: limits.connections,
      maxIncomingPendingConnections: limits.pendingConnections,
      inboundConnectionThreshold: limits.connectionsPerHostPerSecond,
      inboundUpgradeTimeout: limits.upgradeMs,
      maxParallelDials: limits.parallelDials,
      dialTimeout: limits.dialMs,
      addressDialTimeout: limits.addressDialMs,
      reconnectRetries: 0, // retries are ours
    },
    connectionMonitor: { enabled: false }, // it opens a stream each time; silent-connections.ts asks in one frame
  } satisfies Libp2pOptions
}
