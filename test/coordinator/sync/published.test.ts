// What the coordinator relays when a recall comes: nothing that recalled keys alone had signed, and every member of old.

import test from 'ava'
import { Published } from '../../../coordinator/sync/published.ts'
import { silentLog } from '../../../core/log.ts'
import { keySubject } from '../../../core/recall.ts'
import { makeFleet } from '../../kit/fleet.ts'
import { manualClock } from '../../kit/manual-clock.ts'

const now = Date.UTC(2026, 10, 23, 8)

async function make() {
  const fleet = await makeFleet({ now, adminKeys: 3, adminThreshold: 2 })
  const values = new Map<string, Uint8Array>()
  const table = {
    get: async (key: string) => values.get(key),
    put: async (key: string, value: Uint8Array) => void values.set(key, value),
    delete: async (key: string) => void values.delete(key),
    async *entries() {
      yield* [...values] as [string, Uint8Array][]
    },
    batch: async () => undefined,
  }
  const open = (anchor = fleet.anchor) =>
    Published.open({ table, anchor: () => anchor, clock: manualClock(now), log: silentLog })
  const recallOf = (publicKey: Uint8Array, version: number) =>
    fleet.recall([{ type: 'key', subject: keySubject(publicKey), recalledAt: 1, expiresAt: 0 }], { version })
  return { fleet, open, recallOf, values }
}

test('a recalled release key takes its manifests with it; a recalled enrol key takes no member', async t => {
  const { fleet, open, recallOf } = await make()
  const published = await open()
  const manifest = await fleet.manifest('vpn')
  await published.put((await fleet.roster('office')).bytes)
  await published.put(manifest.bytes)
  await published.put((await fleet.heartbeat('office', [])).bytes)
  const told: string[] = []
  published.onChange(({ kind }) => told.push(kind))
  await published.put((await recallOf(fleet.keys.release[0]!.publicKey, 1)).bytes)
  t.is(published.current('manifest', 'vpn'), undefined)
  t.deepEqual(told, ['recall', 'recall'], 'told once more when all of it is gone')
  await t.throwsAsync(published.put((await fleet.manifest('vpn', undefined, { version: 2 })).bytes), {
    code: 'bad-signature',
  })
  await published.put((await recallOf(fleet.keys.enrol[0]!.publicKey, 2)).bytes)
  t.is(published.all('roster').length, 1)
  const later = await open()
  t.deepEqual(
    later.all().map(({ kind }) => kind),
    ['recall', 'roster', 'heartbeat'],
  )
})

test('a recall restored from disk holds although it withdraws who signed it, and withdraws them from then on', async t => {
  const { fleet, open, recallOf } = await make()
  const first = await open()
  const [one, two, three] = fleet.keys.admin
  const { body } = await recallOf(one!.publicKey, 1)
  await first.put((await fleet.sign('recall', body, [one!, two!])).bytes)
  const second = await open()
  t.truthy(second.current('recall', ''))
  const schedule = await fleet.schedule('S1', [{ patch: 'vpn', manifest: 'ab'.repeat(32) }])
  await t.throwsAsync(second.put((await fleet.sign('schedule', schedule.body, [one!, two!])).bytes), {
    code: 'bad-signature',
  })
  t.true(await second.put((await fleet.sign('schedule', schedule.body, [two!, three!])).bytes))
})

test('a root with a higher recall epoch starts an empty list', async t => {
  const { fleet, open, recallOf } = await make()
  const first = await open()
  await first.put((await recallOf(fleet.keys.release[0]!.publicKey, 9)).bytes)
  const root = { ...fleet.anchor.root, recallEpoch: 1 }
  const second = await open({ ...fleet.anchor, root })
  t.is(second.current('recall', ''), undefined)
  t.is(second.anchor.recalledKeys, undefined)
  t.true(await second.put((await fleet.manifest('vpn')).bytes))
})
