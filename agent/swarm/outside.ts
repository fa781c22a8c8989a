// What this node does outside: what became of a request, when it leaves fetching to others, and at each look what it leases, announces and
// requests. Which pieces are its to fetch is leases.ts's question.

import { limits } from '../../core/limits.ts'
import { announceIfDue } from './announce.ts'
import { restartBelief, reviewClaims } from './belief.ts'
import { tellGained } from './haves.ts'
import {
  dropIdleLeases,
  dropIdleLeasesOf,
  endRequest,
  giveUpRequest,
  holdsLeases,
  roleOf,
  takeLeases,
} from './leases.ts'
import { isCandidate, isSelfStalled, ownSilentMs } from './live.ts'
import type { OriginsOut } from './origin-troubles.ts'
import type { OwnWay } from './place.ts'
import { requestLeased } from './request-leased.ts'
import { isAnyToAsk, isPutOff } from './source-wait.ts'
import { isInVain } from './spread.ts'
import { swarmNumbers } from './swarm-numbers.ts'
import { type ArtifactState, hasWork, type OutsideEnd, type SwarmEffect, type SwarmState } from './swarm-state.ts'

export function endOutside(state: SwarmState, request: number, end: OutsideEnd, now: number): SwarmEffect[] {
  const running = state.outside.get(request)
  if (!running) return []
  endRequest(state, request)
  switch (end.kind) {
    case 'done': {
      const tookMs = now - running.since
      const { asking } = state
      asking.tookMs = asking.tookMs === 0 ? tookMs : 0.5 * asking.tookMs + 0.5 * tookMs
      // who yields to this node on the line may have all of it now
      if (!holdsLeases(state)) state.announceSoon = true
      return []
    }
    case 'wait':
      return waitForSource(state, running.artifact, Math.min(end.until, now + limits.retryAfterMs))
    case 'no-ranges': {
      const artifact = state.artifacts.get(running.artifact)
      if (!artifact) return []
      artifact.wholeOnly = true
      dropIdleLeasesOf(state, artifact) // they were for parts of it; one node takes it whole
      return []
    }
    case 'failed':
      return failOutside(state, running.artifact, end, now)
  }
}

/** The rest of the work goes on; of this artifact only requests that run already may still bring something. */
function waitForSource(state: SwarmState, digest: string, until: number): SwarmEffect[] {
  const artifact = state.artifacts.get(digest)
  if (!artifact) return []
  artifact.sourceWaitUntil = Math.max(artifact.sourceWaitUntil, until)
  dropIdleLeasesOf(state, artifact)
  state.announceSoon = true
  return []
}

function failOutside(
  state: SwarmState,
  digest: string,
  { found, until }: Extract<OutsideEnd, { kind: 'failed' }>,
  now: number,
): SwarmEffect[] {
  const artifact = state.artifacts.get(digest)
  if (!artifact) return []
  if (found) artifact.sourceTrouble = found
  putOff(state, artifact, until ?? now + swarmNumbers.outsideBackoffMs, now)
  return []
}

/**
 * Nothing comes of anything that was asked for. Whose fault it is does not show: what else there is to ask is asked at once, and each file that
 * was silent is left to others for a while. Where the line is to blame the rest fails as well, and all is left to others.
 */
function giveUpSilent(state: SwarmState, now: number): SwarmEffect[] {
  const silent = new Set([...state.outside.values()].map(({ artifact }) => artifact))
  const silentMs = ownSilentMs(state, now)
  const effects = [...state.outside.keys()].flatMap(request => giveUpRequest(state, request, 'request-failed', true))
  for (const digest of silent)
    failOutside(state, digest, { kind: 'failed', found: `nothing came for ${Math.round(silentMs / 1000)} s` }, now)
  return effects
}

/** Leases of it are for others to take, and nothing else stops for it. */
function putOff(state: SwarmState, artifact: ArtifactState, until: number, now: number): void {
  const { outsideBackoffMinMs, outsideBackoffMaxMs } = swarmNumbers
  artifact.failsUntil = Math.min(Math.max(until, now + outsideBackoffMinMs), now + outsideBackoffMaxMs)
  dropIdleLeasesOf(state, artifact)
  leaveIfNothingToAsk(state, now)
}

