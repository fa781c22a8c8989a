// The swarm's word for why an artifact does not come, as a reason code. Pure.

import type { WantedProgress } from '../swarm/wanted.ts'
import type { HoldUp } from './plan.ts'

export function holdUpOf(progress: WantedProgress | undefined): HoldUp | undefined {
  const reason = reasonOf(progress)
  if (!reason || !progress) return undefined
  return {
    reason,
    untilMs: Number.isFinite(progress.waitsUntil) ? progress.waitsUntil : 0,
    found: progress.found ?? '',
  }
}

function reasonOf(progress: WantedProgress | undefined): HoldUp['reason'] | undefined {
  switch (progress?.status) {
    case 'disk-full':
      return 'no-space'
    case 'over-quota':
      return 'quota-exceeded'
    case 'io-failed':
    case 'wrong-piece-list':
      return progress.status
    default:
      break
  }
  switch (progress?.waitsFor) {
    case 'source':
      return 'source-wait'
    case 'failing-sources':
      return 'source-failed'
    case 'neighbours':
      return 'not-given'
    case 'nobody-reachable':
    case 'isolated':
    case 'roaming':
    case 'left-to-others':
    case 'line-in-use':
    case 'site-paused':
    case 'budget-hours':
    case 'node-paused':
      return progress.waitsFor
    case '':
    case undefined:
      return undefined
  }
}
