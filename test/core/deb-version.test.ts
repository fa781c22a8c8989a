import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import test from 'ava'
import fc from 'fast-check'
import { compareDebVersions, compareProductVersions, isDebVersion, parseDebVersion } from '../../core/deb-version.ts'

const seed = 20_261_122
const dpkgTest = existsSync('/usr/bin/dpkg') ? test : test.skip

const orderedPairs: [string, string][] = [
  ['1.0~rc1', '1.0'],
  ['1.0~~', '1.0~'],
  ['1.0~~a', '1.0~'],
  ['1.0', '1.0a'],
  ['1.0a', '1.0+'],
  ['1.0', '1.0-1'],
  ['1.0-1', '1.0-1+deb12u1'],
  ['1.0-1+deb12u9', '1.0-1+deb12u10'],
  ['9', '10'],
  ['2.0', '1:0.1'],
  ['1.2-3', '1.2.0-1'],
  ['0.9.99999999999999999999', '0.9.100000000000000000000'],
]

for (const [lower, higher] of orderedPairs) {
  test(`${lower} is earlier than ${higher}`, t => {
    t.is(compareDebVersions(lower, higher), -1)
    t.is(compareDebVersions(higher, lower), 1)
  })
}

test('versions that differ only in an absent epoch, an empty revision or leading zeros are equal', t => {
  t.is(compareDebVersions('1.0', '0:1.0-0'), 0)
  t.is(compareDebVersions('1.01', '1.1'), 0)
})

test('a version is split at its first colon and its last hyphen', t => {
  t.deepEqual(parseDebVersion('2:1.0-rc-3'), { epoch: 2, upstream: '1.0-rc', revision: '3' })
})

for (const text of [
  '',
  ' 1',
  '1 2',
  '1-',
  ':1',
  'a:1',
  '1:',
  '-1',
  '2147483648:1',
  '1_2',
  '1-2_3',
  '1\n',
  '1'.repeat(257),
]) {
  test(`${JSON.stringify(text.slice(0, 20))} is refused as a version`, t => {
    t.false(isDebVersion(text))
    t.throws(() => compareDebVersions(text, '1'), { code: 'bad-version' })
  })
}

dpkgTest(`random versions are ordered as dpkg orders them (seed ${seed})`, t => {
  const part = fc.string({ unit: fc.constantFrom(...'0019aAz.+~'), maxLength: 7 })
  const upstream = fc.tuple(fc.constantFrom('', '0', '1', '10'), part).map(([digits, rest]) => `${digits}${rest}`)
  const version = fc
    .tuple(fc.constantFrom('', '0:', '1:'), upstream, fc.option(part, { nil: undefined }))
    .map(([epoch, first, revision]) => epoch + first + (revision === undefined ? '' : `-${revision}`))
    .filter(isDebVersion)
  const pairs = fc.sample(fc.tuple(version, version), { seed, numRuns: 400 })
  const answers = askDpkg(pairs)
  for (const [index, [a, b]] of pairs.entries()) {
    t.is(compareDebVersions(a, b), answers[index]!, `${a} against ${b}`)
    t.is(compareDebVersions(b, a), (-answers[index]! + 0) as -1 | 0 | 1, `${b} against ${a}`)
  }
})

/** One shell for all pairs: a process per comparison is what makes this slow. */
function askDpkg(pairs: [string, string][]): (-1 | 0 | 1)[] {
  const script =
    'while read -r a b; do if dpkg --compare-versions "$a" lt "$b"; then echo -1; ' +
    'elif dpkg --compare-versions "$a" eq "$b"; then echo 0; else echo 1; fi; done'
  const input = pairs.map(pair => `${pair.join(' ')}\n`).join('')
  const output = execFileSync('/bin/sh', ['-c', script], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
  return output.trim().split('\n').map(Number) as (-1 | 0 | 1)[]
}

test('any two texts have an order, the same from wherever one looks', t => {
  const text = fc.oneof(
    fc.stringMatching(/^([0-9]:)?[0-9a-z.~_-]{0,8}$/),
    fc.constantFrom('1.2', '1.2.0', '1.2.0~a', '', 'a:1', '1:', '1.0-', 'spring 2026'),
  )
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      t.is(compareProductVersions(a, b) + compareProductVersions(b, a), 0)
      const [low, middle, high] = [a, b, c].sort(compareProductVersions)
      return compareProductVersions(low!, middle!) <= 0 && compareProductVersions(low!, high!) <= 0
    }),
  )
  t.is(compareProductVersions('1.10', '1.9'), 1)
})
