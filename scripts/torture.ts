// `npm run torture`: what must survive anything. Processes killed at random moments while they carry out the main job; every state of a
// disk that a power loss can leave; bad input to the real executables. Exit 0 only if all of it holds; what fails is printed with its seed.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { seededRandom } from '../core/random.ts'
import { runScript } from './fleet/run-script.ts'
import { createSites } from './fleet/sites.ts'
import { closeOnce, isEnding, onExit } from './lab/on-exit.ts'
import { enterLab } from './lab/unprivileged.ts'
import { describeKills, describeResult, type KillResult } from './torture/kill-result.ts'
import { KillRun } from './torture/kill-run.ts'
import { losePower } from './torture/power-loss/power-loss.ts'

const project = join(import.meta.dirname, '..')

const usage = `usage: npm run torture -- [--only kills|power-loss|bad-input] [--seed N] [--kills N] [--cuts N] [--loopback] [--keep] [--json]
  --kills N   how many processes are killed (default 100)
  --cuts N    how many power losses of each scenario (default 1000)
  --seed N    plan of the kills and cuts (default: by the clock)
  --loopback  no network namespaces, also where they are to be had
  --keep      leave the folder with all homes, states and logs; it is left, too, when something is found
  --json      the result as the last line of stdout`

/** More and more of them: those that are not there from the start join in the first rounds. */
const machines = { first: 2, last: 5 }

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

export interface KillOptions {
  seed: number
  kills: number
  loopback: boolean
  /** Whether to leave the folder of all homes, states and logs. */
  keep?: 'always' | 'when-it-fails' | 'never'
  /** Fewer machines, for a short run. */
  fewer?: boolean
  say: (text: string) => void
}

/** Throws what the run throws, its seed in the words. */
export async function tortureByKills({
  seed,
  kills,
  loopback,
  keep = 'never',
  fewer = false,
  say,
}: KillOptions): Promise<KillResult> {
  const { mode } = loopback ? { mode: 'none' as const } : await enterLab()
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-torture-'))
  const offices = [{ site: 'berlin', hosts: fewer ? machines.first + 1 : machines.last, seed: false }]
  const sites = await createSites({ mode, rateBitsPerSecond: 20_000_000, offices })
  const ports = mode === 'none' ? await freePorts() : { coordinator: 7433, origin: 7434 }
  const random = seededRandom(seed)
  let result: KillResult | undefined
  const run = new KillRun({ folder, sites, ports, random, kills, agents: machines.first, say })
  const close = closeOnce(async () => {
    await run.close()
    await sites.close()
    if (keep === 'always' || (keep === 'when-it-fails' && !result?.ok && !isEnding())) say(`kept: ${folder}`)
    else await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  const forget = onExit({ close })
  try {
    result = await run.run()
    return result
  } finally {
    await close()
    forget()
  }
}

async function freePorts(): Promise<{ coordinator: number; origin: number }> {
  const servers = [createServer(), createServer()].map(server => server.listen(0, '127.0.0.1'))
  await Promise.all(servers.map(server => server.listening || once(server, 'listening')))
  const [coordinator, origin] = servers.map(server => (server.address() as { port: number }).port)
  await Promise.all(servers.map(server => new Promise(done => server.close(done))))
  return { coordinator: coordinator!, origin: origin! }
}

function readOptions() {
  const flag = { type: 'boolean', default: false } as const
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      options: { json: flag, keep: flag, loopback: flag, help: flag, seed: text, kills: text, cuts: text, only: text },
    })
    if (values.help) {
      say(usage)
      process.exit(0)
    }
    const numbers = {
      seed: whole(values.seed ?? String(Date.now() % 1_000_000)),
      kills: whole(values.kills ?? '100'),
      cuts: whole(values.cuts ?? '1000'),
    }
    if (values.only !== undefined && !['kills', 'power-loss', 'bad-input'].includes(values.only))
      throw new Error(`--only: expected kills, power-loss or bad-input, found ${values.only}`)
    return { ...values, ...numbers }
  } catch (error) {
    say(`${(error as Error).message}\n${usage}`)
    process.exit(2)
  }
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`expected a whole number, found ${text}`)
  return Number(text)
}

type Options = ReturnType<typeof readOptions>

async function killPart({ seed, kills, loopback, keep }: Options) {
  const repeat = `npm run torture -- --only kills --seed ${seed} --kills ${kills}${loopback ? ' --loopback' : ''}`
  process.env.PATCHMESH_LOG_LEVEL ??= 'debug' // of what is found the logs are the evidence
  const where = loopback ? 'on the loopback' : 'in network namespaces where that is allowed'
  say(`kills by seed ${seed}\n${describeKills({ kills, machines: machines.last, where })}`)
  try {
    const result = await tortureByKills({ seed, kills, loopback, keep: keep ? 'always' : 'when-it-fails', say })
    say(describeResult(result))
    if (!result.ok) say(`repeat with: ${repeat}`)
    return result
  } catch (error) {
    say(`PROBLEM ${(error as Error).message}\nrepeat with: ${repeat}`)
    return { ok: false, problems: [(error as Error).message] }
  }
}

async function powerLossPart({ seed, cuts }: Options) {
  const result = await losePower({ seed, cuts })
  for (const [name, { cuts: made }] of Object.entries(result.scenarios)) say(`power lost ${made} times: ${name}`)
  for (const problem of result.problems) say(`PROBLEM ${problem}`)
  if (!result.ok) say(`repeat with: npm run torture -- --only power-loss --seed ${seed} --cuts ${cuts}`)
  return result
}

/** The tests that drive the executables with bad input, all of them. */
async function badInputPart() {
  const args = [join(project, 'node_modules/ava/entrypoints/cli.mjs'), '--concurrency=1', 'test/bad-input/*.test.ts']
  const env = { ...process.env, PATCHMESH_LONG: '1' }
  const child = spawn(process.execPath, args, { cwd: project, env, stdio: ['ignore', process.stderr, process.stderr] })
  const [code] = (await once(child, 'exit')) as [number | null]
  return { ok: code === 0 }
}

async function main(): Promise<void> {
  const options = readOptions()
  const parts = { 'bad-input': badInputPart, 'power-loss': powerLossPart, kills: killPart }
  const results: Record<string, { ok: boolean }> = {}
  for (const [name, run] of Object.entries(parts))
    if (options.only === undefined || options.only === name) results[name] = await run(options)
  const ok = Object.values(results).every(result => result.ok)
  if (options.json) process.stdout.write(`${JSON.stringify({ ok, seed: options.seed, ...results })}\n`)
  process.exitCode = ok ? 0 : 1
}

if (import.meta.main) await runScript(main)
