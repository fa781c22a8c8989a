import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { generateKeyPair } from '@libp2p/crypto/keys'
import type { MultiaddrConnection, StreamMuxerFactory } from '@libp2p/interface'
import test, { type ExecutionContext } from 'ava'
import { openNetwork } from '../../agent/network.ts'
import type { Clock } from '../../core/clock.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { endingInSilence } from '../../core/silent-connections.ts'
import { manualClock } from '../kit/manual-clock.ts'

/** A connection that tells how it ended, and a muxer that counts its questions. */
function watched() {
  const clock = manualClock(0)
  const seen = { asked: 0, ended: undefined as string | undefined }
  const connection = Object.assign(new EventTarget(), {
    abort: (error: Error) => {
      seen.ended = error.message
    },
    send: (_: Uint8Array) => true,
  })
  const muxer = {
    ping: async () => {
      seen.asked++
      throw new Error('closed')
    },
  }
  const create = () => ({ createStreamMuxer: () => muxer }) as unknown as StreamMuxerFactory
  endingInSilence(create, clock)().createStreamMuxer(connection as unknown as MultiaddrConnection)
  return {
    clock,
    seen,
    send: (bytes: number) => connection.send(new Uint8Array(bytes)),
    tell: (event: 'message' | 'close') => connection.dispatchEvent(new Event(event)),
  }
}

test('an idle connection is asked, and lives while anything comes', async t => {
  const { clock, seen, tell } = watched()
  for (let round = 1; round <= 20; round++) {
    await clock.advance(2 * limits.silentLookMs)
    t.is(seen.asked, round)
    tell('message')
  }
  await clock.advance(limits.silentLookMs)
  tell('message')
  await clock.advance(limits.silentLookMs)
  t.is(seen.asked, 20, 'who spoke of late is not asked')
  t.is(seen.ended, undefined)
})

test('a connection by which nothing comes ends at the fourth look, once', async t => {
  const { clock, seen } = watched()
  await clock.advance(4 * limits.silentLookMs - 1)
  t.is(seen.ended, undefined)
  await clock.advance(1)
  t.is(seen.ended, 'nothing comes from there any more')
  seen.ended = undefined
  await clock.advance(100 * limits.silentLookMs)
  t.deepEqual(seen, { asked: 1, ended: undefined })
})

test('who sends much over a thin uplink is given the time that it takes, and no more', async t => {
  const { clock, seen, send, tell } = watched()
  send(300 * 1024)
  send(212 * 1024)
  await clock.advance(8 * limits.silentLookMs - 1)
  t.is(seen.ended, undefined)
  tell('message')
  await clock.advance(3 * limits.silentLookMs)
  t.is(seen.ended, undefined)
  await clock.advance(1)
  t.is(seen.ended, 'nothing comes from there any more')
})

test('a connection that is closed is looked at no more', async t => {
  const { clock, seen, tell } = watched()
  tell('close')
  await clock.advance(100 * limits.silentLookMs)
  t.deepEqual(seen, { asked: 0, ended: undefined })
})

test('a muxer that cannot ask is not passed over in silence', t => {
  const create = () => ({ createStreamMuxer: () => ({}) }) as unknown as StreamMuxerFactory
  t.throws(
    () =>
      endingInSilence(create, manualClock(0))().createStreamMuxer(new EventTarget() as unknown as MultiaddrConnection),
    { message: /has changed/ },
  )
})

/** Passes bytes on between the two until it is cut: then it keeps them and tells nobody, as a router does whose rule drops packets. */
async function cuttableLine(t: ExecutionContext, port: number) {
  const line = { isCut: false, bytes: 0, port: 0 }
  const sockets: Socket[] = []
  const pass = (from: Socket, to: Socket) =>
    from.on('data', data => {
      line.bytes += data.length
      if (!line.isCut) to.write(data)
    })
  const server = createServer(near => {
    const far = connect(port, '127.0.0.1')
    sockets.push(near, far)
    for (const socket of [near, far]) socket.on('error', () => undefined)
    pass(near, far)
    pass(far, near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  line.port = (server.address() as AddressInfo).port
  return line
}

async function node(t: ExecutionContext, clock: Clock, listen: string[]) {
  const { raw: secretKey } = await generateKeyPair('Ed25519')
  const isMember = () => true
  const network = await openNetwork({ secretKey, listen, admits: isMember, isMember, clock, log: silentLog })
  t.teardown(() => network.close())
  return network
}

test('two agents on real sockets stay connected while they have nothing to say, and both know when their link is cut', async t => {
  const clock = manualClock(0)
  const far = await node(t, clock, ['/ip4/127.0.0.1/tcp/0'])
  const near = await node(t, clock, [])
  const line = await cuttableLine(t, Number(far.addresses()[0]!.split('/')[4]))
  const lost: string[] = []
  near.onDisconnect(other => lost.push(`near lost ${other === far.node ? 'far' : other}`))
  far.onDisconnect(other => lost.push(`far lost ${other === near.node ? 'near' : other}`))
  await near.dial(far.node, [`/ip4/127.0.0.1/tcp/${line.port}`], AbortSignal.timeout(10_000))
  for (let round = 0; round < 10; round++) {
    const before = line.bytes
    await clock.advance(2 * limits.silentLookMs)
    while (line.bytes < before + 2 * (12 + 18)) await setImmediate() // a frame of yamux in one of Noise, and its answer
  }
  t.deepEqual(lost, [])
  line.isCut = true
  await clock.advance(4 * limits.silentLookMs)
  while (lost.length < 2) await setImmediate()
  t.deepEqual(lost.toSorted(), ['far lost near', 'near lost far'])
  t.deepEqual([near.connectedMembers(), far.connectedMembers()], [[], []])
})
