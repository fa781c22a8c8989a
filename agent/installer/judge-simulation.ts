// Reads what `apt-get --simulate` says it would do, and refuses all but the upgrade that was ordered. Pure.
// apt-get would refuse most of it by itself; this holds whatever the machine's apt configuration allows.

import { compareDebVersions, isDebVersion } from '../../core/deb-version.ts'
import { InstallFailure } from './outcome.ts'

export type SimulatedStep =
  | { type: 'install'; package: string; architecture: string; from: string | undefined; to: string }
  | { type: 'remove'; package: string }
  | { type: 'configure'; package: string }

export interface WantedPackage {
  package: string
  version: string
  architecture: string
}

/** Steps in apt's order. Throws InstallFailure `apt-refused` for a line that it cannot read: unread is not harmless. */
export function parseSimulation(output: string): SimulatedStep[] {
  return output.split('\n').flatMap(line => {
    const verb = /^(Inst|Conf|Remv|Purg) /.exec(line)?.[1]
    return verb === undefined ? [] : [parseStep(verb, line)]
  })
}

function parseStep(verb: string, line: string): SimulatedStep {
  const name = /^\S+ ([a-z0-9][a-z0-9+.-]*)(?::[a-z0-9-]+)?(?: |$)/.exec(line)?.[1]
  if (name === undefined) throw unreadable(line)
  if (verb === 'Remv' || verb === 'Purg') return { type: 'remove', package: name }
  if (verb === 'Conf') return { type: 'configure', package: name }
  const found = /^Inst \S+ (?:\[([^\]\s]+)\] )?\(([^\s)]+) [^)]*\[([a-z0-9-]+)\]\)/.exec(line)
  if (found === null) throw unreadable(line)
  return { type: 'install', package: name, architecture: found[3]!, from: found[1], to: found[2]! }
}

/** Throws InstallFailure `would-remove`, `would-install-other`, `would-downgrade` or `apt-refused`. */
export function judgeSimulation(steps: readonly SimulatedStep[], wanted: readonly WantedPackage[]): void {
  const left = new Set(wanted.map(nameOf))
  for (const step of steps) {
    if (step.type === 'remove') throw new InstallFailure('would-remove', `apt would remove ${step.package}`)
    if (step.type === 'install') {
      judgeInstall(step, wanted)
      left.delete(nameOf({ ...step, version: step.to }))
    }
  }
  if (left.size > 0) throw new InstallFailure('apt-refused', `apt would not install ${[...left].join(', ')}`)
}

function judgeInstall(step: Extract<SimulatedStep, { type: 'install' }>, wanted: readonly WantedPackage[]): void {
  const order = wanted.find(entry => entry.package === step.package && entry.architecture === step.architecture)
  if (order?.version !== step.to) {
    throw new InstallFailure(
      'would-install-other',
      `apt would install ${step.package} ${step.to}, which is not in the patch`,
    )
  }
  if (step.from === undefined) {
    throw new InstallFailure('would-install-other', `apt would install ${step.package}, which is not on this machine`)
  }
  if (!isDebVersion(step.from) || compareDebVersions(step.from, step.to) > 0) {
    throw new InstallFailure('would-downgrade', `apt would lower ${step.package} from ${step.from} to ${step.to}`)
  }
}

function nameOf({ package: name, architecture, version }: WantedPackage): string {
  return `${name}:${architecture} ${version}`
}

function unreadable(line: string): InstallFailure {
  return new InstallFailure('apt-refused', `apt's simulation has a line that cannot be read: ${line.slice(0, 200)}`)
}
