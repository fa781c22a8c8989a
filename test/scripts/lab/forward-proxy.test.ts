import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { createForwardProxy, startForwardProxy } from '../../../scripts/lab/forward-proxy.ts'
import { createLab } from '../../../scripts/lab/network.ts'
import { probeLab } from '../../../scripts/lab/unprivileged.ts'

const BODY = 'abcdefghijklmnopqrstuvwxyz'
const rootTest = probeLab().mode === 'root' ? test : test.skip

/** Answers one range of BODY, and says which headers it was asked with. */
async function startOrigin(t: ExecutionContext): Promise<string> {
  const server: Server = createServer((req, res) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? '') ?? [undefined, '0', '25']
    const part = BODY.slice(Number(from), Number(to) + 1)
    res.writeHead(req.headers.range ? 206 : 200, {
      'content-length': part.length,
      'content-range': `bytes ${from}-${to}/26`,
      etag: '"v1"',
      'x-asked-host': req.headers.host ?? '',
      'x-asked-secret': String(req.headers['proxy-authorization'] ?? 'none'),
    })
    res.end(req.method === 'HEAD' ? undefined : part)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function startProxy(t: ExecutionContext, allowHosts: string[]): Promise<URL> {
  const proxy = await createForwardProxy({ listen: { host: '127.0.0.1', port: 0 }, allowHosts })
  t.teardown(proxy.close)
  return new URL(proxy.url)
}

async function ask(
  proxy: URL,
  options: { method?: string; path: string; headers?: Record<string, string> },
): Promise<{ res: IncomingMessage; body: string }> {
  const req = request({ host: proxy.hostname, port: proxy.port, agent: false, ...options }).end()
  const [res] = (await once(req, 'response')) as [IncomingMessage]
  let body = ''
  for await (const chunk of res.setEncoding('utf8')) body += chunk
  return { res, body }
}

test('a range request and its answer pass through untouched, without what was meant for the proxy', async t => {
  const origin = await startOrigin(t)
  const proxy = await startProxy(t, [origin])
  const headers = { range: 'bytes=3-6', 'proxy-authorization': 'Basic secret' }
  const { res, body } = await ask(proxy, { path: `http://${origin}/x`, headers })
  t.is(res.statusCode, 206)
  t.is(body, 'defg')
  t.is(res.headers['content-range'], 'bytes 3-6/26')
  t.is(res.headers['content-length'], '4')
  t.is(res.headers.etag, '"v1"')
  t.is(res.headers['x-asked-host'], origin)
  t.is(res.headers['x-asked-secret'], 'none')
})

test('HEAD answers with the length and no body', async t => {
  const origin = await startOrigin(t)
  const { res, body } = await ask(await startProxy(t, [origin]), { method: 'HEAD', path: `http://${origin}/x` })
  t.is(res.headers['content-length'], '26')
  t.is(body, '')
})

test('other hosts, other ports, other methods and paths without a host are refused', async t => {
  const origin = await startOrigin(t)
  const proxy = await startProxy(t, [origin, 'deb.example'])
  const status = async (path: string, method = 'GET') => (await ask(proxy, { path, method })).res.statusCode
  t.is(await status('http://127.0.0.1:1/x'), 403)
  t.is(await status('http://deb.example:8080/x'), 403, 'a bare name allows its usual port only')
  t.is(await status('http://other.example/x'), 403)
  t.is(await status(`http://${origin}/x`, 'POST'), 405)
  t.is(await status('/x'), 400)
  t.is(await status('ftp://deb.example/x'), 400)
})

test('CONNECT tunnels to an allowed host and to no other', async t => {
  const echo = createTcpServer(socket => socket.pipe(socket)).listen(0, '127.0.0.1')
  await once(echo, 'listening')
  t.teardown(() => echo.close())
  const target = `127.0.0.1:${(echo.address() as AddressInfo).port}`
  const proxy = await startProxy(t, [target, '127.0.0.1:2'])
  const tunnel = async (path: string) => {
    const req = request({ host: proxy.hostname, port: proxy.port, method: 'CONNECT', path, agent: false }).end()
    return (await once(req, 'connect')) as [IncomingMessage, import('node:net').Socket]
  }
  const [refused] = await tunnel('127.0.0.1:1')
  t.is(refused.statusCode, 403)
  const [unreachable] = await tunnel('127.0.0.1:2')
  t.is(unreachable.statusCode, 502)
  const [{ statusCode }, socket] = await tunnel(target)
  t.is(statusCode, 200)
  socket.write('through')
  t.is(String((await once(socket, 'data'))[0]), 'through')
  socket.destroy()
})

rootTest('a host of an office fetches over the machine’s own network through the proxy outside', async t => {
  const origin = await startOrigin(t)
  const lab = await createLab({ offices: [{ site: 'oslo', hosts: 1, wanRateBitsPerSecond: 10_000_000 }] })
  t.teardown(lab.close)
  const proxy = await startForwardProxy({ host: lab.outside, port: 3128, allowHosts: [origin] })
  t.teardown(proxy.close)
  const ask = `require('http').get({host:'${lab.outside.address}',port:3128,path:'http://${origin}/x',headers:{range:'bytes=0-2'}},r=>r.pipe(process.stdout))`
  const { stdout } = await lab.offices[0]!.hosts[0]!.exec(process.execPath, ['-e', ask])
  t.is(stdout, 'abc')
})
