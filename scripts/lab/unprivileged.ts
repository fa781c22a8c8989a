// Decides whether this machine lets us build a lab, and as whom: as root, as an ordinary user inside namespaces of its own, or not
// at all; and starts the current script again inside such namespaces. The caller decides what it does without a lab.

import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { CodedError } from '../../core/errors.ts'
import { runNow, SYSTEM_PATH, systemProgram } from './run.ts'

/** root: namespaces are made directly. userns: inside `unshare -Urnm`. none: this machine allows neither. */
export type LabMode = 'root' | 'userns' | 'none'

export interface LabAccess {
  mode: LabMode
  /** Why not, in one line, when the mode is none. */
  reason?: string
}

const INSIDE = 'PATCHMESH_LAB_INSIDE'

// ip keeps its names in /run/netns, and `ip netns exec` mounts /sys, which needs one that belongs to our user namespace.
const OWN_MOUNTS = 'mount -t tmpfs tmpfs /run && mount -t sysfs sysfs /sys'
// Everything a lab is made of, once. Runs in network and mount namespaces of its own, so it leaves nothing behind.
const PROBE = `set -e
ip netns add probe
ip link add name wan type veth peer name eth0 netns probe
ip link set dev wan gso_max_segs 1
ip link add lan type bridge
tc qdisc add dev wan root tbf rate 1mbit burst 16384 latency 50ms
ip netns exec probe ${'"$0"'} --pdeathsig KILL -- true`

/** Tries it for real (about 50 ms); a kernel's switches, a container's filters and missing programs all show. */
export function probeLab(): LabAccess {
  if (process.platform !== 'linux') return { mode: 'none', reason: 'network namespaces need Linux' }
  if (process.env[INSIDE]) return { mode: 'userns' }
  try {
    const isRoot = process.getuid?.() === 0
    const asRoot = isRoot ? tryProbe(['-nm']) : 'not root'
    if (asRoot === undefined) return { mode: 'root' }
    const asUser = tryProbe(['-Urnm'])
    return asUser === undefined ? { mode: 'userns' } : { mode: 'none', reason: asUser }
  } catch (error) {
    if (error instanceof CodedError && error.code === 'not-found') return { mode: 'none', reason: error.message }
    throw error
  }
}

function tryProbe(flags: readonly string[]): string | undefined {
  systemProgram('ip')
  systemProgram('tc')
  const script = `${OWN_MOUNTS} && ${PROBE}`
  const { status, stderr } = runNow(systemProgram('unshare'), [
    ...flags,
    systemProgram('sh'),
    '-c',
    script,
    systemProgram('setpriv'),
  ])
  return status === 0 ? undefined : stderr.trim().split('\n')[0] || `the probe ended with ${status}`
}

/**
 * Call it first in a lab's script. As root, inside, or where no lab is possible it just says so. As an ordinary user it starts the script
 * again inside namespaces, with the same arguments and stdio, passes signals on, and ends with its exit code: it does not return.
 */
export async function enterLab(): Promise<LabAccess> {
  const access = probeLab()
  if (access.mode !== 'userns' || process.env[INSIDE]) return access
  const { code, signal } = await runInside([process.execPath, ...process.execArgv, ...process.argv.slice(1)])
  process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1))
}

function runInside(command: readonly string[]): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  const script = `${OWN_MOUNTS} && ip link set lo up && exec "$0" "$@"`
  // Each program becomes the next one, so this child is the script. pdeathsig: it must not outlive us if we are SIGKILLed;
  // it is set inside, because entering a user namespace clears it.
  const child = spawn(
    systemProgram('unshare'),
    ['-Urnm', systemProgram('sh'), '-c', script, systemProgram('setpriv'), '--pdeathsig', 'KILL', '--', ...command],
    { stdio: 'inherit', env: { ...process.env, PATH: SYSTEM_PATH, [INSIDE]: '1' } },
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}
