// Program: listens on TCP where it is started (a namespace of the lab) and passes every connection to a Unix socket, whose other end
// lives in another network: sockets in the file system cross network namespaces. It looks at no byte.

import { connect, createServer, type Socket } from 'node:net'
import { parseArgs } from 'node:util'
import { CodedError } from '../../core/errors.ts'

const CONNECTIONS_MAX = 256

export interface SocketAddress {
  host: string
  port: number
}

/** `ADDR:PORT` or `[ADDR6]:PORT`. Throws bad-argument. */
export function parseSocketAddress(text: string): SocketAddress {
  const parts = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text)
  const host = parts?.[1] ?? parts?.[2]
  const port = Number(parts?.[3])
  if (!host || port > 65_535) throw new CodedError('bad-argument', `expected ADDR:PORT, got ${text}`)
  return { host, port }
}

/** Passes bytes and ends both ways; a side that breaks takes the other with it. */
export function joinSockets(a: Socket, b: Socket): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    from.pipe(to)
    from.on('error', () => to.destroy())
    // After an orderly end, pipe() has ended the other side, which may still have bytes to deliver.
    from.on('close', () => from.readableEnded || to.destroy())
  }
}

function main(): void {
  const { values } = parseArgs({ options: { listen: { type: 'string' }, unix: { type: 'string' } } })
  const { listen, unix } = values
  if (!listen || !unix) throw new CodedError('bad-argument', 'usage: relay.ts --listen ADDR:PORT --unix PATH')
  const server = createServer({ allowHalfOpen: true }, socket =>
    joinSockets(socket, connect({ path: unix, allowHalfOpen: true })),
  )
  server.maxConnections = CONNECTIONS_MAX
  server.listen(parseSocketAddress(listen), () => {
    process.stdout.write(`${JSON.stringify({ event: 'listening', address: server.address() })}\n`)
  })
}

if (import.meta.main) main()
