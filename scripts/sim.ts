// `npm run sim -- --seed N …`: the agents' own decisions on a virtual network and clock, watched by checkers. docs/simulator.md tells
// what is modelled. Exit 1 when a checker fails, 2 on wrong usage.

import { Command, CommanderError, Option } from 'commander'
import { wholeNumber } from '../core/command-line.ts'
import { CodedError } from '../core/errors.ts'
import type { Mode } from './sim/facts.ts'
import { runSeed, type SeedResult, staffStays } from './sim/run-sites.ts'
import { scenarios } from './sim/scenarios/scenarios.ts'

interface Options {
  seed: number
  sites: number
  agents?: number
  scenario: string
  mode: Mode
  count: number
  json?: boolean
}

const names = [...scenarios.values()].map(({ name, about }) => `  ${name.padEnd(22)} ${about}`)

function parse(argv: readonly string[]): Options {
  const program = new Command('npm run sim --')
    .description('Runs sites of simulated agents and checks what must stay true.')
    .option('--seed <n>', 'everything follows from it: the same seed gives the same run', wholeNumber('--seed'), 1)
    .option('--sites <n>', 'sites, each with its own WAN link', wholeNumber('--sites', 1), 1)
    .option('--agents <n>', 'agents of each site, in place of the scenario’s number', wholeNumber('--agents', 1))
    .option('--scenario <name>', 'what happens: one of those below', 'plain')
    .addOption(
      new Option(
        '--mode <mode>',
        'liveness: faults end and all must finish; safety: they go on, and nothing wrong may happen',
      )
        .choices(['safety', 'liveness'])
        .default('liveness'),
    )
    .option('--count <k>', 'runs the seeds n to n + k - 1', wholeNumber('--count', 1), 1)
    .option('--json', 'the last line of stdout is one JSON document, the same for the same options')
    .addHelpText(
      'after',
      `\nScenarios:\n  ${'random'.padEnd(22)} an office and faults drawn from the seed\n  ${staffStays.padEnd(22)} the same, but for members that come and go\n${names.join('\n')}`,
    )
    .exitOverride()
    .parse([...argv])
  const options = program.opts<Options>()
  if (!['random', staffStays].includes(options.scenario) && !scenarios.has(options.scenario))
    throw new CodedError('bad-argument', `--scenario: expected a name that --help lists, found ${options.scenario}`)
  return options
}

async function main(argv: readonly string[]): Promise<number> {
  const options = parse(argv)
  const startedAt = performance.now()
  const results: SeedResult[] = []
  for (let seed = options.seed; seed < options.seed + options.count; seed++) {
    const result = await runSeed(seed, { ...options, agents: options.agents })
    results.push(result)
    if (!options.json && (options.count <= 20 || result.violations.length > 0))
      process.stdout.write(`${describe(result, options)}\n`)
  }
  const failed = results.filter(({ violations }) => violations.length > 0)
  for (const { seed } of failed) process.stderr.write(`failed; to see it again: ${replay(seed, options)}\n`)
  if (options.json) {
    const { json, ...asked } = options
    process.stdout.write(`${JSON.stringify({ ...asked, failed: failed.map(({ seed }) => seed), runs: results })}\n`)
  } else
    process.stdout.write(
      `${results.length} seeds, ${failed.length} failed, ${((performance.now() - startedAt) / 1000).toFixed(1)} s, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB\n`,
    )
  return failed.length > 0 ? 1 : 0
}

function replay(seed: number, { sites, agents, scenario, mode }: Options): string {
  const counts = `${sites > 1 ? ` --sites ${sites}` : ''}${agents === undefined ? '' : ` --agents ${agents}`}`
  return `npm run sim -- --seed ${seed}${counts} --scenario ${scenario} --mode ${mode}`
}

function describe(result: SeedResult, { scenario, mode }: Options): string {
  const { seed, sites, agents, wanRatio, worstWanRatio, timeMs, timeRatio, slowestToMedian, lanRatio } = result
  const faults = Object.entries(result.faults).map(([name, times]) => `${name} ${times}`)
  const time = timeMs === null ? 'not all finished' : `${(timeMs / 1000).toFixed(1)} s, ${timeRatio} of the line’s own`
  const lines = [
    `seed ${seed}: ${scenario}, ${mode}, ${sites} sites, ${agents} agents`,
    `  WAN ${wanRatio} of the payload${sites > 1 ? `, worst site ${worstWanRatio}` : ''}; LAN ${lanRatio ?? '-'} of what was needed`,
    `  time ${time}; slowest to median ${slowestToMedian ?? '-'}; longest stall ${result.longestStallMs} ms`,
    `  faults: ${faults.length > 0 ? faults.join(', ') : 'none'}`,
  ]
  for (const { site, checker, atMs, what } of result.violations)
    lines.push(`  FAILED ${checker}, site ${site}, at ${(atMs / 1000).toFixed(3)} s: ${what}`)
  if (result.violations.length === 0) lines.push('  all checkers passed')
  return lines.join('\n')
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2 // it has printed itself
  if (!(error instanceof CodedError)) throw error
  process.stderr.write(`error: ${error.message}\n`)
  return error.code === 'bad-argument' ? 2 : 1
}

process.exitCode = await main(process.argv).catch(exitCodeOf)
