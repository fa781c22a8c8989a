import test from 'ava'
import { Hearing } from '../../../coordinator/backup/hearing.ts'
import type { Published } from '../../../coordinator/sync/published.ts'
import { limits } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import { manualClock } from '../../kit/manual-clock.ts'

/** Waits for one site of these members. */
function setUp(members: readonly string[]) {
  const clock = manualClock(0)
  const state = {
    unheardSites: new Set(['office']),
    async replaceUnheardSites(sites: Iterable<string>) {
      state.unheardSites = new Set(sites)
    },
  }
  const current = () => ({ body: { members: members.map(node => ({ node })) } })
  const published = { current } as unknown as Pick<Published, 'current'>
  let ended = 0
  const hearing = new Hearing({ state, published, clock, log: silentLog }, async () => void ended++)
  return { clock, hearing, ended: () => ended }
}

test('one member of several, however often it tells, is not enough; the second is', async t => {
  const { hearing, ended } = setUp(['a', 'b', 'c'])
  for (let time = 0; time < 3; time++) await hearing.note('office', 'a')
  t.is(ended(), 0)
  t.deepEqual(hearing.progress(), [{ site: 'office', heard: 1, members: 3 }])
  await hearing.note('office', 'b')
  t.is(ended(), 1)
  t.deepEqual(hearing.progress(), [])
})

test('a site of which only one member runs is signed for after a while, and not before', async t => {
  const { clock, hearing, ended } = setUp(['a', 'b', 'c'])
  await clock.advance(limits.hearingMs)
  t.is(ended(), 0, 'nobody came')
  await hearing.note('office', 'a')
  await clock.advance(limits.hearingMs - 1)
  t.is(ended(), 0)
  await clock.advance(1)
  t.is(ended(), 1)
})

test('the only member of a site is enough; who is in no roster does not count', async t => {
  const one = setUp(['a'])
  await one.hearing.note('office', 'a')
  t.is(one.ended(), 1)
  const two = setUp(['a', 'b'])
  await two.hearing.note('office', 'gone')
  await two.hearing.note('office', 'a')
  t.is(two.ended(), 0)
  two.hearing.close()
})
