import test from 'ava'
import fc from 'fast-check'
import { planSchedule, type ScheduleTerms, type VerifiedParts } from '../../../coordinator/schedule/plan-schedule.ts'
import { CodedError } from '../../../core/errors.ts'
import { keySubject } from '../../../core/recall.ts'
import { encodeSchedule, isTarget, memberMark, parseSchedule } from '../../../core/schedule.ts'
import { type Signed, verifyObject } from '../../../core/verify.ts'
import { parseWindowText } from '../../../core/window.ts'
import { type Fleet, type Made, makeFleet } from '../../kit/fleet.ts'

const now = Date.parse('2026-11-23T08:00:00Z') // a Monday
const hour = 3_600_000

const check = <K extends 'manifest' | 'approval' | 'roster'>(fleet: Fleet, { bytes, head }: Made<K>) =>
  verifyObject(bytes, { anchor: fleet.anchor, now, allowed: [head.kind as K] }) as Signed<K>

async function make() {
  const fleet = await makeFleet({ sites: { berlin: 3, paris: 2 }, now })
  const manifest = await fleet.manifest('vpn', Buffer.alloc(5000), { cves: ['CVE-2026-1111'] })
  const berlin = await fleet.roster('berlin')
  const [first, ...others] = berlin.body.members
  const grouped = await fleet.roster('berlin', { members: [{ ...first!, groups: ['web'] }, ...others] })
  const parts: VerifiedParts = {
    anchor: fleet.anchor,
    patches: [
      { manifest: check(fleet, manifest), approval: check(fleet, await fleet.approval('vpn', [manifest.digest])) },
    ],
    rosters: [check(fleet, grouped), check(fleet, await fleet.roster('paris'))],
    protection: { protectedGroups: [], groups: [] },
    recall: undefined,
  }
  const terms: ScheduleTerms = {
    id: 's1',
    selection: { all: true, sites: [], groups: [], nodes: [] },
    includeLater: false,
    startMs: now,
    window: undefined,
    deadlineMs: 0,
    reboot: 'never',
    priority: 50,
    emergency: false,
  }
  const plan = (more: Partial<ScheduleTerms> = {}, change: Partial<VerifiedParts> = {}) =>
    planSchedule({ ...terms, ...more }, { ...parts, ...change }, { now, localZone: 'Asia/Tokyo', needed: [] })
  return { fleet, manifest, parts, terms, plan }
}

test('the plan names patches with their CVEs and sizes, nodes by site, and dates', async t => {
  const { parts, terms, manifest } = await make()
  const window = parseWindowText('Sat 22:00 PT6H Europe/Berlin')
  const { planned } = planSchedule({ ...terms, window, deadlineMs: now + 14 * 24 * hour }, parts, {
    now,
    localZone: 'UTC',
    needed: [{ site: 'berlin', bytes: 5000 }],
  })
  t.like(planned, {
    id: 's1',
    nodes: 5,
    outOfScope: 0,
    startAt: '2026-11-23T08:00:00.000Z',
    window: 'Sat 22:00 PT6H Europe/Berlin',
    firstInstall: '2026-11-28T21:00:00.000Z',
    firstInstallEnds: '2026-11-29T03:00:00.000Z',
    deadline: '2026-12-07T08:00:00.000Z',
  })
  t.like(planned.patches[0], { patch: 'vpn', sizeBytes: 5000, cves: ['CVE-2026-1111'], manifest: manifest.digest })
  t.deepEqual(planned.sites, [
    { site: 'berlin', nodes: 3, bytes: 5000 },
    { site: 'paris', nodes: 2, bytes: null },
  ])
})

test('a window that is open at the start begins with the start', async t => {
  const { plan } = await make()
  t.is(plan({ window: parseWindowText('daily 05:00 PT6H UTC') }).planned.firstInstall, new Date(now).toISOString())
  const local = plan({ window: parseWindowText('daily 22:00 PT1H local') }).planned
  t.is(local.firstInstall, '2026-11-23T13:00:00.000Z')
})

test('the schedule it composes means exactly the planned nodes, and survives the wire', async t => {
  const { fleet, plan, parts } = await make()
  const nodes = Object.values(fleet.nodes).flatMap(list => list.map(({ node }) => node))
  const names = fc.record({
    sites: fc.subarray(['berlin', 'paris']),
    groups: fc.subarray(['web']),
    nodes: fc.subarray(nodes),
  })
  const property = fc.property(names, selection => {
    fc.pre(selection.sites.length + selection.groups.length + selection.nodes.length > 0)
    const { schedule, planned } = plan({ selection: { all: false, ...selection } })
    const { targets } = parseSchedule(encodeSchedule(schedule))
    const meant = parts.rosters.flatMap(({ body, header }) =>
      body.members.filter(member => isTarget(targets, { ...member, site: header.name })),
    )
    const later = isTarget(targets, { node: 'new', site: 'berlin', class: 'wired', groups: ['web'] })
    return meant.length === planned.nodes && !later && planned.nodes > 0
  })
  t.notThrows(() => fc.assert(property))
})

