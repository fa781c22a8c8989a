// What idle agents cost: anonymous memory, and processor time over a short span, from the kernel's own accounting.

import { setTimeout as pause } from 'node:timers/promises'
import type { Agent } from './fleet.ts'
import { cpuSeconds, rssAnon } from './process-figures.ts'

export interface IdleFigures {
  /** Of the agent that has the most; 0 where the kernel does not tell. */
  rssAnonBytes: number
  /** Of one core, the busiest agent over the span. */
  cpuPercent: number
}

/** After its start an agent looks at the machine, reports, and gives memory back. */
const restMs = 14_000
const spanMs = 6_000

export async function idleFigures(agents: readonly Agent[]): Promise<IdleFigures> {
  if (process.platform !== 'linux') return { rssAnonBytes: 0, cpuPercent: 0 }
  await pause(restMs)
  const pids = agents.map(agent => agent.process.pid!)
  const before = await Promise.all(pids.map(cpuSeconds))
  await pause(spanMs)
  const after = await Promise.all(pids.map(cpuSeconds))
  const shares = after.map((seconds, index) => ((seconds - before[index]!) / (spanMs / 1000)) * 100)
  return { rssAnonBytes: Math.max(...(await Promise.all(pids.map(rssAnon)))), cpuPercent: Math.max(...shares) }
}
