import type { ServerResponse } from 'node:http'
import test, { type ExecutionContext } from 'ava'
import { HttpClient, type HttpClientOptions, nextUrl } from '../../../coordinator/feed/http-client.ts'
import { FileServer } from '../../kit/apt-archive.ts'

// In these tests 127.0.0.1 plays a public address, and 127.0.0.2 a private one.
const isPrivate = (address: string) => address === '127.0.0.2' || address === '::1'

async function setUp(t: ExecutionContext, options: HttpClientOptions = {}) {
  const server = await new FileServer().start('0.0.0.0')
  const client = new HttpClient({ isPrivate, ...options })
  t.teardown(async () => {
    await client.close()
    await server.stop()
  })
  server.files.set('/file', Buffer.from('0123456789'))
  const redirect = (from: string, to: string) => {
    server.answers.set(from, (_request, response) => response.writeHead(302, { location: to }).end())
  }
  const get = (path: string, more = {}) => client.getBytes({ url: server.url + path, maxBytes: 100, ...more })
  return { server, client, redirect, get }
}

test('a file comes as it is, and the client names itself', async t => {
  const { server, get } = await setUp(t)
  let agent: string | undefined
  server.answers.set('/agent', (request, response) => {
    agent = request.headers['user-agent']
    response.end('x')
  })
  t.is((await get('/file')).toString(), '0123456789')
  await get('/agent')
  t.is(agent, 'patchmesh')
})

test('five redirects are followed, a sixth is refused', async t => {
  const { redirect, get, server } = await setUp(t)
  for (let hop = 0; hop < 6; hop++) redirect(`/r${hop}`, hop === 0 ? '/file' : `/r${hop - 1}`)
  t.is((await get('/r4')).toString(), '0123456789')
  await t.throwsAsync(get('/r5'), { code: 'redirect-refused' })
  redirect('/loop', '/loop')
  server.requests.length = 0
  await t.throwsAsync(get('/loop'), { code: 'redirect-refused' })
  t.is(server.requests.length, 6)
})

test('a redirect from https to http, or to no http URL, is refused', t => {
  const from = new URL('https://a.example/x')
  t.throws(() => nextUrl('https://a.example/x', from, 'http://a.example/x'), { code: 'redirect-refused' })
  t.throws(() => nextUrl('https://a.example/x', from, undefined), { code: 'redirect-refused' })
  t.throws(() => nextUrl('https://a.example/x', from, 'file:///etc/passwd'), { code: 'bad-argument' })
  t.is(nextUrl('https://a.example/x', from, '/y').href, 'https://a.example/y')
})

test('a redirect from a public to a private address is refused before anything is sent to it', async t => {
  const { redirect, get, server } = await setUp(t)
  redirect('/inside', `http://127.0.0.2:${server.port}/file`)
  redirect('/inside6', `http://[::1]:${server.port}/file`)
  await t.throwsAsync(get('/inside'), { code: 'redirect-refused' })
  await t.throwsAsync(get('/inside6'), { code: 'redirect-refused' })
  t.deepEqual(server.requests, ['/inside', '/inside6'])
})

test('a redirect to a name with a private address is refused', async t => {
  const { redirect, get, server } = await setUp(t, { resolve: async () => ['127.0.0.1', '127.0.0.2'] })
  redirect('/inside', `http://mixed.example:${server.port}/file`)
  await t.throwsAsync(get('/inside'), { code: 'redirect-refused' })
})

test('a name that turns private between the check and the connection is refused', async t => {
  let asked = 0
  const { redirect, get, server } = await setUp(t, { resolve: async () => [++asked === 1 ? '127.0.0.1' : '127.0.0.2'] })
  redirect('/inside', `http://rebound.example:${server.port}/file`)
  await t.throwsAsync(get('/inside'), { code: 'redirect-refused' })
  t.deepEqual(server.requests, ['/inside'])
})

test('a configured private URL may redirect to a private one, and not from there over a public one', async t => {
  const { redirect, client, server } = await setUp(t)
  redirect('/near', `http://127.0.0.2:${server.port}/file`)
  redirect('/far', `http://127.0.0.1:${server.port}/near`)
  const get = (path: string) => client.getBytes({ url: `http://127.0.0.2:${server.port}${path}`, maxBytes: 100 })
  t.is((await get('/near')).length, 10)
  await t.throwsAsync(get('/far'), { code: 'redirect-refused' })
})

