// `npm run soak -- --minutes N`: an office that does not rest. Twelve agents and a coordinator, patches that come and go, agents that end,
// freeze and lose their link. Exit 0 only if memory and descriptors stay flat and no event loop stands still for long.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { MIB } from '../core/limits.ts'
import { formatBytes } from '../core/present.ts'
import { seededRandom } from '../core/random.ts'
import { Fleet, stopDaemon } from './fleet/fleet.ts'
import { runScript } from './fleet/run-script.ts'
import { createSites, type Office } from './fleet/sites.ts'
import { until } from './fleet/until.ts'
import { closeOnce, onExit } from './lab/on-exit.ts'
import { enterLab } from './lab/unprivileged.ts'
import { metricsPorts } from './soak/ask-metrics.ts'
import { type FullRate, measureFullRate } from './soak/full-rate.ts'
import { feedName, type SoakResult, SoakRun, tellMetrics } from './soak/soak-run.ts'

const usage = `usage: npm run soak -- --minutes N [--agents 12] [--seed N] [--loopback] [--json]
  --minutes N  how long patches come and go (the measure at full rate and the start come on top)
  --loopback   no network namespaces, also where they are to be had: links are not cut then
  --json       the result as the last line of stdout`

const rateBitsPerSecond = 200_000_000
const largeBytes = 256 * MIB
const delayP99Ms = 50
const joinedAtOnce = 3
const readyMs = 180_000

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

interface Options {
  minutes: number
  agents: number
  seed: number
  loopback: boolean
}

