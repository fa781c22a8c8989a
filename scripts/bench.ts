// `npm run bench`: offices of real agents behind shaped links in network namespaces, everything as a ratio to one plain download over
// the same link in the same run. docs/benchmarks.md says how each figure is measured.

import { parseArgs } from 'node:util'
import { CodedError } from '../core/errors.ts'
import { conditionsOf } from './bench/conditions.ts'
import { missedTargets, type SetFigures } from './bench/figures.ts'
import { renderResults } from './bench/render.ts'
import { runSet } from './bench/run-set.ts'
import { type SetName, setNames } from './bench/sets.ts'
import { runScript } from './fleet/run-script.ts'
import { enterLab } from './lab/unprivileged.ts'

const usage = `usage: npm run bench [-- [--set ${setNames.join('|')}]... [--runs 5] [--json] [--keep]]
  --set    one of the sets, or several; default: all
  --runs   patch days of each set; figures are their medians
  --json   the figures as the last line of stdout
  --keep   leave the folders with all homes, states and logs
`
const runsMax = 100

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

async function main(): Promise<void> {
  const { sets, runs, json, keep } = readOptions()
  const { mode, reason } = await enterLab()
  if (mode === 'none') throw new CodedError('wrong-state', `the bench needs network namespaces: ${reason}`)
  const figures: SetFigures[] = []
  for (const name of sets) figures.push(...(await runSet(name, { runs, keep, say })))
  const result = { sets: figures, conditions: await conditionsOf(), missed: missedTargets(figures) }
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : renderResults(result))
}

interface Options {
  sets: readonly SetName[]
  runs: number
  json: boolean
  keep: boolean
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
        help: flag,
      },
    })
    if (values.help) {
      process.stdout.write(usage)
      process.exit(0)
    }
    const runs = Number(values.runs)
    if (!Number.isInteger(runs) || runs < 1 || runs > runsMax)
      throw new Error(`--runs: expected a number from 1 to ${runsMax}, found ${values.runs}`)
    const sets = values.set?.map(checkSet) ?? setNames
    return { sets, runs, json: values.json, keep: values.keep }
  } catch (error) {
    say(`${(error as Error).message}\n${usage}`)
    process.exit(2)
  }
}

function checkSet(text: string): SetName {
  const found = setNames.find(name => name === text)
  if (!found) throw new Error(`--set: expected one of ${setNames.join(', ')}, found ${text}`)
  return found
}

if (import.meta.main) await runScript(main)
