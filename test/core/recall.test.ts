// The recall list: what it names, how it grows and forgets; and pauses, which any one admin key may sign.

import test from 'ava'
import fc from 'fast-check'
import { openEnvelope } from '../../core/envelope.ts'
import { limits } from '../../core/limits.ts'
import {
  addRecalls,
  encodeRecall,
  indexRecall,
  keySubject,
  parseRecall,
  type RecallEntry,
  recallSubject,
  recallTypes,
} from '../../core/recall.ts'
import { verifyObject } from '../../core/verify.ts'
import { makeFleet } from '../kit/fleet.ts'

const now = Date.UTC(2026, 10, 26, 12)
const seconds = now / 1000
const day = 86_400
const fleet = await makeFleet({ now, adminKeys: 3 })
const node = fleet.nodes.office![0]!.node
const header = (await fleet.recall([])).body.header

const entry = fc.record({
  type: fc.constantFrom(...recallTypes),
  subject: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes).toString('hex')),
  recalledAt: fc.nat(2 ** 31),
  expiresAt: fc.nat(2 ** 31),
})

test('a list comes back as it was encoded, in one order', t => {
  const unique = fc.uniqueArray(entry, { selector: ({ type, subject }) => type + subject, maxLength: 40 })
  fc.assert(
    fc.property(unique, entries => {
      const list = parseRecall(encodeRecall({ header, entries, notes: [] }))
      const again = parseRecall(encodeRecall({ header, entries: entries.toReversed(), notes: [] }))
      t.deepEqual(list, again)
      const asText = (each: RecallEntry) => JSON.stringify(each)
      t.deepEqual(list.entries.map(asText).sort(), entries.map(asText).sort())
    }),
  )
})

test('a list with a cut entry, an unknown type, an entry twice or another order is refused', t => {
  const one: RecallEntry = { type: 'manifest', subject: 'ab'.repeat(32), recalledAt: 1, expiresAt: 0 }
  const whole = encodeRecall({ header, entries: [one, { ...one, type: 'key' }], notes: [] })
  const at = Buffer.from(whole).lastIndexOf(Buffer.from('ab'.repeat(32), 'hex')) - 1
  const changed = Buffer.from(whole)
  changed[at] = 9
  t.throws(() => parseRecall(changed), { code: 'bad-object' })
  changed[at] = 1
  t.throws(() => parseRecall(changed), { code: 'bad-object' })
  changed[at] = 0
  t.throws(() => parseRecall(changed), { code: 'bad-object', message: /sorted/ })
  const cut = Buffer.concat([Buffer.from(whole).subarray(0, at - 43), Buffer.from(whole).subarray(at - 42)])
  t.throws(() => parseRecall(cut))
})

test('an entry is kept until 30 days after its object expired, or for ever', t => {
  const of = (subject: string, expiresAt: number): RecallEntry => ({
    type: 'manifest',
    subject,
    recalledAt: 1,
    expiresAt,
  })
  const before = [
    of('aa'.repeat(32), 0),
    of('bb'.repeat(32), seconds - 31 * day),
    of('cc'.repeat(32), seconds - 29 * day),
  ]
  const { entries } = addRecalls(
    { entries: before, notes: [] },
    { entries: [of('dd'.repeat(32), 5)], notes: [] },
    seconds,
  )
  t.deepEqual(
    entries.map(each => each.subject.slice(0, 2)),
    ['aa', 'cc', 'dd'],
  )
})

test('a list has a maximum', t => {
  const entries = Array.from(
    { length: limits.recalls },
    (_, index): RecallEntry => ({
      type: 'manifest',
      subject: index.toString(16).padStart(64, '0'),
      recalledAt: 1,
      expiresAt: 0,
    }),
  )
  t.notThrows(() => parseRecall(encodeRecall({ header, entries, notes: [] })))
  const one = { ...entries[0]!, type: 'key' as const }
  t.throws(() => addRecalls({ entries, notes: [] }, { entries: [one], notes: [] }, seconds), { code: 'limit-exceeded' })
  t.throws(() => parseRecall(encodeRecall({ header, entries: [...entries, one], notes: [] })), { code: 'bad-object' })
})

test('an index answers for each type, and says no without a list', async t => {
  const key = fleet.keys.release[0]!.publicKey
  const subjects: [RecallEntry['type'], string][] = [
    ['member', recallSubject('member', node)!],
    ['key', keySubject(key)],
    ['manifest', 'ab'.repeat(32)],
    ['schedule', recallSubject('schedule', 'S1')!],
  ]
  const entries = subjects.map(([type, subject]) => ({ type, subject, recalledAt: 1, expiresAt: 0 }))
  const index = indexRecall(parseRecall(encodeRecall({ header, entries, notes: [] })))
  t.true(index.hasMember(node) && index.hasKey(key) && index.hasManifest('ab'.repeat(32)) && index.hasSchedule('S1'))
  t.false(index.hasMember(fleet.nodes.office![1]!.node) || index.hasSchedule('S2') || index.hasMember('no node'))
  const none = indexRecall(undefined)
  t.false(none.hasMember(node) || none.hasKey(key) || none.hasManifest('ab'.repeat(32)) || none.hasSchedule('S1'))
})

test('the signature of a recalled key does not count', async t => {
  const manifest = await fleet.manifest('acme')
  const approval = await fleet.approval('acme', [manifest.digest])
  const check = (recalledKeys: ReadonlySet<string>) =>
    verifyObject(approval.bytes, { anchor: { ...fleet.anchor, recalledKeys }, now, allowed: ['approval'] })
  t.notThrows(() => check(new Set()))
  t.throws(() => check(new Set([keySubject(fleet.keys.admin[1]!.publicKey)])), { code: 'bad-signature' })
})

test('any one admin key pauses a schedule; resuming takes the threshold', async t => {
  const verify = (bytes: Uint8Array) => verifyObject(bytes, { anchor: fleet.anchor, now, allowed: ['pause'] })
  const [one] = fleet.keys.admin
  t.true((verify((await fleet.pause('S1', true, {}, [one!])).bytes).body as { paused: boolean }).paused)
  for (const signers of [[], [one!, one!], fleet.keys.admin.slice(1)]) {
    const { bytes } = await fleet.pause('S1', false, {}, signers)
    t.throws(() => verify(bytes), { code: 'bad-signature' })
  }
  t.notThrows(async () => verify((await fleet.pause('S1', false)).bytes))
  const stranger = await fleet.pause('S1', true, {}, [fleet.keys.release[0]!])
  t.throws(() => verify(stranger.bytes), { code: 'bad-signature' })
  t.is(openEnvelope(stranger.bytes).signatures.length, 1)
})

test('a recall has the epoch that the root names for recalls, whatever the admins’ epoch', async t => {
  const root = await fleet.nextRoot(fleet.root, next => {
    next.recallEpoch = 1
  })
  const anchor = { fleet: fleet.id, root: root.body }
  const of = async (epoch: number) => (await fleet.recall([], { header: { epoch } })).bytes
  const check = (bytes: Uint8Array) => verifyObject(bytes, { anchor, now, allowed: ['recall'] })
  const [old, next] = [await of(0), await of(1)]
  t.throws(() => check(old), { code: 'bad-header' })
  t.notThrows(() => check(next))
})
