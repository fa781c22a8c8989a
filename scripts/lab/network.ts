// Builds a namespaced network of an outside and some offices (plan-network.ts says which), counts what crosses each office's WAN, and
// takes it all down again. Needs CAP_NET_ADMIN: call enterLab() of unprivileged.ts first. It decides nothing about what runs inside.

import { readdirSync, statSync } from 'node:fs'
import { readdir, readFile, readlink, writeFile } from 'node:fs/promises'
import { cpus, release } from 'node:os'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { CodedError } from '../../core/errors.ts'
import { createHost, type Host } from './host.ts'
import { closeOnce, onExit } from './on-exit.ts'
import {
  type NamespaceSetup,
  type NetworkPlan,
  type OfficeSpec,
  type PlannedDelay,
  type PlannedOffice,
  planNetwork,
  VXLAN_PORT,
  WAN_QUEUE_MS,
  wanBurstBytes,
} from './plan-network.ts'
import { ProcessGroups } from './process-groups.ts'
import { run, runNow, systemProgram } from './run.ts'

export interface LabSpec {
  offices: readonly OfficeSpec[]
  /** How long close() waits after SIGTERM before SIGKILL. */
  graceMs?: number
}

/** The kernel's counters of the office router's WAN interface: headers and acknowledgements included. */
export interface WanCounters {
  rxBytes: number
  txBytes: number
}

export interface LabOffice {
  site: string
  /** The prefixes of its LANs, for a signed roster. */
  prefixes: string[]
  wanRateBitsPerSecond: number
  router: Host
  /** The ordinary hosts, without the seed. */
  hosts: Host[]
  seed: Host | undefined
  wanCounters(): Promise<WanCounters>
}

/** What a figure measured here was measured under. */
export interface LabConditions {
  kernel: string
  cpu: string
  cores: number
  /** The one in force in the namespaces: cubic where it may be set. */
  congestionControl: string
  wan: { site: string; rateBitsPerSecond: number; burstBytes: number; queueMs: number }[]
  wanOffloads: 'off'
  lanOffloads: 'on'
  /** What the WAN adds, by office. */
  roundTripMs: number[]
}

export interface Lab {
  readonly name: string
  readonly conditions: LabConditions
  readonly outside: Host
  readonly offices: LabOffice[]
  /** Ends what runs in the lab and removes it. A second call waits for the first. */
  close(): Promise<void>
  closeNow(): void
}

const NETNS_FOLDER = '/run/netns'
const NAME_FORM = /^pm(\d+)-\d+-\d+-/
const GRACE_MS = 5_000
const PIN_TRIES = 3
const WANTED_CONGESTION_CONTROL = 'cubic'

let labsBuilt = 0

/** Throws bad-argument for a spec that cannot be, io-failed when the machine refuses a step; nothing is left behind then. */
export async function createLab(spec: LabSpec): Promise<Lab> {
  await sweepDeadLabs()
  // Worker threads share the process id (ava's test files do), and one thread may build several labs.
  labsBuilt += 1
  const plan = planNetwork(`pm${process.pid}-${threadId}-${labsBuilt}`, spec.offices)
  const groups = new ProcessGroups()
  const closer = createCloser(plan, groups, spec.graceMs ?? GRACE_MS)
  try {
    await run(systemProgram('ip'), ['-batch', '-'], { input: lines(plan.links) })
    await Promise.all(plan.setups.map(setUpNamespace))
    const congestionControl = await pinCongestionControl(plan.namespaces)
    await Promise.all(plan.offices.flatMap(({ delay }) => (delay ? [startDelay(delay, groups)] : [])))
    return {
      name: plan.prefix,
      conditions: describeConditions(plan, congestionControl),
      outside: createHost(plan.outside, groups),
      offices: plan.offices.map(office => createOffice(office, groups)),
      ...closer,
    }
  } catch (error) {
    await closer.close()
    throw error
  }
}

