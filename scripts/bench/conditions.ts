// What the figures were measured under: without it they say nothing.

import { readFile } from 'node:fs/promises'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { run } from '../lab/run.ts'

export interface Conditions {
  commit: string
  node: string
  kernel: string
  cpu: string
  cores: number
  memoryBytes: number
  /** One, five and fifteen minutes, at the end. */
  load: number[]
  congestionControl: 'cubic'
  /** Milliseconds, of the sets without a delay in their name. */
  roundTripMs: 0
  at: string
}

const project = join(import.meta.dirname, '..', '..')

export async function conditionsOf(): Promise<Conditions> {
  return {
    commit: await commit(),
    node: process.version,
    kernel: release(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    load: loadavg().map(each => Math.round(each * 100) / 100),
    congestionControl: 'cubic',
    roundTripMs: 0,
    at: new Date().toISOString(),
  }
}

/** Of the clone; with a `+` when something in it was changed. */
async function commit(): Promise<string> {
  try {
    const head = (await run('git', ['-C', project, 'rev-parse', '--short', 'HEAD'])).stdout.trim()
    const changed = (await run('git', ['-C', project, 'status', '--porcelain', '--untracked-files=no'])).stdout
    return changed === '' ? head : `${head}+`
  } catch {
    const { version } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as { version: string }
    return version // no git, or no clone
  }
}
