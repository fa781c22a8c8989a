// Reports leave soon, are repeated until acknowledged, and survive restarts and failures of either side. Long: all share one setting.

import type { Stream } from '@libp2p/interface'
import { streamPair } from '@libp2p/utils'
import test from 'ava'
import { ReportBook, type ReportTables } from '../../../agent/report/report-book.ts'
import { createReporter } from '../../../agent/report/reporter.ts'
import { reportFrameLimits } from '../../../agent/report/send-reports.ts'
import { createKeyPair } from '../../../core/ed25519.ts'
import { exchangeHello, FrameStream } from '../../../core/frames.ts'
import { limits, MINUTE_MS } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import { nodeIdOf } from '../../../core/node-id.ts'
import { type Outcome, type Report, type Traffic, unpackInventory } from '../../../core/report.ts'
import { verifyReport } from '../../../core/verify.ts'
import { boxKeyPair, openSealed } from '../../../keys/box.ts'
import { keySigner } from '../../../keys/sign.ts'
import { manualClock } from '../../kit/manual-clock.ts'
import { memoryTable } from '../../kit/memory-table.ts'

const fleet = 'ab'.repeat(32)
const start = Date.UTC(2026, 10, 22)
const pair = createKeyPair(Buffer.alloc(32, 7))
const node = nodeIdOf(pair.publicKey)
const box = boxKeyPair(createKeyPair(Buffer.alloc(32, 8)).secretKey)

const outcome = (patch: string, state: Outcome['state'] = 'fetching', at = 1): Outcome => ({
  schedule: 's1',
  patch,
  manifest: 'cd'.repeat(32),
  state,
  reason: state === 'installed' ? '' : state,
  detail: '',
  at,
})
const traffic = (lanBytes: number): Traffic => ({
  artifact: 'ef'.repeat(32),
  sizeBytes: 100,
  localBytes: 0,
  lanBytes,
  seedBytes: 0,
  originBytes: 0,
  originWireBytes: 0,
  needed: true,
  reasons: [],
  lanWasted: [],
})
const inventory = (collectedAt: number) => ({
  hostName: 'pc',
  osId: 'debian',
  osVersion: '12',
  osCodename: 'bookworm',
  osName: 'Debian',
  kernel: '6.1',
  architecture: 'amd64',
  addresses: [],
  packages: [],
  hardware: { vendor: '', model: '', cpu: '', cores: 2, memoryBytes: 1, diskBytes: 1 },
  collectedAt,
})

interface Behaviour {
  reachable: boolean
  /** Says with each answer that it knows nothing of the node from before. */
  forgets: boolean
  answer: (report: Report) => { refused: string } | 'silent-close' | undefined
}

function tables(): ReportTables {
  return { outcomes: memoryTable(), traffic: memoryTable(), meta: memoryTable() }
}

/** A reporter on a manual clock and a coordinator at the other end of in-memory streams. */
async function setUp(rest: ReportTables = tables(), clock = manualClock(start)) {
  const reports: Report[] = []
  const envelopes: Uint8Array[] = []
  const behaviour: Behaviour = { reachable: true, forgets: false, answer: () => undefined }
  const health: Pick<Report, 'alarms' | 'stale'> = { alarms: [], stale: false }
  let opened = 0
  let released = 0

  async function serve(stream: Stream): Promise<void> {
    const frames = new FrameStream(stream, reportFrameLimits)
    const { signal } = new AbortController()
    await exchangeHello(frames, { fleet, site: '' }, signal)
    for (;;) {
      const bytes = await frames.receiveRaw(signal)
      envelopes.push(bytes)
      const { body } = verifyReport(bytes, { fleet })
      const answer = behaviour.answer(body)
      if (answer === 'silent-close') return stream.abort(new Error('crash'))
      if (!answer) reports.push(body)
      const { version } = body.header
      await frames.send('ReportAck', { version, refused: answer?.refused ?? '', forgot: behaviour.forgets }, signal)
    }
  }

  const reporter = createReporter({
    book: await ReportBook.open(rest),
    fleet,
    site: 'berlin',
    node,
    signer: keySigner(pair, node),
    agentVersion: '0.1.0',
    health: () => ({ ...health, boot: 1 }),
    open: async () => {
      opened++
      if (!behaviour.reachable) throw new Error('not reachable')
      const [mine, theirs] = await streamPair()
      serve(theirs).catch(() => undefined) // ends with the stream
      return { stream: mine, boxKey: box.publicKey, release: async () => void released++ }
    },
    clock,
    random: () => 0.5,
    log: silentLog,
  })
  return {
    reporter,
    reports,
    envelopes,
    behaviour,
    health,
    clock,
    rest,
    opened: () => opened,
    released: () => released,
  }
}

