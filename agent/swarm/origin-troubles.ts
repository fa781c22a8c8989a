// What is known of an origin (scheme, host, port) beyond one file: one that cannot be connected to is out for every file, one that failed
// two files and gave none since as well. It is out for less long than the files that failed: whether it is well again is then asked with
// another one, so that a few broken files keep nothing else from coming. Pure.

import { limits, SECOND_MS } from '../../core/limits.ts'
import type { SourceTrouble } from './sources.ts'

/** Troubles that say something of more than the file. */
export type HostTrouble = Exclude<SourceTrouble, 'gone' | 'no-ranges' | 'wrong-bytes'>

export function isHostTrouble(trouble: SourceTrouble): trouble is HostTrouble {
  return trouble !== 'gone' && trouble !== 'no-ranges' && trouble !== 'wrong-bytes'
}

export interface OriginTrouble {
  trouble: HostTrouble
  /** In words. */
  found: string
  /** Files that failed there since one came; the first few. */
  artifacts: ReadonlySet<string>
  /** Nothing at all is asked of it before `until`. */
  isForAll: boolean
  until: number
  /** How often in a row it was out for all. */
  times: number
}

export type OriginTroubles = Map<string, OriginTrouble>

/** Origins that are out for every file, or were and have given none since: until when (ms), and why. */
export type OriginsOut = ReadonlyMap<string, { until: number; found: string }>

export const originNumbers = {
  /** A first time it is out for so long, doubling … */
  pauseMs: { unreachable: 5 * SECOND_MS, silent: 5 * SECOND_MS, 'server-error': 2500, 'too-slow': 2500 },
  /** … up to this. */
  pauseMaxMs: 60 * SECOND_MS,
  /** What it did before is forgotten so long after it may be asked again. */
  memoryMs: 60 * SECOND_MS,
  /** Files that are told from others: when one of them fails again, that is no news of its origin. */
  artifacts: 16,
} as const

/** `until`: when this file may be asked for again; what asks to wait is believed for all. `isOfHost`: no file was asked for at all. */
export function recordOriginTrouble(
  origins: OriginTroubles,
  url: string,
  failure: { artifact: string; trouble: HostTrouble; found: string; until: number; isOfHost: boolean; now: number },
): void {
  const { artifact, trouble, found, isOfHost, now } = failure
  for (const [origin, { until }] of origins) if (until + originNumbers.memoryMs <= now) origins.delete(origin)
  const { origin } = new URL(url)
  const known = origins.get(origin)
  if (!known && origins.size >= limits.trafficArtifacts) return
  const isNews = isOfHost || !known?.artifacts.has(artifact)
  if (known?.isForAll && !isNews) return
  const artifacts = new Set(known?.artifacts)
  if (artifacts.size < originNumbers.artifacts) artifacts.add(artifact)
  const isForAll = isOfHost || known?.isForAll || artifacts.size > 1
  const times = known?.isForAll && known.until <= now ? known.times + 1 : (known?.times ?? 0)
  const until = trouble === 'asked-to-wait' ? failure.until : now + pauseMs(trouble, times)
  if (known?.isForAll && known.until >= until) return
  origins.set(origin, { trouble, found, artifacts, isForAll, until, times })
}

function pauseMs(trouble: Exclude<HostTrouble, 'asked-to-wait'>, times: number): number {
  return Math.min(originNumbers.pauseMs[trouble] * 2 ** Math.min(times, 10), originNumbers.pauseMaxMs)
}

/** The trouble for which nothing at all is asked of the URL's origin now. */
export function originOut(origins: OriginTroubles, url: string, now: number): OriginTrouble | undefined {
  const known = origins.size > 0 ? origins.get(new URL(url).origin) : undefined
  return known?.isForAll && known.until > now ? known : undefined
}

/** What asked to wait is told of each file, with the time. */
export function originsOut(origins: OriginTroubles): OriginsOut {
  const out = new Map<string, { until: number; found: string }>()
  for (const [origin, { trouble, isForAll, until, found }] of origins)
    if (isForAll && trouble !== 'asked-to-wait') out.set(origin, { until, found })
  return out
}

/** Distinct, in their order. */
export function originsOf(sources: readonly string[]): string[] {
  return [...new Set(sources.map(source => new URL(source).origin))]
}
