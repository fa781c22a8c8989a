// Rosters signed anew in time, and one that cannot be, as while the enrol key is recalled and no root names the next one; a disk that fills up.

import test from 'ava'
import { createRosterRenewal, watchHome } from '../../coordinator/periodic-work.ts'
import { CodedError } from '../../core/errors.ts'
import { DAY_MS, limits, MIB, MINUTE_MS } from '../../core/limits.ts'
import { type Log, silentLog } from '../../core/log.ts'
import { manualClock } from '../kit/manual-clock.ts'

test('a roster that cannot be signed anew is told of once for each cause, raises an alarm, and holds up no other', async t => {
  const clock = manualClock(Date.UTC(2026, 10, 22))
  const notAfter = (clock.now() + 40 * DAY_MS) / 1000
  const headers = ['berlin', 'lyon', 'oslo'].map(name => ({ header: { name, notAfter } }))
  let cause: CodedError | undefined = new CodedError('bad-signature', 'found 0 of 1 signatures')
  const [tried, renewed, logged, raised]: string[][] = [[], [], [], []]
  const renewDue = createRosterRenewal({
    published: { all: () => headers },
    rosters: {
      renew: async site => {
        tried!.push(site)
        if (site === 'berlin' && cause) throw cause
        renewed!.push(site)
        headers.find(({ header }) => header.name === site)!.header.notAfter = (clock.now() + 90 * DAY_MS) / 1000
      },
    },
    isUnheard: site => site === 'oslo',
    alarms: { raise: (code, subject, detail) => void raised!.push(`${code} ${subject}: ${detail}`) },
    clock,
    log: { ...silentLog, error: (_: unknown, message: string) => void logged!.push(message) } as Log,
  })
  const hour = async () => {
    for (let at = 0; at < 60; at++) {
      await renewDue()
      await clock.advance(MINUTE_MS)
    }
  }
  await hour()
  t.deepEqual(renewed, ['lyon'])
  t.is(tried!.filter(site => site === 'berlin').length, (60 * MINUTE_MS) / limits.renewalRetryMs)
  t.is(logged!.length, 1)
  t.regex(raised![0]!, /roster-not-renewed berlin: .*no machine joins.*root propose/)
  cause = new CodedError('wrong-state', 'the home lacks the enrol key')
  await hour()
  t.is(logged!.length, 2)
  t.regex(raised!.at(-1)!, /lacks the enrol key/)
  cause = undefined
  await hour()
  t.deepEqual(renewed, ['lyon', 'berlin'])
})

test('the coordinator raises an alarm before the disk of its home is full', async t => {
  const clock = manualClock(0)
  const raised: string[] = []
  const disk = { freeBytes: limits.diskReserveBytes, sizeBytes: 100_000 * MIB }
  const alarms = {
    raise: (code: string, subject: string, detail: string) => void raised.push(`${code} ${subject}: ${detail}`),
  }
  const end = watchHome({ home: '/home', alarms, clock, log: silentLog, spaceOf: async () => disk })
  t.teardown(end)
  await clock.advance(0)
  t.deepEqual(raised, [])
  disk.freeBytes--
  await clock.advance(limits.diskLookMs)
  t.deepEqual(raised, ['disk-full /home: 64 MiB are free, 64 MiB are needed: free some space there'])
})
