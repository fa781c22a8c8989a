// Trusted state when both of its slots are gone. The root chain is taken from level's copy or the pin, verified from the fleet's id; what
// level holds counts provisionally. Nothing is installed and nothing new is taken before the coordinator has confirmed, with this node's
// nonce, which heartbeat is current: neighbours alone could keep a node at any yesterday that is still valid.

import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { headKey } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import type { Table } from '../../core/table.ts'
import { type TrustAnchor, verifyRoot } from '../../core/verify.ts'
import { rootKey, rootPrefix } from './at-rest.ts'
import { currencyOf, knowledgeOf } from './freshness.ts'
import { headOf, isStanding } from './held.ts'
import type { Trusted } from './take.ts'
import type { TrustedState } from './trusted-state.ts'

export interface LostState {
  folder: string
  fleet: Digest
  table: Pick<Table<Uint8Array>, 'entries'>
  /** As they were when the node joined. */
  pinnedRoots?: readonly Uint8Array[]
}

/** Throws `wrong-state` when no copy of the fleet's first root is whole. */
export async function stateAfterLoss({ folder, fleet, table, pinnedRoots = [] }: LostState): Promise<TrustedState> {
  const chains = [soundChain(await storedRoots(table), fleet), soundChain(pinnedRoots, fleet)]
  const roots = chains.sort((a, b) => b.length - a.length)[0]!
  if (roots.length > 0) return { roots, heads: new Map(), clockFloor: 0, unconfirmed: true }
  throw new CodedError(
    'wrong-state',
    `${folder} holds no trusted state and no root of its fleet: remove pin.json and its copy, and join again`,
  )
}

async function storedRoots(table: Pick<Table<Uint8Array>, 'entries'>): Promise<Uint8Array[]> {
  const roots: Uint8Array[] = []
  for await (const [key, bytes] of table.entries(rootPrefix)) {
    if (key !== rootKey(roots.length + 1)) break
    roots.push(Uint8Array.from(bytes))
  }
  return roots
}

/** The chain as far as it verifies. */
function soundChain(roots: readonly Uint8Array[], fleet: Digest): Uint8Array[] {
  const sound: Uint8Array[] = []
  let anchor: TrustAnchor | undefined
  for (const bytes of roots.slice(0, limits.roots)) {
    try {
      const root = verifyRoot(bytes, anchor)
      if (!anchor && root.digest !== fleet) break
      anchor = { fleet, root: root.body }
      sound.push(bytes)
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      break
    }
  }
  return sound
}

/**
 * The heartbeat held is the one that the coordinator named. What came before and is not current by it goes, with its version: that was
 * as provisional. `now` in ms, not before the floor.
 */
export function confirm(trusted: Trusted, now: number): void {
  trusted.isUnconfirmed = false
  const knowledge = knowledgeOf(trusted, now)
  for (const signed of [...trusted.held.all()]) {
    const head = headOf(signed)
    if (isStanding(signed.kind) || currencyOf({ head, object: signed }, knowledge) !== 'not-current') continue
    trusted.held.drop(signed)
    if (!knowledge.named?.has(headKey(head))) trusted.heads.delete(headKey(head))
  }
}
