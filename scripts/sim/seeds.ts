// Seeds that found something, with what it was: `npm test` runs them for ever. The scenario `random` unless named.

import type { Mode } from './facts.ts'

export interface FoundSeed {
  seed: number
  mode: Mode
  scenario?: string
  agents?: number
  /** What was wrong. */
  found: string
}

export const foundSeeds: readonly FoundSeed[] = [
  {
    seed: 1,
    mode: 'liveness',
    scenario: 'plain',
    agents: 200,
    found: 'everyone of a large office took itself for a candidate when work began, and all spoke at once',
  },
  {
    seed: 3,
    mode: 'liveness',
    scenario: 'corrupting',
    agents: 4,
    found: 'one bad piece of a hundred from everyone sent a small office to the WAN for 30 s',
  },
  {
    seed: 41,
    mode: 'liveness',
    found: 'who took over a file from a source without ranges gave up before the source had sent what was here already',
  },
]
