// agent.yaml: what is read, and that every mistake is named with its line.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { defaultConfig, parseConfig, readConfig, writeConfig } from '../../agent/config.ts'
import { CodedError } from '../../core/errors.ts'

test('an absent or empty file gives the defaults', async t => {
  t.deepEqual(await readConfig('/nonexistent'), defaultConfig)
  t.deepEqual(parseConfig('', 'agent.yaml'), defaultConfig)
  t.deepEqual(parseConfig('# only a remark\n', 'agent.yaml'), defaultConfig)
})

test('every setting is read', t => {
  const text = `
listen: [/ip4/127.0.0.1/tcp/0, /ip6/::1/tcp/7433]
root: /srv/image
discovery:
  mdns: false
proxy: http://proxy.example:3128
quotaBytes: 2000000000
roaming:
  rateBytesPerSecond: 65536
lanUploadBytesPerSecond: 5000000
class: metered
metrics:
  listen: 9464
  names: [web1.example.org]
`
  t.deepEqual(parseConfig(text, 'agent.yaml'), {
    listen: ['/ip4/127.0.0.1/tcp/0', '/ip6/::1/tcp/7433'],
    root: '/srv/image',
    discovery: { mdns: false },
    proxy: 'http://proxy.example:3128',
    quotaBytes: 2_000_000_000,
    roaming: { rateBytesPerSecond: 65_536 },
    lanUploadBytesPerSecond: 5_000_000,
    class: 'metered',
    metrics: { listen: 9464, names: ['web1.example.org'] },
  })
})

for (const [what, text, line, words] of [
  ['an unknown setting', 'root: /\nlisen: []\n', 2, /unknown setting "lisen"/],
  ['an unknown setting below another', 'discovery:\n  mdns: true\n  mndns: true\n', 3, /"discovery\.mndns"/],
  ['a value of the wrong type', '\nroot: 7\n', 2, /root: expected an absolute path, found 7/],
  ['a relative root', 'root: srv\n', 1, /absolute path/],
  ['a malformed address', 'listen: [localhost:80]\n', 1, /multiaddrs/],
  ['an address that is no list', 'listen: /ip4/0.0.0.0/tcp/1\n', 1, /list/],
  ['a setting that should have settings below it', 'discovery: false\n', 1, /discovery\.mdns/],
  ['a quota below one MiB', 'quotaBytes: 10\n', 1, /quotaBytes/],
  ['a rate away from the site that no file would end with', 'roaming:\n  rateBytesPerSecond: 10\n', 2, /8192/],
  ['an unknown class', 'class: fast\n', 1, /wired/],
  ['a proxy that is no URL', 'proxy: proxy\n', 1, /proxy/],
  ['the same setting twice', 'root: /\nroot: /srv\n', 2, /unique/],
  ['a metrics port by a name', 'metrics:\n  listen: web1:9464\n', 2, /metrics\.listen: expected a port/],
  ['a pattern for a name', 'metrics:\n  names: ["*"]\n', 2, /metrics\.names: expected a list/],
  ['text that is no YAML', 'class: wired\nroot: "/\n', 3, /./],
  ['a list instead of settings', '\n- root\n', 2, /settings/],
] as const) {
  test(`${what} is refused, naming file and line`, t => {
    const error = t.throws(() => parseConfig(text, '/etc/agent.yaml'), { instanceOf: CodedError })
    t.is(error?.code, 'bad-argument')
    t.regex(error!.message, words)
    t.true(error!.message.startsWith(`/etc/agent.yaml, line ${line}: `), error!.message)
  })
}

test('what is written is read back', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'pm-config-'))
  t.teardown(() => rm(folder, { recursive: true }))
  await writeConfig(folder, { root: '/srv/image', listen: ['/ip4/127.0.0.1/tcp/0'] })
  t.deepEqual(await readConfig(folder), { ...defaultConfig, root: '/srv/image', listen: ['/ip4/127.0.0.1/tcp/0'] })
})

test('settings and remarks that are there already stay when others are written', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'pm-config-'))
  t.teardown(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'agent.yaml'), '# no multicast here\ndiscovery:\n  mdns: false\nroot: /old\n')
  await writeConfig(folder, { root: '/srv/image' })
  t.deepEqual(await readConfig(folder), { ...defaultConfig, root: '/srv/image', discovery: { mdns: false } })
  t.regex(await readFile(join(folder, 'agent.yaml'), 'utf8'), /# no multicast here/)
})
