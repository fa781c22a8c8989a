import test from 'ava'
import { RateLimit } from '../../core/rate-limit.ts'

test('a burst passes, a steady stream is slowed to the rate, and one member does not use up what another may', t => {
  const rate = new RateLimit({ burst: 3, perSecond: 2 })
  const taken = (key: string, now: number, times: number) =>
    Array.from({ length: times }, () => rate.take(key, now)).filter(Boolean).length
  t.is(taken('a', 0, 10), 3)
  t.is(taken('b', 0, 10), 3)
  t.is(taken('a', 400, 10), 0)
  t.is(taken('a', 500, 10), 1)
  t.is(taken('a', 2_000, 10), 3)
  t.is(taken('a', 60_000, 10), 3)
})
