// Runs one set: opens its office, measures so many patch days in it and what belongs to the set besides, and makes figures of them.

import { type DayFigures, median, type SetFigures, setFigures } from './figures.ts'
import { type BenchOffice, openOffice } from './office.ts'
import { measureColdStart, measureForeground, measureLateJoiner, measureProbe } from './office-extras.ts'
import { measureDay } from './patch-day.ts'
import { measureSeededDay, type SeededDay } from './seeded-day.ts'
import { type OfficeSet, officeSets, type SetName, scaled } from './sets.ts'

export interface RunOptions {
  runs: number
  keep: boolean
  /** Of faults: rows whose names contain any of these. */
  only?: readonly string[]
  /** For trials: a share of each payload, and at most so many agents in an office. */
  scale?: number
  agents?: number
  say: (text: string) => void
}

export async function runSet(name: SetName, options: RunOptions): Promise<SetFigures[]> {
  const figures: SetFigures[] = []
  for (const set of officeSets[name]) figures.push(await runOffice(scaled(set, options), options))
  return figures
}

async function runOffice(set: OfficeSet, options: RunOptions): Promise<SetFigures> {
  const { keep, say } = options
  const office = await openOffice(set, { say, keep, spare: set.hasExtras ? 1 : 0 })
  try {
    return set.hasSeed ? await runSeeded(office, options) : await runPlain(office, options)
  } finally {
    await office.close()
  }
}

async function runPlain(office: BenchOffice, { runs, say }: RunOptions): Promise<SetFigures> {
  const { set } = office
  const days: DayFigures[] = []
  const extras: Extras[] = []
  for (let run = 1; run <= runs; run++) {
    const day = await measureDay(office, `run-${run}`, { say })
    days.push(day)
    say(`${set.set}, run ${run} of ${runs}: ${JSON.stringify(day)}`)
    if (!set.hasExtras) continue
    const extra = await measureExtras(office, `run-${run}`, day)
    extras.push(extra)
    say(`${set.set}, run ${run} of ${runs}: ${JSON.stringify(extra)}`)
  }
  // Last, and once: the machine stays in the office.
  const late = set.hasExtras ? await measureLateJoiner(office, 'late') : {}
  return { ...setFigures(set, days), ...extraFigures(extras), ...late }
}

interface Extras {
  coldStartWanRatio: number
  probeAddedMs: number
  foregroundShare: number
}

async function measureExtras(office: BenchOffice, run: string, floor: DayFigures): Promise<Extras> {
  return {
    probeAddedMs: await measureProbe(office, `${run}-probe`, floor),
    foregroundShare: await measureForeground(office, `${run}-foreground`, floor),
    coldStartWanRatio: await measureColdStart(office, `${run}-cold`),
  }
}

/** Null, not absent, where nothing was measured. */
function extraFigures(extras: readonly Extras[]): Record<keyof Extras, number | null> {
  const of = (name: keyof Extras) => median(extras.map(each => each[name]))
  return {
    coldStartWanRatio: of('coldStartWanRatio'),
    probeAddedMs: of('probeAddedMs'),
    foregroundShare: of('foregroundShare'),
  }
}

async function runSeeded(office: BenchOffice, { runs, say }: RunOptions): Promise<SetFigures> {
  const { set } = office
  const days: SeededDay[] = []
  for (let run = 1; run <= runs; run++) {
    const day = await measureSeededDay(office, `run-${run}`)
    days.push(day)
    say(`${set.set}, run ${run} of ${runs}: ${JSON.stringify(day)}`)
  }
  const of = (figure: (day: SeededDay) => number | undefined) =>
    median(days.map(figure).filter(value => value !== undefined))
  const bareCpuPerGb = of(each => each.bareCpuPerGb)
  const figures = setFigures(
    set,
    days.map(({ day }) => day),
    { bareCpuPerGb: bareCpuPerGb ?? undefined, hasWan: false },
  )
  return {
    ...figures,
    // A pair's alone: of more receivers the first takes turns with the others.
    lanGoodputRatio: set.agents > 1 ? null : of(each => each.goodput && each.goodput / each.plainGoodput),
    bareGoodputRatio: set.agents > 1 ? null : of(each => each.goodput && each.goodput / each.bareGoodput),
    bareCpuPerGb,
  }
}
