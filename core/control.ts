// How a running daemon answers its own command line: HTTP over a Unix socket (0600, in a 0700 folder), `POST /<name>` with
// a JSON body, answered in JSON Lines: `{"progress":…}`* and then one `{"result":…}` or `{"error":{code,message}}`.
// The file system's permissions are the only authentication. It knows no command; exclusion of a second daemon that
// starts in the same instant is the business of the state folder's own lock.

import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, open, rm, symlink, unlink } from 'node:fs/promises'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { CodedError, type ErrorCode, systemCode } from './errors.ts'
import { limits } from './limits.ts'
import type { Log } from './log.ts'
import { systemFailure } from './system-failure.ts'

export interface ControlCall {
  /** Who asks: the peer id of an operator elsewhere, or `local` for a user of this machine who may. */
  by: string
  /** Any JSON value for the caller to see while it waits; dropped when the caller does not read. */
  progress(value: unknown): void
  /** Aborted when the caller goes away or the daemon stops. */
  signal: AbortSignal
}

/** `args` is whatever JSON came: the handler checks it. What it resolves to must be JSON. */
// biome-ignore lint/suspicious/noExplicitAny: each handler declares the arguments it takes
export type ControlHandler = (args: any, call: ControlCall) => Promise<unknown>
export type ControlHandlers = Record<string, ControlHandler>

/** Answers on `path` until closed. A dead daemon's socket is replaced; throws `already-running` when a live one answers. */
export async function serveControl(
  path: string,
  handlers: ControlHandlers,
  { log }: { log?: Log } = {},
): Promise<{ close(): Promise<void> }> {
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  const server = createServer((request, response) => {
    const call = answer(request, response, { handlers, stopping: stopping.signal, log })
    running.add(call)
    void call.finally(() => running.delete(call))
  })
  server.maxConnections = limits.controlConnections
  server.requestTimeout = limits.controlRequestMs
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const short = await shorten(path)
  try {
    await listen(server, { path, short: short.path })
    await chmod(path, 0o600)
  } catch (error) {
    server.close()
    await short.release()
    throw error
  }
  return {
    async close() {
      stopping.abort(new CodedError('not-running', 'the daemon is stopping: try again when it runs'))
      const closed = once(server, 'close')
      server.close()
      await Promise.allSettled(running)
      server.closeAllConnections()
      await closed
      await removeSocket(path)
      await short.release()
    },
  }
}

async function listen(server: Server, { path, short }: { path: string; short: string }): Promise<void> {
  if (await isAnswered(short)) {
    throw new CodedError('already-running', `a daemon answers on ${path} already: stop it first, or use another folder`)
  }
  await removeSocket(path)
  server.listen(short)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new CodedError('io-failed', `cannot listen on ${path}: ${(cause as Error).message}`, { cause })
  }
}

async function removeSocket(path: string): Promise<void> {
  try {
    await unlink(path)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
}

/** Whether a process accepts connections there: a socket left by a dead one refuses them. */
function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', error => {
      const code = systemCode(error) ?? ''
      if (['ENOENT', 'ECONNREFUSED'].includes(code)) resolve(false)
      else if (code === 'EAGAIN')
        resolve(true) // its backlog is full: it lives
      else reject(new CodedError('io-failed', `cannot use the socket ${path}: ${error.message}`, { cause: error }))
    })
  })
}

/**
 * The kernel takes socket paths of at most 107 bytes (103 on other systems), folders may be longer: then the folder is
 * named by an open descriptor, or where there is no /proc by a link in a private temporary folder.
 */
async function shorten(path: string): Promise<{ path: string; release(): Promise<void> }> {
  if (Buffer.byteLength(path) <= limits.socketPathBytes) return { path, release: async () => undefined }
  if (process.platform === 'linux') {
    const folder = await open(dirname(path), 'r')
    return { path: `/proc/self/fd/${folder.fd}/${basename(path)}`, release: () => folder.close() }
  }
  const links = await mkdtemp(join(tmpdir(), 'pm-'))
  await symlink(dirname(path), join(links, 'd'))
  return { path: join(links, 'd', basename(path)), release: () => rm(links, { recursive: true, force: true }) }
}

interface Answering {
  handlers: ControlHandlers
  stopping: AbortSignal
  log: Log | undefined
}

/** Never rejects: what goes wrong is the answer. */
async function answer(request: IncomingMessage, response: ServerResponse, how: Answering): Promise<void> {
  const gone = new AbortController()
  response.on('close', () => gone.abort(new CodedError('refused', 'the caller went away')))
  const signal = AbortSignal.any([gone.signal, how.stopping])
  response.setHeader('content-type', 'application/jsonl')
  const progress = (value: unknown) => {
    if (!response.writableNeedDrain && !response.destroyed) response.write(`${JSON.stringify({ progress: value })}\n`)
  }
  const name = request.method === 'POST' ? (request.url ?? '').slice(1) : ''
  const readBody = () => readRequest(request)
  const line = await runCommand({ name, readBody }, { by: 'local', progress, signal }, how)
  response.end(`${JSON.stringify(line)}\n`)
}

