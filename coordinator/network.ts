// The coordinator's libp2p node. Members may use every protocol; strangers only join, a few at a time and briefly.
// It dials nobody but members that are connected to it.

import type { Connection, Stream } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { createLibp2p } from 'libp2p'
import type { Clock } from '../core/clock.ts'
import type { FrameLimits } from '../core/frames.ts'
import { FrameStream } from '../core/frames.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import { surplusOf, transportOptions } from '../core/transport.ts'
import { addressOf, Strangers } from './strangers.ts'

/** `address`: the IP address that the other end comes from. */
export type Handler = (frames: FrameStream, node: string, signal: AbortSignal, address: string) => Promise<void>

export interface CoordinatorNetwork {
  node: string
  addresses(): string[]
  /** `members`: strangers' streams are aborted unheard. */
  handle(protocol: string, who: 'members' | 'anyone', frameLimits: FrameLimits, handler: Handler): Promise<void>
  /** Connected members. */
  connected(): string[]
  /** Cuts the connections of who was a member and is none any more. */
  recheck(): void
  /** Cuts the connections of one node; it may connect again. */
  cut(node: string): void
  openFrames(node: string, protocol: string, frameLimits: FrameLimits, signal: AbortSignal): Promise<FrameStream>
  close(): Promise<void>
}

export interface NetworkSettings {
  secretKey: Uint8Array
  listen: string[]
  isMember: (node: string) => boolean
  clock: Clock
  log: Log
}

/** What a stranger may send: a join request. */
export const strangerFrames: FrameLimits = { maxFrameBytes: limits.joinRequestBytes, maxBufferedFrames: 1 }

export async function createNetwork({
  secretKey,
  listen,
  isMember,
  clock,
  log,
}: NetworkSettings): Promise<CoordinatorNetwork> {
  const strangers = new Strangers(clock)
  const libp2p = await createLibp2p({
    ...transportOptions({
      secretKey,
      listen,
      admit: (node, connection) => isMember(node) || strangers.admit(connection),
    }),
  })
  const isAllowed = (connection: Connection) =>
    isMember(connection.remotePeer.toString()) || strangers.has(connection.remoteAddr)

  libp2p.addEventListener('connection:open', ({ detail: connection }) => {
    for (const old of surplusOf(libp2p.getConnections(connection.remotePeer))) old.abort(new Error('too many'))
    if (!isAllowed(connection)) connection.abort(new Error('no longer a member')) // it was one a moment ago, at the gate
  })

  const serve = async (stream: Stream, connection: Connection, frameLimits: FrameLimits, handler: Handler) => {
    const node = connection.remotePeer.toString()
    try {
      const frames = new FrameStream(stream, frameLimits)
      await handler(frames, node, AbortSignal.timeout(limits.exchangeMs), addressOf(connection))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      log.debug({ node, protocol: stream.protocol, reason }, 'exchange failed')
      stream.abort(error instanceof Error ? error : new Error(reason))
    }
  }

  return {
    node: libp2p.peerId.toString(),
    addresses: () => libp2p.getMultiaddrs().map(address => address.toString().replace(/\/p2p\/.*$/, '')),
    async handle(protocol, who, frameLimits, handler) {
      const options = { maxInboundStreams: limits.streamsPerProtocol }
      await libp2p.handle(
        protocol,
        (stream, connection) => {
          if (who === 'members' && !isMember(connection.remotePeer.toString()))
            return stream.abort(new Error('not a member'))
          return serve(stream, connection, frameLimits, handler)
        },
        options,
      )
    },
    connected: () => libp2p.getPeers().map(String).filter(isMember),
    recheck() {
      for (const connection of libp2p.getConnections()) {
        if (isAllowed(connection)) continue
        log.info({ node: connection.remotePeer.toString() }, 'connection cut: no longer a member')
        connection.abort(new Error('no longer a member'))
      }
    },
    cut(node) {
      for (const connection of libp2p.getConnections(peerIdFromString(node))) connection.abort(new Error('moved'))
    },
    async openFrames(node, protocol, frameLimits, signal) {
      const connection = libp2p.getConnections(peerIdFromString(node))[0]
      if (!connection) throw new Error(`${node} is not connected`)
      return new FrameStream(await connection.newStream(protocol, { signal }), frameLimits)
    },
    close: async () => {
      await libp2p.stop()
    },
  }
}
