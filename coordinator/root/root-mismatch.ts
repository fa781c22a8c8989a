// Whether the root describes the coordinator that serves it: nodes talk only to the peer ids it names, and seal their inventories to
// the box key it gives. Neither keeps a coordinator from starting: under such a root it may still hand out the chain to the next one.

import type { Root } from '../../core/root.ts'

/** What this coordinator is by the node key in its home. */
export interface OwnIdentity {
  node: string
  boxKey: Uint8Array
}

/** In sentences, with what to do; empty when the root fits. */
export function rootMismatch({ header: { version }, coordinators }: Root, { node, boxKey }: OwnIdentity): string[] {
  const named = coordinators.find(({ peerId }) => peerId === node)
  const own = Buffer.from(boxKey)
  const toDo = `publish a root made with "patchmesh root propose --set-coordinator ${node}=ADDRESS --box-key ${node}=${own.toString('hex')}"`
  if (!named)
    return [
      `root version ${version} does not name this coordinator (${node}): nodes will not talk to it. If the node key in its home was replaced, put the old one back; else ${toDo}`,
    ]
  if (own.equals(named.boxKey)) return []
  return [
    `root version ${version} gives this coordinator (${node}) a box key that is not its own: it cannot read the inventories that nodes seal to it. To mend it, ${toDo}`,
  ]
}
