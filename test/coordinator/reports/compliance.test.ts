import test from 'ava'
import fc from 'fast-check'
import { type ComplianceRow, complianceRows, missingRows } from '../../../coordinator/reports/compliance.ts'
import type { FleetView } from '../../../coordinator/reports/fleet-view.ts'
import { gatherView } from '../../../coordinator/reports/gather-view.ts'
import { limits } from '../../../core/limits.ts'
import { recallSubject } from '../../../core/recall.ts'
import { type PatchState, patchStates } from '../../../core/report.ts'
import { memberMark } from '../../../core/schedule.ts'
import type { Signed } from '../../../core/verify.ts'
import { makeCoordinator, outcomeOf } from '../../kit/coordinator-kit.ts'
import { makeFleet } from '../../kit/fleet.ts'

const now = Date.parse('2026-11-23T08:00:00Z')

async function make() {
  const fleet = await makeFleet({ sites: { berlin: 2, paris: 1 }, now })
  const kit = await makeCoordinator(fleet, now)
  const patch = await fleet.manifest('vpn', undefined, { cves: ['CVE-2026-1234'] })
  await kit.put(await fleet.roster('berlin'), await fleet.roster('paris'), patch)
  const order = (id: string, more: Parameters<typeof fleet.schedule>[2] = {}) =>
    fleet.schedule(id, [{ patch: 'vpn', manifest: patch.digest }], more)
  const [one, two] = fleet.nodes.berlin!.map(node => node.node) as [string, string]
  const three = fleet.nodes.paris![0]!.node
  return { fleet, kit, patch, order, one, two, three }
}

test('each target has a row, and who said nothing is unknown', async t => {
  const { kit, patch, order, one, two, three } = await make()
  await kit.put(await order('s1'))
  await kit.report(one, { outcomes: [outcomeOf(patch)] })
  await kit.report(two, { outcomes: [outcomeOf(patch, { state: 'failed', reason: 'no-space' })] })
  const rows = await kit.call<ComplianceRow[]>('report-compliance')
  t.deepEqual(
    rows.map(({ node, site, state, reason, compliant, cves }) => ({ node, site, state, reason, compliant, cves })),
    [
      { node: one, site: 'berlin', state: 'installed', reason: '', compliant: true, cves: ['CVE-2026-1234'] },
      { node: two, site: 'berlin', state: 'failed', reason: 'no-space', compliant: false, cves: ['CVE-2026-1234'] },
      {
        node: three,
        site: 'paris',
        state: 'unknown',
        reason: 'not-reported',
        compliant: false,
        cves: ['CVE-2026-1234'],
      },
    ],
  )
  t.is((await kit.call<ComplianceRow[]>('report-missing')).length, 2)
  t.deepEqual(
    (await kit.call<ComplianceRow[]>('report-missing', { site: 'paris' })).map(row => row.node),
    [three],
  )
})

test('what was reported for another manifest of the patch does not count', async t => {
  const { fleet, kit, order, one } = await make()
  const other = await fleet.manifest('vpn', Buffer.from('other bytes'))
  await kit.put(await order('s1'))
  await kit.report(one, { outcomes: [outcomeOf(other)] })
  const [row] = await kit.call<ComplianceRow[]>('report-compliance', { node: one })
  t.like(row, { state: 'unknown', reason: 'not-reported' })
})

test('a node that has been silent for long is stale and not compliant, whatever it said', async t => {
  const { kit, patch, order, one } = await make()
  await kit.put(await order('s1'))
  await kit.report(one, { outcomes: [outcomeOf(patch)] })
  await kit.clock.advance(limits.staleMs)
  t.like((await kit.call<ComplianceRow[]>('report-compliance', { node: one }))[0], { stale: false, compliant: true })
  await kit.clock.advance(1000)
  t.like((await kit.call<ComplianceRow[]>('report-compliance', { node: one }))[0], {
    state: 'installed',
    stale: true,
    compliant: false,
  })
})

test('a patch ordered twice has one row a node, of the later schedule', async t => {
  const { kit, order } = await make()
  await kit.put(await order('a-later', { header: { issuedAt: now / 1000 + 5 } }), await order('z-earlier'))
  const rows = await kit.call<ComplianceRow[]>('report-compliance')
  t.is(rows.length, 3)
  t.true(rows.every(row => row.schedule === 'a-later'))
  t.is((await kit.call<ComplianceRow[]>('report-compliance', { schedule: 'z-earlier' })).length, 3)
})

test('a node that a schedule names and no roster has is shown, not forgotten', async t => {
  const { fleet, kit, order } = await make()
  const gone = fleet.coordinator.node
  const targets = {
    all: false,
    sites: [],
    groups: [],
    nodes: [gone],
    rosters: [],
    includesLaterMembers: true,
    members: [],
  }
  await kit.put(await order('s1', { targets }))
  t.like((await kit.call<ComplianceRow[]>('report-compliance'))[0], {
    node: gone,
    state: 'unknown',
    reason: 'not-a-member',
  })
})

