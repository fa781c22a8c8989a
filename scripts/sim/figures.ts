// What a run came to, in the figures that bounds are about.

import type { Figures } from './scenario.ts'
import type { SiteSim } from './site-sim.ts'

export function figuresOf(sim: SiteSim): Figures {
  const { payload, wanBytes } = sim
  const honest = [...sim.nodes.values()].filter(
    node => node.status === 'up' && !node.lie && !node.isRetired && !node.isUnplugged,
  )
  const times = honest.map(node => (node.doneAt === undefined ? undefined : node.doneAt - sim.learntAt))
  const done = times.filter(time => time !== undefined).sort((a, b) => a - b)
  const isWhole = done.length === times.length && done.length > 0
  const last = isWhole ? done.at(-1)! : null
  const floorMs = (payload * 1000) / sim.options.wanBytesPerSecond
  const wanted = wantedBytes(sim)
  return {
    payloadBytes: payload,
    wanBytes: Math.round(wanBytes),
    wanRatio: round(wanBytes / payload),
    timeMs: last === null ? null : Math.round(last),
    timeRatio: last === null ? null : round(last / floorMs),
    slowestToMedian: last === null ? null : round(last / done[Math.floor(done.length / 2)]!),
    lanRatio: wanted > payload ? round(sim.lanBytes / (wanted - payload)) : null,
    wastedRatio: round((sim.wasted.badBytes + sim.wasted.twiceBytes) / Math.max(1, wanted)),
    longestStallMs: Math.round(Math.max(0, ...honest.map(node => node.longestStallMs))),
    outsideRequests: sim.requests.length,
    messages: { ...sim.messages },
    reports: { ...sim.reports.coordinator.counts },
    faults: Object.fromEntries([...sim.injected].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

function wantedBytes(sim: SiteSim): number {
  let sum = 0
  for (const node of sim.nodes.keys())
    for (const [index, size] of sim.options.artifacts.entries()) if (sim.options.wants(node, index)) sum += size
  return sum
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
