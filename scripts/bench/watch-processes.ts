// Watches the agents' processes while something happens: peak memory, processor time, and how busy the machine is.

import { setTimeout as pause } from 'node:timers/promises'
import type { Agent } from '../fleet/fleet.ts'
import { cpuSeconds, machineBusySeconds, rssAnon } from '../fleet/process-figures.ts'

export interface Watched {
  peakRssAnonBytes: number
  agentCpuSeconds: number
  /** Cores, on average. */
  coresBusy: number
}

export interface ProcessWatch {
  /** Processor time up to now; memory is watched on. */
  mark(): Promise<Omit<Watched, 'peakRssAnonBytes'>>
  end(): Promise<number>
}

export async function watchProcesses(agents: readonly Agent[]): Promise<ProcessWatch> {
  const pids = agents.map(agent => agent.process.pid!)
  const sum = async () => (await Promise.all(pids.map(cpuSeconds))).reduce((total, each) => total + each, 0)
  const before = { agents: await sum(), machine: await machineBusySeconds(), at: performance.now() }
  // A read costs 30 µs: not more than two thousandths of a core.
  const everyMs = Math.max(100, agents.length * 15)
  let peak = 0
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      peak = Math.max(peak, ...(await Promise.all(pids.map(rssAnon))))
      await pause(everyMs)
    }
  })()
  return {
    async mark() {
      const seconds = (performance.now() - before.at) / 1000
      return {
        agentCpuSeconds: (await sum()) - before.agents,
        coresBusy: ((await machineBusySeconds()) - before.machine) / seconds,
      }
    },
    async end() {
      isOver = true
      await watching
      return peak
    },
  }
}
