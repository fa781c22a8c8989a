// The set `faults`: the offices of S and L, a clean day in each run, and then a day for each thing that breaks. A day that does not end is a
// figure too; its office is given up for a new one.

import { CodedError } from '../../../core/errors.ts'
import type { DayFigures, SetFigures } from '../figures.ts'
import { type BenchOffice, openOffice } from '../office.ts'
import { publish } from '../order.ts'
import { measureFloor, type PlainFloor } from '../patch-day.ts'
import { startFileServer } from '../programs.ts'
import type { RunOptions } from '../run-set.ts'
import { type OfficeSet, officeSets, scaled } from '../sets.ts'
import { measureFaultDay } from './fault-day.ts'
import { type FaultDay, faultFigures } from './fault-figures.ts'
import { type FaultRow, largeOfficeRows, officeRows } from './fault-rows.ts'

/** In some rows all agents have just been started. */
const idleMs = 30_000
const mirrorPort = 8081

export async function runFaults(options: RunOptions): Promise<SetFigures[]> {
  return [
    ...(await runRows(officeSets.S[0]!, officeRows, options)),
    ...(await runRows(officeSets.L[0]!, largeOfficeRows, options)),
  ]
}

/** `only`: rows whose names contain any of these, and the clean day that they are held against; none: all rows. */
export function chooseRows(rows: readonly FaultRow[], only: readonly string[]): FaultRow[] {
  const isChosen = ({ name }: FaultRow) => only.length === 0 || only.some(each => name.includes(each))
  const chosen = rows.filter(row => row.fault.kind !== 'none' && isChosen(row))
  const clean = rows.filter(row => row.fault.kind === 'none' && (chosen.length > 0 || isChosen(row)))
  return [...clean, ...chosen]
}

async function runRows(whole: OfficeSet, all: readonly FaultRow[], options: RunOptions): Promise<SetFigures[]> {
  const { runs, only = [], scale, agents, say } = options
  const rows = chooseRows(all, only)
  if (rows.length === 0) return []
  const set = scaled(whole, { scale, agents })
  const days = new Map<FaultRow, FaultDay[]>(rows.map(row => [row, []]))
  const unfinished = new Map<FaultRow, number>()
  let scene: Scene | undefined
  try {
    for (let run = 1; run <= runs; run++) {
      let clean: DayFigures | undefined
      for (const [index, row] of rows.entries()) {
        scene ??= await openScene(set, options)
        const { office, mirror, floor } = scene
        const name = `run-${run}-${index + 1}`
        try {
          const { day, fault } = await measureFaultDay(office, row, { name, mirror, floor, idleMs, say })
          clean ??= day
          days.get(row)!.push({ day, fault, clean })
          say(`${row.name}, run ${run} of ${runs}: ${JSON.stringify({ ...day, ...fault })}`)
        } catch (error) {
          if (!(error instanceof CodedError) || error.code !== 'timed-out' || !clean) throw error
          say(`${row.name}, run ${run} of ${runs}: ${error.message}`)
          unfinished.set(row, (unfinished.get(row) ?? 0) + 1)
          await office.close()
          scene = undefined
        }
      }
    }
  } finally {
    await scene?.office.close()
  }
  return rows.map(row => faultFigures(row.name, days.get(row)!, unfinished.get(row)))
}

interface Scene {
  office: BenchOffice
  mirror: string
  floor: PlainFloor
}

/** The files come from a web server of their own: the coordinator, which has one too, is killed in some of the rows. */
async function openScene(set: OfficeSet, { say, keep }: RunOptions): Promise<Scene> {
  const office = await openOffice(set, { say, keep })
  try {
    const { url: mirror } = await startFileServer(office.lab.outside, office.folder, mirrorPort)
    const floor = await measureFloor(office, await publish(office, 'plain', [set.payloadBytes]))
    say(`faults: a plain download takes ${floor.plainSeconds.toFixed(2)} s and ${floor.plainWanBytes} bytes`)
    return { office, mirror, floor }
  } catch (error) {
    await office.close()
    throw error
  }
}
