// The real `patchmesh` as a process: what it printed, and how it ended.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const program = join(import.meta.dirname, '../../coordinator/main.ts')

export interface Ran {
  code: number | null
  out: string
  err: string
}

/** Key files that `createKeyFile` makes without a passphrase ask for none; `input` is stdin. */
export async function runPatchmesh(args: readonly string[], { input = '' } = {}): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, PATCHMESH_KEY: '' } })
  child.stdin.end(input)
  child.stdin.on('error', () => undefined) // a command that reads no input may be gone
  const code = new Promise<number | null>(resolve => child.on('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, out, err }
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
