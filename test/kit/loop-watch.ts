// How long the event loop stood still: the longest turn between two rounds of it, by the clock and by this thread's own processor time.
// The second is what our code took, whatever else the machine does.

import { performance } from 'node:perf_hooks'

export interface LoopWatch {
  longestMs: number
  longestCpuMs: number
}

/** Runs `work`, watching. */
export async function watchLoop(work: () => Promise<unknown>): Promise<LoopWatch> {
  const watch: LoopWatch = { longestMs: 0, longestCpuMs: 0 }
  let wall = performance.now()
  let cpu = cpuMs()
  let isOver = false
  const turn = () => {
    const [nowWall, nowCpu] = [performance.now(), cpuMs()]
    watch.longestMs = Math.max(watch.longestMs, nowWall - wall)
    watch.longestCpuMs = Math.max(watch.longestCpuMs, nowCpu - cpu)
    wall = nowWall
    cpu = nowCpu
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  await work()
  turn()
  isOver = true
  return watch
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
