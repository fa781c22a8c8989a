// The fixed command lines of a Debian transaction. Pure. Nothing of a manifest gets into an argument but digests as file
// names; there is no shell, no option from outside, no environment but this one.

import { limits } from '../../core/limits.ts'

export interface Command {
  /** Absolute path of the program. */
  file: string
  args: string[]
}

/** The whole environment of apt-get, dpkg and the maintainer scripts. */
export const aptEnvironment: Readonly<Record<string, string>> = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LC_ALL: 'C.UTF-8',
  TERM: 'dumb',
  DEBIAN_FRONTEND: 'noninteractive',
  DEBCONF_NONINTERACTIVE_SEEN: 'true',
  // Tools that hook into apt and would ask, or restart services on their own account.
  APT_LISTCHANGES_FRONTEND: 'none',
  APT_LISTBUGS_FRONTEND: 'none',
  NEEDRESTART_SUSPEND: '1',
  UCF_FORCE_CONFFOLD: '1',
}

/** No sources, no caches, nothing fetched; the root's own configuration holds for the rest (hooks, dpkg options, pins). */
const offline = [
  'Dir::Etc::sourcelist=/dev/null',
  'Dir::Etc::sourceparts=/dev/null',
  'Dir::Cache::pkgcache=',
  'Dir::Cache::srcpkgcache=',
  'APT::Sandbox::User=root',
]

const unattended = [
  'Dpkg::Options::=--force-confdef',
  'Dpkg::Options::=--force-confold',
  'Dpkg::Use-Pty=0',
  `DPkg::Lock::Timeout=${Math.floor(limits.dpkgLockMs / 1000)}`,
]

/** What the transaction would do; changes nothing. `debs` are absolute paths as seen inside the root. */
export function simulateCommand(root: string, debs: readonly string[]): Command {
  return inRoot(root, '/usr/bin/apt-get', ['--simulate', ...installArgs(debs)])
}

/** The transaction. It removes nothing, lowers nothing, touches no held package: apt-get itself refuses, whatever was simulated. */
export function installCommand(root: string, debs: readonly string[]): Command {
  return inRoot(root, '/usr/bin/apt-get', installArgs(debs))
}

/** Ends what an interrupted dpkg left half done. */
export function configureCommand(root: string): Command {
  return inRoot(root, '/usr/bin/dpkg', ['--force-confdef', '--force-confold', '--configure', '-a'])
}

/** Prints the packages that are not in order; silent when all are. */
export function auditCommand(root: string): Command {
  return inRoot(root, '/usr/bin/dpkg', ['--audit'])
}

/** Exit 0 when all dependencies hold. */
export function checkCommand(root: string): Command {
  return inRoot(root, '/usr/bin/apt-get', ['--quiet', ...options(offline), 'check'])
}

function installArgs(debs: readonly string[]): string[] {
  // --reinstall: a package that a killed dpkg left "reinstreq" already has the new version, and would be passed over.
  const how = ['--no-remove', '--no-install-recommends', '--only-upgrade', '--reinstall']
  return ['--yes', '--quiet', ...how, ...options([...offline, ...unattended]), 'install', '--', ...debs]
}

function options(settings: readonly string[]): string[] {
  return settings.flatMap(setting => ['-o', setting])
}

function inRoot(root: string, file: string, args: string[]): Command {
  return root === '/' ? { file, args } : { file: '/usr/sbin/chroot', args: [root, file, ...args] }
}
