// How announcements spread beyond neighbours: a node waits a moment before it passes one on, and then tells those who have not sent it
// a copy themselves. Who has heard enough copies meanwhile keeps silent: everyone around has it. So each crosses an office a few
// times its number of machines, not once for every pair of neighbours (after Ni et al., "The broadcast storm problem", 1999).

import type { Announcement } from '../../core/announcement.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import type { SwarmEffect, SwarmState } from './swarm-state.ts'

export type Edition = Pick<Announcement, 'node' | 'boot' | 'sequence'>

export interface Heard {
  from: string
  body: Announcement
  envelope: Uint8Array
  /** It says something new. */
  isNews: boolean
  /** It must reach everyone: copies do not count. */
  isSure: boolean
}

/** Puts it with those that go out together, in place of an earlier one of the same node. A sign of life can wait for others to go with. */
export function holdForRelay(
  state: SwarmState,
  { from, body, envelope, isNews, isSure }: Heard,
  now: number,
  random: () => number,
): void {
  const { relayMs, relayLifeMs, relayAnyway } = swarmNumbers
  state.relaying.at = Math.min(state.relaying.at, now + (isNews ? relayMs : relayLifeMs) * (0.5 + random()))
  const { node, boot, sequence } = body
  // Neighbours in league cannot stop what they send to some only: now and then copies do not count.
  state.relays.set(node, {
    boot,
    sequence,
    envelope,
    senders: new Set([from]),
    isSure: isSure || random() < relayAnyway || state.relays.get(node)?.isSure === true,
  })
}

/** A neighbour sent what is waiting to be passed on. It decides nothing else: copies come by the hundred a second. */
export function noteCopy(state: SwarmState, from: string, { node, boot, sequence }: Edition): void {
  const relay = state.relays.get(node)
  if (relay?.boot === boot && relay.sequence === sequence) relay.senders.add(from)
}

/**
 * What is passed on now; asked at a tick. Where that comes late the machine is busy, and copies lie unread: they are waited for as long again,
 * once. Else every node of an office that starts at once would pass on everything.
 */
export function relayDue(state: SwarmState, now: number): SwarmEffect[] {
  const { relayLateMs, relayLifeMs } = swarmNumbers
  const lateMs = now - state.relaying.at
  if (lateMs < 0) return []
  if (lateMs > relayLateMs && !state.relaying.isPutOff) {
    state.relaying.isPutOff = true
    state.relaying.at = now + Math.min(lateMs, relayLifeMs)
    return []
  }
  state.relaying.isPutOff = false
  const effects: SwarmEffect[] = []
  for (const [node, { envelope, senders, isSure }] of state.relays) {
    if (senders.size >= swarmNumbers.relayCopies && !isSure) continue
    const to = [...state.neighbours.keys()].filter(other => other !== node && !senders.has(other))
    if (to.length > 0) effects.push({ type: 'relay', envelope, to })
  }
  state.relays.clear()
  state.relaying.at = Number.POSITIVE_INFINITY
  return effects
}
