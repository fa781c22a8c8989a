// What an HTTP answer to a request for a range is worth, and where it leads. Pure; nothing is read here.

import { isIP } from 'node:net'
import { addressRanges } from '../../core/address-ranges.ts'
import { CodedError } from '../../core/errors.ts'
import { isPrivateAddress } from '../../core/private-address.ts'
import { parseRetryAfter, type SourceTrouble } from './sources.ts'

export interface Answer {
  status: number
  /** Lower-case names. */
  headers: Record<string, string | string[] | undefined>
}

/** Bytes [start, end) of a file of `sizeBytes`. */
export interface AskedRange {
  start: number
  end: number
  sizeBytes: number
}

export type Verdict =
  | { kind: 'range' } // the body is exactly what was asked
  | { kind: 'whole' } // the body is the whole file
  | { kind: 'redirect'; location: string }
  | { kind: 'trouble'; trouble: SourceTrouble; retryAfterMs?: number; found: string }

/** RFC 9110 §14.4, §15.3.7: a 206 counts only if it says exactly the range, the size and the length that were asked for. */
export function judgeAnswer({ status, headers }: Answer, asked: AskedRange, now: number): Verdict {
  const header = (name: string) => (typeof headers[name] === 'string' ? headers[name] : undefined)
  const trouble = (kind: SourceTrouble, found: string, retryAfterMs?: number): Verdict => ({
    kind: 'trouble',
    trouble: kind,
    found,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  })
  const length = header('content-length')
  const encoding = header('content-encoding')
  if ((status === 200 || status === 206) && encoding !== undefined && encoding !== 'identity')
    return trouble('wrong-bytes', `content-encoding ${encoding}`)
  if (status === 206) {
    const expected = `bytes ${asked.start}-${asked.end - 1}/${asked.sizeBytes}`
    const found = header('content-range')
    if (found !== expected) return trouble('wrong-bytes', `content-range ${found}, expected ${expected}`)
    if (length !== undefined && Number(length) !== asked.end - asked.start)
      return trouble('wrong-bytes', `content-length ${length}, expected ${asked.end - asked.start}`)
    return { kind: 'range' }
  }
  if (status === 200) {
    if (length !== undefined && Number(length) !== asked.sizeBytes)
      return trouble('wrong-bytes', `content-length ${length}, expected ${asked.sizeBytes}`)
    return { kind: 'whole' }
  }
  const location = header('location')
  if ([301, 302, 303, 307, 308].includes(status) && location !== undefined) return { kind: 'redirect', location }
  const retryAfterMs = parseRetryAfter(header('retry-after'), now)
  if ((status === 429 || status === 503) && retryAfterMs !== undefined)
    return trouble('asked-to-wait', `status ${status}`, retryAfterMs)
  if (status >= 500 || status === 429 || status === 408) return trouble('server-error', `status ${status}`)
  return trouble('gone', `status ${status}`)
}

/** Kinds of addresses: a redirect leads to a public one, or to the kind that its source has. */
function kindOf(address: string): 'public' | 'loopback' | 'link-local' | 'private' {
  if (!isPrivateAddress(address)) return 'public'
  if (addressRanges(['127.0.0.0/8', '::1/128']).contains(address)) return 'loopback'
  return addressRanges(['169.254.0.0/16', 'fe80::/10']).contains(address) ? 'link-local' : 'private'
}

/** Or who serves a file could make every machine of an office ask its routers, its printers and itself for something. */
export function leadsInside(address: string, sourceAddress: string | undefined): boolean {
  const kind = kindOf(address)
  return kind !== 'public' && (sourceAddress === undefined || kind !== kindOf(sourceAddress))
}

/** Throws `redirect-refused` from https to anything else, to what is not HTTP, and to an address that `leadsInside`. */
export function followRedirect(from: string, location: string, sourceAddress?: string): string {
  const url = URL.canParse(location, from) ? new URL(location, from) : undefined
  const secure = from.startsWith('https:')
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && !secure)) || url.username || url.password)
    throw new CodedError('redirect-refused', `a redirect from ${from} to ${location.slice(0, 200)} is not followed`)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && leadsInside(host, sourceAddress))
    throw new CodedError(
      'redirect-refused',
      `a redirect from ${from} to the private address ${url.host} is not followed`,
    )
  return url.href
}
