import test from 'ava'
import { createDialScope } from '../../agent/dial-scope.ts'
import { announced } from '../../agent/network.ts'

const dialable = createDialScope({
  prefixes: ['10.1.0.0/16', 'fd00:1::/32', 'nonsense'],
  links: ['10.1.2.3/24', '127.0.0.1/8', 'fe80::1/64'],
})

test('addresses on our own links come first, then those within the signed prefixes, and no others', t => {
  const inside = ['/ip4/10.1.9.9/tcp/7433', '/ip6/fd00:1::9/tcp/7433']
  const onLink = ['/ip4/10.1.2.200/tcp/7433']
  const outside = [
    '/ip4/10.2.0.1/tcp/7433',
    '/ip4/192.0.2.1/tcp/7433',
    '/ip6/2001:db8::1/tcp/7433',
    '/ip4/169.254.169.254/tcp/80',
  ]
  t.deepEqual(dialable([...outside, ...inside, ...onLink]), [...onLink, ...inside])
})

test('what is no plain TCP address is not dialled', t => {
  const odd = [
    '/dns4/evil.example/tcp/7433',
    '/ip4/10.1.2.200/udp/7433/quic-v1',
    '/ip4/10.1.2.200/tcp/0',
    '/ip4/10.1.2.200/tcp/70000',
    '/ip4/10.1.2.200/tcp/7433/p2p-circuit',
    '/ip4/10.1.2.999/tcp/7433',
    '/ip6/10.1.2.200/tcp/7433',
    '/ip4/fd00:1::9/tcp/7433',
    '10.1.2.200:7433',
    '',
  ]
  t.deepEqual(dialable(odd), [])
})

test('loopback is announced only by who listens on nothing else', t => {
  t.deepEqual(announced(['/ip4/127.0.0.1/tcp/1', '/ip6/::1/tcp/1', '/ip4/10.1.2.3/tcp/1', '/ip6/fe80::1/tcp/1']), [
    '/ip4/10.1.2.3/tcp/1',
  ])
  t.deepEqual(announced(['/ip4/127.0.0.1/tcp/1']), ['/ip4/127.0.0.1/tcp/1'])
})
