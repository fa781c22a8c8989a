// What a policy allows a site at a moment.

import test from 'ava'
import type { Policy, SiteBudget } from '../../core/policy.ts'
import { allowanceOf } from '../../core/site-budget.ts'

const friday = Date.parse('2026-11-27T12:00:00Z')
const hourMs = 3_600_000
const none = Number.POSITIVE_INFINITY

function budget(more: Partial<SiteBudget>): SiteBudget {
  return {
    site: '',
    rateBytesPerSecond: 0,
    upBytesPerSecond: 0,
    lanUploadBytesPerSecond: 0,
    hours: [],
    pauseFetching: false,
    ...more,
  }
}

function allowed(budgets: SiteBudget[], { now = friday, zone = 'UTC', pauseFetching = false } = {}) {
  const policy = { budgets, pauseFetching, keyrings: [], protectedGroups: [] } as unknown as Policy
  return allowanceOf(policy, { site: 'berlin', now, localZone: zone })
}

test('without a policy, or an entry that means the site, nothing is limited', t => {
  const free = { closed: undefined, until: none, rateBytesPerSecond: none, lanUploadBytesPerSecond: none }
  t.deepEqual(allowanceOf(undefined, { site: 'berlin', now: friday, localZone: 'UTC' }), free)
  t.deepEqual(allowed([budget({ site: 'lyon', rateBytesPerSecond: 1 })]), free)
})

test("a site's own entry goes before the one for every other site", t => {
  const general = budget({ rateBytesPerSecond: 1000, lanUploadBytesPerSecond: 5 })
  t.is(allowed([general]).rateBytesPerSecond, 1000)
  t.like(allowed([general, budget({ site: 'berlin', rateBytesPerSecond: 2000 })]), {
    rateBytesPerSecond: 2000,
    lanUploadBytesPerSecond: none,
  })
})

test('a rate up holds back what comes down, for that is what sends', t => {
  t.is(allowed([budget({ upBytesPerSecond: 100 })]).rateBytesPerSecond, 2000)
  t.is(allowed([budget({ upBytesPerSecond: 100, rateBytesPerSecond: 500 })]).rateBytesPerSecond, 500)
})

test('outside its hours it is closed until the next of them opens, in the zone of the machine', t => {
  const night = [{ start: 'daily 18:00', duration: 'PT12H', zone: 'local' }]
  t.like(allowed([budget({ hours: night })]), { closed: 'budget-hours', until: friday + 6 * hourMs })
  t.like(allowed([budget({ hours: night })], { zone: 'Europe/Berlin' }), { until: friday + 5 * hourMs })
  t.like(allowed([budget({ hours: night })], { now: friday + 7 * hourMs }), {
    closed: undefined,
    until: friday + 18 * hourMs,
  })
  const lunch = [...night, { start: 'Fri 11:30', duration: 'PT2H', zone: 'UTC' }]
  t.like(allowed([budget({ hours: lunch })]), { closed: undefined, until: friday + 1.5 * hourMs })
})

test('hours that cannot be read never open, and are looked at again', t => {
  const never = allowed([budget({ hours: [{ start: 'Someday 10:00', duration: 'PT1H', zone: 'UTC' }] })])
  t.is(never.closed, 'budget-hours')
  t.true(never.until > friday && Number.isFinite(never.until))
})

test('a pause of the site or of the fleet closes it for good, whatever its hours and entries are', t => {
  const open = [{ start: 'daily 00:00', duration: 'P1D', zone: 'UTC' }]
  for (const result of [
    allowed([budget({ site: 'berlin', hours: open, pauseFetching: true })]),
    allowed([budget({ site: 'berlin', hours: open })], { pauseFetching: true }),
    allowed([], { pauseFetching: true }),
  ])
    t.like(result, { closed: 'site-paused', until: none })
})
