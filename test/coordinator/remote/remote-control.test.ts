// The remote command line between real libp2p nodes on loopback: the same semantics as on the control socket.

import { once } from 'node:events'
import { createServer } from 'node:net'
import test from 'ava'
import { CodedError } from '../../../core/errors.ts'
import { limits } from '../../../core/limits.ts'
import { identity, serveRemotely, taken } from '../../kit/remote-coordinator.ts'

test('a call gets its progress in order and then its result', async t => {
  const coordinator = await serveRemotely(t, {
    count: async ({ to }: { to: number }, { progress }) => {
      for (let n = 1; n <= to; n++) {
        progress(n)
        await new Promise(setImmediate)
      }
      return { counted: to }
    },
  })
  const remote = await coordinator.dial(identity(1))
  const seen: unknown[] = []
  t.deepEqual(await remote.call('count', { to: 3 }, { onProgress: value => seen.push(value) }), { counted: 3 })
  t.deepEqual(seen, [1, 2, 3])
})

test("a handler's coded error arrives with its code and sentence, a bug with the code of one", async t => {
  const coordinator = await serveRemotely(t, {
    coded: async () => {
      throw new CodedError('not-found', 'no such patch\u001b[2J')
    },
    bug: async () => (undefined as unknown as string).length,
  })
  const remote = await coordinator.dial(identity(1))
  await t.throwsAsync(remote.call('coded', {}), { code: 'not-found', message: 'no such patch?[2J' })
  await t.throwsAsync(remote.call('bug', {}), { code: 'internal' })
  for (const name of ['nothing', 'toString', '__proto__', '', '../x'])
    await t.throwsAsync(remote.call(name, {}), { code: 'bad-argument' }, name)
})

test('arguments and answers of many megabytes arrive whole, larger ones are refused', async t => {
  const coordinator = await serveRemotely(t, { echo: async args => args, many: async () => 'ü\n'.repeat(2_000_000) })
  const remote = await coordinator.dial(identity(1))
  const large = { text: 'x'.repeat(limits.controlRequestBytes - 100) }
  t.deepEqual(await remote.call('echo', large), large)
  t.is(((await remote.call('many', {})) as string).length, 4_000_000)
  await t.throwsAsync(remote.call('echo', { text: 'x'.repeat(limits.controlRequestBytes) }), { code: 'limit-exceeded' })
})

test('a caller that goes away, or gives up, aborts its handler', async t => {
  const started: (() => void)[] = []
  const aborted: (() => void)[] = []
  const coordinator = await serveRemotely(t, {
    wait: (_, { signal }) => {
      started.shift()!()
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted.shift()!()
          reject(signal.reason)
        })
      })
    },
  })
  for (const leave of ['gives up', 'goes away']) {
    const begun = new Promise<void>(resolve => started.push(resolve))
    const ended = new Promise<void>(resolve => aborted.push(resolve))
    const remote = await coordinator.dial(identity(1))
    const caller = new AbortController()
    const call = remote.call('wait', {}, { signal: caller.signal })
    await begun
    if (leave === 'gives up') caller.abort(new CodedError('refused', 'enough'))
    else void remote.close()
    await t.throwsAsync(call, leave === 'gives up' ? { message: 'enough' } : { code: 'truncated' })
    await ended
  }
})

test('closing aborts what runs and lets it answer', async t => {
  const started = Promise.withResolvers<void>()
  const coordinator = await serveRemotely(t, {
    wait: (_, { signal }) => {
      started.resolve()
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    },
  })
  const remote = await coordinator.dial(identity(1))
  const call = remote.call('wait', {})
  await started.promise
  await Promise.all([t.throwsAsync(call, { code: 'not-running' }), coordinator.control.close()])
})

test('an address that names no coordinator, another one, or nobody is told apart', async t => {
  const coordinator = await serveRemotely(t, {})
  const [host] = coordinator.address.split('/p2p/')
  const unnamed = [
    host!,
    'nonsense',
    '/p2p/12D3',
    `/p2p/${coordinator.network.node}`,
    `${coordinator.address}/p2p-circuit`,
  ]
  for (const address of unnamed)
    await t.throwsAsync(coordinator.dial(identity(1), address), { code: 'bad-argument' }, address)
  await t.throwsAsync(coordinator.dial(identity(1), `${host}/p2p/${identity(9).node}`), { code: 'wrong-coordinator' })
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  const nobody = `/ip4/127.0.0.1/tcp/${port}/p2p/${coordinator.network.node}`
  await t.throwsAsync(coordinator.dial(identity(1), nobody), { code: 'not-reachable' })
})

test('a signed object is handed over by anyone, and a refusal comes back with its code', async t => {
  const handedOver: string[] = []
  const coordinator = await serveRemotely(
    t,
    {},
    {
      submit: async envelope => {
        if (envelope[0] === 0) throw new CodedError('bad-signature', 'too few')
        handedOver.push(Buffer.from(envelope).toString())
        return { ...taken, published: envelope.length < 6 }
      },
    },
  )
  const stranger = await coordinator.dial(identity(7))
  t.is(await stranger.submit(Buffer.from('recall')), 'it waits, with 1 of 1 signatures')
  await t.throwsAsync(stranger.submit(Buffer.from([0, 1])), { code: 'bad-signature', message: 'too few' })
  await t.throwsAsync(stranger.submit(Buffer.alloc(limits.submitBytes)), { code: 'limit-exceeded' })
  t.is(await (await coordinator.dial(identity(1))).submit(Buffer.from('pause')), '')
  t.deepEqual(handedOver, ['recall', 'pause'])
})
