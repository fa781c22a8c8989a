// Days of an office in minutes: patches come and go, agents are stopped, killed, frozen and cut off, while memory and descriptors of every
// process are sampled. Those agents that are never started anew, and the coordinator, must stay as they are.

import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { stringify } from 'yaml'
import type { PatchView } from '../../agent/view.ts'
import { CodedError } from '../../core/errors.ts'
import { MIB, SECOND_MS } from '../../core/limits.ts'
import type { Random } from '../../core/random.ts'
import { type Agent, changeSettings, crash, type Fleet, type Place, stopDaemon } from '../fleet/fleet.ts'
import type { Office } from '../fleet/sites.ts'
import { until } from '../fleet/until.ts'
import type { Host } from '../lab/host.ts'
import { systemProgram } from '../lab/run.ts'
import { askMetrics, metricsPorts } from './ask-metrics.ts'
import { type Growth, growthOf, type ProcessSample } from './flatness.ts'

export interface SoakSettings {
  folder: string
  fleet: Fleet
  office: Office
  /** Where the coordinator runs. */
  outside: Place
  /** Namespaces: links can be cut. */
  hasLinks: boolean
  random: Random
  minutes: number
  say: (text: string) => void
}

export interface SoakResult {
  minutes: number
  /** Patches that came, and of them those that went again. */
  patches: number
  declined: number
  installs: number
  disturbances: Record<string, number>
  processes: Growth[]
}

export const feedName = 'house'
const patchBytes = 4 * MIB
/** A patch is declined and leaves the feed when so many newer ones are there. */
const standing = 4
const quotaBytes = 12 * patchBytes
const turnMs = 12 * SECOND_MS
const disturbMs = 7 * SECOND_MS
const sampleMs = 5 * SECOND_MS
/** To ask starts a program in the machine's namespace. */
const samplesPerHeap = 6
const settledMs = 180 * SECOND_MS
/** The measure begins when everything has run once: compiled code and buffers of a process come with its first work. */
const warmUpShare = 0.2
/** Of the agents so many are started anew; what these need is seen in the others. */
const restartedShare = 1 / 3

type Disturbance = 'killed' | 'stopped' | 'frozen' | 'cut off'

export class SoakRun {
  readonly #settings: SoakSettings
  readonly #samples = new Map<string, ProcessSample[]>()
  readonly #disturbances = new Map<Disturbance, number>()
  #patches = 0
  #declined = 0
  #endAt = 0

  constructor(settings: SoakSettings) {
    this.#settings = settings
  }

  static settings(index: number, measured: boolean): Record<string, unknown> {
    return { quotaBytes: measured ? 1024 * MIB : quotaBytes, 'metrics.listen': String(metricsPorts.agents + index) }
  }

