// What a scenario is: a site, what goes wrong there, and what must still hold. The scenarios themselves are in scenarios/.

import type { SiteOptions } from './site-options.ts'
import type { SiteSim } from './site-sim.ts'

export type SiteShape = Omit<SiteOptions, 'seed' | 'agents' | 'onFact'>

export interface Scenario {
  name: string
  about: string
  agents: number
  site: SiteShape | ((seed: number) => SiteShape)
  /** Sets faults up before the run begins. */
  plan?: (sim: SiteSim) => void
  /** Longest run after the artifacts were learnt (ms). */
  maxMs: number
  bounds: Bounds
  /** The same seed without faults is run, too, to compare with. */
  clean?: () => Scenario
}

/** Undefined: not bounded. Ratios are to the payload, or to the time the line alone needs for it. */
export interface Bounds {
  /** WAN bytes, as the scenario's faults allow; a number of bytes where that depends on the seed. */
  wan: number | ((sim: SiteSim) => number)
  time?: number
  slowestToMedian?: number
  /** LAN bytes ÷ what all who fetched nothing needed. */
  lan?: number
  /** Longest time without a piece for a node that lacks some. */
  stallMs?: number
  /** LAN bytes thrown away ÷ payload × nodes, beyond those that were injected. */
  wasted?: number
  /** Compared with the run without faults: its time, times this; later than it by so many ms; more WAN than it, ÷ payload. */
  timeToClean?: number
  laterMs?: number
  moreWan?: number
}

export interface Figures {
  payloadBytes: number
  wanBytes: number
  wanRatio: number
  /** Of the slowest; null: somebody did not finish. */
  timeMs: number | null
  timeRatio: number | null
  slowestToMedian: number | null
  lanRatio: number | null
  wastedRatio: number
  longestStallMs: number
  outsideRequests: number
  /** Between neighbours, pieces and their requests aside. */
  messages: { announcements: number; haves: number }
  /** Over the WAN: batches, the reports in them, and those among them that their node brought itself. */
  reports: { batches: number; reports: number; direct: number }
  faults: Record<string, number>
}

export const mbit = (rate: number) => (rate * 1e6) / 8
