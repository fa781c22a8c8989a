// `npm run bench`: offices of real agents behind shaped links in network namespaces, everything as a ratio to one plain download over
// the same link in the same run. docs/benchmarks.md says how each figure is measured.

import { parseArgs } from 'node:util'
import { CodedError } from '../core/errors.ts'
import { conditionsOf } from './bench/conditions.ts'
import { runFaults } from './bench/faults/run-faults.ts'
import { missedTargets, type SetFigures } from './bench/figures.ts'
import { renderResults } from './bench/render.ts'
import { type RunOptions, runSet } from './bench/run-set.ts'
import { type SetName, setNames } from './bench/sets.ts'
import { runScript } from './fleet/run-script.ts'
import { enterLab } from './lab/unprivileged.ts'

const usage = `usage: npm run bench [-- [--set ${setNames.join('|')}|faults]... [--runs 5] [--json] [--keep]]
  --set    one of the sets, or several; default: all but faults
  --runs   patch days of each set; figures are their medians
  --json   the figures as the last line of stdout
  --keep   leave the folders with all homes, states and logs
for trials, whose figures are no results:
  --scale  of each payload take this share, such as 0.25
  --agents at most so many in an office
  --only   of faults: rows whose names contain this text; may be given several times
`
const runsMax = 100

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

async function main(): Promise<void> {
  const { sets, json, ...options } = readOptions()
  const { mode, reason } = await enterLab()
  if (mode === 'none') throw new CodedError('wrong-state', `the bench needs network namespaces: ${reason}`)
  const figures: SetFigures[] = []
  for (const name of sets) figures.push(...(name === 'faults' ? await runFaults(options) : await runSet(name, options)))
  const result = { sets: figures, conditions: await conditionsOf(), missed: missedTargets(figures) }
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : renderResults(result))
}

type AnySet = SetName | 'faults'

interface Options extends RunOptions {
  sets: readonly AnySet[]
  json: boolean
}

function readOptions(): Options {
  const flag = { type: 'boolean', default: false } as const
  try {
    const { values } = parseArgs({
      options: {
        set: { type: 'string', multiple: true },
        runs: { type: 'string', default: '5' },
        json: flag,
        keep: flag,
        scale: { type: 'string', default: '1' },
        agents: { type: 'string', default: '250' },
        only: { type: 'string', multiple: true, default: [] },
        help: flag,
      },
    })
    if (values.help) {
      process.stdout.write(usage)
      process.exit(0)
    }
    const runs = wholeNumber('--runs', values.runs, { least: 1, most: runsMax })
    const agents = wholeNumber('--agents', values.agents, { least: 1, most: 250 })
    const scale = Number(values.scale)
    if (!(scale > 0 && scale <= 1))
      throw new Error(`--scale: expected more than 0 and at most 1, found ${values.scale}`)
    const { json, keep, only } = values
    return { sets: values.set?.map(checkSet) ?? setNames, runs, json, keep, scale, agents, only, say }
  } catch (error) {
    say(`${(error as Error).message}\n${usage}`)
    process.exit(2)
  }
}

function wholeNumber(option: string, text: string, { least, most }: { least: number; most: number }): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new Error(`${option}: expected a number from ${least} to ${most}, found ${text}`)
}

function checkSet(text: string): AnySet {
  const found = ([...setNames, 'faults'] as const).find(name => name === text)
  if (!found) throw new Error(`--set: expected one of ${setNames.join(', ')}, faults, found ${text}`)
  return found
}

if (import.meta.main) await runScript(main)
