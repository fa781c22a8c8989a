// How long the event loops stand still while all hash and serve at full rate: one agent fetches a large file from outside, then a second
// one all of it from the first over the LAN. Told by the programs themselves, in their metrics; nothing else runs meanwhile.

import { join } from 'node:path'
import type { PatchView } from '../../agent/view.ts'
import type { Agent, Fleet, Place } from '../fleet/fleet.ts'
import { until } from '../fleet/until.ts'
import { askMetrics } from './ask-metrics.ts'
import { feedName, writePatch } from './soak-run.ts'

export interface LoopDelay {
  name: string
  doing: string
  p50Ms: number
  p99Ms: number
  maxMs: number
}

export interface FullRate {
  bytes: number
  /** From the order to installed. */
  fromOutsideSeconds: number
  overLanSeconds: number
  delays: LoopDelay[]
}

interface Watched {
  name: string
  place: Place
  port: number
}

const id = 'full-rate'
const limitMs = 240_000

export async function measureFullRate(
  fleet: Fleet,
  {
    folder,
    bytes,
    coordinator,
    agents,
  }: { folder: string; bytes: number; coordinator: Watched; agents: [Agent & Watched, Agent & Watched] },
): Promise<FullRate> {
  const [first, second] = agents
  const delays: LoopDelay[] = []
  const measured = async (who: readonly (Watched & { doing: string })[], work: () => Promise<void>) => {
    for (const each of who) await delayOf(each) // asking begins anew
    const began = performance.now()
    await work()
    const seconds = (performance.now() - began) / 1000
    for (const each of who) delays.push({ name: each.name, doing: each.doing, ...(await delayOf(each)) })
    return seconds
  }
  await writePatch(join(folder, 'feed'), id, bytes)
  await measured([{ ...coordinator, doing: 'reading a feed with a large file' }], async () => {
    await fleet.command('feed', 'sync', feedName)
    await fleet.signing('patch', 'approve', id, '--reason', 'soak')
  })
  const fromOutsideSeconds = await measured(
    [
      { ...coordinator, doing: 'serving the file' },
      { ...first, doing: 'fetching it from outside, installing' },
    ],
    () => orderAt(fleet, first),
  )
  const overLanSeconds = await measured(
    [
      { ...first, doing: 'serving it over the LAN' },
      { ...second, doing: 'fetching it over the LAN, installing' },
    ],
    () => orderAt(fleet, second),
  )
  return { bytes, fromOutsideSeconds, overLanSeconds, delays }
}

async function orderAt(fleet: Fleet, agent: Agent): Promise<void> {
  const { node } = await agent.ask<{ node: string }>('status')
  await fleet.signing('schedule', 'create', '--patch', id, '--node', node, '--start', 'now', '--yes')
  await until(`${agent.name} has installed ${id}`, limitMs, async () =>
    (await agent.ask<PatchView[]>('patches')).some(each => each.id === id && each.state === 'installed'),
  )
}

/** Since the last question. */
async function delayOf({ place, port }: Watched): Promise<Pick<LoopDelay, 'p50Ms' | 'p99Ms' | 'maxMs'>> {
  const told = await askMetrics(place, port)
  const of = (figure: string) => told(`nodejs_eventloop_lag_${figure}_seconds`) * 1000
  return { p50Ms: of('p50'), p99Ms: of('p99'), maxMs: of('max') }
}
