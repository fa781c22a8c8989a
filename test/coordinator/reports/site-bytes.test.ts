import test from 'ava'
import fc from 'fast-check'
import type { NodeBytes, PatchBytes, SiteBytes } from '../../../coordinator/reports/site-bytes.ts'
import { createWanMeter, spannedBytes, type WanSpan } from '../../../coordinator/reports/wan-meter.ts'
import { sha256 } from '../../../core/digest.ts'
import { makeCoordinator, outcomeOf, trafficOf } from '../../kit/coordinator-kit.ts'
import { makeFleet } from '../../kit/fleet.ts'
import { memoryTable } from '../../kit/memory-table.ts'

const now = Date.parse('2026-11-23T08:00:00Z')

async function make() {
  const fleet = await makeFleet({ sites: { berlin: 2, paris: 1 }, now })
  const kit = await makeCoordinator(fleet, now)
  const content = Buffer.alloc(1000)
  const patch = await fleet.manifest('vpn', content)
  await kit.put(await fleet.roster('berlin'), await fleet.roster('paris'), patch)
  const schedule = await fleet.schedule('s1', [{ patch: 'vpn', manifest: patch.digest }])
  const submit = () => kit.call('proposal-submit', { envelope: Buffer.from(schedule.bytes).toString('base64') })
  const [one, two] = fleet.nodes.berlin!.map(node => node.node) as [string, string]
  return { fleet, kit, patch, artifact: sha256(content), submit, one, two }
}

test('a payload counts once for a site, bytes of all its nodes by source, and control bytes between hand-over and report', async t => {
  const { kit, patch, artifact, submit, one, two } = await make()
  kit.counters.set('berlin', 500) // joining, before the schedule
  await submit()
  kit.counters.set('berlin', 560)
  await kit.report(one, {
    outcomes: [outcomeOf(patch, { schedule: 's1' })],
    traffic: [
      trafficOf(artifact, {
        sizeBytes: 1000,
        originBytes: 900,
        originWireBytes: 950,
        lanBytes: 100,
        reasons: [{ reason: 'first-copy', bytes: 900 }],
      }),
    ],
  })
  kit.counters.set('berlin', 580)
  await kit.report(two, {
    outcomes: [outcomeOf(patch, { schedule: 's1' })],
    traffic: [
      trafficOf(artifact, {
        sizeBytes: 1000,
        originBytes: 100,
        originWireBytes: 110,
        lanBytes: 900,
        reasons: [{ reason: 'first-copy', bytes: 100 }],
        lanWasted: [
          { reason: 'bad-pieces', bytes: 5 },
          { reason: 'came-twice', bytes: 64 },
        ],
      }),
    ],
  })
  kit.counters.set('berlin', 9000) // later, and not about the schedule
  await kit.report(two)
  const expected = {
    site: 'berlin',
    local: 0,
    lan: 1000,
    seed: 0,
    origin: 1000,
    payloadBytes: 1000,
    wanBytes: 1140,
    wanRatio: 1.14,
    originWireBytes: 1060,
    controlBytes: 80,
    reasons: [
      { reason: 'first-copy', bytes: 1000 },
      { reason: 'reports', bytes: 80 },
      { reason: 'protocol-overhead', bytes: 60 },
    ],
    lanWasted: [
      { reason: 'came-twice', bytes: 64 },
      { reason: 'bad-pieces', bytes: 5 },
    ],
    aloneBytes: 2000,
    savedBytes: 860,
    savedRatio: 0.43,
  }
  const rows = await kit.call<SiteBytes[]>('report-bytes', { schedule: 's1' })
  t.deepEqual(rows[0], expected)
  t.like(rows[1], { site: 'paris', payloadBytes: 0, wanRatio: null })
  t.deepEqual((await kit.call<SiteBytes[]>('report-bytes', { site: 'berlin' }))[0], expected)
})

