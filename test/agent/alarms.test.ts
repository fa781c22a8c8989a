// The agent's alarms: raised once, counted, over; bounded so that many of one kind hide no other.

import test from 'ava'
import { AlarmBook } from '../../agent/alarms.ts'
import { limits } from '../../core/limits.ts'
import { type Log, silentLog } from '../../core/log.ts'
import { encodeReport, parseReport } from '../../core/report.ts'
import { manualClock } from '../kit/manual-clock.ts'

const start = Date.UTC(2026, 10, 22)
const book = (log: Log = silentLog) => new AlarmBook({ clock: manualClock(start), log })

test('an alarm is logged and told once, counts while it lasts, and is over when cleared', async t => {
  const logged: string[] = []
  const note = (_: unknown, message: string) => logged.push(message)
  const clock = manualClock(start)
  const alarms = new AlarmBook({ clock, log: { warn: note, info: note } as unknown as Log })
  let changes = 0
  alarms.onChange(() => changes++)
  alarms.raise('clock-wrong', 'clock', '6 minutes ahead')
  await clock.advance(5000)
  alarms.raise('clock-wrong', 'clock', '7 minutes ahead')
  const at = start / 1000
  t.deepEqual(alarms.all(), [
    { code: 'clock-wrong', subject: 'clock', detail: '7 minutes ahead', firstAt: at, lastAt: at + 5, count: 2 },
  ])
  alarms.clear('clock-wrong', 'another clock')
  t.is(alarms.all().length, 1)
  alarms.clear('clock-wrong')
  t.deepEqual(alarms.all(), [])
  t.deepEqual([changes, logged], [2, ['alarm raised', 'alarm over']])
})

test('many alarms of one code push none of another out', t => {
  const alarms = book()
  alarms.raise('state-lost', 'trusted', '')
  for (let index = 0; index < limits.alarms * 2; index++) alarms.raise('equivocation', `schedule/s${index}`, '')
  t.is(alarms.all().length, limits.alarms)
  t.is(alarms.all()[0]!.code, 'state-lost')
  t.is(alarms.all()[1]!.subject, 'schedule/s0')
})

test('what others wrote reaches a report as one printable line', t => {
  const alarms = book()
  alarms.raise('equivocation', 'schedule/s1', `a\nb\u001b[31m${'x'.repeat(limits.lineLength)}`)
  const header = { fleet: 'ab'.repeat(32), kind: 'report' as const, name: 'node', epoch: 0, version: 1, minSpec: 1 }
  const report = {
    header: { ...header, issuedAt: 1, notAfter: 2 },
    outcomes: [],
    traffic: [],
    agentVersion: '0.1.0',
    alarms: alarms.all(),
    stale: false,
    boot: 1,
  }
  t.regex(parseReport(encodeReport(report)).alarms[0]!.detail, /^a b \[31mx+$/)
})