export type AnswerLine = { result: unknown } | { error: { code: ErrorCode; message: string } }

/** Runs one command, whichever way it came, and gives the last line of its answer. Never rejects. */
export async function runCommand(
  { name, readBody }: { name: string; readBody: () => Promise<Uint8Array> },
  call: ControlCall,
  { handlers, log }: { handlers: ControlHandlers; log: Log | undefined },
): Promise<AnswerLine> {
  try {
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
    if (!handler) throw new CodedError('bad-argument', `this daemon has no command ${JSON.stringify(name)}`)
    const result = await handler(parseArguments(await readBody()), call)
    return { result: result ?? null }
  } catch (error) {
    const { code, message } = asCoded(error)
    if (code === 'internal') log?.error({ err: error, command: name }, 'command failed')
    return { error: { code, message } }
  }
}

/** What any thrown thing is to the other side: bugs and system errors get a code too. */
export function asCoded(error: unknown): CodedError {
  if (error instanceof CodedError) return error
  const refused = systemFailure(error)
  if (refused) return refused
  const message = error instanceof Error ? error.message : String(error)
  if (systemCode(error)) return new CodedError('io-failed', message, { cause: error })
  return new CodedError('internal', `a bug of patchmesh, please report it: ${message}`, { cause: error })
}

async function readRequest(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > limits.controlRequestBytes)
      throw new CodedError('limit-exceeded', `a command's arguments are at most ${limits.controlRequestBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parseArguments(body: Uint8Array): object {
  let found: unknown
  try {
    found = body.length === 0 ? {} : JSON.parse(Buffer.from(body).toString('utf8'))
  } catch (cause) {
    throw new CodedError('bad-argument', "expected a command's arguments as JSON, found something else", { cause })
  }
  if (typeof found === 'object' && found !== null && !Array.isArray(found)) return found
  throw new CodedError('bad-argument', "expected a command's arguments as an object of JSON, found another value")
}

/**
 * Asks the daemon behind `path`. Throws what the daemon's handler threw (same code and sentence), `not-running` when
 * nobody answers there (`start` says how to start it), `refused` when the socket is another user's, `truncated` when the daemon ended meanwhile.
 */
export async function callControl(
  path: string,
  name: string,
  args: unknown = {},
  { onProgress, signal, start }: { onProgress?: (value: unknown) => void; signal?: AbortSignal; start?: string } = {},
): Promise<unknown> {
  let short: Awaited<ReturnType<typeof shorten>> | undefined
  try {
    short = await shorten(path)
    const body = JSON.stringify(args ?? {})
    const outgoing = request({
      socketPath: short.path,
      path: `/${name}`,
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      ...(signal && { signal }),
    })
    outgoing.end(body)
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
    outgoing.on('error', () => response.destroy()) // the answer's reader reports it
    return await readAnswer(response, onProgress)
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    throw explainCall(error, path, start)
  } finally {
    await short?.release()
  }
}

/** The result at the end of an answer's lines. Throws what the handler threw; `truncated` when the lines end without either. */
export async function readAnswer(
  chunks: AsyncIterable<Uint8Array>,
  onProgress?: (value: unknown) => void,
): Promise<unknown> {
  for await (const line of jsonLines(chunks)) {
    if ('progress' in line) onProgress?.(line.progress)
    else if ('error' in line) {
      const { code, message } = line.error as { code: ErrorCode; message: string }
      throw new CodedError(code, message)
    } else if ('result' in line) return line.result
  }
  throw closedEarly()
}

function closedEarly(cause?: unknown): CodedError {
  const found = 'the daemon closed the connection before it answered: it has ended, or may open no more files'
  return new CodedError('truncated', `${found}. Look at its log, then try again`, { cause })
}

async function* jsonLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Record<string, unknown>> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end))
      yield parseLine(Buffer.concat(parts.splice(0)))
      start = end + 1
      length = 0
    }
    length += chunk.length - start
    if (length > limits.controlAnswerBytes)
      throw new CodedError('limit-exceeded', `a daemon's answer is at most ${limits.controlAnswerBytes} bytes`)
    parts.push(chunk.subarray(start))
  }
}

function parseLine(line: Buffer): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(line.toString('utf8'))
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>
  } catch (cause) {
    throw new CodedError('bad-message', 'expected a line of JSON from the daemon, found something else', { cause })
  }
  throw new CodedError('bad-message', 'expected an object from the daemon, found something else')
}

function explainCall(error: unknown, path: string, start = 'start it, or name its folder'): unknown {
  const code = systemCode(error)
  if (code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ENOTDIR') {
    return new CodedError('not-running', `expected a running daemon on ${path}, nobody answers: ${start}`, {
      cause: error,
    })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new CodedError('refused', `${path} belongs to another user: run this as the user of the daemon`, {
      cause: error,
    })
  }
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return closedEarly(error)
  }
  return error
}
