// Offices in which nothing goes wrong: the sets that `npm run bench` measures with real agents, and kinds of payload.

import { KIB, MIB } from '../../../core/limits.ts'
import { seededRandom } from '../../../core/random.ts'
import { mbit, type Scenario } from '../scenario.ts'

const clean = { wan: 1.005, time: 1.05, slowestToMedian: 1.1, lan: 1.01 }

export const small: Scenario = {
  name: 'S',
  about: '8 agents, 64 MiB, WAN 50 Mbit/s, LAN ports 500',
  agents: 8,
  site: { artifacts: [64 * MIB], wanBytesPerSecond: mbit(50), lanBytesPerSecond: mbit(500), spreadMs: 100 },
  maxMs: 300_000,
  bounds: { ...clean, time: 1.07 },
}

export const medium: Scenario = {
  ...small,
  name: 'M',
  about: '24 agents, 64 MiB, WAN 10 Mbit/s, LAN ports 200',
  agents: 24,
  site: { artifacts: [64 * MIB], wanBytesPerSecond: mbit(10), lanBytesPerSecond: mbit(200), spreadMs: 100 },
  bounds: clean,
}

export const large: Scenario = { ...medium, name: 'L', about: 'M with 48 agents', agents: 48 }

/** 500 files of 4 KB to 10 MB, log-uniform, scaled to 128 MiB. */
function manyFiles(seed: number): number[] {
  const random = seededRandom(seed)
  const sizes = Array.from({ length: 500 }, () => 4000 * 2500 ** random())
  const scale = (128 * MIB) / sizes.reduce((sum, size) => sum + size, 0)
  return sizes.map(size => Math.max(1, Math.round(size * scale)))
}

export const many: Scenario = {
  name: 'K',
  about: '24 agents, 500 files of 4 KB to 10 MB, 128 MiB together, WAN 50 Mbit/s, LAN ports 500',
  agents: 24,
  site: seed => ({
    artifacts: manyFiles(seed),
    wanBytesPerSecond: mbit(50),
    lanBytesPerSecond: mbit(500),
    spreadMs: 100,
  }),
  maxMs: 300_000,
  bounds: { ...clean, time: 1.07 },
}

export const plain: Scenario = {
  name: 'plain',
  about: 'one file of 4 MiB, WAN 20 Mbit/s, LAN ports 1000; for any number of agents',
  agents: 50,
  site: { artifacts: [4 * MIB], wanBytesPerSecond: mbit(20), lanBytesPerSecond: mbit(1000), spreadMs: 200 },
  maxMs: 300_000,
  bounds: { wan: 1.02, lan: 1.02 },
}

export const thin: Scenario = {
  ...small,
  name: 'thin',
  about:
    '8 agents, 64 MiB in pieces of 256 KiB, WAN 0.5 Mbit/s: a piece takes longer than any patience with who fetches nothing',
  site: { artifacts: [64 * MIB], wanBytesPerSecond: mbit(0.5), lanBytesPerSecond: mbit(100), spreadMs: 100 },
  maxMs: 3_600_000,
  bounds: { ...clean, wan: 1.02 },
}

export const slowDisks: Scenario = {
  ...small,
  name: 'slow-disks',
  about: 'S, every third disk needs 150 ms for a piece',
  plan: sim => {
    for (const node of sim.nodes.values()) if (node.index % 3 === 0) node.diskMs = 150
  },
  bounds: { wan: 1.005, time: 1.15 },
}

export const oneWay: Scenario = {
  ...small,
  name: 'one-way',
  about: 'S, half of the pairs can be dialled from one side only',
  plan: sim => {
    for (const a of sim.nodes.values())
      for (const b of sim.nodes.values())
        if (a.index < b.index && (a.index + b.index) % 2 === 0) a.undiallable.add(b.id)
  },
  bounds: { wan: 1.005, time: 1.1 },
}

export const lateStart: Scenario = {
  ...small,
  name: 'spread',
  about: 'S, the order reaches agents over ten seconds',
  site: { ...(small.site as object), spreadMs: 10_000 } as Scenario['site'],
  bounds: { wan: 1.01 },
}

export const tiny: Scenario = {
  ...small,
  name: 'tiny',
  about: '8 agents, one file of 50 KB: the time is the start of the work',
  site: { artifacts: [50 * KIB], wanBytesPerSecond: mbit(50), lanBytesPerSecond: mbit(500), spreadMs: 100 },
  bounds: { wan: 1.005 },
}
