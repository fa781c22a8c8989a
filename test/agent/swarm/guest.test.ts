// A good guest: budgets, hours and pauses kept by an office of real swarms over streams in memory.

import { randomBytes } from 'node:crypto'
import test from 'ava'
import { OutsidePace } from '../../../agent/swarm/outside-pace.ts'
import type { GuestRules } from '../../../agent/swarm/outside-rules.ts'
import { type Clock, sleep, systemClock } from '../../../core/clock.ts'
import { silentLog } from '../../../core/log.ts'
import { PatientClock } from '../../kit/patient-clock.ts'
import { MemoryOrigin, openOffice, pieceOf, wantedFile, whenComplete } from '../../kit/swarm-office.ts'

type Rules = ReturnType<GuestRules['current']>
const none = Number.POSITIVE_INFINITY
const free: Rules = {
  closed: undefined,
  until: none,
  rateBytesPerSecond: none,
  lanUploadBytesPerSecond: none,
  isSilent: false,
}
const KIB = 1024

/** Nothing of ours announces when this becomes true. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate)
}

/** A line that takes its time, so that others hear of a lease before its pieces are here; and a request that is given up ends. */
class LineOrigin extends MemoryOrigin {
  readonly #clock: Clock

  constructor(clock: Clock, file: Buffer) {
    super(file)
    this.#clock = clock
  }

  override async fetch(
    job: Parameters<MemoryOrigin['fetch']>[0],
    signal = new AbortController().signal,
  ): ReturnType<MemoryOrigin['fetch']> {
    for (let piece = job.first; piece < job.first + job.count; piece++) {
      await sleep(this.#clock, 30, signal)
      if (signal.aborted) throw new Error('given up')
      await super.fetch({ ...job, first: piece, count: 1 })
    }
    return { kind: 'done' }
  }
}

/** As the real one: every request waits for its turn at the node's own pace. */
class PacedOrigin extends MemoryOrigin {
  readonly arrivals: { at: number; bytes: number }[] = []
  pace = new OutsidePace({ clock: systemClock, log: silentLog })

