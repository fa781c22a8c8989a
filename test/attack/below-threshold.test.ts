// One stolen admin key where two of three are needed: it orders nothing, neither directly, nor through proposals, nor by resuming what
// another paused; and it cannot keep the others from ordering.

import test from 'ava'
import type { HandedIn } from '../../coordinator/proposals/proposals.ts'
import type { KeyPair } from '../../core/ed25519.ts'
import { openEnvelope, sealEnvelope } from '../../core/envelope.ts'
import type { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { keySubject } from '../../core/recall.ts'
import { verifyObject } from '../../core/verify.ts'
import { makeCoordinator } from '../kit/coordinator-kit.ts'
import { type Fleet, type Made, makeFleet } from '../kit/fleet.ts'

const now = Date.UTC(2026, 10, 23, 8)
const orderKinds = ['approval', 'schedule', 'policy', 'group', 'recall', 'pause'] as const

async function make() {
  const fleet = await makeFleet({ now, adminKeys: 3, adminThreshold: 2, sites: { office: 2 } })
  const kit = await makeCoordinator(fleet, now)
  const patch = await fleet.manifest('vpn')
  await kit.put(await fleet.roster('office'), patch, await fleet.approval('vpn', [patch.digest]))
  const submit = (bytes: Uint8Array) => kit.proposals.submit(bytes)
  return { fleet, kit, patch, submit, thief: fleet.keys.admin[0]! }
}

/** One order of each kind, as the given keys sign it. */
async function ordersOf(fleet: Fleet, patch: Made<'manifest'>, keys: KeyPair[]): Promise<Made[]> {
  const node = fleet.nodes.office![0]!
  const entry = { type: 'member', subject: keySubject(node.publicKey), recalledAt: 1, expiresAt: 0 } as const
  const made = [
    await fleet.approval('vpn', [patch.digest], { version: 7 }),
    await fleet.schedule('S1', [{ patch: 'vpn', manifest: patch.digest }], { version: 7 }),
    await fleet.policy({ version: 7, protectedGroups: ['servers'] }),
    await fleet.group('servers', [node.node], { version: 7 }),
    await fleet.recall([entry], { version: 7 }),
    await fleet.pause('S1', false, { version: 7 }),
  ]
  return await Promise.all(made.map(({ head, body }) => fleet.sign(head.kind as never, body as never, keys)))
}

/** The thief's signature once more, under key ids of others, and with signatures of keys that are no admin's. */
function padded(made: Made, fleet: Fleet): Uint8Array {
  const { kind, payload, signatures } = openEnvelope(made.bytes)
  const [own] = signatures
  return sealEnvelope(kind, payload, [
    own!,
    { ...own!, keyId: keySubject(fleet.keys.admin[1]!.publicKey).slice(0, 16) },
  ])
}

test('alone, one key puts nothing into force: not at the coordinator, and not at a node', async t => {
  const { fleet, kit, patch, thief } = await make()
  for (const made of await ordersOf(fleet, patch, [thief])) {
    for (const bytes of [made.bytes, padded(made, fleet)]) {
      await t.throwsAsync(kit.objects.put(bytes), { code: 'bad-signature' }, made.head.kind)
      const judged = () => verifyObject(bytes, { anchor: fleet.anchor, now, allowed: orderKinds })
      t.throws(judged, { code: 'bad-signature' }, made.head.kind)
    }
  }
})

test('through proposals it orders nothing either: one key counts once, whatever stands beside its signature', async t => {
  const { fleet, kit, patch, submit, thief } = await make()
  const before = kit.objects.all().map(({ digest }) => digest)
  for (const made of await ordersOf(fleet, patch, [thief])) {
    for (const bytes of [made.bytes, made.bytes, padded(made, fleet)]) {
      const handedIn = await submit(bytes)
      t.like(handedIn, { published: false, needed: 2 } satisfies Partial<HandedIn>, made.head.kind)
      t.is(handedIn.signers.length, 1)
    }
    const withOthers = await fleet.sign(made.head.kind as never, made.body as never, [thief, fleet.keys.release[0]!])
    t.like(await submit(withOthers.bytes), { published: false })
  }
  t.deepEqual(
    kit.objects.all().map(({ digest }) => digest),
    before,
  )
})

test('a signature of another admin over something else does not help, and is not kept', async t => {
  const { fleet, kit, patch, submit, thief } = await make()
  const honest = await fleet.sign(
    'schedule',
    (await fleet.schedule('S1', [{ patch: 'vpn', manifest: patch.digest }])).body,
    [fleet.keys.admin[1]!],
  )
  const evil = await fleet.sign(
    'schedule',
    (await fleet.schedule('S1', [{ patch: 'vpn', manifest: 'ab'.repeat(32) }], { version: 9 })).body,
    [thief],
  )
  const borrowed = sealEnvelope('schedule', openEnvelope(evil.bytes).payload, [
    ...openEnvelope(evil.bytes).signatures,
    ...openEnvelope(honest.bytes).signatures,
  ])
  t.like(await submit(borrowed), { published: false })
  t.is((await kit.proposals.list())[0]!.signers.length, 1)
  t.is(kit.objects.current('schedule', 'S1'), undefined)
  const none = sealEnvelope('schedule', openEnvelope(evil.bytes).payload, openEnvelope(honest.bytes).signatures)
  await t.throwsAsync(submit(none), { code: 'bad-signature' })
})

test('it stops a schedule, and cannot let it go on', async t => {
  const { fleet, kit, submit, thief } = await make()
  const stop = await fleet.pause('S1', true, { version: 8 }, [thief])
  t.like(await submit(stop.bytes), { published: true })
  const go = await fleet.pause('S1', false, { version: 9 }, [thief])
  t.like(await submit(go.bytes), { published: false })
  t.true(kit.objects.current('pause', 'S1')!.body.paused)
})

test('it fills no table: it has its share, and the others go on proposing', async t => {
  const { fleet, kit, submit, thief } = await make()
  for (let index = 0; index < limits.proposalsPerKey; index++) {
    const { body } = await fleet.pause(`S${index}`, false)
    await submit((await fleet.sign('pause', body, [thief])).bytes)
  }
  const more = await fleet.sign('pause', (await fleet.pause('more', false)).body, [thief])
  await t.throwsAsync(submit(more.bytes), { code: 'limit-exceeded' })
  const honest = await fleet.sign('pause', (await fleet.pause('honest', false)).body, [fleet.keys.admin[1]!])
  t.like(await submit(honest.bytes), { published: false })
  t.is((await kit.proposals.list()).length, limits.proposalsPerKey + 1)
})

test('recalled, its signature ends: what waits with it alone is dropped, and with it one signer is missing again', async t => {
  const { fleet, kit, patch, submit, thief } = await make()
  const { body } = await fleet.schedule('S1', [{ patch: 'vpn', manifest: patch.digest }])
  await submit((await fleet.sign('schedule', body, [thief])).bytes)
  const subject = keySubject(thief.publicKey)
  const recall = await fleet.recall([{ type: 'key', subject, recalledAt: 1, expiresAt: 0 }], { version: 2 })
  await kit.put(recall)
  t.deepEqual(await kit.proposals.list(), [])
  const again = await t.throwsAsync<CodedError>(submit((await fleet.sign('schedule', body, [thief])).bytes))
  t.is(again?.code, 'bad-signature')
  t.like(await submit((await fleet.sign('schedule', body, [thief, fleet.keys.admin[1]!])).bytes), { published: false })
  t.like(await submit((await fleet.sign('schedule', body, [fleet.keys.admin[2]!])).bytes), { published: true })
})
