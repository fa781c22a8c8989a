// The real executables as child processes: one-shot commands with their output, and daemons that announce themselves on their first
// line. Ends only what it started.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const project = join(import.meta.dirname, '../..')
const programs = { patchmesh: 'coordinator/main.ts', agent: 'agent/main.ts' } as const

interface Finished {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs a command to its end; `passphrase` comes on descriptor 3. */
export async function command(
  program: keyof typeof programs,
  args: string[],
  { passphrase, input, uid, gid }: { passphrase?: string; input?: string; uid?: number; gid?: number } = {},
): Promise<Finished> {
  const child = spawn(process.execPath, [join(project, programs[program]), ...args], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
  })
  const out = { stdout: '', stderr: '' }
  child.stdout!.setEncoding('utf8').on('data', text => {
    out.stdout += text
  })
  child.stderr!.setEncoding('utf8').on('data', text => {
    out.stderr += text
  })
  child.stdin!.end(input ?? '')
  const secret = child.stdio[3] as NodeJS.WritableStream
  secret.on('error', () => undefined) // the command may end without reading it
  secret.end(`${passphrase ?? ''}\n`)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...out }
}

/** Runs a command that must succeed, and parses what it printed. */
export async function json<T>(
  program: keyof typeof programs,
  args: string[],
  how: { passphrase?: string } = {},
): Promise<T> {
  const { code, stdout, stderr } = await command(program, [...args, '--json'], how)
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${stderr}${stdout}`)
  return JSON.parse(stdout) as T
}

export interface Daemon {
  child: ChildProcess
  /** The first line. */
  listening: { event: string; node: string; addresses: string[] }
  /** Sends the signal and waits for the end. */
  stop: (signal?: NodeJS.Signals) => Promise<number | NodeJS.Signals>
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>
  log: () => string
}

/** Resolves when the daemon has said that it listens. */
export async function daemon(program: keyof typeof programs, args: string[]): Promise<Daemon> {
  const child = spawn(process.execPath, [join(project, programs[program]), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stderr!.setEncoding('utf8').on('data', text => {
    log = (log + text).slice(-100_000)
  })
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const first = once(createInterface({ input: child.stdout! }), 'line') as Promise<[string]>
  const line = await Promise.race([first, ended.then(() => undefined)])
  if (!line) throw new Error(`${program} ${args.join(' ')} ended before it listened: ${log}`)
  return {
    child,
    listening: JSON.parse(line[0]),
    log: () => log,
    ended: ended.then(([code, by]) => code ?? by!),
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      const [code, by] = await ended
      return code ?? by!
    },
  }
}

/** A TCP port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** Asks until the answer is accepted. Throws with the last answer after `limitMs`. */
export async function until<T>(
  what: string,
  limitMs: number,
  ask: () => Promise<T>,
  accept: (value: T) => boolean,
): Promise<T> {
  const end = performance.now() + limitMs
  for (;;) {
    const value = await ask()
    if (accept(value)) return value
    if (performance.now() > end)
      throw new Error(`${what} did not happen within ${limitMs} ms: ${JSON.stringify(value)}`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
