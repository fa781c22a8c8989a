import test from 'ava'
import { RecentHeads } from '../../../coordinator/sync/recent-heads.ts'
import { sha256 } from '../../../core/digest.ts'
import type { Head } from '../../../core/header.ts'
import { limits } from '../../../core/limits.ts'
import { summarize } from '../../../core/sync-exchange.ts'

const head = (name: string, version = 1): Head => ({
  kind: 'piece-list',
  name,
  epoch: 0,
  version,
  digest: sha256(Buffer.from(`${name}/${version}`)),
})

test('what changed since a remembered state is told, of another site’s or an unknown one nothing is known', t => {
  const recent = new RecentHeads()
  const before = [head('a'), head('b')]
  recent.note('office', before)
  const after = [head('a'), head('b', 2), head('c')]
  recent.note('office', after)
  t.deepEqual(recent.since('office', summarize(before), after), [head('b', 2), head('c')])
  t.deepEqual(recent.since('office', summarize(after), after), [])
  t.is(recent.since('office', summarize([head('x')]), after), undefined)
  t.is(recent.since('branch', summarize(before), after), undefined)
})

test('the oldest states are forgotten', t => {
  const recent = new RecentHeads()
  for (let version = 1; version <= limits.recentStates + 1; version++) recent.note('office', [head('a', version)])
  t.is(recent.since('office', summarize([head('a', 1)]), []), undefined)
  t.deepEqual(recent.since('office', summarize([head('a', 2)]), []), [])
})
