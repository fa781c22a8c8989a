import test from 'ava'
import { missedTargets, type SetFigures, setFigures } from '../../../scripts/bench/figures.ts'
import { renderResults } from '../../../scripts/bench/render.ts'

const conditions = {
  commit: 'abc',
  node: 'v24',
  kernel: '6',
  cpu: 'fast',
  cores: 2,
  memoryBytes: 1,
  load: [0],
  congestionControl: 'cubic' as const,
  roundTripMs: 0 as const,
  at: '',
}

test('each figure stands with its target and whether that is met; one without a target stands alone', t => {
  const empty = setFigures({ set: 'S', hasSeed: false }, [])
  const sets: SetFigures[] = [{ ...empty, wanRatio: 1.01, timeRatio: 1.3, foregroundShare: 0.95, plainSeconds: 11 }]
  const lines = renderResults({ sets, conditions, missed: missedTargets(sets) }).split('\n')
  const line = (name: string) => lines.find(each => each.startsWith(`  ${name}`))?.replace(/ +/g, ' ')
  t.is(line('wanRatio'), ' wanRatio 1.010 <= 1.020 met')
  t.is(line('timeRatio'), ' timeRatio 1.300 <= 1.100 missed')
  t.is(line('foregroundShare'), ' foregroundShare 0.950 >= 0.900 met')
  t.is(line('plainSeconds'), ' plainSeconds 11.000')
  t.is(line('lanRatio'), undefined)
})