/** Outside does not answer this node at all: others may fare better, and are not to be doubted for what it cannot do itself. */
function leaveIfNothingToAsk(state: SwarmState, now: number): void {
  if (isAnyToAsk(state, now)) return
  restartBelief(state, now)
  state.announceSoon = true
}

/** What runs may still bring something. */
export function changeOrigins(state: SwarmState, out: OriginsOut, now: number): SwarmEffect[] {
  const latest = now + swarmNumbers.outsideBackoffMaxMs
  state.originsOut = new Map(
    [...out].map(([origin, { until, found }]) => [origin, { until: Math.min(until, latest), found }]),
  )
  for (const artifact of state.open) if (isPutOff(state, artifact, now)) dropIdleLeasesOf(state, artifact)
  if (out.size > 0) leaveIfNothingToAsk(state, now)
  return []
}

/** Bytes come: of a piece on a thin line, or of what is here already from a source that has to send all of it. */
export function moveOutside(state: SwarmState, request: number, now: number): SwarmEffect[] {
  if (state.outside.has(request)) state.outsideProgress.movedAt = now
  return []
}

/** Requests that run may still bring something; claims that nothing is asked for would keep others waiting. */
export function changePlace(state: SwarmState, own: OwnWay): SwarmEffect[] {
  state.own = own
  if (own.place.kind === 'unknown') dropIdleLeases(state)
  return []
}

/**
 * What runs is given up: its hours are over for who pays for the line, not only for us. When it opens, all begin at one moment: each looks
 * first who else is there, as at a start, and nobody has failed anybody yet.
 */
export function closeOutside(state: SwarmState, until: number, now: number): SwarmEffect[] {
  const wasClosed = now < state.closedUntil
  state.closedUntil = until
  state.announceSoon = true
  if (wasClosed && until <= now) {
    restartBelief(state, now)
    for (const artifact of state.open) {
      if (artifact.status !== 'working') continue
      Object.assign(artifact, { status: 'learning', learnedAt: now, viewChangedAt: now })
      state.unsettled.add(artifact)
    }
  }
  return until > now ? dropAllLeases(state) : []
}

/** What this node fetches is no use to anyone: it takes from others what it lacks. */
function leaveToOthers(state: SwarmState, now: number): SwarmEffect[] {
  state.spread = { untakenSince: 0, refetchedAt: 0 }
  state.outsideNotBefore = now + swarmNumbers.outsideBackoffMaxMs
  return dropAllLeases(state)
}

export function dropAllLeases(state: SwarmState): SwarmEffect[] {
  const effects = [...state.outside.keys()].flatMap(request => giveUpRequest(state, request, 'request-failed'))
  dropIdleLeases(state)
  return effects
}

/** Leases are announced before anything of them is requested. */
export function fetchOutside(state: SwarmState, now: number): SwarmEffect[] {
  state.lookedAt = now
  const dropped: SwarmEffect[] = []
  if (isSelfStalled(state, now)) dropped.push(...giveUpSilent(state, now))
  else if (isInVain(state, now)) dropped.push(...leaveToOthers(state, now))
  const mayFetch = isCandidate(state, now)
  if (!mayFetch) dropIdleLeases(state)
  else if (hasWork(state)) {
    reviewClaims(state, now)
    const role = roleOf(state, now)
    if (role === 'yielding') dropIdleLeases(state)
    if (role === 'holder' && takeLeases(state, now)) state.announceSoon = true
    state.fetchingSince = holdsLeases(state) ? state.fetchingSince || now : 0
  }
  const announcement = announceIfDue(state, now)
  // A lease that ended must not be heard of before the pieces it brought, or others would think it was given up.
  const gained = announcement.length > 0 ? tellGained(state, now, 'at-once') : []
  return [...dropped, ...gained, ...announcement, ...requestLeased(state, now)]
}
