// `HOST:PORT` as settings write it. Pure; whether one can listen there shows when one tries.

import { CodedError } from './errors.ts'

/** An IPv6 host stands in brackets, and comes back without. Throws `bad-argument`. */
export function splitHostPort(text: string): [host: string, port: number] {
  const at = text.lastIndexOf(':')
  const port = Number(text.slice(at + 1))
  if (at < 1 || at === text.length - 1 || !Number.isInteger(port) || port < 0 || port > 65535) {
    throw new CodedError('bad-argument', `expected HOST:PORT, found ${JSON.stringify(text)}`)
  }
  return [text.slice(0, at).replace(/^\[|\]$/g, ''), port]
}
