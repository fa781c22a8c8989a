// A signed object as a file that people carry from machine to machine: JSON with the envelope's bytes, as they came, in base64. Below
// its threshold it is a proposal, and others add their signatures. What it is worth is core/verify.ts's business.

import { open } from 'node:fs/promises'
import { openEnvelope } from '../core/envelope.ts'
import { CodedError, systemCode } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { writeDurably } from './durable-file.ts'

const format = 'patchmesh-proposal-1'

/** Envelope bytes, well-formed and not verified. Throws `not-found`, `io-failed`, `bad-envelope`, or what `openEnvelope` throws. */
export async function readEnvelopeFile(path: string): Promise<Uint8Array> {
  const bytes = envelopeOf(await readText(path), path)
  openEnvelope(bytes)
  return bytes
}

/** Replaces the file as a whole. `more`: what else whoever reads it is to know, as JSON. */
export async function writeEnvelopeFile(path: string, envelope: Uint8Array, more: object = {}): Promise<void> {
  const file = { format, ...more, envelope: Buffer.from(envelope).toString('base64') }
  await writeDurably(path, `${JSON.stringify(file, null, 2)}\n`)
}

/** A file of a person's, up to the size that an envelope can have in it. Throws `not-found`, `io-failed` or `limit-exceeded`. */
export async function readText(path: string): Promise<string> {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      if (size <= 2 * limits.envelopeBytes) return await file.readFile('utf8')
      throw new CodedError(
        'limit-exceeded',
        `${path}: expected at most ${2 * limits.envelopeBytes} bytes, found ${size}`,
      )
    } finally {
      await file.close()
    }
  } catch (cause) {
    if (cause instanceof CodedError) throw cause
    if (systemCode(cause) === 'ENOENT')
      throw new CodedError('not-found', `no file at ${path}: give the path of a proposal or signed object`, { cause })
    throw new CodedError('io-failed', `cannot read ${path}: ${(cause as Error).message}`, { cause })
  }
}

function envelopeOf(text: string, path: string): Uint8Array {
  const broken = (cause?: unknown) =>
    new CodedError('bad-envelope', `${path}: expected a file of the form ${format}, found something else`, { cause })
  let file: { format?: unknown; envelope?: unknown } | null
  try {
    file = JSON.parse(text) as typeof file
  } catch (cause) {
    throw broken(cause)
  }
  if (file?.format !== format || typeof file.envelope !== 'string') throw broken()
  const bytes = Buffer.from(file.envelope, 'base64')
  if (bytes.toString('base64') !== file.envelope) throw broken()
  return bytes
}