  async run(): Promise<SoakResult> {
    const { fleet, minutes, say } = this.#settings
    const began = performance.now()
    this.#endAt = began + minutes * 60_000
    const warmAt = began + minutes * 60_000 * warmUpShare
    await Promise.all([this.#patchesComeAndGo(), this.#disturb(), this.#sample(warmAt)])
    say(`${this.#patches} patches came, ${this.#declined} went; waiting for the last to be everywhere`)
    const newest = patchId(this.#patches)
    await until(`${newest} is installed on all machines`, settledMs, async () => {
      const all = await Promise.all(fleet.agents.map(agent => agent.ask<PatchView[]>('patches')))
      return all.every(patches => patches.some(({ id, state }) => id === newest && state === 'installed'))
    })
    const rows = await fleet.ask<{ state: string }[]>('report-compliance', {})
    const processes = [...this.#samples].flatMap(([name, samples]) => growthOf(name, samples) ?? [])
    return {
      minutes,
      patches: this.#patches,
      declined: this.#declined,
      installs: rows.filter(({ state }) => state === 'installed').length,
      disturbances: Object.fromEntries(this.#disturbances),
      processes,
    }
  }

  get #isOver(): boolean {
    return performance.now() >= this.#endAt
  }

  async #patchesComeAndGo(): Promise<void> {
    const { fleet, folder } = this.#settings
    while (!this.#isOver) {
      const next = performance.now() + turnMs
      const id = patchId(++this.#patches)
      await writePatch(join(folder, 'feed'), id, patchBytes)
      const old = this.#patches - standing
      if (old > 0) await rm(join(folder, 'feed', patchId(old)), { recursive: true })
      await fleet.command('feed', 'sync', feedName)
      await fleet.signing('patch', 'approve', id, '--reason', 'soak')
      await fleet.signing('schedule', 'create', '--patch', id, '--all', '--start', 'now', '--yes')
      if (old > 0) {
        await fleet.signing('patch', 'decline', patchId(old), '--reason', 'soak')
        this.#declined++
      }
      await pause(Math.max(0, Math.min(next, this.#endAt) - performance.now()))
    }
  }

  async #disturb(): Promise<void> {
    const { fleet, random, hasLinks, office } = this.#settings
    const restarted = Math.max(1, Math.floor(fleet.agents.length * restartedShare))
    const kinds: Disturbance[] = ['killed', 'stopped', 'frozen', ...(hasLinks ? (['cut off'] as const) : [])]
    while (!this.#isOver) {
      const kind = kinds[Math.floor(random() * kinds.length)]!
      const isEnded = kind === 'killed' || kind === 'stopped'
      const index = Math.floor(random() * (isEnded ? restarted : fleet.agents.length))
      const agent = fleet.agents[index]!
      const place = office.places.find(({ name }) => name === agent.name)!
      const forMs = SECOND_MS * (1 + random() * 5)
      if (isEnded) {
        await (kind === 'killed' ? crash(agent.process) : stopDaemon(agent.process))
        await pause(forMs)
        await fleet.restart(agent, place)
      } else if (kind === 'frozen') await freeze(agent, forMs)
      else await cutOff(place as Host, forMs)
      this.#disturbances.set(kind, (this.#disturbances.get(kind) ?? 0) + 1)
      await pause(disturbMs * (0.5 + random()))
    }
  }

  async #sample(fromMs: number): Promise<void> {
    const { fleet, outside, office } = this.#settings
    const began = performance.now()
    const restarted = Math.max(1, Math.floor(fleet.agents.length * restartedShare))
    const watched = [
      { name: 'coordinator', pid: fleet.coordinator!.pid!, place: outside, port: metricsPorts.coordinator },
      ...fleet.agents.slice(restarted).map(({ name, process }, index) => {
        const place = office.places.find(each => each.name === name)!
        return { name, pid: process.pid!, place, port: metricsPorts.agents + restarted + index }
      }),
    ]
    for (let round = 0; !this.#isOver; round++) {
      if (performance.now() >= fromMs)
        for (const { name, pid, place, port } of watched) {
          const samples = this.#samples.get(name) ?? []
          this.#samples.set(name, samples)
          const sample = { atMs: performance.now() - began, ...(await sampleOf(pid)) }
          samples.push(round % samplesPerHeap === 0 ? { ...sample, ...(await heapOf(place, port)) } : sample)
        }
      await pause(sampleMs)
    }
  }
}

function patchId(number: number): string {
  return `soak-${number}`
}

export async function writePatch(feed: string, id: string, bytes: number): Promise<void> {
  const folder = join(feed, id)
  await mkdir(folder, { recursive: true })
  for (let written = 0; written < bytes; written += MIB)
    await writeFile(join(folder, 'payload.bin'), randomBytes(Math.min(MIB, bytes - written)), { flag: 'a' })
  const about = { id, product: id, version: '1.0', title: `Patch ${id}`, severity: 'high', files: ['payload.bin'] }
  const install = { type: 'file', file: 'payload.bin', path: `/opt/soak/${id}.bin` }
  await writeFile(join(folder, 'patch.yaml'), stringify({ ...about, install }))
}

/** Where the coordinator tells its metrics; it is started anew. */
export async function tellMetrics(fleet: Fleet, port: number): Promise<void> {
  await stopDaemon(fleet.coordinator!)
  await changeSettings(join(fleet.home, 'coordinator.yaml'), { 'metrics.listen': String(port) })
  await fleet.serve()
}

async function sampleOf(pid: number): Promise<Omit<ProcessSample, 'atMs'>> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8')
  const bytesOf = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0) * 1024
  const descriptors = (await readdir(`/proc/${pid}/fd`)).length
  return { rssBytes: bytesOf('VmRSS'), rssAnonBytes: bytesOf('RssAnon'), descriptors }
}

/** Nothing from a machine whose program is frozen. */
async function heapOf(place: Place, port: number): Promise<{ heapBytes?: number }> {
  try {
    const told = await askMetrics(place, port)
    return { heapBytes: told('nodejs_heap_size_used_bytes') + told('nodejs_external_memory_bytes') }
  } catch (error) {
    if (error instanceof CodedError && error.code === 'io-failed') return {}
    throw error
  }
}

async function freeze({ process: child }: Agent, forMs: number): Promise<void> {
  child.kill('SIGSTOP')
  try {
    await pause(forMs)
  } finally {
    child.kill('SIGCONT')
  }
}

/** The cable out, and in again; the kernel forgets the routes with it. */
async function cutOff(host: Host, forMs: number): Promise<void> {
  const ip = systemProgram('ip')
  const { stdout } = await host.exec(ip, ['route', 'show'])
  await host.exec(ip, ['link', 'set', 'dev', 'eth0', 'down'])
  await pause(forMs)
  await host.exec(ip, ['link', 'set', 'dev', 'eth0', 'up'])
  for (const route of stdout.split('\n').filter(line => line.trim() !== '' && !line.includes('proto kernel')))
    await host.exec(ip, ['route', 'replace', ...route.trim().split(/\s+/)])
}