async function soak({ minutes, agents, seed, loopback }: Options) {
  const { mode, reason } = loopback ? { mode: 'none' as const, reason: 'as asked' } : await enterLab()
  if (mode === 'none') say(`no network namespaces (${reason}): loopback, and no link is cut`)
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-soak-'))
  const offices = [{ site: 'berlin', hosts: agents, seed: false }]
  const sites = await createSites({ mode, rateBitsPerSecond, offices })
  const ports = mode === 'none' ? { coordinator: 17_433, origin: 17_434 } : sites.ports
  const fleet = new Fleet({ folder, outside: sites.outside, ...(ports && { ports }) })
  const close = closeOnce(async () => {
    await fleet.stop()
    await sites.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  const forget = onExit({ close })
  try {
    await fleet.start()
    await tellMetrics(fleet, metricsPorts.coordinator)
    await sites.connect({ addresses: fleet.addresses, origin: fleet.origin })
    const [office] = sites.offices as [Office]
    await startOffice(fleet, office)
    await fleet.command('feed', 'add', feedName, '--type', 'folder', '--path', join(folder, 'feed'))
    say(`${agents} agents run; ${sites.conditions}`)
    const { outside } = sites
    const hasLinks = mode !== 'none'
    const random = seededRandom(seed)
    const flat = await new SoakRun({ folder, fleet, office, outside, hasLinks, random, minutes, say }).run()
    sayFlat(flat)
    const fullRate = await atFullRate(fleet, { folder, office, outside })
    sayFullRate(fullRate)
    const ok = flat.processes.every(each => each.isFlat) && fullRate.delays.every(each => each.p99Ms < delayP99Ms)
    return { ok, seed, ...flat, fullRate, conditions: sites.conditions }
  } finally {
    await close()
    forget()
  }
}

async function startOffice(fleet: Fleet, { site, prefixes, places, settings, tokenHere }: Office): Promise<void> {
  const token = tokenHere(await fleet.token({ site, prefixes, uses: places.length }))
  const numbered = places.map((place, index) => ({ place, index }))
  while (numbered.length > 0)
    await Promise.all(
      numbered.splice(0, joinedAtOnce).map(({ place, index }) => {
        const isMeasured = index >= places.length - 2
        return fleet.addAgent({
          place,
          site,
          token,
          settings: { ...settings, ...SoakRun.settings(index, isMeasured) },
        })
      }),
    )
  const order = new Map(places.map(({ name }, index) => [name, index]))
  fleet.agents.sort((a, b) => order.get(a.name)! - order.get(b.name)!)
  await until('all agents have neighbours', readyMs, async () => {
    const views = await Promise.all(fleet.agents.map(agent => agent.ask<{ peers: { connected: number } }>('status')))
    return views.every(({ peers }) => peers.connected > 0)
  })
}

/** The last two agents alone, never started anew before. */
async function atFullRate(
  fleet: Fleet,
  { folder, office, outside }: { folder: string; office: Office; outside: Office['places'][number] },
): Promise<FullRate> {
  await Promise.all(fleet.agents.slice(0, -2).map(agent => stopDaemon(agent.process)))
  const watched = (back: 1 | 2) => {
    const index = fleet.agents.length - back
    const agent = fleet.agents[index]!
    const place = office.places.find(({ name }) => name === agent.name)!
    return { ...agent, place, port: metricsPorts.agents + index }
  }
  const coordinator = { name: 'coordinator', place: outside, port: metricsPorts.coordinator }
  return await measureFullRate(fleet, { folder, bytes: largeBytes, coordinator, agents: [watched(2), watched(1)] })
}

function sayFlat({ minutes, patches, declined, installs, disturbances, processes }: SoakResult): void {
  const told = Object.entries(disturbances).map(([kind, count]) => `${count} ${kind}`)
  say(
    `\n${minutes} minutes: ${patches} patches came, ${declined} went, ${installs} installs stand; agents ${told.join(', ')}`,
  )
  say(
    'process          RssAnon first third -> last   V8 and its buffers    RSS                   descriptors  slope an hour',
  )
  for (const { name, first, last, slopeBytesPerHour, isFlat } of processes) {
    const told = (bytes: number | undefined) => (bytes === undefined ? 'unknown' : formatBytes(bytes))
    const bytes = (of: 'rssAnonBytes' | 'rssBytes' | 'heapBytes') => `${told(first[of])} -> ${told(last[of])}`
    const slope = `${slopeBytesPerHour < 0 ? '-' : '+'}${formatBytes(Math.abs(slopeBytesPerHour))}`
    const memory = [bytes('rssAnonBytes').padEnd(29), bytes('heapBytes').padEnd(21), bytes('rssBytes').padEnd(21)]
    const columns = [name.padEnd(16), ...memory]
    const descriptors = `${first.descriptors} -> ${last.descriptors}`.padEnd(12)
    say(`${columns.join(' ')} ${descriptors} ${slope.padEnd(14)}${isFlat ? '' : ' GROWS'}`)
  }
}

function sayFullRate({ bytes, fromOutsideSeconds, overLanSeconds, delays }: FullRate): void {
  const times = `${fromOutsideSeconds.toFixed(1)} s from outside, ${overLanSeconds.toFixed(1)} s over the LAN`
  say(`\n${formatBytes(bytes)} at full rate: ${times}. Event loop delay, timers of 10 ms included:`)
  for (const { name, doing, p50Ms, p99Ms, maxMs } of delays) {
    const figures = `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, longest ${maxMs.toFixed(1)} ms`
    say(`${name.padEnd(16)} ${doing.padEnd(38)} ${figures}${p99Ms < delayP99Ms ? '' : ' TOO LONG'}`)
  }
}

function readOptions(): Options & { json: boolean } {
  const flag = { type: 'boolean', default: false } as const
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      options: { json: flag, loopback: flag, help: flag, minutes: text, agents: text, seed: text },
    })
    if (values.help) {
      say(usage)
      process.exit(0)
    }
    const minutes = Number(values.minutes ?? Number.NaN)
    const agents = Number(values.agents ?? 12)
    const seed = Number(values.seed ?? 1)
    if (!(minutes > 0) || !(minutes <= 24 * 60)) throw new Error('--minutes: expected a number of minutes, up to 1440')
    if (!Number.isInteger(agents) || agents < 3 || agents > 50) throw new Error('--agents: expected 3 to 50')
    if (!Number.isSafeInteger(seed)) throw new Error('--seed: expected a whole number')
    return { ...values, minutes, agents, seed }
  } catch (error) {
    say(`${(error as Error).message}\n${usage}`)
    process.exit(2)
  }
}

async function main(): Promise<void> {
  const { json, ...options } = readOptions()
  const result = await soak(options)
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exitCode = result.ok ? 0 : 1
}

if (import.meta.main) await runScript(main)
