// What agents that may be killed at any moment say of an order, and which of them does now what makes it worth killing.

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

/** Undefined while the agent does not answer. */
export async function patchesOf(agent: Agent, order: string): Promise<PatchView[] | undefined> {
  try {
    return (await agent.ask<PatchView[]>('patches')).filter(each => each.schedule === order)
  } catch {
    return undefined // it was killed and starts again
  }
}

/** One phrase for each agent. */
export function whatIsOpen(agents: readonly Agent[], order: string): Promise<string[]> {
  return Promise.all(
    agents.map(async agent => {
      const patches = await patchesOf(agent, order)
      if (!patches) return `${agent.name} does not answer`
      const open = patches.filter(({ state }) => state !== 'installed')
      const words = open.map(({ id, state, reason, haveBytes }) => `${id} ${state} ${reason} has ${haveBytes}`)
      return `${agent.name} knows ${patches.length}, open: ${words.join(', ') || 'none'}`
    }),
  )
}
