// Whether one machine or two speak for a node, told by their reports: each carries the start of the agent that made it. After a restart
// the former start is not heard of again, but for one report that was under way. Pure.

import type { Digest } from '../../core/digest.ts'
import { limits } from '../../core/limits.ts'

/** What is remembered of a node's reports. */
export interface Heard {
  /** Of the newest report: its digest, and the start of its agent (ms since 1970). */
  digest: Digest
  boot: number
  /** Earlier ones, newest last. */
  formerBoots: number[]
  /** The last report that came late from another start. */
  late?: { boot: number; digest: Digest }
}

/** What is remembered after a report, and in words why it and those before cannot come from one machine. */
export function hear(
  held: (Heard & { version: number }) | undefined,
  report: { version: number; boot: number; digest: Digest },
): { heard: Heard; duplicate?: string } {
  const { version, boot, digest } = report
  if (!held) return { heard: { digest, boot, formerBoots: [] } }
  const { version: newest, ...before } = held
  if (version > newest) {
    const heard = { ...before, digest, boot, formerBoots: formerAfter(before, boot) }
    return before.formerBoots.includes(boot) ? { heard, duplicate: 'two running agents report in turn' } : { heard }
  }
  if (version === newest && digest !== before.digest)
    return { heard: before, duplicate: 'two different reports of one version' }
  if (version === newest || boot === before.boot) return { heard: before }
  const heard = { ...before, late: { boot, digest } }
  const isRepeated = before.late?.boot === boot && before.late.digest !== digest
  return isRepeated ? { heard, duplicate: 'a second agent reports with a clock that is behind' } : { heard }
}

function formerAfter({ boot: last, formerBoots }: Heard, boot: number): number[] {
  if (boot === last) return formerBoots
  return [...formerBoots.filter(each => each !== last), last].slice(-limits.formerBoots)
}
