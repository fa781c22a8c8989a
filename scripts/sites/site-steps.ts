// The steps of the lab of sites: each changes the network, orders a file onto one site, and says what crossed its WAN and why.

import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { stringify } from 'yaml'
import { MIB } from '../../core/limits.ts'
import { type Agent, crash, type Fleet } from '../fleet/fleet.ts'
import { until } from '../fleet/until.ts'
import type { Lab, LabOffice } from '../lab/network.ts'

export const payloadBytes = 16 * MIB
const limitMs = 150_000

export interface StepResult {
  step: string
  ok: boolean
  figures: Record<string, number | string | string[]>
}

export interface Bench {
  fleet: Fleet
  lab: Lab
  folder: string
  say: (text: string) => void
}

interface StatusView {
  place: { kind: string; waitsUntil: string | null; rateBytesPerSecond: number | null }
  peers: { connected: number; members: number }
}

interface WhyView {
  state: string
  reason: string
  bytes: { local: number; lan: number; seed: number; origin: number }
  wan: { reason: string; bytes: number }[]
}

export const statusOf = (agent: Agent) => agent.ask<StatusView>('status')
export const whyOf = (agent: Agent, patch: string) => agent.ask<WhyView>('why', { patch })

export function agentsOf({ fleet }: Bench, site: string): Agent[] {
  return fleet.agents.filter(agent => agent.site === site)
}

export function officeOf({ lab }: Bench, site: string): LabOffice {
  return lab.offices.find(office => office.site === site)!
}

export async function wanBytes(office: LabOffice): Promise<number> {
  const { rxBytes, txBytes } = await office.wanCounters()
  return rxBytes + txBytes
}

/** Puts a random file into the feed and approves it. */
export async function publish({ fleet, folder }: Bench, id: string, sizeBytes = payloadBytes): Promise<void> {
  const feed = join(folder, 'feed', `${id}-1.0`)
  await mkdir(feed, { recursive: true })
  await writeFile(join(feed, 'payload.bin'), randomBytes(sizeBytes))
  const facts = { id: `${id}-1.0`, product: id, version: '1.0', title: id, severity: 'low', cves: [] }
  const install = { type: 'file', file: 'payload.bin', path: `/opt/${id}`, mode: '0644' }
  await writeFile(join(feed, 'patch.yaml'), stringify({ ...facts, files: ['payload.bin'], install }))
  await fleet.command('feed', 'sync', 'house')
  await fleet.signing('patch', 'approve', `${id}-1.0`)
  await until(`${id} is ready`, limitMs, async () => {
    const { manifest } = await fleet.command<{ manifest: string | null }>('patch', 'show', `${id}-1.0`)
    return manifest !== null
  })
}

export async function order({ fleet }: Bench, id: string, site: string, ...more: string[]): Promise<void> {
  await fleet.signing('schedule', 'create', '--patch', `${id}-1.0`, '--site', site, '--start', 'now', ...more, '--yes')
}

export async function installed(agents: readonly Agent[], id: string): Promise<void> {
  const seen = new Map<string, string>()
  await until(
    `${id} is installed on ${agents.length} machines`,
    limitMs,
    async () => {
      for (const agent of agents) {
        const rows = await agent.ask<{ id: string; state: string; reason: string }[]>('patches')
        const row = rows.find(each => each.id === `${id}-1.0`)
        seen.set(agent.name, row ? `${row.state} ${row.reason}` : 'not ordered')
      }
      return [...seen.values()].every(state => state.startsWith('installed'))
    },
    () => JSON.stringify([...seen]),
  )
}

/** All of them have the order and begin. */
export async function wanted(agents: readonly Agent[], id: string): Promise<void> {
  await until(`${id} is ordered on ${agents.length} machines`, limitMs, async () => {
    const views = await Promise.all(agents.map(agent => agent.ask<{ id: string; state: string }[]>('patches')))
    return views.every(rows => rows.some(row => row.id === `${id}-1.0` && row.state === 'fetching'))
  })
}

/** Orders the file and waits for all; what crossed the site's WAN from the order to the reports. */
export async function distribute(bench: Bench, id: string, site: string): Promise<{ ratio: number; seconds: number }> {
  const office = officeOf(bench, site)
  await publish(bench, id)
  const before = await wanBytes(office)
  const began = performance.now()
  await order(bench, id, site)
  await installed(agentsOf(bench, site), id)
  const seconds = (performance.now() - began) / 1000
  await pause(3000) // the last reports
  return { ratio: ((await wanBytes(office)) - before) / payloadBytes, seconds }
}

/** Bytes that the agents counted from outside, by reason. */
export async function reasonsOf(agents: readonly Agent[], id: string): Promise<Map<string, number>> {
  const sums = new Map<string, number>()
  for (const agent of agents)
    for (const { reason, bytes } of (await whyOf(agent, `${id}-1.0`)).wan)
      sums.set(reason, (sums.get(reason) ?? 0) + bytes)
  return sums
}

export async function connected(agents: readonly Agent[], count: number, within = limitMs): Promise<number> {
  const began = performance.now()
  const seen = new Map<string, number>()
  await until(
    `each of ${agents.length} machines has ${count} neighbours`,
    within,
    async () => {
      for (const agent of agents) seen.set(agent.name, (await statusOf(agent)).peers.connected)
      return [...seen.values()].every(each => each === count)
    },
    () => JSON.stringify([...seen]),
  )
  return performance.now() - began
}

export async function place(agent: Agent, kinds: readonly string[], within = limitMs): Promise<StatusView> {
  let status = await statusOf(agent)
  await until(
    `${agent.name} is ${kinds.join(' or ')}`,
    within,
    async () => {
      status = await statusOf(agent)
      return kinds.includes(status.place.kind)
    },
    () => `it says ${status.place.kind}`,
  )
  return status
}

/** Killed and started again: what it knew of others besides what it stored is gone. */
export async function startAgain({ fleet, lab }: Bench, agent: Agent): Promise<Agent> {
  await crash(agent.process)
  const host = lab.offices.flatMap(({ hosts }) => hosts).find(({ name }) => name === agent.name)!
  return await fleet.restart(agent, host)
}
