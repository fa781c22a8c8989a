// Runs a system program of the lab (ip, tc, sh) to its end and gives its output, or says how it failed.
// Not for programs under test: those are spawned by a Host and belong to the lab's process groups.

import { execFile, spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import { CodedError } from '../../core/errors.ts'

export interface RunOptions {
  input?: string
  timeoutMs?: number
}

export interface RunResult {
  stdout: string
  stderr: string
}

const RUN_TIMEOUT_MS = 30_000
const RUN_OUTPUT_MAX_BYTES = 16 * 1024 * 1024

/** An ordinary user's PATH on Debian lacks the folders where ip and tc are. */
export const SYSTEM_PATH = [process.env.PATH ?? '/usr/bin:/bin', '/usr/sbin', '/sbin'].join(':')

/** Before PATH, and of that nothing of node_modules, which npm puts there first: one program in it is called nft, and does nothing. */
const systemFolders = ['/usr/sbin', '/sbin', '/usr/bin', '/bin']

/** Absolute path of a system program. Throws not-found, naming the Debian package. */
export function systemProgram(name: keyof typeof DEBIAN_PACKAGES): string {
  const found = findProgram(name, [...systemFolders, ...SYSTEM_PATH.split(':')])
  if (!found) {
    throw new CodedError('not-found', `the lab needs the program ${name}; install the package ${DEBIAN_PACKAGES[name]}`)
  }
  return found
}

/** Undefined: none of the folders has it, those of node_modules left out. */
export function findProgram(name: string, folders: readonly string[]): string | undefined {
  return folders
    .filter(folder => !folder.split('/').includes('node_modules'))
    .map(folder => join(folder || '.', name))
    .find(isExecutable)
}

const DEBIAN_PACKAGES = {
  ip: 'iproute2',
  tc: 'iproute2',
  bridge: 'iproute2',
  nft: 'nftables',
  sh: 'dash',
  setpriv: 'util-linux',
  unshare: 'util-linux',
} as const

/** Throws io-failed with the program's own words. */
export function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      file,
      [...args],
      {
        timeout: options.timeoutMs ?? RUN_TIMEOUT_MS,
        maxBuffer: RUN_OUTPUT_MAX_BYTES,
        env: { ...process.env, PATH: SYSTEM_PATH },
      },
      (error, stdout, stderr) => {
        if (error) reject(runFailed(file, args, stderr, error))
        else resolve({ stdout, stderr })
      },
    )
    // A program that ends before it read everything: its exit status says why.
    child.stdin?.on('error', error => {
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') reject(runFailed(file, args, '', error))
    })
    child.stdin?.end(options.input ?? '')
  })
}

/** For exit handlers, where nothing asynchronous runs any more. Failures are the caller's to ignore: gives the exit status. */
export function runNow(file: string, args: readonly string[], input = ''): { status: number | null; stderr: string } {
  const result = spawnSync(file, [...args], {
    input,
    timeout: RUN_TIMEOUT_MS,
    encoding: 'utf8',
    env: { ...process.env, PATH: SYSTEM_PATH },
  })
  return { status: result.status, stderr: result.error?.message ?? result.stderr }
}

function runFailed(file: string, args: readonly string[], stderr: string, cause: Error): CodedError {
  const said = stderr.trim() || cause.message
  return new CodedError('io-failed', `${[file, ...args].join(' ')} failed: ${said}`, { cause })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ENOENT' && code !== 'EACCES' && code !== 'ENOTDIR') throw error
    return false
  }
}
