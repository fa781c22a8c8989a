// `patchmesh`, or `patchmesh-agent`, inside the test's own process: the real commands with their real arguments, output and exit codes, without the second of CPU
// that starting a process costs. That the executable itself says and ends the same is held in commands.test.ts. Not for `serve` and `run`.

import { AsyncLocalStorage } from 'node:async_hooks'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as agent from '../../agent/commands.ts'
import { disconnect } from '../../coordinator/commands/coordinator-command.ts'
import * as patchmesh from '../../coordinator/commands.ts'
import { runCommand } from '../../core/command-line.ts'

export interface Ran {
  code: number
  out: string
  err: string
}

interface Printed {
  out: string
  err: string
}

const printing = new AsyncLocalStorage<Printed>()

for (const [name, stream] of [
  ['out', process.stdout],
  ['err', process.stderr],
] as const) {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean
  stream.write = (...args: unknown[]) => {
    const printed = printing.getStore()
    if (!printed) return write(...args)
    printed[name] += String(args[0])
    return true
  }
}

Object.assign(process.env, { PATCHMESH_KEY: '', PATCHMESH_COORDINATOR: '', PATCHMESH_IDENTITY: '' }) // nothing of an admin's own

export interface RunOptions {
  passphrase?: string
  /** Comes on an `--identity-passphrase-fd` that is added. */
  identityPassphrase?: string
  env?: Record<string, string>
  program?: keyof typeof programs
}

export const programs = { patchmesh, 'patchmesh-agent': agent }

let last: Promise<unknown> = Promise.resolve()

/**
 * One at a time: an exit code belongs to the process. Key files that `createKeyFile` makes without a passphrase ask for none;
 * `passphrase` (lines of them) comes on the descriptor of a `--passphrase-fd` that is added.
 */
export function runPatchmesh(
  args: readonly string[],
  { passphrase, identityPassphrase, env = {}, program = 'patchmesh' }: RunOptions = {},
): Promise<Ran> {
  const run = async (): Promise<Ran> => {
    const secrets = Object.entries({ '--passphrase-fd': passphrase, '--identity-passphrase-fd': identityPassphrase })
      .filter((entry): entry is [string, string] => entry[1] !== undefined)
      .map(([option, text]) => ({ option, descriptor: openSecret(text) }))
    const given = [...args, ...secrets.flatMap(({ option, descriptor }) => [option, String(descriptor)])]
    const before = Object.fromEntries(Object.keys(env).map(name => [name, process.env[name] ?? '']))
    Object.assign(process.env, env)
    const printed: Printed = { out: '', err: '' }
    try {
      const argv = [process.execPath, program, ...given]
      const { commands, about } = programs[program]
      const code = await printing.run(printed, () => runCommand(commands, about, argv))
      return { code, ...printed }
    } finally {
      process.exitCode = undefined
      Object.assign(process.env, before)
      for (const { descriptor } of secrets) closeSync(descriptor)
      await disconnect() // a process that failed would have ended with its connection
    }
  }
  const running = last.then(run)
  last = running.catch(() => undefined) // told to the one who asked
  return running
}

function openSecret(text: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'patchmesh-secret-'))
  try {
    writeFileSync(join(folder, 'secret'), `${text}\n`)
    return openSync(join(folder, 'secret'), 'r')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The JSON a command printed. Throws with what it said when it failed. */
export async function jsonOf<T>(running: Promise<Ran>): Promise<T> {
  const { code, out, err } = await running
  if (code !== 0) throw new Error(`exit ${code}: ${err}`)
  return JSON.parse(out) as T
}

/** The code of the error a command ended with. */
export async function errorOf(running: Promise<Ran>): Promise<string> {
  const { code, out, err } = await running
  if (code === 0 || out !== '') throw new Error(`expected an error, found exit ${code}: ${out}`)
  return (JSON.parse(err.trim().split('\n').at(-1)!) as { error: { code: string } }).error.code
}
