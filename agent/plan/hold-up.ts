// The swarm's word for why an artifact does not come, as a reason code. Pure.

import type { WantedProgress } from '../swarm/wanted.ts'
import type { HoldUp } from './plan.ts'

export function holdUpOf(progress: WantedProgress | undefined): HoldUp | undefined {
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
  if (progress?.waitsFor === 'source') return 'source-wait'
  return progress?.waitsFor === 'nobody-reachable' ? 'nobody-reachable' : undefined
}
