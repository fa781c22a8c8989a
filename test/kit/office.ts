// An office of agents with their coordinator, all with real connections on loopback in one process, that has its roster and a heartbeat; and
// the wait for what becomes of it.

import type { ExecutionContext } from 'ava'
import type { Fleet } from './fleet.ts'
import { type SiteAgent, startSiteAgent, startSiteCoordinator } from './site-agents.ts'

/** Under a second on a quiet machine; a busy one may lose dials to their limits and waits for the next ones. */
export const officeLimitMs = 90_000

/** The site `office` of the fleet; it ends with the test. */
export async function startOffice(t: ExecutionContext, fleet: Fleet) {
  const coordinator = await startSiteCoordinator(fleet)
  const roster = await fleet.roster('office')
  const heartbeat = await fleet.heartbeat('office', [roster.head])
  await coordinator.publish([roster, heartbeat])
  const agents = await Promise.all(
    fleet.nodes.office!.map(keys => startSiteAgent(fleet, keys, { known: [roster], pinned: coordinator.address })),
  )
  t.teardown(async () => {
    await Promise.all(agents.map(agent => agent.stop()))
    await coordinator.stop()
  })
  return { coordinator, roster, heartbeat, agents }
}

/** Resolves when the condition holds; looked at after each change of any agent's connections or trust. */
export function untilInOffice(
  t: ExecutionContext,
  agents: readonly SiteAgent[],
  condition: () => boolean,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => reject(new Error('waited too long')), officeLimitMs)
  t.teardown(() => clearTimeout(timer))
  const look = () => condition() && resolve()
  for (const { network, trust } of agents) {
    network.onAnyConnect(() => setImmediate(look))
    network.onAnyDisconnect(() => setImmediate(look))
    trust.onChange(() => setImmediate(look))
  }
  look()
  return promise.finally(() => clearTimeout(timer))
}