test('bytes are told by patch and by node, with their reasons, and control bytes by what they were for', async t => {
  const { kit, artifact, submit, one, two } = await make()
  await submit()
  kit.counters.set('berlin/metadata', 40)
  kit.counters.set('berlin/freshness', 7)
  const reasons = [
    { reason: 'isolated', bytes: 1000 },
    { reason: 'bad-pieces', bytes: 50 },
  ]
  const traffic = [trafficOf(artifact, { sizeBytes: 1000, originBytes: 1050, originWireBytes: 1050, reasons })]
  await kit.report(one, { traffic })
  await kit.report(two, { traffic: [trafficOf(artifact, { sizeBytes: 1000, lanBytes: 1000 })] })
  const nodes = await kit.call<NodeBytes[]>('report-bytes', { by: 'node', site: 'berlin' })
  const of = (node: string) => nodes.find(row => row.node === node)
  t.like(of(one), { site: 'berlin', wanBytes: 1050, wanRatio: 1.05, controlBytes: null, savedBytes: -50 })
  t.deepEqual(of(one)!.reasons, reasons)
  t.like(of(two), { wanBytes: 0, lan: 1000, savedRatio: 1 })
  const patches = await kit.call<PatchBytes[]>('report-bytes', { by: 'patch' })
  t.like(patches[0], { patch: 'vpn', payloadBytes: 1000, wanBytes: 1050, aloneBytes: 2000 })
  const [site] = await kit.call<SiteBytes[]>('report-bytes', { schedule: 's1' })
  t.deepEqual(site!.reasons, [...reasons, { reason: 'metadata', bytes: 40 }, { reason: 'freshness', bytes: 7 }])
  t.is(
    site!.reasons.reduce((sum, { bytes }) => sum + bytes, 0),
    site!.wanBytes,
  )
  await t.throwsAsync(kit.call('report-bytes', { by: 'toString' }), { code: 'bad-argument' })
})

test("an artifact that only a seed holds is no payload, but its bytes count; another schedule's are left out", async t => {
  const { kit, artifact, submit, one } = await make()
  await submit()
  await kit.report(one, {
    traffic: [
      trafficOf(artifact, { sizeBytes: 1000, originBytes: 1000, originWireBytes: 1050, needed: false }),
      trafficOf('cd'.repeat(32), { sizeBytes: 5, originBytes: 5, originWireBytes: 6 }),
    ],
  })
  const [of] = await kit.call<SiteBytes[]>('report-bytes', { schedule: 's1' })
  t.like(of, { site: 'berlin', payloadBytes: 0, wanBytes: 1050, wanRatio: null })
  const [all] = await kit.call<SiteBytes[]>('report-bytes')
  t.like(all, { payloadBytes: 5, wanBytes: 1056 })
})

test('a refused schedule starts no span', async t => {
  const { fleet, kit } = await make()
  const forged = await fleet.schedule('s9', [{ patch: 'vpn', manifest: sha256(Buffer.from('x')) }])
  const wrong = await fleet.sign('schedule', forged.body, fleet.keys.release)
  await t.throwsAsync(kit.call('proposal-submit', { envelope: Buffer.from(wrong.bytes).toString('base64') }), {
    code: 'bad-signature',
  })
  t.deepEqual(await kit.meter.spans(), [])
})

test('control bytes go on adding up when the coordinator restarts', async t => {
  const tables = { sums: memoryTable<number>(), spans: memoryTable<WanSpan>() }
  let counter = 100
  const first = createWanMeter({ ...tables, controlBytes: () => counter })
  await first.prepareHandOver('s1', ['berlin'])()
  counter = 150
  await first.reported('berlin', ['s1'])
  const second = createWanMeter({ ...tables, controlBytes: () => 30 })
  await second.reported('berlin', ['s1'])
  t.deepEqual(await second.spans(), [{ schedule: 's1', site: 'berlin', start: 100, end: 180 }])
})

test('a hand-over counts from when it was prepared, not from when it was kept', async t => {
  let counter = 10
  const meter = createWanMeter({ sums: memoryTable(), spans: memoryTable(), controlBytes: () => counter })
  const keep = meter.prepareHandOver('s1', ['berlin'])
  counter = 50
  await keep()
  await meter.reported('berlin', ['s1'])
  t.like((await meter.spans())[0], { start: 10, end: 50 })
})

test('overlapping spans count once', t => {
  const span = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
  fc.assert(
    fc.property(fc.array(span), spans => {
      const points = new Set(
        spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i)),
      )
      return spannedBytes(spans) === points.size
    }),
  )
  t.pass()
})
