// How fast a node fetches from outside where that is its own choice, as its decisions are told; outside-pace.ts keeps to it.

import { swarmNumbers } from './swarm-numbers.ts'

/** How fast this node fetches from outside, as far as that is its own choice. */
export interface Pace {
  /** Infinity: as fast as it comes. */
  bytesPerSecond: number
  /** What holds it back. */
  because: 'nothing' | 'budget' | 'yielding'
  /** Requests beside each other. */
  requests: number
}

export const fullPace: Pace = {
  bytesPerSecond: Number.POSITIVE_INFINITY,
  because: 'nothing',
  requests: swarmNumbers.outsideRequests,
}
