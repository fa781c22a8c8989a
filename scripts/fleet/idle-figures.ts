// What idle agents cost: anonymous memory, and processor time over a short span, from the kernel's own accounting.

import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Agent } from './fleet.ts'

export interface IdleFigures {
  /** Of the agent that has the most; 0 where the kernel does not tell. */
  rssAnonBytes: number
  /** Of one core, the busiest agent over the span. */
  cpuPercent: number
}

/** After its start an agent looks at the machine, reports, and gives memory back. */
const restMs = 14_000
const spanMs = 6_000
const ticksPerSecond = 100 // USER_HZ on every Linux architecture Node supports

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

async function cpuSeconds(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

async function rssAnon(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024
}