test('changes within the coalescing time leave together, promptly', async t => {
  const { reporter, reports, clock, opened, released } = await setUp()
  await reporter.note({ orders: [outcome('a')] })
  await reporter.note({ orders: [outcome('a'), outcome('b')], traffic: [traffic(5)] })
  t.is(reports.length, 0)
  await clock.advance(limits.reportCoalesceMs)
  t.is(reports.length, 1)
  t.deepEqual(
    reports[0]!.outcomes.map(each => each.patch),
    ['a', 'b'],
  )
  t.is(reports[0]!.traffic[0]!.lanBytes, 5)
  t.is(reporter.status().pending, 0)
  t.deepEqual([opened(), released()], [1, 1])
})

test('an alarm is told though nothing else has changed, once, and so is its end', async t => {
  const { reporter, reports, health, clock, rest } = await setUp()
  const alarm = { code: 'clock-wrong', subject: 'clock', detail: '', firstAt: 1, lastAt: 1, count: 1 }
  await reporter.note({})
  health.alarms = [alarm]
  await reporter.note({})
  await clock.advance(5000)
  t.deepEqual(reports[0]!.alarms, [alarm])
  health.alarms = [{ ...alarm, lastAt: 2, count: 2 }]
  await reporter.note({})
  await clock.advance(5000)
  t.is(reports.length, 1)
  const again = await setUp(rest, clock)
  await again.reporter.note({})
  await clock.advance(5000)
  t.deepEqual(again.reports[0]!.alarms, [])
  t.is(again.reporter.status().pending, 0)
})

test('what is unchanged is not told again, and only the newest of what changed', async t => {
  const { reporter, reports, clock } = await setUp()
  await reporter.note({ orders: [outcome('a', 'fetching', 1)] })
  await clock.advance(5000)
  await reporter.note({ orders: [outcome('a', 'fetching', 2)] })
  await clock.advance(5000)
  t.is(reports.length, 1)
  await reporter.note({ orders: [outcome('a', 'installing', 3)] })
  await reporter.note({ orders: [outcome('a', 'installed', 4)] })
  await clock.advance(5000)
  t.deepEqual(
    reports.map(report => report.outcomes[0]!.state),
    ['fetching', 'installed'],
  )
})

test('the inventory is told when its content changed, not when it was merely collected again', async t => {
  const { reporter, reports, clock } = await setUp()
  for (const [at, hostName] of [
    [1, 'pc'],
    [2, 'pc'],
    [3, 'renamed'],
  ] as const) {
    await reporter.note({ inventory: { ...inventory(at), hostName } })
    await clock.advance(5000)
  }
  t.deepEqual(
    reports.map(report => report.inventory && unpackInventory(openSealed(box, report.inventory)).hostName),
    ['pc', 'renamed'],
  )
})

test('versions rise with every report and start at the clock', async t => {
  const { reporter, reports, clock } = await setUp()
  for (const state of ['fetching', 'ready', 'installed'] as const) {
    await reporter.note({ orders: [outcome('a', state)] })
    await clock.advance(3000)
  }
  const versions = reports.map(report => report.header.version)
  t.true(versions[0]! >= start / 1000)
  t.true(versions[0]! < versions[1]! && versions[1]! < versions[2]!)
})

test('an unreachable coordinator is tried again with growing waits, and nothing is lost', async t => {
  const { reporter, reports, clock, behaviour, opened } = await setUp()
  behaviour.reachable = false
  await reporter.note({ orders: [outcome('a')] })
  await clock.advance(60_000)
  const tries = opened()
  t.true(tries >= 4 && tries <= 8, `${tries} tries in a minute`)
  t.not(reporter.status().problem, '')
  behaviour.reachable = true
  await clock.advance(limits.reportRetryMaxMs)
  t.is(reports.length, 1)
  t.is(reporter.status().problem, '')
})

test('hearing the coordinator ends a long wait', async t => {
  const { reporter, reports, clock, behaviour } = await setUp()
  behaviour.reachable = false
  await reporter.note({ orders: [outcome('a')] })
  await clock.advance(10 * 60_000)
  behaviour.reachable = true
  reporter.hurry()
  await clock.advance(1)
  t.is(reports.length, 1)
})

