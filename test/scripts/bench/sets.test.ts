import test from 'ava'
import { MIB } from '../../../core/limits.ts'
import { arrivalOf } from '../../../scripts/bench/agent-log.ts'
import { fileSizes, officeSets } from '../../../scripts/bench/sets.ts'

test('the many files of a set are log-uniform and come to its payload', t => {
  const [K] = officeSets.K
  const sizes = fileSizes(K!)
  t.is(sizes.length, 500)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  t.true(Math.abs(total - 128 * MIB) < 500)
  t.true(Math.abs(sizes.at(-1)! / sizes[0]! - 2500) < 60)
})

test('the names of the sets differ', t => {
  const names = Object.values(officeSets)
    .flat()
    .map(({ set }) => set)
  t.is(new Set(names).size, names.length)
})

test('a patch has arrived when the last of its files is whole', t => {
  const lines = [
    { time: 1, level: 30, msg: 'artifact completed', artifact: 'a' },
    { time: 2, level: 30, msg: 'install ended' },
    { time: 3, level: 30, msg: 'artifact completed', artifact: 'b' },
  ]
  t.is(arrivalOf(lines, ['a', 'b']), 3)
  t.is(arrivalOf(lines, ['a', 'c']), undefined)
})
