// A real fleet for demo and lab: starts both executables as processes on hosts (namespaces, or this machine) and speaks
// to them as a user would: by command line, and by control socket where a poll a second would cost a process each.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseDocument } from 'yaml'
import { callControl } from '../../core/control.ts'
import { CodedError } from '../../core/errors.ts'
import type { Host } from '../lab/host.ts'

const project = join(import.meta.dirname, '..', '..')
const programs = { coordinator: join(project, 'coordinator', 'main.ts'), agent: join(project, 'agent', 'main.ts') }
export const passphrase = 'a passphrase for the demonstration only'
/** A machine on which dozens of them run is slow to start one more. */
const startMs = 120_000

/** Where programs run: a host of a lab, or this machine. */
export type Place = Pick<Host, 'name' | 'address' | 'spawn' | 'exec'>

export interface FleetSettings {
  /** Everything of the fleet lies below it. */
  folder: string
  outside: Place
  /** Ports of the coordinator and its origin on the outside address; 0: any free one. */
  ports?: { coordinator: number; origin: number }
}

export interface AgentSpec {
  place: Place
  site: string
  token: string
  seed?: boolean
  /** The machine's root for this agent; default: an empty folder of its own. */
  root?: string
  /** Overrides of agent.yaml, by dotted path. */
  settings?: Record<string, unknown>
}

export interface Agent {
  name: string
  site: string
  seed: boolean
  root: string
  state: string
  logFile: string
  process: ChildProcess
  /** From process start to its listening line. */
  startedMs: number
  ask<T>(command: string, args?: unknown): Promise<T>
}

export class Fleet {
  readonly home: string
  readonly agents: Agent[] = []
  coordinator: ChildProcess | undefined
  origin = ''
  /** Multiaddrs of the coordinator. */
  addresses: string[] = []
  readonly #settings: FleetSettings

  constructor(settings: FleetSettings) {
    this.#settings = settings
    this.home = join(settings.folder, 'coordinator')
  }

  /** `patchmesh init`, then `patchmesh serve`. */
  async start(): Promise<void> {
    const { folder, outside, ports = { coordinator: 7433, origin: 7434 } } = this.#settings
    const listen = `/ip4/${outside.address}/tcp/${ports.coordinator}`
    const originListen = `${outside.address}:${ports.origin}`
    const keys = join(folder, 'keys')
    const args = [
      'init',
      '--home',
      this.home,
      '--keys',
      keys,
      '--fleet',
      'demo',
      '--listen',
      listen,
      '--origin-listen',
      originListen,
    ]
    await this.#run('coordinator', [...args, '--passphrase-fd', '0'], passphrase)
    await this.serve()
  }

  async serve(): Promise<void> {
    const { folder, outside } = this.#settings
    const { child, first } = await startDaemon(
      outside,
      [programs.coordinator, 'serve', '--home', this.home],
      join(folder, 'coordinator.log'),
    )
    this.coordinator = child
    this.origin = String(first.origin)
    this.addresses = first.addresses as string[]
  }

