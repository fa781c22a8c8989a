// What the running coordinator answers to `patchmesh backup`, and what a restored one still waits for.

import type { ControlHandlers } from '../../core/control.ts'
import type { CoordinatorState } from '../state.ts'
import { type Backup, collectBackup } from './backup.ts'

export interface CoordinatorStatus {
  /** Sites of a restored coordinator that it signs nothing for yet: no member of theirs was heard. */
  waitsFor: string[]
}

/** `backup`, `coordinator-status`. */
export function backupHandlers(
  deps: Omit<Parameters<typeof collectBackup>[0], 'now'> & { state: CoordinatorState; now(): number },
): ControlHandlers {
  return {
    backup: (): Promise<Backup> => collectBackup({ ...deps, now: deps.now() }),
    'coordinator-status': async (): Promise<CoordinatorStatus> => ({ waitsFor: [...deps.state.unheardSites].sort() }),
  }
}
