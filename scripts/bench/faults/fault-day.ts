// One patch day of an office in which something breaks: the order is given, the fault comes at its moment, those who can finish do, and
// what it took is counted. Afterwards everything is mended, so that the next day begins whole.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { CodedError } from '../../../core/errors.ts'
import { type Agent, crash } from '../../fleet/fleet.ts'
import { cutVlans } from '../../sites/wiring.ts'
import type { DayFigures } from '../figures.ts'
import { type BenchOffice, site, waitConnected } from '../office.ts'
import { type Published, publish, signOrder } from '../order.ts'
import { type PlainFloor, reasonsOf, type Why, whyOf } from '../patch-day.ts'
import { type FaultFigures, longestStall } from './fault-figures.ts'
import type { Fault, FaultRow } from './fault-rows.ts'
import {
  agentNamed,
  breakHolder,
  crashAll,
  mendHolder,
  restartAll,
  setMulticast,
  startUnrest,
  turnHostile,
} from './injections.ts'
import { AgentWatch, inTime } from './watch-agents.ts'
import { injectedLine } from './ways.ts'

const lookMs = 200
/** Asking an agent costs it some milliseconds of processor time. */
const lookPerAgentMs = 10
const finishMs = 180_000
/** Twice as long as a neighbour may take for a piece. */
const nameMs = 24_000
/** Of log lines. */
const warning = 40

export interface FaultDayOptions {
  /** Names feed and order. */
  name: string
  /** Web server of the office's folder. */
  mirror: string
  floor: PlainFloor
  idleMs: number
  say: (text: string) => void
}

interface Scene {
  office: BenchOffice
  fault: Fault
  watch: AgentWatch
  /** Hostile ones. */
  hostile: string[]
  /** Out of work since the fault: nobody waits for them. */
  out: Set<string>
  faultAt: number | undefined
  /** Undoes what still lasts when the day is over. */
  mend: (() => Promise<void>)[]
  named: { log: boolean; peers: boolean }
}

export async function measureFaultDay(
  office: BenchOffice,
  { fault }: FaultRow,
  options: FaultDayOptions,
): Promise<{ day: DayFigures; fault: FaultFigures }> {
  const { name, mirror, idleMs } = options
  const published = await publish(office, name, [office.set.payloadBytes], mirror)
  const order = await signOrder(office, name, published.patches)
  const watch = new AgentWatch(office, { schedule: name, artifact: published.artifacts[0]! })
  const named = { log: false, peers: false }
  const scene: Scene = { office, fault, watch, hostile: [], out: new Set(), faultAt: undefined, mend: [], named }
  try {
    await prepare(scene)
    await pause(idleMs)
    await watch.begin()
    const wanBefore = await office.wanBytes()
    const began = await order.give()
    await follow(scene, { began, ...options })
    if (fault.kind === 'coordinator-killed') await mendAll(scene)
    await waitReportedBy(scene, name, Date.now() + finishMs)
    const wanBytes = (await office.wanBytes()) - wanBefore
    return await count(scene, { began, published, floor: options.floor, wanBytes })
  } finally {
    await mendAll(scene)
    await becomeWhole(scene, name)
  }
}

/** What holds from before the order on. */
async function prepare(scene: Scene): Promise<void> {
  const { office, fault } = scene
  if (fault.kind === 'hostile') {
    scene.hostile = await chooseHostile(office, fault.who)
    scene.mend.push(() => restartAll(office)) // an honest start is the only way back into the others' trust
    for (const each of scene.hostile) await turnHostile(office, each, fault.how)
  }
  if (fault.kind === 'multicast-blocked') {
    await setMulticast(office, false)
    scene.mend.push(() => setMulticast(office, true))
    await restartAll(office)
  }
  if (fault.kind !== 'vlans-cut') return await waitConnected(office)
  await cutVlans(office.lan, true)
  scene.mend.push(() => cutVlans(office.lan, false))
}

async function chooseHostile({ fleet }: BenchOffice, who: 'last' | 'holder' | 'everyone'): Promise<string[]> {
  const members = await Promise.all(
    fleet.agents.map(async agent => ({ name: agent.name, ...(await agent.ask<{ node: string }>('status')) })),
  )
  if (who === 'everyone') return members.map(({ name }) => name)
  const { order } = rankMembers(
    site,
    members.map(({ node }) => ({ node, class: 'wired' })),
  )
  const chosen = who === 'last' ? order.at(-1) : order[0]
  return members.filter(({ node }) => node === chosen?.node).map(({ name }) => name)
}

