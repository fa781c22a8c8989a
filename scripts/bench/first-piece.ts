// When agents have their first verified piece, counted from the order: asked often, but of a few agents and for a short time only.

import { setTimeout as pause } from 'node:timers/promises'
import type { Agent } from '../fleet/fleet.ts'

const agentsAsked = 8
const askMs = 40
const limitMs = 4000

/** Milliseconds from `began` by agent, of those that were asked and had one in time. */
export async function watchFirstPiece(
  agents: readonly Agent[],
  artifacts: readonly string[],
  began: number,
): Promise<Map<string, number>> {
  const first = new Map<string, number>()
  const asked = agents.slice(0, agentsAsked)
  while (first.size < asked.length && Date.now() - began < limitMs) {
    await Promise.all(
      asked
        .filter(({ name }) => !first.has(name))
        .map(async agent => {
          const { transfers } = await agent.ask<{ transfers: { artifact: string; haveBytes: number }[] }>('status')
          const has = transfers.some(({ artifact, haveBytes }) => artifacts.includes(artifact) && haveBytes > 0)
          if (has) first.set(agent.name, Date.now() - began)
        }),
    )
    await pause(askMs)
  }
  return first
}
