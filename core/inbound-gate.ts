// Drops surplus inbound TCP connections the moment they are accepted, before libp2p makes anything of them: it refuses them, too, but
// each refusal costs it 13 KiB of garbage (10,000 at once: 135 MiB, measured). It knows hosts by their address and nobody by name.

import type { Server, Socket } from 'node:net'
import type { Listener, Transport } from '@libp2p/interface'
import { limits, SECOND_MS } from './limits.ts'

/** Counts in steps of a second; a host that is refused costs no entry. */
export class InboundGate {
  #since = Number.NEGATIVE_INFINITY
  #all = 0
  readonly #ofHost = new Map<string, number>()

  admit(host: string, now: number): boolean {
    if (now - this.#since >= SECOND_MS) {
      this.#since = now
      this.#all = 0
      this.#ofHost.clear()
    }
    const before = this.#ofHost.get(host) ?? 0
    if (before >= limits.connectionsPerHostPerSecond || this.#all >= limits.connectionsPerSecond) return false
    this.#ofHost.set(host, before + 1)
    this.#all++
    return true
  }
}

/** The same transport, whose listeners ask the gate first. */
export function gated<T extends Transport>(transport: T, monotonicMs: () => number): T {
  const create = transport.createListener.bind(transport)
  transport.createListener = options => {
    const listener = create(options)
    guard(serverOf(listener), new InboundGate(), monotonicMs)
    return listener
  }
  return transport
}

/** libp2p offers no earlier hook than its own refusal. Should its listener change, this throws at start, and does not pass unnoticed. */
function serverOf(listener: Listener): Server {
  const { server } = listener as unknown as { server?: Server }
  if (server?.listenerCount('connection') !== 1) throw new Error('the TCP listener of libp2p has changed')
  return server
}

function guard(server: Server, gate: InboundGate, monotonicMs: () => number): void {
  const [take] = server.listeners('connection') as ((socket: Socket) => void)[]
  server.removeAllListeners('connection')
  server.on('connection', socket => {
    if (gate.admit(socket.remoteAddress ?? '', monotonicMs())) take!.call(server, socket)
    else socket.destroy()
  })
}
