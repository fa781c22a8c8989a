// `patchmesh` as run-patchmesh.ts runs it, for commands that reach a coordinator elsewhere: what went wrong comes apart, and the JSON too.

import { type RunOptions, runPatchmesh } from './run-patchmesh.ts'

export interface RanHere {
  code: number
  out: string
  error: { code: string; message: string } | undefined
}

/** Runs one command with `--json`. */
export async function patchmeshHere(args: readonly string[], options: RunOptions = {}): Promise<RanHere> {
  const { code, out, err } = await runPatchmesh([...args, '--json'], options)
  const last = err.trim().split('\n').at(-1)!
  return { code, out, error: last.startsWith('{"error"') ? JSON.parse(last).error : undefined }
}

/** What a command that must succeed printed. */
export async function jsonHere<T>(args: readonly string[], options: RunOptions = {}): Promise<T> {
  const { out, error } = await patchmeshHere(args, options)
  if (error) throw new Error(`${args.join(' ')}: ${error.code}: ${error.message}`)
  return JSON.parse(out) as T
}