test('an answer that is lost makes the content travel again, under a higher version', async t => {
  const { reporter, reports, clock, behaviour } = await setUp()
  const seen: number[] = []
  behaviour.answer = report => {
    seen.push(report.header.version)
    return seen.length === 1 ? 'silent-close' : undefined
  }
  await reporter.note({ orders: [outcome('a')] })
  await clock.advance(30_000)
  t.is(reports.length, 1)
  t.true(seen[1]! > seen[0]!)
})

test('a refused report stays pending and is tried again', async t => {
  const { reporter, reports, clock, behaviour } = await setUp()
  behaviour.answer = () => ({ refused: 'not-a-member' })
  await reporter.note({ orders: [outcome('a')] })
  await clock.advance(1000)
  t.is(reporter.status().pending, 1)
  t.regex(reporter.status().problem, /not-a-member/)
  behaviour.answer = () => undefined
  await clock.advance(limits.reportRetryMaxMs)
  t.is(reports.length, 1)
})

test('what was not acknowledged is sent after a restart; what was, is not', async t => {
  const first = await setUp()
  await first.reporter.note({ orders: [outcome('a')], inventory: inventory(1) })
  await first.clock.advance(1000)
  first.behaviour.reachable = false
  await first.reporter.note({ orders: [outcome('a'), outcome('b')] })
  await first.clock.advance(1000)
  await first.reporter.close(0)

  const second = await setUp(first.rest, first.clock)
  await second.reporter.note({ orders: [outcome('a'), outcome('b')], inventory: inventory(2) })
  await second.clock.advance(1000)
  t.deepEqual(
    second.reports.map(report => report.outcomes.map(each => each.patch)),
    [['b']],
  )
  t.is(second.reports[0]!.inventory, undefined)
  t.true(second.reports[0]!.header.version > first.reports.at(-1)!.header.version)
})

test('a change while a report is under way is sent with the next one', async t => {
  const { reporter, reports, clock, behaviour } = await setUp()
  behaviour.answer = report => {
    if (report.outcomes[0]!.state === 'fetching') void reporter.note({ orders: [outcome('a', 'installed')] })
    return undefined
  }
  await reporter.note({ orders: [outcome('a', 'fetching')] })
  await clock.advance(5000)
  t.deepEqual(
    reports.map(report => report.outcomes[0]!.state),
    ['fetching', 'installed'],
  )
  t.is(reporter.status().pending, 0)
})

test('the longer news keeps coming the more of it goes in one report, and the last word of a day does not wait', async t => {
  const { reporter, reports, clock } = await setUp()
  let changes = 0
  const sentIn = async (seconds: number) => {
    const before = reports.length
    for (let second = 0; second < seconds; second++) {
      await reporter.note({ orders: [{ ...outcome('p1'), detail: `${changes++}` }] })
      await clock.advance(1000)
    }
    return reports.length - before
  }
  const first = await sentIn(8)
  t.true(first >= 6, `${first}`)
  await sentIn(72)
  const later = await sentIn(60)
  t.true(later >= 5 && later <= 8, `${later}`)
  while ((await sentIn(1)) === 0);
  t.is(await sentIn(3), 0)
  await reporter.note({ orders: [outcome('p1', 'installed')] })
  await clock.advance(limits.reportIntervalMs)
  t.is(reporter.status().pending, 0)
  await clock.advance(MINUTE_MS)
  const next = await sentIn(8)
  t.true(next >= 6, `${next}`)
})

test('more than one report carries is sent as several', async t => {
  const { reporter, reports, clock } = await setUp()
  const many = Array.from({ length: limits.reportBatch + 1 }, (_, index) => outcome(`p${index}`))
  await reporter.note({ orders: many })
  await clock.advance(2000)
  t.deepEqual(
    reports.map(report => report.outcomes.length),
    [limits.reportBatch, 1],
  )
})

const contentOf = ({ outcomes, traffic, inventory }: Report) => [
  outcomes.map(({ patch, state }) => `${patch} ${state}`),
  traffic.length,
  inventory !== undefined,
]

test('a coordinator that lost its reports is told once more everything that was acknowledged', async t => {
  const { reporter, reports, clock, behaviour } = await setUp()
  await reporter.note({ orders: [outcome('a'), outcome('b')], traffic: [traffic(5)], inventory: inventory(1) })
  await clock.advance(5000)
  behaviour.forgets = true
  await reporter.note({ orders: [outcome('a', 'installed'), outcome('b')] })
  await clock.advance(5000)
  t.deepEqual(reports.slice(1).map(contentOf), [
    [['a installed'], 0, false],
    [['b fetching'], 1, true],
  ])
  t.is(reporter.status().pending, 0)
})

