import test from 'ava'
import { isSafePath, parseRelease } from '../../../../coordinator/feed/apt/release.ts'

const digest = 'a'.repeat(64)

function release(...rows: string[]): string {
  return [
    'Suite: s',
    'Date: Sat, 21 Nov 2026 10:00:00 +0100',
    'Architectures: all amd64',
    'Components: main',
    'SHA256:',
    ...rows,
    '',
  ].join('\n')
}

test('dates are read with their zone', t => {
  t.is(parseRelease(release()).date, Date.UTC(2026, 10, 21, 9))
})

test('an index of its own for all architectures is noticed', t => {
  t.false(parseRelease(release()).allInEachArchitecture)
  t.true(parseRelease(`No-Support-for-Architecture-all: Packages\n${release()}`).allInEachArchitecture)
})

for (const row of [
  ` ${digest} 1 ../../etc/passwd`,
  ` ${digest} 1 /etc/passwd`,
  ` ${digest} 1 a//b`,
  ` ${digest} 1 a b`,
  ` ${digest} -1 a`,
  ` ${digest} 1e3 a`,
  ` ${digest.slice(1)} 1 a`,
  ` ${digest} 1`,
]) {
  test(`the file line ${JSON.stringify(row.replace(digest, 'DIGEST'))} is refused`, t => {
    t.throws(() => parseRelease(release(row)), { code: 'bad-feed' })
  })
}

test('one path with two hashes is refused', t => {
  t.notThrows(() => parseRelease(release(` ${digest} 1 a`, ` ${digest} 1 a`)))
  t.throws(() => parseRelease(release(` ${digest} 1 a`, ` ${'b'.repeat(64)} 1 a`)), { code: 'bad-feed' })
})

test('a Release without SHA256, or without a readable date, is refused', t => {
  t.throws(() => parseRelease('Suite: s\nDate: Sat, 21 Nov 2026 10:00:00 UTC\n'), {
    code: 'bad-feed',
    message: /SHA256/,
  })
  t.throws(() => parseRelease(release().replace(/Date: .*/, 'Date: yesterday')), { code: 'bad-feed', message: /Date/ })
})

test('a path is safe only if each segment is a plain name', t => {
  t.true(isSafePath('pool/main/g/g++/g++_1%3a2~rc_amd64.deb'))
  for (const path of ['', '.', 'a/../b', 'a/./b', '/a', 'a/', 'a\\b', 'a?b', 'a#b', 'a\0b'])
    t.false(isSafePath(path), path)
})
