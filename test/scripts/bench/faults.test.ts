import test from 'ava'
import { type FaultDay, faultFigures, longestStall } from '../../../scripts/bench/faults/fault-figures.ts'
import { faultSet, largeOfficeRows, officeRows } from '../../../scripts/bench/faults/fault-rows.ts'
import { chooseRows } from '../../../scripts/bench/faults/run-faults.ts'
import { type DayFigures, missedTargets, targets } from '../../../scripts/bench/figures.ts'

const clean: DayFigures = {
  wanBytes: 1010,
  plainWanBytes: 1000,
  plainSeconds: 10,
  arrivedSeconds: [10, 10],
  lanBytes: 1000,
  payloadBytes: 1000,
  agentCpuSeconds: undefined,
  coresBusy: undefined,
  peakRssAnonBytes: undefined,
  idleRssAnonBytes: undefined,
  firstPieceMs: undefined,
  reasons: {},
}
const unhurt: FaultDay['fault'] = {
  stallSeconds: undefined,
  wastedBytes: undefined,
  injectedBytes: undefined,
  badFiles: 0,
  offenderNamed: undefined,
  reasonGiven: undefined,
}

test('a stall is the longest time without a gain, from the fault to the whole', t => {
  const samples = [0, 10, 10, 10, 20, 30].map((haveBytes, i) => ({ at: i * 1000, haveBytes }))
  t.is(longestStall(samples, { since: 1000, until: 5500 }), 3)
  t.is(longestStall(samples, { since: 0, until: 20_000 }), 15)
  t.is(longestStall(samples, { since: 4500, until: 5000 }), 0.5)
})

test('one that had nothing yet when the fault came stalls from then on', t => {
  const samples = [0, 0, 0, 5].map((haveBytes, i) => ({ at: i * 1000, haveBytes }))
  t.is(longestStall(samples, { since: 1000, until: 3000 }), 2)
})

test('a faulty day is held against the clean day of its own run', t => {
  const day = { ...clean, wanBytes: 1040, arrivedSeconds: [11, 13] }
  const figures = faultFigures('lease holder killed at 50 %', [{ day, clean, fault: { ...unhurt, stallSeconds: 2 } }])
  t.is(figures.set, 'faults: lease holder killed at 50 %')
  t.is(figures.wanRatio, 1.04)
  t.is(figures.laterSeconds, 3)
  t.is(figures.timeToClean, 1.3)
  t.is(figures.stallSeconds, 2)
  t.is(figures.wastedBeyondInjected, null)
  const missed = missedTargets([figures]).map(({ measure }) => measure)
  t.deepEqual(missed, ['laterSeconds', 'wanMoreThanClean'])
})

test('what was wasted is held against what was injected, of what all honest agents needed', t => {
  const fault = { ...unhurt, wastedBytes: 130, injectedBytes: 100, offenderNamed: true }
  const figures = faultFigures('hostile: one', [{ day: clean, clean, fault }])
  t.is(figures.wastedShare, 0.065)
  t.is(figures.wastedBeyondInjected, 0.015)
  t.deepEqual(
    missedTargets([figures]).map(({ measure, figure }) => [measure, figure]),
    [['wastedBeyondInjected', 0.015]],
  )
})

test('a bad file, an offender without a name and a day without an end are misses', t => {
  const fault = { ...unhurt, badFiles: 1, offenderNamed: false }
  const figures = faultFigures('hostile: one', [{ day: clean, clean, fault }], 1)
  t.is(figures.runs, 2)
  t.deepEqual(
    missedTargets([figures])
      .map(({ measure }) => measure)
      .sort(),
    ['badFiles', 'offenderNamed', 'unfinished'],
  )
})

test('rows where no run ended have no figures but that', t => {
  const figures = faultFigures('unrest', [], 3)
  t.is(figures.wanRatio, null)
  t.is(figures.badFiles, null)
  t.deepEqual(
    missedTargets([figures]).map(({ measure, figure }) => [measure, figure]),
    [['unfinished', 3]],
  )
})

test('every row has a target of its own', t => {
  for (const { name } of [...officeRows, ...largeOfficeRows]) {
    const own = targets.filter(({ sets }) => sets.some(each => each !== 'faults' && faultSet(name).startsWith(each)))
    t.true(own.length > 0, name)
  }
})

test('rows are chosen by a part of their names, with the clean day that they need', t => {
  t.deepEqual(
    chooseRows(officeRows, ['frozen']).map(({ name }) => name),
    ['none', 'lease holder frozen at 10 %', 'lease holder frozen at 50 %', 'lease holder frozen at 90 %'],
  )
  t.deepEqual(chooseRows(largeOfficeRows, ['frozen', 'VLANs']), [])
  t.is(chooseRows(officeRows, []).length, officeRows.length)
})
