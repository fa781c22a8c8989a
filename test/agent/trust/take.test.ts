import test from 'ava'
import { dropExpired, dropUnnamed, type Trusted, takeSteps, trustedFrom } from '../../../agent/trust/take.ts'
import { openEnvelope } from '../../../core/envelope.ts'
import { type Head, headKey } from '../../../core/header.ts'
import { limits } from '../../../core/limits.ts'
import { atOnce } from '../../../core/steps.ts'
import { type Fleet, makeFleet } from '../../kit/fleet.ts'

const now = Date.UTC(2026, 10, 22)

function take(trusted: Trusted, bytes: Uint8Array, at: number) {
  return atOnce(takeSteps(trusted, openEnvelope(bytes), at))
}

/** A node whose online key signed as much as a node takes. */
async function crowded(fleet: Fleet) {
  const manifests = Array.from({ length: limits.heads - limits.reservedHeads - 1 }, (_, index): [string, Head] => {
    const head: Head = { kind: 'manifest', name: `m${index}`, epoch: 0, version: 1, digest: fleet.id }
    return [headKey(head), head]
  })
  const state = { roots: [fleet.root.bytes], heads: new Map(manifests), clockFloor: 0 }
  const trusted = trustedFrom(state, { fleet: fleet.id, site: 'office' })
  take(trusted, (await fleet.heartbeat('office', [])).bytes, now)
  return trusted
}

test('an approval from before a decline does not come back, however much an online key signed meanwhile', async t => {
  const fleet = await makeFleet({ now })
  const manifest = await fleet.manifest('tool')
  const approval = await fleet.approval('tool', [manifest.digest])
  const soon = { notAfter: fleet.seconds + 60 }
  const decline = await fleet.approval('tool', [], { version: 2, decision: 'decline', header: soon })
  const trusted = await crowded(fleet)
  t.truthy(take(trusted, decline.bytes, now))
  t.is(dropExpired(trusted, now + 61_000).length, 1)
  t.true(trusted.heads.size < limits.heads / 2, 'what the online key signed is forgotten')
  t.throws(() => take(trusted, approval.bytes, now + 61_000), { code: 'rollback' })
})

test('an online key that fills the table leaves room for what admins sign', async t => {
  const fleet = await makeFleet({ now })
  const trusted = await crowded(fleet)
  const late = await fleet.manifest('late')
  t.throws(() => take(trusted, late.bytes, now), { code: 'limit-exceeded' })
  const approval = await fleet.approval('tool', [])
  t.truthy(take(trusted, approval.bytes, now))
})

test('a manifest that the heartbeat has long not named is let go with its piece list, unless a schedule orders it; its version is remembered', async t => {
  const fleet = await makeFleet({ now })
  const [done, still] = [Buffer.from('done'), Buffer.from('still')]
  const header = { notAfter: fleet.seconds + 730 * 86_400 }
  const made = [await fleet.manifest('done', done, { header }), await fleet.manifest('still', still, { header })]
  const lists = [await fleet.pieceList(done, [], { header }), await fleet.pieceList(still, [], { header })]
  const schedule = await fleet.schedule('s', [{ patch: 'still', manifest: made[1]!.digest }], { header })
  const all = [...made, ...lists, schedule]
  const trusted = trustedFrom(
    { roots: [fleet.root.bytes], heads: new Map(), clockFloor: 0 },
    { fleet: fleet.id, site: 'office' },
  )
  const heads = all.map(({ head }) => head)
  take(trusted, (await fleet.heartbeat('office', heads)).bytes, now)
  for (const { bytes } of all) take(trusted, bytes, now)
  t.deepEqual(dropUnnamed(trusted, now + limits.unnamedMs), [], 'all are named')
  take(trusted, (await fleet.heartbeat('office', [], { version: 2 })).bytes, now)
  t.deepEqual(dropUnnamed(trusted, now + limits.unnamedMs - 1), [])
  const dropped = dropUnnamed(trusted, now + limits.unnamedMs).map(({ digest }) => digest)
  t.deepEqual(dropped.sort(), [made[0]!.digest, lists[0]!.digest].sort())
  t.true(trusted.heads.has(headKey(made[0]!.head)))
})