async function startDelay({ namespace, delayMs, far, near }: PlannedDelay, groups: ProcessGroups): Promise<void> {
  const host = createHost({ name: namespace, namespace, address: far.address }, groups)
  const file = join(import.meta.dirname, 'delay-relay.ts')
  const sides = [far, near].flatMap(({ address, peer }) => ['--side', `${address}/${peer}`])
  const args = [file, ...sides, '--port', String(VXLAN_PORT), '--delay-ms', String(delayMs)]
  const child = host.spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    child.once('exit', code => reject(new CodedError('not-running', `the WAN's delay ended with ${code}`)))
    child.stdout!.once('data', () => resolve())
  })
}

function createOffice(office: PlannedOffice, groups: ProcessGroups): LabOffice {
  return {
    site: office.site,
    prefixes: office.prefixes,
    wanRateBitsPerSecond: office.wanRateBitsPerSecond,
    router: createHost(office.router, groups),
    hosts: office.hosts.map(host => createHost(host, groups)),
    seed: office.seed && createHost(office.seed, groups),
    wanCounters: () => readWanCounters(office.router.namespace),
  }
}

async function readWanCounters(namespace: string): Promise<WanCounters> {
  const { stdout } = await run(systemProgram('ip'), ['-n', namespace, '-j', '-s', 'link', 'show', 'dev', 'wan'])
  const [link] = JSON.parse(stdout) as { stats64: { rx: { bytes: number }; tx: { bytes: number } } }[]
  if (!link) throw new CodedError('io-failed', `expected counters of the WAN interface of ${namespace}, got none`)
  return { rxBytes: link.stats64.rx.bytes, txBytes: link.stats64.tx.bytes }
}

async function setUpNamespace({ namespace, forwards, ip, tc }: NamespaceSetup): Promise<void> {
  // /proc/sys/net is the reader's own namespace; lo keeps its ::1.
  const sysctls = [
    'for f in /proc/sys/net/ipv6/conf/*/disable_ipv6; do case $f in */lo/*|*/all/*) ;; *) echo 1 > "$f";; esac; done',
    `echo ${forwards ? 1 : 0} > /proc/sys/net/ipv4/ip_forward`,
  ]
  await run(systemProgram('ip'), ['netns', 'exec', namespace, systemProgram('sh'), '-ec', sysctls.join('\n')])
  await run(systemProgram('ip'), ['-n', namespace, '-batch', '-'], { input: lines(ip) })
  if (tc.length > 0) await run(systemProgram('tc'), ['-n', namespace, '-batch', '-'], { input: lines(tc) })
}

/**
 * Pins cubic and gives what is in force. The kernel lets a namespace choose only what the machine allows to everybody;
 * root allows cubic for that moment and takes it back. Two labs that start together may cross there, hence the tries.
 */
async function pinCongestionControl(namespaces: readonly string[]): Promise<string> {
  let inForce = new Set<string>()
  for (let tries = 0; tries < PIN_TRIES; tries += 1) {
    const disallow = await allowCongestionControl(WANTED_CONGESTION_CONTROL)
    try {
      inForce = new Set(await Promise.all(namespaces.map(pinIn)))
    } finally {
      await disallow()
    }
    if (inForce.size === 1 && inForce.has(WANTED_CONGESTION_CONTROL)) break
  }
  return [...inForce].sort().join(' and ')
}

async function pinIn(namespace: string): Promise<string> {
  const file = '/proc/sys/net/ipv4/tcp_congestion_control'
  const script = `echo ${WANTED_CONGESTION_CONTROL} 2>/dev/null > ${file} || true; cat ${file}`
  const { stdout } = await run(systemProgram('ip'), ['netns', 'exec', namespace, systemProgram('sh'), '-c', script])
  return stdout.trim()
}

/** Gives the function that restores what was allowed; does nothing where this is not ours to change. */
async function allowCongestionControl(name: string): Promise<() => Promise<void>> {
  const file = '/proc/sys/net/ipv4/tcp_allowed_congestion_control'
  const unchanged = async () => undefined
  try {
    const before = (await readFile(file, 'utf8')).trim()
    if (before.split(' ').includes(name)) return unchanged
    await writeFile(file, `${before} ${name}`)
    return () => writeFile(file, before)
  } catch (error) {
    // Not in the machine's own namespace, not root, or no such congestion control: the conditions then say what is in force.
    const { code } = error as NodeJS.ErrnoException
    if (code && ['EACCES', 'EPERM', 'ENOENT', 'EROFS', 'EINVAL'].includes(code)) return unchanged
    throw error
  }
}

