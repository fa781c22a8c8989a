import test from 'ava'
import { announcedAddresses, createDialScope } from '../../agent/dial-scope.ts'
import { linksOf } from '../../agent/interfaces.ts'

const dialable = createDialScope({
  prefixes: ['10.1.0.0/16', 'fd00:1::/32', 'nonsense'],
  links: linksOf({
    eth0: [{ cidr: '10.1.2.3/24' }, { cidr: 'fe80::1/64' }],
    lo: [{ cidr: '127.0.0.1/8' }],
    docker0: [{ cidr: '172.17.0.1/16' }],
  }),
  own: ['/ip4/10.1.2.3/tcp/7433', '/ip4/172.17.0.1/tcp/7433'],
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

test('neither ourselves nor what lies behind our bridge for containers is dialled', t => {
  t.deepEqual(dialable(['/ip4/172.17.0.1/tcp/7433', '/ip4/172.17.0.5/tcp/7433', '/ip4/10.1.2.3/tcp/7433']), [])
  t.deepEqual(dialable(['/ip4/10.1.2.3/tcp/7434']), ['/ip4/10.1.2.3/tcp/7434'], 'another agent on this machine')
})

const machine = linksOf({
  lo: [{ cidr: '127.0.0.1/8' }],
  eth0: [{ cidr: '10.1.2.3/24' }],
  eth1: [{ cidr: '192.168.9.3/24' }],
  docker0: [{ cidr: '172.17.0.1/16' }],
  'br-0123456789ab': [{ cidr: '172.18.0.1/16' }],
  br0: [{ cidr: '10.7.0.3/24' }],
})
const listened = ['10.1.2.3', '192.168.9.3', '172.17.0.1', '172.18.0.1', '10.7.0.3', '127.0.0.1'].map(
  ip => `/ip4/${ip}/tcp/7433`,
)

test('announced is what lies in the site’s prefixes; without any, all but loopback and bridges of containers', t => {
  const announce = (prefixes: string[]) => announcedAddresses(listened, { prefixes, links: machine })
  t.deepEqual(announce(['10.1.0.0/16']), ['/ip4/10.1.2.3/tcp/7433'])
  t.deepEqual(announce(['10.1.0.0/16', '10.7.0.0/24']), ['/ip4/10.1.2.3/tcp/7433', '/ip4/10.7.0.3/tcp/7433'])
  for (const prefixes of [[], ['10.99.0.0/16']])
    t.deepEqual(announce(prefixes), ['/ip4/10.1.2.3/tcp/7433', '/ip4/192.168.9.3/tcp/7433', '/ip4/10.7.0.3/tcp/7433'])
})

test('loopback is announced only by who listens on nothing else', t => {
  const scope = { prefixes: ['127.0.0.0/8'], links: machine }
  const odd = ['/ip4/127.0.0.1/tcp/1', '/ip6/::1/tcp/1', '/ip4/10.1.2.3/tcp/1', '/ip6/fe80::1/tcp/1']
  t.deepEqual(announcedAddresses(odd, scope), ['/ip4/10.1.2.3/tcp/1'])
  t.deepEqual(announcedAddresses(['/ip4/127.0.0.1/tcp/1'], scope), ['/ip4/127.0.0.1/tcp/1'])
})
