import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import test, { type ExecutionContext } from 'ava'
import { type ControlHandlers, callControl, serveControl } from '../../core/control.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'

async function folder(t: ExecutionContext, below = ''): Promise<string> {
  const top = await mkdtemp(join(tmpdir(), 'patchmesh-control-'))
  t.teardown(() => rm(top, { recursive: true, force: true }))
  return join(top, below)
}

async function serve(t: ExecutionContext, path: string, handlers: ControlHandlers) {
  const control = await serveControl(path, handlers)
  t.teardown(() => control.close())
  return control
}

test('a call gets its progress in order and then its result', async t => {
  const path = join(await folder(t), 'control', 'a.sock')
  await serve(t, path, {
    count: async ({ to }: { to: number }, { progress }) => {
      for (let n = 1; n <= to; n++) progress(n)
      return { counted: to }
    },
  })
  const seen: unknown[] = []
  t.deepEqual(await callControl(path, 'count', { to: 3 }, { onProgress: value => seen.push(value) }), { counted: 3 })
  t.deepEqual(seen, [1, 2, 3])
})

test('only the owner can reach the socket', async t => {
  const path = join(await folder(t), 'control', 'a.sock')
  await serve(t, path, {})
  t.is((await stat(path)).mode & 0o777, 0o600)
  t.is((await stat(join(path, '..'))).mode & 0o777, 0o700)
})

test('a folder deeper than the kernel allows for socket paths works, and leaves nothing behind', async t => {
  const path = join(await folder(t, 'x'.repeat(100)), 'y'.repeat(100), 'control', 'a.sock')
  t.true(Buffer.byteLength(path) > limits.socketPathBytes)
  const control = await serveControl(path, { echo: async args => args })
  t.deepEqual(await callControl(path, 'echo', { a: 'ü' }), { a: 'ü' })
  await t.throwsAsync(serveControl(path, {}), { code: 'already-running' })
  t.true((await stat(path)).isSocket())
  await control.close()
  await t.throwsAsync(stat(path), { code: 'ENOENT' })
})

test('the socket of a killed process is replaced', async t => {
  const path = join(await folder(t), 'a.sock')
  const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout!, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  t.true((await stat(path)).isSocket())
  await t.throwsAsync(callControl(path, 'x'), { code: 'not-running' })
  await serve(t, path, { ping: async () => 'pong' })
  t.is(await callControl(path, 'ping'), 'pong')
})

test('a second daemon is refused and the first goes on answering', async t => {
  const path = join(await folder(t), 'a.sock')
  await serve(t, path, { ping: async () => 'first' })
  await t.throwsAsync(serveControl(path, { ping: async () => 'second' }), { code: 'already-running' })
  t.is(await callControl(path, 'ping'), 'first')
})

test('a stopped daemon is not running, and its socket is gone', async t => {
  const path = join(await folder(t), 'a.sock')
  const control = await serveControl(path, {})
  await control.close()
  await t.throwsAsync(stat(path), { code: 'ENOENT' })
  const error = await t.throwsAsync<CodedError>(callControl(path, 'x'), { code: 'not-running' })
  t.true(error.message.includes(path))
})

test("a handler's coded error arrives with its code and sentence, other errors get a code", async t => {
  const path = join(await folder(t), 'a.sock')
  await serve(t, path, {
    coded: async () => {
      throw new CodedError('not-found', 'no such patch')
    },
    system: async () => await stat('/nowhere/at/all'),
    bug: async () => (undefined as unknown as string).length,
    late: async (_, { progress }) => {
      progress('half way')
      throw new CodedError('refused', 'no')
    },
  })
  await t.throwsAsync(callControl(path, 'coded'), { code: 'not-found', message: 'no such patch' })
  await t.throwsAsync(callControl(path, 'system'), { code: 'io-failed' })
  await t.throwsAsync(callControl(path, 'bug'), { code: 'internal' })
  await t.throwsAsync(callControl(path, 'late'), { code: 'refused' })
})

test('a command that the daemon has not, also one of Object, is refused', async t => {
  const path = join(await folder(t), 'a.sock')
  await serve(t, path, {})
  for (const name of ['nothing', 'toString', '__proto__', '../x'])
    await t.throwsAsync(callControl(path, name), { code: 'bad-argument' }, name)
})

test('arguments that are no JSON, or too long, are refused', async t => {
  const path = join(await folder(t), 'a.sock')
  await serve(t, path, { echo: async args => args })
  const post = async (body: string | Buffer) => {
    const outgoing = request({ socketPath: path, path: '/echo', method: 'POST', agent: false })
    outgoing.on('error', () => undefined) // the daemon may hang up on what it refuses
    outgoing.end(body)
    const [response] = await once(outgoing, 'response')
    return JSON.parse(await text(response)).error.code
  }
  t.is(await post('{"a":'), 'bad-argument')
  t.is(await post(Buffer.alloc(limits.controlRequestBytes + 1, 0x20)), 'limit-exceeded')
})

test('a caller that goes away aborts its handler', async t => {
  const path = join(await folder(t), 'a.sock')
  const started = Promise.withResolvers<void>()
  const aborted = Promise.withResolvers<void>()
  await serve(t, path, {
    wait: (_, { signal }) => {
      started.resolve()
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted.resolve()
          reject(signal.reason)
        })
      })
    },
  })
  const caller = new AbortController()
  const call = callControl(path, 'wait', {}, { signal: caller.signal })
  await started.promise
  caller.abort(new CodedError('refused', 'enough'))
  await t.throwsAsync(call, { message: 'enough' })
  await aborted.promise
  t.pass()
})

test('closing aborts what runs and lets it answer', async t => {
  const path = join(await folder(t), 'a.sock')
  const started = Promise.withResolvers<void>()
  const control = await serveControl(path, {
    wait: (_, { signal }) => {
      started.resolve()
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    },
  })
  const call = callControl(path, 'wait')
  await started.promise
  await Promise.all([t.throwsAsync(call, { code: 'not-running' }), control.close()])
})

test('a daemon that ends without an answer is told apart from one that does not run', async t => {
  const path = join(await folder(t), 'a.sock')
  const server = createServer(socket => {
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{"progress":1}\n'))
  })
  server.listen(path)
  await once(server, 'listening')
  t.teardown(() => server.close())
  await t.throwsAsync(callControl(path, 'x'), { code: 'truncated' })
})

test('an answer of many megabytes with line feeds inside its strings arrives whole', async t => {
  const path = join(await folder(t), 'a.sock')
  const rows = Array.from({ length: 20_000 }, (_, n) => ({ n, text: `line\n${'ü'.repeat(100)}` }))
  await serve(t, path, { rows: async () => rows })
  t.deepEqual(await callControl(path, 'rows'), rows)
})

test('a connection that says nothing stops nobody else', async t => {
  const path = join(await folder(t), 'a.sock')
  await serve(t, path, { ping: async () => 'pong' })
  const idle = connect(path)
  await once(idle, 'connect')
  t.teardown(() => idle.destroy())
  t.is(await callControl(path, 'ping'), 'pong')
})
