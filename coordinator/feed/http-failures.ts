// What can go wrong with an HTTP exchange, as coded errors: each sentence names the URL, what was expected, what came and what to do.

import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'

export function rebound(hostname: string, address: string): CodedError {
  return new CodedError(
    'redirect-refused',
    `${hostname}: expected a public address, found ${address} on connecting; the name changes its address, do not trust it`,
  )
}

export function refusePrivate(url: string, next: URL): never {
  throw new CodedError(
    'redirect-refused',
    `${url}: expected redirects to public addresses, found one to the private address ${next.origin}; give the feed that URL if you trust it`,
  )
}

export function refuseMore(url: string): never {
  throw new CodedError(
    'redirect-refused',
    `${url}: expected at most ${limits.httpRedirects} redirects, found more; give the feed the URL where they end`,
  )
}

export function refuseRedirect(url: string, where: string): never {
  throw new CodedError(
    'redirect-refused',
    `${url}: expected a redirect to a URL as safe as this one, found one ${where}; give the feed that URL if you trust it`,
  )
}

export function tooLong(url: URL, maxBytes: number): never {
  throw new CodedError(
    'limit-exceeded',
    `${url.href}: expected at most ${maxBytes} bytes, found more; this is not the file we asked for`,
  )
}

export function truncated(
  url: URL,
  { sizeBytes, received }: { sizeBytes: number | undefined; received: number },
  cause?: unknown,
): CodedError {
  const expected = sizeBytes === undefined ? 'the whole file' : `${sizeBytes} bytes`
  return new CodedError(
    'truncated',
    `${url.href}: expected ${expected}, found ${received} bytes; the connection broke off, sync again later`,
    { cause },
  )
}

export function timedOut(url: string, expected: string, cause: unknown, found = 'silence'): CodedError {
  return new CodedError('timed-out', `${url}: expected ${expected}, found ${found}; check the server and the network`, {
    cause,
  })
}

export function unreachable(url: string, error: unknown): CodedError {
  const why = error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error)
  return new CodedError(
    'not-reachable',
    `${url}: expected an answer, found ${why}; check the URL, the network and the proxy`,
    { cause: error },
  )
}

export function statusHint(expected: number, found: number): string {
  if (expected === 206 && found === 200) return 'the server ignores Range'
  return found >= 500 ? 'the server is out of order, sync again later' : 'check the URL and the server'
}
