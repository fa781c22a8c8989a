// What the running coordinator answers to `patchmesh backup`, and what a restored one still waits for.

import type { Alarm } from '../../core/alarms.ts'
import type { ControlHandlers } from '../../core/control.ts'
import type { AlarmBook } from '../reports/alarm-book.ts'
import { type Backup, collectBackup } from './backup.ts'
import type { HeardSite, Hearing } from './hearing.ts'

export interface CoordinatorStatus {
  /** Sites of a restored coordinator that it signs nothing for yet: too few of their members were heard. */
  waitsFor: string[]
  /** The same sites, with how many of how many members were heard. */
  heard: HeardSite[]
  /** What the fleet held of this coordinator's signing and it did not know: its home was an old copy, or another has its keys. */
  copied: Alarm[]
}

/** `backup`, `coordinator-status`. */
export function backupHandlers(
  deps: Omit<Parameters<typeof collectBackup>[0], 'now'> & {
    hearing: Hearing
    alarms: Pick<AlarmBook, 'all'>
    now(): number
  },
): ControlHandlers {
  return {
    backup: (): Promise<Backup> => collectBackup({ ...deps, now: deps.now() }),
    'coordinator-status': async (): Promise<CoordinatorStatus> => {
      const heard = deps.hearing.progress()
      const copied = deps.alarms.all().filter(({ code }) => code === 'coordinator-copied')
      return { waitsFor: heard.map(({ site }) => site), heard, copied }
    },
  }
}
