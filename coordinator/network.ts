// The coordinator's libp2p node, and the one with which a command line on another machine dials it. Members may use the protocols of
// members, operators that root names the command line; strangers only join and submit, a few at a time and briefly.
// The coordinator dials nobody but members that are connected to it.

import type { Connection, Libp2p, Stream } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import type { Clock } from '../core/clock.ts'
import { CodedError } from '../core/errors.ts'
import type { FrameLimits } from '../core/frames.ts'
import { FrameStream } from '../core/frames.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import { listenFailure } from '../core/system-failure.ts'
import { surplusOf, transportOptions } from '../core/transport.ts'
import { addressOf, Strangers } from './strangers.ts'
import { watchPlaces } from './two-places.ts'

/** `address`: the IP address that the other end comes from. */
export type Handler = (frames: FrameStream, node: string, signal: AbortSignal, address: string) => Promise<void>

export type Audience = 'members' | 'operators' | 'anyone'

export interface CoordinatorNetwork {
  node: string
  addresses(): string[]
  /** Streams of others than these are aborted unheard. */
  handle(protocol: string, who: Audience, frameLimits: FrameLimits, handler: Handler): Promise<void>
  /** Connected members. */
  connected(): string[]
  /** IP address that a connected node comes from. */
  remoteAddress(node: string): string | undefined
  /** Cuts the connections of who was a member or an operator and is neither any more. */
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
  isOperator: (node: string) => boolean
  /** A member has two connections from two addresses, and at both ends somebody answers. */
  onTwoPlaces?: (node: string, addresses: string[]) => void
  clock: Clock
  log: Log
}

/** What a stranger may send: a join request. */
export const strangerFrames: FrameLimits = { maxFrameBytes: limits.joinRequestBytes, maxBufferedFrames: 1 }

export async function createNetwork({
  secretKey,
  listen,
  isMember,
  isOperator,
  onTwoPlaces = () => undefined,
  clock,
  log,
}: NetworkSettings): Promise<CoordinatorNetwork> {
  const strangers = new Strangers(clock)
  const isKnown = (node: string) => isMember(node) || isOperator(node)
  const isFor = { members: isMember, operators: isOperator, anyone: () => true }
  const libp2p = await createLibp2p({
    ...transportOptions({
      secretKey,
      listen,
      admit: (node, connection) => isKnown(node) || strangers.admit(connection),
    }),
  }).catch(cause => {
    throw listenFailure(cause, { where: listen.join(', '), setting: 'listen in coordinator.yaml' })
  })
  const isAllowed = (connection: Connection) =>
    isKnown(connection.remotePeer.toString()) || strangers.has(connection.remoteAddr)

  const watch = watchPlaces({ connections: peer => libp2p.getConnections(peer), onTwoPlaces, clock })
  libp2p.addEventListener('connection:open', ({ detail: connection }) => {
    for (const old of surplusOf(libp2p.getConnections(connection.remotePeer))) old.abort(new Error('too many'))
    if (!isAllowed(connection))
      connection.abort(new Error('no longer known')) // it was a moment ago, at the gate
    else if (isMember(connection.remotePeer.toString())) watch.opened(connection)
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
          if (!isFor[who](connection.remotePeer.toString())) return stream.abort(new Error(`not for ${who} alone`))
          return serve(stream, connection, frameLimits, handler)
        },
        options,
      )
    },
    connected: () => libp2p.getPeers().map(String).filter(isMember),
    remoteAddress(node) {
      const newest = libp2p.getConnections(peerIdFromString(node)).at(-1)
      return newest && addressOf(newest)
    },
    recheck() {
      for (const connection of libp2p.getConnections()) {
        if (isAllowed(connection)) continue
        log.info({ node: connection.remotePeer.toString() }, 'connection cut: no longer a member or operator')
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
      watch.close()
      await libp2p.stop()
    },
  }
}

/** A connection of a command line to a coordinator. */
export interface CoordinatorConnection {
  /** Our own peer id. */
  node: string
  openFrames(protocol: string, frameLimits: FrameLimits, signal: AbortSignal): Promise<FrameStream>
  close(): Promise<void>
}

/** Where a coordinator is and which one it is. Throws `bad-argument`: an address without a peer id names nobody. */
export function parseCoordinatorAddress(text: string): Multiaddr {
  const expected =
    "--coordinator: expected a multiaddr that ends in the coordinator's peer id, such as /ip4/192.0.2.7/tcp/7433/p2p/12D3KooW…"
  try {
    const address = multiaddr(text)
    const parts = address.getComponents()
    const last = parts.at(-1)
    if (parts.length > 1 && last?.name === 'p2p' && parts.filter(({ name }) => name === 'p2p').length === 1) {
      peerIdFromString(last.value ?? '')
      return address
    }
  } catch (cause) {
    throw new CodedError('bad-argument', `${expected}; found ${JSON.stringify(text)}`, { cause })
  }
  throw new CodedError('bad-argument', `${expected}; found ${JSON.stringify(text)}`)
}

/** Throws `bad-argument`, `not-reachable`, or `wrong-coordinator` when another node answers at the address. */
export async function dialCoordinator({
  secretKey,
  address,
}: {
  secretKey: Uint8Array
  address: string
}): Promise<CoordinatorConnection> {
  const target = parseCoordinatorAddress(address)
  const libp2p = await createLibp2p(transportOptions({ secretKey, listen: [], admit: () => false }))
  try {
    const connection = await dialPatiently(libp2p, target)
    return {
      node: libp2p.peerId.toString(),
      openFrames: async (protocol, frameLimits, signal) =>
        new FrameStream(await connection.newStream(protocol, { signal }), frameLimits),
      close: async () => {
        await libp2p.stop()
      },
    }
  } catch (error) {
    await libp2p.stop()
    throw explainDial(error, address)
  }
}

/** A coordinator under load, or full of strangers, hangs up on some. */
async function dialPatiently(libp2p: Libp2p, target: Multiaddr): Promise<Connection> {
  for (let tries = 1; ; tries++) {
    try {
      return await libp2p.dial(target, { signal: AbortSignal.timeout(limits.dialMs) })
    } catch (error) {
      if (tries >= limits.operatorDials || isAnother(error)) throw error
    }
  }
}

/** The library gives it no code of its own. */
function isAnother(error: unknown): boolean {
  return causesOf(error).some(({ message }) => message.includes('does not match expected remote identity'))
}

function explainDial(cause: unknown, address: string): CodedError {
  if (isAnother(cause)) {
    const message = `${address}: expected the coordinator of this peer id, another node answers there: check the address`
    return new CodedError('wrong-coordinator', message, { cause })
  }
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new CodedError('not-reachable', `cannot reach the coordinator at ${address}: ${reason}`, { cause })
}

/** An error, or those of the addresses that were tried. */
function causesOf(error: unknown): Error[] {
  if (error instanceof AggregateError) return error.errors.flatMap(causesOf)
  return error instanceof Error ? [error] : []
}
