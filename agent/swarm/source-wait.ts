// Whether what is lacking waits for its sources: they asked for that, or none of them gave it. A file waits for its own, an origin's files
// for the origin; nothing else waits for them. Pure.

import type { ArtifactState, SwarmState } from './swarm-state.ts'

/** Nothing of it is leased or fetched outside now. */
export function isPutOff(state: SwarmState, artifact: ArtifactState, now: number): boolean {
  const { sourceWaitUntil, failsUntil } = artifact
  return now < sourceWaitUntil || now < failsUntil || originFault(state, artifact, now) !== undefined
}

/** What is known of its origins while all of them are out, in words. */
export function originFault({ originsOut }: SwarmState, { origins }: ArtifactState, now: number): string | undefined {
  if (originsOut.size === 0 || origins.length === 0) return undefined
  const faults = origins.map(origin => originsOut.get(origin))
  return faults.every(fault => fault !== undefined && now < fault.until) ? faults[0]!.found : undefined
}

/** Its sources failed and have given nothing since: only one request at a time is leased of all such, so that the others have the rest. */
export function isOnTrial({ originsOut }: SwarmState, { sourceTrouble, origins }: ArtifactState): boolean {
  if (sourceTrouble !== '') return true
  return originsOut.size > 0 && origins.length > 0 && origins.every(origin => originsOut.has(origin))
}

/** Whether anything that is lacking may be asked for outside, as far as its sources go. */
export function isAnyToAsk(state: SwarmState, now: number): boolean {
  return state.open.some(artifact => artifact.status === 'working' && !isPutOff(state, artifact, now))
}

/** Until when there is nothing to ask outside because the sources of all that is lacking asked to wait (ms); 0: there is. */
export function sourceWait(state: SwarmState, now: number): number {
  let until = 0
  for (const { status, sourceWaitUntil } of state.open) {
    if (status === 'held-up') continue
    if (sourceWaitUntil <= now) return 0
    until = until === 0 ? sourceWaitUntil : Math.min(until, sourceWaitUntil)
  }
  return until
}
