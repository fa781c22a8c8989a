// Yielding to others on the line: what fetchers take alone, beside a greedy download, after it, and from sources that dawdle.

import test from 'ava'
import fc from 'fast-check'
import { LineWindow, lineNumbers } from '../../../agent/swarm/line-window.ts'
import { SharedLine } from '../../kit/shared-line.ts'

/** 4 to 100 Mbit/s. */
const rates = fc.integer({ min: 500, max: 12_500 })
const roundTrips = fc.integer({ min: 1, max: 60 })
const longRoundTrips = fc.integer({ min: 20, max: 100 })
const total = (parts: number[]) => parts.reduce((sum, part) => sum + part, 0)

/** Three seconds after its fetchers began; the second comes second. */
function lineOf(fetchers: number, options: { bytesPerMs: number; roundTripMs: number; queueMs: number }): SharedLine {
  const line = new SharedLine(fetchers, options)
  if (fetchers === 2) line.windows[1]!.isSecond = true
  line.run(3000)
  return line
}

test('one or two fetchers alone keep the line full, and the queue short', t => {
  fc.assert(
    fc.property(rates, roundTrips, fc.integer({ min: 1, max: 2 }), (bytesPerMs, roundTripMs, fetchers) => {
      const line = lineOf(fetchers, { bytesPerMs, roundTripMs, queueMs: 500 })
      const { ours, longestQueueMs } = line.run(9000)
      const requestsMs = (fetchers * 2 * lineNumbers.requestBytesMin) / bytesPerMs
      t.true(total(ours) > 0.85 * 9000 * bytesPerMs, `${total(ours) / (9000 * bytesPerMs)}`)
      t.true(longestQueueMs < 2 * lineNumbers.targetMs + roundTripMs + requestsMs + 20, `${longestQueueMs}`)
    }),
    { numRuns: 30 },
  )
})

test('where an answer is long on its way, more requests beside each other keep the line full all the same', t => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2500, max: 12_500 }),
      longRoundTrips,
      fc.integer({ min: 1, max: 2 }),
      (bytesPerMs, roundTripMs, fetchers) => {
        const line = lineOf(fetchers, { bytesPerMs, roundTripMs, queueMs: 500 })
        const { ours } = line.run(9000)
        t.true(total(ours) > 0.95 * 9000 * bytesPerMs, `${total(ours) / (9000 * bytesPerMs)}`)
      },
    ),
    { numRuns: 30 },
  )
})

test('somebody else’s download has nine tenths of the line within a second, and ours comes back when it ends', t => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2500, max: 12_500 }),
      roundTrips,
      fc.integer({ min: 1, max: 2 }),
      fc.integer({ min: 45, max: 400 }),
      (bytesPerMs, roundTripMs, fetchers, queueMs) => {
        const line = lineOf(fetchers, { bytesPerMs, roundTripMs, queueMs })
        line.isGreedy = true
        line.run(1000 + 10 * queueMs)
        t.true(line.windows.every(({ isYielding }) => isYielding))
        const beside = line.run(10_000)
        t.true(beside.others > 0.9 * 10_000 * bytesPerMs)
        t.true(
          beside.ours.every(ours => ours > 0),
          'some of ours still comes',
        )
        line.isGreedy = false
        line.run(3000 + queueMs)
        t.true(total(line.run(3000).ours) > 0.85 * 3000 * bytesPerMs)
      },
    ),
    { numRuns: 20 },
  )
})

test('a machine that is slow now and then takes its own delays for nobody else’s', t => {
  let turn = 0
  const jitterMs = () => (++turn % 3 === 0 ? 0 : 60)
  const line = new SharedLine(1, { bytesPerMs: 6250, roundTripMs: 2, queueMs: 100, jitterMs })
  line.run(2000)
  for (let second = 0; second < 10; second++) {
    line.run(1000)
    t.false(line.windows[0]!.isYielding)
  }
})

