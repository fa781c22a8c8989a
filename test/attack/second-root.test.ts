// Attack: whoever holds root's keys signs two roots of one version, and shows each half of an office another one. The one that was taken
// stays in force, since a root cannot be frozen away; both are kept as evidence, an alarm tells, and the next version goes in as ever.

import test, { type ExecutionContext } from 'ava'
import { checkNoSecondRoot } from '../../coordinator/root/second-root.ts'
import { createKeyPair } from '../../core/ed25519.ts'
import { limits } from '../../core/limits.ts'
import type { Root } from '../../core/root.ts'
import { pull } from '../kit/exchange.ts'
import { makeFleet } from '../kit/fleet.ts'
import { makeTrust } from '../kit/trust-kit.ts'

const now = Date.UTC(2026, 10, 22)
const fleet = await makeFleet({ now, adminKeys: 2 })
const rename = (name: string) => (root: Root) => {
  root.fleetName = name
}
const named = (name: string) => fleet.nextRoot(fleet.root, rename(name))
const [one, two, three] = [await named('one'), await named('two'), await named('three')]
const newTrust = (t: ExecutionContext) => makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })

test('two halves that were shown different roots of one version find out on first contact, and keep their own', async t => {
  const [a, b] = [await newTrust(t), await newTrust(t)]
  await a.trust.offer([one.bytes], 'someone')
  await b.trust.offer([two.bytes], 'someone')
  await pull(b.trust, a.trust, 'b')
  await pull(a.trust, b.trust, 'a')
  for (const { trust, alarms } of [a, b]) {
    t.like(alarms.all(), [{ code: 'equivocation', subject: 'root/' }])
    for (const { digest } of [one, two]) t.truthy(await trust.envelope(digest), 'both can be had from it')
  }
  t.is(a.trust.anchor().root.fleetName, 'one')
  t.is(b.trust.anchor().root.fleetName, 'two')
  t.is(a.trust.summary(), b.trust.summary(), 'nothing is left to exchange')
})

test('the second root is evidence over a restart, until the next version settles it', async t => {
  const { trust, alarms, reopen } = await newTrust(t)
  await trust.offer([one.bytes], 'peer')
  const told = await trust.offer([two.bytes], 'peer')
  t.deepEqual(
    told.refused.map(({ code }) => code),
    ['equivocation'],
  )
  const again = await reopen()
  t.truthy(await again.envelope(two.digest))
  t.is(again.anchor().root.fleetName, 'one')
  alarms.clear('equivocation')
  const once = await reopen()
  t.like(alarms.all()[0], { code: 'equivocation' }, 'what is known of it is durable')
  const next = await fleet.nextRoot(one, rename('next'))
  t.is((await once.offer([next.bytes], 'peer')).accepted.length, 1)
  t.is(once.anchor().root.fleetName, 'next')
  t.deepEqual(alarms.all(), [])
  await once.offer([three.bytes], 'peer')
  t.deepEqual(alarms.all(), [], 'a second content of what was superseded says nothing new')
})

test('neither a third content, nor one that lacks signatures, nor a full list takes the second’s place', async t => {
  const { trust, alarms, reopen } = await newTrust(t)
  await trust.offer([one.bytes, (await fleet.heartbeat('office', [])).bytes], 'peer')
  const forged = await fleet.nextRoot(fleet.root, rename('x'), [createKeyPair(Buffer.alloc(32, 4))])
  await trust.offer([forged.bytes], 'peer')
  t.deepEqual(alarms.all(), [])
  const order = await fleet.manifest('tool')
  for (let index = 0; index < limits.frozen + 1; index++) {
    const order1 = await fleet.schedule(`s${index}`, [{ patch: 'tool', manifest: order.digest }])
    const order2 = await fleet.schedule(`s${index}`, [{ patch: 'tool', manifest: order.digest }], { deadline: 99 })
    await trust.offer([order1.bytes, order2.bytes], `peer ${index}`)
  }
  await trust.offer([two.bytes], 'peer')
  t.truthy(await trust.envelope(two.digest), 'a stolen admin key cannot fill the list before a root')
  await trust.offer([three.bytes], 'peer')
  t.is(await trust.envelope(three.digest), undefined)
  t.truthy(await (await reopen()).envelope(two.digest))
})

test('a coordinator refuses another root of a version that it has, and says what to do', t => {
  const chain = [fleet.root.bytes, one.bytes]
  t.notThrows(() => checkNoSecondRoot(one.bytes, chain))
  t.throws(() => checkNoSecondRoot(two.bytes, chain), { code: 'equivocation', message: /version 2 is .* version 3/ })
})