  override async fetch(
    job: Parameters<MemoryOrigin['fetch']>[0],
    signal = new AbortController().signal,
  ): ReturnType<MemoryOrigin['fetch']> {
    const content = this.files.get(job.artifact)!
    for (let piece = job.first; piece < job.first + job.count; piece++) {
      const bytes = pieceOf(content, piece)
      for (let left = bytes.length; left > 0; ) {
        const turn = await this.pace.turn(left, signal)
        turn.ended()
        if (signal.aborted) throw new Error('aborted')
        left -= turn.bytes
        this.arrivals.push({ at: performance.now(), bytes: turn.bytes })
      }
      await job.onPiece(piece, bytes)
    }
    return { kind: 'done' }
  }
}

test('all holders together keep to the rate of their site, and a new rate counts at once', async t => {
  const rules = { ...free, rateBytesPerSecond: 512 * KIB }
  const file = randomBytes(16_384 * KIB)
  const origins: PacedOrigin[] = []
  const office = await openOffice(3, {
    origin: new MemoryOrigin(),
    adjust: options => {
      const origin = new PacedOrigin(file)
      origins.push(origin)
      Object.assign(options, { rules: { current: () => rules }, origin, pace: origin.pace })
    },
  })
  t.teardown(() => office.close())
  const wanted = wantedFile(file)
  for (const { swarm } of office.nodes) swarm.want([wanted])
  const arrivals = () => origins.flatMap(origin => origin.arrivals).sort((a, b) => a.at - b.at)
  await until(() => arrivals().length > 0 && performance.now() - arrivals()[0]!.at > 2000)
  const held = arrivals()
  for (const { at } of held) {
    const within = held.filter(each => each.at >= at && each.at < at + 1000).reduce((sum, { bytes }) => sum + bytes, 0)
    t.true(within <= 1.3 * 512 * KIB, `${within} bytes within a second`)
  }
  rules.rateBytesPerSecond = none
  for (const { swarm } of office.nodes) swarm.rulesChanged()
  const changedAt = performance.now()
  await Promise.all(office.nodes.map(node => whenComplete(node, wanted.artifact)))
  t.true(performance.now() - changedAt < 15_000, 'at the old rate it would have taken twice as long')
})

for (const because of ['site-paused', 'budget-hours'] as const)
  test(`while it is closed (${because}) nobody fetches outside and each says until when; when it opens it goes on`, async t => {
    const time = new PatientClock(Date.now())
    const rules: Rules = { ...free, closed: because, until: time.clock.now() + 3_600_000 }
    const file = randomBytes(600 * KIB)
    const origin = new LineOrigin(time.clock, file)
    const office = await openOffice(3, {
      origin,
      time,
      adjust: options => Object.assign(options, { rules: { current: () => rules } }),
    })
    t.teardown(() => office.close())
    const wanted = wantedFile(file)
    const told = Promise.withResolvers<void>()
    const [first] = office.nodes
    for (const { swarm } of office.nodes) swarm.want([wanted])
    first!.swarm.onHoldUp(() => {
      if (first!.swarm.status().artifacts[0]?.waitsFor === because) told.resolve()
    })
    await time.runUntil(told.promise)
    while (!first!.swarm.peers().every(({ doing }) => doing === 'budget')) await time.turn()
    t.like(first!.swarm.status(), { closed: { because }, role: 'bystander' })
    t.is(first!.swarm.status().artifacts[0]!.waitsUntil, rules.until)
    t.is(origin.bytes, 0)
    rules.closed = undefined
    rules.until = none
    for (const { swarm } of office.nodes) swarm.rulesChanged()
    await time.runUntil(Promise.all(office.nodes.map(node => whenComplete(node, wanted.artifact))))
    t.is(origin.bytes, file.length)
  })

test('a node that is paused fetches nothing, takes from neighbours what they fetch, and gives it on', async t => {
  const file = randomBytes(600 * KIB)
  const time = new PatientClock(Date.now())
  const origin = new LineOrigin(time.clock, file)
  const asked = new Set<string>()
  const office = await openOffice(3, {
    origin,
    time,
    adjust: options => {
      const isPaused = options.node === pausedNode(options.roster())
      const own = {
        fetch: (job: Parameters<MemoryOrigin['fetch']>[0], signal: AbortSignal) => {
          asked.add(options.node)
          return origin.fetch(job, signal)
        },
        close: async () => undefined,
      }
      const rules: Rules = isPaused ? { ...free, closed: 'node-paused' } : free
      Object.assign(options, { origin: own, rules: { current: () => rules } })
    },
  })
  t.teardown(() => office.close())
  const wanted = wantedFile(file)
  for (const { swarm } of office.nodes) swarm.want([wanted])
  await time.runUntil(Promise.all(office.nodes.map(node => whenComplete(node, wanted.artifact))))
  t.is(origin.bytes, file.length)
  t.true(asked.size > 0)
  t.false(asked.has(office.nodes[0]!.node))
})

function pausedNode(roster: { members: { node: string }[] }): string {
  return roster.members[0]!.node
}

test('what is paused altogether is given to nobody and asked of nobody; its neighbours know, and it goes on where it was', async t => {
  const rules = { ...free }
  const file = randomBytes(600 * KIB)
  const time = new PatientClock(Date.now())
  const origin = new LineOrigin(time.clock, file)
  const office = await openOffice(2, {
    origin,
    time,
    adjust: options =>
      Object.assign(options, options.node === pausedNode(options.roster()) ? { rules: { current: () => rules } } : {}),
  })
  t.teardown(() => office.close())
  const [silent, other] = office.nodes
  const wanted = wantedFile(file)
  silent!.swarm.want([wanted])
  await time.runUntil(whenComplete(silent!, wanted.artifact))
  Object.assign(rules, { closed: 'node-paused', isSilent: true })
  silent!.swarm.rulesChanged()
  other!.swarm.want([wanted])
  await time.runUntil(whenComplete(other!, wanted.artifact))
  t.is(origin.bytes, 2 * file.length, 'it had to fetch for itself')
  t.is(silent!.swarm.status().uploadedBytes, 0)
  t.like(silent!.swarm.status().artifacts[0], { status: 'complete', waitsFor: '' })
})

test('a node gives its neighbours no more than its rate', async t => {
  const file = randomBytes(640 * KIB)
  const office = await openOffice(2, {
    origin: new LineOrigin(systemClock, file),
    adjust: options =>
      Object.assign(options, { rules: { current: () => ({ ...free, lanUploadBytesPerSecond: 256 * KIB }) } }),
  })
  t.teardown(() => office.close())
  const [giver, taker] = office.nodes
  const wanted = wantedFile(file)
  giver!.swarm.want([wanted])
  await whenComplete(giver!, wanted.artifact)
  const from = performance.now()
  taker!.swarm.want([wanted])
  await whenComplete(taker!, wanted.artifact)
  const tookMs = performance.now() - from
  const given = giver!.swarm.status().uploadedBytes
  t.true(given > 0)
  t.true(given <= 256 * KIB * (1.3 + tookMs / 1000), `${given} bytes in ${tookMs} ms`)
})

test('a neighbour is told when a file is no longer given, and asks elsewhere at once', async t => {
  const file = randomBytes(600 * KIB)
  const time = new PatientClock(Date.now())
  const origin = new LineOrigin(time.clock, file)
  const office = await openOffice(3, { origin, time })
  t.teardown(() => office.close())
  const [first, second, third] = office.nodes
  const wanted = wantedFile(file)
  first!.swarm.want([wanted])
  await time.runUntil(whenComplete(first!, wanted.artifact))
  second!.swarm.want([wanted])
  await time.runUntil(whenComplete(second!, wanted.artifact))
  const sent = origin.bytes
  first!.swarm.want([])
  third!.swarm.want([wanted])
  await time.runUntil(whenComplete(third!, wanted.artifact))
  t.is(origin.bytes, sent, 'the second has it still')
  t.is(third!.swarm.peers().find(({ node }) => node === first!.node)!.goodPieces, 0)
})
