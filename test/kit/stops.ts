// What stops installs, for tests of planning: nothing, but what the test says.

import type { Stops } from '../../agent/plan/install-rule.ts'
import { indexRecall } from '../../core/recall.ts'

export function stopsOf(changes: Partial<Stops> = {}): Stops {
  return {
    recall: indexRecall(undefined),
    isRecallMissing: false,
    pauseOf: () => 'none',
    isFrozen: () => false,
    ...changes,
  }
}
