// A host of the LAN that is in no roster, against a real agent's network and a whole coordinator over loopback: what it gets to hear.
// How many strangers a coordinator hears, for how long and with how many bytes is in stranger-join-flood.test.ts; what members and
// operators may not use is in remote-control.test.ts.

import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import type { Connection } from '@libp2p/interface'
import test, { type ExecutionContext } from 'ava'
import { openNetwork } from '../../agent/network.ts'
import { initFleet } from '../../coordinator/commands/init.ts'
import { serve } from '../../coordinator/serve.ts'
import { systemClock } from '../../core/clock.ts'
import { createKeyPair } from '../../core/ed25519.ts'
import { FrameStream } from '../../core/frames.ts'
import { limits, SECOND_MS } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { protocols } from '../../core/protocols.ts'
import { temporaryFolder } from '../kit/patch-folder.ts'
import { openStranger } from '../kit/stranger.ts'

const keys = (number: number) => createKeyPair(Buffer.alloc(32, number))
const [member, stranger] = [keys(1), keys(2)]
const patience = () => AbortSignal.timeout(10 * SECOND_MS)
const tooLong = () =>
  new Promise<never>((_, reject) => patience().addEventListener('abort', () => reject(new Error('no end'))))
const portOf = (address: string) => Number(/tcp\/(\d+)/.exec(address)![1])

async function openAgent(t: ExecutionContext) {
  const admits = (node: string) => node === nodeIdOf(member.publicKey)
  const { secretKey } = keys(250)
  const listen = ['/ip4/127.0.0.1/tcp/0']
  const agent = await openNetwork({ secretKey, listen, admits, isMember: admits, log: silentLog })
  t.teardown(() => agent.close())
  const [heard, met] = [[] as string[], [] as string[]]
  agent.onAnyConnect(node => met.push(node))
  for (const protocol of Object.values(protocols))
    await agent.handle(protocol, () => void heard.push(protocol), { maxInboundStreams: 2 })
  return { node: agent.node, port: portOf(agent.addresses()[0]!), heard, met }
}

