import test from 'ava'
import fc from 'fast-check'
import { compareDottedVersions, versionOnLine } from '../../../agent/assess/version-line.ts'

const dotted = { prefix: 'version = "', scheme: 'dotted' } as const

test('the version is read after the literal prefix of its line', t => {
  t.is(versionOnLine('min_version = "9.9"\n  version = "1.2.3"\n', dotted), '1.2.3')
  t.is(versionOnLine('Version: 2:1.0~rc1-1+b2\n', { prefix: 'Version:', scheme: 'deb' }), '2:1.0~rc1-1+b2')
})

test('a file without the line has no version', t => {
  t.is(versionOnLine('name = "x"\n', dotted), undefined)
  t.is(versionOnLine('', dotted), undefined)
})

test('a dotted version with a suffix, or none at all, is unreadable rather than a guess', t => {
  for (const value of ['1.2-beta', '1.2rc1', '', '"', '1..2', '.5', '1.', 'latest']) {
    t.is(versionOnLine(`version = "${value}"`, dotted), 'unreadable', value)
  }
})

test('a prefix is literal text: characters of regular expressions mean themselves', t => {
  t.is(versionOnLine('aaaa1.0\n', { prefix: 'a*', scheme: 'dotted' }), undefined)
  t.is(versionOnLine('a*1.0\n', { prefix: 'a*', scheme: 'dotted' }), '1.0')
})

test('dotted versions compare number by number, with absent numbers as zero', t => {
  t.is(compareDottedVersions('1.10', '1.9'), 1)
  t.is(compareDottedVersions('1.2', '1.2.0'), 0)
  t.is(compareDottedVersions('1.02', '1.2'), 0)
  t.is(compareDottedVersions('99999999999999999998.0', '99999999999999999999'), -1)
})

test('the order of dotted versions is that of their number lists', t => {
  const numbers = fc.array(fc.nat(30), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const length = Math.max(a.length, b.length)
      const difference = Array.from({ length }, (_, i) => (a[i] ?? 0) - (b[i] ?? 0)).find(part => part !== 0) ?? 0
      t.is(compareDottedVersions(a.join('.'), b.join('.')), Math.sign(difference) as -1 | 0 | 1)
    }),
  )
})
