// What this node tells one other in an exchange: its objects, and as many addresses as that one has use for.

import { limits } from '../../core/limits.ts'
import type { SyncSource } from '../../core/sync-exchange.ts'
import type { SyncOptions } from './sync.ts'

export function sourceFor(
  node: string,
  { trust, neighbours, network, link, ranked, wantsWord }: SyncOptions,
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
