// Runs a scenario for one seed, watched by all checkers, and compares what came of it with the scenario's bounds.

import { createCheckers } from './checkers/checkers.ts'
import type { Fact, Mode, Violation } from './facts.ts'
import { figuresOf } from './figures.ts'
import { over } from './looks.ts'
import type { Bounds, Figures, Scenario } from './scenario.ts'
import { SiteSim } from './site-sim.ts'

export interface RunOptions {
  seed: number
  mode: Mode
  agents?: number | undefined
  /** Sees what the checkers see. */
  onFact?: (fact: Fact) => void
}

export interface Run {
  seed: number
  agents: number
  figures: Figures
  violations: Violation[]
}

/** After the last of the work, until who lost whom has been noticed and dialled again (ms). */
const convergeMs = 60_000

/** Violations of one checker are told once: the first is what to look at. */
export async function runScenario(scenario: Scenario, { seed, mode, agents, onFact }: RunOptions): Promise<Run> {
  const checkers = createCheckers()
  const violations = new Map<string, Violation>()
  const see = (fact: Fact) => {
    onFact?.(fact)
    for (const checker of checkers) {
      const violation = checker.see(fact)
      if (violation && !violations.has(checker.name)) violations.set(checker.name, violation)
    }
  }
  const sim = build(scenario, { seed, agents, onFact: see })
  await sim.run(scenario.maxMs)
  if (mode === 'liveness') await sim.rest(convergeMs)
  const { wan } = scenario.bounds
  over(sim, mode, typeof wan === 'number' ? wan * sim.payload : wan(sim))
  const figures = figuresOf(sim)
  if (mode === 'liveness') {
    const clean = scenario.clean?.()
    const other = clean && (await runScenario({ ...clean, bounds: { wan: 9 } }, { seed, mode, agents }))
    for (const what of missed(figures, scenario.bounds, other?.figures))
      violations.set(`bounds: ${what}`, { checker: 'bounds', at: sim.now, what })
  }
  return { seed, agents: sim.nodes.size, figures, violations: [...violations.values()] }
}

export function build(
  { site, agents: own, plan }: Scenario,
  { seed, agents, onFact }: { seed: number; agents?: number | undefined; onFact?: (fact: Fact) => void },
): SiteSim {
  const shape = typeof site === 'function' ? site(seed) : site
  const sim = new SiteSim({ reports: true, ...shape, seed, agents: agents ?? own, ...(onFact && { onFact }) })
  plan?.(sim)
  return sim
}

function missed(figures: Figures, bounds: Bounds, clean: Figures | undefined): string[] {
  const found: string[] = []
  const atMost = (name: string, value: number | null, bound: number | undefined) => {
    if (bound !== undefined && (value === null || value > bound)) found.push(`${name} ${value}, at most ${bound}`)
  }
  atMost('time', figures.timeRatio, bounds.time)
  atMost('slowest to median', figures.slowestToMedian, bounds.slowestToMedian)
  if (figures.lanRatio !== null) atMost('LAN bytes', figures.lanRatio, bounds.lan)
  atMost('stall (ms)', figures.longestStallMs, bounds.stallMs)
  atMost('wasted', figures.wastedRatio, bounds.wasted)
  if (!clean?.timeMs) return found
  const later = figures.timeMs === null ? null : figures.timeMs - clean.timeMs
  atMost('time to clean', figures.timeMs && figures.timeMs / clean.timeMs, bounds.timeToClean)
  atMost('later than clean (ms)', later, bounds.laterMs)
  atMost('more WAN than clean', figures.wanRatio - clean.wanRatio, bounds.moreWan)
  return found
}
