// What the coordinator does by the clock: timed feeds, rosters signed anew before they expire, a look at its disk, and after a restore asking
// the sites that were not heard yet, and saying so.

import type { Clock } from '../core/clock.ts'
import type { Closers } from '../core/closers.ts'
import { CodedError } from '../core/errors.ts'
import { limits, MINUTE_MS } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import { diskReserve } from '../keys/durable-file.ts'
import { watchDescriptors } from '../keys/watch-descriptors.ts'
import { type DiskWatch, watchDisk } from '../keys/watch-disk.ts'
import type { CatalogueStage } from './catalogue/catalogue-stage.ts'
import type { Rosters } from './enrol/rosters.ts'
import type { AlarmBook } from './reports/alarm-book.ts'
import { isDue } from './sign/online-signer.ts'
import type { CoordinatorState } from './state.ts'
import type { Published } from './sync/published.ts'
import type { SiteSync } from './sync/site-sync.ts'

const tickMs = MINUTE_MS / 2

export interface PeriodicParts {
  state: CoordinatorState
  published: Published
  rosters: Rosters
  alarms: AlarmBook
  clock: Clock
  log: Log
}

export function startTimers(
  { state, published, rosters, alarms, clock, log }: PeriodicParts,
  { stage, siteSync }: { stage: CatalogueStage; siteSync: SiteSync },
  closers: Closers,
): void {
  let cancel: () => void = () => undefined
  let closed = false
  let working: Promise<void> = Promise.resolve()
  const isUnheard = (site: string) => siteSync.isUnheard(site)
  const renewDue = createRosterRenewal({ published, rosters, isUnheard, alarms, clock, log })
  const tick = async () => {
    warnUnheard(state, log)
    siteSync.askUnheard()
    await renewDue()
    void stage.syncDue() // a slow archive holds up nothing else; closing the stage waits for it
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

export interface RosterRenewalDeps {
  published: { all(kind: 'roster'): { header: { name: string; notAfter: number } }[] }
  rosters: { renew(site: string): Promise<void> }
  isUnheard(site: string): boolean
  alarms: { raise(code: 'roster-not-renewed', subject: string, detail: string): void }
  clock: Clock
  log: Log
}

/**
 * Signs anew what is past half its life. What cannot be, as a rule because the enrol key was recalled, is told once for each cause and
 * keeps nothing else from its turn. Once a root names a new key, all rosters are signed anew without this.
 */
export function createRosterRenewal(deps: RosterRenewalDeps): () => Promise<void> {
  const { published, rosters, isUnheard, alarms, clock, log } = deps
  const failed = new Map<string, { reason: string; at: number }>()
  return async () => {
    for (const { header } of published.all('roster')) {
      const site = header.name
      if (isUnheard(site) || !isDue(header, 'roster', clock.now())) continue
      const before = failed.get(site)
      if (before && clock.monotonic() - before.at < limits.renewalRetryMs) continue
      try {
        await rosters.renew(site)
        if (failed.delete(site)) log.info({ site }, 'roster signed anew at last')
      } catch (error) {
        if (!(error instanceof CodedError)) throw error
        failed.set(site, { reason: error.message, at: clock.monotonic() })
        alarms.raise('roster-not-renewed', site, adviceOn(error, header.notAfter * 1000))
        if (before?.reason === error.message) continue
        log.error({ site, code: error.code, reason: error.message }, 'roster not signed anew')
      }
    }
  }
}

function adviceOn({ code, message }: CodedError, endsAt: number): string {
  const until = new Date(endsAt).toISOString()
  const toDo =
    code === 'bad-signature'
      ? 'the enrol key does not count: name a new one with "patchmesh root propose", and publish that root'
      : message
  return `members keep the roster they have, but from ${until} nobody takes it who lacks it, so no machine joins: ${toDo}`
}

export function warnUnheard({ unheardSites }: CoordinatorState, log: Log): void {
  if (unheardSites.size === 0) return
  log.warn(
    { sites: [...unheardSites] },
    'restored: nothing is signed for these sites before members of each were heard',
  )
}

/** An alarm while the disk of the home is full or nearly so, or the process may open no more files. Returns what ends it. */
export function watchHome({
  home,
  alarms,
  spaceOf,
  ...parts
}: Pick<DiskWatch, 'clock' | 'log' | 'spaceOf'> & {
  home: string
  alarms: { raise(code: 'disk-full' | 'descriptors-used-up', subject: string, detail: string): void }
}): () => void {
  const endDescriptors = watchDescriptors({
    ...parts,
    onUsedUp: detail => alarms.raise('descriptors-used-up', 'process', detail),
    onEnough: () => undefined, // it is told for a week, as every alarm here
  })
  const endDisk = watchDisk({
    ...parts,
    ...(spaceOf && { spaceOf }),
    folder: home,
    roomBytes: space => Math.max(limits.diskRoomBytes, diskReserve(space)),
    onFull: detail => alarms.raise('disk-full', home, detail),
    onRoom: () => undefined,
  })
  return () => {
    endDescriptors()
    endDisk()
  }
}
