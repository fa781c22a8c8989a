// Attack: a neighbour offers an older version of what a node holds, really signed once. Of no kind does a version go down: not at once,
// not after a restart, not when the database is lost, and not when the newer one has expired.

import test from 'ava'
import { DAY_MS } from '../../core/limits.ts'
import type { Made } from '../kit/fleet.ts'
import { makeFleet } from '../kit/fleet.ts'
import { makeTrust } from '../kit/trust-kit.ts'

const now = Date.UTC(2026, 10, 22)
const fleet = await makeFleet({ now })
const brief = { notAfter: fleet.seconds + DAY_MS / 1000 }
const schedule = (version: number, id: string) =>
  fleet.schedule(id, [{ patch: 'tool', manifest: fleet.id }], { version, ...(version > 1 && { header: brief }) })

/** Each kind at a version. Of two versions the newer ends sooner. */
const makers: Record<string, (version: number) => Promise<Made>> = {
  roster: version => fleet.roster('office', { version }),
  manifest: version => fleet.manifest('tool', undefined, { version, ...(version > 1 && { header: brief }) }),
  'piece-list': version => fleet.pieceList(Buffer.from('tool'), [], { version, ...(version > 1 && { header: brief }) }),
  approval: version => fleet.approval('tool', [], { version, ...(version > 1 && { header: brief }) }),
  schedule: version => schedule(version, 's1'),
  policy: version => fleet.policy({ version }),
  group: version => fleet.group('web', [], { version, ...(version > 1 && { header: brief }) }),
  recall: version => fleet.recall([], { version }),
  pause: version => fleet.pause('s0', version === 1, { version }),
}

for (const [kind, make] of Object.entries(makers)) {
  test(`an older ${kind} is refused, also after a restart and when the newer one has expired`, async t => {
    const { trust, time, reopen } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
    const [older, newer] = [await make(1), await make(2)]
    const known = await schedule(1, 's0')
    const heartbeat = await fleet.heartbeat('office', [known.head, newer.head])
    t.deepEqual((await trust.offer([heartbeat.bytes, known.bytes, newer.bytes], 'peer')).refused, [])
    const again = async (which = trust) => {
      t.deepEqual(await which.wants([heartbeat.head, older.head], 'peer'), [])
      t.is((await which.offer([older.bytes], 'peer')).refused[0]?.code, 'rollback')
    }
    await again()
    time.now += 2 * DAY_MS
    const later = await fleet.heartbeat('office', [older.head], { version: 2 })
    await trust.offer([later.bytes], 'stolen heartbeat key')
    await again()
    await again(await reopen())
  })
}

test('an older heartbeat and an older root are refused', async t => {
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  const [one, two] = [await fleet.heartbeat('office', []), await fleet.heartbeat('office', [], { version: 2 })]
  const second = await fleet.nextRoot(fleet.root)
  const third = await fleet.nextRoot(second)
  await trust.offer([second.bytes, third.bytes, two.bytes], 'peer')
  t.is((await trust.offer([one.bytes], 'peer')).refused[0]?.code, 'rollback')
  const fork = await fleet.nextRoot(fleet.root, root => {
    root.fleetName = 'another'
  })
  t.is((await trust.offer([fork.bytes], 'peer')).refused[0]?.code, 'rollback')
  t.is(trust.anchor().root.header.version, 3)
})
