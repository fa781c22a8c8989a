// Maintenance windows and times as people write them. Pure: zones come from the IANA tables in Node, `now` and the node's own zone
// from the caller. A window is wall-clock time in its zone, so it keeps its hour across a change of summer time; its length is
// elapsed time. What it does not do: decide what may happen in a window.

import { DateTime, Duration, IANAZone } from 'luxon'
import { CodedError } from './errors.ts'
import { DAY_MS, limits, MINUTE_MS } from './limits.ts'
import type { Window } from './schedule.ts'

export interface Opening {
  /** Milliseconds since 1970; the end is exclusive. */
  startMs: number
  endMs: number
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const windowHelp =
  'expected DAYS HH:MM DURATION ZONE, such as "Sat 22:00 PT6H Europe/Berlin" or "daily 02:00 PT4H local"'

/** Reads `Sat 22:00 PT6H Europe/Berlin`. Throws `bad-argument` that says which part is wrong. */
export function parseWindowText(text: string): Window {
  const parts = text.trim().split(/\s+/)
  const [days, time, duration, zone] = parts
  if (parts.length !== 4 || !days || !time || !duration || !zone)
    throw new CodedError('bad-argument', `window ${JSON.stringify(text.slice(0, 80))}: ${windowHelp}`)
  const window = { start: `${days} ${time}`, duration, zone }
  compile(window)
  return window
}

/** The text that parseWindowText() reads. */
export function windowText({ start, duration, zone }: Window): string {
  return `${start} ${duration} ${zone}`
}

/**
 * The opening that contains `now`, else the next one; undefined for a window that is malformed (a signed one may be).
 * A start in the hour that summer time skips moves behind it; of a repeated hour the first counts.
 */
export function nextOpening(window: Window, now: number, localZone: string): Opening | undefined {
  const rule = compileOrNone(window)
  if (!rule) return undefined
  const zone = rule.zone === 'local' ? localZone : rule.zone
  const openings = openingsAround(rule, now, zone).filter(({ endMs }) => endMs > now)
  const open = openings.filter(({ startMs }) => startMs <= now)
  return open.reduce<Opening | undefined>(later, undefined) ?? openings.reduce<Opening | undefined>(earlier, undefined)
}

function later(best: Opening | undefined, each: Opening): Opening {
  return best === undefined || each.endMs > best.endMs ? each : best
}

function earlier(best: Opening | undefined, each: Opening): Opening {
  return best === undefined || each.startMs < best.startMs ? each : best
}

/** Every opening that can reach `now`, and those of the eight days after it (nine, should a zone skip a whole day). */
function openingsAround(rule: Rule, now: number, zone: string): Opening[] {
  const before = Math.ceil(rule.durationMs / DAY_MS) + 1
  const today = DateTime.fromMillis(now, { zone }).startOf('day')
  const openings: Opening[] = []
  for (let day = -before; day <= 9; day++) {
    const date = today.plus({ days: day })
    if (!rule.weekdays.has(date.weekday)) continue
    const startMs = wallTime(date, rule, zone)
    openings.push({ startMs, endMs: startMs + rule.durationMs })
  }
  return openings
}

function wallTime({ year, month, day }: DateTime, { hour, minute }: Rule, zone: string): number {
  const start = DateTime.fromObject({ year, month, day, hour, minute }, { zone })
  return Math.min(...start.getPossibleOffsets().map(possible => possible.toMillis()))
}

interface Rule {
  /** 1 is Monday. */
  weekdays: Set<number>
  hour: number
  minute: number
  durationMs: number
  zone: string
}

function compileOrNone(window: Window): Rule | undefined {
  try {
    return compile(window)
  } catch (error) {
    if (error instanceof CodedError) return undefined
    throw error
  }
}

function compile({ start, duration, zone }: Window): Rule {
  const match = /^(\S+) (\d\d):(\d\d)$/.exec(start)
  if (!match) throw new CodedError('bad-argument', `window start ${JSON.stringify(start)}: ${windowHelp}`)
  const [hour, minute] = [Number(match[2]), Number(match[3])]
  if (hour > 23 || minute > 59)
    throw new CodedError('bad-argument', `window start ${JSON.stringify(start)}: expected a time from 00:00 to 23:59`)
  return { weekdays: parseDays(match[1]!), hour, minute, durationMs: parseDuration(duration), zone: checkZone(zone) }
}

function parseDays(text: string): Set<number> {
  if (text === 'daily') return new Set([1, 2, 3, 4, 5, 6, 7])
  const numbers = text.split(',').map(name => dayNames.indexOf(name as (typeof dayNames)[number]) + 1)
  if (numbers.includes(0))
    throw new CodedError(
      'bad-argument',
      `window days ${JSON.stringify(text)}: expected "daily" or a list of ${dayNames.join(', ')} such as "Sat,Sun"`,
    )
  return new Set(numbers)
}

function parseDuration(text: string): number {
  const plain = /^P(?=[\dT])(\d{1,2}D)?(T(?=\d)(\d{1,4}H)?(\d{1,5}M)?)?$/.test(text)
  const lengthMs = plain ? Duration.fromISO(text).toMillis() : Number.NaN
  if (!(lengthMs >= MINUTE_MS && lengthMs <= limits.windowMs))
    throw new CodedError(
      'bad-argument',
      `window length ${JSON.stringify(text)}: expected an ISO 8601 duration of one minute to seven days, such as PT6H or PT90M`,
    )
  return lengthMs
}

function checkZone(zone: string): string {
  if (zone === 'local' || zone === 'UTC' || IANAZone.isValidZone(zone)) return zone
  throw new CodedError(
    'bad-argument',
    `time zone ${JSON.stringify(zone)}: expected "local", "UTC" or an IANA name such as Europe/Berlin`,
  )
}

/**
 * A moment as an admin writes it: `now`, an ISO time with offset (`2026-11-28T22:00+01:00`, `…Z`), or one with a zone behind it
 * (`2026-11-28T22:00 Europe/Berlin`). Milliseconds since 1970. Throws `bad-argument`; a time without zone is one of the causes.
 */
export function parseTime(text: string, now: number): number {
  const trimmed = text.trim()
  if (trimmed === 'now') return now
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:?\d\d)?(?: (\S+)|\[(\S+)\])?$/.exec(
    trimmed,
  )
  if (!match)
    throw new CodedError(
      'bad-argument',
      `time ${JSON.stringify(text.slice(0, 80))}: expected "now" or a time such as 2026-11-28T22:00+01:00`,
    )
  const [, wall, offset, spaced, bracketed] = match
  const zone = spaced ?? bracketed
  if (offset !== undefined && zone === undefined) return valid(DateTime.fromISO(`${wall}${offset}`), text)
  if (offset === undefined && zone !== undefined) return zonedTime(wall!, zone, text)
  throw new CodedError(
    'bad-argument',
    `time ${JSON.stringify(text)}: expected exactly one zone, since machines and admins may be in different ones: ` +
      `write ${wall}Z, ${wall}+01:00 or "${wall} Europe/Berlin"`,
  )
}

function zonedTime(wall: string, zone: string, text: string): number {
  if (checkZone(zone) === 'local')
    throw new CodedError(
      'bad-argument',
      `time ${JSON.stringify(text)}: "local" differs from node to node; name the zone`,
    )
  const time = DateTime.fromISO(wall, { zone })
  const ms = valid(time, text)
  if (!time.toISO({ includeOffset: false })?.startsWith(wall))
    throw new CodedError(
      'bad-argument',
      `time ${JSON.stringify(text)}: it does not exist, the clocks in ${zone} skip it; give a time before or after`,
    )
  const possible = time.getPossibleOffsets()
  if (possible.length > 1)
    throw new CodedError(
      'bad-argument',
      `time ${JSON.stringify(text)}: it comes twice, the clocks in ${zone} are set back; write it with its offset, ` +
        `such as ${wall}${possible[0]!.toFormat('ZZ')}`,
    )
  return ms
}

function valid(time: DateTime, text: string): number {
  if (time.isValid) return time.toMillis()
  throw new CodedError(
    'bad-argument',
    `time ${JSON.stringify(text)}: there is no such day or hour in the calendar: give one that exists`,
  )
}
