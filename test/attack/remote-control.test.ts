// The command line over the network, attacked: by those who are no operators, by one who was, by one who sends what no command line
// would, and by one who replays what was heard on the wire.

import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { multiaddr } from '@multiformats/multiaddr'
import test, { type ExecutionContext } from 'ava'
import { dialCoordinator } from '../../coordinator/network.ts'
import { controlRequestFrames } from '../../coordinator/remote/serve-control.ts'
import { submitFrames } from '../../coordinator/remote/serve-submit.ts'
import type { ControlHandlers } from '../../core/control.ts'
import type { FrameStream } from '../../core/frames.ts'
import { KIB, limits } from '../../core/limits.ts'
import { protocols } from '../../core/protocols.ts'
import { encode } from '../../proto/codec.ts'
import { manualClock } from '../kit/manual-clock.ts'
import { type Identity, identity, type RemoteKit, serveRemotely, taken } from '../kit/remote-coordinator.ts'
import { varintBytes } from '../kit/wire.ts'

const [operator, other, member, stranger] = [1, 2, 3, 4].map(identity) as [Identity, Identity, Identity, Identity]
const limitMs = 10_000

/** A stream of the protocol, for bytes of the attacker's own. */
async function open(
  t: ExecutionContext,
  { address }: RemoteKit,
  from: Identity,
  protocol: string,
): Promise<FrameStream> {
  const connection = await dialCoordinator({ secretKey: from.secretKey, address })
  t.teardown(() => connection.close())
  return await connection.openFrames(protocol, controlRequestFrames, AbortSignal.timeout(limitMs))
}

async function greet(frames: FrameStream, fleet = new Uint8Array()): Promise<void> {
  await frames.send('Hello', { spec: 1, fleet, site: '' }, AbortSignal.timeout(limitMs))
  await frames.receive('Hello', AbortSignal.timeout(limitMs))
}

/** Resolves when the coordinator has hung up. */
async function hungUp(frames: FrameStream): Promise<string> {
  const ended = once(frames.stream as never, 'close', { signal: AbortSignal.timeout(limitMs) })
  if (['aborted', 'reset', 'closed'].includes(frames.stream.status)) return frames.stream.status
  await ended
  return frames.stream.status
}

function counting(more: ControlHandlers = {}): { handlers: ControlHandlers; calls: unknown[] } {
  const calls: unknown[] = []
  const note = async (args: unknown) => {
    calls.push(args)
    return 'done'
  }
  return { handlers: { note, ...more }, calls }
}

test('strangers, members and former operators give no command, operators use nothing that is for members', async t => {
  const { handlers, calls } = counting()
  const coordinator = await serveRemotely(t, handlers, { operators: [operator], members: [member] })
  const heard: string[] = []
  for (const protocol of [protocols.sync, protocols.report, protocols.heads])
    await coordinator.network.handle(protocol, 'members', submitFrames, async () => void heard.push(protocol))
  for (const who of [stranger, member]) {
    const remote = await coordinator.dial(who)
    const error = await t.throwsAsync(remote.call('note', {}), { code: 'refused' })
    t.true(error?.message.includes(who.node), error?.message)
  }
  for (const protocol of [protocols.sync, protocols.report, protocols.heads]) {
    const frames = await open(t, coordinator, operator, protocol).catch(() => undefined)
    if (frames) t.not(await hungUp(frames), 'open')
  }
  t.deepEqual(calls, [])
  t.deepEqual(heard, [])
  t.is(await (await coordinator.dial(operator)).call('note', {}), 'done')
})

test('a command that is not for operators is none over the network', async t => {
  const { handlers, calls } = counting()
  const coordinator = await serveRemotely(t, { ...handlers, backup: handlers.note! }, { allowed: ['note'] })
  const remote = await coordinator.dial(operator)
  await t.throwsAsync(remote.call('backup', {}), { code: 'bad-argument' })
  t.deepEqual(calls, [])
})

test('an operator that a new root no longer names is cut off in the middle of a command', async t => {
  const started = Promise.withResolvers<void>()
  const aborted = Promise.withResolvers<void>()
  const coordinator = await serveRemotely(
    t,
    {
      wait: (_, { signal }) => {
        started.resolve()
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            aborted.resolve()
            reject(signal.reason)
          })
        })
      },
    },
    { operators: [operator, other] },
  )
  const [removed, kept] = [await coordinator.dial(operator), await coordinator.dial(other)]
  const call = removed.call('wait', {})
  await started.promise
  coordinator.operators.delete(operator.node)
  coordinator.network.recheck()
  await t.throwsAsync(call, { code: 'truncated' })
  await aborted.promise
  await t.throwsAsync(removed.call('nothing', {}), { code: 'refused' })
  await t.throwsAsync((await coordinator.dial(operator)).call('nothing', {}), { code: 'refused' })
  await t.throwsAsync(kept.call('nothing', {}), { code: 'bad-argument' })
})