  /** A `patchmesh` command with `--json`; its parsed document. */
  async command<T>(...args: string[]): Promise<T> {
    return JSON.parse(await this.#run('coordinator', [...args, '--home', this.home, '--json'])) as T
  }

  /** A command that signs with the admin key. */
  async signing<T>(...args: string[]): Promise<T> {
    const all = [...args, '--home', this.home, '--json', '--passphrase-fd', '0']
    return JSON.parse(await this.#run('coordinator', all, passphrase)) as T
  }

  /** A join token for so many machines of a site. */
  async token({ site, prefixes, uses }: { site: string; prefixes: string[]; uses: number }): Promise<string> {
    const terms = ['--site', site, ...prefixes.flatMap(prefix => ['--prefix', prefix]), '--uses', String(uses)]
    return (await this.command<{ token: string }>('token', 'create', ...terms)).token
  }

  /** A command as people see it. */
  async text(...args: string[]): Promise<string> {
    return await this.#run('coordinator', [...args, '--home', this.home])
  }

  ask<T>(command: string, args: unknown = {}): Promise<T> {
    return callControl(join(this.home, 'control', 'coordinator.sock'), command, args) as Promise<T>
  }

  async addAgent(spec: AgentSpec): Promise<Agent> {
    const { folder } = this.#settings
    const { name } = spec.place
    const state = join(folder, 'agents', name)
    const root = spec.root ?? join(folder, 'roots', name)
    await mkdir(root, { recursive: true })
    const joining = [
      programs.agent,
      'join',
      '--token-file',
      '-',
      '--state',
      state,
      '--root',
      root,
      '--listen',
      `/ip4/${spec.place.address}/tcp/0`,
    ]
    if (spec.seed) joining.push('--seed')
    await spec.place.exec(process.execPath, joining, { input: spec.token, timeoutMs: startMs })
    await changeSettings(join(state, 'agent.yaml'), spec.settings ?? {})
    const agent = await this.#runAgent({ name, site: spec.site, seed: spec.seed ?? false, root, state }, spec.place)
    this.agents.push(agent)
    return agent
  }

  /** Starts an agent that has ended again; `run`: by another program than the agent's own, with its arguments. */
  async restart(agent: Agent, place: Place, run?: readonly string[]): Promise<Agent> {
    const again = await this.#runAgent(agent, place, run)
    this.agents[this.agents.indexOf(agent)] = again
    return again
  }

  async #runAgent(
    agent: Pick<Agent, 'name' | 'site' | 'seed' | 'root' | 'state'>,
    place: Place,
    run: readonly string[] = [programs.agent, 'run'],
  ): Promise<Agent> {
    const logFile = join(this.#settings.folder, `${agent.name}.log`)
    const began = performance.now()
    const { child } = await startDaemon(place, [...run, '--state', agent.state], logFile)
    const startedMs = performance.now() - began
    const socket = join(agent.state, 'control', 'agent.sock')
    const ask = <T>(command: string, args: unknown = {}) => callControl(socket, command, args) as Promise<T>
    return { ...agent, logFile, process: child, startedMs, ask }
  }

  async #run(program: keyof typeof programs, args: string[], input?: string): Promise<string> {
    const options = input === undefined ? { timeoutMs: 120_000 } : { input, timeoutMs: 120_000 }
    const { stdout } = await this.#settings.outside.exec(process.execPath, [programs[program], ...args], options)
    return stdout
  }

  /** SIGTERM to everything, agents first; waits until all have ended. */
  async stop(): Promise<void> {
    const daemons = [...this.agents.map(agent => agent.process), ...(this.coordinator ? [this.coordinator] : [])]
    await Promise.all(daemons.map(stopDaemon))
  }
}

/** SIGKILL, as a crash would end it. */
export async function crash(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** Starts a program, its log in a file, and waits for the JSON line that says it listens. */
async function startDaemon(
  place: Place,
  args: string[],
  logFile: string,
): Promise<{ child: ChildProcess; first: Record<string, unknown> }> {
  const log = await open(logFile, 'a')
  const child = place.spawn(process.execPath, args, { stdio: ['ignore', 'pipe', log.fd] })
  await log.close()
  const lines = createInterface({ input: child.stdout! })
  const timer = setTimeout(() => lines.close(), startMs)
  try {
    for await (const line of lines) {
      child.stdout!.resume()
      return { child, first: JSON.parse(line) as Record<string, unknown> }
    }
  } finally {
    clearTimeout(timer)
  }
  const tail = (await readFile(logFile, 'utf8')).split('\n').slice(-5).join('\n')
  throw new CodedError(
    'not-running',
    `${args.join(' ')} on ${place.name} did not say that it listens; its log ends:\n${tail}`,
  )
}

/** SIGTERM, and SIGKILL for one that does not end in 10 s. */
export async function stopDaemon(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(timer)
}

export async function changeSettings(path: string, settings: Record<string, unknown>): Promise<void> {
  if (Object.keys(settings).length === 0) return
  const document = parseDocument(await readFile(path, 'utf8'))
  for (const [name, value] of Object.entries(settings)) document.setIn(name.split('.'), value)
  await writeFile(path, document.toString())
}

/** This machine as a place, for where no network namespaces are to be had. */
export function localPlace(name: string, children: Set<ChildProcess>): Place {
  return {
    name,
    address: '127.0.0.1',
    spawn(command, args, options = {}) {
      const child = spawn(command, args, options)
      children.add(child)
      child.once('exit', () => children.delete(child))
      return child
    },
    async exec(command, args, { input = '', timeoutMs = 60_000 } = {}) {
      const child = spawn(command, args, { stdio: 'pipe', timeout: timeoutMs })
      const output = { stdout: '', stderr: '' }
      for (const stream of ['stdout', 'stderr'] as const) {
        child[stream].setEncoding('utf8').on('data', (text: string) => {
          output[stream] += text
        })
      }
      child.stdin.end(input)
      const [code] = (await once(child, 'close')) as [number | null]
      if (code === 0) return output
      throw new CodedError('io-failed', `${[command, ...args].join(' ')} ended with ${code}: ${output.stderr.trim()}`)
    },
  }
}
