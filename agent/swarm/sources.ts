// Which of an artifact's sources to ask next, from what became of earlier requests. Pure; requests are made in origin-client.ts.

import { limits, MINUTE_MS, SECOND_MS } from '../../core/limits.ts'
import { type OriginTroubles, originOut } from './origin-troubles.ts'

export type SourceTrouble =
  | 'unreachable' // no connection, no answer, a broken answer
  | 'server-error' // 5xx
  | 'asked-to-wait' // 429 or 503 with Retry-After
  | 'silent' // asked, and not a byte for longer than the line explains
  | 'too-slow' // fewer bytes in a while than any line brings
  | 'gone' // 4xx: the file is not there
  | 'no-ranges' // answers 200 to a Range: fit only for fetching the whole file
  | 'wrong-bytes' // another length, or a piece with a wrong hash

export interface Failure {
  trouble: SourceTrouble
  retryAfterMs?: number
  /** It could not be connected to, or its certificate is not accepted. */
  isOfHost?: boolean
  /** When its request was chosen (ms); default: now. */
  chosenAt?: number
}

export interface SourceRecord {
  trouble: SourceTrouble
  /** Not asked before (ms). */
  notBefore: number
  failures: number
  /** When the last one was noted (ms). */
  failedAt: number
}

export type SourceRecords = Map<string, SourceRecord>

export type SourceChoice =
  | { kind: 'ask'; url: string }
  | { kind: 'wait'; until: number } // each one asked to wait, or is out of order while one asked to wait
  | { kind: 'no-ranges' } // what is left serves whole files only
  | { kind: 'none'; until: number } // all are out of order: when the first may be asked again (ms)

/** The first usable one; `whole`: the request is for the whole file, so that a source without ranges will do. */
export function chooseSource(
  urls: readonly string[],
  records: SourceRecords,
  { whole, now, origins }: { whole: boolean; now: number; origins?: OriginTroubles },
): SourceChoice {
  const waits: number[] = []
  const failures: number[] = []
  let wholeOnly = false
  for (const url of urls) {
    const record = records.get(url)
    const out = origins && originOut(origins, url, now)
    if (out) {
      const until = Math.max(out.until, record?.notBefore ?? 0)
      if (out.trouble === 'asked-to-wait') waits.push(until)
      else failures.push(until)
    } else if (!record) return { kind: 'ask', url }
    else if (record.trouble === 'no-ranges') {
      if (whole) return { kind: 'ask', url }
      wholeOnly = true
    } else if (record.notBefore <= now) return { kind: 'ask', url }
    else if (record.trouble === 'asked-to-wait') waits.push(record.notBefore)
    else failures.push(record.notBefore)
  }
  if (wholeOnly) return { kind: 'no-ranges' }
  if (waits.length > 0) return { kind: 'wait', until: Math.min(...waits) }
  return { kind: 'none', until: failures.length > 0 ? Math.min(...failures) : now }
}

/** By origin (scheme, host, port): until when every other source goes before it (ms). */
export type SlowOrigins = Map<string, number>

export function recordSlowOrigin(slow: SlowOrigins, url: string, now: number): void {
  for (const [origin, until] of slow) if (until <= now) slow.delete(origin)
  const { origin } = new URL(url)
  if (slow.has(origin) || slow.size < limits.trafficArtifacts) slow.set(origin, now + limits.slowSourceMs)
}

/** In their order, but slow origins last: each file would otherwise pay for finding it out again. */
export function slowLast(urls: readonly string[], slow: SlowOrigins, now: number): readonly string[] {
  if (slow.size === 0) return urls
  const isSlow = (url: string) => (slow.get(new URL(url).origin) ?? 0) > now
  return [...urls.filter(url => !isSlow(url)), ...urls.filter(isSlow)]
}

const pauses: Record<Exclude<SourceTrouble, 'asked-to-wait'>, number> = {
  unreachable: 5 * SECOND_MS,
  'server-error': 5 * SECOND_MS,
  silent: 10 * SECOND_MS,
  'too-slow': 5 * SECOND_MS,
  gone: 10 * MINUTE_MS,
  'no-ranges': 0,
  'wrong-bytes': 10 * MINUTE_MS,
}

/**
 * Each failure in a row doubles the pause; a kept-alive connection that broke is tried once more at once, `isOfHost`: there was none. Requests that
 * run beside each other fail together: one that was chosen (ms) before the last failure was known is part of it.
 */
export function recordTrouble(
  records: SourceRecords,
  url: string,
  { trouble, now, chosenAt = now, retryAfterMs = 0, isOfHost = false }: Failure & { now: number },
): void {
  const known = records.get(url)
  const isPartOfLast = known !== undefined && chosenAt < known.failedAt
  const failures = isPartOfLast ? known.failures : (known?.failures ?? 0) + 1
  const doubled = trouble === 'asked-to-wait' ? retryAfterMs : pauses[trouble] * 2 ** Math.min(failures - 1, 10)
  const pause = trouble === 'unreachable' && failures === 1 && !isOfHost ? 0 : doubled
  const notBefore = now + Math.min(pause, limits.retryAfterMs)
  records.set(url, {
    trouble,
    notBefore: Math.max(notBefore, isPartOfLast ? known.notBefore : 0),
    failures,
    failedAt: now,
  })
}

export function recordSuccess(records: SourceRecords, url: string): void {
  if (records.get(url)?.trouble !== 'no-ranges') records.delete(url)
}

/** Milliseconds of a Retry-After header (RFC 9110 §10.2.3): seconds or a date; undefined when there is none to understand. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value)) return Math.min(Number(value) * 1000, limits.retryAfterMs)
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - now), limits.retryAfterMs)
}