/** Looks at all of them until those that count have everything, and breaks what is to be broken at its moment. */
async function follow(
  scene: Scene,
  { began, floor, name }: { began: number; floor: PlainFloor; name: string },
): Promise<void> {
  const { office, watch } = scene
  const everyMs = Math.max(lookMs, office.fleet.agents.length * lookPerAgentMs)
  const limitMs = began + finishMs + floor.plainSeconds * 5000
  for (let looks = 0; ; looks++) {
    const looked = performance.now()
    await watch.look()
    await breakWhenDue(scene)
    if (looks % 5 === 0) await noteNamed(scene)
    if (counting(scene).every(agent => watch.seen.get(agent.name)!.arrivedAt !== undefined)) return
    if (Date.now() > limitMs) throw new CodedError('timed-out', `${name}: ${lacking(scene)}`)
    await pause(Math.max(20, everyMs - (performance.now() - looked)))
  }
}

function counting({ office, hostile, out, fault }: Scene): Agent[] {
  const isAllHostile = fault.kind === 'hostile' && fault.who === 'everyone'
  return office.fleet.agents.filter(({ name }) => !out.has(name) && (isAllHostile || !hostile.includes(name)))
}

function lacking(scene: Scene): string {
  const left = counting(scene).filter(({ name }) => scene.watch.seen.get(name)!.arrivedAt === undefined)
  return `not there at ${left.map(({ name }) => name).join(', ')}`
}

async function breakWhenDue(scene: Scene): Promise<void> {
  const { office, fault, watch } = scene
  if (scene.faultAt !== undefined || !isDue(scene)) return
  scene.faultAt = Date.now()
  if (fault.kind === 'all-killed') await crashAll(office)
  if (fault.kind === 'holder') {
    const holder = watch.holder()
    if (!holder) throw new CodedError('wrong-state', 'nobody fetches from outside: there is no lease holder to break')
    scene.out.add(holder)
    await breakHolder(office, holder, fault.how)
    scene.mend.push(() => mendHolder(office, holder, fault.how))
  }
  if (fault.kind === 'coordinator-killed') {
    await crash(office.fleet.coordinator!)
    scene.mend.push(() => office.fleet.serve())
  }
  if (fault.kind === 'unrest') scene.mend.push(startUnrest(office))
}

function isDue({ office, fault, watch }: Scene): boolean {
  if (fault.kind === 'unrest') return true
  if (fault.kind === 'coordinator-killed' && fault.share === 'one-node-knows')
    return [...watch.seen.values()].some(({ knows }) => knows)
  return 'share' in fault && watch.mostShare(office.set.payloadBytes) >= Number(fault.share)
}

/** What an honest agent shows of the hostile one, while it shows it. */
async function noteNamed(scene: Scene): Promise<void> {
  const { watch, hostile, named } = scene
  if (hostile.length === 0) return
  const nodes = hostile.map(name => watch.seen.get(name)!.node)
  for (const agent of counting(scene)) {
    named.peers ||= await isShown(agent, nodes)
    named.log ||= (await watch.logOf(agent)).some(line => line.level >= warning && nodes.includes(String(line.node)))
    if (named.peers && named.log) return
  }
}

/** Who sends nothing is told from one who is slow only after its time is over, which may be later than everybody's end. */
async function waitNamed(scene: Scene): Promise<void> {
  const { hostile, named } = scene
  for (const until = Date.now() + nameMs; hostile.length > 0 && Date.now() < until; await pause(lookMs)) {
    await noteNamed(scene)
    if (named.log && named.peers) return
  }
}

async function isShown(agent: Agent, nodes: readonly string[]): Promise<boolean> {
  const peers = await inTime(agent.ask<{ node: string; badPieces: number; heldBack: string }[]>('peers'))
  return (peers ?? []).some(
    ({ node, badPieces, heldBack }) =>
      nodes.includes(node) && (badPieces > 0 || !['nothing', 'busy'].includes(heldBack)),
  )
}

