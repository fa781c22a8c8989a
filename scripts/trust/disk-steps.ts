// Two machines whose disks failed while they were off: one lost both copies of its trusted state, the other has damage in its database,
// its key and one copy of the state. Started again, both are healthy without a person.

import { once } from 'node:events'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Agent, Fleet } from '../fleet/fleet.ts'
import type { Office } from '../fleet/sites.ts'
import { until } from '../fleet/until.ts'

export interface HealResult {
  /** From the start of the process to healthy, of each machine, in ms. */
  healedMs: number[]
  /** Alarms that each told. */
  alarms: string[][]
  ok: boolean
}

interface Deps {
  fleet: Fleet
  office: Office
  /** Installed before. */
  patch: string
  say: (text: string) => void
}

interface StatusView {
  stale: boolean
  class: string | null
  rootVersion: number
  alarms: { code: string }[]
}

const healedMs = 120_000

export async function damageAndHeal({ fleet, office, patch, say }: Deps): Promise<HealResult> {
  const result: HealResult = { healedMs: [], alarms: [], ok: true }
  const damages: [string, (state: string) => Promise<void>][] = [
    ['both copies of the trusted state deleted', loseTrustedState],
    ['one copy of the state cut, the key and every database file flipped', flipBytes],
  ]
  for (const [index, [what, damage]] of damages.entries()) {
    const agent = fleet.agents[index]!
    const before = await agent.ask<StatusView>('status')
    await stop(agent)
    await damage(agent.state)
    const began = performance.now()
    const again = await fleet.restart(agent, office.places.find(({ name }) => name === agent.name)!)
    const codes = new Set<string>()
    await until(`${agent.name} is healthy again`, healedMs, async () => {
      const { stale, class: own, alarms, rootVersion } = await again.ask<StatusView>('status')
      for (const { code } of alarms) codes.add(code)
      const patches = await again.ask<{ id: string; state: string }[]>('patches')
      const isInstalled = patches.some(({ id, state }) => id === patch && state === 'installed')
      return !stale && own !== null && isInstalled && rootVersion === before.rootVersion
    })
    const ms = performance.now() - began
    result.healedMs.push(ms)
    result.alarms.push([...codes])
    result.ok &&= codes.size > 0
    say(`${agent.name}: ${what}; healthy after ${(ms / 1000).toFixed(1)} s, it told ${[...codes].join(', ')}`)
  }
  return result
}

async function stop(agent: Agent): Promise<void> {
  const gone = once(agent.process, 'exit')
  agent.process.kill('SIGKILL')
  await gone
}

async function loseTrustedState(state: string): Promise<void> {
  for (const slot of ['trusted.0', 'trusted.1']) await rm(join(state, slot))
}

async function flipBytes(state: string): Promise<void> {
  const slot = join(state, 'trusted.0')
  await writeFile(slot, (await readFile(slot)).subarray(0, 100))
  await flip(join(state, 'node.key'))
  for (const entry of await readdir(join(state, 'db'), { withFileTypes: true }))
    if (entry.isFile()) await flip(join(state, 'db', entry.name))
}

/** One bit in the middle. */
async function flip(file: string): Promise<void> {
  const bytes = await readFile(file)
  if (bytes.length === 0) return
  bytes[bytes.length >> 1]! ^= 1
  await writeFile(file, bytes)
}
