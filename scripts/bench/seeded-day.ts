// One day of an office with a seed that has the payload before the order (set H): how fast it spreads on the LAN, held against one plain
// HTTP download over the same ports and against a bare libp2p pair on the same two machines, both in the same run.

import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { measurePlainDownload } from '../fleet/plain-download.ts'
import { until } from '../fleet/until.ts'
import { arrivalOf, logEnd, readLog } from './agent-log.ts'
import type { BareEnd } from './bare-pair.ts'
import type { DayFigures } from './figures.ts'
import type { FirstPiece } from './first-piece.ts'
import { type BenchOffice, hostOf } from './office.ts'
import { type Published, publish, signOrder } from './order.ts'
import { measureSpread } from './patch-day.ts'
import { startFileServer, startProgram } from './programs.ts'

const barePort = 8093
const lanServerPort = 8094
const seedMs = 600_000

export interface SeededDay {
  day: DayFigures
  /** Bytes a second. */
  plainGoodput: number
  bareGoodput: number
  /** Of the first target: from its first piece to its last. */
  goodput: number | undefined
  /** Processor seconds for a gigabyte, both ends. */
  bareCpuPerGb: number
}

export async function measureSeededDay(
  office: BenchOffice,
  name: string,
  { idleMs = 30_000 }: { idleMs?: number } = {},
): Promise<SeededDay> {
  const { set, lan, folder } = office
  const published = await publish(office, name, [set.payloadBytes])
  await giveToSeed(office, name, published)

  const [target] = office.targets()
  const receiver = hostOf(office, target!)
  const server = await startFileServer(lan.seed!, folder, lanServerPort)
  const path = join(`feed-${name}`, published.patches[0]!, 'payload.bin')
  const plain = await measurePlainDownload(receiver, { urls: [`${server.url}/${path}`] })
  await server.end()
  const bare = await measureBarePair(office)

  const order = await signOrder(office, name, published.patches)
  await pause(idleMs)
  const floor = { plainSeconds: plain.seconds, plainWanBytes: 0 }
  const { day, firstSeen } = await measureSpread(office, { schedule: name, published, floor, order })
  return {
    day,
    plainGoodput: plain.bytes / plain.seconds,
    goodput: goodputOf(day, firstSeen.get(target!.name)),
    ...bare,
  }
}

/** Bytes a second of the first target, undefined when its first piece was its last that was seen. */
export function goodputOf(
  { arrivedSeconds, payloadBytes }: Pick<DayFigures, 'arrivedSeconds' | 'payloadBytes'>,
  first: Pick<FirstPiece, 'ms' | 'haveBytes'> | undefined,
): number | undefined {
  const seconds = arrivedSeconds[0]! - (first?.ms ?? 0) / 1000
  return first && first.haveBytes < payloadBytes && seconds > 0 ? (payloadBytes - first.haveBytes) / seconds : undefined
}

/** By an order of its own, as an admin would fill a seed before the day. */
async function giveToSeed(office: BenchOffice, name: string, { patches, artifacts }: Published): Promise<void> {
  const seed = office.fleet.agents.find(agent => agent.seed)!
  const { node } = await seed.ask<{ node: string }>('status')
  const logFrom = await logEnd(seed)
  const order = await signOrder(office, `${name}-seed`, patches, ['--node', node, '--start', 'now'])
  await order.give()
  await until('the seed has the payload', seedMs, async () => {
    return arrivalOf(await readLog(seed, logFrom), artifacts) !== undefined
  })
}

async function measureBarePair(office: BenchOffice): Promise<Pick<SeededDay, 'bareGoodput' | 'bareCpuPerGb'>> {
  const { lan, set } = office
  const sender = await startProgram(lan.seed!, 'bare-pair.ts', [
    '--listen',
    `/ip4/${lan.seed!.address}/tcp/${barePort}`,
  ])
  const taking = ['--dial', String(sender.first.address), '--bytes', String(set.payloadBytes)]
  const taker = await startProgram(hostOf(office, office.targets()[0]!), 'bare-pair.ts', taking)
  const ends = [taker.first, await sender.line()] as unknown as BareEnd[]
  await Promise.all([taker.end(), sender.end()])
  return {
    bareGoodput: ends[0]!.bytes / ends[0]!.seconds,
    bareCpuPerGb: ends.reduce((total, { cpuSeconds }) => total + cpuSeconds, 0) / (set.payloadBytes / 1e9),
  }
}
