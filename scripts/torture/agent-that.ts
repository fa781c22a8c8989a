// Which agent does now what makes it worth killing.

import type { PatchView, PeerView } from '../../agent/view.ts'
import type { Agent } from '../fleet/fleet.ts'

/** Its name; undefined when none does so. */
export async function agentThat(
  does: 'lease-holder' | 'installing',
  agents: readonly Agent[],
): Promise<string | undefined> {
  for (const agent of agents) {
    try {
      if (does === 'lease-holder') {
        const holder = (await agent.ask<PeerView[]>('peers')).find(peer => peer.leasedPieces > 0)
        if (holder) return await nameOf(holder.node, agents)
      } else if ((await agent.ask<PatchView[]>('patches')).some(each => each.state === 'installing')) return agent.name
    } catch {
      // it is being started
    }
  }
  return undefined
}

async function nameOf(node: string, agents: readonly Agent[]): Promise<string | undefined> {
  for (const agent of agents) if ((await agent.ask<{ node: string }>('status')).node === node) return agent.name
  return undefined
}
