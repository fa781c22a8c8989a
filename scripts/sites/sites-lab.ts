// `npm run lab -- sites`: sites as they are, with real agents in network namespaces: VLANs, no multicast, a bridge for containers on every machine,
// two sites behind one outer address, a node alone, isolated, away, on a line that costs, half a site, a changed address. Kernel counters say
// what crossed. Exit 1 when a step does not hold.

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Fleet } from '../fleet/fleet.ts'
import { until } from '../fleet/until.ts'
import { createLab } from '../lab/network.ts'
import { closeOnce, onExit } from '../lab/on-exit.ts'
import { enterLab } from '../lab/unprivileged.ts'
import {
  agentsOf,
  type Bench,
  connected,
  distribute,
  installed,
  officeOf,
  order,
  payloadBytes,
  place,
  publish,
  reasonsOf,
  type StepResult,
  startAgain,
  statusOf,
  wanBytes,
  wanted,
  whyOf,
} from './site-steps.ts'
import {
  addDockerBridge,
  addForeignNetwork,
  blockMulticast,
  countBetweenSites,
  countedPackets,
  cutVlans,
  keepApart,
  readdress,
  translateAddresses,
} from './wiring.ts'

const rateBitsPerSecond = 20_000_000
/** Of bytes on the wire for a payload, headers and all control traffic included; a plain download takes 1.05. */
const onceMax = 1.12
const splitMax = 2 * onceMax

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** The exit code. */
export async function runSitesLab({ json }: { json: boolean }): Promise<number> {
  const { mode, reason } = await enterLab()
  if (mode === 'none') {
    say(`error: this lab needs network namespaces (${reason})`)
    return 1
  }
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-sites-lab-'))
  const lab = await createLab({
    offices: [
      { site: 'berlin', hosts: 4, vlans: 2, wanRateBitsPerSecond: rateBitsPerSecond },
      { site: 'lyon', hosts: 2, wanRateBitsPerSecond: rateBitsPerSecond },
      { site: 'solo', hosts: 1, wanRateBitsPerSecond: rateBitsPerSecond },
    ],
  })
  const fleet = new Fleet({ folder, outside: lab.outside })
  const close = closeOnce(async () => {
    await fleet.stop()
    await lab.close()
    await rm(folder, { recursive: true, force: true })
  })
  const forget = onExit({ close })
  try {
    const bench = { fleet, lab, folder, say }
    await setUp(bench)
    const steps = await runSteps(bench)
    const result = { ok: steps.every(({ ok }) => ok), steps, conditions: lab.conditions }
    if (json) process.stdout.write(`${JSON.stringify(result)}\n`)
    return result.ok ? 0 : 1
  } finally {
    await close()
    forget()
  }
}

async function setUp({ fleet, lab, folder }: Bench): Promise<void> {
  await translateAddresses(lab)
  for (const office of lab.offices) {
    await countBetweenSites(
      office,
      lab.offices.filter(other => other !== office),
    )
    for (const host of office.hosts) await addDockerBridge(host)
  }
  for (const host of lab.offices[1]!.hosts) await blockMulticast(host)
  await fleet.start()
  await mkdir(join(folder, 'feed'))
  await fleet.command('feed', 'add', 'house', '--type', 'folder', '--path', join(folder, 'feed'))
  for (const { site, prefixes, hosts } of lab.offices) {
    const token = await fleet.token({ site, prefixes, uses: hosts.length })
    for (const [index, host] of hosts.entries()) {
      const metered = site === 'berlin' && index === hosts.length - 1 ? { class: 'metered' } : {}
      const settings = { listen: ['/ip4/0.0.0.0/tcp/7433'], ...metered }
      await fleet.addAgent({ place: host, site, token, settings })
    }
  }
  say(`${fleet.agents.length} agents of ${lab.offices.length} sites run, all behind one outer address`)
}

