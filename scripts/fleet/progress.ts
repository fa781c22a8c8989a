// What the agents of each office have of a schedule, followed by asking them: a bar an office on a terminal, else a line now and then.

import { setTimeout as pause } from 'node:timers/promises'
import { MultiBar, type SingleBar } from 'cli-progress'
import { CodedError } from '../../core/errors.ts'
import { formatBytes } from '../../core/present.ts'
import type { Agent } from './fleet.ts'

interface PatchStatus {
  id: string
  schedule: string
  state: string
  sizeBytes: number
  haveBytes: number
}

interface AgentStatus {
  patches: PatchStatus[]
  transfers: { bytes: Sources }[]
  peers: { connected: number; members: number }
  stale: boolean
}

interface Sources {
  local: number
  lan: number
  seed: number
  origin: number
}

export interface Arrival {
  /** Seconds from the start until every target had the whole patch. */
  seconds: number
  /** The same for each agent. */
  byAgent: Map<string, number>
}

export interface Followed {
  agents: readonly Agent[]
  schedule: string
  /** Times are taken of the arrival of this patch. */
  patch: string
}

const askMs = 500
const lineMs = 3_000

/** Returns when every target has installed every patch of the schedule; throws `timed-out` after `limitMs`. */
export async function followSchedule({ agents, schedule, patch }: Followed, limitMs: number): Promise<Arrival> {
  const began = performance.now()
  const targets = agents.filter(agent => !agent.seed)
  const display = process.stderr.isTTY ? new Bars(agents) : new Lines(agents)
  const byAgent = new Map<string, number>()
  try {
    for (;;) {
      const seen = new Map<string, PatchStatus[]>()
      await Promise.all(
        targets.map(async agent => {
          const status = await agent.ask<AgentStatus>('status')
          const patches = status.patches.filter(each => each.schedule === schedule)
          seen.set(agent.name, patches)
          const followed = patches.find(each => each.id === patch)
          const isHere =
            followed !== undefined && (followed.haveBytes >= followed.sizeBytes || followed.state === 'installed')
          if (isHere && !byAgent.has(agent.name)) byAgent.set(agent.name, (performance.now() - began) / 1000)
        }),
      )
      display.show(seen, await sourcesOf(targets, patch))
      const isDone = [...seen.values()].every(
        patches => patches.length > 0 && patches.every(each => each.state === 'installed'),
      )
      if (isDone && byAgent.size === targets.length) break
      if (performance.now() - began > limitMs)
        throw new CodedError('timed-out', `not installed everywhere after ${limitMs / 1000} s: ${open(seen)}`)
      await pause(askMs)
    }
  } finally {
    display.end()
  }
  return { seconds: Math.max(...byAgent.values()), byAgent }
}

async function sourcesOf(agents: readonly Agent[], patch: string): Promise<Map<string, Sources>> {
  const found = await Promise.all(
    agents.map(async agent => {
      try {
        return [agent.name, (await agent.ask<{ bytes: Sources }>('why', { patch })).bytes] as const
      } catch (error) {
        if (!(error instanceof CodedError)) throw error // not known there yet
        return [agent.name, { local: 0, lan: 0, seed: 0, origin: 0 }] as const
      }
    }),
  )
  return new Map(found)
}

function open(seen: Map<string, PatchStatus[]>): string {
  return [...seen]
    .flatMap(([name, patches]) =>
      patches.filter(each => each.state !== 'installed').map(each => `${name} ${each.id} ${each.state}`),
    )
    .slice(0, 8)
    .join(', ')
}

type Seen = Map<string, PatchStatus[]>

function sites(agents: readonly Agent[]): string[] {
  return [...new Set(agents.map(agent => agent.site))]
}

function office(site: string, agents: readonly Agent[], seen: Seen, sources: Map<string, Sources>) {
  const names = agents.filter(agent => agent.site === site && !agent.seed).map(agent => agent.name)
  const patches = names.flatMap(name => seen.get(name) ?? [])
  const sum = (of: (each: Sources) => number) =>
    names.reduce((total, name) => total + of(sources.get(name) ?? { local: 0, lan: 0, seed: 0, origin: 0 }), 0)
  return {
    have: patches.reduce((total, each) => total + each.haveBytes, 0),
    size: patches.reduce((total, each) => total + each.sizeBytes, 0),
    installed: patches.filter(each => each.state === 'installed').length,
    patches: patches.length,
    sources: `origin ${formatBytes(sum(each => each.origin))}, lan ${formatBytes(sum(each => each.lan))}, seed ${formatBytes(sum(each => each.seed))}`,
  }
}

class Bars {
  readonly #agents: readonly Agent[]
  readonly #bars = new Map<string, SingleBar>()
  readonly #all = new MultiBar({
    format: '{site} [{bar}] {percentage}%  installed {installed}/{patches}  {sources}',
    stream: process.stderr,
    hideCursor: true,
  })

  constructor(agents: readonly Agent[]) {
    this.#agents = agents
    for (const site of sites(agents)) {
      this.#bars.set(site, this.#all.create(1, 0, { site: site.padEnd(8), installed: 0, patches: 0, sources: '' }))
    }
  }

  show(seen: Seen, sources: Map<string, Sources>): void {
    for (const [site, bar] of this.#bars) {
      const { have, size, ...rest } = office(site, this.#agents, seen, sources)
      bar.setTotal(Math.max(size, 1))
      bar.update(have, rest)
    }
  }

  end(): void {
    this.#all.stop()
  }
}

class Lines {
  readonly #agents: readonly Agent[]
  #last = Number.NEGATIVE_INFINITY
  #unsaid: string[] = []

  constructor(agents: readonly Agent[]) {
    this.#agents = agents
  }

  show(seen: Seen, sources: Map<string, Sources>): void {
    this.#unsaid = sites(this.#agents).map(site => {
      const { have, size, installed, patches, sources: from } = office(site, this.#agents, seen, sources)
      const percent = size > 0 ? Math.round((have / size) * 100) : installed > 0 ? 100 : 0
      return `${site.padEnd(8)} ${String(percent).padStart(3)}%  installed ${installed}/${patches}  ${from}\n`
    })
    if (performance.now() - this.#last >= lineMs) this.end()
  }

  end(): void {
    this.#last = performance.now()
    for (const line of this.#unsaid.splice(0)) process.stderr.write(line)
  }
}
