// A node asks the coordinator itself what is current: what an answer proves, what follows from it, and what it costs.

import test from 'ava'
import { HOUR_MS, KIB, limits, MINUTE_MS } from '../../../core/limits.ts'
import { makeFleet } from '../../kit/fleet.ts'
import { type Carried, openHeadsLab } from '../../kit/heads-lab.ts'

const now = Date.UTC(2026, 10, 22)
const nonce = Buffer.alloc(32, 1)

test('when nothing is new a question costs less than a kilobyte each way, once an hour', async t => {
  const fleet = await makeFleet({ now })
  const { query, trust, coordinator, asked, pulls, advance } = await openHeadsLab(t, fleet, { now })
  const roster = await fleet.roster('office')
  coordinator.objects = [roster, await fleet.heartbeat('office', [roster.head])]
  await trust.offer(
    coordinator.objects.toReversed().map(({ bytes }) => bytes),
    'peer',
  )
  query.start()
  await advance(MINUTE_MS)
  t.is(asked.length, 1)
  await advance(5 * HOUR_MS, 200)
  t.is(asked.length, 6)
  t.is(pulls(), 0)
  for (const { bytesSent, bytesReceived } of asked) t.true(bytesSent < KIB && bytesReceived < KIB)
  t.is(new Set(asked.map(each => Buffer.from(each.nonce).toString('hex'))).size, 6)
  t.log(`${asked[0]!.bytesReceived} bytes out, ${asked[0]!.bytesSent} bytes in`)
})

test('at the start a neighbour carries the question, and within the hour the node asks itself', async t => {
  const fleet = await makeFleet({ now })
  let lab: Awaited<ReturnType<typeof openHeadsLab>> | undefined
  let carried = 0
  const carry = async (nonce: Uint8Array) => {
    carried++
    return { refused: '', envelope: await lab!.coordinator.answer(nonce), forgot: true }
  }
  lab = await openHeadsLab(t, fleet, { now, carried: carry })
  const { query, trust, coordinator, asked, toldAgain, pulls, advance } = lab
  const held = await fleet.heartbeat('office', [])
  await trust.offer([held.bytes], 'peer')
  coordinator.objects = [await fleet.heartbeat('office', [], { version: held.head.version + 1 })]
  query.start()
  await advance(MINUTE_MS)
  t.deepEqual([carried, asked.length], [1, 0])
  t.deepEqual(toldAgain, [], 'a carrier cannot have everybody tell everything again')
  t.is(pulls(), 1, 'its answer counts')
  await advance(HOUR_MS, 60)
  t.deepEqual([carried, asked.length], [1, 1])
})

for (const [what, carried] of [
  ['drops the question', async () => undefined],
  ['refuses', async () => ({ refused: 'not-reachable', envelope: new Uint8Array(), forgot: false })],
  ['makes the answer up', async () => ({ refused: '', envelope: Buffer.alloc(100, 1), forgot: false })],
] as [string, Carried][])
  test(`when the neighbour that is to carry the question ${what}, the node asks itself`, async t => {
    const fleet = await makeFleet({ now })
    const { query, trust, coordinator, asked, advance } = await openHeadsLab(t, fleet, { now, carried })
    coordinator.objects = [await fleet.heartbeat('office', [])]
    await trust.offer([coordinator.objects[0]!.bytes], 'peer')
    query.start()
    await advance(limits.carriedHeadsMs + 10_000)
    t.is(asked.length, 1)
  })

test('a coordinator that comes back without its reports is told everything within a quarter of an hour', async t => {
  const fleet = await makeFleet({ now })
  const { query, trust, coordinator, asked, toldAgain, advance } = await openHeadsLab(t, fleet, { now })
  coordinator.objects = [await fleet.heartbeat('office', [])]
  await trust.offer([coordinator.objects[0]!.bytes], 'peer')
  query.start()
  await advance(MINUTE_MS)
  t.is(asked.length, 1)
  t.deepEqual(toldAgain, [])
  coordinator.isReachable = false
  await advance(HOUR_MS, 100)
  Object.assign(coordinator, { isReachable: true, forgot: true })
  await advance(15 * MINUTE_MS)
  t.true(toldAgain.length > 0)
})

