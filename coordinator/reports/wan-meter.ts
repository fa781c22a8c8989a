// How many control bytes (signed objects, reports) crossed a site's WAN on behalf of a schedule: the site's counter at the
// schedule's hand-over and at the last report about it. The counters start at nothing with the process, the sums go on;
// what passed between the last mark and a crash is not counted.

import { oneAtATime } from '../../core/one-at-a-time.ts'
import type { WanReasonCode } from '../../core/reasons.ts'
import type { Table } from '../../core/table.ts'

/** Both ends are points on the site's running sum of control bytes. */
export interface WanSpan {
  schedule: string
  site: string
  start: number
  end: number
}

/** What control bytes were for; each is counted by itself. */
export const controlReasons = ['metadata', 'freshness', 'reports'] as const satisfies readonly WanReasonCode[]
export type ControlReason = (typeof controlReasons)[number]
export type ReasonedSpan = WanSpan & { reason: ControlReason }

export interface WanMeter {
  /**
   * Reads the counters of a schedule's sites now; the returned function keeps them as its start, once it is accepted.
   * A second hand-over (a new version) keeps the first start.
   */
  prepareHandOver(schedule: string, sites: readonly string[]): () => Promise<void>
  /** Marks a report of the site about these schedules. */
  reported(site: string, schedules: readonly string[]): Promise<void>
  spans(): Promise<WanSpan[]>
}

export interface WanMeterDeps {
  /** Running sum by site. */
  sums: Table<number>
  /** By `site/schedule`. */
  spans: Table<WanSpan>
  /** Bytes both ways between the coordinator and the site's nodes since this process started. */
  controlBytes(site: string): number
}

export function createWanMeter({ sums, spans, controlBytes }: WanMeterDeps): WanMeter {
  const counted = new Map<string, number>()
  const inTurn = oneAtATime()
  const addUp = async (site: string, counter: number): Promise<number> => {
    const sum = ((await sums.get(site)) ?? 0) + counter - (counted.get(site) ?? 0)
    await sums.put(site, sum)
    counted.set(site, counter)
    return sum
  }
  return {
    prepareHandOver(schedule, sites) {
      const starts = sites.map(site => {
        const counter = controlBytes(site) // now, not when it is our turn
        const sum = inTurn(() => addUp(site, counter))
        sum.catch(() => undefined) // the returned function tells it, if it is called
        return { site, sum }
      })
      return () =>
        inTurn(async () => {
          for (const { site, sum } of starts) {
            const start = await sum
            const key = `${site}/${schedule}`
            if (!(await spans.get(key))) await spans.put(key, { schedule, site, start, end: start })
          }
        })
    },
    reported(site, schedules) {
      const counter = controlBytes(site)
      return inTurn(async () => {
        const end = await addUp(site, counter)
        for (const schedule of schedules) {
          const span = await spans.get(`${site}/${schedule}`)
          if (span) await spans.put(`${site}/${schedule}`, { ...span, end })
        }
      })
    },
    async spans() {
      const found: WanSpan[] = []
      for await (const [, span] of spans.entries()) found.push(span)
      return found
    },
  }
}

export interface ControlMeter extends Omit<WanMeter, 'spans'> {
  spans(): Promise<ReasonedSpan[]>
}

/** A meter for each reason. */
export function createControlMeter(meterOf: (reason: ControlReason) => WanMeter): ControlMeter {
  const meters = controlReasons.map(reason => ({ reason, meter: meterOf(reason) }))
  return {
    prepareHandOver(schedule, sites) {
      const keep = meters.map(({ meter }) => meter.prepareHandOver(schedule, sites))
      return async () => {
        for (const each of keep) await each()
      }
    },
    async reported(site, schedules) {
      await Promise.all(meters.map(({ meter }) => meter.reported(site, schedules)))
    },
    async spans() {
      const found = await Promise.all(
        meters.map(async ({ reason, meter }) => (await meter.spans()).map(span => ({ ...span, reason }))),
      )
      return found.flat()
    },
  }
}

/** Length of the union of spans of one site: bytes that two schedules share count once. */
export function spannedBytes(spans: readonly Pick<WanSpan, 'start' | 'end'>[]): number {
  let total = 0
  let reached = 0
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    total += Math.max(0, end - Math.max(start, reached))
    reached = Math.max(reached, end)
  }
  return total
}