test('machines that join later are meant only when that is asked for', async t => {
  const { plan } = await make()
  const { schedule } = plan({ includeLater: true })
  t.true(isTarget(schedule.targets, { node: 'new', site: 'berlin', class: 'wired', groups: [] }))
})

test('nodes outside the scope of an approval are counted', async t => {
  const { fleet, manifest, plan, parts } = await make()
  const scoped = await fleet.approval('vpn', [manifest.digest], { scope: { sites: ['paris'], groups: ['web'] } })
  const patches = [{ ...parts.patches[0]!, approval: check(fleet, scoped) }]
  t.is(plan({}, { patches }).planned.outOfScope, 2)
})

test('an approval that declines, names another manifest, is of another patch or ends too early is none', async t => {
  const { fleet, manifest, plan, parts } = await make()
  const approvals = [
    await fleet.approval('vpn', [manifest.digest], { decision: 'decline' }),
    await fleet.approval('vpn', ['ab'.repeat(32)]),
    await fleet.approval('other', [manifest.digest]),
    await fleet.approval('vpn', [manifest.digest], { header: { notAfter: now / 1000 + 60 } }),
  ]
  for (const approval of approvals) {
    const patches = [{ ...parts.patches[0]!, approval: check(fleet, approval) }]
    t.throws(() => plan({ startMs: now + hour }, { patches }), { code: 'wrong-state' })
  }
})

test('impossible times are refused with the option that is wrong', async t => {
  const { plan } = await make()
  const window = parseWindowText('Sat 22:00 PT6H UTC')
  const cases: [Partial<ScheduleTerms>, RegExp][] = [
    [{ startMs: now - hour }, /--start .* in the past/],
    [{ startMs: now + 400 * 24 * hour }, /--start .* more than a year/],
    [{ deadlineMs: now - 1 }, /--deadline/],
    [{ startMs: now + hour, deadlineMs: now + hour }, /--deadline/],
    [{ window, deadlineMs: now + 24 * hour }, /--window .* not before the deadline/],
    [{ window: { ...window, start: 'Nev 25:00' } }, /--window .* never opens/],
  ]
  for (const [terms, message] of cases) t.throws(() => plan(terms), { code: 'bad-argument', message }, String(message))
  t.notThrows(() => plan({ startMs: now - 30_000 }))
})

test('unknown sites, groups and nodes are refused, also beside known ones', async t => {
  const { fleet, plan } = await make()
  const none = { all: false, sites: [], groups: [], nodes: [] }
  const cases = [
    { ...none, sites: ['berlin', 'rome'] },
    { ...none, groups: ['web', 'db'] },
    { ...none, nodes: ['12D3KooWnobody'] },
  ]
  for (const selection of cases) {
    const error = t.throws<CodedError>(() => plan({ selection }), { instanceOf: CodedError })
    t.is(error?.code, 'not-found')
  }
  t.throws(() => plan({}, { rosters: [] }), { code: 'not-found' })
  const { body } = await fleet.roster('paris')
  const seeds = await fleet.roster('paris', { members: body.members.map(member => ({ ...member, class: 'seed' })) })
  t.throws(() => plan({}, { rosters: [check(fleet, seeds)] }), { code: 'not-found', message: /a seed/ })
})

test('an emergency schedule ends within 72 hours, and starts and is done by then', async t => {
  const { plan } = await make()
  const { schedule, planned } = plan({ emergency: true, deadlineMs: now + 71 * hour })
  t.true(schedule.emergency)
  t.is(schedule.header.notAfter - schedule.header.issuedAt, 72 * 3600)
  t.true(planned.emergency)
  const late = [
    { deadlineMs: now + 73 * hour },
    { startMs: now + 72 * hour },
    { window: parseWindowText('Sat 22:00 PT6H Europe/Berlin') }, // more than four days ahead
  ]
  for (const more of late) t.throws(() => plan({ emergency: true, ...more }), { code: 'bad-argument' })
})

test('protected groups are as the admins signed them, and recalled members are no targets', async t => {
  const { fleet, plan } = await make()
  const [first, second] = fleet.nodes.berlin!
  const group = await fleet.group('web', [second!.node])
  const protection = { protectedGroups: ['web'], groups: [group.body] }
  const selection = { all: false, sites: [], groups: ['web'], nodes: [] }
  t.deepEqual(plan({ selection }).schedule.targets.members, [memberMark(first!.node)])
  t.deepEqual(plan({ selection }, { protection }).schedule.targets.members, [memberMark(second!.node)])
  const entry = { type: 'member', subject: keySubject(first!.publicKey), recalledAt: 1, expiresAt: 0 } as const
  const made = await fleet.recall([entry])
  const recall = verifyObject(made.bytes, { anchor: fleet.anchor, now, allowed: ['recall'] })
  t.is(plan().planned.nodes, 5)
  t.is(plan({}, { recall }).planned.nodes, 4)
})
