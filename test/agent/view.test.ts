// What an agent shows of itself, and how it looks.

import test from 'ava'
import { renderPatches, renderStatus } from '../../agent/commands/render-status.ts'
import { renderWhy } from '../../agent/commands/why.ts'
import { readAgent } from '../../agent/metrics.ts'
import { whyNoMember } from '../../agent/own-roster.ts'
import { type PlanInput, plan } from '../../agent/plan/plan.ts'
import type { SwarmStatus } from '../../agent/swarm/swarm-view.ts'
import type { TrafficTotals } from '../../agent/swarm/traffic.ts'
import { doingOf, type StatusView, viewAlarm, viewPatch, viewPeers, viewTransfers, viewWhy } from '../../agent/view.ts'
import { lanWasteWords } from '../../core/reasons.ts'
import type { Traffic } from '../../core/report.ts'
import { artifact, header, hour, input, installed, manifest, noon, schedule, seconds } from './plan/fixtures/orders.ts'

const file = artifact('app.bin')
const traffic = (changes: Partial<Traffic> = {}): Traffic => ({
  artifact: file.digest,
  sizeBytes: 1000,
  localBytes: 0,
  lanBytes: 600,
  seedBytes: 0,
  originBytes: 400,
  originWireBytes: 450,
  needed: true,
  reasons: [{ reason: 'first-copy', bytes: 400 }],
  lanWasted: [{ reason: 'came-twice', bytes: 100 }],
  ...changes,
})
const sources = { manifest: () => manifest('app'), haveBytes: () => 250, traffic: [traffic()] }
const viewsOf = (given: PlanInput) => plan(given).patches.map(each => viewPatch(each, sources))

const status: StatusView = {
  node: '12D3KooWExample',
  hostName: 'pc-017',
  fleet: 'ab'.repeat(32),
  fleetName: 'acme',
  rootVersion: 1,
  site: 'berlin',
  class: 'wired',
  notAMember: null,
  groups: ['desktops'],
  agentVersion: '0.1.0',
  startedAt: new Date(noon).toISOString(),
  addresses: ['/ip4/10.0.0.7/tcp/7433'],
  coordinator: { connected: false, lastSeen: new Date(noon - 5 * 60_000).toISOString() },
  stale: false,
  alarms: [],
  peers: { connected: 4, members: 7 },
  place: { kind: 'home', words: 'at its site', waitsUntil: null, rateBytesPerSecond: null },
  doing: 'fetching',
  transfers: [
    {
      artifact: file.digest,
      fileName: 'app.bin',
      sizeBytes: 1000,
      haveBytes: 400,
      bytes: { local: 0, lan: 300, seed: 0, origin: 100 },
      needed: true,
    },
  ],
  rateBytesPerSecond: { local: 0, lan: 300, seed: 0, origin: 100 },
  patches: viewsOf(input([schedule('s1', ['app'], { startAt: seconds(noon + hour) })], { isHeld: () => false })),
  reports: { pending: 2, acknowledgedAt: null, problem: 'not reachable' },
  scannedAt: new Date(noon - 1000).toISOString(),
  store: { usedBytes: 1024, quotaBytes: 1024 ** 3 },
  fetching: { closed: null, words: '', until: null, budgetBytesPerSecond: null },
  pinned: [],
}
const screen = { width: 100, colour: false, now: noon, zone: 'UTC' }

test('the status screen says who, where, whom it sees, what it does and what waits for what', t => {
  const text = renderStatus(status, screen)
  for (const part of [
    'pc-017  12D3KooWExample',
    'berlin, fleet acme, wired, groups desktops',
    'last heard 5 min ago',
    '4 connected of 7 other members',
    'fetching 1 file at 400 B/s (lan 300 B/s, origin 100 B/s)',
    '2 waiting, last delivered never (not reachable)',
    '[########------------]  40 %  400 B of 1 KiB  app.bin  from lan 300 B, origin 100 B',
    'its files, then 2026-11-22 13:00:00 UTC (in 1 h)',
  ])
    t.true(text.includes(part), `${part}\nin\n${text}`)
})

test('the line of a patch whose files do not come says why, not that files are awaited', t => {
  const [patch] = viewsOf(input([schedule('s1', ['app'])], { isHeld: () => false }))
  const heldUp = {
    ...patch!,
    state: 'fetching',
    reason: 'source-failed',
    detail: 'vendor.example: gone, status 404',
  } as const
  for (const [detail, words] of [
    [heldUp.detail, /vendor\.example: gone, status 404/],
    ['', /no source outside gives it now/],
  ] as const)
    t.regex(renderStatus({ ...status, patches: [{ ...heldUp, detail }] }, { ...screen, width: 160 }), words)
})

test('a node without membership, or with old knowledge, says so', t => {
  const word = { isRecalled: false, isDropped: true, refusal: '' }
  const none = { class: null, notAMember: whyNoMember(word), stale: true, patches: [], transfers: [] }
  const text = renderStatus({ ...status, ...none, doing: 'idle' }, screen)
  t.regex(text, /NO MEMBER: the roster of its site does not name this node: .* ask an admin/)
  t.regex(whyNoMember({ ...word, isRecalled: true })!, /withdrawn this machine.* with a new key/)
  t.is(whyNoMember({ ...word, isDropped: false }), null)
  t.regex(text, /what is current is not known/)
  t.regex(text, /nothing to do/)
  t.regex(text, /No patch is ordered/)
})

