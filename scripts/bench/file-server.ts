// Program: a plain web server for the files of a folder, by whole or by range: a vendor's mirror outside, or the yardstick on a LAN.
// `file-server.ts --listen ADDR:PORT --folder DIR`. For the bench alone: what it is asked for is not defended against.

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join, normalize } from 'node:path'
import { parseArgs } from 'node:util'
import { parseRange } from '../../coordinator/origin/parse-range.ts'
import { CodedError } from '../../core/errors.ts'
import { parseSocketAddress } from '../lab/relay.ts'

async function serve(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = join(folder, normalize(decodeURIComponent(new URL(request.url!, 'http://here').pathname)))
  const found = await stat(path).catch(error => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
  if (!found?.isFile()) return void response.writeHead(404).end()
  const asked = parseRange(request.headers.range, found.size)
  if (asked === 'unsatisfiable') return void response.writeHead(416).end()
  const range = asked === 'whole' ? undefined : asked
  const { start, end } = range ?? { start: 0, end: found.size - 1 }
  response.writeHead(range ? 206 : 200, {
    'content-length': end - start + 1,
    'accept-ranges': 'bytes',
    ...(range && { 'content-range': `bytes ${start}-${end}/${found.size}` }),
  })
  createReadStream(path, { start, end })
    .on('error', () => response.destroy())
    .pipe(response)
}

function main(): void {
  const { values } = parseArgs({ options: { listen: { type: 'string' }, folder: { type: 'string' } } })
  const { listen, folder } = values
  if (!listen || !folder) throw new CodedError('bad-argument', 'usage: file-server.ts --listen ADDR:PORT --folder DIR')
  const server = createServer((request, response) => {
    serve(folder, request, response).catch(() => response.destroy()) // a path that cannot be read
  })
  server.keepAliveTimeout = 60_000
  server.listen(parseSocketAddress(listen), () => {
    process.stdout.write(`${JSON.stringify({ event: 'listening', address: server.address() })}\n`)
  })
}

if (import.meta.main) main()
