// From what was seen of one faulty patch day to figures: stalls, what came later or more than on a clean day, what was wasted. Pure.

import { type DayFigures, median, type SetFigures, setFigures, timeRatio, wanRatio } from '../figures.ts'
import { faultSet } from './fault-rows.ts'

/** What one faulty day gave besides; undefined: it does not apply to the fault. */
export interface FaultFigures {
  /** Longest time in which an agent that lacked something got nothing, from the fault on. */
  stallSeconds: number | undefined
  /** Bytes that honest agents took in and could not use, and those that hostile ones sent. */
  wastedBytes: number | undefined
  injectedBytes: number | undefined
  /** Files on disk that are not what their digest says. */
  badFiles: number
  /** Whether log and `peers` of an honest agent name each hostile one that was asked. */
  offenderNamed: boolean | undefined
  /** Whether the bytes over the WAN carry the reason that the fault should give them. */
  reasonGiven: boolean | undefined
}

export interface FaultDay {
  day: DayFigures
  fault: FaultFigures
  /** The day without a fault in the same run. */
  clean: DayFigures
}

/** How much an agent held at a moment (ms). */
export interface Sample {
  at: number
  haveBytes: number
}

/** The longest time without a gain between `since` and the agent's completion, seconds; it got nothing after its last sample until then. */
export function longestStall(samples: readonly Sample[], { since, until }: { since: number; until: number }): number {
  let most = 0
  let lastGain = since
  let have = 0
  for (const { at, haveBytes } of samples) {
    if (at > until) break
    if (haveBytes <= have) continue
    have = haveBytes
    if (at <= since) continue
    most = Math.max(most, at - lastGain)
    lastGain = at
  }
  return Math.max(most, until - lastGain) / 1000
}

/** Of one row's runs: the common fields, and those that only faults have; null: not measured, or not a question here. `unfinished`: runs without an end. */
export function faultFigures(name: string, days: readonly FaultDay[], unfinished = 0): SetFigures {
  const of = (figure: (each: FaultDay) => number | undefined) =>
    median(days.map(figure).filter(value => value !== undefined))
  const lastSeconds = ({ arrivedSeconds }: DayFigures) => Math.max(...arrivedSeconds)
  const needed = ({ day }: FaultDay) => day.payloadBytes * day.arrivedSeconds.length
  const common = setFigures(
    { set: faultSet(name), hasSeed: false },
    days.map(({ day }) => day),
  )
  return {
    ...common,
    runs: days.length + unfinished,
    unfinished,
    timeToClean: of(({ day, clean }) => lastSeconds(day) / lastSeconds(clean)),
    laterSeconds: of(({ day, clean }) => lastSeconds(day) - lastSeconds(clean)),
    wanMoreThanClean: of(({ day, clean }) => wanRatio(day) - wanRatio(clean)),
    cleanTimeRatio: of(({ clean }) => timeRatio(clean)),
    stallSeconds: of(({ fault }) => fault.stallSeconds),
    wastedShare: of(each => shareOf(each.fault.wastedBytes, needed(each))),
    injectedShare: of(each => shareOf(each.fault.injectedBytes, needed(each))),
    wastedBeyondInjected: of(each =>
      each.fault.wastedBytes === undefined
        ? undefined
        : (each.fault.wastedBytes - (each.fault.injectedBytes ?? 0)) / needed(each),
    ),
    badFiles: days.length > 0 ? Math.max(...days.map(({ fault }) => fault.badFiles)) : null,
    offenderNamed: of(({ fault }) => asNumber(fault.offenderNamed)),
    reasonGiven: of(({ fault }) => asNumber(fault.reasonGiven)),
  }
}

function shareOf(bytes: number | undefined, of: number): number | undefined {
  return bytes === undefined ? undefined : bytes / of
}

function asNumber(isSo: boolean | undefined): number | undefined {
  return isSo === undefined ? undefined : Number(isSo)
}