/** A wire tap in between: what the agent said, and when it hung up. */
async function tap(t: ExecutionContext, port: number) {
  const said: Buffer[] = []
  const hungUp = Promise.withResolvers<void>()
  const server = createServer({ allowHalfOpen: true }, client => {
    const agent = connect({ port, host: '127.0.0.1' })
    agent.on('data', bytes => said.push(bytes))
    agent.on('close', () => {
      client.destroy()
      hungUp.resolve()
    })
    for (const socket of [client, agent]) socket.on('error', () => undefined) // a reset is an end, too
    client.pipe(agent).pipe(client)
    t.teardown(() => void [client, agent].map(socket => socket.destroy()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => void server.close())
  const address = `/ip4/127.0.0.1/tcp/${(server.address() as AddressInfo).port}`
  return { address, hungUp: hungUp.promise, said: () => transcriptOf(Buffer.concat(said)) }
}

/** The lines of multistream-select in the open, and the lengths of the Noise messages after them. */
function transcriptOf(bytes: Buffer): { lines: string[]; noise: number[] } {
  const lines: string[] = []
  let at = 0
  while (at < bytes.length && lines.at(-1) !== '/noise') {
    const length = bytes[at]!
    lines.push(bytes.toString('utf8', at + 1, at + length))
    at += 1 + length
  }
  const noise: number[] = []
  for (; at < bytes.length; at += 2 + noise.at(-1)!) noise.push(bytes.readUInt16BE(at))
  return { lines, noise }
}

test('an agent says nothing to a stranger after Noise has told who it is: no muxer, no protocol, no byte', async t => {
  const { node, port, heard, met } = await openAgent(t)
  const wire = await tap(t, port)
  const host = await openStranger(t, stranger)
  const ask = async (connection: Connection) => {
    for (const protocol of Object.values(protocols))
      await connection.newStream(protocol, { signal: patience() }).catch(() => undefined) // it is cut meanwhile
  }
  const asked = host.connect(node, wire.address).then(ask, () => undefined)
  await wire.hungUp
  await asked
  const { lines, noise } = wire.said()
  t.deepEqual(lines, ['/multistream/1.0.0', '/noise'])
  t.is(noise.length, 1, 'its half of the handshake')
  t.deepEqual([heard, met], [[], []])
})

test('the same wire carries more for a member', async t => {
  const { node, port, heard } = await openAgent(t)
  const wire = await tap(t, port)
  const host = await openStranger(t, member)
  const connection = await host.connect(node, wire.address)
  const stream = await connection.newStream(protocols.sync, { signal: patience() })
  stream.send(new Uint8Array(1))
  while (heard.length === 0) await new Promise(setImmediate)
  t.deepEqual(heard, [protocols.sync])
  t.true(wire.said().noise.length > 1)
})

test('a host that connects and never speaks Noise is hung up on', async t => {
  const { port, met } = await openAgent(t)
  const hosts = [Buffer.alloc(0), Buffer.from('\x13/multistream/1.0.0\n'), Buffer.from('GET / HTTP/1.1\r\n\r\n')]
  const startedAt = performance.now()
  const came = await Promise.all(
    hosts.map(async bytes => {
      const socket = connect({ port, host: '127.0.0.1' }).on('error', () => undefined) // a reset is an end, too
      t.teardown(() => void socket.destroy())
      let received = 0
      socket.on('data', data => {
        received += data.length
      })
      socket.write(bytes)
      await new Promise(resolve => socket.once('close', resolve))
      return received
    }),
  )
  const tookMs = performance.now() - startedAt
  t.true(tookMs < 3 * limits.upgradeMs, `${tookMs} ms`)
  t.true(
    came.every(bytes => bytes <= 20),
    'its name of multistream-select at most',
  )
  t.deepEqual(met, [])
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('a coordinator hears a stranger on join and submit, and on every other protocol it says no byte', async t => {
  const folder = await temporaryFolder(t)
  const home = join(folder, 'home')
  const passphrase = async () => 'secret'
  const address = `/ip4/127.0.0.1/tcp/${await freePort()}`
  const originListen = `127.0.0.1:${await freePort()}`
  const place = { home, keys: join(folder, 'keys'), fleet: 'test', listen: [address], originListen }
  const { fleet } = await initFleet({ ...place, passphrase, cost: 2 ** 10 })
  const coordinator = await serve({ home, passphrase, clock: systemClock, log: silentLog })
  t.teardown(() => coordinator.close())
  const host = await openStranger(t, stranger)
  const connection = await host.connect(coordinator.node, address)

  const { join: joining, submit, ...closed } = protocols
  for (const protocol of Object.values(closed)) {
    let received = 0
    const ask = async () => {
      const stream = await connection.newStream(protocol, { signal: patience() })
      stream.addEventListener('message', ({ data }) => {
        received += data.byteLength
      })
      const ended = new Promise<void>(resolve => stream.addEventListener('close', () => resolve()))
      stream.send(Buffer.from('\x02\x08\x01')) // a Hello
      if (stream.status === 'open') await ended
    }
    await t.notThrowsAsync(Promise.race([ask().catch(() => undefined), tooLong()]), protocol) // refused, or cut
    t.is(received, 0, protocol)
  }

  const open = async (protocol: string) =>
    new FrameStream(await connection.newStream(protocol, { signal: patience() }), {
      maxFrameBytes: limits.joinAnswerBytes,
      maxBufferedFrames: 1,
    })
  const join1 = await open(joining)
  await join1.send('JoinRequest', { spec: 1 }, patience())
  t.not((await join1.receive('JoinAnswer', patience())).refused, '')
  const submission = await open(submit)
  await submission.send('Hello', { spec: 1, fleet: Buffer.from(fleet, 'hex'), site: '' }, patience())
  await submission.receive('Hello', patience())
  await submission.send('SubmitRequest', { envelope: Buffer.from('rubbish') }, patience())
  t.not((await submission.receive('SubmitAnswer', patience())).refused, '')
})
