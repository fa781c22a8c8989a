import test from 'ava'
import fc from 'fast-check'
import { formatAgo, formatBytes, formatDuration, formatTime, renderTable, toCsv } from '../../core/present.ts'

test('bytes are written in binary units with at most three digits', t => {
  const cases: [number, string][] = [
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 KiB'],
    [1536, '1.5 KiB'],
    [32 * 2 ** 20, '32 MiB'],
    [10 * 2 ** 20 - 1, '10 MiB'],
    [1023.9 * 2 ** 20, '1 GiB'],
    [2 ** 60, '1024 PiB'],
  ]
  for (const [bytes, text] of cases) t.is(formatBytes(bytes), text)
  fc.assert(fc.property(fc.nat(2 ** 31 - 1), n => /^(\d\.\d|\d{1,3}) ([KMG]i)?B$/.test(formatBytes(n))))
})

test('durations are written in their two largest units', t => {
  const cases: [number, string][] = [
    [0, '0 ms'],
    [350, '350 ms'],
    [4249, '4.2 s'],
    [59_999, '59 s'],
    [65_000, '1 min 5 s'],
    [7_200_000, '2 h'],
    [273_600_000, '3 d 4 h'],
    [-65_000, '-1 min 5 s'],
  ]
  for (const [ms, text] of cases) t.is(formatDuration(ms), text)
})

test('a time is written with the name of its zone', t => {
  const ms = Date.parse('2026-07-01T22:30:05Z')
  t.is(formatTime(ms, 'UTC'), '2026-07-01 22:30:05 UTC')
  t.regex(formatTime(ms, 'Europe/Berlin'), /^2026-07-02 00:30:05 (CEST|GMT\+2)$/)
  t.is(formatTime(0, 'UTC'), 'never')
  t.is(formatAgo(ms - 300_000, ms), '5 min ago')
  t.is(formatAgo(ms + 7_200_000, ms), 'in 2 h')
})

const columns = [
  { title: 'patch', value: (row: string[]) => row[0]!, shrinks: true },
  { title: 'n', value: (row: string[]) => row[1]!, align: 'right' as const },
]

test('columns are aligned by what a terminal shows, wide characters count twice', t => {
  const table = renderTable(
    [
      ['äöü', '1'],
      ['漢字', '22'],
    ],
    columns,
    { width: 80 },
  )
  t.is(table, 'patch   n\näöü     1\n漢字   22\n')
})

test('a table fits the terminal by cutting the columns that may be cut', t => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ maxLength: 60 }), fc.nat(99).map(String)), { minLength: 1 }), rows => {
      const lines = renderTable(rows, columns, { width: 30 }).trimEnd().split('\n')
      return lines.every(line => [...line].length <= 30) && lines.length === rows.length + 1
    }),
  )
  t.is(renderTable([['a-very-long-name', '1']], columns, { width: 13 }), 'patch       n\na-very-lo…  1\n')
})

test('names from outside cannot steer the terminal', t => {
  const table = renderTable([['\u001b[31mred\n\u202eabc', '1']], columns, { width: 80 })
  t.is(table.split('\n')[1], '?[31mred??abc  1')
})

test('colour is put on when asked for, and does not shift columns', t => {
  const styled = [{ ...columns[0]!, style: () => 'green' as const }, columns[1]!]
  t.true(renderTable([['a', '1']], styled, { width: 80, colour: true }).includes('\u001b[32ma'))
  t.false(renderTable([['a', '1']], styled, { width: 80 }).includes('\u001b'))
})

test('CSV quotes what needs it and disarms formulas', t => {
  const rows = [
    ['a,b', 'say "hi"'],
    ['=HYPERLINK(1)', 'two\nlines'],
    ['plain', '-1'],
  ]
  t.is(toCsv(rows, columns), 'patch,n\r\n"a,b","say ""hi"""\r\n\'=HYPERLINK(1),"two\nlines"\r\nplain,\'-1\r\n')
  t.is(
    toCsv(
      [1],
      [
        { title: 'n', value: (n: number) => -n },
        { title: 'none', value: () => null },
      ],
    ),
    'n,none\r\n-1,\r\n',
  )
})
