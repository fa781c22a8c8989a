// `npm run lab -- trust`: trust on real processes in a real LAN. A 3-of-5 root and 2-of-3 admins are made by their own commands in folders
// that stand for machines, rotated, and an admin key recalled; a thief of the release key installs nothing; a stolen machine is cut off;
// two damaged disks heal. Exit 0 only if all of it holds.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Fleet } from '../fleet/fleet.ts'
import { createSites, type Office, type Sites } from '../fleet/sites.ts'
import { until } from '../fleet/until.ts'
import { closeOnce, onExit } from '../lab/on-exit.ts'
import { enterLab } from '../lab/unprivileged.ts'
import { damageAndHeal, type HealResult } from './disk-steps.ts'
import { orderPatch, writePatch } from './order-steps.ts'
import { People } from './people.ts'
import { cutOffMember, type RecallResult, recallAdminKey } from './recall-steps.ts'
import { makeRoot, type RootResult, rotateRoot } from './root-steps.ts'
import { stealReleaseKey, type TheftResult } from './theft-steps.ts'

const machines = 6
const readyMs = 90_000

export interface TrustResult {
  ok: boolean
  seconds: number
  root: RootResult
  keyRecall: { beforeCounts: boolean; afterCounts: boolean }
  theft: TheftResult
  memberRecall: RecallResult
  disks: HealResult
  conditions: string
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** The exit code. */
export async function runTrustLab({ json }: { json: boolean }): Promise<number> {
  const { mode, reason } = await enterLab()
  if (mode === 'none') say(`no network namespaces (${reason}): loopback`)
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-trust-lab-'))
  const sites = await createSites({
    mode,
    rateBitsPerSecond: 20_000_000,
    offices: [{ site: 'berlin', hosts: machines, seed: false }],
  })
  const fleet = new Fleet({ folder, outside: sites.outside, ...(sites.ports && { ports: sites.ports }) })
  const close = closeOnce(async () => {
    await fleet.stop()
    await sites.close()
    await rm(folder, { recursive: true, force: true })
  })
  const forget = onExit({ close })
  try {
    const result = await demonstrate(fleet, sites, folder)
    if (json) process.stdout.write(`${JSON.stringify(result)}\n`)
    return result.ok ? 0 : 1
  } finally {
    await close()
    forget()
  }
}

async function demonstrate(fleet: Fleet, sites: Sites, folder: string): Promise<TrustResult> {
  const began = performance.now()
  await fleet.start()
  await sites.connect({ addresses: fleet.addresses, origin: fleet.origin })
  const [office] = sites.offices as [Office]
  await startOffice(fleet, office)
  say(`${fleet.agents.length} machines of ${office.site} are members and current`)

  const people = new People({ folder, home: fleet.home, place: sites.outside })
  const root = await makeRoot(people)
  say(`root version ${root.version}: 3 of 5 root keys, 2 of 3 admin keys, made in ${root.folders} folders`)
  const rotated = await rotateRoot(people)
  say(`root version ${rotated.version}: one of the five root keys was replaced`)
  await everyoneHasRoot(fleet, rotated.version)

  await writePatch(join(folder, 'feed'), 'motd-2', 'signed by two admins\n')
  await fleet.command('feed', 'add', 'house', '--type', 'folder', '--path', join(folder, 'feed'))
  await fleet.command('feed', 'sync', 'house')
  await orderPatch({ people, fleet, patch: 'motd-2', admins: ['admin1', 'admin2'], say })

  const keyRecall = await recallAdminKey({ people, fleet, feed: join(folder, 'feed'), say })
  const disks = await damageAndHeal({ fleet, office, patch: 'motd-2', say })
  const theft = await stealReleaseKey({ people, fleet, patch: 'motd-2', say })
  const memberRecall = await cutOffMember({ people, fleet, say })
  say(`conditions: ${sites.conditions}`)
  const ok = keyRecall.beforeCounts && !keyRecall.afterCounts && theft.installed === 0 && memberRecall.ok && disks.ok
  return {
    ok,
    seconds: (performance.now() - began) / 1000,
    root: rotated,
    keyRecall,
    theft,
    memberRecall,
    disks,
    conditions: sites.conditions,
  }
}

async function startOffice(fleet: Fleet, { site, prefixes, places, settings, tokenHere }: Office): Promise<void> {
  const token = await fleet.token({ site, prefixes, uses: places.length })
  await Promise.all(places.map(place => fleet.addAgent({ place, site, settings, token: tokenHere(token) })))
  await until('all machines are connected and current', readyMs, async () => {
    const views = await Promise.all(
      fleet.agents.map(agent => agent.ask<{ stale: boolean; peers: { connected: number } }>('status')),
    )
    return views.every(({ stale, peers }) => !stale && peers.connected === places.length - 1)
  })
}

async function everyoneHasRoot(fleet: Fleet, version: number): Promise<void> {
  await until(`all machines trust root version ${version}`, readyMs, async () => {
    const views = await Promise.all(fleet.agents.map(agent => agent.ask<{ rootVersion: number }>('status')))
    return views.every(({ rootVersion }) => rootVersion === version)
  })
}
