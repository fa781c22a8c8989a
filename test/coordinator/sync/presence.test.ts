import test from 'ava'
import { Presence } from '../../../coordinator/sync/presence.ts'
import { limits, SECOND_MS } from '../../../core/limits.ts'
import { manualClock } from '../../kit/manual-clock.ts'

/** Nodes b… are of berlin, l… of lyon; all tell an address of berlin but those in `away`. */
function setUp() {
  const clock = manualClock(0)
  const connected = new Map<string, string>()
  const away = new Set<string>()
  const presence = new Presence({
    connected: () => [...connected.keys()],
    addressOf: node => connected.get(node),
    toldBy: node => [away.has(node) ? '/ip4/192.168.4.7/tcp/7433' : '/ip4/10.1.0.7/tcp/7433'],
    siteOf: node => (node.startsWith('b') ? 'berlin' : node.startsWith('l') ? 'lyon' : undefined),
    prefixesOf: site => (site === 'berlin' ? ['10.1.0.0/16', 'fd00:1::/32'] : []),
    clock,
  })
  return { presence, connected, away, clock }
}

test('a member is there while it is connected, and as old as its last exchange', async t => {
  const { presence, connected, clock } = setUp()
  connected.set('b1', '203.0.113.1').set('l1', '203.0.113.1').set('b2', '203.0.113.1')
  for (const node of ['b1', 'l1', 'b2']) presence.heard(node)
  await clock.advance(5500)
  presence.heard('b2')
  t.deepEqual(
    [...presence.liveMembers('berlin', 'b3')],
    [
      ['b1', 6],
      ['b2', 1],
    ],
  )
  t.deepEqual([...presence.liveMembers('berlin', 'b1')], [['b2', 1]], 'who asks is not told of itself')
  t.deepEqual([...presence.liveMembers('lyon', 'l2')], [['l1', 6]], 'behind one address, but another site')
  connected.delete('b1')
  t.deepEqual([...presence.liveMembers('berlin', 'b3')], [['b2', 1]])
})

test('a member whose report another one brought is there for a while, though it is not connected', async t => {
  const { presence, away, clock } = setUp()
  presence.heardOf('b1')
  presence.heardOf('l1')
  t.deepEqual([...presence.liveMembers('berlin', 'b2')], [['b1', 1]])
  t.deepEqual([...presence.liveMembers('berlin', 'b1')], [])
  await clock.advance(limits.carriedPresenceMs - 1)
  t.deepEqual([...presence.liveMembers('berlin', 'b2')], [['b1', limits.carriedPresenceMs / SECOND_MS]])
  away.add('b1')
  t.deepEqual([...presence.liveMembers('berlin', 'b2')], [], 'by its own word it is at another place')
  away.delete('b1')
  await clock.advance(1)
  t.deepEqual([...presence.liveMembers('berlin', 'b2')], [])
})

test('who has no address of its site is not told to others as there', t => {
  const { presence, connected, away } = setUp()
  connected.set('b1', '203.0.113.1').set('b2', '198.51.100.7')
  for (const node of connected.keys()) presence.heard(node)
  away.add('b2')
  t.deepEqual([...presence.liveMembers('berlin', 'b1').keys()], [])
  t.deepEqual([...presence.liveMembers('berlin', 'b2').keys()], ['b1'])
})

test('a node is elsewhere when its site is seen in another network and nobody of the site where it comes from', t => {
  const { presence, connected, away } = setUp()
  connected.set('b1', '203.0.113.1')
  t.false(presence.isElsewhere('b1', 'berlin'), 'nobody to compare it with')
  connected.set('l1', '203.0.113.1').set('b2', '198.51.100.7')
  t.false(presence.isElsewhere('b1', 'berlin'), 'of two single machines nobody can tell which one is at home')
  connected.set('b3', '198.51.100.7')
  t.true(presence.isElsewhere('b1', 'berlin'))
  t.false(presence.isElsewhere('b2', 'berlin'))
  away.add('b3')
  t.false(presence.isElsewhere('b1', 'berlin'), 'who says itself that it is away is no measure')
  connected.set('b4', '198.51.100.7').set('b5', '::ffff:203.0.113.1')
  t.false(presence.isElsewhere('b1', 'berlin'), 'one more comes from there')
  t.false(presence.isElsewhere('b9', 'berlin'), 'it is not connected')
})

test('who is seen by an address of the site is at home, and so is its network', t => {
  const { presence, connected } = setUp()
  connected.set('b1', '203.0.113.1').set('b2', '10.1.2.3')
  t.false(presence.isElsewhere('b2', 'berlin'))
  t.true(presence.isElsewhere('b1', 'berlin'))
  connected.set('b6', '2001:db8:0:1::6')
  t.true(presence.isElsewhere('b6', 'berlin'))
  connected.set('b7', '2001:db8:0:1:ffff::7')
  t.false(presence.isElsewhere('b6', 'berlin'), 'one IPv6 network')
})
