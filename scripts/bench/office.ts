// One office of the bench: a lab of two routed VLANs behind one WAN link, the coordinator outside, and its agents, started by the
// commands that a user has.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { type Agent, Fleet, type Place } from '../fleet/fleet.ts'
import { until } from '../fleet/until.ts'
import type { Host } from '../lab/host.ts'
import { createLab, type Lab, type LabOffice } from '../lab/network.ts'
import { closeOnce, onExit } from '../lab/on-exit.ts'
import type { OfficeSet } from './sets.ts'

export const site = 'office'
/** A start takes a second of processor time, a join another. */
export const startsAtOnce = 3
const connectMs = 120_000

export interface BenchOffice {
  set: OfficeSet
  folder: string
  lab: Lab
  lan: LabOffice
  fleet: Fleet
  /** The join token of all its machines. */
  token: string
  /** The agents that are ordered to have the patch. */
  targets(): Agent[]
  /** Both directions over the WAN so far, by the kernel's counters of the office's router. */
  wanBytes(): Promise<number>
  close(): Promise<void>
}

export interface OfficeOptions {
  say: (text: string) => void
  /** Overrides of every agent's agent.yaml. */
  settings?: Record<string, unknown>
  /** Hosts beyond the set's, on which an agent may be started later. */
  spare?: number
  keep?: boolean
}

/** Agents run and are connected to each other. Everything is taken down again when that fails. */
export async function openOffice(set: OfficeSet, options: OfficeOptions): Promise<BenchOffice> {
  const { say, keep = false, spare = 0 } = options
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-bench-'))
  const lab = await createLab({
    offices: [
      {
        site,
        hosts: set.agents + spare,
        seed: set.hasSeed,
        vlans: 2,
        wanRateBitsPerSecond: set.wanBitsPerSecond,
        wanDelayMs: set.wanDelayMs,
        ...(set.lanBitsPerSecond !== undefined && { lanRateBitsPerSecond: set.lanBitsPerSecond }),
      },
    ],
  }).catch(async error => {
    await rm(folder, { recursive: true, force: true })
    throw error
  })
  const fleet = new Fleet({ folder, outside: lab.outside })
  const [lan] = lab.offices as [LabOffice]
  const close = closeOnce(async () => {
    await fleet.stop()
    await lab.close()
    if (keep) say(`kept: ${folder}`)
    else await rm(folder, { recursive: true, force: true })
    forget()
  })
  const forget = onExit({ close })
  try {
    await fleet.start()
    const hosts = lan.hosts.slice(0, set.agents)
    const token = await fleet.token({ site, prefixes: lan.prefixes, uses: set.agents + 1 + spare })
    const machines = [...(lan.seed ? [{ place: lan.seed, seed: true }] : []), ...hosts.map(place => ({ place }))]
    say(`${set.set}: ${machines.length} agents start`)
    await eachOf(machines, startsAtOnce, async machine => {
      await fleet.addAgent({ ...machine, site, token, settings: options.settings ?? {} })
    })
    const office: BenchOffice = {
      set,
      folder,
      lab,
      lan,
      fleet,
      token,
      targets: () => fleet.agents.filter(agent => !agent.seed),
      wanBytes: () => wanBytes(lan),
      close,
    }
    await waitConnected(office)
    return office
  } catch (error) {
    await close()
    throw error
  }
}

/** Each has as many neighbours as it wants, or everyone. */
export async function waitConnected({ fleet }: BenchOffice): Promise<void> {
  const wanted = Math.min(fleet.agents.length - 1, limits.neighboursWanted)
  let seen = ''
  await until(
    `all agents have ${wanted} neighbours`,
    connectMs,
    async () => {
      const views = await Promise.all(fleet.agents.map(agent => agent.ask<{ peers: { connected: number } }>('status')))
      const few = fleet.agents.flatMap(({ name }, i) =>
        views[i]!.peers.connected < wanted ? [`${name} ${views[i]!.peers.connected}`] : [],
      )
      seen = few.slice(0, 8).join(', ')
      return few.length === 0
    },
    () => seen,
  )
}

export function hostOf({ lan }: BenchOffice, agent: Pick<Agent, 'name'>): Host & Place {
  const host = [...lan.hosts, ...(lan.seed ? [lan.seed] : [])].find(({ name }) => name === agent.name)
  if (!host) throw new Error(`no host ${agent.name}`)
  return host
}

async function wanBytes(lan: LabOffice): Promise<number> {
  const { rxBytes, txBytes } = await lan.wanCounters()
  return rxBytes + txBytes
}

/** The host that has no agent. Throws `wrong-state` when none was left without one. */
export function spareHost({ lan, fleet }: BenchOffice): Host {
  const host = lan.hosts.find(({ name }) => !fleet.agents.some(agent => agent.name === name))
  if (!host) throw new CodedError('wrong-state', 'the office was opened without a spare host')
  return host
}

/** So many at a time, in their order. */
export async function eachOf<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
