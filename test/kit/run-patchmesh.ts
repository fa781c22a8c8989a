// `patchmesh` inside the test's own process: the real commands with their real arguments, output and exit codes, without the second of CPU
// that starting a process costs. That the executable itself says and ends the same is held in commands.test.ts. Not for `serve`.

import { AsyncLocalStorage } from 'node:async_hooks'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { about, commands } from '../../coordinator/commands.ts'
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

process.env.PATCHMESH_KEY = '' // no admin's own key

let last: Promise<unknown> = Promise.resolve()

/**
 * One at a time: an exit code belongs to the process. Key files that `createKeyFile` makes without a passphrase ask for none;
 * `passphrase` (lines of them) comes on the descriptor of a `--passphrase-fd` that is added.
 */
export function runPatchmesh(args: readonly string[], { passphrase }: { passphrase?: string } = {}): Promise<Ran> {
  const run = async (): Promise<Ran> => {
    const secret = passphrase === undefined ? undefined : openSecret(passphrase)
    const given = secret === undefined ? args : [...args, '--passphrase-fd', String(secret)]
    const printed: Printed = { out: '', err: '' }
    try {
      const argv = [process.execPath, 'patchmesh', ...given]
      const code = await printing.run(printed, () => runCommand(commands, about, argv))
      return { code, ...printed }
    } finally {
      process.exitCode = undefined
      if (secret !== undefined) closeSync(secret)
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
