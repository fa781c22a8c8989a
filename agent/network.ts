// The agent's libp2p node: members of its roster and the coordinators that root names, nobody else, before a muxer exists.
// No identify, no discovery, no dialling of its own: addresses come from the neighbours' address book.

import type { Connection, Stream } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import type { Clock } from '../core/clock.ts'
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import { protocols } from '../core/protocols.ts'
import { listenFailure } from '../core/system-failure.ts'
import { surplusOf, transportOptions } from '../core/transport.ts'

export interface NetworkOptions {
  /** The node's 64-byte Ed25519 secret key. */
  secretKey: Uint8Array
  /** Multiaddrs; empty: only dials. */
  listen: string[]
  /** Who may be connected: members of the roster and coordinators. Asked again at `recheck()`. */
  admits: (node: string) => boolean
  /** Which of these are members; the others are coordinators. */
  isMember: (node: string) => boolean
  /** Which of the addresses we listen on others are told; default: all. */
  announce?: (addresses: readonly string[]) => string[]
  /** Of the looks for silent connections; default: the system's. */
  clock?: Clock
  log: Log
}

export interface Network {
  readonly node: string
  connectedMembers(): string[]
  /** Members only; once a node, however many connections there are to it. Returns what takes the listener back. */
  onConnect(listener: (node: string) => void): () => void
  onDisconnect(listener: (node: string) => void): () => void
  /** Throws `not-reachable` when there is no connection. */
  openStream(node: string, protocol: string, signal: AbortSignal): Promise<Stream>
  /** Streams of nodes that are no longer admitted are aborted unheard. */
  handle(
    protocol: string,
    handler: (stream: Stream, node: string) => void,
    options: { maxInboundStreams: number },
  ): Promise<void>
  /** IP address of the other end. */
  remoteAddress(node: string): string | undefined
  /** Multiaddrs that others are told to dial, without peer id. */
  addresses(): string[]
  /** Every multiaddr we listen on. */
  ownAddresses(): string[]
  isConnected(node: string): boolean
  /** Connects, or keeps what is connected. Throws `not-reachable`. */
  dial(node: string, addresses: readonly string[], signal: AbortSignal): Promise<void>
  disconnect(node: string): Promise<void>
  /** Any admitted node, coordinators too. */
  onAnyConnect(listener: (node: string) => void): () => void
  onAnyDisconnect(listener: (node: string) => void): () => void
  /** Whether somebody answers on the other end; a connection on which nobody does is cut. */
  check(node: string, signal: AbortSignal): Promise<void>
  /** Cuts the connections of nodes that are no longer admitted. */
  recheck(): void
  /** Cuts all of them: an address of ours is gone, and nobody says which connections went by it. */
  cutAll(): void
  close(): Promise<void>
}

