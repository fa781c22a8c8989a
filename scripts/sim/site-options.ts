// What a simulated site is made of.

import type { MemberClass } from '../../core/roster.ts'
import type { Fact } from './facts.ts'

export interface SiteOptions {
  seed: number
  agents: number
  /** Bytes of each artifact. */
  artifacts: readonly number[]
  wanBytesPerSecond: number
  lanBytesPerSecond?: number
  wanRoundTripMs?: number
  /** All learn of the artifacts within so many ms. */
  spreadMs?: number
  classOf?: (index: number) => MemberClass
  /** Smaller comes first, by artifact: all are equal. */
  priorityOf?: (artifact: number) => number
  /** Which of the artifacts, by index, a node wants: all. */
  wants?: (node: string, artifact: number) => boolean
  /** How long before that they have been running and connected (ms). */
  idleMs?: number
  /** Nodes also report what became of it. */
  reports?: boolean
  onFact?: (fact: Fact) => void
}
