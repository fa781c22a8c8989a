// Runs one seed: its sites one after another, since nothing but the source is common to them. What is told of a seed is the same, byte for
// byte, each time.

import { createHash } from 'node:crypto'
import type { Fact, Mode } from './facts.ts'
import { randomScenario } from './random-scenario.ts'
import { type Run, runScenario } from './run-scenario.ts'
import type { Scenario } from './scenario.ts'
import { scenarios } from './scenarios/scenarios.ts'

export interface SeedOptions {
  scenario: string
  mode: Mode
  sites: number
  agents: number | undefined
}

export interface SeedResult {
  seed: number
  sites: number
  agents: number
  wanRatio: number
  worstWanRatio: number
  /** Of the slowest site; null: somebody did not finish. */
  timeMs: number | null
  timeRatio: number | null
  slowestToMedian: number | null
  lanRatio: number | null
  longestStallMs: number
  messages: { announcements: number; haves: number }
  reports: { batches: number; reports: number; direct: number }
  faults: Record<string, number>
  /** Of all facts in their order. */
  digest: string
  violations: { site: number; checker: string; atMs: number; what: string }[]
}

export async function runSeed(seed: number, options: SeedOptions): Promise<SeedResult> {
  const { mode, agents, sites } = options
  const hash = createHash('sha256')
  const onFact = (fact: Fact) => {
    if (fact.type !== 'wan' && fact.type !== 'told') hash.update(JSON.stringify(fact))
  }
  const runs: Run[] = []
  for (let site = 0; site < sites; site++) {
    const siteSeed = site === 0 ? seed : (seed * 1_000_003 + site * 7919) >>> 0
    runs.push(await runScenario(scenarioOf(options, siteSeed), { seed: siteSeed, mode, agents, onFact }))
  }
  return { seed, sites, ...sum(runs), digest: hash.digest('hex') }
}

/** Seeds that found something before members came and went. */
export const staffStays = 'random-staff-stays'

function scenarioOf({ scenario, mode }: SeedOptions, seed: number): Scenario {
  if (scenario === 'random' || scenario === staffStays)
    return randomScenario(seed, mode, { staff: scenario === 'random' })
  return scenarios.get(scenario)!
}

function sum(runs: readonly Run[]): Omit<SeedResult, 'seed' | 'sites' | 'digest'> {
  const figures = runs.map(run => run.figures)
  const total = (of: (run: Run) => number) => runs.reduce((all, run) => all + of(run), 0)
  const worst = (values: (number | null)[]) =>
    values.some(value => value === null) ? null : values.reduce<number>((most, value) => Math.max(most, value!), 0)
  const faults: Record<string, number> = {}
  for (const { faults: some } of figures)
    for (const [name, times] of Object.entries(some)) faults[name] = (faults[name] ?? 0) + times
  const ratio = total(run => run.figures.wanBytes) / total(run => run.figures.payloadBytes)
  return {
    agents: total(run => run.agents),
    wanRatio: Math.round(ratio * 10_000) / 10_000,
    worstWanRatio: worst(figures.map(({ wanRatio }) => wanRatio))!,
    timeMs: worst(figures.map(({ timeMs }) => timeMs)),
    timeRatio: worst(figures.map(({ timeRatio }) => timeRatio)),
    slowestToMedian: worst(figures.map(({ slowestToMedian }) => slowestToMedian)),
    lanRatio: worst(figures.map(({ lanRatio }) => lanRatio)),
    longestStallMs: worst(figures.map(({ longestStallMs }) => longestStallMs))!,
    messages: {
      announcements: total(({ figures: { messages } }) => messages.announcements),
      haves: total(({ figures: { messages } }) => messages.haves),
    },
    reports: {
      batches: total(({ figures: { reports } }) => reports.batches),
      reports: total(({ figures: { reports } }) => reports.reports),
      direct: total(({ figures: { reports } }) => reports.direct),
    },
    faults,
    violations: runs.flatMap(({ violations }, site) =>
      violations.slice(0, 8).map(({ checker, at, what }) => ({ site, checker, atMs: Math.round(at - epochMs), what })),
    ),
  }
}

/** When the virtual clock begins. */
const epochMs = 1_800_000_000_000
