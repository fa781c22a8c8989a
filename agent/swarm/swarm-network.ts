// What the swarm uses of the agent's network: connected members and streams to them.

import type { Stream } from '@libp2p/interface'
import type { Digest } from '../../core/digest.ts'

export interface SwarmNetwork {
  connectedMembers(): string[]
  /** Each returns what takes the listener back. */
  onConnect(listener: (node: string) => void): () => void
  onDisconnect(listener: (node: string) => void): () => void
  openStream(node: string, protocol: string, signal: AbortSignal): Promise<Stream>
  handle(
    protocol: string,
    handler: (stream: Stream, node: string) => void,
    options: { maxInboundStreams: number },
  ): Promise<void>
}

/** Who speaks, for the hello of each stream. */
export interface Membership {
  fleet: Digest
  site: string
}

/** Files move only within one site. */
export function isSameSite(mine: Membership, theirs: { site: string }): boolean {
  return theirs.site === mine.site
}
