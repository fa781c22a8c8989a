// When an artifact's status changes by itself: learning ends when the view has come to rest, being held up at its time.

import { isFirstOfRoster, isStarting } from './live.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import type { ArtifactState, SwarmState } from './swarm-state.ts'

/** Whether one did. */
export function settleArtifacts(state: SwarmState, now: number): boolean {
  let hasSettled = false
  for (const artifact of state.unsettled) {
    if (artifact.status === 'learning' && now < settlesAt(state, artifact)) continue
    if (artifact.status === 'held-up' && now < artifact.heldUpUntil) continue
    state.unsettled.delete(artifact)
    if (artifact.status === 'learning') artifact.settledAt = now
    if (artifact.status !== 'complete') artifact.status = 'working'
    hasSettled = true
  }
  return hasSettled
}

/** When the view of a learning artifact is at rest, if nothing changes it before. */
export function settlesAt(state: SwarmState, { viewChangedAt, learnedAt }: ArtifactState): number {
  const { settleMs, settleFirstMs, settleMaxMs } = swarmNumbers
  const restMs =
    isFirstOfRoster(state) && state.neighbours.size > 0 && !isStarting(state, learnedAt) ? settleFirstMs : settleMs
  return Math.min(viewChangedAt + restMs, learnedAt + settleMaxMs)
}
