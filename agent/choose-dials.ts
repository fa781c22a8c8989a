// Whom to dial now: pure selection over the address book. A node dials until it has `neighboursWanted` neighbours and takes dials
// until it has `neighbours`; the gap is what lets a late joiner in when everyone else is content.

import { limits } from '../core/limits.ts'
import { type Random, shuffled } from '../core/random.ts'

export interface BookEntry {
  node: string
  /** On the monotonic clock. */
  nextDialAt: number
}

export interface DialView {
  /** Members of the site with an address that we would dial, ourselves excepted. */
  entries: readonly BookEntry[]
  connected: ReadonlySet<string>
  dialling: ReadonlySet<string>
}

/** At random, so that the neighbours of a large office are no list's first twelve. */
export function chooseDials({ entries, connected, dialling }: DialView, now: number, random: Random): string[] {
  const room = Math.min(limits.neighboursWanted - connected.size - dialling.size, limits.neighbourDials - dialling.size)
  if (room <= 0) return []
  const ready = entries.filter(
    entry => entry.nextDialAt <= now && !connected.has(entry.node) && !dialling.has(entry.node),
  )
  return shuffled(ready, random)
    .slice(0, room)
    .map(entry => entry.node)
}

/** When to choose again, if nothing happens before (the end of a dial is something); undefined: nothing is left to dial. */
export function nextChoiceAt({ entries, connected, dialling }: DialView): number | undefined {
  if (connected.size + dialling.size >= limits.neighboursWanted || dialling.size >= limits.neighbourDials)
    return undefined
  const times = entries
    .filter(entry => !connected.has(entry.node) && !dialling.has(entry.node))
    .map(entry => entry.nextDialAt)
  return times.length === 0 ? undefined : Math.min(...times)
}

/** After the n-th failure in a row: 1 s, 2 s, 4 s … to the cap, the upper half at random. */
export function backoffMs(failures: number, random: Random): number {
  const fullMs = Math.min(limits.dialBackoffMs, 1000 * 2 ** (failures - 1))
  return fullMs / 2 + (fullMs / 2) * random()
}

/**
 * How long to wait with a node just heard of. Both sides often hear of each other at once; the smaller id dials first, so that
 * there is one connection instead of two.
 */
export function firstDialDelayMs({ self, node }: { self: string; node: string }, random: Random): number {
  return self < node ? random() * 50 : 300 + random() * 200
}
