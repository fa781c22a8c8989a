// HTTP on loopback that serves ranges of one content, or whatever a test makes of it, and a job of the real origin client there.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ExecutionContext } from 'ava'
import { createOriginClient, type OriginJob } from '../../agent/swarm/origin-client.ts'
import type { OutsideEnd } from '../../agent/swarm/swarm-state.ts'
import { systemClock } from '../../core/clock.ts'
import { silentLog } from '../../core/log.ts'
import { pieceRange } from '../../core/pieces.ts'

export const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7 + (index >> 8)) & 255))
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  range: { start: number; end: number },
) => void

export async function serve(t: ExecutionContext, handler: Handler): Promise<string> {
  const server: Server = createServer((request, response) => {
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    handler(request, response, { start: Number(start), end: Number(end) + 1 })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`
}

export const honest: Handler = (_request, response, { start, end }) => {
  const headers = { 'content-range': `bytes ${start}-${end - 1}/${content.length}`, 'content-length': end - start }
  response.writeHead(206, headers).end(content.subarray(start, end))
}

export interface Outcome {
  end: OutsideEnd | undefined
  error: unknown
  pieces: Map<number, Buffer>
  wasted: Record<string, number>
  wireBytes: number
}

export async function fetchFrom(
  t: ExecutionContext,
  sources: string[],
  more: Partial<OriginJob> = {},
  client = createOriginClient({ clock: systemClock, log: silentLog }),
  signal = AbortSignal.timeout(20_000),
): Promise<Outcome> {
  t.teardown(() => client.close())
  const outcome: Outcome = { end: undefined, error: undefined, pieces: new Map(), wasted: {}, wireBytes: 0 }
  const job: OriginJob = {
    artifact: 'a'.repeat(64),
    sizeBytes: content.length,
    sources,
    first: 1,
    count: 2,
    whole: false,
    isMissing: piece => !outcome.pieces.has(piece),
    onPiece: async (piece, bytes) => {
      const { start, end } = pieceRange(content.length, piece)
      if (!content.subarray(start, end).equals(bytes)) return false
      outcome.pieces.set(piece, Buffer.from(bytes))
      return true
    },
    onWasted: (bytes, why) => {
      outcome.wasted[why] = (outcome.wasted[why] ?? 0) + bytes
    },
    onWire: bytes => {
      outcome.wireBytes += bytes
    },
    ...more,
  }
  try {
    outcome.end = await client.fetch(job, signal)
  } catch (error) {
    outcome.error = error
  }
  return outcome
}
