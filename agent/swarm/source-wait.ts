// Whether what is lacking waits for its sources: they asked for that, or none of them gave it. Pure.

import type { ArtifactState, SwarmState } from './swarm-state.ts'

/** Nothing of it is leased or fetched outside now. */
export function isPutOff({ sourceWaitUntil, failsUntil }: ArtifactState, now: number): boolean {
  return now < sourceWaitUntil || now < failsUntil
}

/** Until when there is nothing to ask outside because the sources of all that is lacking asked to wait (ms); 0: there is. */
export function sourceWait(state: SwarmState, now: number): number {
  let until = 0
  for (const { status, sourceWaitUntil } of state.open) {
    if (status === 'held-up') continue
    if (sourceWaitUntil <= now) return 0
    until = until === 0 ? sourceWaitUntil : Math.min(until, sourceWaitUntil)
  }
  return until
}
