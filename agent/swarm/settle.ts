// When an artifact's status changes by itself: learning ends when the view has come to rest, being held up at its time.

import { swarmNumbers } from './swarm-numbers.ts'
import type { ArtifactState, SwarmState } from './swarm-state.ts'

/** Whether one did. */
export function settleArtifacts(state: SwarmState, now: number): boolean {
  let hasSettled = false
  for (const artifact of state.unsettled) {
    if (artifact.status === 'learning' && now < settlesAt(artifact)) continue
    if (artifact.status === 'held-up' && now < artifact.heldUpUntil) continue
    state.unsettled.delete(artifact)
    if (artifact.status === 'learning') artifact.settledAt = now
    if (artifact.status !== 'complete') artifact.status = 'working'
    hasSettled = true
  }
  return hasSettled
}

/** When the view of a learning artifact is at rest, if nothing changes it before. */
export function settlesAt({ viewChangedAt, learnedAt }: ArtifactState): number {
  return Math.min(viewChangedAt + swarmNumbers.settleMs, learnedAt + swarmNumbers.settleMaxMs)
}
