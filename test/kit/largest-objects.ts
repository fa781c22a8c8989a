// The largest heartbeat, roster and recall that the limits allow at one site, and how long one turn of the event loop is while a node takes them.

import assert from 'node:assert/strict'
import type { Trust } from '../../agent/trust/trust.ts'
import { systemClock } from '../../core/clock.ts'
import { sha256 } from '../../core/digest.ts'
import { encodeHead, type Head } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import { recallTypes } from '../../core/recall.ts'
import { encode } from '../../proto/codec.ts'
import type { Fleet, Made } from './fleet.ts'
import { type LoopWatch, watchLoop } from './loop-watch.ts'
import { openTrustFolder } from './trust-folder.ts'

export interface LargestObjects {
  heartbeat: Made
  roster: Made
  recall: Made
  /** Those that the heartbeat names. */
  heads: Head[]
}

export type LargestTurn = { object: string; bytes: number } & LoopWatch

/** For each object the best of `rounds`, each by a node of its own: the worst contain what else the processor did. */
export async function measureLargest(fleet: Fleet, { rounds = 3 } = {}): Promise<LargestTurn[]> {
  const largest = await largestObjects(fleet, 'office')
  const best = new Map<string, LargestTurn>()
  for (let round = 0; round < rounds; round++)
    for (const turn of await measureRound(fleet, largest))
      if (turn.longestCpuMs < (best.get(turn.object)?.longestCpuMs ?? Number.POSITIVE_INFINITY))
        best.set(turn.object, turn)
  return [...best.values()]
}

async function measureRound(
  fleet: Fleet,
  { heartbeat, roster, recall, heads }: LargestObjects,
): Promise<LargestTurn[]> {
  const folder = await openTrustFolder(fleet, { clock: systemClock })
  const { trust } = folder
  const claims = encode('SyncHeads', { heads: heads.map(encodeHead) }).length
  try {
    return [
      { object: 'heartbeat', bytes: heartbeat.bytes.length, ...(await watchLoop(() => take(trust, heartbeat))) },
      { object: 'roster', bytes: roster.bytes.length, ...(await watchLoop(() => take(trust, roster))) },
      { object: 'recall', bytes: recall.bytes.length, ...(await watchLoop(() => take(trust, recall))) },
      { object: 'list of heads', bytes: claims, ...(await watchLoop(() => trust.wants(heads, 'neighbour'))) },
    ]
  } finally {
    await folder.close()
  }
}

async function take(trust: Trust, { head, bytes }: Made): Promise<void> {
  const { accepted } = await trust.offer([bytes], 'neighbour')
  assert.equal(accepted.length, 1, `the ${head.kind} is accepted`)
}

export async function largestObjects(fleet: Fleet, site: string): Promise<LargestObjects> {
  const roster = await fleet.roster(site, { members: manyMembers(fleet, site) })
  const heads = manyHeads(limits.heads)
  const recall = await fleet.recall(manyRecalls())
  return { roster, recall, heads, heartbeat: await fleet.heartbeat(site, [roster.head, ...heads.slice(1)]) }
}

/** Of approvals, manifests and piece lists: a name of either kind is as long as real ones are. */
function manyHeads(count: number): Head[] {
  return Array.from({ length: count }, (_, index) => {
    const digest = sha256(Buffer.from(`head ${index}`))
    const kind = (['approval', 'manifest', 'piece-list'] as const)[index % 3]!
    const name = kind === 'piece-list' ? digest : `source-${index}-1.2.3-4`
    return { kind, name, epoch: 0, version: 1_700_000_000_000 + index, digest }
  })
}

function manyRecalls() {
  return Array.from({ length: limits.recalls }, (_, index) => ({
    type: recallTypes[index % 4]!,
    subject: sha256(Buffer.from(`recalled ${index}`)),
    recalledAt: 1_700_000_000,
    expiresAt: 0,
  }))
}

function manyMembers(fleet: Fleet, site: string) {
  const own = (fleet.nodes[site] ?? []).map(({ node }) => node)
  return Array.from({ length: limits.members }, (_, index) => ({
    node: own[index] ?? `12D3KooWQ${sha256(Buffer.from(String(index))).slice(0, 43)}`,
    class: 'wired' as const,
    groups: ['desks', `floor-${index % 7}`],
    hostName: `office-${index}`,
    sinceVersion: 1,
  }))
}
