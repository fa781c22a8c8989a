// `npm run demo`: the main job in one line. A coordinator, two offices of four agents behind 20 Mbit/s each, a seed in one of them,
// a 32 MiB patch and some small ones, from the folder feed to installed and reported. Exit 0 only if every node is compliant.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { formatBytes } from '../core/present.ts'
import { largePatch, writeDemoFeed } from './fleet/demo-patches.ts'
import { Fleet } from './fleet/fleet.ts'
import { idleFigures } from './fleet/idle-figures.ts'
import { measureJoin } from './fleet/join-time.ts'
import { runPatchDay } from './fleet/patch-day.ts'
import { measurePlainDownload } from './fleet/plain-download.ts'
import { runScript } from './fleet/run-script.ts'
import { createSites, type Office, type Sites } from './fleet/sites.ts'
import { until } from './fleet/until.ts'
import { closeOnce, onExit } from './lab/on-exit.ts'
import { enterLab } from './lab/unprivileged.ts'

const rateBitsPerSecond = 20_000_000
const offices = [
  { site: 'berlin', hosts: 4, seed: true },
  { site: 'lyon', hosts: 4, seed: false },
]
const connectedMs = 30_000
const installedMs = 60_000

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

async function main(): Promise<void> {
  const values = readOptions()
  const { mode, reason } = values.loopback ? { mode: 'none' as const, reason: 'as asked' } : await enterLab()
  if (mode === 'none') {
    say(
      `no network namespaces (${reason}): loopback, coordinator-told peers, a throttled origin and application counters`,
    )
  }
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-demo-'))
  const sites = await createSites({ mode, rateBitsPerSecond, offices })
  const fleet = new Fleet({ folder, outside: sites.outside, ...(sites.ports && { ports: sites.ports }) })
  const close = closeOnce(async () => {
    await fleet.stop()
    await sites.close()
    if (values.keep) say(`kept: ${folder}`)
    else await rm(folder, { recursive: true, force: true })
  })
  const forget = onExit({ close })
  try {
    const result = await demonstrate(fleet, sites, folder)
    if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`)
    process.exitCode = result.ok ? 0 : 1
  } finally {
    await close()
    forget()
  }
}

async function demonstrate(fleet: Fleet, sites: Sites, folder: string) {
  const began = performance.now()
  await fleet.start()
  await sites.connect({ addresses: fleet.addresses, origin: fleet.origin })
  say(`coordinator listens on ${fleet.addresses.join(', ')}, its origin is ${fleet.origin}`)
  await Promise.all(sites.offices.map(office => startOffice(fleet, office)))
  await waitConnected(fleet)
  const idle = await idleFigures(fleet.agents)
  say(
    `${fleet.agents.length} agents run and know their peers; idle: at most ${formatBytes(idle.rssAnonBytes)} RssAnon, ${idle.cpuPercent.toFixed(1)} % of a core`,
  )
  const [{ places: restarted }] = sites.offices as [Office]
  const joinSeconds = await measureJoin(fleet, fleet.agents.find(agent => agent.name === restarted[0]!.name)!, {
    place: restarted[0]!,
    peers: 4,
  })
  await waitConnected(fleet)
  say(`one agent, started again, joined its 4 peers in ${joinSeconds.toFixed(1)} s`)

  const patches = await publish(fleet, folder)
  const { places, settings } = sites.offices.at(-1)!
  const proxy = settings.proxy as string | undefined
  const plain = await measurePlainDownload(places[0]!, { urls: [await largeFileUrl(fleet)], proxy })
  say(`one plain download of ${formatBytes(plain.bytes)} over this link takes ${plain.seconds.toFixed(1)} s`)

  const { ok, arrival, offices: results } = await runPatchDay({ fleet, sites, patches, limitMs: installedMs, say })
  const timeRatio = arrival.seconds / plain.seconds
  const arrived = `the last agent had the ${formatBytes(plain.bytes)} after ${arrival.seconds.toFixed(1)} s`
  say(`${arrived}, ${timeRatio.toFixed(2)} of one plain download`)
  say(`conditions: ${sites.conditions}`)
  return {
    ok,
    seconds: (performance.now() - began) / 1000,
    offices: results,
    timeRatio,
    plainSeconds: plain.seconds,
    arrivedSeconds: arrival.seconds,
    joinSeconds,
    idle,
    measured: sites.measured,
    conditions: sites.conditions,
  }
}

/** One token, then all machines of the office join and run. */
async function startOffice(fleet: Fleet, office: Office): Promise<void> {
  const { site, prefixes, places, seed, settings } = office
  const machines = [...places.map(place => ({ place, seed: false })), ...(seed ? [{ place: seed, seed: true }] : [])]
  const token = await fleet.token({ site, prefixes, uses: machines.length })
  await Promise.all(
    machines.map(machine => fleet.addAgent({ ...machine, site, settings, token: office.tokenHere(token) })),
  )
}

async function waitConnected(fleet: Fleet): Promise<void> {
  let seen = ''
  const isConnected = async () => {
    const views = await Promise.all(
      fleet.agents.map(agent => agent.ask<{ peers: { connected: number; members: number } }>('status')),
    )
    seen = views
      .map(({ peers }, index) => `${fleet.agents[index]!.name} ${peers.connected}/${peers.members}`)
      .join(', ')
    return views.every(({ peers }, index) => peers.connected === membersOf(fleet, fleet.agents[index]!.site) - 1)
  }
  await until('all agents are connected to their peers', connectedMs, isConnected, () => seen)
}

function membersOf(fleet: Fleet, site: string): number {
  return fleet.agents.filter(agent => agent.site === site).length
}

async function publish(fleet: Fleet, folder: string): Promise<string[]> {
  const feed = join(folder, 'feed')
  const patches = await writeDemoFeed(feed)
  await fleet.command('feed', 'add', 'house', '--type', 'folder', '--path', feed)
  await fleet.command('feed', 'sync', 'house')
  await fleet.signing('patch', 'approve', ...patches, '--reason', 'demonstration')
  say(`published and approved: ${patches.join(', ')}`)
  return patches
}

async function largeFileUrl(fleet: Fleet): Promise<string> {
  const { artifacts } = await fleet.ask<{ artifacts: { digest: string }[] }>('patch-show', { id: largePatch })
  return `${fleet.origin}/artifact/${artifacts[0]!.digest}`
}

const usage = `usage: npm run demo -- [--json] [--loopback] [--keep]
  --json      the figures as the last line of stdout
  --loopback  no network namespaces, also where they are to be had
  --keep      leave the folder with all homes, states and logs`

function readOptions() {
  const flag = { type: 'boolean', default: false } as const
  try {
    const { values } = parseArgs({ options: { json: flag, keep: flag, loopback: flag, help: flag } })
    if (!values.help) return values
    say(usage)
    process.exit(0)
  } catch (error) {
    say(`${(error as Error).message}\n${usage}`)
    process.exit(2)
  }
}

if (import.meta.main) await runScript(main)
