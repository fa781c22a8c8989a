// One measured patch day: a plain download over the same link, thirty idle seconds, the order, and what it took until the last report
// was acknowledged.

import { setTimeout as pause } from 'node:timers/promises'
import { CodedError } from '../../core/errors.ts'
import type { Agent } from '../fleet/fleet.ts'
import { measurePlainDownload } from '../fleet/plain-download.ts'
import { rssAnon } from '../fleet/process-figures.ts'
import { arrivalOf, logEnd, readLog } from './agent-log.ts'
import { type DayFigures, median } from './figures.ts'
import { type FirstPiece, watchFirstPiece } from './first-piece.ts'
import type { BenchOffice } from './office.ts'
import { type Published, publish, type SignedOrder, signOrder } from './order.ts'
import { fileSizes, type OfficeSet } from './sets.ts'
import { watchProcesses } from './watch-processes.ts'

/** How often it is asked who has what: with many files the answers are long, and the cores are the agents'. */
const askMs = 250
const askManyMs = 2000
/** A day may take so long, so many plain downloads' time besides, and so long for each file and agent. */
const dayMs = 300_000
const dayDownloads = 10
const fileMs = 100

export interface Why {
  bytes: { local: number; lan: number; seed: number; origin: number }
  wan: { reason: string; bytes: number }[]
}

export interface PlainFloor {
  plainSeconds: number
  plainWanBytes: number
}

/** Of all the files, one after the other on one connection. */
export async function measureFloor(office: BenchOffice, { artifacts }: Published): Promise<PlainFloor> {
  const { fleet, lan } = office
  const before = await office.wanBytes()
  const urls = artifacts.map(digest => `${fleet.origin}/artifact/${digest}`)
  const { seconds } = await measurePlainDownload(lan.hosts[0]!, { urls })
  return { plainSeconds: seconds, plainWanBytes: (await office.wanBytes()) - before }
}

export interface DayOptions {
  say: (text: string) => void
  idleMs?: number
  /** Of the order. */
  terms?: readonly string[]
}

export async function measureDay(
  office: BenchOffice,
  name: string,
  { say, idleMs = 30_000, terms }: DayOptions,
): Promise<DayFigures> {
  const { set } = office
  const published = await publish(office, name, fileSizes(set))
  const floor = await measureFloor(office, published)
  say(`${set.set}: a plain download takes ${floor.plainSeconds.toFixed(2)} s and ${floor.plainWanBytes} bytes`)
  const order = await signOrder(office, name, published.patches, terms)
  await pause(idleMs)
  return (await measureSpread(office, { schedule: name, published, floor, order })).day
}

export interface Spread {
  schedule: string
  published: Published
  floor: PlainFloor
  order: SignedOrder
  /** Called when any of the agents that are asked has something. */
  onFirstPiece?: () => void
  /** Default: yes. WAN bytes are those until then. */
  waitsForReports?: boolean
}

/** From the order to the last report; also when the agents that were asked had their first piece. */
export async function measureSpread(
  office: BenchOffice,
  { schedule, published, floor, order, onFirstPiece, waitsForReports = true }: Spread,
): Promise<{ day: DayFigures; firstSeen: Map<string, FirstPiece> }> {
  const { set } = office
  const targets = office.targets()
  const idleRssAnonBytes = Math.max(...(await Promise.all(office.fleet.agents.map(each => rssAnon(each.process.pid!)))))
  const logEnds = await Promise.all(targets.map(logEnd))
  const before = await office.wanBytes()
  const watch = await watchProcesses(office.fleet.agents)
  const began = await order.give()
  const ended = new AbortController()
  const first = watchFirstPiece(targets, {
    artifacts: published.artifacts,
    began,
    signal: ended.signal,
    onFirst: onFirstPiece,
  })
  try {
    const limitMs = began + dayLimitMs(office.set, floor)
    const arrivals = await waitArrived(office, { logEnds, artifacts: published.artifacts, limitMs })
    const marked = await watch.mark()
    if (waitsForReports) await waitReported(office, schedule, limitMs)
    const wanBytes = (await office.wanBytes()) - before
    const whys = await Promise.all(targets.map(agent => whyOf(agent, published.patches)))
    const firstSeen = await first
    const sum = (of: (why: Why) => number) => whys.reduce((total, why) => total + of(why), 0)
    const day = {
      ...floor,
      ...marked,
      wanBytes,
      arrivedSeconds: arrivals.map(at => (at - began) / 1000),
      lanBytes: sum(({ bytes }) => bytes.lan + bytes.seed),
      payloadBytes: set.payloadBytes,
      peakRssAnonBytes: await watch.end(),
      idleRssAnonBytes,
      firstPieceMs: firstFromPeers(targets, { whys, firstSeen }),
      reasons: reasonsOf(whys),
    }
    return { day, firstSeen }
  } finally {
    ended.abort()
    await watch.end()
    await first.catch(() => undefined) // an agent that went away is reported by what waits for it
  }
}

