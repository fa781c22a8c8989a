// Programs of the bench beside the product's own, started on hosts of the lab: each says on its first line that it is ready.

import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { CodedError } from '../../core/errors.ts'
import type { Place } from '../fleet/fleet.ts'

/** Until its first line, which for some is their last. */
const startMs = 300_000

export interface Program {
  child: ChildProcess
  /** What it said first. */
  first: Record<string, unknown>
  /** The next line, as JSON. */
  line(): Promise<Record<string, unknown>>
  end(): Promise<void>
}

/** `file`: below scripts/bench. Throws `not-running`. */
export async function startProgram(place: Place, file: string, args: readonly string[]): Promise<Program> {
  const path = join(import.meta.dirname, file)
  const child = place.spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const line = async () => {
    const next = await lines.next()
    if (next.done) throw new CodedError('not-running', `${file} on ${place.name} said nothing`)
    return JSON.parse(next.value) as Record<string, unknown>
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), startMs)
  const first = await line()
  clearTimeout(timer)
  return {
    child,
    first,
    line,
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

export async function startFileServer(place: Place, folder: string, port: number): Promise<Program & { url: string }> {
  const program = await startProgram(place, 'file-server.ts', [
    '--listen',
    `${place.address}:${port}`,
    '--folder',
    folder,
  ])
  return { ...program, url: `http://${place.address}:${port}` }
}
