// The order of a node's work: what is not complete, by priority, deadline and digest.

import type { ArtifactState, SwarmState } from './swarm-state.ts'

/** To be called when its status, priority or deadline changed. What neighbours have of it they do not say again: it stays sought. */
export function placeArtifact(state: SwarmState, artifact: ArtifactState): void {
  takeOut(state, artifact)
  if (artifact.status === 'complete') {
    state.seeking.delete(artifact)
    return
  }
  const behind = state.open.findIndex(other => compareArtifacts(artifact, other) < 0)
  state.open.splice(behind < 0 ? state.open.length : behind, 0, artifact)
}

export function closeArtifact(state: SwarmState, artifact: ArtifactState): void {
  state.seeking.delete(artifact)
  takeOut(state, artifact)
}

function takeOut(state: SwarmState, artifact: ArtifactState): void {
  const index = state.open.indexOf(artifact)
  if (index >= 0) state.open.splice(index, 1)
}

/** Priority, deadline (none comes last), digest. */
export function compareArtifacts(
  a: Pick<ArtifactState, 'priority' | 'deadline' | 'digest'>,
  b: Pick<ArtifactState, 'priority' | 'deadline' | 'digest'>,
): number {
  const due = (deadline: number) => (deadline === 0 ? Number.MAX_SAFE_INTEGER : deadline)
  return a.priority - b.priority || due(a.deadline) - due(b.deadline) || (a.digest < b.digest ? -1 : 1)
}
