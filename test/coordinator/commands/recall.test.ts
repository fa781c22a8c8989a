// Recall, pause, resume and cancel in a fleet where two of three admins are needed: what one of them can do alone, and what not.

import test from 'ava'
import type { RecallOutcome, RecallRow } from '../../../coordinator/commands/recall.ts'
import type { PauseOutcome } from '../../../coordinator/commands/schedule-pause.ts'
import type { ScheduleRow } from '../../../coordinator/schedule/schedule-rows.ts'
import { keyIdOf } from '../../../core/ed25519.ts'
import { openAdminOffice } from '../../kit/admin-office.ts'
import { errorOf, jsonOf } from '../../kit/run-patchmesh.ts'

async function officeWithSchedule(t: Parameters<typeof openAdminOffice>[0]) {
  const office = await openAdminOffice(t)
  const { fleet, kit, patch } = office
  await kit.put(await fleet.schedule('S1', [{ patch: 'vpn', manifest: patch.digest }], { version: fleet.seconds }))
  const stateOf = async () => (await jsonOf<ScheduleRow[]>(office.look('schedule', 'list')))[0]!.state
  return { ...office, stateOf }
}

test('one admin pauses at once; resuming waits for a second one, and a new pause outdates it', async t => {
  const { kit, admins, look, stateOf } = await officeWithSchedule(t)
  const paused = await jsonOf<PauseOutcome>(admins[0]!('schedule', 'pause', 'S1', '--reason', 'printers fail'))
  t.like(paused, { changed: true, published: true, needed: 1 })
  t.is(await stateOf(), 'paused')
  t.like(await jsonOf(admins[0]!('schedule', 'pause', 'S1', '--reason', 'again')), { changed: false })
  t.like(await jsonOf(look('schedule', 'show', 'S1')), { state: 'paused', pausedBecause: 'printers fail' })

  const resume = await jsonOf<PauseOutcome>(admins[0]!('schedule', 'resume', 'S1'))
  t.like(resume, { changed: true, published: false, needed: 2 })
  t.is(await stateOf(), 'paused')
  const [proposal] = await jsonOf<{ name: string }[]>(look('proposal', 'list'))
  t.like(proposal, { name: 'S1', what: 'resume schedule S1' })
  t.like(await jsonOf(admins[1]!('proposal', 'sign', 'pause/S1')), { published: true })
  t.is(kit.objects.current('pause', 'S1')!.body.paused, false)
  t.like(await jsonOf(look('schedule', 'show', 'S1')), { pausedBecause: '' })
  t.is(await errorOf(admins[1]!('schedule', 'pause', 'S9', '--reason', 'x')), 'not-found')
})

test('a recall is one list that grows, needs two admins, and never names a root key', async t => {
  const { fleet, kit, patch, admins, look, stateOf } = await officeWithSchedule(t)
  const [one] = fleet.nodes.berlin!
  const recall = (admin: number, ...args: string[]) =>
    jsonOf<RecallOutcome>(admins[admin]!('recall', ...args, '--reason', 'lost'))
  const first = await recall(0, 'member', one!.node)
  t.like(first, { changed: true, published: false, needed: 2 })
  t.regex(first.words[0]!, /berlin-0 of site berlin/)
  t.false(kit.objects.recall.hasMember(one!.node))
  t.like(await jsonOf(admins[1]!('proposal', 'sign', 'recall')), { published: true })
  t.true(kit.objects.recall.hasMember(one!.node))

  t.like(await recall(0, 'manifest', 'vpn'), { published: false })
  t.like(await jsonOf(admins[2]!('proposal', 'sign', 'recall')), { published: true })
  t.true(kit.objects.recall.hasManifest(patch.digest))
  t.true(kit.objects.recall.hasMember(one!.node), 'what was recalled before stays')
  t.like(await recall(1, 'manifest', 'vpn'), { changed: false, published: true })

  t.like(await jsonOf(admins[0]!('schedule', 'cancel', 'S1', '--reason', 'wrong site')), { published: false })
  t.like(await jsonOf(admins[1]!('proposal', 'sign', 'recall')), { published: true })
  t.is(await stateOf(), 'recalled')
  const rows = await jsonOf<RecallRow[]>(look('recall', 'list'))
  t.deepEqual(
    rows.map(row => row.type),
    ['member', 'manifest', 'schedule'],
  )
  t.regex(rows[2]!.note, /^S1: wrong site$/)

  const root = Buffer.from(fleet.keys.root[0]!.publicKey).toString('hex')
  t.is(await errorOf(admins[0]!('recall', 'key', root, '--reason', 'x')), 'refused')
  t.is(await errorOf(admins[0]!('recall', 'schedule', 'S9', '--reason', 'x')), 'not-found')
})

test('recalling admin keys says how many remain, and what they signed counts no more', async t => {
  const { fleet, kit, admins } = await officeWithSchedule(t)
  const ids = fleet.keys.admin.map(({ publicKey }) => keyIdOf(publicKey))
  const one = await jsonOf<RecallOutcome>(admins[0]!('recall', 'key', ids[2]!, '--reason', 'lost'))
  t.true(one.words.some(line => /2 of 3 admin keys remain, 2 are needed/.test(line)))
  const all = await jsonOf<RecallOutcome>(admins[0]!('recall', 'key', ids[1]!, ids[2]!, '--reason', 'lost'))
  t.true(all.words.some(line => /WARNING: 1 of 3 admin keys remain/.test(line)))
  // Signed on: the one that was proposed first, by its digest.
  t.like(await jsonOf(admins[1]!('proposal', 'sign', one.proposal!)), { published: true })
  t.is(await errorOf(admins[2]!('schedule', 'pause', 'S1', '--reason', 'x')), 'recalled')
  t.truthy(kit.objects.current('schedule', 'S1'), 'the other two had signed it as well')
  // The second proposal was made against the list before.
  t.is(await errorOf(admins[1]!('proposal', 'sign', all.proposal!)), 'not-current')
})