test('a filter that names nothing known is an error, not an empty report', async t => {
  const { kit, order } = await make()
  await kit.put(await order('s1'))
  for (const filter of [{ site: 'berln' }, { schedule: 's2' }, { patch: 'vpm' }, { node: 'pc' }])
    await t.throwsAsync(kit.call('report-compliance', filter), { code: 'not-found' }, JSON.stringify(filter))
})

const states = fc.array(fc.option(fc.constantFrom(...patchStates), { nil: undefined }), { minLength: 3, maxLength: 3 })
const silentForMs = fc.nat(2 * limits.staleMs)

test('every target has exactly one row, and unknown, stale or silent nodes never look compliant', async t => {
  const { fleet, kit, patch, order } = await make()
  await kit.put(await order('s1'))
  const view = await gatherView(kit)
  const nodes = [...fleet.nodes.berlin!, ...fleet.nodes.paris!].map(node => node.node)
  const property = fc.property(states, silentForMs, (said, ms) => {
    const rows = complianceRows(viewWith(view, { nodes, said, ms, patch: patch as never }))
    if (rows.length !== nodes.length || new Set(rows.map(row => row.node)).size !== nodes.length) return false
    return rows.every(row => {
      const state = said[nodes.indexOf(row.node)]
      const mayComply = ['installed', 'not-applicable', 'superseded'].includes(state ?? '') && ms <= limits.staleMs
      return row.state === (state ?? 'unknown') && row.compliant === mayComply
    })
  })
  t.notThrows(() => fc.assert(property))
})

test('missing is what compliance leaves over, but for what the admins declined', async t => {
  const { fleet, kit, patch, order } = await make()
  await kit.put(await order('s1'))
  const view = await gatherView(kit)
  const nodes = [...fleet.nodes.berlin!, ...fleet.nodes.paris!].map(node => node.node)
  const property = fc.property(states, silentForMs, (said, ms) => {
    const asked = viewWith(view, { nodes, said, ms, patch: patch as never })
    const left = complianceRows(asked).filter(row => !row.compliant && row.state !== 'declined')
    return JSON.stringify(missingRows(asked)) === JSON.stringify(left)
  })
  t.notThrows(() => fc.assert(property))
})

function viewWith(
  view: FleetView,
  {
    nodes,
    said,
    ms,
    patch,
  }: { nodes: string[]; said: (PatchState | undefined)[]; ms: number; patch: Signed<'manifest'> },
): FleetView {
  const lastReport = Math.floor(now / 1000)
  const heard = nodes.filter((_, index) => said[index])
  return {
    ...view,
    now: now + ms,
    records: {
      nodes: new Map(
        heard.map(
          node =>
            [
              node,
              {
                node,
                site: 'berlin',
                version: 1,
                lastReport,
                agentVersion: '',
                alarms: [],
                saysStale: false,
                heard: { digest: '', boot: 1, formerBoots: [] },
              },
            ] as const,
        ),
      ),
      outcomes: new Map(heard.map(node => [node, [outcomeOf(patch, { state: said[nodes.indexOf(node)]! })]] as const)),
      traffic: new Map(),
    },
  }
}

test('who joins the targets after a schedule was signed is told as such, unless another schedule orders it there', async t => {
  const { fleet, kit, patch, order, one, two, three } = await make()
  const targets = { all: true, sites: [], groups: [], nodes: [], rosters: [], includesLaterMembers: false }
  await kit.put(await order('s1', { targets: { ...targets, members: [memberMark(one), memberMark(three)].sort() } }))
  const rows = async () => await kit.call<ComplianceRow[]>('report-compliance', { site: 'berlin' })
  t.like(
    (await rows()).find(({ node }) => node === two),
    { state: 'unknown', reason: 'target-added-later', compliant: false },
  )
  const [row] = await kit.call<{ nodes: number; addedLater: number }[]>('schedule-list')
  t.like(row, { nodes: 2, addedLater: 1 })
  const one2 = { ...targets, all: false, nodes: [two], members: [memberMark(two)] }
  await kit.put(await fleet.schedule('s2', [{ patch: 'vpn', manifest: patch.digest }], { targets: one2 }))
  t.like(
    (await rows()).find(({ node }) => node === two),
    { schedule: 's2', reason: 'not-reported' },
  )
})

test('a recalled machine is no target and is marked; a paused and a recalled schedule say so', async t => {
  const { fleet, kit, order, one } = await make()
  await kit.put(await order('s1'), await fleet.pause('s1'))
  const state = async () => (await kit.call<{ state: string }[]>('schedule-list'))[0]!.state
  t.is(await state(), 'paused')
  const entry = { recalledAt: 1, expiresAt: 0 }
  const [member, schedule] = [recallSubject('member', one)!, recallSubject('schedule', 's1')!]
  await kit.put(
    await fleet.recall([
      { type: 'member', subject: member, ...entry },
      { type: 'schedule', subject: schedule, ...entry },
    ]),
  )
  t.is(await state(), 'recalled')
  t.is((await kit.call<ComplianceRow[]>('report-compliance')).length, 2)
  const nodes = await kit.call<{ node: string; recalled: boolean }[]>('node-list')
  t.deepEqual(
    nodes.filter(({ recalled }) => recalled).map(({ node }) => node),
    [one],
  )
})
