// Planned patches as the outcomes a report carries. Pure.

import { toSeconds } from '../../core/clock.ts'
import type { Outcome } from '../../core/report.ts'
import type { PlannedPatch } from './plan.ts'

export function currentOutcomes(patches: readonly PlannedPatch[], now: number): Outcome[] {
  return patches.map(({ schedule, patch, manifest, state, reason, detail }) => ({
    schedule,
    patch,
    manifest,
    state,
    reason,
    detail,
    at: toSeconds(now),
  }))
}