const steps: Record<string, (bench: Bench) => Promise<Omit<StepResult, 'step'>>> = {
  'VLANs, no multicast between them': vlans,
  'multicast blocked': noMulticast,
  'a bridge for containers on every machine': dockerBridge,
  'an address that changes': changedAddress,
  'a node alone': alone,
  'a node away, and back': away,
  'VLANs cut from each other, and healed': split,
  'Wi-Fi that keeps its clients apart': isolated,
  'sites behind one outer address': oneAddress,
}

async function runSteps(bench: Bench): Promise<StepResult[]> {
  const results: StepResult[] = []
  for (const [step, run] of Object.entries(steps)) {
    const began = performance.now()
    const result = { step, ...(await attempt(bench, run)) }
    results.push(result)
    const seconds = ((performance.now() - began) / 1000).toFixed(0)
    say(`${result.ok ? 'ok  ' : 'FAIL'} ${step} (${seconds} s): ${JSON.stringify(result.figures)}`)
  }
  return results
}

/** A step that did not come to its end is one that does not hold; the next one is tried. */
async function attempt(
  bench: Bench,
  run: (bench: Bench) => Promise<Omit<StepResult, 'step'>>,
): Promise<Omit<StepResult, 'step'>> {
  try {
    return await run(bench)
  } catch (error) {
    return { ok: false, figures: { error: (error as Error).message } }
  }
}

async function vlans(bench: Bench) {
  const agents = agentsOf(bench, 'berlin')
  const connectedMs = await connected(agents, 3)
  const { ratio, seconds } = await distribute(bench, 'vlans', 'berlin')
  const metered = (await whyOf(agents.at(-1)!, 'vlans-1.0')).bytes.origin
  const ok = ratio <= onceMax && metered === 0
  return { ok, figures: { connectedMs, ratio, seconds, meteredOriginBytes: metered } }
}

async function noMulticast(bench: Bench) {
  const connectedMs = await connected(agentsOf(bench, 'lyon'), 1)
  const { ratio, seconds } = await distribute(bench, 'quiet', 'lyon')
  return { ok: ratio <= onceMax, figures: { connectedMs, ratio, seconds } }
}

async function dockerBridge({ lab, fleet }: Bench) {
  const hosts = lab.offices.flatMap(office => office.hosts)
  const dials = await Promise.all(hosts.map(host => countedPackets(host, 'docker')))
  const views = await Promise.all(fleet.agents.map(agent => agent.ask<{ addresses: string[] }>('status')))
  const told = views.flatMap(({ addresses }) => addresses).filter(address => address.includes('/172.17.'))
  const packets = dials.reduce((sum, each) => sum + each, 0)
  return {
    ok: packets === 0 && told.length === 0,
    figures: { packetsToBridge: packets, bridgeAddressesTold: told.length },
  }
}

async function changedAddress(bench: Bench) {
  const office = officeOf(bench, 'berlin')
  const agents = agentsOf(bench, 'berlin')
  const host = office.hosts[0]!
  await readdress(host, { from: host.address, to: '10.1.0.77', router: '10.1.0.254' })
  const began = performance.now()
  await until('all others are connected to the new address', 60_000, async () => {
    const views = await Promise.all(agents.slice(1).map(agent => agent.ask<{ address: string | null }[]>('peers')))
    return views.every(peers => peers.some(({ address }) => address === '10.1.0.77'))
  })
  const connectedMs = performance.now() - began
  const { addresses } = await agents[0]!.ask<{ addresses: string[] }>('status')
  return { ok: addresses.every(each => each.includes('10.1.0.77')), figures: { connectedMs, addresses } }
}

async function alone(bench: Bench) {
  const [agent] = agentsOf(bench, 'solo')
  const { place: found } = await place(agent!, ['alone'])
  const { ratio, seconds } = await distribute(bench, 'alone', 'solo')
  const reasons = Object.fromEntries(await reasonsOf([agent!], 'alone'))
  const ok = ratio <= onceMax && reasons['first-copy'] === payloadBytes
  return { ok, figures: { place: found.kind, ratio, seconds, ...reasons } }
}

