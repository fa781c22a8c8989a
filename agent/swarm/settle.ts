// When an artifact's status changes by itself: learning ends when the view has come to rest, being held up at its time.

import { swarmNumbers } from './swarm-numbers.ts'
import type { SwarmState } from './swarm-state.ts'

export function settleArtifacts(state: SwarmState, now: number): void {
  for (const artifact of state.unsettled) {
    const settled = now - artifact.viewChangedAt >= swarmNumbers.settleMs
    if (artifact.status === 'learning' && !settled && now - artifact.learnedAt < swarmNumbers.settleMaxMs) continue
    if (artifact.status === 'held-up' && now < artifact.heldUpUntil) continue
    state.unsettled.delete(artifact)
    if (artifact.status === 'learning') artifact.settledAt = now
    if (artifact.status !== 'complete') artifact.status = 'working'
  }
}
