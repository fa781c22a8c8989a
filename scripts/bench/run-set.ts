// Runs one set: opens its office, measures so many patch days in it, and makes figures of them.

import { type DayFigures, type SetFigures, setFigures } from './figures.ts'
import { openOffice } from './office.ts'
import { measureDay } from './patch-day.ts'
import { type OfficeSet, officeSets, type SetName } from './sets.ts'

export interface RunOptions {
  runs: number
  keep: boolean
  say: (text: string) => void
}

export async function runSet(name: SetName, options: RunOptions): Promise<SetFigures[]> {
  const figures: SetFigures[] = []
  for (const set of officeSets[name]) figures.push(await runOffice(set, options))
  return figures
}

async function runOffice(set: OfficeSet, { runs, keep, say }: RunOptions): Promise<SetFigures> {
  const office = await openOffice(set, { say, keep })
  try {
    const days: DayFigures[] = []
    for (let run = 1; run <= runs; run++) {
      const day = await measureDay(office, `run-${run}`, say)
      days.push(day)
      say(`${set.set}, run ${run} of ${runs}: ${JSON.stringify(day)}`)
    }
    return setFigures(set, days)
  } finally {
    await office.close()
  }
}
