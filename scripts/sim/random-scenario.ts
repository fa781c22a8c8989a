// A scenario drawn from its seed: an office, its lines and files, and faults of all kinds at random moments. In liveness mode the faults
// end, and everyone must finish; in safety mode they go on to the end. What may cross the WAN is counted fault by fault.

import { KIB, MIB, SECOND_MS } from '../../core/limits.ts'
import { pieceBytes } from '../../core/pieces.ts'
import { type Random, seededRandom } from '../../core/random.ts'
import { memberClasses } from '../../core/roster.ts'
import type { Mode } from './facts.ts'
import {
  bounce,
  bounceCarrier,
  breakLink,
  count,
  cutWan,
  fetchers,
  freeze,
  hinderDial,
  join,
  partition,
  plugIn,
  retire,
  unplug,
} from './faults.ts'
import { lieNames, lieOf } from './liars.ts'
import { mbit, type Scenario } from './scenario.ts'
import type { SimNode } from './sim-node.ts'
import type { SiteSim } from './site-sim.ts'

type Fault = (sim: SiteSim, node: SimNode, random: Random) => void

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)]!
const between = (least: number, most: number, random: Random) => least + random() * (most - least)

/** Each with how often it is drawn. */
const faults: [weight: number, fault: Fault][] = [
  [
    4,
    (sim, node, random) => {
      if (node.status !== 'down') bounce(sim, node, between(200, 8000, random))
    },
  ],
  [3, (sim, node, random) => freeze(sim, node, between(300, 9000, random))],
  [
    3,
    (sim, node, random) => {
      if (node.isUnplugged) return
      unplug(sim, node)
      sim.at(between(500, 9000, random), () => plugIn(sim, node))
    },
  ],
  [2, (sim, node, random) => cutWan(sim, node, between(500, 15_000, random))],
  [4, (sim, node, random) => breakLink(sim, node, random)],
  [
    1,
    (sim, _node, random) => {
      const cut = random()
      if ([...sim.nodes.values()].some(({ part }) => part !== 0)) return // one cut at a time
      partition(sim, ({ index }) => Number((index * 0.618) % 1 < cut), between(1000, 8000, random))
    },
  ],
  [
    1,
    (sim, _node, random) => {
      const source = sim.wan.source(pick(sim.digests, random))
      source.waitUntil = sim.now + between(1000, 20_000, random)
      count(sim, 'source-wait')
    },
  ],
]

function drawFault(random: Random): Fault {
  let at = random() * faults.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, fault] of faults) {
    at -= weight
    if (at < 0) return fault
  }
  return faults[0]![1]
}

/** `staff`: members come and go, too. Seeds found before that are run without. */
export function randomScenario(seed: number, mode: Mode, { staff }: { staff: boolean }): Scenario {
  const random = seededRandom(seed ^ 0x5eed)
  const wanRate = 2 * 50 ** random()
  const artifacts = Array.from({ length: 1 + Math.floor(random() ** 2 * 6) }, () => {
    return Math.round(20 * KIB * (800 * Math.min(1, wanRate / 10)) ** random())
  })
  const payloadMs = (artifacts.reduce((sum, size) => sum + size, 0) * 1000) / mbit(wanRate)
  const classes = random() < 0.5
  const staffRandom = seededRandom(seed ^ 0x57aff)
  return {
    name: staff ? 'random' : 'random-staff-stays',
    about: 'an office and faults drawn from the seed',
    agents: 2 + Math.floor(random() ** 2 * 30),
    site: {
      artifacts,
      wanBytesPerSecond: mbit(wanRate),
      lanBytesPerSecond: mbit(wanRate * between(4, 40, random)),
      wanRoundTripMs: between(5, 120, random),
      spreadMs: random() < 0.5 ? 200 : between(0, 8000, random),
      classOf: index => (classes ? memberClasses[1 + (index % 3)]! : 'wired'),
    },
    plan: sim => {
      plan(sim, { mode, random, payloadMs })
      if (staff) planStaff(sim, { mode, random: staffRandom, payloadMs })
    },
    // both contacts may be retired: the others hear of it when they ask the coordinator themselves, once an hour
    maxMs: mode === 'safety' ? Math.min(60_000, 10_000 + 4 * payloadMs) : (staff ? 130 : 30) * 60_000,
    bounds: { wan: allowedBytes },
  }
}

interface PlanOptions {
  mode: Mode
  random: Random
  payloadMs: number
}

/** For how long faults come after the work began (ms). */
function faultsMs({ mode, payloadMs }: PlanOptions): number {
  return mode === 'safety' ? 60_000 : Math.min(60_000, 1.5 * payloadMs + 5000)
}

