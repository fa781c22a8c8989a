// Attack: the contacts of a site pass everything on but a recall and whatever tells of it.
// Defence: every node asks the coordinator itself, with a nonce, at a random moment of each hour, and fetches what it names.

import test from 'ava'
import { HOUR_MS } from '../../core/limits.ts'
import { makeFleet } from '../kit/fleet.ts'
import { openHeadsLab } from '../kit/heads-lab.ts'

const now = Date.UTC(2026, 10, 22)

test('a recall that every contact hides reaches a node within the hour', async t => {
  const fleet = await makeFleet({ now })
  const { query, trust, coordinator, exchange, advance } = await openHeadsLab(t, fleet, { now })
  const roster = await fleet.roster('office')
  const before = [roster, await fleet.heartbeat('office', [roster.head])]
  coordinator.objects = before
  await exchange(before, 'contact', 'office')
  query.start()
  await advance(60_000)

  const { digest } = await fleet.manifest('tool')
  const entry = { type: 'manifest' as const, subject: digest, recalledAt: fleet.seconds, expiresAt: 0 }
  const recall = await fleet.recall([entry])
  const heartbeat = await fleet.heartbeat('office', [roster.head, recall.head], { version: 2 })
  coordinator.objects = [roster, recall, heartbeat]
  await exchange(before, 'contact', 'office')
  t.is(trust.current('recall', ''), undefined)
  await advance(HOUR_MS, 100)
  t.is(trust.current('recall', '')?.digest, recall.digest)
  t.is(trust.heartbeat()?.header.version, 2)
})

test('a recorded answer of the coordinator hides nothing: it is of another nonce', async t => {
  const fleet = await makeFleet({ now })
  const { query, trust, coordinator, asked, exchange, advance } = await openHeadsLab(t, fleet, { now })
  const roster = await fleet.roster('office')
  coordinator.objects = [roster, await fleet.heartbeat('office', [roster.head])]
  await exchange(coordinator.objects, 'contact', 'office')
  const recorded = await coordinator.answer(Buffer.alloc(32, 7))
  coordinator.answer = async () => recorded
  query.start()
  await advance(60_000)
  t.is(asked.length, 1)
  await t.throwsAsync(query.ask(), { code: 'refused' })
  t.false(trust.isStale())
})
