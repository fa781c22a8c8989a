import test from 'ava'
import { News } from '../../../agent/sync/news.ts'
import { Timers } from '../../../agent/sync/timers.ts'
import { manualClock } from '../../kit/manual-clock.ts'

function newNews(neighbours: string[]) {
  const clock = manualClock(0)
  const random = () => 0.5
  const has = new Set<string>()
  const told: { node: string; at: number }[] = []
  const news = new News({
    untold: () => neighbours.filter(node => !has.has(node)),
    tell: node => told.push({ node, at: clock.monotonic() }),
    timers: new Timers(clock, random),
    random,
  })
  return { news, clock, has, told }
}

test('everyone who lacks it is told once, a few at a time, also who never answers', async t => {
  const neighbours = Array.from({ length: 8 }, (_, index) => `n${index}`)
  const { news, clock, told } = newNews(neighbours)
  news.changed({ atOnce: true })
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
  const { news, clock, told, has } = newNews(['a', 'b', 'c', 'd', 'e'])
  news.changed({ atOnce: false })
  t.is(told.length, 0)
  await clock.advance(113)
  t.is(told.length, 3)
  for (const node of ['a', 'b', 'c', 'd', 'e']) has.add(node)
  await clock.advance(10_000)
  t.is(told.length, 3)
})

test('newer news begins again with everyone', async t => {
  const { news, clock, told } = newNews(['a', 'b'])
  news.changed({ atOnce: true })
  await clock.advance(10)
  news.changed({ atOnce: true })
  await clock.advance(10)
  t.deepEqual(told.map(({ node }) => node).sort(), ['a', 'a', 'b', 'b'])
})
