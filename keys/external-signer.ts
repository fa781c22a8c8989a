// Signing by a program of the key's holder: a token, an HSM, another machine. The message is its standard input (a file, so that
// its length is known), the signature its standard output: 64 raw bytes, or hexadecimal or base64 of them. The program is
// started without a shell, and what it answers is believed only after it has been verified against the public key.

import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyIdOf, verify } from '../core/ed25519.ts'
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { Signer } from './sign.ts'

export interface ExternalSignerOptions {
  /** Program and arguments. */
  words: readonly string[]
  /** Whose signature is expected, 32 bytes. */
  publicKey: Uint8Array
  timeoutMs?: number
}

/** Of the caller's environment only what a token's program needs to find itself, its agent and its terminal. */
const passedOn = /^(PATH|HOME|USER|LOGNAME|LANG|LC_\w+|TERM|TZ|TMPDIR|DISPLAY|WAYLAND_DISPLAY|XDG_RUNTIME_DIR)$/
const passedOnToAgents = /^(SSH_AUTH_SOCK|GPG_TTY|GNUPGHOME|OPENSSL_CONF|OPENSSL_MODULES|PKCS11_\w+)$/

/** `sign` throws `signer-failed`: the program cannot be started, fails, answers no signature of the key, or takes too long. */
export function externalSigner({ words, publicKey, timeoutMs = limits.signerMs }: ExternalSignerOptions): Signer {
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    async sign(message) {
      const said = await runSigner(words, message, timeoutMs)
      const signature = readSignature(said)
      if (!signature) throw failed(words, `expected a signature of 64 bytes, found ${describe(said)}`)
      if (verify(publicKey, message, signature)) return signature
      throw failed(words, 'its signature is not one of the expected key over this message: is it the right key?')
    },
  }
}

/** The whole output, which is bounded. */
async function runSigner(words: readonly string[], message: Uint8Array, timeoutMs: number): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-signer-'))
  try {
    const path = join(folder, 'message')
    await writeFile(path, message, { mode: 0o400 })
    const input = await open(path, 'r')
    try {
      return await collect(words, input.fd, timeoutMs)
    } finally {
      await input.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function collect(words: readonly string[], input: number, timeoutMs: number): Promise<Buffer> {
  const stop = new AbortController()
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), stop.signal])
  const options = { stdio: [input, 'pipe', 'pipe'], env: ownEnvironment(), shell: false } satisfies SpawnOptions
  let child: ChildProcess
  try {
    child = spawn(words[0]!, words.slice(1), options)
  } catch (cause) {
    throw failed(words, (cause as Error).message, cause)
  }
  const tooLarge = () => stop.abort(failed(words, `it printed more than ${limits.signerOutputBytes} bytes`))
  const output = gather(child.stdout!, tooLarge)
  const complaint = gather(child.stderr!, () => undefined)
  // A token asks for its touch on its standard error.
  if (process.stderr.isTTY) child.stderr!.pipe(process.stderr, { end: false })
  try {
    const [code, by] = (await once(child, 'close', { signal })) as [number | null, NodeJS.Signals | null]
    if (code === 0) return output()
    const said = lastLine(complaint())
    const how = by ? `it was ended by ${by}` : `it ended with exit code ${code}`
    throw failed(words, said === '' ? how : `${how} and said: ${said}`)
  } catch (error) {
    if (error instanceof CodedError) throw error
    if (stop.signal.aborted) throw stop.signal.reason
    if (signal.aborted) throw failed(words, `no signature came within ${timeoutMs / 1000} s`)
    throw failed(words, `it cannot be started: ${(error as Error).message}`, error)
  } finally {
    child.kill('SIGKILL')
    child.stdout!.destroy() // what the program left running must not hold us
    child.stderr!.destroy()
  }
}

function ownEnvironment(): NodeJS.ProcessEnv {
  const names = Object.keys(process.env).filter(name => passedOn.test(name) || passedOnToAgents.test(name))
  return Object.fromEntries(names.map(name => [name, process.env[name]]))
}

/** Keeps the first bytes of a stream and calls `tooLarge` at the first one over the limit. */
function gather(stream: NodeJS.ReadableStream, tooLarge: () => void): () => Buffer {
  const chunks: Buffer[] = []
  let length = 0
  stream.on('data', (chunk: Buffer) => {
    if (length + chunk.length > limits.signerOutputBytes) return tooLarge()
    length += chunk.length
    chunks.push(chunk)
  })
  return () => Buffer.concat(chunks)
}

/** Undefined when the output has none of the three forms. */
function readSignature(output: Buffer): Uint8Array | undefined {
  if (output.length === 64) return output
  const text = output.toString('latin1').trim()
  if (/^[0-9a-fA-F]{128}$/.test(text)) return Buffer.from(text, 'hex')
  const isBase64 = /^[A-Za-z0-9+/_-]{86}(==)?$/.test(text)
  return isBase64 ? Buffer.from(text, 'base64') : undefined
}

function describe(output: Buffer): string {
  if (output.length === 0) return 'nothing'
  const isText = /^[\x20-\x7e\s]*$/.test(output.toString('latin1'))
  return isText ? JSON.stringify(lastLine(output).slice(0, 80)) : `${output.length} bytes of something else`
}

function lastLine(bytes: Buffer): string {
  const lines = bytes.toString('utf8').trim().split('\n')
  return lines
    .at(-1)!
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, ' ')
    .slice(0, limits.lineLength)
}

function failed(words: readonly string[], what: string, cause?: unknown): CodedError {
  return new CodedError('signer-failed', `the signer ${words[0]}: ${what}`, { cause })
}
