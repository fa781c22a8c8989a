// What is measured in the office of S besides its patch days: a start of all agents at once, a machine that joins late, and what others
// on the link notice of us. Each is a patch day of its own, so that its packets are in no other figure.

import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { stopDaemon } from '../fleet/fleet.ts'
import { measurePlainDownload } from '../fleet/plain-download.ts'
import { until } from '../fleet/until.ts'
import { median } from './figures.ts'
import { type BenchOffice, eachOf, hostOf, site, spareHost } from './office.ts'
import { type Published, publish, type SignedOrder, signOrder } from './order.ts'
import { measureFloor, measureSpread, type PlainFloor, waitReported, whyOf } from './patch-day.ts'
import { startFileServer, startProgram } from './programs.ts'
import { fileSizes } from './sets.ts'

const finishMs = 300_000
const probePort = 8091
const foregroundPort = 8092
const probeAloneMs = 5_000
const settledMs = 10_000

interface Ordered {
  published: Published
  order: SignedOrder
}

async function prepare(office: BenchOffice, name: string, terms?: readonly string[]): Promise<Ordered> {
  const published = await publish(office, name, fileSizes(office.set))
  return { published, order: await signOrder(office, name, published.patches, terms) }
}

/** WAN bytes ÷ a plain download's, the order given while no agent runs and all started at once. */
export async function measureColdStart(office: BenchOffice, name: string): Promise<number> {
  const { fleet } = office
  const { published, order } = await prepare(office, name)
  const floor = await measureFloor(office, published)
  const agents = [...fleet.agents]
  await Promise.all(agents.map(agent => stopDaemon(agent.process)))
  await order.give()
  const before = await office.wanBytes()
  await eachOf(agents, agents.length, async agent => {
    await fleet.restart(agent, hostOf(office, agent))
  })
  await waitReported(office, name, Date.now() + finishMs)
  return ((await office.wanBytes()) - before) / floor.plainWanBytes
}

export interface LateJoiner {
  lateWanBytes: number
  /** Of the payload. */
  lateWanShare: number
  /** Of the files, as the agent counted them. */
  lateOriginBytes: number
}

/** A machine that joins when all others have everything; the office keeps it. */
export async function measureLateJoiner(office: BenchOffice, name: string): Promise<LateJoiner> {
  const { fleet, set } = office
  const { published, order } = await prepare(office, name, ['--all', '--start', 'now', '--include-later'])
  await order.give()
  await waitReported(office, name, Date.now() + finishMs)
  await pause(settledMs)
  const before = await office.wanBytes()
  const late = await fleet.addAgent({ place: spareHost(office), site, token: office.token })
  await until(`${late.name} knows the order`, finishMs, async () => {
    const { patches } = await late.ask<{ patches: { schedule: string; state: string }[] }>('status')
    return patches.some(({ schedule, state }) => schedule === name && state === 'installed')
  })
  await waitReported(office, name, Date.now() + finishMs)
  const lateWanBytes = (await office.wanBytes()) - before
  const { bytes } = await whyOf(late, published.patches)
  return { lateWanBytes, lateWanShare: lateWanBytes / set.payloadBytes, lateOriginBytes: bytes.origin }
}

/** By how much the slowest twentieth of a probe's round trips is longer while we fetch than the usual one while nothing moves, ms. */
export async function measureProbe(office: BenchOffice, name: string, floor: PlainFloor): Promise<number> {
  const { outside } = office.lab
  const address = `${outside.address}:${probePort}`
  const echo = await startProgram(outside, 'udp-probe.ts', ['--echo', address])
  const probe = async (during: () => Promise<void>) => {
    const asking = await startProgram(spareHost(office), 'udp-probe.ts', ['--ask', address])
    await during()
    const answered = asking.line()
    await asking.end()
    return (await answered).roundTripsMs as number[]
  }
  const { published, order } = await prepare(office, name)
  const alone = await probe(() => pause(probeAloneMs))
  const beside = await probe(async () => {
    await measureSpread(office, { schedule: name, published, floor, order, waitsForReports: false })
  })
  await echo.end()
  await waitReported(office, name, Date.now() + finishMs)
  return addedMs(alone, beside)
}

export function addedMs(alone: readonly number[], beside: readonly number[]): number {
  return percentile(beside, 0.95) - (median(alone) ?? 0)
}

/** Nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** The rate of somebody else's download that begins when ours is under way, ÷ its rate alone. */
export async function measureForeground(office: BenchOffice, name: string, floor: PlainFloor): Promise<number> {
  const { lab, folder, set } = office
  const shared = 'foreground'
  await writeFile(join(folder, shared), randomBytes(Math.round(set.payloadBytes / 2)))
  const server = await startFileServer(lab.outside, folder, foregroundPort)
  const download = () => measurePlainDownload(spareHost(office), { urls: [`${server.url}/${shared}`] })
  const { published, order } = await prepare(office, name)
  const alone = await download()
  const started = Promise.withResolvers<void>()
  const beside = started.promise.then(download)
  await measureSpread(office, { schedule: name, published, floor, order, onFirstPiece: started.resolve })
  const share = alone.seconds / (await beside).seconds
  await server.end()
  return share
}
