import test from 'ava'
import { parseDebStatus } from '../../core/deb-status.ts'

const status = `Package: libssl3
Status: hold ok installed
Architecture: amd64
Multi-Arch: same
Source: openssl (3.0.11-1~deb12u2)
Version: 3.0.11-1~deb12u2+b1
Conffiles:
 /etc/x 0123 obsolete
Description: one
 .
 two

Package: broken
Status: install reinstreq half-installed
Architecture: all
Version: 1.0

Package: gone
Status: deinstall ok config-files
Architecture: all
Version: 2.0

Package: never
Status: unknown ok not-installed
`

test('a package is read with its source, the source version, and the state dpkg gives it', t => {
  t.deepEqual(parseDebStatus(status)[0], {
    package: 'libssl3',
    version: '3.0.11-1~deb12u2+b1',
    architecture: 'amd64',
    want: 'hold',
    flag: 'ok',
    status: 'installed',
    source: 'openssl',
    sourceVersion: '3.0.11-1~deb12u2',
  })
})

test('half-installed and removed packages keep their states, and one without a version is left out', t => {
  t.deepEqual(
    parseDebStatus(status).map(({ package: name, flag, status }) => [name, flag, status]),
    [
      ['libssl3', 'ok', 'installed'],
      ['broken', 'reinstreq', 'half-installed'],
      ['gone', 'ok', 'config-files'],
    ],
  )
})

test('a line that is no field is refused with its number', t => {
  t.throws(() => parseDebStatus('Package: a\nStatus: install ok installed\n\nPackage: b\nrubbish\n'), {
    code: 'bad-feed',
    message: /line 5/,
  })
})

test('a field given twice is refused', t => {
  t.throws(() => parseDebStatus('Package: a\npackage: b\n'), { code: 'bad-feed', message: /line 2/ })
})

test('a stanza beyond the limit is refused', t => {
  t.throws(() => parseDebStatus(`Package: a\nDescription: ${'x'.repeat(1024 * 1024)}\n`), { code: 'limit-exceeded' })
})
