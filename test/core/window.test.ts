// Windows and times: zones, summer time, and what is refused.

import test from 'ava'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { CodedError } from '../../core/errors.ts'
import { nextOpening, parseTime, parseWindowText, windowText } from '../../core/window.ts'

const at = (iso: string) => DateTime.fromISO(iso, { zone: 'UTC' }).toMillis()
const opening = (text: string, now: string, localZone = 'UTC') => {
  const found = nextOpening(parseWindowText(text), at(now), localZone)
  return found && [found.startMs, found.endMs].map(ms => new Date(ms).toISOString().slice(0, 16))
}
const code = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    return error instanceof CodedError ? error.code : error
  }
  return undefined
}

test('a weekly window opens on its day in its zone', t => {
  // Winter in Berlin is UTC+1; 2026-11-28 is a Saturday.
  t.deepEqual(opening('Sat 22:00 PT6H Europe/Berlin', '2026-11-22T12:00Z'), ['2026-11-28T21:00', '2026-11-29T03:00'])
})

test('an opening that contains now is the one returned, also past midnight', t => {
  t.deepEqual(opening('Sat 22:00 PT6H Europe/Berlin', '2026-11-29T02:59Z'), ['2026-11-28T21:00', '2026-11-29T03:00'])
  t.deepEqual(opening('Sat 22:00 PT6H Europe/Berlin', '2026-11-29T03:00Z'), ['2026-12-05T21:00', '2026-12-06T03:00'])
})

test('"local" is the zone of the node', t => {
  t.deepEqual(opening('daily 02:00 PT2H local', '2026-11-22T12:00Z', 'America/New_York'), [
    '2026-11-23T07:00',
    '2026-11-23T09:00',
  ])
})

test('a list of days opens on each of them', t => {
  t.deepEqual(opening('Sat,Sun 02:00 PT2H UTC', '2026-11-28T05:00Z'), ['2026-11-29T02:00', '2026-11-29T04:00'])
  t.deepEqual(opening('Sat,Sun 02:00 PT2H UTC', '2026-11-29T05:00Z'), ['2026-12-05T02:00', '2026-12-05T04:00'])
})

test('a window keeps its wall-clock hour across the change of summer time', t => {
  t.deepEqual(opening('daily 22:00 PT1H Europe/Berlin', '2026-10-24T12:00Z'), ['2026-10-24T20:00', '2026-10-24T21:00'])
  t.deepEqual(opening('daily 22:00 PT1H Europe/Berlin', '2026-10-25T12:00Z'), ['2026-10-25T21:00', '2026-10-25T22:00'])
})

test('a start in the hour that is skipped moves behind it', t => {
  // Berlin, 2026-03-29: 02:00 becomes 03:00.
  t.deepEqual(opening('Sun 02:30 PT1H Europe/Berlin', '2026-03-28T12:00Z'), ['2026-03-29T01:30', '2026-03-29T02:30'])
})

test('of an hour that comes twice the first is the start', t => {
  // Berlin, 2026-10-25: 03:00 becomes 02:00.
  t.deepEqual(opening('Sun 02:30 PT1H Europe/Berlin', '2026-10-24T12:00Z'), ['2026-10-25T00:30', '2026-10-25T01:30'])
})

test('the length is elapsed time, not wall-clock time', t => {
  const found = nextOpening(parseWindowText('Sun 01:00 PT4H Europe/Berlin'), at('2026-10-24T12:00Z'), 'UTC')
  t.is(found!.endMs - found!.startMs, 4 * 3600_000)
})

test('a window longer than its period is always open', t => {
  const window = parseWindowText('daily 22:00 PT25H UTC')
  for (let hour = 0; hour < 48; hour++) {
    const now = at('2026-11-22T00:10Z') + hour * 3600_000
    t.true(nextOpening(window, now, 'UTC')!.startMs <= now)
  }
})

