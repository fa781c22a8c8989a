// When a schedule lets this node install: start, window, and the short random wait of a node that was off at the planned time.
// Pure; the wait is derived from node and schedule, so that it is the same after a restart and needs no storage.

import { sha256 } from '../../core/digest.ts'
import { limits } from '../../core/limits.ts'
import type { Schedule } from '../../core/schedule.ts'
import { nextOpening, type Opening } from '../../core/window.ts'

export interface DueInput {
  now: number
  localZone: string
  node: string
  /** Since when this node has been running without a pause worth the name, in ms. */
  onlineSince: number
  /** When this node first had the schedule, in ms. */
  seenAt: number
}

export type Due =
  | { never: true }
  | {
      never: false
      /** From when it may be installed, in ms. */
      atMs: number
      /** Until when it may be begun; undefined without a window. */
      untilMs: number | undefined
      /** Why it is not due before `atMs`. */
      reason: 'start-not-reached' | 'window-closed' | 'catching-up'
      catchingUp: boolean
    }

export function due(schedule: Schedule, { now, localZone, node, onlineSince, seenAt }: DueInput): Due {
  const startMs = schedule.startAt * 1000
  const first = openingFrom(schedule, startMs, localZone)
  const opening = openingFrom(schedule, Math.max(now, startMs), localZone)
  if (!first || !opening || opening.startMs >= schedule.header.notAfter * 1000) return { never: true }

  const untilMs = schedule.window ? opening.endMs : undefined
  const missed = first.startMs < onlineSince || seenAt > first.startMs + limits.catchUpAfterMs
  if (!missed) {
    const reason = schedule.window && opening.startMs > startMs ? 'window-closed' : 'start-not-reached'
    return { never: false, atMs: opening.startMs, untilMs, reason, catchingUp: false }
  }
  const base = Math.max(opening.startMs, onlineSince, Math.min(seenAt, now))
  const spread = Math.min(limits.catchUpJitterMs, Math.max(0, (opening.endMs - base) / 2))
  const atMs = base + Math.floor(fraction(`${node} ${schedule.header.name}`) * spread)
  const reason = opening.startMs > now ? 'window-closed' : 'catching-up'
  return { never: false, atMs, untilMs, reason, catchingUp: true }
}

/** The part of an opening that lies at or after `from`. Without a window everything from the start on is open. */
function openingFrom({ window, startAt }: Schedule, from: number, localZone: string): Opening | undefined {
  const startMs = startAt * 1000
  if (!window) return { startMs, endMs: Number.POSITIVE_INFINITY }
  const opening = nextOpening(window, from, localZone)
  return opening && { startMs: Math.max(opening.startMs, startMs), endMs: opening.endMs }
}

/** A number in [0, 1) that looks random and is always the same for the same text. */
function fraction(text: string): number {
  return Number.parseInt(sha256(Buffer.from(text)).slice(0, 12), 16) / 2 ** 48
}
