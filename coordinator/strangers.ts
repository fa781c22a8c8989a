// The few connections that a coordinator has with nodes of no roster: how many, from where, for how long, with how many bytes.
// It decides before a muxer exists; what strangers may then ask for is network.ts's business.

import { isIPv6 } from 'node:net'
import type { MultiaddrConnection } from '@libp2p/interface'
import type { Clock } from '../core/clock.ts'
import { limits } from '../core/limits.ts'

export class Strangers {
  readonly #clock: Clock
  /** Where each comes from. */
  readonly #connections = new Map<MultiaddrConnection, string>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Whether there is room for one more; if so it is counted until it closes, and watched. */
  admit(connection: MultiaddrConnection): boolean {
    const network = networkOf(addressOf(connection))
    const alike = [...this.#connections.values()].filter(each => each === network).length
    if (this.#connections.size >= limits.strangers || alike >= limits.strangersPerAddress) return false
    this.#connections.set(connection, network)
    this.#watch(connection)
    return true
  }

  /** Whether the connection from this address and port is one of them. */
  has(remote: MultiaddrConnection['remoteAddr']): boolean {
    const port = portOf(remote)
    return [...this.#connections.keys()].some(({ remoteAddr }) => portOf(remoteAddr) === port)
  }

  #watch(connection: MultiaddrConnection): void {
    const cancel = this.#clock.after(limits.strangerMs, () => connection.abort(new Error('a stranger has 10 seconds')))
    connection.addEventListener('close', () => {
      cancel()
      this.#connections.delete(connection)
    })
    let received = 0
    // below the muxer, which would buffer a frame of any declared length
    connection.addEventListener('message', ({ data }) => {
      received += data.byteLength
      if (received > limits.strangerBytes) connection.abort(new Error('a stranger has few bytes'))
    })
  }
}

/** Address and port, without the node id that libp2p adds once it knows. */
function portOf(remote: MultiaddrConnection['remoteAddr']): string {
  return remote.toString().replace(/\/p2p\/.*$/, '')
}

/** IP address of the other end; empty when there is none (a relay, a test). */
export function addressOf({ remoteAddr }: Pick<MultiaddrConnection, 'remoteAddr'>): string {
  return remoteAddr.getComponents().find(({ name }) => name === 'ip4' || name === 'ip6')?.value ?? ''
}

/** What one host has as a rule: an IPv4 address, or the 2^64 addresses of an IPv6 network. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:([0-9.]+)$/i.exec(address)
  if (mapped) return mapped[1]!
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(group => group !== '')
  const rest = tail === undefined ? [] : tail.split(':').filter(group => group !== '')
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length
  const whole = [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...rest]
  return `${whole
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
