// The action `deb`: all needed packages of the patch in one offline apt-get transaction, simulated first, checked afterwards.
// It is never killed half-way. Which packages are needed, and whether they are installed in the end, assess() says.

import { sleep } from '../../core/clock.ts'
import { limits } from '../../core/limits.ts'
import type { Artifact, Deb } from '../../core/manifest.ts'
import { openFileBelow } from '../assess/below-root.ts'
import { readPackages } from '../assess/facts.ts'
import { type ActionContext, copyName } from './action-context.ts'
import {
  aptEnvironment,
  auditCommand,
  type Command,
  checkCommand,
  configureCommand,
  installCommand,
  simulateCommand,
} from './apt-command.ts'
import { judgeSimulation, parseSimulation } from './judge-simulation.ts'
import { InstallFailure } from './outcome.ts'
import { forbidServices } from './policy-rc.ts'
import { type CommandResult, runBounded, runToEnd } from './run-command.ts'

/** What running dpkg takes. */
export interface DebPlace extends Pick<ActionContext, 'root' | 'clock' | 'log'> {
  /** File for what apt-get and dpkg print. */
  logPath: string
}

export interface DebContext extends ActionContext, DebPlace {
  /** The folder of the copies as seen inside the root. */
  copiesInside: string
}

/** Throws InstallFailure or the system's error. */
export async function installDeb(context: DebContext, artifacts: readonly Artifact[]): Promise<void> {
  const wanted = artifacts.flatMap(artifact => artifact.deb ?? [])
  const debs = artifacts.map(artifact => `${context.copiesInside}/${copyName(artifact)}`)
  await requireProc(context.root)
  const simulated = await probe(context, simulateCommand(context.root, debs))
  if (simulated.timedOut) throw new InstallFailure('apt-refused', 'the simulation took too long and was ended')
  if (simulated.status !== 0) throw failureOf('apt-refused', simulated)
  judgeSimulation(parseSimulation(simulated.output), wanted)
  context.onStep('deb-simulated')

  await keepVersions(context, wanted)
  const allowServices = await forbidServices(context.root)
  try {
    context.onStep('deb-running')
    const ran = await transact(context, installCommand(context.root, debs))
    if (ran.status !== 0) throw failureOf('apt-failed', ran)
    context.onStep('deb-ran')
  } finally {
    await allowServices()
  }
  await checkPackages(context)
}

/** Ends what a killed run left: unpacked packages are configured, dpkg's own journal is merged. Waits for a dpkg that still runs. */
export async function recoverDeb(context: DebPlace): Promise<void> {
  await requireProc(context.root)
  const allowServices = await forbidServices(context.root)
  try {
    const deadline = context.clock.monotonic() + limits.dpkgLockMs
    for (;;) {
      const ran = await transact(context, configureCommand(context.root))
      if (ran.status === 0) return
      const locked = /locked by another process/.test(ran.output)
      // Not fatal: the transaction that follows brings the file that a half-installed package lacks.
      if (!locked) return context.log.warn({ output: ran.output.slice(-2000) }, 'dpkg --configure failed')
      if (context.clock.monotonic() > deadline) throw failureOf('lock-timeout', ran)
      await sleep(context.clock, limits.dpkgLockRetryMs)
    }
  } finally {
    await allowServices()
  }
}

async function keepVersions({ root, kept }: DebContext, wanted: readonly Deb[]): Promise<void> {
  const facts = await readPackages(root)
  const packages = facts.state === 'known' ? facts.packages : []
  await kept.keepPackages(packages.filter(entry => wanted.some(deb => deb.package === entry.package)))
}

/** Maintainer scripts need /proc; without it they fail half-way, which is worse than not starting. */
async function requireProc(root: string): Promise<void> {
  if (root === '/') return
  const file = await openFileBelow(root, '/proc/version')
  if (file === undefined) {
    throw new InstallFailure('no-proc', `expected /proc to be mounted in ${root}: mount -t proc proc ${root}/proc`)
  }
  await file.close()
}

async function checkPackages(context: DebContext): Promise<void> {
  const audit = await probe(context, auditCommand(context.root))
  if (audit.status !== 0 || audit.output.trim() !== '') throw failureOf('packages-broken', audit)
  const check = await probe(context, checkCommand(context.root))
  if (check.status !== 0) throw failureOf('packages-broken', check)
}

function probe({ clock }: DebPlace, command: Command): Promise<CommandResult> {
  return runBounded(command, { clock, environment: aptEnvironment, timeoutMs: limits.aptSimulationMs })
}

function transact({ clock, log, logPath }: DebPlace, command: Command): Promise<CommandResult> {
  const onSlow = (elapsedMs: number) => log.warn({ elapsedMs }, 'package transaction still running')
  return runToEnd(command, { clock, environment: aptEnvironment, logPath, onSlow })
}

/** The program's own last words decide the reason where they are clear. */
function failureOf(
  reason: 'apt-refused' | 'apt-failed' | 'packages-broken' | 'lock-timeout',
  { status, output }: CommandResult,
): InstallFailure {
  const detail = `exit ${status}: ${output.trim().slice(-1500)}`
  if (/Held packages were changed/.test(output)) return new InstallFailure('package-held', detail)
  if (/Packages need to be removed but remove is disabled/.test(output))
    return new InstallFailure('would-remove', detail)
  if (/Could not get lock|locked by another process/.test(output)) return new InstallFailure('lock-timeout', detail)
  if (/No space left on device|enough free space/.test(output)) return new InstallFailure('no-space', detail)
  return new InstallFailure(reason, detail)
}
