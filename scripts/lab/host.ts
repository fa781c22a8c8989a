// A host of the lab: a network namespace with an address, and a way to start programs in it.
// Programs share the machine's files and users; only their network is their own.

import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { CodedError } from '../../core/errors.ts'
import type { PlannedHost } from './plan-network.ts'
import type { ProcessGroups } from './process-groups.ts'
import { type RunOptions, type RunResult, systemProgram } from './run.ts'

const EXEC_TIMEOUT_MS = 60_000
const EXEC_OUTPUT_MAX_BYTES = 16 * 1024 * 1024

export interface Host {
  readonly name: string
  readonly address: string
  readonly namespace: string
  /** Starts a program; its pid is the program's own, and its process group ends with the lab. */
  spawn(command: string, args: readonly string[], options?: SpawnOptions): ChildProcess
  /** Runs a program to its end. Throws io-failed when it exits other than with 0, or after `timeoutMs`. */
  exec(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult>
}

export function createHost({ name, address, namespace }: PlannedHost, groups: ProcessGroups): Host {
  const ip = systemProgram('ip')
  const setpriv = systemProgram('setpriv')
  const host: Host = {
    name,
    address,
    namespace,
    spawn: (command, args, options = {}) =>
      // Both programs become the next one, so that the pid stays. pdeathsig: if the lab is SIGKILLed, nothing of it lives on.
      groups.spawn(ip, ['netns', 'exec', namespace, setpriv, '--pdeathsig', 'KILL', '--', command, ...args], options),
    exec: (command, args, options) => execIn(host, command, args, options),
  }
  return host
}

function execIn(host: Host, command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = host.spawn(command, args, { stdio: 'pipe' })
    const output = { stdout: '', stderr: '' }
    const fail = (why: string, cause?: unknown) =>
      reject(new CodedError('io-failed', `${[command, ...args].join(' ')} on ${host.name} ${why}`, { cause }))
    const kill = (why: string) => {
      fail(why)
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
    }
    const timeoutMs = options.timeoutMs ?? EXEC_TIMEOUT_MS
    const timer = setTimeout(() => kill(`did not end within ${timeoutMs} ms`), timeoutMs)
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        output[name] += text
        if (output[name].length > EXEC_OUTPUT_MAX_BYTES) kill(`printed more than ${EXEC_OUTPUT_MAX_BYTES} bytes`)
      })
    }
    child.stdin?.on('error', error => {
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') fail('could not be given its input', error)
    })
    child.stdin?.end(options.input ?? '')
    child.once('error', error => fail('could not start', error))
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      if (code === 0) resolve(output)
      else fail(`ended with ${signal ?? code}: ${output.stderr.trim()}`)
    })
  })
}
