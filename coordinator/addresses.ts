// Where the coordinator listens and what it tells agents to dial.

import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { multiaddr } from '@multiformats/multiaddr'
import { CodedError } from '../core/errors.ts'
import { splitHostPort } from '../core/host-port.ts'
import { defaultPort } from '../core/protocols.ts'
import type { CoordinatorConfig } from './config.ts'

/** Ports 0 become free ports now, so that agents find the coordinator again after a restart. */
export async function chooseAddresses({
  listen,
  originListen,
}: {
  listen: string[]
  originListen?: string
}): Promise<Pick<CoordinatorConfig, 'listen' | 'originListen'>> {
  const wanted = listen.length > 0 ? listen : [`/ip4/0.0.0.0/tcp/${defaultPort}`]
  const chosen: string[] = []
  for (const text of wanted) {
    const { host, port } = parseListen(text)
    chosen.push(text.replace(/\/tcp\/\d+$/, `/tcp/${port === 0 ? await freePort(host) : port}`))
  }
  const first = parseListen(chosen[0]!)
  const origin = originListen ?? `${first.host}:${parseListen(wanted[0]!).port === 0 ? 0 : first.port + 1}`
  const [originHost, originPort] = splitHostPort(origin)
  const port = originPort === 0 ? await freePort(originHost) : originPort
  return { listen: chosen, originListen: `${originHost}:${port}` }
}

function parseListen(text: string): { host: string; port: number } {
  try {
    const [host, tcp] = multiaddr(text).getComponents()
    if (host && (host.name === 'ip4' || host.name === 'ip6') && tcp?.name === 'tcp')
      return { host: host.value!, port: Number(tcp.value) }
  } catch (cause) {
    throw new CodedError(
      'bad-argument',
      `--listen: expected a multiaddr such as /ip4/0.0.0.0/tcp/${defaultPort}, found ${JSON.stringify(text)}`,
      { cause },
    )
  }
  throw new CodedError(
    'bad-argument',
    `--listen: expected /ip4/ADDRESS/tcp/PORT or /ip6/ADDRESS/tcp/PORT, found ${JSON.stringify(text)}`,
  )
}

function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().unref()
    server.once('error', cause =>
      reject(new CodedError('bad-argument', `cannot listen on ${host}: ${cause.message}`, { cause })),
    )
    server.listen(0, host, () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** What agents are told to dial: the announced addresses, or the listening ones with "any" replaced by this machine's. */
export function announced(config: CoordinatorConfig): string[] {
  if (config.announce.length > 0) return config.announce
  return config.listen.flatMap(text => {
    const { host, port } = parseListen(text)
    if (host === '0.0.0.0') return ownAddresses('IPv4').map(address => `/ip4/${address}/tcp/${port}`)
    if (host === '::') return ownAddresses('IPv6').map(address => `/ip6/${address}/tcp/${port}`)
    return [text]
  })
}

/** Base URL of the built-in origin as agents reach it. */
export function originUrl(config: CoordinatorConfig): string {
  if (config.originUrl !== '') return config.originUrl.replace(/\/+$/, '')
  const [host, port] = splitHostPort(config.originListen)
  const reachable =
    host === '0.0.0.0'
      ? (ownAddresses('IPv4')[0] ?? '127.0.0.1')
      : host === '::'
        ? (ownAddresses('IPv6')[0] ?? '::1')
        : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}

/** Addresses of this machine that others can use; loopback only when there is nothing else. */
function ownAddresses(family: 'IPv4' | 'IPv6'): string[] {
  const all = Object.values(networkInterfaces())
    .flatMap(list => list ?? [])
    .filter(each => each.family === family)
  const outside = all.filter(each => !each.internal && !each.address.startsWith('fe80:'))
  return (outside.length > 0 ? outside : all).map(each => each.address)
}