/** Throws `io-failed` when none of the addresses can be listened on. */
export async function openNetwork({
  secretKey,
  listen,
  admits,
  isMember,
  announce = addresses => [...addresses],
  clock,
  log,
}: NetworkOptions): Promise<Network> {
  const libp2p = await createLibp2p(transportOptions({ secretKey, listen, admit: admits, clock })).catch(cause => {
    throw listenFailure(cause, { where: listen.join(', '), setting: 'listen in agent.yaml' })
  })
  const connects = new Set<(node: string) => void>()
  const disconnects = new Set<(node: string) => void>()
  libp2p.addEventListener('peer:connect', ({ detail }) => tell(connects, detail.toString()))
  libp2p.addEventListener('peer:disconnect', ({ detail }) => tell(disconnects, detail.toString()))

  libp2p.addEventListener('connection:open', ({ detail: connection }) => {
    const node = connection.remotePeer.toString()
    if (!admits(node)) return connection.abort(new Error('not a member')) // recalled while it was being dialled
    for (const old of surplusOf(libp2p.getConnections(connection.remotePeer))) old.abort(new Error('too many'))
    // A node that comes from another address may have lost the one before: what went by it would wait until the silence is noticed.
    for (const old of libp2p.getConnections(connection.remotePeer))
      if (old !== connection && old.status === 'open' && addressOf(old) !== addressOf(connection))
        void check(old, AbortSignal.timeout(limits.neighbourAnswerMs))
    if (connection.direction !== 'inbound' || !isMember(node) || connectedMembers().length <= limits.neighbours) return
    connection.abort(new Error('neighbours enough')) // the dialler takes the short connection as a refusal and tries another
  })

  /** By the ids that connections keep: libp2p's own sets of peers parse each id anew. */
  const connectedMembers = () =>
    [...new Set(libp2p.getConnections().map(({ remotePeer }) => remotePeer.toString()))].filter(isMember)

  /** The newest: an older one may lead to an address that its node has no more. */
  const openConnection = (node: string): Connection | undefined =>
    libp2p
      .getConnections()
      .filter(({ remotePeer, status }) => status === 'open' && remotePeer.toString() === node)
      .sort((a, b) => (b.timeline.open ?? 0) - (a.timeline.open ?? 0))[0]

  const check = async (connection: Connection, signal: AbortSignal) => {
    try {
      const stream = await connection.newStream(protocols.sync, { signal })
      stream.abort(new Error('only asked whether anybody is there'))
    } catch (error) {
      log.info({ node: connection.remotePeer.toString() }, 'connection cut: nobody answers')
      connection.abort(error instanceof Error ? error : new Error(String(error)))
    }
  }

  const ownAddresses = () => libp2p.getMultiaddrs().map(address => address.toString().replace(/\/p2p\/.*$/, ''))

  return {
    node: libp2p.peerId.toString(),
    addresses: () => announce(ownAddresses()),
    ownAddresses,
    connectedMembers,
    isConnected: node => openConnection(node) !== undefined,
    onConnect: listener => add(connects, node => isMember(node) && listener(node)),
    onDisconnect: listener => add(disconnects, node => isMember(node) && listener(node)),
    onAnyConnect: listener => add(connects, listener),
    onAnyDisconnect: listener => add(disconnects, listener),

    async openStream(node, protocol, signal) {
      const connection = openConnection(node)
      if (!connection) throw new CodedError('not-reachable', `${node} is not connected`)
      return await connection.newStream(protocol, { signal, maxOutboundStreams: limits.inboundStreams })
    },

    async handle(protocol, handler, { maxInboundStreams }) {
      const open = new OpenStreams(maxInboundStreams)
      const listener = (stream: Stream, connection: Connection) => {
        const node = connection.remotePeer.toString()
        if (!admits(node)) return stream.abort(new Error('not a member'))
        open.add(node, stream)
        handler(stream, node)
      }
      await libp2p.handle(protocol, listener, { maxInboundStreams })
    },

    remoteAddress: node => addressOf(openConnection(node)),

    async dial(node, addresses, signal) {
      if (openConnection(node)) return
      const targets = addresses.slice(0, limits.addresses).flatMap(address => targetOf(address, node))
      try {
        if (targets.length === 0) throw new Error('no address is known')
        await libp2p.dial(targets, { signal })
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause)
        throw new CodedError('not-reachable', `cannot reach ${node}: ${reason}`, { cause })
      }
    },

    async check(node, signal) {
      const connection = openConnection(node)
      if (connection) await check(connection, signal)
    },

    disconnect: node => libp2p.hangUp(peerIdFromString(node)),

    recheck() {
      for (const connection of libp2p.getConnections()) {
        const node = connection.remotePeer.toString()
        if (admits(node)) continue
        log.info({ node }, 'connection cut: no longer admitted')
        connection.abort(new Error('not a member'))
      }
    },

    cutAll() {
      for (const connection of libp2p.getConnections())
        connection.abort(new Error('an address of this machine is gone'))
    },

    async close() {
      await libp2p.stop()
    },
  }
}

/** libp2p counts the streams of one connection; a node may have several, and each stream has a buffer. The newest stay. */
class OpenStreams {
  readonly #ofNode = new Map<string, Set<Stream>>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  add(node: string, stream: Stream): void {
    const streams = this.#ofNode.get(node) ?? new Set()
    this.#ofNode.set(node, streams.add(stream))
    stream.addEventListener('close', () => {
      streams.delete(stream)
      if (streams.size === 0 && this.#ofNode.get(node) === streams) this.#ofNode.delete(node)
    })
    for (const oldest of [...streams].slice(0, -this.#most)) oldest.abort(new Error('too many streams'))
  }
}

/** An address that cannot be read is no reason not to try the others: they may be what somebody else says of the node. */
function targetOf(address: string, node: string): Multiaddr[] {
  try {
    return [multiaddr(`${address}/p2p/${node}`)]
  } catch {
    return [] // not a multiaddr
  }
}

function add(listeners: Set<(node: string) => void>, listener: (node: string) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(listeners: Set<(node: string) => void>, node: string): void {
  for (const listener of listeners) listener(node)
}

function addressOf(connection: Connection | undefined): string | undefined {
  return connection?.remoteAddr.getComponents().find(({ name }) => name === 'ip4' || name === 'ip6')?.value
}
