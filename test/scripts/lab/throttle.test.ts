import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { createThrottle } from '../../../scripts/lab/throttle.ts'

const LOOPBACK = { host: '127.0.0.1', port: 0 }

async function serve(
  t: ExecutionContext,
  onConnection: (socket: Socket) => void,
): Promise<{ host: string; port: number }> {
  const server: Server = createServer({ allowHalfOpen: true }, onConnection)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
}

async function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('bytes pass unchanged both ways and are counted by direction', async t => {
  const target = await serve(t, socket => socket.pipe(socket))
  const throttle = await createThrottle({ listen: LOOPBACK, target, rateBytesPerSecond: 10_000_000 })
  t.teardown(throttle.close)
  const sent = randomBytes(300_000)
  const socket = connect({ ...throttle.address, allowHalfOpen: true })
  socket.end(sent)
  t.deepEqual(await readAll(socket), sent)
  t.is(throttle.rxBytes, 300_000)
  t.is(throttle.txBytes, 300_000)
})

test('all connections of an office, over two throttles on one link, share the rate', async t => {
  const target = await serve(t, socket => socket.end(Buffer.alloc(100_000)))
  const first = await createThrottle({ listen: LOOPBACK, target, rateBytesPerSecond: 1_000_000 })
  const second = await createThrottle({ listen: LOOPBACK, target, rateBytesPerSecond: 1_000_000, sameLinkAs: first })
  t.teardown(() => Promise.all([first.close(), second.close()]))
  const startedAt = performance.now()
  await Promise.all([first, first, second, second].map(({ address }) => readAll(connect(address))))
  const seconds = (performance.now() - startedAt) / 1000
  // 400 kB at 1 MB/s, less one burst; a link each would take 0.2 s, a rate each 0.1 s. A busy machine may take any time longer.
  t.true(seconds > 0.36, `${seconds} s`)
  t.is(first.rxBytes + second.rxBytes, 400_000)
})

test('a client that goes away ends the connection behind the throttle', async t => {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const target = await serve(t, socket => {
    socket.on('error', () => socket.destroy())
    socket.once('close', () => resolve())
    const fill = () => socket.write(Buffer.alloc(100_000), error => error ?? fill())
    fill()
  })
  const throttle = await createThrottle({ listen: LOOPBACK, target, rateBytesPerSecond: 100_000 })
  t.teardown(throttle.close)
  const socket = connect(throttle.address)
  await once(socket, 'data')
  socket.destroy()
  await closed
  t.pass()
})
