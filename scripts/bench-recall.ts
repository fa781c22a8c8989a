// `npm run bench:recall`: an office of real agents on loopback, one of which is recalled: how long from the moment the coordinator is
// handed the signed recall until every other node has it and has cut its connection to the recalled one. Exit 1 above the promise.

import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { CodedError } from '../core/errors.ts'
import { readEnvelopeFile } from '../keys/envelope-file.ts'
import { type Agent, Fleet, localPlace } from './fleet/fleet.ts'
import { runScript } from './fleet/run-script.ts'
import { until } from './fleet/until.ts'
import { closeOnce, onExit } from './lab/on-exit.ts'

const promisedMs = 2000
/** Of everyone's neighbours; a dozen agents on two cores take their time to start. */
const wantedPeers = 5
const connectMs = 180_000
/** Each takes a second of processor time. */
const startsAtOnce = 2
const roundMs = 60_000
const site = 'office'

const help = `usage: npm run bench:recall [-- [--nodes 12] [--rounds 3] [--json]]

Starts a coordinator and an office of agents on loopback, and recalls one agent a round. Prints when the last of the others had
the recall and had cut its connection, counted from the hand-over of the signed recall. What else the machine does counts in.
`

interface Round {
  /** In the office when it began, the recalled one too. */
  nodes: number
  /** Connections to the recalled one. */
  connections: number
  /** When the last of the others had the recall, and when the last connection was cut. */
  toldMs: number
  cutMs: number
}

interface PeerRow {
  node: string
  connected: boolean
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      nodes: { type: 'string', default: '12' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return void process.stdout.write(help)
  const terms = { nodes: numberOf(values.nodes, 'nodes'), rounds: numberOf(values.rounds, 'rounds') }
  if (terms.rounds > terms.nodes - 2)
    throw new CodedError(
      'bad-argument',
      `--rounds: expected at most ${terms.nodes - 2}: each takes one of the nodes away`,
    )
  const rounds = await withFleet(fleet => bench(fleet, terms))
  const times = rounds.map(({ toldMs, cutMs }) => Math.max(toldMs, cutMs)).sort((a, b) => a - b)
  const medianMs = times[Math.floor(times.length / 2)]!
  const result = {
    ok: times.at(-1)! <= promisedMs,
    promisedMs,
    medianMs,
    worstMs: times.at(-1)!,
    load: loadavg()[0],
    rounds,
  }
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`)
  else
    process.stdout.write(
      `median ${medianMs} ms, worst ${result.worstMs} ms (promised ${promisedMs} ms; load ${result.load?.toFixed(1)})\n`,
    )
  process.exitCode = result.ok ? 0 : 1
}

function numberOf(text: string, name: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && number <= 64) return number
  throw new CodedError('bad-argument', `--${name}: expected a number from 1 to 64, found ${JSON.stringify(text)}`)
}

async function withFleet<T>(
  run: (fleet: Fleet & { folder: string; children: Set<ChildProcess> }) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-recall-'))
  const children = new Set<ChildProcess>()
  const outside = localPlace('coordinator', children)
  const fleet = new Fleet({ folder, outside, ports: { coordinator: 0, origin: 0 } })
  const close = closeOnce(async () => {
    await fleet.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const forget = onExit({ close })
  try {
    return await run(Object.assign(fleet, { folder, children }))
  } finally {
    await close()
    forget()
  }
}

async function bench(
  fleet: Fleet & { folder: string; children: Set<ChildProcess> },
  { nodes, rounds }: { nodes: number; rounds: number },
): Promise<Round[]> {
  await fleet.start()
  const token = await fleet.token({ site, prefixes: ['127.0.0.0/8'], uses: nodes })
  const names = Array.from({ length: nodes }, (_, index) => `pc-${index + 1}`)
  const add = (name: string) =>
    fleet.addAgent({ place: localPlace(name, fleet.children), site, token, settings: { 'discovery.mdns': false } })
  for (let first = 0; first < nodes; first += startsAtOnce) {
    const ended = await Promise.allSettled(names.slice(first, first + startsAtOnce).map(add))
    for (const each of ended) if (each.status === 'rejected') throw each.reason
  }
  say(`${nodes} agents run`)
  const present = [...fleet.agents]
  const results: Round[] = []
  for (let round = 0; round < rounds; round++) {
    await waitConnected(present)
    const result = await recallOne(fleet, present)
    results.push(result)
    say(
      `${result.nodes} nodes: told after ${result.toldMs} ms, ${result.connections} connections cut after ${result.cutMs} ms`,
    )
  }
  return results
}

async function waitConnected(present: readonly Agent[]): Promise<void> {
  const least = Math.min(wantedPeers, present.length - 1)
  const areReady = async () => {
    const all = await Promise.all(
      present.map(agent => agent.ask<{ peers: { connected: number }; stale: boolean }>('status')),
    )
    return all.every(({ peers, stale }) => peers.connected >= least && !stale)
  }
  await until(`every agent knows ${least} others and what is current`, connectMs, areReady)
}

/** Takes the last of `present` away. */
async function recallOne(fleet: Fleet & { folder: string }, present: Agent[]): Promise<Round> {
  const nodes = present.length
  const bad = present.pop()!
  const { node } = await bad.ask<{ node: string }>('status')
  const peers = await bad.ask<PeerRow[]>('peers')
  const connected = new Set(peers.filter(peer => peer.connected).map(peer => peer.node))
  const file = join(fleet.folder, `recall-${nodes}.json`)
  await fleet.signing('recall', 'member', node, '--reason', 'bench', '--yes', '--out', file)
  const envelope = Buffer.from(await readEnvelopeFile(file)).toString('base64')
  const startedAt = Date.now()
  await fleet.ask('proposal-submit', { envelope })
  const ends = await Promise.all(present.map(agent => waitForCut(agent, { node, startedAt, connected })))
  return {
    nodes,
    connections: connected.size,
    toldMs: Math.max(...ends.map(({ toldAt }) => toldAt)) - startedAt,
    cutMs: Math.max(...ends.map(({ cutAt }) => cutAt)) - startedAt,
  }
}

/** From the agent's own log, whose times are of the same clock as ours. */
async function waitForCut(
  agent: Agent,
  { node, startedAt, connected }: { node: string; startedAt: number; connected: ReadonlySet<string> },
): Promise<{ toldAt: number; cutAt: number }> {
  const self = (await agent.ask<{ node: string }>('status')).node
  const end = Date.now() + roundMs
  for (;;) {
    const lines = (await readFile(agent.logFile, 'utf8')).split('\n').flatMap(line => parsed(line) ?? [])
    const since = lines.filter(({ time }) => time >= startedAt)
    const told = since.find(({ msg, accepted }) => msg === 'objects accepted' && accepted?.includes('recall/'))
    const cut = since.findLast(line => line.msg.startsWith('connection cut') && line.node === node)
    if (told && (cut || !connected.has(self))) return { toldAt: told.time, cutAt: cut?.time ?? startedAt }
    if (Date.now() > end)
      throw new CodedError('timed-out', `${agent.name} did not cut ${node} within ${roundMs / 1000} s`)
    await pause(50)
  }
}

interface Line {
  time: number
  msg: string
  node?: string
  accepted?: string[]
}

/** The last line may be half written. */
function parsed(line: string): Line | undefined {
  return line.endsWith('}') ? (JSON.parse(line) as Line) : undefined
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

await runScript(main)
