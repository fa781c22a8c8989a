// What this node tells one other in an exchange: its objects, and as many addresses as that one has use for.

import { limits } from '../../core/limits.ts'
import type { SyncSource } from '../../core/sync-exchange.ts'
import type { CoordinatorLink } from '../coordinator-link.ts'
import type { Neighbours } from '../neighbours.ts'
import type { Network } from '../network.ts'
import type { Trust } from '../trust/trust.ts'

export interface SourceParts {
  trust: Pick<Trust, 'fleet' | 'site' | 'heads' | 'envelope'>
  neighbours: Pick<Neighbours, 'peers'>
  network: Pick<Network, 'connectedMembers'>
  link: Pick<CoordinatorLink, 'isCoordinator'>
  /** Members of the site. */
  ranked: () => readonly string[]
  /** Whether the coordinator's word of who is there is wanted though there are neighbours enough. */
  wantsWord?: () => boolean
}

/** `isKnown`: it told in an earlier exchange what it has. */
export function sourceFor(
  node: string,
  { trust, neighbours, network, link, ranked, wantsWord }: SourceParts,
  { isKnown }: { isKnown: boolean },
): SyncSource {
  const isOutside = link.isCoordinator(node)
  const isWanting = network.connectedMembers().length < Math.min(limits.neighboursWanted, ranked().length - 1)
  const needsPeers = isWanting || (isOutside && (wantsWord?.() ?? false))
  return {
    fleet: trust.fleet,
    site: trust.site,
    heads: () => trust.heads(),
    envelope: digest => trust.envelope(digest),
    // The coordinator takes nobody's word for another's addresses.
    // A neighbour that does not need any, or had ours in an earlier exchange, learns only where we are.
    peers: asked =>
      neighbours.peers(isOutside || asked === false || (asked === undefined && isKnown) ? 1 : limits.syncPeers),
    needsPeers: () => needsPeers,
  }
}