/** One request after the other, each answered after so long. */
function asks(window: LineWindow, count: number, { from, answerMs }: { from: number; answerMs: number }): number {
  let now = from
  for (let i = 0; i < count; i++) {
    const id = window.asked(lineNumbers.requestBytesMin, now)
    window.sent(id, 'feed', now)
    window.answered(id, now + answerMs)
    window.arrived(id, lineNumbers.requestBytesMin, now + answerMs + 5)
    now += answerMs + 5
    window.ended(id, now)
  }
  return now
}

test('when it looks, nothing is asked for until all is here, and then a little alone, whose delay is the line’s own', t => {
  const window = new LineWindow()
  const now = asks(window, 30, { from: 0, answerMs: 30 })
  t.true(now > lineNumbers.firstLookMs && window.seen.windowBytes > 2 * lineNumbers.requestBytesMin)
  t.is(window.seen.baseMs, 30)
  const looking = new LineWindow()
  const before = asks(looking, 20, { from: 0, answerMs: 30 })
  const last = looking.asked(lineNumbers.requestBytesMin, before)
  const lookAt = lineNumbers.firstLookMs + 1
  t.deepEqual(looking.grant(lookAt), { notBefore: Number.POSITIVE_INFINITY }, 'all has to come first')
  looking.ended(last, lookAt)
  t.deepEqual(looking.grant(lookAt), { bytes: lineNumbers.requestBytesMin })
  const after = asks(looking, 1, { from: lookAt, answerMs: 4 })
  t.is(looking.seen.baseMs, 4)
  looking.asked(lineNumbers.requestBytesMin, after)
  t.true('bytes' in looking.grant(after), 'then two go beside each other as before')
})

test('of large pieces no more than two are begun beside each other', t => {
  for (const [pieceBytes, requests] of [
    [64 * 1024, 5],
    [256 * 1024, 5],
    [512 * 1024, 3],
    [1024 * 1024, 2],
    [4 * 1024 * 1024, 2],
  ] as const) {
    const window = new LineWindow()
    window.pieceBytes = pieceBytes
    for (let now = 0, round = 0; round < 40; round++, now += 45) {
      const ids = Array.from({ length: 8 }, () => window.asked(64 * 1024, now))
      for (const id of ids) window.sent(id, 'feed', now)
      for (const id of ids) {
        window.answered(id, now + 40)
        window.arrived(id, 64 * 1024, now + 42)
        window.ended(id, now + 42)
      }
    }
    t.is(window.requestsAtOnce, requests, `${pieceBytes}`)
  }
})

test('a queue makes the window smaller once: what was asked for before that says nothing of what is left of it', t => {
  const window = new LineWindow()
  const now = asks(window, 30, { from: 0, answerMs: 40 })
  const before = window.seen.windowBytes
  const ids = Array.from({ length: 12 }, () => window.asked(1024, now))
  for (const id of ids) window.sent(id, 'feed', now)
  const halved: number[] = []
  for (const [i, id] of ids.entries()) {
    window.answered(id, now + (i < 8 ? 240 : 500))
    halved.push(window.seen.windowBytes)
  }
  t.true(halved.at(-1)! < before)
  t.is(new Set(halved.slice(4)).size, 1)
  asks(window, 1, { from: now + 1400, answerMs: 240 })
  t.true(window.seen.windowBytes < halved.at(-1)!)
})

test('of two fetchers of a site the one that comes second yields to a queue that the first one may make', t => {
  const [first, second] = [new LineWindow(), new LineWindow()]
  second.isSecond = true
  for (const window of [first, second]) {
    asks(window, 20, { from: 0, answerMs: 5 })
    asks(window, 60, { from: 1000, answerMs: 5 + (lineNumbers.targetMs + lineNumbers.secondTargetMs) / 2 })
  }
  t.false(first.isYielding)
  t.true(second.isYielding)
})

