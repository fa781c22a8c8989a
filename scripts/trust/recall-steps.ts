// Recall, by two admins of three: of an admin key, whose signature then counts no more, and of a machine, which its neighbours cut off.

import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Fleet } from '../fleet/fleet.ts'
import { type Order, writePatch } from './order-steps.ts'
import type { People } from './people.ts'

interface Deps {
  people: People
  fleet: Fleet
  say: (text: string) => void
}

/** Whether a signature of admin3 counted before its key was recalled, and after. */
export async function recallAdminKey({
  people,
  fleet,
  feed,
  say,
}: Deps & { feed: string }): Promise<{ beforeCounts: boolean; afterCounts: boolean }> {
  for (const patch of ['issue-1', 'hosts-1']) await writePatch(feed, patch, `${patch}\n`)
  await fleet.command('feed', 'sync', 'house')
  const before = await approve(people, 'issue-1')
  const { keyId } = await people.run<{ keyId: string }>('key', 'show', people.key('admin3'))
  const recall = await people.asAdmin<Order>('admin1', 'recall', 'key', keyId, '--reason', 'laptop lost', '--yes')
  await people.asAdmin('admin2', 'proposal', 'sign', recall.proposal!, '--yes')
  const after = await approve(people, 'hosts-1')
  say(`admin key ${keyId} recalled by admin1 and admin2: its signature counted before (${before}) and after (${after})`)
  return { beforeCounts: before, afterCounts: after }
}

/** admin1 proposes, admin3 signs: whether the patch is approved then. */
async function approve(people: People, patch: string): Promise<boolean> {
  const [approval] = await people.asAdmin<Order[]>('admin1', 'patch', 'approve', patch)
  try {
    return (await people.asAdmin<Order>('admin3', 'proposal', 'sign', approval!.proposal!, '--yes')).published
  } catch (error) {
    if (/recalled|not an admin key|admin key/.test((error as Error).message)) return false
    throw error
  }
}

export interface RecallResult {
  /** From the last admin's command ending to the last neighbour's connection closed, in ms; asked every 20 ms. */
  cutMs: number
  /** Machines that were connected to it. */
  neighbours: number
  ok: boolean
}

interface PeersView {
  node: string
  connected: boolean
}

const limitMs = 30_000

/** The last machine is stolen. */
export async function cutOffMember({ people, fleet, say }: Deps): Promise<RecallResult> {
  const stolen = fleet.agents.at(-1)!
  const others = fleet.agents.slice(0, -1)
  const { node } = await stolen.ask<{ node: string }>('status')
  const isConnected = async (agent: (typeof others)[number]) =>
    (await agent.ask<PeersView[]>('peers')).some(peer => peer.node === node && peer.connected)
  const neighbours = (await Promise.all(others.map(isConnected))).filter(Boolean).length
  const recall = await people.asAdmin<Order>('admin1', 'recall', 'member', node, '--reason', 'stolen', '--yes')
  const signed = people.asAdmin('admin2', 'proposal', 'sign', recall.proposal!, '--yes')
  let endedAt = Number.POSITIVE_INFINITY
  const command = signed.then(() => {
    endedAt = performance.now()
  })
  const end = performance.now() + limitMs
  while ((await Promise.all(others.map(isConnected))).some(Boolean) && performance.now() < end) await pause(20)
  const cutAt = performance.now()
  await command
  const cutMs = Math.max(0, cutAt - endedAt)
  const ok = cutMs <= 2000 && neighbours > 0
  say(`machine ${stolen.name} recalled: all ${neighbours} neighbours cut it off within ${cutMs.toFixed(0)} ms`)
  const gone = once(stolen.process, 'exit')
  stolen.process.kill('SIGTERM')
  await gone
  fleet.agents.pop()
  return { cutMs, neighbours, ok }
}
