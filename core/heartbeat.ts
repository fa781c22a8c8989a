// The coordinator's short-lived statement of the newest version of everything one site is to know.

import { decodeParts, encode, type Message } from '../proto/codec.ts'
import { checkId, checkList, refuseRepeated } from './check.ts'
import { encodeHead, encodeHeader, type Head, type Header, headKey, parseHead, parseHeader } from './header.ts'
import { limits } from './limits.ts'
import { atOnce, type Steps } from './steps.ts'

export interface Heartbeat {
  /** `header.name` is the site. */
  header: Header<'heartbeat'>
  heads: Head[]
}

export function parseHeartbeat(payload: Uint8Array): Heartbeat {
  return atOnce(heartbeatSteps(payload))
}

/** Twenty thousand heads are more than one turn's work. */
export function* heartbeatSteps(payload: Uint8Array): Steps<Heartbeat> {
  let wire: Message<'Header'> | null = null
  const heads: Head[] = []
  const named = new Map<string, Head>()
  for (const part of decodeParts('Heartbeat', payload, limits.turnBytes)) {
    wire ??= part.header
    for (const head of checkList(part.heads, 'heads', limits.heads, parseHead, heads.length)) {
      heads.push(head)
      named.set(headKey(head), head)
    }
    yield
  }
  const header = parseHeader(wire, 'heartbeat')
  checkId(header.name, 'header.name')
  if (named.size !== heads.length) refuseRepeated('heads')
  const heartbeat = { header, heads }
  names.set(heartbeat, named)
  return heartbeat
}

/** What a heartbeat names, by `headKey`: made once for each heartbeat, with its parsing, and not once a question. */
export function namedBy(heartbeat: Heartbeat): ReadonlyMap<string, Head> {
  const made = names.get(heartbeat) ?? new Map(heartbeat.heads.map(head => [headKey(head), head]))
  names.set(heartbeat, made)
  return made
}

const names = new WeakMap<Heartbeat, ReadonlyMap<string, Head>>()

export function encodeHeartbeat(heartbeat: Heartbeat): Uint8Array {
  return encode('Heartbeat', { header: encodeHeader(heartbeat.header), heads: heartbeat.heads.map(encodeHead) })
}