async function away(bench: Bench) {
  const office = officeOf(bench, 'solo')
  const [agent] = agentsOf(bench, 'solo')
  const host = office.hosts[0]!
  await addForeignNetwork(office, '192.168.77.0/24')
  await readdress(host, { from: host.address, to: '192.168.77.5', router: '192.168.77.254' })
  const { place: found } = await place(agent!, ['roaming'])
  await publish(bench, 'away', payloadBytes / 8)
  const began = performance.now()
  await order(bench, 'away', 'solo')
  await installed([agent!], 'away')
  const seconds = (performance.now() - began) / 1000
  const reasons = Object.fromEntries(await reasonsOf([agent!], 'away'))
  await readdress(host, { from: '192.168.77.5', to: host.address, router: '10.3.0.254' })
  const back = await place(agent!, ['home', 'alone'])
  const ok = reasons.roaming === payloadBytes / 8 && seconds >= 6
  return { ok, figures: { rate: found.rateBytesPerSecond ?? 0, seconds, ...reasons, back: back.place.kind } }
}

/** Cut while all of them want it: each half notices that the other is there and out of reach, whichever half the contacts are in. */
async function split(bench: Bench) {
  const office = officeOf(bench, 'berlin')
  const agents = agentsOf(bench, 'berlin')
  await connected(agents, 3)
  const sizeBytes = 2 * payloadBytes
  await publish(bench, 'split', sizeBytes)
  const before = await wanBytes(office)
  await order(bench, 'split', 'berlin')
  await wanted(agents, 'split')
  await cutVlans(office, true)
  await installed(agents, 'split')
  const ratio = ((await wanBytes(office)) - before) / sizeBytes
  const reasons = Object.fromEntries(await reasonsOf(agents, 'split'))
  await cutVlans(office, false)
  const healedMs = await connected(agents, 3)
  const healed = await distribute(bench, 'healed', 'berlin')
  const ok = ratio <= splitMax && (reasons['site-split'] ?? 0) > 0 && healed.ratio <= onceMax
  return { ok, figures: { ratio, ...reasons, healedMs, healedRatio: healed.ratio } }
}

async function isolated(bench: Bench) {
  const office = officeOf(bench, 'lyon')
  await keepApart(office, true)
  for (const agent of agentsOf(bench, 'lyon')) await startAgain(bench, agent)
  const agents = agentsOf(bench, 'lyon')
  for (const agent of agents) await place(agent, ['isolated'])
  await publish(bench, 'apart', payloadBytes / 4)
  const before = await wanBytes(office)
  const deadline = new Date(Date.now() + 60_000).toISOString()
  await order(bench, 'apart', 'lyon', '--deadline', deadline)
  const statuses = await Promise.all(agents.map(statusOf))
  await installed(agents, 'apart')
  const ratio = ((await wanBytes(office)) - before) / (payloadBytes / 4)
  const reasons = Object.fromEntries(await reasonsOf(agents, 'apart'))
  await keepApart(office, false)
  const healedMs = await connected(agents, 1)
  const rate = statuses[0]!.place.rateBytesPerSecond ?? 0
  return { ok: reasons.isolated === 2 * (payloadBytes / 4), figures: { ratio, rate, ...reasons, healedMs } }
}

async function oneAddress({ lab, fleet }: Bench) {
  const packets = await Promise.all(lab.offices.map(({ router }) => countedPackets(router, 'between')))
  const sitesOfPeers = await Promise.all(fleet.agents.map(async agent => (await statusOf(agent)).peers.members))
  const members = new Map(lab.offices.map(({ site, hosts }) => [site, hosts.length - 1]))
  const isApart = fleet.agents.every(({ site }, index) => sitesOfPeers[index] === members.get(site))
  const between = packets.reduce((sum, each) => sum + each, 0)
  return { ok: between === 0 && isApart, figures: { packetsBetweenSites: between } }
}
