// Offices in which something breaks: the lease holder, links, machines, the office itself.

import { atShare, bounce, crash, cutWan, fetchers, freeze, partition, plugIn, unplug } from '../faults.ts'
import type { Scenario } from '../scenario.ts'
import type { SimNode } from '../sim-node.ts'
import type { SiteSim } from '../site-sim.ts'
import { small } from './offices.ts'

const holderFaults: [name: string, act: (sim: SiteSim, node: SimNode) => void][] = [
  ['killed', crash],
  ['frozen', (sim, node) => freeze(sim, node, 1e9)],
  ['unplugged', unplug],
]

/** A lease holder is lost at 10, 50 and 90 %. */
export const holderLost: Scenario[] = holderFaults.flatMap(([name, act]) =>
  [0.1, 0.5, 0.9].map(share => ({
    ...small,
    name: `holder-${name}-${share * 100}`,
    about: `S, a lease holder is ${name} at ${share * 100} %`,
    plan: (sim: SiteSim) =>
      atShare(sim, share, () => {
        const [holder] = fetchers(sim)
        if (holder) act(sim, holder)
      }),
    bounds: { wan: 1.025, stallMs: 3000, laterMs: 2000, moreWan: 0.02 },
    clean: () => small,
  })),
)

export const holderCut: Scenario = {
  ...small,
  name: 'holder-wan-cut',
  about: 'S, nothing from outside reaches a lease holder from 30 % on; it still speaks',
  plan: sim =>
    atShare(sim, 0.3, () => {
      const [holder] = fetchers(sim)
      if (holder) cutWan(sim, holder, 1e9)
    }),
  bounds: { wan: 1.025, stallMs: 3500, laterMs: 2000 },
  clean: () => small,
}

export const flapping: Scenario = {
  ...small,
  name: 'flapping',
  about: 'S, links of 30 % of agents go down and up every 5 s, and one kill -9 every 5 s, each started again after 3 s',
  plan: sim => {
    const nodes = [...sim.nodes.values()]
    const shaky = nodes.filter((_, index) => index % 3 === 1)
    const flap = (round: number) => {
      for (const node of shaky) round % 2 === 0 ? unplug(sim, node) : plugIn(sim, node)
      if (round < 24) sim.at(5000, () => flap(round + 1))
      else for (const node of shaky) plugIn(sim, node)
    }
    const kill = (round: number) => {
      const up = nodes.filter(node => node.status === 'up')
      const victim = up[Math.floor(sim.random() * up.length)]!
      bounce(sim, victim, 3000)
      if (round < 24) sim.at(5000, () => kill(round + 1))
    }
    sim.at(sim.options.idleMs + 1000, () => flap(0))
    sim.at(sim.options.idleMs + 2000, () => kill(0))
  },
  bounds: { wan: 1.1 },
}

export const vlansCut: Scenario = {
  ...small,
  name: 'vlans-cut',
  about: 'S, two VLANs cut from each other from before the start, for good',
  plan: sim => sim.at(1000, () => partition(sim, node => node.index % 2, 1e9)),
  bounds: { wan: 2.05 },
}

export const vlansCutMidway: Scenario = {
  ...small,
  name: 'vlans-cut-midway',
  about: 'S, two VLANs cut from each other at 30 %, healed 5 s later',
  plan: sim => atShare(sim, 0.3, () => partition(sim, node => node.index % 2, 5000)),
  bounds: { wan: 1.55 },
}

export const allKilled: Scenario = {
  ...small,
  name: 'all-killed',
  about: 'S, all agents are killed at 50 % and started again 2 s later, with what they held',
  plan: sim =>
    atShare(sim, 0.5, () => {
      for (const node of sim.nodes.values()) bounce(sim, node, 2000 + sim.random() * 500)
    }),
  bounds: { wan: 1.05 },
}

export const lossy: Scenario = {
  ...small,
  name: 'lossy',
  about: 'S, every hundredth LAN message and tenth report needs a second try',
  plan: sim => {
    sim.links.loss = 0.01
    sim.reports.coordinator.loss = 0.1
  },
  bounds: { wan: 1.02, time: 1.2 },
}

export const sourceWaits: Scenario = {
  ...small,
  name: 'source-waits',
  about: 'S, the source says Retry-After for the first 30 s',
  plan: sim => {
    for (const digest of sim.digests) sim.wan.source(digest).waitUntil = sim.startedAt + sim.options.idleMs + 30_000
  },
  bounds: { wan: 1.01 },
}

export const noRanges: Scenario = {
  ...small,
  name: 'no-ranges',
  about: 'S, the source answers every range with the whole file',
  plan: sim => {
    for (const digest of sim.digests) sim.wan.source(digest).ignoresRanges = true
  },
  bounds: { wan: 1.02, time: 1.15 },
}

export const noRangesKilled: Scenario = {
  ...noRanges,
  name: 'no-ranges-killed',
  about: 'S, the source answers every range with the whole file, and who fetches it is killed at 70 %',
  plan: sim => {
    for (const digest of sim.digests) sim.wan.source(digest).ignoresRanges = true
    atShare(sim, 0.7, () => {
      for (const holder of fetchers(sim)) crash(sim, holder)
    })
  },
  bounds: { wan: 1.75 },
}