test('a node without news reports every few hours, and tells everything again to who forgot, also after a restart', async t => {
  const first = await setUp()
  await first.reporter.note({ orders: [outcome('a', 'installed')], traffic: [traffic(5)], inventory: inventory(1) })
  await first.clock.advance(limits.reportAliveMs - 1)
  t.is(first.reports.length, 1)
  await first.clock.advance(limits.reportAliveMs / 2)
  t.deepEqual(first.reports.slice(1).map(contentOf), [[[], 0, false]])
  await first.reporter.close(0)
  const { reporter, reports, clock, behaviour } = await setUp(first.rest, first.clock)
  behaviour.forgets = true
  await reporter.note({ orders: [outcome('a', 'installed')], traffic: [traffic(5)], inventory: inventory(2) })
  await clock.advance(limits.reportAliveMs / 2 - 1)
  t.deepEqual(reports, [])
  await clock.advance(2)
  t.deepEqual(reports.map(contentOf), [
    [[], 0, false],
    [['a installed'], 1, true],
  ])
})

test('a node that hears otherwise that the coordinator forgot it reports everything at once, though it has no news', async t => {
  const { reporter, reports, clock } = await setUp()
  await reporter.note({ orders: [outcome('a', 'installed')], traffic: [traffic(5)], inventory: inventory(1) })
  await clock.advance(MINUTE_MS)
  t.is(reports.length, 1)
  await reporter.tellAgain()
  await reporter.tellAgain()
  await clock.advance(MINUTE_MS)
  t.deepEqual(reports.slice(1).map(contentOf), [[['a installed'], 1, true]])
})

test('a coordinator that says each time that it forgot is told everything again once in a while', async t => {
  const { reporter, reports, clock, behaviour } = await setUp()
  await reporter.note({ orders: [outcome('a'), outcome('b')] })
  await clock.advance(5000)
  behaviour.forgets = true
  for (const state of ['ready', 'installing', 'installed'] as const) {
    await reporter.note({ orders: [outcome('a', state), outcome('b')] })
    await clock.advance(5000)
  }
  t.deepEqual(
    reports.slice(1).map(report => report.outcomes.map(({ patch }) => patch)),
    [['a'], ['b'], ['a'], ['a']],
  )
  await clock.advance(limits.reportAgainMs)
  await reporter.note({ orders: [outcome('a', 'missing'), outcome('b')] })
  await clock.advance(5000)
  t.is(reports.length, 7)
})

test('closing sends what is pending first', async t => {
  const { reporter, reports } = await setUp()
  await reporter.note({ orders: [outcome('a', 'installed')] })
  await reporter.close(1000)
  t.is(reports.length, 1)
})

test('the book forgets acknowledged entries before it outgrows its limit', async t => {
  const rest = tables()
  const book = await ReportBook.open(rest)
  const many = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => outcome(`p${from + index}`, 'installed'))
  await book.noteOutcomes(many(0, limits.reportEntries))
  for (let batch = book.nextBatch(); batch; batch = book.nextBatch()) await book.acknowledge(batch)
  await book.noteOutcomes(many(limits.reportEntries, 10))
  t.is(book.pending, 10)
  t.is((rest.outcomes as ReturnType<typeof memoryTable>).values.size, limits.reportEntries)
})

test('an order that vanished under way is told to have ended; one that was carried out stays as it was', async t => {
  const { reporter, reports, clock } = await setUp()
  await reporter.note({ orders: [outcome('a', 'waiting'), outcome('b', 'installed')] })
  await clock.advance(2000)
  await reporter.note({ orders: [] })
  await clock.advance(2000)
  t.deepEqual(
    reports[1]!.outcomes.map(each => [each.patch, each.state, each.reason]),
    [['a', 'missing', 'no-longer-ordered']],
  )
  await reporter.note({ orders: [] })
  await clock.advance(2000)
  t.is(reports.length, 2)
})

test('nothing of an inventory can be read from the bytes of its report', async t => {
  const { reporter, envelopes, clock } = await setUp()
  const secret = {
    package: 'libsecret-of-acme',
    version: '1.0-acme7',
    architecture: 'amd64',
    status: 'ok',
    source: 'acme',
    sourceVersion: '1',
  }
  await reporter.note({ inventory: { ...inventory(1), hostName: 'pc-of-alice', packages: [secret, secret, secret] } })
  await clock.advance(2000)
  t.is(envelopes.length, 1)
  for (const word of ['libsecret-of-acme', '1.0-acme7', 'pc-of-alice', '\x28\xb5\x2f\xfd'])
    t.false(Buffer.from(envelopes[0]!).includes(Buffer.from(word, 'latin1')), word)
})
