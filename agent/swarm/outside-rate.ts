// How fast outside requests of this node bring bytes: what it may lease ahead follows from it.

import type { SwarmState } from './swarm-state.ts'

/** Rate over spans of at least half a second. */
export function countOutside(state: SwarmState, sizeBytes: number, now: number): void {
  const span = now - state.outsideBytes.since
  if (span > 5000) state.outsideBytes = { count: 0, since: now }
  state.outsideBytes.count += sizeBytes
  if (span < 500 || span > 5000) return
  const rate = (state.outsideBytes.count * 1000) / span
  state.outsideRate = state.outsideRate === 0 ? rate : 0.5 * state.outsideRate + 0.5 * rate
  state.outsideBytes = { count: 0, since: now }
}
