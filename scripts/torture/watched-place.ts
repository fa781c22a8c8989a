// A place whose programs are known by what they do, so that one of them can be killed at any moment of its life: also a command that
// runs for a second, and a daemon that does not listen yet.

import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { CodedError } from '../../core/errors.ts'
import type { Place } from '../fleet/fleet.ts'

export type Doing = 'coordinator' | 'agent' | 'joining' | 'command'

export interface RunningProgram {
  place: string
  doing: Doing
  child: ChildProcess
}

export class Programs {
  readonly #running = new Set<RunningProgram>()
  readonly #killed = new WeakSet<ChildProcess>()

  of(doing: Doing, place?: string): RunningProgram[] {
    return [...this.#running].filter(each => each.doing === doing && (place === undefined || each.place === place))
  }

  /** SIGKILL; false: it had ended. */
  kill({ child }: RunningProgram): boolean {
    this.#killed.add(child)
    return child.kill('SIGKILL')
  }

  wasKilled(child: ChildProcess): boolean {
    return this.#killed.has(child)
  }

  watch(place: Place): Place {
    const spawn: Place['spawn'] = (command, args, options) => {
      const child = place.spawn(command, args, options)
      const program = { place: place.name, doing: doingOf(args), child }
      this.#running.add(program)
      child.once('exit', () => this.#running.delete(program))
      return child
    }
    return { ...place, spawn, exec: (command, args, options) => execute(spawn, command, args, options) }
  }
}

function doingOf(args: readonly string[]): Doing {
  if (args.includes('serve')) return 'coordinator'
  if (args[1] === 'run') return 'agent'
  return args[1] === 'join' ? 'joining' : 'command'
}

/** As a place does it, by a process that can be killed. */
async function execute(
  spawn: Place['spawn'],
  command: string,
  args: readonly string[],
  { input = '', timeoutMs = 60_000 }: { input?: string; timeoutMs?: number } = {},
): Promise<{ stdout: string; stderr: string }> {
  const child = spawn(command, args, { stdio: 'pipe' })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]!.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  child.stdin!.on('error', () => undefined) // it was killed before it read its input
  child.stdin!.end(input)
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  clearTimeout(timer)
  if (code === 0) return output
  const said = output.stderr.trim()
  throw new CodedError('io-failed', `${args.slice(1, 4).join(' ')} ended with ${signal ?? code}: ${said}`)
}
