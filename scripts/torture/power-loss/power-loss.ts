// Power fails: each scenario is carried out once, watched, and then every cut is a disk that could have been left, opened by the real code.

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '../../../core/random.ts'
import { materialise } from './disk-states.ts'
import { cutLevel } from './level-cuts.ts'
import { record } from './recorded-disk.ts'
import { type Scenario, scenarios } from './scenarios.ts'

export interface PowerLossResult {
  ok: boolean
  cuts: number
  /** By scenario: operations that changed the disk or were told, and cuts. */
  scenarios: Record<string, { events: number; cuts: number }>
  /** With scenario, seed and cut. */
  problems: string[]
}

/** `cuts` of each scenario, by the seed; ends early at 20 problems. */
export async function losePower({ seed, cuts }: { seed: number; cuts: number }): Promise<PowerLossResult> {
  const result: PowerLossResult = { ok: true, cuts: 0, scenarios: {}, problems: [] }
  for (const [name, scenario] of Object.entries<Scenario>(scenarios)) {
    const base = await mkdtemp(join(tmpdir(), 'patchmesh-power-'))
    try {
      await cutScenario({ name, scenario, base, seed, cuts }, result)
    } finally {
      await rm(base, { recursive: true, force: true })
    }
  }
  const lost = await cutLevel({ random: seededRandom(seed), cuts: Math.ceil(cuts / 4) })
  result.scenarios.level = { events: 0, cuts: Math.ceil(cuts / 4) * 2 }
  result.problems.push(...lost.map(problem => `level, seed ${seed}: ${problem}`))
  result.ok = result.problems.length === 0
  return result
}

interface Cutting {
  name: string
  scenario: Scenario
  base: string
  seed: number
  cuts: number
}

async function cutScenario({ name, scenario, base, seed, cuts }: Cutting, result: PowerLossResult): Promise<void> {
  const random = seededRandom(seed)
  const folder = join(base, 'watched')
  await mkdir(folder)
  await scenario.prepare(folder)
  const recording = await record(folder, tell => scenario.work(folder, tell, random))
  result.scenarios[name] = { events: recording.events.length, cuts }
  for (let index = 0; index < cuts && result.problems.length < 20; index++) {
    const at = join(base, `state-${index}`)
    const cut = Math.floor(random() * (recording.events.length + 1))
    const told = materialise(recording, { cut, random, at })
    const problems = await problemsOf(scenario, at, told)
    result.cuts++
    const where = `${name}, seed ${seed}, cut ${index} before event ${cut} of ${recording.events.length}`
    result.problems.push(...problems.map(problem => `${where}: ${problem}`))
    await rm(at, { recursive: true, force: true })
  }
}

async function problemsOf(scenario: Scenario, at: string, told: readonly string[]): Promise<string[]> {
  try {
    return await scenario.problems(at, told)
  } catch (error) {
    return [`it cannot be opened: ${(error as Error).message}`]
  }
}