test('a body longer than allowed is refused, announced or not', async t => {
  const { server, get } = await setUp(t)
  server.answers.set('/long', (_request, response) => {
    response.write('x'.repeat(60))
    response.end('x'.repeat(60))
  })
  await t.throwsAsync(get('/file', { maxBytes: 9 }), { code: 'limit-exceeded' })
  await t.throwsAsync(get('/long'), { code: 'limit-exceeded' })
})

test('a body shorter than announced, or than expected, is an error', async t => {
  const { server, get } = await setUp(t)
  server.answers.set('/cut', (_request, response) => {
    response.writeHead(200, { 'content-length': 20 })
    response.write('0123456789', () => response.destroy())
  })
  server.answers.set('/chunked', (_request, response) => response.write('01234', () => response.end()))
  await t.throwsAsync(get('/cut'), { code: 'truncated', message: /expected 20 bytes, found 10/ })
  await t.throwsAsync(get('/chunked', { expectBytes: 10 }), { code: 'truncated' })
  await t.throwsAsync(get('/file', { expectBytes: 11 }), { code: 'wrong-size' })
})

test('silence ends at the idle time-out, a trickle at the whole one', async t => {
  const { server, get } = await setUp(t)
  let trickle: NodeJS.Timeout | undefined
  server.answers.set('/silent', (_request, response) => void response.write('x'))
  server.answers.set('/mute', () => undefined)
  server.answers.set('/trickle', (_request, response) => {
    trickle = setInterval(() => response.write('x'), 20)
  })
  t.teardown(() => clearInterval(trickle))
  await t.throwsAsync(get('/silent', { idleMs: 60 }), { code: 'timed-out' })
  await t.throwsAsync(get('/mute', { idleMs: 60 }), { code: 'timed-out' })
  await t.throwsAsync(get('/trickle', { idleMs: 5000, timeoutMs: 150 }), { code: 'timed-out' })
})

test('a caller can give up', async t => {
  const { server, get } = await setUp(t)
  const giveUp = new AbortController()
  server.answers.set('/silent', () => giveUp.abort(new Error('enough')))
  await t.throwsAsync(get('/silent', { signal: giveUp.signal }), { message: 'enough' })
})

test('a range is asked for and checked, and a server that ignores it is refused', async t => {
  const { server, get } = await setUp(t)
  const answer = (range: string) => (_request: unknown, response: ServerResponse) =>
    void response.writeHead(206, { 'content-range': range, 'content-length': 3 }).end('234')
  server.answers.set('/range', answer('bytes 2-4/10'))
  server.answers.set('/shifted', answer('bytes 3-5/10'))
  const range = { start: 2, end: 4 }
  t.is((await get('/range', { range })).toString(), '234')
  await t.throwsAsync(get('/shifted', { range }), { code: 'http-status' })
  await t.throwsAsync(get('/file', { range }), { code: 'http-status', message: /ignores Range/ })
})

test('a missing file, a failing server and a closed port each have their code', async t => {
  const { server, get, client } = await setUp(t)
  server.answers.set('/broken', (_request, response) => response.writeHead(500).end())
  await t.throwsAsync(get('/none'), { code: 'not-found', message: /found 404/ })
  await t.throwsAsync(get('/broken'), { code: 'http-status', message: /found 500/ })
  await t.throwsAsync(client.getBytes({ url: 'http://127.0.0.1:1/', maxBytes: 1 }), { code: 'not-reachable' })
})

test('a URL of another kind, or with a password, is refused without repeating the password', async t => {
  const { client } = await setUp(t)
  await t.throwsAsync(client.getBytes({ url: 'ftp://a.example/', maxBytes: 1 }), { code: 'bad-argument' })
  const error = await t.throwsAsync(client.getBytes({ url: 'http://me:secret@a.example/', maxBytes: 1 }), {
    code: 'bad-argument',
  })
  t.false(error!.message.includes('secret'))
})

test('through a proxy the whole URL is asked for, and redirects to private addresses stay refused', async t => {
  const proxy = await new FileServer().start()
  t.teardown(() => proxy.stop())
  const { client } = await setUp(t, { proxy: proxy.url })
  proxy.files.set('http://mirror.example/file', Buffer.from('by proxy'))
  proxy.answers.set('http://mirror.example/inside', (_request, response) =>
    response.writeHead(302, { location: 'http://127.0.0.2/' }).end(),
  )
  const get = (path: string) => client.getBytes({ url: `http://mirror.example${path}`, maxBytes: 100 })
  t.is((await get('/file')).toString(), 'by proxy')
  await t.throwsAsync(get('/inside'), { code: 'redirect-refused' })
})
