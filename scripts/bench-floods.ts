// `npm run bench:floods -- [--json]`: what is left for an honest member while others flood an agent's port. Loopback only; the
// figures are in docs/benchmarks.md where that exists, the limits that make them in core/limits.ts.

import { parseArgs } from 'node:util'
import { limits, MIB, SECOND_MS } from '../core/limits.ts'
import { burstGrowth, type DialFigures, dialsUnderSilence, startVictim, streamsGrowth } from './floods/measure.ts'

interface Figures {
  underSilence: DialFigures
  burstGrowthMib: { oneHost: number; manyHosts: number; talking: number }
  streams: { growthMib: number; opened: number }
}

async function withVictim<T>(members: number, run: (victim: Awaited<ReturnType<typeof startVictim>>) => Promise<T>) {
  const victim = await startVictim(members)
  return await run(victim).finally(() => victim.stop())
}

const mib = (bytes: number) => Math.round((10 * bytes) / MIB) / 10
/** What a libp2p dialler says first. */
const multistream = Buffer.from('\x13/multistream/1.0.0\n')

async function measure(): Promise<Figures> {
  const connections = 10_000
  const underSilence = await withVictim(1, victim => dialsUnderSilence(victim, 30 * SECOND_MS))
  const burst = (hosts: number, data?: Uint8Array) =>
    withVictim(1, victim => burstGrowth(victim, { connections, hosts, ...(data && { data }) }))
  const burstGrowthMib = {
    oneHost: mib(await burst(1)),
    manyHosts: mib(await burst(100)),
    talking: mib(await burst(100, multistream)),
  }
  const { growth, streams } = await withVictim(1, victim => streamsGrowth(victim, 10 * SECOND_MS))
  return { underSilence, burstGrowthMib, streams: { growthMib: mib(growth), opened: streams } }
}

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
const figures = await measure()
if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`)
else {
  const { underSilence: silence, burstGrowthMib: burst, streams } = figures
  process.stdout.write(
    `${[
      `honest dials while one host opens a socket a second and another keeps 200 open: median ${Math.round(silence.medianMs)} ms, worst ${Math.round(silence.worstMs)} ms of ${silence.dials}`,
      `memory under 10,000 connections: one host ${burst.oneHost} MiB, 100 hosts ${burst.manyHosts} MiB, 100 hosts that begin to talk ${burst.talking} MiB`,
      `memory while a member opens streams and ends no frame (${streams.opened} streams): ${streams.growthMib} MiB of at most ${mib(limits.memberStreamsBytes)}`,
    ].join('\n')}\n`,
  )
}