test('only the right answer to this question counts', async t => {
  const fleet = await makeFleet({ now, sites: { office: 2, branch: 2 } })
  const { query, coordinator, node } = await openHeadsLab(t, fleet, { now })
  const { head: heartbeat } = await fleet.heartbeat('office', [])
  const { head: foreign } = await fleet.heartbeat('branch', [])
  const body = { nonce, heartbeat, summary: fleet.id }
  const answers = {
    'another nonce': () => fleet.freshHeads(node, body),
    'another node': (nonce: Uint8Array) => fleet.freshHeads(fleet.nodes.office![1]!.node, { ...body, nonce }),
    'another site': (nonce: Uint8Array) => fleet.freshHeads(node, { ...body, nonce, heartbeat: foreign }),
    'another role': async (nonce: Uint8Array) =>
      fleet.sign(
        'fresh-heads',
        (await fleet.freshHeads(node, { ...body, nonce })).body as never,
        fleet.keys.release as never,
      ),
    'another kind': () => fleet.heartbeat('office', []),
  }
  for (const [name, make] of Object.entries(answers)) {
    coordinator.answer = async asked => (await make(asked)).bytes
    const error = await t.throwsAsync(query.ask(), undefined, name)
    t.true(
      ['refused', 'bad-signature'].includes((error as { code?: string })?.code ?? ''),
      `${name}: ${error?.message}`,
    )
  }
  coordinator.answer = async asked => (await fleet.freshHeads(node, { ...body, nonce: asked })).bytes
  t.is((await query.ask()).answer.heartbeat.digest, heartbeat.digest)
})

test('what neighbours bring in time is not fetched from the coordinator', async t => {
  const fleet = await makeFleet({ now })
  const { query, coordinator, asked, pulls, exchange, advance } = await openHeadsLab(t, fleet, { now })
  coordinator.objects = [await fleet.heartbeat('office', [])]
  query.start()
  await advance(3500)
  t.is(asked.length, 1)
  await exchange(coordinator.objects, 'contact', 'office')
  await advance(MINUTE_MS)
  t.is(pulls(), 0)
})

test('a node without a fresh heartbeat asks again and again, with growing waits, until it has one', async t => {
  const fleet = await makeFleet({ now })
  const { query, trust, coordinator, asked, advance } = await openHeadsLab(t, fleet, { now })
  coordinator.isReachable = false
  coordinator.objects = [await fleet.heartbeat('office', [])]
  query.start()
  await advance(30 * MINUTE_MS, 100)
  t.is(asked.length, 0)
  t.true(trust.isStale())
  coordinator.isReachable = true
  await advance(2 * MINUTE_MS, 50)
  t.false(trust.isStale())
  const before = asked.length
  await advance(10 * MINUTE_MS, 50)
  t.is(asked.length, before)
})

test('what the coordinator names and nobody gives raises an alarm after a while, and its arrival ends it', async t => {
  const fleet = await makeFleet({ now })
  const { query, trust, alarms, coordinator, advance } = await openHeadsLab(t, fleet, { now })
  await trust.offer([(await fleet.heartbeat('office', [])).bytes], 'peer')
  coordinator.objects = [await fleet.heartbeat('office', [], { version: 2 })]
  coordinator.withholds = true
  query.start()
  await advance(limits.headsWithheldMs / 2)
  t.deepEqual(alarms.all(), [])
  await advance(2 * limits.headsWithheldMs)
  t.deepEqual(
    alarms.all().map(({ code, subject }) => [code, subject]),
    [['heads-withheld', 'heartbeat/office']],
  )
  await trust.offer([coordinator.objects[0]!.bytes], 'peer')
  await advance(0, 1)
  t.deepEqual(alarms.all(), [])
})

test('a coordinator that names an older heartbeat than is held raises an alarm, and changes nothing', async t => {
  const fleet = await makeFleet({ now })
  const { query, trust, alarms, coordinator, advance } = await openHeadsLab(t, fleet, { now })
  await trust.offer([(await fleet.heartbeat('office', [], { version: 2 })).bytes], 'peer')
  coordinator.objects = [await fleet.heartbeat('office', [])]
  query.start()
  await advance(MINUTE_MS)
  t.is(alarms.all()[0]?.code, 'heartbeat-behind')
  t.is(trust.heartbeat()?.header.version, 2)
  coordinator.objects = [await fleet.heartbeat('office', [], { version: 3 })]
  await advance(HOUR_MS, 100)
  t.deepEqual(alarms.all(), [])
  t.is(trust.heartbeat()?.header.version, 3)
})
