import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { artifactUrl, startOrigin } from '../../../coordinator/origin/origin-server.ts'
import { openOriginStore } from '../../../coordinator/origin/origin-store.ts'
import { sha256 } from '../../../core/digest.ts'
import { limits } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import { temporaryFolder } from '../../kit/patch-folder.ts'

const content = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7) & 0xff))
const digest = sha256(content)

async function setUp(t: ExecutionContext, { idleMs }: { idleMs?: number } = {}) {
  const folder = await temporaryFolder(t)
  const store = await openOriginStore({ folder, quotaBytes: 1_000_000, log: silentLog })
  async function* stream() {
    yield content
  }
  await store.add({ digest, sizeBytes: content.length }, stream())
  const origin = await startOrigin({ store, host: '127.0.0.1', port: 0, log: silentLog, ...(idleMs && { idleMs }) })
  t.teardown(() => origin.close())
  return { folder, origin, url: artifactUrl(origin.url, digest) }
}

/** As it is on the wire: fetch() would hide lengths of HEAD and retry. */
async function ask(
  url: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  const outgoing = request(url, { method, headers, agent: false })
  outgoing.end()
  const [response] = (await once(outgoing, 'response')) as [import('node:http').IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }
}

test('an artifact is served whole, with exact length and its digest as ETag', async t => {
  const { url } = await setUp(t)
  const { status, headers, body } = await ask(url)
  t.is(status, 200)
  t.deepEqual(body, content)
  t.like(headers, { 'content-length': '100000', etag: `"${digest}"`, 'accept-ranges': 'bytes' })
})

test('HEAD says the same and sends no body, whatever range is asked', async t => {
  const { url } = await setUp(t)
  for (const headers of [{}, { range: 'bytes=0-9' }] as Record<string, string>[]) {
    const answer = await ask(url, { method: 'HEAD', headers })
    t.is(answer.status, 200)
    t.is(answer.headers['content-length'], '100000')
    t.is(answer.body.length, 0)
  }
})

for (const [range, start, end] of [
  ['bytes=0-0', 0, 0],
  ['bytes=65536-99999', 65_536, 99_999],
  ['bytes=99999-200000', 99_999, 99_999],
  ['bytes=-10', 99_990, 99_999],
] as const) {
  test(`a single range is served as it is asked: ${range}`, async t => {
    const { url } = await setUp(t)
    const { status, headers, body } = await ask(url, { headers: { range } })
    t.is(status, 206)
    t.is(headers['content-range'], `bytes ${start}-${end}/100000`)
    t.is(headers['content-length'], String(end - start + 1))
    t.deepEqual(body, content.subarray(start, end + 1))
  })
}

test('a range behind the end is refused with the length of the file', async t => {
  const { url } = await setUp(t)
  const { status, headers, body } = await ask(url, { headers: { range: 'bytes=100000-' } })
  t.is(status, 416)
  t.is(headers['content-range'], 'bytes */100000')
  t.is(body.length, 0)
})

test('several ranges are answered with the whole file', async t => {
  const { url } = await setUp(t)
  const { status, body } = await ask(url, { headers: { range: 'bytes=0-1,5-6' } })
  t.is(status, 200)
  t.is(body.length, 100_000)
})

test('If-Range with our ETag keeps the range, with anything else gives the whole file', async t => {
  const { url } = await setUp(t)
  const statusFor = async (condition: string) =>
    (await ask(url, { headers: { range: 'bytes=0-9', 'if-range': condition } })).status
  t.is(await statusFor(`"${digest}"`), 206)
  t.is(await statusFor('"other"'), 200)
  t.is(await statusFor(`W/"${digest}"`), 200)
  t.is(await statusFor('Sun, 22 Nov 2026 12:00:00 GMT'), 200)
})

test('If-None-Match with our ETag needs no body', async t => {
  const { url } = await setUp(t)
  const { status, body } = await ask(url, { headers: { 'if-none-match': `"x", "${digest}"` } })
  t.is(status, 304)
  t.is(body.length, 0)
})