test('the next opening ends after now, starts within eight days, and starts on one of the days at the hour', t => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kolkata', 'UTC']
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
  fc.assert(
    fc.property(
      fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2040-01-01T00:00Z') }),
      fc.uniqueArray(fc.constantFrom(...days), { minLength: 1 }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 1, max: 47 }),
      fc.constantFrom(...zones),
      (now, chosen, hour, minute, hours, zone) => {
        const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
        const found = nextOpening(parseWindowText(`${chosen.join(',')} ${clock} PT${hours}H ${zone}`), now, 'UTC')!
        const start = DateTime.fromMillis(found.startMs, { zone })
        t.true(found.endMs > now && found.startMs - now <= 8 * 86_400_000)
        t.is(found.endMs - found.startMs, hours * 3600_000)
        t.true(chosen.includes(days[start.weekday - 1]!))
        // A skipped time moves by at most an hour; every other start is exact.
        const moved = start.hour * 60 + start.minute - (hour * 60 + minute)
        t.true(moved === 0 || (moved > 0 && moved <= 60))
      },
    ),
    { numRuns: 500 },
  )
})

test('an opening found from inside it is the same opening', t => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (day, part) => {
      const window = parseWindowText('Tue,Fri 23:30 PT3H America/New_York')
      const first = nextOpening(window, day * 86_400_000, 'UTC')!
      const inside = first.startMs + Math.floor(part * (first.endMs - first.startMs))
      t.deepEqual(nextOpening(window, inside, 'UTC'), first)
    }),
  )
})

test('window text survives being written and read again', t => {
  const text = 'Sat,Sun 02:00 PT2H local'
  t.is(windowText(parseWindowText(text)), text)
})

test('a malformed window is refused on input and never opens when signed', t => {
  for (const text of [
    '',
    'Sat 22:00 PT6H',
    'Someday 22:00 PT6H UTC',
    'Sat 24:00 PT6H UTC',
    'Sat 2:00 PT6H UTC',
    'Sat 22:00 6h UTC',
    'Sat 22:00 PT0M UTC',
    'Sat 22:00 P8D UTC',
    'Sat 22:00 P UTC',
    'Sat 22:00 PT UTC',
    'Sat 22:00 PT6H Mars/Olympus',
  ]) {
    t.is(
      code(() => parseWindowText(text)),
      'bad-argument',
      text,
    )
  }
  const bad = { start: 'Sat 22:00', duration: 'PT6H', zone: 'Mars/Olympus' }
  t.is(nextOpening(bad, 0, 'UTC'), undefined)
})

test('times are "now", or carry an offset or a zone', t => {
  t.is(parseTime('now', 42), 42)
  t.is(parseTime('2026-11-28T22:00Z', 0), at('2026-11-28T22:00Z'))
  t.is(parseTime('2026-11-28T22:00:30+01:00', 0), at('2026-11-28T21:00:30Z'))
  t.is(parseTime('2026-11-28T22:00:30.123Z', 0), at('2026-11-28T22:00:30.123Z'))
  t.is(parseTime('2026-11-28T22:00 Europe/Berlin', 0), at('2026-11-28T21:00Z'))
  t.is(parseTime('2026-07-28T22:00[Europe/Berlin]', 0), at('2026-07-28T20:00Z'))
})

test('what toISOString writes is read back', t => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 4e12 }), ms => t.is(parseTime(new Date(ms).toISOString(), 0), ms)))
})

test('a time without zone, of no day, skipped or doubled is refused', t => {
  for (const text of [
    '2026-11-28T22:00',
    '2026-11-28',
    'tomorrow',
    '2026-13-28T22:00Z',
    '2026-11-28T22:00 local',
    '2026-11-28T22:00 Mars/Olympus',
    '2026-11-28T22:00Z Europe/Berlin',
    '2026-03-29T02:30 Europe/Berlin',
    '2026-10-25T02:30 Europe/Berlin',
  ]) {
    t.is(
      code(() => parseTime(text, 0)),
      'bad-argument',
      text,
    )
  }
})
