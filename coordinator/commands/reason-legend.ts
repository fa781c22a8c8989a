// What the reason codes of a table mean, below it: each once, with how often it stands there. Pure.

import { reasonWords } from '../../core/reasons.ts'

/** `12 × window-closed: the next window has not opened`, the most frequent first; empty when no row has a reason. */
export function reasonLegend(rows: readonly { reason: string }[]): string {
  const counts = new Map<string, number>()
  for (const { reason } of rows) if (reason !== '') counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([reason, count]) => `${count} × ${reason}: ${reasonWords(reason)}`)
    .join('\n')
}
