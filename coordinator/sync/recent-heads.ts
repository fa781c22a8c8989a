// What each site was to know in its last few states, so that a member that names one of them by its summary is told only what has changed
// since: a heartbeat and a schedule, not every head again.

import type { Digest } from '../../core/digest.ts'
import type { Head } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import { summarize } from '../../core/sync-exchange.ts'

export class RecentHeads {
  /** By site, oldest first: digests of the heads by their summary. */
  readonly #states = new Map<string, Map<Digest, ReadonlySet<Digest>>>()

  note(site: string, heads: readonly Head[]): void {
    const states = this.#states.get(site) ?? new Map<Digest, ReadonlySet<Digest>>()
    this.#states.set(site, states)
    const summary = summarize(heads)
    if (states.has(summary)) return
    states.set(summary, new Set(heads.map(({ digest }) => digest)))
    for (const oldest of [...states.keys()].slice(0, -limits.recentStates)) states.delete(oldest)
  }

  /** Undefined: the site was never, or too long ago, in a state of that summary. */
  since(site: string, summary: Digest, heads: readonly Head[]): Head[] | undefined {
    const known = this.#states.get(site)?.get(summary)
    return known && heads.filter(({ digest }) => !known.has(digest))
  }
}
