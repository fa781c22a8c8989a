import test from 'ava'
import { type DayFigures, median, missedTargets, setFigures } from '../../../scripts/bench/figures.ts'

const day: DayFigures = {
  wanBytes: 1020,
  plainWanBytes: 1000,
  plainSeconds: 10,
  arrivedSeconds: [10, 10, 11],
  lanBytes: 2040,
  payloadBytes: 1000,
  agentCpuSeconds: 6,
  coresBusy: 1.5,
  peakRssAnonBytes: 80,
  idleRssAnonBytes: 70,
  firstPieceMs: 800,
  reasons: {},
}
const office = { set: 'S', hasSeed: false }

test('the median of an even number of runs lies between the middle two, of none is nothing', t => {
  t.is(median([3, 1, 2]), 2)
  t.is(median([4, 1, 2, 3]), 2.5)
  t.is(median([]), null)
})

test('every figure is a ratio to the plain download of its own run, and the median of the runs', t => {
  const figures = setFigures(office, [day, { ...day, plainWanBytes: 510 }, { ...day, plainSeconds: 20 }])
  t.is(figures.wanRatio, 1.02)
  t.is(figures.wanRatioWorst, 2)
  t.is(figures.timeRatio, 1.1)
  t.is(figures.slowestToMedian, 1.1)
  t.is(figures.runs, 3)
})

test('LAN bytes are held against all agents but the one that must have it from outside; with a seed against all', t => {
  t.is(setFigures(office, [day]).lanRatio, 1.02)
  t.is(setFigures({ set: 'H', hasSeed: true }, [day]).lanRatio, 0.68)
})

test('processor time is held against a bare pair only where one was measured', t => {
  t.is(setFigures(office, [day]).cpuRatio, null)
  const perGb = 6 / (3040 / 1e9)
  t.is(setFigures(office, [day], { bareCpuPerGb: perGb / 2 }).cpuRatio, 2)
})

test('a set whose line is no limit has no ratios to a plain download', t => {
  const { wanRatio, timeRatio, plainSeconds } = setFigures(office, [day], { hasWan: false })
  t.deepEqual([wanRatio, timeRatio, plainSeconds], [null, null, null])
})

test('what was not measured is not missed; what fell short is, by its own direction', t => {
  const good = setFigures(office, [day])
  t.deepEqual(missedTargets([good]), [])
  const bad = { ...good, timeRatio: 1.2, foregroundShare: 0.8 }
  t.deepEqual(missedTargets([bad]), [
    { set: 'S', measure: 'timeRatio', figure: 1.2, target: 1.1 },
    { set: 'S', measure: 'foregroundShare', figure: 0.8, target: 0.9 },
  ])
})

test('the results hold the fields that scripts read', t => {
  const { set, wanRatio, timeRatio, slowestToMedian, lanRatio, cpuRatio, peakRssAnonBytes } = JSON.parse(
    JSON.stringify(setFigures(office, [])),
  )
  t.is(set, 'S')
  for (const figure of [wanRatio, timeRatio, slowestToMedian, lanRatio, cpuRatio, peakRssAnonBytes]) t.is(figure, null)
})