test('an alarm stands above everything else, in words', t => {
  const alarm = { subject: 'local clock', firstAt: noon / 1000 - 7200, lastAt: noon / 1000, count: 3 }
  const alarms = [viewAlarm({ ...alarm, code: 'clock-wrong', detail: '3 h ahead' })]
  const text = renderStatus({ ...status, alarms }, screen)
  t.regex(text, /ALARM clock-wrong: the clock of the machine differs .*\n +local clock: 3 h ahead \(2 h ago, 3 times\)/)
  t.is(viewAlarm({ ...alarm, code: 'constructor', detail: '' }).words, 'constructor')
})

test('a waiting patch tells its reason and until when, an overdue one that it is', t => {
  const window = { start: 'daily 22:00', duration: 'PT2H', zone: 'UTC' }
  const views = viewsOf(input([schedule('s1', ['app'], { window, deadline: seconds(noon - hour) })]))
  const text = renderPatches(views, { ...screen, width: 200 })
  t.regex(text, /OVERDUE; the next window has not opened: 2026-11-22 22:00:00 UTC \(in 10 h\)/)
})

test('why sums the bytes by source and says why they crossed the WAN', t => {
  const { patches } = plan(input([schedule('s1', ['app'])], { assessment: () => installed }))
  const why = viewWhy('app', patches, sources)!
  t.deepEqual([why.id, why.state, why.reason], ['app', 'installed', ''])
  t.deepEqual(why.bytes, { local: 0, lan: 600, seed: 0, origin: 400 })
  t.deepEqual(why.wan, [{ reason: 'first-copy', words: 'nobody in the office had it', bytes: 400 }])
  t.deepEqual(why.lanWasted, [{ reason: 'came-twice', words: lanWasteWords('came-twice'), bytes: 100 }])
  t.regex(
    renderWhy(why),
    /crossed the WAN: nobody in the office had it\n {2}100 B from neighbours were of no use: they were here already/,
  )
  t.is(why.artifacts[0]!.fileName, 'app.bin')
  t.is(viewWhy('other', patches, sources), undefined)
})

test('a scraper is told the same, with the reasons that occurred', t => {
  const swarm: SwarmStatus = {
    role: 'bystander',
    sourceWaitUntil: 0,
    place: 'home',
    ownRateBytesPerSecond: null,
    ownStartAt: 0,
    closed: undefined,
    neighbours: 2,
    uploadedBytes: 7,
    artifacts: [],
  }
  const totals: TrafficTotals = {
    ...{ local: 1, lan: 2, seed: 3, origin: 4, originWire: 6 },
    reasons: new Map([['first-copy', 4]]),
    lanWasted: new Map([['came-twice', 2]]),
  }
  const told = readAgent({ status, swarm, totals })
  t.deepEqual(told.patchmesh_agent_lan_wasted_bytes_total, [{ labels: { reason: 'came-twice' }, value: 2 }])
  t.deepEqual(told.patchmesh_agent_wan_bytes_total, [
    { labels: { reason: 'first-copy' }, value: 4 },
    { labels: { reason: 'protocol-overhead' }, value: 2 },
  ])
})

test('of several orders of one patch the one that is furthest speaks', t => {
  const expired = schedule('s1', ['app'], { header: header('schedule', 's1', seconds(noon)) })
  const { patches } = plan(input([expired, schedule('s2', ['app'])]))
  const why = viewWhy('app', patches, sources)!
  t.is(why.state, 'ready')
  t.deepEqual(
    why.orders.map(order => order.schedule),
    ['s2', 's1'],
  )
})

test('transfers are what is wanted and not whole', t => {
  const wanted = {
    artifact: file.digest,
    sizeBytes: 1000,
    hashes: [],
    sources: [],
    priority: 0,
    deadline: 0,
    needed: true,
  }
  const fileName = () => 'app.bin'
  t.is(viewTransfers([wanted], { ...sources, fileName }).length, 1)
  t.is(viewTransfers([wanted], { ...sources, fileName, haveBytes: () => 1000 }).length, 0)
  t.is(doingOf([], viewTransfers([wanted], { ...sources, fileName })), 'fetching')
  t.is(doingOf([], []), 'idle')
})

test('peers are the other members, connected ones first', t => {
  const member = (node: string) => ({ node, class: 'wired' as const, groups: [], hostName: node, sinceVersion: 1 })
  const roster = { header: header('roster', 'berlin'), prefixes: [], members: ['a', 'b', 'me'].map(member) }
  const address = (node: string) => (node === 'b' ? '10.0.0.2' : undefined)
  const peers = viewPeers(roster, { self: 'me', address, swarm: [], fault: () => undefined })
  t.deepEqual(
    peers.map(peer => [peer.node, peer.connected, peer.address]),
    [
      ['b', true, '10.0.0.2'],
      ['a', false, null],
    ],
  )
})

test('a peer shows what the swarm knows of its conduct', t => {
  const roster = {
    header: header('roster', 'berlin'),
    prefixes: [],
    members: [{ node: 'a', class: 'wired' as const, groups: [], hostName: 'a', sinceVersion: 1 }],
  }
  const told = {
    node: 'a',
    class: 'wired' as const,
    isNeighbour: true,
    heardMsAgo: 10,
    isLive: true,
    doing: 'fetching',
  }
  const swarm = [{ ...told, leasedPieces: 4, goodPieces: 7, badPieces: 2, heldBack: 'bad-pieces' }]
  const fault = (node: string) => (node === 'a' ? { found: 'it speaks 999', at: 1_800_000_000_000 } : undefined)
  const [peer] = viewPeers(roster, { self: 'me', address: () => undefined, swarm, fault })
  t.like(peer, { fault: 'it speaks 999', faultAt: '2027-01-15T08:00:00.000Z' })
  t.like(peer, { doing: 'fetching', leasedPieces: 4, goodPieces: 7, badPieces: 2, heldBack: 'bad-pieces' })
})
