// What people are told a file waits for.

import test from 'ava'
import { holdUpOf } from '../../../agent/plan/hold-up.ts'
import type { WantedProgress } from '../../../agent/swarm/wanted.ts'

const reasons: Record<WantedProgress['waitsFor'], string | undefined> = {
  '': undefined,
  source: 'source-wait',
  'failing-sources': 'source-failed',
  neighbours: 'not-given',
  'site-paused': 'site-paused',
  'budget-hours': 'budget-hours',
  'node-paused': 'node-paused',
  'nobody-reachable': 'nobody-reachable',
  isolated: 'isolated',
  roaming: 'roaming',
  'left-to-others': 'left-to-others',
  'line-in-use': 'line-in-use',
}

function waiting(waitsFor: WantedProgress['waitsFor'], waitsUntil = 0): WantedProgress {
  const artifact = 'a'.repeat(64) as WantedProgress['artifact']
  return { artifact, sizeBytes: 10, heldBytes: 0, needed: true, status: 'fetching', waitsFor, waitsUntil }
}

test('each thing that a file waits for has a reason of its own, which people are told', t => {
  for (const [waitsFor, reason] of Object.entries(reasons))
    t.is(holdUpOf(waiting(waitsFor as WantedProgress['waitsFor']))?.reason, reason as never, waitsFor)
  t.is(holdUpOf(undefined), undefined)
})

test('until when it waits is told where that is known', t => {
  t.is(holdUpOf(waiting('budget-hours', 5000))?.untilMs, 5000)
  t.is(holdUpOf(waiting('site-paused', Number.POSITIVE_INFINITY))?.untilMs, 0)
})