function describeConditions(plan: NetworkPlan, congestionControl: string): LabConditions {
  const processors = cpus()
  return {
    kernel: release(),
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    congestionControl,
    wan: plan.offices.map(({ site, wanRateBitsPerSecond }) => ({
      site,
      rateBitsPerSecond: wanRateBitsPerSecond,
      burstBytes: wanBurstBytes(wanRateBitsPerSecond),
      queueMs: WAN_QUEUE_MS,
    })),
    wanOffloads: 'off',
    lanOffloads: 'on',
    roundTripMs: plan.offices.map(({ delay }) => 2 * (delay?.delayMs ?? 0)),
  }
}

function createCloser(plan: NetworkPlan, groups: ProcessGroups, graceMs: number): Pick<Lab, 'close' | 'closeNow'> {
  const close = closeOnce(async () => {
    await groups.stopAll(graceMs)
    // Whatever left its group (a daemon) is still in a namespace of ours, so it is ours.
    await killInside(namespacesOf(plan.prefix))
    await removeNamespaces(namespacesOf(plan.prefix))
    forget()
  })
  const closer = {
    close,
    closeNow: () => {
      groups.killAllNow()
      const left = namespacesOf(plan.prefix)
      if (left.length > 0) runNow(systemProgram('ip'), ['-force', '-batch', '-'], lines(deletions(left)))
    },
  }
  const forget = onExit(closer)
  return closer
}

async function removeNamespaces(namespaces: readonly string[]): Promise<void> {
  if (namespaces.length === 0) return
  await run(systemProgram('ip'), ['-force', '-batch', '-'], { input: lines(deletions(namespaces)) })
}

function deletions(namespaces: readonly string[]): string[] {
  return namespaces.map(namespace => `netns delete ${namespace}`)
}

/** Namespaces that are there now, which after a failed build are not all that were planned. */
function namespacesOf(prefix: string): string[] {
  return allNamespaces().filter(name => name.startsWith(`${prefix}-`))
}

function allNamespaces(): string[] {
  try {
    return readdirSync(NETNS_FOLDER)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return []
  }
}

async function killInside(namespaces: readonly string[]): Promise<void> {
  for (const pid of await processesInside(namespaces)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

async function processesInside(namespaces: readonly string[]): Promise<number[]> {
  const ids = new Set(namespaces.flatMap(networkNamed))
  if (ids.size === 0) return []
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  const inside = await Promise.all(pids.map(async pid => ids.has(await networkOf(pid))))
  return pids.filter((_, i) => inside[i]).map(Number)
}

/** The kernel's id of a named namespace; none if another lab has just swept it. */
function networkNamed(name: string): string[] {
  const stat = statSync(join(NETNS_FOLDER, name), { throwIfNoEntry: false })
  return stat ? [`net:[${stat.ino}]`] : []
}

async function networkOf(pid: string): Promise<string> {
  try {
    return await readlink(`/proc/${pid}/ns/net`)
  } catch (error) {
    // Gone meanwhile, a zombie, or somebody else's: not in a namespace of ours.
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'ESRCH' && code !== 'EACCES') throw error
    return ''
  }
}

/** A lab whose script was SIGKILLed leaves namespaces, and what daemonised in them; they go when the next lab starts. */
async function sweepDeadLabs(): Promise<void> {
  const dead = allNamespaces().filter(name => {
    const pid = NAME_FORM.exec(name)?.[1]
    return pid !== undefined && !isRunning(Number(pid))
  })
  if (dead.length === 0) return
  await killInside(dead)
  // Another lab may be sweeping the same ones at this moment, so that a failure says nothing.
  runNow(systemProgram('ip'), ['-force', '-batch', '-'], lines(deletions(dead)))
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function lines(commands: readonly string[]): string {
  return `${commands.join('\n')}\n`
}
