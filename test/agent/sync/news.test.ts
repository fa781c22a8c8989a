import test from 'ava'
import { News } from '../../../agent/sync/news.ts'
import { Timers } from '../../../agent/sync/timers.ts'
import { manualClock } from '../../kit/manual-clock.ts'

function newNews(neighbours: string[], { isFromCoordinator = true } = {}) {
  const clock = manualClock(0)
  const random = () => 0.5
  const has = new Set<string>()
  const told: { node: string; at: number }[] = []
  const news = new News({
    untold: () => neighbours.filter(node => !has.has(node)),
    tell: node => told.push({ node, at: clock.monotonic() }),
    isFromCoordinator: () => isFromCoordinator,
    timers: new Timers(clock, random),
    random,
  })
  return { news, clock, has, told }
}

test('everyone who lacks it is told once, a few at a time, also who never answers', async t => {
  const neighbours = Array.from({ length: 8 }, (_, index) => `n${index}`)
  const { news, clock, told } = newNews(neighbours)
  news.changed({ isUrgent: false })
  await clock.advance(10_000)
  t.deepEqual(told.map(({ node }) => node).sort(), neighbours)
  const moments = [...new Set(told.map(({ at }) => at))]
  t.deepEqual(
    moments.map(moment => told.filter(({ at }) => at === moment).length),
    [3, 3, 2],
  )
  t.is(moments[0], 0)
})

test('who has it meanwhile from others is not told', async t => {
  const { news, clock, told, has } = newNews(['a', 'b', 'c', 'd', 'e'], { isFromCoordinator: false })
  news.changed({ isUrgent: false })
  t.is(told.length, 0)
  await clock.advance(113)
  t.is(told.length, 3)
  for (const node of ['a', 'b', 'c', 'd', 'e']) has.add(node)
  await clock.advance(10_000)
  t.is(told.length, 3)
})

test('newer news begins again with everyone', async t => {
  const { news, clock, told } = newNews(['a', 'b'])
  news.changed({ isUrgent: false })
  await clock.advance(10)
  news.changed({ isUrgent: false })
  await clock.advance(10)
  t.deepEqual(told.map(({ node }) => node).sort(), ['a', 'a', 'b', 'b'])
})

test('what an exchange brings is told when it has ended, or after half a second', async t => {
  const { news, clock, told } = newNews(['a', 'b'])
  news.exchangeBegan()
  news.exchangeBegan()
  news.changed({ isUrgent: false })
  news.exchangeEnded({ hasBrought: false, tookMs: 10 })
  await clock.advance(400)
  t.is(told.length, 0)
  news.exchangeEnded({ hasBrought: true, tookMs: 400 })
  await clock.advance(10)
  t.is(told.length, 2)
  await clock.advance(1000)
  t.is(told.length, 2, 'it is told once')
  news.exchangeBegan()
  news.changed({ isUrgent: false })
  await clock.advance(501)
  t.is(told.length, 4, 'a neighbour that does not end the exchange keeps nothing back')
})

test('where an exchange takes long, fewer are told at once: each waits twice as long as it took, a second at most', async t => {
  const neighbours = Array.from({ length: 7 }, (_, index) => `n${index}`)
  const momentsOf = async (tookMs: number) => {
    const { news, clock, told } = newNews(neighbours, { isFromCoordinator: false })
    news.exchangeBegan()
    news.changed({ isUrgent: false })
    news.exchangeEnded({ hasBrought: true, tookMs })
    await clock.advance(10_000)
    return [...new Set(told.map(({ at }) => at))]
  }
  t.deepEqual(await momentsOf(10), [112.5, 225, 450])
  t.deepEqual(await momentsOf(200), [300, 600, 1200])
  t.deepEqual(await momentsOf(60_000), [750, 1500, 2500])
})

test('what stops things is told while the exchange that brings it still runs', async t => {
  const { news, clock, told } = newNews(['a', 'b'])
  news.exchangeBegan()
  news.changed({ isUrgent: true })
  await clock.advance(1)
  t.is(told.length, 2)
})

test('what comes piece by piece does not put off telling', async t => {
  const { news, clock, told } = newNews(['a', 'b'], { isFromCoordinator: false })
  for (let at = 0; at < 1000; at += 100) {
    news.changed({ isUrgent: false })
    await clock.advance(100)
  }
  t.deepEqual(told[0], { node: told[0]!.node, at: 112.5 })
})

test('what came otherwise while an exchange ran is told when none runs any more', async t => {
  const { news, clock, told } = newNews(['a', 'b'])
  news.exchangeBegan()
  news.changed({ isUrgent: false })
  await clock.advance(100)
  t.is(told.length, 0)
  news.exchangeEnded({ hasBrought: false, tookMs: 0 })
  await clock.advance(1)
  t.is(told.length, 2)
})