test('when the better-ranked fetcher has ended, the one that yielded to it asks at once', t => {
  const window = new LineWindow()
  window.isSecond = true
  asks(window, 20, { from: 0, answerMs: 5 })
  const now = asks(window, 60, { from: 1000, answerMs: 60 })
  t.true(window.isYielding)
  t.true('notBefore' in window.grant(now))
  window.isSecond = false
  t.deepEqual(window.grant(now), { bytes: lineNumbers.requestBytesMin })
  asks(window, 60, { from: now, answerMs: 60 })
  t.true(window.isYielding, 'somebody else has the line')
})

test('the line is tried anew by who fetches alone now, and one late answer is no queue', t => {
  const grownBy = (endsAlone: boolean) => {
    const window = new LineWindow()
    let now = 0
    const round = (answerMs: number) => {
      const ids = [1, 2, 3].map(() => window.asked(lineNumbers.requestBytesMin, now))
      for (const id of ids) window.sent(id, 'feed', now)
      now += answerMs
      window.answered(ids[0]!, now)
      for (const id of ids) window.arrived(id, lineNumbers.requestBytesMin, now)
      for (const id of ids) window.ended(id, now)
    }
    window.isSecond = true
    round(40)
    for (let i = 0; i < 4; i++) round(45) // a queue that ends the first start, and shrinks nothing
    if (endsAlone) window.isSecond = false
    const before = window.seen.windowBytes
    round(60)
    return (window.seen.windowBytes - before) / lineNumbers.requestBytesMin
  }
  t.true(grownBy(false) < 1, `${grownBy(false)} requests`)
  t.true(grownBy(true) >= 3, `${grownBy(true)} requests`)
})

test('what this process itself was late by is nobody’s queue, and teaches no shorter delay', t => {
  const yields = (lateMs: number) => {
    const window = new LineWindow()
    for (let now = 0; now < 2000; now += 50) {
      const id = window.asked(lineNumbers.requestBytesMin, now)
      window.sent(id, 'feed', now)
      const isBusy = now >= 500
      window.answered(id, now + (isBusy ? 40 : 5), isBusy ? lateMs : 0)
      window.arrived(id, 32 * 1024, now + 45)
      window.ended(id, now + 45)
    }
    t.is(window.seen.baseMs, 5)
    return window.isYielding
  }
  t.true(yields(0))
  t.false(yields(36))
})

test('a source that needs long for every answer is excused, and what others do shows beyond that', t => {
  let thinkMs = 0
  const line = new SharedLine(1, { bytesPerMs: 6250, roundTripMs: 2, queueMs: 200, jitterMs: () => thinkMs })
  const [window] = line.windows as [LineWindow]
  line.run(1000)
  thinkMs = 80
  line.run(2000)
  t.true(window.isYielding)
  window.excuse()
  line.run(2000)
  t.false(window.isYielding)
  line.isGreedy = true
  line.run(3000)
  t.true(window.isYielding)
})

test('on another line nothing that was learnt holds', t => {
  const line = new SharedLine(1, { bytesPerMs: 6250, roundTripMs: 2, queueMs: 200 })
  line.run(2000)
  const [window] = line.windows as [LineWindow]
  window.forget()
  line.move({ bytesPerMs: 1250, roundTripMs: 90, queueMs: 200 })
  line.run(2000)
  t.false(window.isYielding)
  const { ours } = line.run(5000)
  t.true(total(ours) > 0.85 * 5000 * 1250, `${total(ours) / (5000 * 1250)} ${JSON.stringify(window.seen)}`)
})

test('what is asked for at once is no more than comes in a round trip and a little, however long the line is free', t => {
  const line = new SharedLine(1, { bytesPerMs: 6250, roundTripMs: 2, queueMs: 200 })
  line.run(20_000)
  t.true(line.windows[0]!.seen.windowBytes < 6250 * 100, `${line.windows[0]!.seen.windowBytes}`)
})
