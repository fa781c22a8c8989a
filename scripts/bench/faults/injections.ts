// What breaks an office and what mends it again: processes, links, rules of its router. Each returns when it has been done.

import { setTimeout as pause } from 'node:timers/promises'
import { CodedError } from '../../../core/errors.ts'
import { type Agent, crash, stopDaemon } from '../../fleet/fleet.ts'
import { systemProgram } from '../../lab/run.ts'
import { blockMulticast } from '../../sites/wiring.ts'
import { type BenchOffice, eachOf, hostOf, startsAtOnce } from '../office.ts'
import type { HolderFault } from './fault-rows.ts'
import { type Way, ways } from './ways.ts'

const roundMs = 5_000
const linkDownMs = 2_500
const flappingShare = 0.3
const hostileProgram = `${import.meta.dirname}/hostile-agent.ts`

/** As it is now: an agent that was restarted is another object. */
export function agentNamed({ fleet }: BenchOffice, name: string): Agent {
  const found = fleet.agents.find(agent => agent.name === name)
  if (!found) throw new CodedError('not-found', `no agent ${name}`)
  return found
}

/** The switch's port of this machine. */
export async function setLink({ lan }: BenchOffice, name: string, isUp: boolean): Promise<void> {
  const port = `p${lan.hosts.findIndex(host => host.name === name) + 1}`
  await lan.router.exec(systemProgram('ip'), ['link', 'set', 'dev', port, isUp ? 'up' : 'down'])
}

export async function breakHolder(office: BenchOffice, name: string, how: HolderFault): Promise<void> {
  const { process: child } = agentNamed(office, name)
  if (how === 'killed') await crash(child)
  else if (how === 'frozen') child.kill('SIGSTOP')
  else await setLink(office, name, false)
}

export async function mendHolder(office: BenchOffice, name: string, how: HolderFault): Promise<void> {
  if (how === 'killed') await revive(office, name)
  else if (how === 'frozen') agentNamed(office, name).process.kill('SIGCONT')
  else await setLink(office, name, true)
}

export async function crashAll(office: BenchOffice): Promise<void> {
  await Promise.all(office.fleet.agents.map(agent => crash(agent.process)))
  await eachOf(
    office.fleet.agents.map(({ name }) => name),
    startsAtOnce,
    name => revive(office, name),
  )
}

/** Orderly: each ends and starts as the agent's own program. */
export async function restartAll(office: BenchOffice): Promise<void> {
  const names = office.fleet.agents.map(({ name }) => name)
  await eachOf(names, startsAtOnce, async name => {
    await stopDaemon(agentNamed(office, name).process)
    await revive(office, name)
  })
}

export async function turnHostile(office: BenchOffice, name: string, how: Way): Promise<void> {
  if (!ways.includes(how)) throw new CodedError('bad-argument', `no way ${how}`)
  const agent = agentNamed(office, name)
  await stopDaemon(agent.process)
  await office.fleet.restart(agent, hostOf(office, agent), [hostileProgram, 'run', '--how', how])
}

async function revive(office: BenchOffice, name: string): Promise<void> {
  const agent = agentNamed(office, name)
  await office.fleet.restart(agent, hostOf(office, agent))
}

export async function setMulticast({ lan }: BenchOffice, isAllowed: boolean): Promise<void> {
  for (const host of lan.hosts) {
    if (isAllowed) await host.exec(systemProgram('nft'), ['delete', 'table', 'ip', 'quiet'])
    else await blockMulticast(host)
  }
}

/**
 * Every five seconds the links of 30 % of the machines go down for half of it, and one of the other agents is killed and started again.
 * The function returned ends that, with everything up and running.
 */
export function startUnrest(office: BenchOffice): () => Promise<void> {
  const names = office.fleet.agents.map(({ name }) => name)
  const flapping = names.slice(0, Math.max(1, Math.round(names.length * flappingShare)))
  const others = names.slice(flapping.length)
  const ended = new AbortController()
  const wait = (ms: number) => pause(ms, undefined, { signal: ended.signal }).catch(() => undefined) // cut short by the end
  const running = (async () => {
    for (let round = 0; !ended.signal.aborted; round++) {
      await Promise.all(flapping.map(name => setLink(office, name, false)))
      const victim = others[round % others.length]!
      await crash(agentNamed(office, victim).process)
      const links = async () => {
        await wait(linkDownMs)
        await Promise.all(flapping.map(name => setLink(office, name, true)))
        await wait(roundMs - linkDownMs)
      }
      await Promise.all([links(), revive(office, victim)])
    }
  })()
  return async () => {
    ended.abort()
    await running
  }
}
