// What the policy in force allows one site at one moment: the rate of all its nodes together, its hours, its pause. Pure: the zone and
// the time come from the caller. A window that is malformed (a signed one may be) never opens.

import { DAY_MS } from './limits.ts'
import type { Policy, SiteBudget } from './policy.ts'
import { nextOpening } from './window.ts'

export type Closed = 'site-paused' | 'budget-hours'

export interface Allowance {
  /** Why nothing may be fetched from outside now; undefined: it may. */
  closed: Closed | undefined
  /** Until when this holds if no other policy comes (ms); infinity: for good. */
  until: number
  /** Bytes a second from outside, of all nodes together; infinity: no limit. */
  rateBytesPerSecond: number
  /** What each node gives to its neighbours; infinity: no limit. */
  lanUploadBytesPerSecond: number
}

/** A download of so many bytes sends one: acknowledgements and requests (measured: 2.5 to 4.6 %). */
const downPerUp = 20

/** The site's own entry, else the one for every other site. */
export function budgetOf(policy: Policy | undefined, site: string): SiteBudget | undefined {
  const budgets = policy?.budgets ?? []
  return budgets.find(budget => budget.site === site) ?? budgets.find(budget => budget.site === '')
}

export function allowanceOf(
  policy: Policy | undefined,
  { site, now, localZone }: { site: string; now: number; localZone: string },
): Allowance {
  const budget = budgetOf(policy, site)
  const isPaused = (policy?.pauseFetching ?? false) || (budget?.pauseFetching ?? false)
  const hours = openHours(budget?.hours ?? [], now, localZone)
  const up = limit(budget?.upBytesPerSecond)
  return {
    closed: isPaused ? 'site-paused' : hours.isOpen ? undefined : 'budget-hours',
    until: isPaused ? Number.POSITIVE_INFINITY : hours.until,
    rateBytesPerSecond: Math.min(limit(budget?.rateBytesPerSecond), up * downPerUp),
    lanUploadBytesPerSecond: limit(budget?.lanUploadBytesPerSecond),
  }
}

function limit(bytes: number | undefined): number {
  return bytes ? bytes : Number.POSITIVE_INFINITY
}

function openHours(hours: SiteBudget['hours'], now: number, localZone: string): { isOpen: boolean; until: number } {
  if (hours.length === 0) return { isOpen: true, until: Number.POSITIVE_INFINITY }
  const openings = hours.flatMap(window => nextOpening(window, now, localZone) ?? [])
  const open = openings.filter(({ startMs }) => startMs <= now)
  if (open.length > 0) return { isOpen: true, until: Math.max(...open.map(({ endMs }) => endMs)) }
  // Nine days are looked ahead; nothing opening in them is looked at again in a day.
  return { isOpen: false, until: Math.min(now + 9 * DAY_MS, ...openings.map(({ startMs }) => startMs)) }
}