/** Members that are retired in the middle of a fetch, new ones, and carriers that die with others' reports in hand. */
function planStaff(sim: SiteSim, options: PlanOptions): void {
  const { random } = options
  const until = faultsMs(options)
  const atSomeTime = (run: () => void) => sim.at(sim.options.idleMs + random() * until, run)
  for (let count = Math.floor(random() * 3); count > 0; count--)
    atSomeTime(() => {
      const left = sim.ranked
      if (left.length > 3) retire(sim, random() < 0.5 ? (fetchers(sim)[0] ?? pick(left, random)) : pick(left, random))
    })
  for (let count = Math.floor(random() * 3); count > 0; count--)
    atSomeTime(() => join(sim, pick(memberClasses.slice(1, 4), random)))
  for (let count = Math.floor(random() * 3); count > 0; count--)
    atSomeTime(() => bounceCarrier(sim, { withinMs: until, afterMs: between(200, 8000, random) }))
}

function plan(sim: SiteSim, options: PlanOptions): void {
  const { mode, random } = options
  const nodes = [...sim.nodes.values()]
  const shaky = random()
  if (random() < 0.3) sim.links.loss = random() * 0.02
  if (random() < 0.5) sim.reports.coordinator.loss = random() * 0.3
  if (random() < 0.2) for (const node of nodes) if (random() < 0.3) node.diskMs = between(5, 300, random)
  if (random() < 0.2) for (const a of nodes) if (random() < 0.5) hinderDial(sim, a, pick(nodes, random))
  if (random() < 0.1) for (const node of nodes) node.corrupts = random() * 0.02
  if (random() < 0.1) sim.wan.source(pick(sim.digests, random)).ignoresRanges = true
  if (random() < 0.1) sim.wan.source(pick(sim.digests, random)).spoils.add(0)
  if (nodes.length > 3 && random() < 0.3) {
    const liar = pick(nodes, random)
    liar.lie = lieOf(pick(lieNames, random))
    count(sim, `liar-${liar.lie.name}`)
  }
  const until = faultsMs(options)
  const wanted = Math.ceil(shaky * 12)
  for (let index = 0; index < wanted; index++)
    sim.at(sim.options.idleMs + random() * until, () => {
      const node = random() < 0.5 ? (fetchers(sim)[0] ?? pick(nodes, random)) : pick(nodes, random)
      drawFault(random)(sim, node, random)
    })
  if (mode === 'liveness') {
    sim.faultsUntil = sim.startedAt + sim.options.idleMs + until + 20_000
    sim.at(sim.options.idleMs + until + 20_000, () => {
      sim.reports.coordinator.loss = 0
      sim.options.onFact({ type: 'calm', at: sim.now })
    })
  }
}

/** So long islands of one part need to find each other: broken links noticed, dials tried anew. */
const foundMs = 5 * SECOND_MS

/** The payload once for each part of the site; and what each fault may cost: requests under way, and what only the lost one had. */
function allowedBytes(sim: SiteSim): number {
  const piece = Math.max(...sim.options.artifacts.map(pieceBytes))
  const oneLoss = 4 * Math.max(piece, 256 * KIB) + 2 * sim.options.wanBytesPerSecond
  let bytes = sim.payload * 1.005
  for (const [fault, times] of sim.injected) {
    if (fault === 'partition' || fault === 'unplug' || fault === 'retired') bytes += times * sim.payload
    // all of them on one line, until they have found each other
    else if (fault === 'island')
      bytes += Math.min(times * sim.payload, (foundMs * sim.options.wanBytesPerSecond) / SECOND_MS)
    else if (fault.startsWith('liar-')) bytes += sim.payload
    else if (fault !== 'one-way' && fault !== 'joined') bytes += times * Math.min(oneLoss, sim.payload)
  }
  for (const source of sim.wan.sources.values()) if (source.ignoresRanges) bytes += 3 * sim.payload
  const corrupting = [...sim.nodes.values()].some(node => node.corrupts > 0)
  // In an office of two or three whoever left another alone for bad pieces is on its own.
  const isAlone = sim.nodes.size <= 3 && [...sim.nodes.values()].some(leftOneAlone)
  return (
    bytes + (corrupting ? (isAlone ? 1 : 0.1) * sim.payload : 0) + (sim.options.spreadMs > 1000 ? oneLoss : 0) + MIB
  )
}

/** What was bad of one neighbour is more than a slip. */
function leftOneAlone({ state }: SimNode): boolean {
  return [...state.peers.values()].some(({ conduct }) => conduct.bad >= 2)
}
