// The reminder of a root's end.

import test from 'ava'
import { expiryReminder } from '../../../coordinator/root/root-expiry.ts'
import { DAY_MS } from '../../../core/limits.ts'
import { makeFleet } from '../../kit/fleet.ts'

test('a root that ends within 90 days, or has ended, is told of; one that holds for long is not', async t => {
  const now = Date.UTC(2026, 10, 22)
  const { anchor } = await makeFleet({ now }) // it holds for 30 days
  t.is(expiryReminder(anchor, now - 61 * DAY_MS), '')
  t.regex(expiryReminder(anchor, now), /root version 1 expires in 30 d: .*root propose/)
  t.regex(expiryReminder(anchor, now + 31 * DAY_MS), /expired, and nodes take nothing new 1 d ago/)
})
