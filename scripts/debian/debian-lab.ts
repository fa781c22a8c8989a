// `npm run lab -- debian` (root): the main job on real input. Real security updates from the real archive, two offices of three agents,
// each on a Debian root of its own; afterwards every root has the new versions and is consistent.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { syncApt } from '../../coordinator/feed/apt/sync-apt.ts'
import { HttpClient } from '../../coordinator/feed/http-client.ts'
import { systemClock } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { Fleet } from '../fleet/fleet.ts'
import { runPatchDay } from '../fleet/patch-day.ts'
import { createSites, type Office, type Sites } from '../fleet/sites.ts'
import { until } from '../fleet/until.ts'
import { type ForwardProxy, startForwardProxy } from '../lab/forward-proxy.ts'
import type { Host } from '../lab/host.ts'
import { closeOnce, onExit } from '../lab/on-exit.ts'
import { probeLab } from '../lab/unprivileged.ts'
import { debianSources } from './apt-sources.ts'
import { type ChosenUpdate, choosePackages } from './choose-packages.ts'
import { bootstrapRoot, checkConsistent, createRoots, type DebianRoots, installedVersions } from './roots.ts'

const release = 'bookworm'
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'
const rateBitsPerSecond = 20_000_000
const offices = [
  { site: 'berlin', hosts: 3, seed: false },
  { site: 'lyon', hosts: 3, seed: false },
]
const proxyPort = 3128
const reportedMs = 60_000
const installedMs = 180_000
const ownMounts = 'PATCHMESH_LAB_MOUNTS'

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

class ArchiveUnreachable extends Error {}

/** The exit code that says: the archive is not reachable from here, nothing was tried. */
const unreachable = 75

/** The exit code. */
export async function runDebianLab({ json }: { json: boolean }): Promise<number> {
  if (process.getuid?.() !== 0) throw new CodedError('refused', 'the Debian lab mounts and chroots: run it as root')
  const { mode, reason } = probeLab()
  if (mode !== 'root') throw new CodedError('refused', `the Debian lab needs network namespaces: ${reason}`)
  if (!process.env[ownMounts]) return await runInOwnMounts()
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-lab-'))
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 3 })]
  const close = closeOnce(async () => {
    for (const each of closers.splice(0).reverse()) await each()
  })
  const forget = onExit({ close })
  try {
    const result = await work(folder, closers)
    if (json) process.stdout.write(`${JSON.stringify(result)}\n`)
    return result.ok ? 0 : 1
  } catch (error) {
    if (!(error instanceof ArchiveUnreachable)) throw error
    say(`left out: ${error.message}`)
    return unreachable
  } finally {
    await close()
    forget()
  }
}

/** The script again in a mount namespace of its own: whatever happens, its mounts end with it. */
async function runInOwnMounts(): Promise<number> {
  const args = ['--mount', '--propagation', 'private', process.execPath, ...process.argv.slice(1)]
  const child = spawn('/usr/bin/unshare', args, { stdio: 'inherit', env: { ...process.env, [ownMounts]: '1' } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return signal ? 128 + constants.signals[signal] : (code ?? 1)
}

async function work(folder: string, closers: (() => Promise<unknown>)[]) {
  const began = performance.now()
  const sources = await debianSources(release)
  const updates = await chooseUpdates(sources)
  const packages = updates.flatMap(update => update.packages)
  say(
    `chosen: ${updates.map(update => `${update.source} ${update.version} (${update.packages.join(', ')})`).join('; ')}`,
  )
  const base = await bootstrapRoot({ url: sources.main, release, packages })
  const before = await installedVersions(base, packages)
  say(
    `Debian root ready after ${seconds(began)} s; it has ${[...before].map(([name, version]) => `${name} ${version}`).join(', ')}`,
  )

  const roots = createRoots({ base, folder: join(folder, 'roots') })
  closers.push(() => roots.close())
  const sites = await createSites({ mode: 'root', rateBitsPerSecond, offices })
  closers.push(() => sites.close())
  const proxy = await startForwardProxy({
    host: sites.outside as Host,
    port: proxyPort,
    allowHosts: [new URL(sources.security).hostname],
  })
  closers.push(() => proxy.close())
  const fleet = new Fleet({ folder, outside: sites.outside })
  closers.push(() => fleet.stop())
  await fleet.start()
  await Promise.all(sites.offices.map(office => startOffice(fleet, office, { roots, proxy })))
  await until('every agent has sent its inventory', reportedMs, async () =>
    (await fleet.ask<{ os: string }[]>('node-list')).every(node => node.os !== ''),
  )
  say(`${fleet.agents.length} agents run, each on a root of its own, and have reported what is installed`)

  const feed = ['feed', 'add', 'security', '--type', 'apt', '--url', sources.security, '--suite', `${release}-security`]
  await fleet.command(...feed, '--component', 'main', '--arch', 'amd64', '--keyring', keyring, '--proxy', proxy.url)
  await fleet.command('feed', 'sync', 'security')
  const patches = updates.map(update => `security:${update.source}_${update.version}`)
  await fleet.signing('patch', 'approve', ...patches, '--reason', 'laboratory')
  say(await fleet.text('patch', 'show', patches[0]!))
  return await installAndCheck({ fleet, sites, patches, packages, before, began })
}

interface Prepared {
  fleet: Fleet
  sites: Sites
  patches: string[]
  packages: string[]
  before: Map<string, string>
  began: number
}

async function installAndCheck({ fleet, sites, patches, packages, before, began }: Prepared) {
  const day = await runPatchDay({ fleet, sites, patches, limitMs: installedMs, say })
  for (const agent of fleet.agents) {
    const versions = await installedVersions(agent.root, packages)
    const old = packages.filter(name => versions.get(name) === before.get(name))
    if (old.length > 0) throw new CodedError('wrong-state', `${agent.name} still has the old ${old.join(', ')}`)
    await checkConsistent(agent.root)
  }
  say('every root has the new versions; dpkg --audit and apt-get check are clean in each')
  say(`conditions: ${sites.conditions}`)
  const cves = new Set(day.rows.flatMap(row => row.cves)).size
  return {
    ok: day.ok && cves > 0,
    seconds: (performance.now() - began) / 1000,
    patches,
    cves,
    offices: day.offices,
    conditions: sites.conditions,
  }
}

/** The indices, read by the product's own feed, straight from the archive. */
async function chooseUpdates(sources: { main: string; security: string }): Promise<ChosenUpdate[]> {
  const client = new HttpClient({})
  const keys = await readFile(keyring)
  const read = async (url: string, suite: string) => {
    const source = { url, suite, component: 'main', architecture: 'amd64', keyring: keys }
    const sync = await syncApt({ source, now: systemClock.now(), fetch: client.getBytes })
    return sync.changed ? sync.patches : []
  }
  try {
    return choosePackages(await read(sources.main, release), await read(sources.security, `${release}-security`))
  } catch (cause) {
    const isAway = cause instanceof CodedError && ['not-reachable', 'timed-out'].includes(cause.code)
    throw isAway ? new ArchiveUnreachable(cause.message, { cause }) : cause
  } finally {
    await client.close()
  }
}

async function startOffice(
  fleet: Fleet,
  office: Office,
  { roots, proxy }: { roots: DebianRoots; proxy: ForwardProxy },
): Promise<void> {
  const { site, prefixes, places } = office
  const token = await fleet.token({ site, prefixes, uses: places.length })
  for (const place of places) {
    const root = await roots.add(place.name)
    await fleet.addAgent({ place, site, token, root, settings: { proxy: proxy.url } })
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}
