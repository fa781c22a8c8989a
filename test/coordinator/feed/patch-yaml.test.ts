import test from 'ava'
import { parsePatchYaml } from '../../../coordinator/feed/patch-yaml.ts'

const good = `id: acme-vpn-2.10
product: acme-vpn
version: 2.10
title: Acme VPN 2.10
severity: high
cves: [CVE-2026-12345]
summary: |
  Two lines
  of text.
published: 2026-11-01
platform:
  os: linux
files:
  - vpn.conf
install:
  type: file
  path: /etc/acme/vpn.conf
  mode: 0640
`

const archive = `id: tool-1
product: tool
version: "1"
title: The tool
severity: low
files: [tool.tar.gz]
install:
  type: archive
  prefix: /opt/tool
detection:
  - type: version-line
    path: /opt/tool/VERSION
    prefix: "version "
    version: 1.10
`

function patchOf(text: string) {
  const result = parsePatchYaml(text, 'p/patch.yaml')
  if ('faults' in result) throw new Error(JSON.stringify(result.faults))
  return result.patch
}

function faultsOf(text: string) {
  const result = parsePatchYaml(text, 'p/patch.yaml')
  return 'faults' in result ? result.faults : []
}

test('a whole patch.yaml is read as it is written, numbers included', t => {
  const patch = patchOf(good)
  t.is(patch.version, '2.10')
  t.deepEqual(patch.install, { type: 'file', file: 'vpn.conf', path: '/etc/acme/vpn.conf', mode: 0o640 })
  t.is(patch.summary, 'Two lines\nof text.\n')
  t.is(patch.publishedAt, Date.UTC(2026, 10, 1) / 1000)
  t.deepEqual(patch.platform, { os: 'linux', architecture: '', distribution: '' })
})

test('a file patch counts as installed when its file is there, unless its author says otherwise', t => {
  t.deepEqual(patchOf(good).detection, [
    { type: 'file-sha256', path: '/etc/acme/vpn.conf', expected: { file: 'vpn.conf' } },
  ])
  const told = patchOf(`${good}detection:\n  - { type: file-exists, path: /etc/x }\n`)
  t.deepEqual(told.detection, [{ type: 'file-exists', path: '/etc/x' }])
})

test('an archive patch keeps its detection rules', t => {
  t.deepEqual(patchOf(archive).detection, [
    { type: 'version-line', path: '/opt/tool/VERSION', prefix: 'version ', version: '1.10', scheme: 'dotted' },
  ])
})

const bad: [title: string, text: string, line: number, field: string][] = [
  ['an unknown field', good.replace('title:', 'tittle:'), 4, 'tittle'],
  ['a missing field', good.replace(/severity: high\n/, ''), 1, 'severity'],
  ['an empty field', good.replace('product: acme-vpn', 'product:'), 2, 'product'],
  ['a blank text', good.replace('product: acme-vpn', 'product: "  "'), 2, 'product'],
  ['a yes/no where text is expected', good.replace('title: Acme VPN 2.10', 'title: true'), 4, 'title'],
  ['an unknown severity', good.replace('severity: high', 'severity: hight'), 5, 'severity'],
  ['an id with a slash', good.replace('id: acme-vpn-2.10', 'id: acme/vpn'), 1, 'id'],
  ['an id that could be an archive patch', good.replace('id: acme-vpn-2.10', 'id: "debian:jq_1"'), 1, 'id'],
  ['a CVE that is none', good.replace('CVE-2026-12345', 'CVE-26-1'), 6, 'cves[0]'],
  ['text where a list is expected', good.replace('cves: [CVE-2026-12345]', 'cves: CVE-2026-12345'), 6, 'cves'],
  ['an empty list of files', good.replace('files:\n  - vpn.conf', 'files: []'), 13, 'files'],
  ['a file named twice', good.replace('- vpn.conf', '- vpn.conf\n  - vpn.conf'), 15, 'files[1]'],
  ['a date of no calendar', good.replace('2026-11-01', '2026-02-30'), 10, 'published'],
  ['a time without zone', good.replace('2026-11-01', '2026-11-01T10:00'), 10, 'published'],
  ['an unknown platform field', good.replace('  os: linux', '  osx: linux'), 12, 'platform.osx'],
  ['a platform that is a word', good.replace('platform:\n  os: linux', 'platform: linux'), 11, 'platform'],
  ['an unknown install type', good.replace('type: file', 'type: msi'), 16, 'install.type'],
  ['a relative path', good.replace('/etc/acme/vpn.conf', 'etc/acme/vpn.conf'), 17, 'install.path'],
  ['a path that climbs', good.replace('/etc/acme/vpn.conf', '/etc/../vpn.conf'), 17, 'install.path'],
  ['a set-user-id mode', good.replace('mode: 0640', 'mode: 4755'), 18, 'install.mode'],
  ['a mode that is not octal', good.replace('mode: 0640', 'mode: 0689'), 18, 'install.mode'],
  ['an install file that is not listed', `${good}  file: other.conf\n`, 19, 'install.file'],
  ['a field of the other install type', `${good}  prefix: /opt\n`, 19, 'install.prefix'],
  ['an archive without a detection rule', archive.replace(/detection:[\s\S]*/, ''), 1, 'detection'],
  ['an unknown rule', archive.replace('type: version-line', 'type: regexp'), 11, 'detection[0].type'],
  ['a rule without its version', archive.replace('    version: 1.10\n', ''), 11, 'detection[0].version'],
  ['a version without order', archive.replace('1.10', '1.10-beta'), 14, 'detection[0].version'],
  [
    'a digest that is none',
    `${good}detection: [{ type: file-sha256, path: /x, sha256: abc }]\n`,
    19,
    'detection[0].sha256',
  ],
  ['a field given twice', `${good}id: other\n`, 19, ''],
  ['an alias', `${good.replace('title: Acme VPN 2.10', 'title: &t Acme')}summary2: *t\n`, 19, 'summary2'],
  ['a tag', good.replace('title: Acme', 'title: !!js/function Acme'), 4, ''],
  ['a control character', good.replace('title: Acme VPN 2.10', 'title: "Acme\\u001b[2J"'), 4, 'title'],
  ['a second document', `${good}---\nid: x\n`, 19, ''],
  ['text that is no mapping', 'just words\n', 1, ''],
  ['an empty file', '', 1, ''],
]

for (const [title, text, line, field] of bad) {
  test(`${title} is a fault with its line and field`, t => {
    const faults = faultsOf(text)
    t.true(
      faults.some(fault => fault.line === line && fault.field === field && fault.file === 'p/patch.yaml'),
      JSON.stringify(faults),
    )
  })
}

test('all faults of a file are told at once', t => {
  const text = good.replace('title:', 'tittle:').replace('high', 'hight').replace('0640', '9')
  t.deepEqual(
    faultsOf(text).map(({ field }) => field),
    ['title', 'severity', 'install.mode', 'tittle'],
  )
})

test('a file of a million aliases is refused, not expanded', t => {
  const bomb = Array.from({ length: 20 }, (_, index) => `k${index}: &a${index} [${`*a${index - 1},`.repeat(9)}]`)
  bomb[0] = 'k0: &a0 [x]'
  t.true(faultsOf(`${good}${bomb.join('\n')}\n`).length > 0)
})