test('garbage, half requests, over-long ones and another fleet’s operators reach no handler', async t => {
  const { handlers, calls } = counting()
  const coordinator = await serveRemotely(t, handlers)
  const signal = AbortSignal.timeout(limitMs)
  const request = encode('ControlRequest', { name: 'note', body: Buffer.from('{"a":1}') })
  const attacks: Record<string, (frames: FrameStream) => Promise<void>> = {
    'no hello': frames => frames.sendRaw(request, signal),
    'another fleet': frames => greet(frames, Buffer.alloc(32, 9)),
    garbage: async frames => {
      await greet(frames)
      await frames.sendRaw(Buffer.alloc(1000, 0xff), signal)
    },
    'half a request': async frames => {
      await greet(frames)
      frames.stream.send(Buffer.concat([Buffer.from([request.length]), request.subarray(0, 5)]))
      await frames.close(signal)
    },
    'a declared length beyond the bound': async frames => {
      await greet(frames)
      frames.stream.send(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x07]))
    },
    // what it says is enough: nothing of it is waited for
    'a declared length just beyond the bound': async frames => {
      await greet(frames)
      frames.stream.send(varintBytes(BigInt(limits.controlRequestBytes + 2 * KIB)))
    },
  }
  for (const [name, attack] of Object.entries(attacks)) {
    const frames = await open(t, coordinator, operator, protocols.control)
    await attack(frames).catch(() => undefined) // the coordinator may hang up meanwhile
    t.not(await hungUp(frames), 'open', name)
  }
  t.deepEqual(calls, [])
  t.is(await (await coordinator.dial(operator)).call('note', {}), 'done')
})

test('a request that trickles in is given up after its time', async t => {
  const { handlers, calls } = counting()
  const clock = manualClock(0)
  const coordinator = await serveRemotely(t, handlers, { clock })
  const frames = await open(t, coordinator, operator, protocols.control)
  await greet(frames)
  frames.stream.send(Buffer.from([100]))
  await (await coordinator.dial(operator)).call('note', {}) // by then the coordinator waits for the first one
  await clock.advance(limits.controlRequestMs)
  t.not(await hungUp(frames), 'open')
  t.is(calls.length, 1)
})

test('an operator that gives many commands at once holds up no other', async t => {
  let release: () => void = () => undefined
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  let running = 0
  const full = Promise.withResolvers<void>()
  const coordinator = await serveRemotely(
    t,
    {
      hold: async () => {
        if (++running === limits.operatorCommands) full.resolve()
        await held
        return 'held'
      },
      ping: async () => 'pong',
    },
    { operators: [operator, other] },
  )
  const perConnection = limits.streamsPerProtocol
  const calls: Promise<unknown>[] = []
  for (let connection = 0; connection < limits.operatorCommands / perConnection; connection++) {
    const remote = await coordinator.dial(operator)
    for (let stream = 0; stream < perConnection; stream++) calls.push(remote.call('hold', {}))
  }
  await full.promise
  await t.throwsAsync((await coordinator.dial(operator)).call('ping', {}), { code: 'limit-exceeded' })
  t.is(await (await coordinator.dial(other)).call('ping', {}), 'pong')
  t.is(running, limits.operatorCommands)
  release()
  t.deepEqual(await Promise.all(calls), Array(limits.operatorCommands).fill('held'))
  t.is(await (await coordinator.dial(operator)).call('ping', {}), 'pong')
})

test('what was heard of an operator’s session is worth nothing when it is sent again', async t => {
  const { handlers, calls } = counting()
  const coordinator = await serveRemotely(t, handlers)
  const relay = await recordingRelay(t, coordinator.address)
  const remote = await coordinator.dial(operator, relay.address)
  t.is(await remote.call('note', { order: 1 }), 'done')
  await remote.close()
  const { host, port } = relay.target
  const replay = connect(port, host)
  replay.on('error', () => replay.destroy()) // it hangs up on what it cannot decrypt
  const ended = new Promise(resolve => replay.once('close', resolve))
  for (const chunk of relay.heard) replay.write(chunk)
  replay.resume()
  await ended
  t.deepEqual(calls, [{ order: 1 }])
  t.is(await (await coordinator.dial(operator)).call('note', { order: 2 }), 'done')
})

/** Passes bytes on to the coordinator and keeps what the caller sent. */
async function recordingRelay(t: ExecutionContext, address: string) {
  const [ip, tcp, peer] = multiaddr(address).getComponents()
  const target = { host: ip!.value!, port: Number(tcp!.value) }
  const heard: Buffer[] = []
  const sockets = new Set<Socket>()
  const server = createServer(inbound => {
    const outbound = connect(target.port, target.host)
    for (const socket of [inbound, outbound]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
    }
    inbound.on('data', chunk => heard.push(chunk))
    inbound.pipe(outbound).pipe(inbound)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as { port: number }
  return { target, heard, address: `/ip4/127.0.0.1/tcp/${port}/p2p/${peer!.value}` }
}

test('those who hand objects over cannot make the coordinator verify many at once, or read a large one', async t => {
  let release: () => void = () => undefined
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  let verifying = 0
  let most = 0
  const members = [10, 11, 12, 13].map(identity)
  const coordinator = await serveRemotely(
    t,
    {},
    {
      members,
      submit: async () => {
        most = Math.max(most, ++verifying)
        await held
        verifying--
        return taken
      },
    },
  )
  const handOvers: Promise<unknown>[] = []
  for (const each of members) {
    const remote = await coordinator.dial(each)
    for (let stream = 0; stream < limits.submissions / members.length; stream++)
      handOvers.push(remote.submit(Buffer.from(`${stream}`)))
  }
  const surplus = await coordinator.dial(identity(50))
  const large = await open(t, coordinator, identity(51), protocols.submit)
  await greet(large)
  large.stream.send(varintBytes(BigInt(limits.submitBytes + 1))) // nothing of it is waited for
  t.not(await hungUp(large), 'open')
  await t.throwsAsync(surplus.submit(Buffer.from('more')), { code: 'limit-exceeded' })
  release()
  await Promise.all(handOvers)
  t.is(most, 1)
})