/** The median of those asked that fetched nothing outside; where each fetched something, of those whose first piece did not come from there. */
function firstFromPeers(
  targets: readonly Agent[],
  { whys, firstSeen }: { whys: readonly Why[]; firstSeen: ReadonlyMap<string, FirstPiece> },
): number | undefined {
  const seen = targets.flatMap(({ name }, i) => {
    const first = firstSeen.get(name)
    return first ? [{ ...first, fetches: whys[i]!.bytes.origin > 0 }] : []
  })
  const never = seen.filter(({ fetches }) => !fetches)
  const chosen = never.length > 0 ? never : seen.filter(({ originBytes }) => originBytes === 0)
  return median(chosen.map(({ ms }) => ms)) ?? undefined
}

function dayLimitMs({ files, agents }: OfficeSet, { plainSeconds }: PlainFloor): number {
  return dayMs + dayDownloads * plainSeconds * 1000 + (files > 1 ? fileMs * files * agents : 0)
}

function pauseMs({ files }: OfficeSet): number {
  return files > 1 ? askManyMs : askMs
}

async function waitArrived(
  office: BenchOffice,
  { logEnds, artifacts, limitMs }: { logEnds: number[]; artifacts: string[]; limitMs: number },
): Promise<number[]> {
  for (;;) {
    await pause(pauseMs(office.set))
    const arrivals = await Promise.all(
      office.targets().map(async (agent, i) => arrivalOf(await readLog(agent, logEnds[i]), artifacts)),
    )
    const there = arrivals.filter(each => each !== undefined)
    if (there.length === arrivals.length) return there
    if (Date.now() > limitMs) {
      const found = `${there.length} of ${arrivals.length} agents`
      throw new CodedError(
        'timed-out',
        `${office.set.set}: expected every agent to have the patch in time, ${found} do`,
      )
    }
  }
}

/** Every install is in the coordinator's books, and no agent has anything left to say. */
export async function waitReported({ fleet, set }: BenchOffice, schedule: string, limitMs: number): Promise<void> {
  for (;;) {
    const rows = await fleet.ask<{ state: string }[]>('report-compliance', { schedule })
    if (rows.length > 0 && rows.every(row => row.state === 'installed')) {
      const views = await Promise.all(fleet.agents.map(agent => agent.ask<{ reports: { pending: number } }>('status')))
      if (views.every(({ reports }) => reports.pending === 0)) return
    }
    if (Date.now() > limitMs) throw new CodedError('timed-out', `${set.set}: not everything was installed and reported`)
    await pause(pauseMs(set))
  }
}

/** The sum over all patches. */
export async function whyOf(agent: Agent, patches: readonly string[]): Promise<Why> {
  const total: Why = { bytes: { local: 0, lan: 0, seed: 0, origin: 0 }, wan: [] }
  for (const patch of patches) {
    const { bytes, wan } = await agent.ask<Why>('why', { patch })
    for (const source of Object.keys(total.bytes) as (keyof Why['bytes'])[]) total.bytes[source] += bytes[source]
    total.wan.push(...wan)
  }
  return total
}

export function reasonsOf(whys: readonly Why[]): Record<string, number> {
  const reasons: Record<string, number> = {}
  for (const { reason, bytes } of whys.flatMap(why => why.wan)) reasons[reason] = (reasons[reason] ?? 0) + bytes
  return reasons
}