/** Every install of those that count is in the coordinator's books. */
async function waitReportedBy(scene: Scene, schedule: string, limitMs: number): Promise<void> {
  const { office, watch } = scene
  if (scene.fault.kind === 'unrest') await mendAll(scene)
  for (;;) {
    const agents = counting(scene)
    const rows = await office.fleet.ask<{ node: string; state: string }[]>('report-compliance', { schedule })
    const installed = new Set(rows.filter(({ state }) => state === 'installed').map(({ node }) => node))
    const views = await Promise.all(agents.map(agent => inTime(agent.ask<{ reports: { pending: number } }>('status'))))
    const isDone = agents.every(
      ({ name }, i) => installed.has(watch.seen.get(name)!.node) && views[i]?.reports.pending === 0,
    )
    if (isDone) return
    if (Date.now() > limitMs) throw new CodedError('timed-out', `${schedule}: not everything was reported`)
    await pause(lookMs)
  }
}

async function count(
  scene: Scene,
  { began, published, floor, wanBytes }: { began: number; published: Published; floor: PlainFloor; wanBytes: number },
): Promise<{ day: DayFigures; fault: FaultFigures }> {
  const { office, fault, watch, hostile, faultAt, named } = scene
  await waitNamed(scene)
  const agents = counting(scene)
  const whys = await Promise.all(agents.map(agent => whyOf(agent, published.patches)))
  const seen = agents.map(({ name }) => watch.seen.get(name)!)
  const sum = (of: (why: Why) => number) => whys.reduce((total, why) => total + of(why), 0)
  const { payloadBytes } = office.set
  const reasons = reasonsOf(whys)
  const day: DayFigures = {
    ...floor,
    wanBytes,
    arrivedSeconds: seen.map(({ arrivedAt }) => (arrivedAt! - began) / 1000),
    lanBytes: sum(({ bytes }) => bytes.lan + bytes.seed),
    payloadBytes,
    agentCpuSeconds: undefined,
    coresBusy: undefined,
    peakRssAnonBytes: undefined,
    idleRssAnonBytes: undefined,
    firstPieceMs: undefined,
    reasons,
  }
  const isHostile = hostile.length > 0
  const stalls = seen.map(({ samples, arrivedAt }) => longestStall(samples, { since: faultAt ?? 0, until: arrivedAt! }))
  const tookIn = sum(({ bytes }) => bytes.lan + bytes.seed + bytes.origin)
  return {
    day,
    fault: {
      stallSeconds: fault.kind === 'holder' ? Math.max(...stalls) : undefined,
      wastedBytes: isHostile ? tookIn - agents.length * payloadBytes : undefined,
      injectedBytes: isHostile ? await injectedBytes(scene) : undefined,
      badFiles: await badFiles(agents, published),
      offenderNamed: isHostile ? named.log && named.peers : undefined,
      reasonGiven: fault.kind === 'vlans-cut' ? (reasons['site-split'] ?? 0) > 0 : undefined,
    },
  }
}

async function injectedBytes({ office, watch, hostile }: Scene): Promise<number> {
  const logs = await Promise.all(hostile.map(name => watch.logOf(agentNamed(office, name))))
  return logs
    .flat()
    .filter(({ msg }) => msg === injectedLine)
    .reduce((total, { bytes }) => total + Number(bytes), 0)
}

/** Installed files that are not what their digest says. */
async function badFiles(agents: readonly Agent[], { patches, artifacts }: Published): Promise<number> {
  let bad = 0
  for (const { root } of agents) {
    const hash = createHash('sha256')
    const path = join(root, 'opt', 'bench', `${patches[0]!.replace(/-1\.0$/, '')}.bin`)
    await pipeline(createReadStream(path), hash)
    if (hash.digest('hex') !== artifacts[0]) bad++
  }
  return bad
}

async function mendAll(scene: Scene): Promise<void> {
  for (const mend of scene.mend.splice(0)) await mend()
}

/** All agents run, know each other and have today's patch. */
async function becomeWhole(scene: Scene, schedule: string): Promise<void> {
  scene.out.clear()
  scene.hostile = []
  await waitConnected(scene.office)
  await waitReportedBy(scene, schedule, Date.now() + finishMs)
}
