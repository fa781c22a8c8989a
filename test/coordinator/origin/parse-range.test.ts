import test from 'ava'
import { parseRange } from '../../../coordinator/origin/parse-range.ts'

const cases: [header: string | undefined, sizeBytes: number, expected: ReturnType<typeof parseRange>][] = [
  [undefined, 10, 'whole'],
  ['bytes=0-0', 10, { start: 0, end: 0 }],
  ['bytes=2-5', 10, { start: 2, end: 5 }],
  ['bytes=2-', 10, { start: 2, end: 9 }],
  ['bytes=2-100', 10, { start: 2, end: 9 }],
  ['bytes=-3', 10, { start: 7, end: 9 }],
  ['bytes=-30', 10, { start: 0, end: 9 }],
  ['Bytes = 2 - 5', 10, { start: 2, end: 5 }],
  ['bytes=10-', 10, 'unsatisfiable'],
  ['bytes=10-20', 10, 'unsatisfiable'],
  ['bytes=-0', 10, 'unsatisfiable'],
  ['bytes=0-', 0, 'unsatisfiable'],
  ['bytes=-5', 0, 'unsatisfiable'],
  ['bytes=99999999999999999999-', 10, 'unsatisfiable'],
  ['bytes=5-2', 10, 'whole'],
  ['bytes=0-1,3-4', 10, 'whole'],
  ['bytes=-', 10, 'whole'],
  ['bytes=a-b', 10, 'whole'],
  ['pieces=0-1', 10, 'whole'],
  ['', 10, 'whole'],
]

for (const [header, sizeBytes, expected] of cases) {
  test(`range ${JSON.stringify(header)} of ${sizeBytes} bytes is ${JSON.stringify(expected)}`, t => {
    t.deepEqual(parseRange(header, sizeBytes), expected)
  })
}
