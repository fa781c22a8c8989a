// A WAN link for machines that allow no namespaces: a TCP relay that lets through so many bytes a second in each direction, shared by
// all its connections, and counts them. It counts payload of TCP, not headers, so its figures are not those of a lab's kernel counters.

import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { SocketAddress } from './relay.ts'
import { createTokenBucket, type TokenBucket, takeTokens } from './token-bucket.ts'

export interface ThrottleOptions {
  listen: SocketAddress
  target: SocketAddress
  rateBytesPerSecond: number
  /** Another throttle of the same office: both then share one link, and this one's rate is not used. */
  sameLinkAs?: Throttle
  /** Monotonic, ms. */
  clock?: () => number
}

export interface Throttle {
  readonly address: SocketAddress
  /** From the target to the office so far. */
  readonly rxBytes: number
  /** From the office to the target so far. */
  readonly txBytes: number
  readonly link: Link
  close(): Promise<void>
}

/** A full-duplex line: what is downloaded does not slow what is uploaded. */
interface Link {
  rx: TokenBucket
  tx: TokenBucket
}

const CONNECTIONS_MAX = 512
/** Longest run of bytes one connection sends before the others' turn. */
const SLICE_BYTES = 16 * 1024
const BURST_BYTES = 16 * 1024

export async function createThrottle(options: ThrottleOptions): Promise<Throttle> {
  const clock = options.clock ?? (() => performance.now())
  const link = options.sameLinkAs?.link ?? createLink(options.rateBytesPerSecond, clock())
  const bytes = { rx: 0, tx: 0 }
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, near => {
    const far = connect({ ...options.target, allowHalfOpen: true })
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
    for (const socket of [near, far]) {
      socket.setNoDelay(true)
      open.add(socket)
      socket.once('close', () => open.delete(socket))
    }
    const count = (direction: keyof Link) => (size: number) => {
      bytes[direction] += size
    }
    void pump({ from: near, to: far, bucket: link.tx, count: count('tx'), clock })
    void pump({ from: far, to: near, bucket: link.rx, count: count('rx'), clock })
  })
  server.maxConnections = CONNECTIONS_MAX
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.listen, resolve)
  })
  const address = server.address() as { address: string; port: number }
  return {
    address: { host: address.address, port: address.port },
    get rxBytes() {
      return bytes.rx
    },
    get txBytes() {
      return bytes.tx
    },
    link,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}

function createLink(rateBytesPerSecond: number, now: number): Link {
  const bucket = () => createTokenBucket({ rateBytesPerSecond, burstBytes: BURST_BYTES, now })
  return { rx: bucket(), tx: bucket() }
}

interface Pump {
  from: Socket
  to: Socket
  bucket: TokenBucket
  count: (sizeBytes: number) => void
  clock: () => number
}

/** Backpressure is the socket's own: nothing is read while a slice waits for its turn. */
async function pump({ from, to, bucket, count, clock }: Pump): Promise<void> {
  try {
    // The end of one direction must not destroy the other.
    for await (const chunk of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
        const slice = chunk.subarray(at, at + SLICE_BYTES)
        const waitMs = takeTokens(bucket, slice.length, clock())
        if (waitMs >= 1) await wait(waitMs)
        if (to.destroyed) return void from.destroy()
        count(slice.length)
        if (!to.write(slice)) await Promise.race([once(to, 'drain'), once(to, 'close')])
      }
    }
    to.end()
  } catch (error) {
    // Either end was reset or closed: for a relay that is the end of both, and the ends themselves say why.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    from.destroy()
    to.destroy()
  }
}