test('nothing else is served: no listing, no other path, no other file', async t => {
  const { origin, folder } = await setUp(t)
  await writeFile(join(folder, 'secret'), 'secret')
  for (const path of ['/', '/artifact', '/artifact/', '/artifact/secret', `/artifact/${digest.toUpperCase()}`]) {
    const { status, body } = await ask(origin.url + path)
    t.is(status, 404, path)
    t.is(body.length, 0)
  }
  for (const path of [`/artifact/${'0'.repeat(64)}`, `/artifact/../artifact/secret`, `/artifact/%2e%2e/${digest}`])
    t.is((await ask(origin.url + path)).status, 404, path)
})

test('other methods are refused by name', async t => {
  const { url } = await setUp(t)
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const { status, headers } = await ask(url, { method })
    t.is(status, 405)
    t.is(headers.allow, 'GET, HEAD')
  }
})

test('a file whose bytes are not those of the digest is not served', async t => {
  const { url, folder } = await setUp(t)
  const wrong = Buffer.from(await readFile(join(folder, digest)))
  wrong[50_000]! ^= 1
  await writeFile(join(folder, digest), wrong)
  t.is((await ask(url, { headers: { range: 'bytes=0-9' } })).status, 404)
  t.is((await ask(url)).status, 404)
})

test('a client that goes away in the middle harms no other', async t => {
  const { url } = await setUp(t)
  const outgoing = request(url, { agent: false })
  outgoing.on('error', () => undefined)
  outgoing.end()
  const [response] = (await once(outgoing, 'response')) as [import('node:http').IncomingMessage]
  response.destroy()
  t.is((await ask(url)).status, 200)
})

test('a connection on which nothing moves is closed', async t => {
  const { origin } = await setUp(t, { idleMs: 50 })
  const socket = connect(Number(new URL(origin.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  const closed = once(socket, 'close')
  socket.write('GET /artifact/')
  await closed
  t.true(socket.destroyed)
})

test('requests with huge headers are refused', async t => {
  const { url } = await setUp(t)
  t.is((await ask(url, { headers: { 'x-long': 'a'.repeat(20_000) } })).status, 431)
})

test('a port that is taken is an error that says so', async t => {
  const { origin } = await setUp(t)
  const port = Number(new URL(origin.url).port)
  const store = { open: async () => undefined }
  await t.throwsAsync(startOrigin({ store, host: '127.0.0.1', port, log: silentLog }), { code: 'io-failed' })
})

test('requests sent ahead on one connection are answered one after the other; too many end it, and open no file', async t => {
  const folder = await temporaryFolder(t)
  const store = await openOriginStore({ folder, quotaBytes: 1_000_000, log: silentLog })
  await store.add(
    { digest, sizeBytes: content.length },
    (async function* () {
      yield content
    })(),
  )
  let opened = 0
  const open: typeof store.open = wanted => {
    opened++
    return store.open(wanted)
  }
  const origin = await startOrigin({ store: { open }, host: '127.0.0.1', port: 0, log: silentLog })
  t.teardown(() => origin.close())
  const first = `GET /artifact/${digest} HTTP/1.1\r\nHost: a\r\nRange: bytes=0-0\r\n`
  const send = async (text: string) => {
    const socket = connect(Number(new URL(origin.url).port), '127.0.0.1')
    socket.on('error', () => undefined) // reset in the middle of our requests
    socket.write(text)
    const chunks: Buffer[] = []
    socket.on('data', chunk => chunks.push(chunk))
    await new Promise(resolve => socket.once('close', resolve))
    return Buffer.concat(chunks).toString('latin1')
  }
  const answers = await send(`${first}\r\n${first}\r\n${first}Connection: close\r\n\r\n`)
  t.is(answers.match(/HTTP\/1\.1 206/g)?.length, 3)
  opened = 0
  await send(`${first}\r\n`.repeat(1000))
  t.true(opened <= limits.originPipelined, `${opened} opened`)
})
