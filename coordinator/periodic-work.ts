// What the coordinator does by the clock: timed feeds, rosters signed anew before they expire, and after a restore asking the sites that
// were not heard yet, and saying so.

import type { Clock } from '../core/clock.ts'
import type { Closers } from '../core/closers.ts'
import { MINUTE_MS } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import type { CatalogueStage } from './catalogue/catalogue-stage.ts'
import type { Rosters } from './enrol/rosters.ts'
import { isDue } from './sign/online-signer.ts'
import type { CoordinatorState } from './state.ts'
import type { Published } from './sync/published.ts'
import type { SiteSync } from './sync/site-sync.ts'

const tickMs = MINUTE_MS / 2

export interface PeriodicParts {
  state: CoordinatorState
  published: Published
  rosters: Rosters
  clock: Clock
  log: Log
}

export function startTimers(
  { state, published, rosters, clock, log }: PeriodicParts,
  { stage, siteSync }: { stage: CatalogueStage; siteSync: SiteSync },
  closers: Closers,
): void {
  let cancel: () => void = () => undefined
  let closed = false
  let working: Promise<void> = Promise.resolve()
  const tick = async () => {
    warnUnheard(state, log)
    siteSync.nudge([...state.unheardSites])
    for (const { header } of published.all('roster')) {
      if (state.unheardSites.has(header.name)) continue
      if (isDue(header, 'roster', clock.now())) await rosters.renew(header.name)
    }
    await stage.syncDue()
  }
  const next = () => {
    cancel = clock.after(tickMs, () => {
      working = tick()
        .catch(error => log.error({ err: error }, 'periodic work failed'))
        .then(() => (closed ? undefined : next()))
    })
  }
  next()
  closers.add(async () => {
    closed = true
    cancel()
    await working
  })
}

export function warnUnheard({ unheardSites }: CoordinatorState, log: Log): void {
  if (unheardSites.size === 0) return
  log.warn(
    { sites: [...unheardSites] },
    'restored: nothing is signed for these sites before a member of each was heard',
  )
}
