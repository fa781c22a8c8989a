// Whether all that is lacking waits for its sources, which asked for that. Pure.

import type { SwarmState } from './swarm-state.ts'

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
