// Strangers who come to a coordinator in numbers, from one host, or with more bytes than a join request has: those who want to join
// still do, and nothing piles up. Real connections on loopback.

import test, { type ExecutionContext } from 'ava'
import { createNetwork, strangerFrames } from '../../coordinator/network.ts'
import { networkOf } from '../../coordinator/strangers.ts'
import { createKeyPair } from '../../core/ed25519.ts'
import { FrameStream } from '../../core/frames.ts'
import { KIB, limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { protocols } from '../../core/protocols.ts'
import { manualClock } from '../kit/manual-clock.ts'
import { openStranger, type Stranger } from '../kit/stranger.ts'

const keys = (number: number) => createKeyPair(Buffer.alloc(32, number))

const limitMs = 20_000

async function openCoordinator(
  t: ExecutionContext,
  { members = [] as string[], clock = manualClock(Date.now()) } = {},
) {
  const network = await createNetwork({
    secretKey: keys(255).secretKey,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    isMember: node => members.includes(node),
    isOperator: () => false,
    clock,
    log: silentLog,
  })
  t.teardown(() => network.close())
  await network.handle(protocols.join, 'anyone', strangerFrames, async (frames, _, signal) => {
    await frames.receive('JoinRequest', signal)
    await frames.send('JoinAnswer', { refused: 'bad-token' }, signal)
  })
  const [address = ''] = network.addresses()
  return { network, address, members }
}

/** Whether a join request of it is answered. */
async function isHeard(stranger: Stranger, node: string, address: string): Promise<boolean> {
  try {
    const connection = await stranger.connect(node, address)
    const signal = AbortSignal.timeout(limitMs)
    const frames = new FrameStream(await connection.newStream(protocols.join, { signal }), {
      maxFrameBytes: limits.joinAnswerBytes,
      maxBufferedFrames: 1,
    })
    await frames.send('JoinRequest', { spec: 1 }, signal)
    return (await frames.receive('JoinAnswer', signal)).refused === 'bad-token'
  } catch {
    return false // refused before a muxer, or cut
  }
}

test.serial('one host with many keys does not take the places of strangers from elsewhere', async t => {
  const { network, address } = await openCoordinator(t)
  const crowd = await Promise.all(
    Array.from({ length: 2 * limits.strangersPerAddress }, (_, index) => openStranger(t, keys(index + 1))),
  )
  const heard = await Promise.all(crowd.map(stranger => isHeard(stranger, network.node, address)))
  t.is(heard.filter(Boolean).length, limits.strangersPerAddress)
  const elsewhere = await openStranger(t, keys(100), { from: '127.0.0.2' })
  t.true(await isHeard(elsewhere, network.node, address))
})

test.serial(
  'strangers from everywhere together have so many places and no more, and members come in all the same',
  async t => {
    const member = keys(200)
    const { network, address } = await openCoordinator(t, { members: [nodeIdOf(member.publicKey)] })
    let heard = 0
    for (let index = 0; index < limits.strangers + 2; index++) {
      const stranger = await openStranger(t, keys(index + 1), { from: `127.0.1.${index}` })
      if (await isHeard(stranger, network.node, address)) heard++
    }
    t.is(heard, limits.strangers)
    t.true(await isHeard(await openStranger(t, member), network.node, address))
  },
)

test.serial('a stranger that stays is cut after ten seconds, and its place is free again', async t => {
  const clock = manualClock(Date.now())
  const { network, address } = await openCoordinator(t, { clock })
  const strangers = await Promise.all(
    Array.from({ length: limits.strangersPerAddress }, (_, index) => openStranger(t, keys(index + 1))),
  )
  const connections = await Promise.all(strangers.map(stranger => stranger.connect(network.node, address)))
  const next = await openStranger(t, keys(50))
  t.false(await isHeard(next, network.node, address))
  const closed = Promise.all(connections.map((connection, index) => strangers[index]!.closed(connection)))
  await clock.advance(limits.strangerMs)
  await closed
  t.true(await isHeard(await openStranger(t, keys(51)), network.node, address))
})

test.serial(
  'a stranger that sends more than anything a stranger may hand over is cut, whatever its streams and the muxer would take',
  async t => {
    const { network, address } = await openCoordinator(t, { clock: manualClock(Date.now()) })
    const stranger = await openStranger(t, keys(1))
    const connection = await stranger.connect(network.node, address)
    const closed = stranger.closed(connection)
    const signal = AbortSignal.timeout(10_000)
    const part = 60 * KIB
    for (let sent = 0; sent <= limits.strangerBytes && connection.status === 'open'; sent += part) {
      try {
        const stream = await connection.newStream(protocols.join, { signal })
        stream.send(Buffer.concat([Buffer.from([0x80, 0x80, 0x04]), new Uint8Array(part)])) // of a frame of 64 KiB
        stream.abort(new Error('the next one'))
      } catch (error) {
        t.not(connection.status, 'open', String(error)) // cut meanwhile
      }
    }
    const late = new Promise(resolve =>
      AbortSignal.timeout(8_000).addEventListener('abort', () => resolve('still open')),
    )
    t.is(await Promise.race([closed, late]), undefined)
  },
)

test.serial('every other protocol is closed to strangers', async t => {
  const { network, address } = await openCoordinator(t)
  let heard = 0
  await network.handle(protocols.sync, 'members', strangerFrames, async () => void heard++)
  const stranger = await openStranger(t, keys(1))
  const connection = await stranger.connect(network.node, address)
  const signal = AbortSignal.timeout(limitMs)
  await t.throwsAsync(async () => {
    const frames = new FrameStream(await connection.newStream(protocols.sync, { signal }), strangerFrames)
    await frames.send('Hello', { spec: 1 }, signal)
    await frames.receiveRaw(signal)
  })
  t.is(heard, 0)
})

test.serial('a member that is one no longer is cut when the rosters are looked at again', async t => {
  const member = keys(200)
  const { network, address, members } = await openCoordinator(t, { members: [nodeIdOf(member.publicKey)] })
  const client = await openStranger(t, member)
  const heard = new Promise<void>(resolve => {
    void network.handle(protocols.sync, 'members', strangerFrames, async () => resolve())
  })
  const connection = await client.connect(network.node, address)
  await connection.newStream(protocols.sync, { signal: AbortSignal.timeout(limitMs) })
  await heard
  const closed = client.closed(connection)
  members.pop()
  network.recheck()
  await closed
  t.deepEqual(network.connected(), [])
})

test.serial('an IPv6 host is its network of 64 bits, an IPv4 one its address', t => {
  t.is(networkOf('192.0.2.7'), '192.0.2.7')
  t.is(networkOf('::ffff:192.0.2.7'), '192.0.2.7')
  t.is(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64')
  t.is(networkOf('2001:db8::1'), '2001:db8:0:0::/64')
  t.is(networkOf('2001:0db8:0000::'), '2001:db8:0:0::/64')
})
